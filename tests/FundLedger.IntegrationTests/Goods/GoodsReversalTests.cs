using FundLedger.Features.Goods;
using FundLedger.Features.Ledger;
using FundLedger.Features.Pipeline;
using FundLedger.Features.Vouchers;
using FundLedger.Testing;

namespace FundLedger.IntegrationTests.Goods;

/// <summary>Wrong papers of goods are put right by another one, while nothing rests on them.</summary>
public sealed class GoodsReversalTests(LedgerCluster cluster) : IAsyncLifetime
{
    private readonly Ledger ledger = new(cluster);
    private int milk;

    public async ValueTask InitializeAsync()
    {
        await ledger.InitializeAsync();
        await ledger.Given.Pool();
        milk = await Stock.Item(ledger);
    }

    public ValueTask DisposeAsync() => ledger.DisposeAsync();

    [Fact]
    public async Task A_wrong_receipt_is_reversed_in_red_while_all_of_it_is_there()
    {
        await Stock.Received(ledger, milk, 100, 50_000);
        var reversal = await Stock.Reversal(ledger, milk, "received");
        var id = (await ledger.Done(TamDuong.Accountant, Stock.Loss(ledger, 1, 1))).Loss;
        await ledger.Done(TamDuong.Approver, new ApproveGoodsLoss(Given.Fund, Guid.NewGuid(), id));
        Assert.IsType<GoodsGoneMeanwhile>((await ledger.Send(TamDuong.Accountant, reversal)).Error);
        await ledger.Done(TamDuong.Accountant, await Stock.Reversal(ledger, milk, "lost"));
        Assert.Equal("BD-2021-00002", (await ledger.Done(TamDuong.Accountant, reversal with { Key = Guid.NewGuid() })).Voucher);
        Assert.Equal((0L, 0L, 0L), await Figures());
        Assert.IsType<GoodsReversedAlready>((await ledger.Send(TamDuong.Accountant, reversal with { Key = Guid.NewGuid() })).Error);
        Assert.IsType<NotReversible>((await ledger.Send(TamDuong.Accountant, new ReverseEntry(
            Given.Fund, Guid.NewGuid(), reversal.EntryNo, ledger.Clock.Today, "cash", "Ghi nhầm"))).Error);
        var card = await Stock.Card(ledger, milk);
        Assert.Equal([100L, 99, 100, 0], card.Rows.Select(row => row.Left));
        await Stock.Verified(ledger);
    }

    [Fact]
    public async Task What_came_or_was_lost_without_a_value_is_reversed_by_a_voucher_without_an_entry()
    {
        await Stock.Received(ledger, milk, 10, null);
        var id = (await ledger.Done(TamDuong.Accountant, Stock.Loss(ledger, 1, 4))).Loss;
        await ledger.Done(TamDuong.Approver, new ApproveGoodsLoss(Given.Fund, Guid.NewGuid(), id));
        var receipt = await UnvaluedReversal("received");
        Assert.IsType<UnvaluedGoodsGone>((await ledger.Send(TamDuong.Accountant, receipt)).Error);
        await ledger.Done(TamDuong.Accountant, await UnvaluedReversal("lost"));
        Assert.IsType<RoleMissing>((await ledger.Send(TamDuong.Cashier, receipt with { Key = Guid.NewGuid() })).Error);
        Assert.Equal((10L, 0L, 10L), await Figures());
        var value = new ValueGoods(Given.Fund, Guid.NewGuid(), 1, ledger.Clock.Today, Stock.Worth(45_000, ledger));
        await ledger.Done(TamDuong.Accountant, value);
        Assert.IsType<GoodsValuedMeanwhile>((await ledger.Send(TamDuong.Accountant, receipt with { Key = Guid.NewGuid() })).Error);
        await ledger.Done(TamDuong.Accountant, await Stock.Reversal(ledger, milk, "valued"));
        var voucher = (await ledger.Done(TamDuong.Accountant, receipt with { Key = Guid.NewGuid() })).Voucher;
        Assert.Equal("BD-2021-00003", voucher);
        Assert.Equal((0L, 0L, 0L), await Figures());
        Assert.IsType<GoodsMoveReversedAlready>((await ledger.Send(TamDuong.Accountant, receipt with { Key = Guid.NewGuid() })).Error);
        Assert.IsType<GoodsMoveNotFound>((await ledger.Send(TamDuong.Accountant, receipt with { Key = Guid.NewGuid(), Move = 99 })).Error);
        var paper = await ledger.Done(TamDuong.Auditor, new GetVoucher(Given.Fund, voucher));
        Assert.Equal(("PN-2021-00001", null, 10L), (paper.Head.Reverses, paper.Head.ReversesEntry, Assert.Single(paper.Goods).Quantity));
        await using var file = await ledger.Done(TamDuong.Auditor, new PreviewVoucher(Given.Fund, voucher));
        Assert.NotEqual(0, file.Content.Length);
        await Stock.Verified(ledger);
    }

    private async Task<(long OnHand, long Value, long Unvalued)> Figures()
    {
        var left = await Stock.Left(ledger, milk);
        return (left.OnHand, left.Value.Dong, left.Unvalued);
    }

    private async Task<ReverseUnvaluedGoods> UnvaluedReversal(string kind)
    {
        var move = (await Stock.Card(ledger, milk)).Rows.Last(row => row.Kind == kind).Move;
        return new ReverseUnvaluedGoods(Given.Fund, Guid.NewGuid(), move, ledger.Clock.Today, "Ghi nhầm số lượng");
    }
}
