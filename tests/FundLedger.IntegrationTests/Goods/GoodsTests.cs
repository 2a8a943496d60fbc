using FundLedger.Domain;
using FundLedger.Domain.Goods;
using FundLedger.Domain.Ledger;
using FundLedger.Features.Audit;
using FundLedger.Features.Goods;
using FundLedger.Features.Ledger;
using FundLedger.Features.Papers;
using FundLedger.Features.Pipeline;
using FundLedger.Features.Statements;
using FundLedger.Features.Vouchers;
using FundLedger.Testing;
using NodaTime;

namespace FundLedger.IntegrationTests.Goods;

/// <summary>Goods are counted always and valued when somebody knows; nothing of them is money.</summary>
public sealed class GoodsTests(LedgerCluster cluster) : IAsyncLifetime
{
    private readonly Ledger ledger = new(cluster);
    private int milk;

    public async ValueTask InitializeAsync()
    {
        await ledger.InitializeAsync();
        await ledger.Given.Pool();
        await ledger.Given.Receipt("CHUNG", 1_000_000);
        milk = await Stock.Item(ledger);
    }

    public ValueTask DisposeAsync() => ledger.DisposeAsync();

    [Fact]
    public async Task What_is_given_is_counted_and_valued_apart_from_money()
    {
        var day = ledger.Clock.Today;
        var jackets = await Stock.Item(ledger, "Áo ấm cỡ 8", "cái");
        var receipt = Stock.Receipt(
            ledger, new GoodsLine(milk, 100) { Value = Stock.Worth(50_000, ledger), ExpiresOn = day.PlusDays(20), Quality = "nguyên thùng" },
            new GoodsLine(jackets, 30));
        var voucher = (await ledger.Done(TamDuong.Accountant, receipt)).Voucher;
        Assert.Equal("PN-2021-00001", voucher);
        var stock = await ledger.Done(TamDuong.Auditor, new ListGoods(Given.Fund));
        Assert.Equal(
            [("Áo ấm cỡ 8", 30L, 0L, 30L, 0L), ("Sữa bột", 100L, 5_000_000L, 0L, 100L)],
            stock.Items.Select(item => (item.Name, item.OnHand, item.Value.Dong, item.Unvalued, item.Expiring)));
        var pool = Assert.Single((await ledger.Done(TamDuong.Auditor, new ListPools(Given.Fund))).Pools);
        Assert.Equal(new Money(1_000_000), pool.Available);
        var statement = await ledger.Done(TamDuong.Auditor, new GetFundStatement(Given.Fund, day, day));
        Assert.Equal(new Money(1_000_000), statement.Figures.Closing);
        var trial = await ledger.Done(TamDuong.Auditor, new GetTrialBalance(Given.Fund, day, day));
        Assert.Equal(
            [("goods", 5_000_000L, 0L), ("goods_balance", 0L, 5_000_000L)],
            trial.Lines.Where(line => line.Account.StartsWith("goods", StringComparison.Ordinal))
                .Select(line => (line.Account, line.Debit.Dong, line.Credit.Dong)));
        var paper = await ledger.Done(TamDuong.Auditor, new GetVoucher(Given.Fund, voucher));
        Assert.Equal([("Sữa bột", 100L), ("Áo ấm cỡ 8", 30L)], paper.Goods.Select(line => (line.Name, line.Quantity)));
        Assert.Equal(("C30-HD", "Công ty Sữa"), (paper.Head.FormNumber(), paper.Head.Counterparty));
        foreach (var language in Enum.GetValues<PaperLanguage>())
        {
            await using var file = await ledger.Done(TamDuong.Auditor, new PreviewVoucher(Given.Fund, voucher, language));
            Assert.NotEqual(0, file.Content.Length);
        }
    }

    [Fact]
    public async Task What_came_without_a_value_is_valued_later_and_once()
    {
        await Stock.Received(ledger, milk, 40, null);
        Assert.Equal((40L, 0L, 40L), await Figures());
        var value = new ValueGoods(Given.Fund, Guid.NewGuid(), 1, ledger.Clock.Today, Stock.Worth(45_000, ledger));
        Assert.Equal("DG-2021-00001", (await ledger.Done(TamDuong.Accountant, value)).Voucher);
        Assert.Equal((40L, 1_800_000L, 0L), await Figures());
        Assert.IsType<GoodsValuedAlready>((await ledger.Send(TamDuong.Accountant, value with { Key = Guid.NewGuid() })).Error);
        await ledger.Done(TamDuong.Accountant, await Stock.Reversal(ledger, milk, "valued"));
        Assert.Equal((40L, 0L, 40L), await Figures());
        var again = value with { Key = Guid.NewGuid(), Value = Stock.Worth(44_000, ledger) };
        Assert.Equal("DG-2021-00002", (await ledger.Done(TamDuong.Accountant, again)).Voucher);
        Assert.Equal((40L, 1_760_000L, 0L), await Figures());
        await Stock.Verified(ledger);
    }

    [Fact]
    public async Task A_loss_is_asked_by_one_and_taken_off_by_another()
    {
        await Stock.Received(ledger, milk, 100, 50_000);
        var tooMuch = Assert.IsType<GoodsShort>((await ledger.Send(TamDuong.Cashier, Stock.Loss(ledger, 1, 101))).Error);
        Assert.Equal(100, tooMuch.Free);
        var id = (await ledger.Done(TamDuong.Accountant, Stock.Loss(ledger, 1, 7))).Loss;
        var approval = new ApproveGoodsLoss(Given.Fund, Guid.NewGuid(), id);
        Assert.IsType<RoleMissing>((await ledger.Send(TamDuong.Cashier, approval)).Error);
        Assert.IsType<GoodsLossDecidedByAsker>(
            (await ledger.Send(TamDuong.AccountantsOtherAccount, approval with { Key = Guid.NewGuid() })).Error);
        Assert.Equal("PX-2021-00001", (await ledger.Done(TamDuong.Approver, approval with { Key = Guid.NewGuid() })).Voucher);
        Assert.Equal((93L, 4_650_000L, 0L), await Figures());
        var other = (await ledger.Done(TamDuong.Cashier, Stock.Loss(ledger, 1, 3))).Loss;
        await ledger.Done(TamDuong.Approver, new RejectGoodsLoss(Given.Fund, Guid.NewGuid(), other, "Đếm lại thấy đủ"));
        Assert.IsType<GoodsLossNotWaiting>((await ledger.Send(TamDuong.Approver, approval with { Key = Guid.NewGuid(), Loss = other })).Error);
        Assert.Equal(
            [(2, "rejected"), (1, "approved")],
            (await ledger.Done(TamDuong.Auditor, new ListGoodsLosses(Given.Fund))).Select(loss => (loss.Loss, loss.Status)));
        await Stock.Verified(ledger);
    }

    [Fact]
    public async Task Goods_without_a_value_are_lost_by_quantity_alone()
    {
        await Stock.Received(ledger, milk, 10, null);
        var id = (await ledger.Done(TamDuong.Accountant, Stock.Loss(ledger, 1, 4))).Loss;
        var voucher = (await ledger.Done(TamDuong.Approver, new ApproveGoodsLoss(Given.Fund, Guid.NewGuid(), id))).Voucher;
        Assert.Equal((6L, 0L, 6L), await Figures());
        await using var file = await ledger.Done(TamDuong.Auditor, new PreviewVoucher(Given.Fund, voucher));
        Assert.NotEqual(0, file.Content.Length);
        await Stock.Verified(ledger);
    }

    [Fact]
    public async Task Nothing_of_a_lot_is_dated_before_its_last_move()
    {
        var day = ledger.Clock.Today;
        ledger.Clock.Today = day.PlusDays(5);
        await Stock.Received(ledger, milk, 10, null);
        var early = new ValueGoods(Given.Fund, Guid.NewGuid(), 1, day, Stock.Worth(1_000, ledger) with { Date = day });
        Assert.Equal(day.PlusDays(5), Assert.IsType<GoodsMovedLater>((await ledger.Send(TamDuong.Accountant, early)).Error).MovedOn);
        Assert.IsType<GoodsLotNotFound>((await ledger.Send(TamDuong.Accountant, early with { Key = Guid.NewGuid(), Lot = 9 })).Error);
    }

    [Fact]
    public async Task The_list_is_filtered_by_name_and_by_what_is_the_matter()
    {
        await Stock.Item(ledger, "Gạo tẻ", "kg");
        await Stock.Received(ledger, milk, 10, 50_000, ledger.Clock.Today.PlusDays(3));
        Assert.Equal(["Sữa bột"], await Names(GoodsState.Expiring));
        Assert.Empty(await Names(GoodsState.Unvalued));
        Assert.Equal(["Gạo tẻ"], await Names(GoodsState.All, "gao"));
        ledger.Clock.Today = ledger.Clock.Today.PlusDays(4);
        Assert.Equal(["Sữa bột"], await Names(GoodsState.Expired));
        Assert.Empty(await Names(GoodsState.Expiring));
    }

    private async Task<IEnumerable<string>> Names(GoodsState state, string? text = null) =>
        (await ledger.Done(TamDuong.Auditor, new ListGoods(Given.Fund, state, Text: text))).Items.Select(item => item.Name);

    private async Task<(long OnHand, long Value, long Unvalued)> Figures()
    {
        var left = await Stock.Left(ledger, milk);
        return (left.OnHand, left.Value.Dong, left.Unvalued);
    }
}
