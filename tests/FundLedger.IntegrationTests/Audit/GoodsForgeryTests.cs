using FundLedger.Features.Audit;
using FundLedger.Features.Goods;
using FundLedger.IntegrationTests.Goods;
using FundLedger.Testing;
using NodaTime;

namespace FundLedger.IntegrationTests.Audit;

/// <summary>Books with goods in stock, some valued later, some lost; then somebody with every right changes them.</summary>
public sealed class GoodsForgeryTests(LedgerCluster cluster) : IAsyncLifetime
{
    private readonly AuditedLedger audited = new(cluster) { Then = MoveGoods };

    public ValueTask InitializeAsync() => audited.InitializeAsync();

    public ValueTask DisposeAsync() => audited.DisposeAsync();

    [Fact]
    public async Task Honest_goods_are_right_and_each_forgery_is_named()
    {
        var honest = await audited.Verify();
        Assert.Equal(PassState.Ok, honest.State);
        Assert.True(honest.Passes.Single(pass => pass.Name == "goods").Records > 0);
        var fund = await audited.Ledger.Ask<int>("SELECT fund_id FROM funds WHERE code = @Fund", new { Given.Fund });
        var gift = await audited.Ledger.Ask<string>("SELECT max(disbursement_id)::text FROM request_goods");
        foreach (var row in GoodsForgeries.All)
        {
            var (pass, kind, number, field, forgery) = row.Data;
            number = number.Replace("{G}", gift, StringComparison.Ordinal);
            await audited.Forge(forgery.Replace("{F}", $"{fund}", StringComparison.Ordinal));
            var wrong = (await audited.Verify()).Passes.Single(each => each.Name == pass).FirstWrong;
            Assert.Equal((kind, number, field), (wrong?.Kind, wrong?.Number, wrong?.Field));
            await audited.PutBack();
        }
    }

    internal static async Task MoveGoods(Ledger ledger)
    {
        var milk = await Stock.Item(ledger);
        await Stock.Received(ledger, milk, 100, 50_000, new LocalDate(2021, 6, 30));
        await Stock.Received(ledger, milk, 20, null);
        await ledger.Done(
            TamDuong.Accountant, new ValueGoods(Given.Fund, Guid.NewGuid(), 2, ledger.Clock.Today, Stock.Worth(45_000, ledger)));
        var loss = (await ledger.Done(TamDuong.Accountant, Stock.Loss(ledger, 1, 3))).Loss;
        await ledger.Done(TamDuong.Approver, new ApproveGoodsLoss(Given.Fund, Guid.NewGuid(), loss));
        var gift = await ledger.Done(TamDuong.Accountant, Stock.Gifts(milk, 1, true, await ledger.Given.Children(2)));
        await Stock.Approved(ledger, gift.Id);
        await ledger.Done(TamDuong.Cashier, new IssueGoods(Given.Fund, Guid.NewGuid(), gift.Id, "Cán bộ xã"));
        await ledger.Done(TamDuong.Cashier, new SettleGoods(Given.Fund, Guid.NewGuid(), gift.Id, [2], "Gia đình đi vắng"));
    }
}
