using FundLedger.Domain.Goods;
using FundLedger.Domain.Ledger;
using FundLedger.Features.Goods;
using FundLedger.Features.Ledger;
using FundLedger.Features.Pipeline;
using FundLedger.Testing;

namespace FundLedger.IntegrationTests.Goods;

/// <summary>How long, how many and how early: the last that is taken and the first that is not.</summary>
public sealed class GoodsLimitsTests(LedgerCluster cluster) : IAsyncLifetime
{
    private readonly Ledger ledger = new(cluster);
    private int milk;

    private static Guid Key => Guid.NewGuid();

    public async ValueTask InitializeAsync()
    {
        await ledger.InitializeAsync();
        await ledger.Given.Pool();
        milk = await Stock.Item(ledger);
        await Stock.Received(ledger, milk, 100, 50_000);
    }

    public ValueTask DisposeAsync() => ledger.DisposeAsync();

    [Fact]
    public async Task Goods_have_a_name_and_a_unit_of_their_own()
    {
        Assert.Equal(new GoodsNameUnusable(), await Added("x", "kg"));
        Assert.Equal(new GoodsNameUnusable(), await Added(new string('x', 121), "kg"));
        Assert.Equal(new GoodsUnitUnusable(), await Added("Gạo", " "));
        Assert.Equal(new GoodsUnitUnusable(), await Added("Gạo", new string('x', 21)));
        Assert.Equal(new GoodsItemThere(milk), await Added(" SỮA BỘT ", "Hộp"));
        Assert.Null(await Added("Sữa bột", "thùng"));
        Assert.Null(await Added("Gạ", "g"));
        Assert.Null(await Added(new string('x', 120), new string('x', 20)));
    }

    [Fact]
    public async Task A_loss_has_a_quantity_a_reason_and_minutes()
    {
        var loss = Stock.Loss(ledger, 1, 3);
        Assert.Equal(new GoodsQuantityOutside(0), await Lost(loss with { Quantity = 0 }));
        Assert.Equal(new GoodsQuantityOutside(1_000_001), await Lost(loss with { Quantity = 1_000_001 }));
        Assert.Equal(new GoodsShort(1, 1_000_000, 100), await Lost(loss with { Quantity = 1_000_000 }));
        Assert.Equal(new LongReasonMissing(), await Lost(loss with { Reason = "  123456789  " }));
        Assert.Equal(new LongReasonMissing(), await Lost(loss with { Reason = new string('x', 501) }));
        Assert.Equal(new LossCauseUnknown(), await Lost(loss with { Cause = (LossCause)9 }));
        Assert.Equal(new LossMinutesMissing(), await Lost(loss with { MinutesNumber = "  " }));
        Assert.Equal(new LossMinutesMissing(), await Lost(loss with { MinutesNumber = new string('1', 61) }));
        Assert.Equal(new LossMinutesMissing(), await Lost(loss with { MinutesDate = ledger.Clock.Today.PlusDays(1) }));
        Assert.Equal(new GoodsLotNotFound(9), await Lost(loss with { Lot = 9 }));
        Assert.Null(await Lost(loss with { Quantity = 1, Reason = "1234567890", MinutesNumber = new string('1', 60) }));
        Assert.Null(await Lost(loss with { Quantity = 1, Reason = new string('x', 500), MinutesNumber = " 1 ", Cause = LossCause.Lost }));
        var listed = (await Listed(TamDuong.Auditor))[0];
        Assert.Equal((LossCause.Lost, "1", 1L, 50_000L, "asked"), (listed.Cause, listed.MinutesNumber, listed.Quantity, listed.Value.Dong, listed.Status));
    }

    [Fact]
    public async Task A_loss_is_turned_down_with_a_reason_by_an_approver_who_did_not_ask()
    {
        var no = (await ledger.Done(TamDuong.Accountant, Stock.Loss(ledger, 1, 3))).Loss;
        var may = await May(TamDuong.Approver, TamDuong.Accountant, TamDuong.AccountantsOtherAccount, TamDuong.Auditor);
        Assert.Equal([true, false, false, false], may);
        Assert.Equal(new ReasonMissing(), await Rejected(no, " 1234 "));
        Assert.Equal(new ReasonMissing(), await Rejected(no, new string('x', 501)));
        Assert.Equal(new GoodsLossNotFound(99), await Rejected(99, "Đếm lại thấy đủ"));
        Assert.Equal(new GoodsLossRejected(no), await ledger.Done(TamDuong.Approver, new RejectGoodsLoss(Given.Fund, Key, no, "12345")));
        Assert.Equal(new GoodsLossNotWaiting(no), await Rejected(no, "Đếm lại thấy đủ"));
        var listed = (await Listed(TamDuong.Approver))[0];
        Assert.Equal(
            ("rejected", "12345", "Chủ tịch Hội đồng Quỹ", null, false),
            (listed.Status, listed.RejectedFor, listed.DecidedBy, listed.Voucher, listed.MayDecide));
        Assert.Empty(await ledger.Done(TamDuong.Approver, new ListGoodsLosses(Given.Fund, Waiting: true)));
    }

    [Fact]
    public async Task What_is_received_is_of_a_known_kind_and_day()
    {
        var day = ledger.Clock.Today;
        var receipt = Stock.Receipt(ledger, new GoodsLine(milk, 1), new GoodsLine(99, 1), new GoodsLine(98, 1));
        Assert.Equal(new GoodsItemNotFound(98), (await ledger.Send(TamDuong.Accountant, receipt)).Error);
        var early = Stock.Receipt(ledger, new GoodsLine(milk, 1)) with { ReceivedOn = day.PlusDays(1) };
        Assert.Equal(new DateInFuture(day.PlusDays(1), day), (await ledger.Send(TamDuong.Accountant, early)).Error);
        var known = Stock.Receipt(ledger, new GoodsLine(milk, 1) { Quality = " mới " }) with { DonorName = " Công ty Sữa ", Key = Key };
        Assert.Equal(new GoodsReceived("PN-2021-00002"), await ledger.Done(TamDuong.Accountant, known));
    }

    [Fact]
    public async Task The_stock_is_listed_by_pool()
    {
        await ledger.Given.Pool("TET");
        Assert.Equal(100, (await Stock.Left(ledger, milk)).OnHand);
        Assert.Equal((100L, 100L, 0L), (await OnHand(" "), await OnHand("CHUNG"), await OnHand("TET")));
        var stock = await ledger.Done(TamDuong.Auditor, new ListGoods(Given.Fund, GoodsState.InStock, "TET"));
        Assert.Equal((0, 0L, ledger.Clock.Today), (stock.Items.Count, stock.Value.Dong, stock.Today));
    }

    [Fact]
    public async Task A_reversal_of_goods_has_its_reason_and_its_day()
    {
        var reversal = await Stock.Reversal(ledger, milk, "received");
        var day = ledger.Clock.Today;
        Assert.Equal(new ReasonMissing(), await Sent(reversal with { Reason = " 1234 " }));
        Assert.Equal(new GoodsEntryNotFound(99), await Sent(reversal with { EntryNo = 99 }));
        Assert.Equal(new GoodsMovedLater(1, day), await Sent(reversal with { ReversedOn = day.PlusDays(-1) }));
        Assert.Equal(new DateInFuture(day.PlusDays(1), day), await Sent(reversal with { ReversedOn = day.PlusDays(1) }));
        var reversed = await ledger.Done(TamDuong.Accountant, reversal with { Key = Key, Reason = "12345" });
        Assert.Equal(new GoodsReversed("BD-2021-00001", reversal.EntryNo + 1), reversed);
        Assert.Equal(new GoodsReversedAlready(reversal.EntryNo), await Sent(reversal));

        async Task<Domain.Error?> Sent(ReverseGoods request) => (await ledger.Send(TamDuong.Accountant, request with { Key = Key })).Error;
    }

    private async Task<Domain.Error?> Added(string name, string unit) =>
        (await ledger.Send(TamDuong.Cashier, new AddGoodsItem(Given.Fund, Key, name, unit))).Error;

    private async Task<Domain.Error?> Lost(AskGoodsLoss loss) => (await ledger.Send(TamDuong.Accountant, loss with { Key = Key })).Error;

    private async Task<Domain.Error?> Rejected(int loss, string reason) =>
        (await ledger.Send(TamDuong.Approver, new RejectGoodsLoss(Given.Fund, Key, loss, reason))).Error;

    private Task<IReadOnlyList<ListedLoss>> Listed(string user) => ledger.Done(user, new ListGoodsLosses(Given.Fund));

    private async Task<bool[]> May(params string[] users)
    {
        var may = new List<bool>();
        foreach (var user in users) may.Add((await Listed(user))[0].MayDecide);
        return [.. may];
    }

    private async Task<long> OnHand(string pool) =>
        (await ledger.Done(TamDuong.Auditor, new ListGoods(Given.Fund, Pool: pool))).Items.Single(item => item.Item == milk).OnHand;
}
