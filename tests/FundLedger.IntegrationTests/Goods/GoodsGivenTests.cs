using FundLedger.Domain;
using FundLedger.Domain.Children;
using FundLedger.Domain.Disbursements;
using FundLedger.Domain.Goods;
using FundLedger.Domain.Ledger;
using FundLedger.Domain.Norms;
using FundLedger.Features.Children;
using FundLedger.Features.Disbursements;
using FundLedger.Features.Goods;
using FundLedger.Features.Ledger;
using FundLedger.Features.Papers;
using FundLedger.Features.Payments;
using FundLedger.Features.Vouchers;
using FundLedger.Testing;

namespace FundLedger.IntegrationTests.Goods;

/// <summary>A gift is money, goods out of the stock, or both: asked, judged, approved and handed over by the same road.</summary>
public sealed class GoodsGivenTests(LedgerCluster cluster) : IAsyncLifetime
{
    private readonly Ledger ledger = new(cluster);
    private int milk;
    private string[] children = [];

    public async ValueTask InitializeAsync()
    {
        await ledger.InitializeAsync();
        await ledger.Given.Pool();
        await ledger.Given.Receipt("CHUNG", 1_000_000);
        milk = await Stock.Item(ledger);
        children = await ledger.Given.Children(2);
    }

    public ValueTask DisposeAsync() => ledger.DisposeAsync();

    [Fact]
    public async Task Money_and_goods_of_one_gift_are_within_one_norm_and_go_two_ways()
    {
        var day = ledger.Clock.Today;
        await Stock.Received(ledger, milk, 100, 60_000, day.PlusDays(90));
        await Stock.Received(ledger, milk, 3, 50_000, day.PlusDays(10));
        var id = await Asked(2);
        var sheet = await Sheet(id);
        Assert.Equal((600_000L, 390_000L, 210_000L), (sheet.Head.Total.Dong, sheet.Cash.Dong, sheet.StockValue.Dong));
        Assert.Equal(new Money(610_000), sheet.Head.PoolAvailable);
        Assert.Equal(
            [(2, 3L, 3L, 0L, true), (1, 1L, 100L, 99L, false)],
            sheet.Goods.OrderBy(one => one.ExpiresOn).Select(one => (one.Lot, one.Quantity, one.FreeBefore, one.FreeAfter, one.ExpiresSoon)));
        Assert.Equal(4, (await Stock.Left(ledger, milk)).Reserved);
        var inbox = await ledger.Done(TamDuong.Approver, new GetInbox(Given.Fund));
        var listed = Assert.Single((await ledger.Done(TamDuong.Auditor, new ListDisbursements(Given.Fund))).Statuses);
        Assert.Equal((600_000L, 210_000L, 600_000L, 210_000L), (inbox.Sum.Dong, inbox.Goods.Dong, listed.Sum.Dong, listed.Goods.Dong));
        await Approve(id);
        var paid = (await ledger.Done(TamDuong.Cashier, ledger.Given.Payment(id))).Voucher;
        Assert.Equal(new Money(390_000), (await ledger.Done(TamDuong.Auditor, new GetVoucher(Given.Fund, paid))).Head.Amount);
        var issue = new IssueGoods(Given.Fund, Guid.NewGuid(), id, "Cán bộ xã Bình Lư");
        Assert.IsType<GoodsHandTookPart>((await ledger.Send(TamDuong.Approver, issue)).Error);
        var voucher = (await ledger.Done(TamDuong.Cashier, issue with { Key = Guid.NewGuid() })).Voucher;
        Assert.Equal("PX-2021-00001", voucher);
        var paper = await ledger.Done(TamDuong.Auditor, new GetVoucher(Given.Fund, voucher));
        Assert.Equal((new Money(210_000), "Cán bộ xã Bình Lư", 2), (paper.Head.Amount, paper.Head.Counterparty, paper.Lines.Count));
        await using var file = await ledger.Done(TamDuong.Auditor, new PreviewVoucher(Given.Fund, voucher, PaperLanguage.English));
        Assert.NotEqual(0, file.Content.Length);
        Assert.Equal((99L, 0L), await Left());
        var results = new SettleGoods(Given.Fund, Guid.NewGuid(), id, [2], "Gia đình vắng mặt hai lần");
        Assert.IsType<LongReasonMissing>((await ledger.Send(TamDuong.Cashier, results with { Note = "" })).Error);
        Assert.IsType<GoodsLineUnknown>((await ledger.Send(TamDuong.Cashier, results with { Key = Guid.NewGuid(), NotGiven = [9] })).Error);
        var settled = await ledger.Done(TamDuong.Cashier, results with { Key = Guid.NewGuid() });
        Assert.Equal((1, "PN-2021-00003"), (settled.Given, settled.Voucher));
        Assert.Equal((101L, 0L), await Left());
        Assert.Equal(1, (await Stock.Card(ledger, milk)).Lots.Single(lot => lot.Lot == 2).OnHand);
        var goods = await ledger.Done(TamDuong.Auditor, new GetRequestGoods(Given.Fund, id));
        Assert.Equal(["given", "back", "back"], goods.Rows.Select(row => row.State));
        Assert.IsType<GoodsNotOut>((await ledger.Send(TamDuong.Cashier, results with { Key = Guid.NewGuid() })).Error);
        await Stock.Verified(ledger);
    }

    [Fact]
    public async Task A_gift_of_goods_alone_has_no_money_and_ends_when_it_is_issued()
    {
        await Stock.Received(ledger, milk, 10, 50_000);
        var id = await Asked(3, only: true);
        var sheet = await Sheet(id);
        Assert.Equal((300_000L, 0L), (sheet.Head.Total.Dong, sheet.Cash.Dong));
        Assert.Equal(new Money(1_000_000), sheet.Head.PoolAvailable);
        await Approve(id);
        Assert.IsType<GoodsNotPaid>((await ledger.Send(TamDuong.Cashier, ledger.Given.Payment(id))).Error);
        Assert.Empty((await ledger.Done(TamDuong.Cashier, new GetPaymentChoices(Given.Fund, id))).Lines);
        await ledger.Done(TamDuong.Cashier, new IssueGoods(Given.Fund, Guid.NewGuid(), id, "Cán bộ xã"));
        Assert.Equal("paid", (await Sheet(id)).Head.Status);
        var settled = await ledger.Done(TamDuong.Cashier, new SettleGoods(Given.Fund, Guid.NewGuid(), id, [1], "Trẻ đi vắng dài ngày"));
        Assert.Equal(1, settled.Given);
        // Who did not get the goods may be asked for again; who did may not.
        Assert.True((await ledger.Send(TamDuong.Accountant, Request(0, false, children[0]))).IsOk);
        Assert.IsType<LineRefused>((await ledger.Send(TamDuong.Accountant, Request(0, false, children[1]))).Error);
        await Stock.Verified(ledger);
    }

    [Fact]
    public async Task Only_what_is_there_valued_unexpired_and_within_the_norm_is_promised()
    {
        await Stock.Received(ledger, milk, 5, null);
        Assert.Equal(5, Assert.IsType<GoodsValuedFirst>((await ledger.Send(TamDuong.Accountant, Request(1, false, children))).Error).Unvalued);
        await ledger.Done(TamDuong.Accountant, new ValueGoods(Given.Fund, Guid.NewGuid(), 1, ledger.Clock.Today, Stock.Worth(50_000, ledger)));
        Assert.Equal(1, Assert.IsType<GoodsLacking>((await ledger.Send(TamDuong.Accountant, Request(3, false, children))).Error).Lacking);
        Assert.IsType<GoodsQuantityOutside>((await ledger.Send(TamDuong.Accountant, Request(-1, false, children))).Error);
        await Stock.Received(ledger, milk, 50, 50_000, ledger.Clock.Today);
        ledger.Clock.Today = ledger.Clock.Today.PlusDays(1);
        Assert.IsType<GoodsLacking>((await ledger.Send(TamDuong.Accountant, Request(3, false, children))).Error);
        await Stock.Received(ledger, milk, 50, 50_000);
        var above = Assert.IsType<LineRefused>((await ledger.Send(TamDuong.Accountant, Request(7, true, children))).Error);
        Assert.IsType<NormExceeded>(above.Why);
        Assert.IsType<GoodsNotAllowed>(Assert.IsType<LineRefused>((await ledger.Send(TamDuong.Accountant, Request(7, false, children))).Error).Why);
        Assert.Equal(0, (await Stock.Left(ledger, milk)).Reserved);
    }

    [Fact]
    public async Task What_is_rejected_returned_or_withdrawn_sets_its_goods_free()
    {
        await Stock.Received(ledger, milk, 10, 50_000);
        var rejected = await Asked(5);
        Assert.Equal(10, (await Stock.Left(ledger, milk)).Reserved);
        await ledger.Done(TamDuong.Approver, new RejectDisbursement(Given.Fund, Guid.NewGuid(), rejected, "Chưa đủ căn cứ"));
        var returned = await Asked(5);
        await ledger.Done(TamDuong.Approver, new ReturnDisbursement(Given.Fund, Guid.NewGuid(), returned, "Thiếu giấy tờ"));
        var withdrawn = await Asked(5);
        await Approve(withdrawn);
        await ledger.Done(TamDuong.Approver, new WithdrawDisbursement(Given.Fund, Guid.NewGuid(), withdrawn, "Hoãn đợt tặng quà"));
        Assert.Equal((10L, 0L), await Left());
        await Stock.Verified(ledger);
    }

    [Fact]
    public async Task Goods_of_a_child_that_died_are_released_and_the_others_are_issued()
    {
        await Stock.Received(ledger, milk, 10, 50_000, ledger.Clock.Today.PlusDays(5));
        var id = await Asked(2, only: true);
        await Approve(id);
        await ledger.Done(TamDuong.Officer, new RecordChildEvent(
            TamDuong.BinhLu, Guid.NewGuid(), children[0], ChildEventKind.Died, ledger.Clock.Today, "Theo giấy chứng tử"));
        var issue = new IssueGoods(Given.Fund, Guid.NewGuid(), id, "Cán bộ xã");
        Assert.IsType<LinesNotPayable>((await ledger.Send(TamDuong.Cashier, issue)).Error);
        await ledger.Done(TamDuong.Cashier, new ReleaseGoods(Given.Fund, Guid.NewGuid(), id, [1], "Trẻ đã mất, không phát"));
        Assert.Equal(2, (await Stock.Left(ledger, milk)).Reserved);
        ledger.Clock.Today = ledger.Clock.Today.PlusDays(6);
        Assert.IsType<GoodsExpiredMeanwhile>((await ledger.Send(TamDuong.Cashier, issue with { Key = Guid.NewGuid() })).Error);
        await ledger.Done(TamDuong.Cashier, new ReleaseGoods(Given.Fund, Guid.NewGuid(), id, [2], "Hàng đã hết hạn dùng"));
        Assert.Equal(("withdrawn", 0L), ((await Sheet(id)).Head.Status, (await Stock.Left(ledger, milk)).Reserved));
        Assert.IsType<NoGoodsToIssue>((await ledger.Send(TamDuong.Cashier, issue with { Key = Guid.NewGuid() })).Error);
        await Stock.Verified(ledger);
    }

    private async Task<(long OnHand, long Reserved)> Left()
    {
        var left = await Stock.Left(ledger, milk);
        return (left.OnHand, left.Reserved);
    }

    private RequestHolidayGifts Request(long quantity, bool only, params string[] codes) => Stock.Gifts(milk, quantity, only, codes);

    private async Task<long> Asked(long quantity, bool only = false) =>
        (await ledger.Done(TamDuong.Accountant, Request(quantity, only, children))).Id;

    private Task<DisbursementSheet> Sheet(long id) => ledger.Done(TamDuong.Approver, new GetDisbursement(Given.Fund, id));

    private Task Approve(long id) => Stock.Approved(ledger, id);
}
