using FundLedger.Domain;
using FundLedger.Features.Disbursements;
using FundLedger.Features.Goods;
using FundLedger.Features.Vouchers;
using FundLedger.Testing;

namespace FundLedger.IntegrationTests.Goods;

/// <summary>One request gives goods alone to one child and money alone to the next.</summary>
public sealed class GoodsBesideMoneyTests(LedgerCluster cluster) : IAsyncLifetime
{
    private readonly Ledger ledger = new(cluster);

    public ValueTask InitializeAsync() => ledger.InitializeAsync();

    public ValueTask DisposeAsync() => ledger.DisposeAsync();

    [Fact]
    public async Task The_line_of_money_is_paid_and_the_line_of_goods_before_it_is_issued()
    {
        await ledger.Given.Pool();
        await ledger.Given.Receipt("CHUNG", 1_000_000);
        var milk = await Stock.Item(ledger);
        await Stock.Received(ledger, milk, 10, 50_000);
        var children = await ledger.Given.Children(2);
        var both = Stock.Gifts(milk, 3, true, children);
        var asked = await ledger.Done(TamDuong.Accountant, both with { Lines = [both.Lines[0], new GiftLine(children[1])] });
        await Stock.Approved(ledger, asked.Id);
        var paid = (await ledger.Done(TamDuong.Cashier, ledger.Given.Payment(asked.Id))).Voucher;
        var voucher = await ledger.Done(TamDuong.Auditor, new GetVoucher(Given.Fund, paid));
        Assert.Equal(new Money(300_000), voucher.Head.Amount);
        Assert.Equal([(children[1], new Money(300_000))], voucher.Lines.Select(line => (line.Beneficiary, line.Amount)));
        var issued = (await ledger.Done(TamDuong.Cashier, new IssueGoods(Given.Fund, Guid.NewGuid(), asked.Id, "Cán bộ xã"))).Voucher;
        Assert.Equal("PX-2021-00001", issued);
        await Stock.Verified(ledger);
    }
}
