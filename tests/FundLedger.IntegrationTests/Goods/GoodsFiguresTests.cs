using FundLedger.Domain;
using FundLedger.Domain.Goods;
using FundLedger.Domain.Ledger;
using FundLedger.Features.Goods;
using FundLedger.Features.Ledger;
using FundLedger.Testing;

namespace FundLedger.IntegrationTests.Goods;

/// <summary>Bounds and figures of the stock: names, losses, hand-overs and what is put right afterwards.</summary>
public sealed class GoodsFiguresTests(LedgerCluster cluster) : IAsyncLifetime
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

    [Theory]
    [InlineData(1, 1, "Name")]
    [InlineData(2, 1, null)]
    [InlineData(120, 20, null)]
    [InlineData(121, 20, "Name")]
    [InlineData(2, 21, "Unit")]
    public async Task Names_of_goods_and_their_units_have_bounds(int name, int unit, string? field)
    {
        var added = await ledger.Send(
            TamDuong.Cashier, new AddGoodsItem(Given.Fund, Guid.NewGuid(), $" {new string('g', name)} ", $" {new string('k', unit)} "));
        Assert.Equal(field, (added.Error as Invalid)?.Field);
    }

    [Fact]
    public async Task A_loss_has_its_quantity_its_reason_and_its_minutes()
    {
        await Stock.Received(ledger, milk, 100, 50_000);
        var loss = Stock.Loss(ledger, 1, 7);
        Assert.Equal(new GoodsQuantityOutside(0), await AskedAsync(loss with { Quantity = 0 }));
        Assert.Equal(new GoodsQuantityOutside(1_000_001), await AskedAsync(loss with { Quantity = 1_000_001 }));
        Assert.Equal(new GoodsShort(1, 1_000_000, 100), await AskedAsync(loss with { Quantity = 1_000_000 }));
        Assert.Equal(new LongReasonMissing(), await AskedAsync(loss with { Reason = " sữa hỏng " }));
        Assert.Equal(new LongReasonMissing(), await AskedAsync(loss with { Reason = new string('x', 501) }));
        Assert.Equal(new LossMinutesMissing(), await AskedAsync(loss with { MinutesNumber = " " }));
        Assert.Equal(new LossMinutesMissing(), await AskedAsync(loss with { MinutesNumber = new string('9', 61) }));
        Assert.Equal(new LossMinutesMissing(), await AskedAsync(loss with { MinutesDate = ledger.Clock.Today.PlusDays(1) }));
        Assert.Equal(new GoodsLotNotFound(9), await AskedAsync(loss with { Lot = 9 }));
        Assert.Null(await AskedAsync(loss with { Quantity = 1, Reason = new string('x', 500), MinutesNumber = new string('9', 60) }));
        Assert.Null(await AskedAsync(loss with { Quantity = 99, Reason = "0123456789", Cause = LossCause.Miscounted, MinutesNumber = "7" }));
        var listed = (await ledger.Done(TamDuong.Approver, new ListGoodsLosses(Given.Fund, Waiting: true))).ToList();
        Assert.Equal([(2, 99L, LossCause.Miscounted, 4_950_000L), (1, 1L, LossCause.Spoiled, 50_000L)],
            listed.Select(one => (one.Loss, one.Quantity, one.Cause, one.Value.Dong)));
        Assert.Equal([true, true], listed.Select(one => one.MayDecide));
        Assert.Equal(("Kế toán Quỹ", "7"), (listed[0].AskedBy, listed[0].MinutesNumber));
        await ledger.Done(TamDuong.Approver, new ApproveGoodsLoss(Given.Fund, Guid.NewGuid(), 1));
        Assert.Equal(new GoodsLossNotFound(9), (await ledger.Send(TamDuong.Approver, new ApproveGoodsLoss(Given.Fund, Guid.NewGuid(), 9))).Error);
        Assert.Null((await ledger.Send(TamDuong.Approver, new ApproveGoodsLoss(Given.Fund, Guid.NewGuid(), 2))).Error);
        Assert.Equal(0, (await Stock.Left(ledger, milk)).OnHand);
    }

    [Fact]
    public async Task A_loss_is_not_taken_off_when_the_goods_went_meanwhile()
    {
        await Stock.Received(ledger, milk, 10, null);
        await ledger.Done(TamDuong.Accountant, Stock.Loss(ledger, 1, 6));
        await ledger.Done(TamDuong.Accountant, Stock.Loss(ledger, 1, 5));
        await ledger.Done(TamDuong.Approver, new ApproveGoodsLoss(Given.Fund, Guid.NewGuid(), 1));
        Assert.Equal(new GoodsShort(1, 5, 4), (await ledger.Send(TamDuong.Approver, new ApproveGoodsLoss(Given.Fund, Guid.NewGuid(), 2))).Error);
        Assert.Equal(new ReasonMissing(), (await ledger.Send(TamDuong.Approver, new RejectGoodsLoss(Given.Fund, Guid.NewGuid(), 2, " sai "))).Error);
    }

    [Fact]
    public async Task Goods_are_handed_over_to_a_name_and_each_line_is_recorded_once()
    {
        await ledger.Given.Receipt("CHUNG", 1_000_000);
        await Stock.Received(ledger, milk, 20, 50_000);
        var children = await ledger.Given.Children(4);
        var id = (await ledger.Done(TamDuong.Accountant, Stock.Gifts(milk, 2, only: true, children))).Id;
        await Stock.Approved(ledger, id);
        var release = new ReleaseGoods(Given.Fund, Guid.NewGuid(), id, [4, 4], "Trẻ đã chuyển đi nơi khác");
        Assert.Equal(new LongReasonMissing(), (await ledger.Send(TamDuong.Cashier, release with { Note = "đã đi" })).Error);
        Assert.Equal(1, (await ledger.Done(TamDuong.Cashier, release with { Key = Guid.NewGuid() })).Lines);
        var issue = new IssueGoods(Given.Fund, Guid.NewGuid(), id, " x ");
        Assert.Equal(new GoodsReceiverMissing(), (await ledger.Send(TamDuong.Cashier, issue)).Error);
        Assert.Equal(new GoodsReceiverMissing(), (await ledger.Send(TamDuong.Cashier, issue with { Receiver = new string('x', 121) })).Error);
        Assert.Equal(new GoodsRequestNotFound(999), (await ledger.Send(TamDuong.Cashier, issue with { Id = 999, Receiver = "An" })).Error);
        await ledger.Done(TamDuong.Cashier, issue with { Key = Guid.NewGuid(), Receiver = " An " });
        var settle = new SettleGoods(Given.Fund, Guid.NewGuid(), id, [2, 2], "Gia đình đi vắng dài ngày");
        Assert.Equal(new LongReasonMissing(), (await ledger.Send(TamDuong.Cashier, settle with { Note = null })).Error);
        var settled = await ledger.Done(TamDuong.Cashier, settle with { Key = Guid.NewGuid() });
        Assert.Equal((2, "PN-2021-00002"), (settled.Given, settled.Voucher));
        var goods = await ledger.Done(TamDuong.Auditor, new GetRequestGoods(Given.Fund, id));
        Assert.Equal(["given", "back", "given", "released"], goods.Rows.Select(row => row.State));
        Assert.Equal(("An", "PX-2021-00001", "PN-2021-00002", true), (goods.Head.Receiver, goods.Head.Issue, goods.Head.Back, goods.Head.IsApproved));
        Assert.Equal((400_000L, 16L), (goods.Value.Dong, (await Stock.Left(ledger, milk)).OnHand));
        Assert.Equal(new GoodsRequestNotFound(999), (await ledger.Send(TamDuong.Auditor, new GetRequestGoods(Given.Fund, 999))).Error);
    }

    [Fact]
    public async Task All_that_went_out_may_be_given_and_nothing_comes_back()
    {
        await ledger.Given.Receipt("CHUNG", 1_000_000);
        await Stock.Received(ledger, milk, 20, 50_000);
        var id = (await ledger.Done(TamDuong.Accountant, Stock.Gifts(milk, 2, only: true, await ledger.Given.Children(2)))).Id;
        await Stock.Approved(ledger, id);
        await ledger.Done(TamDuong.Cashier, new IssueGoods(Given.Fund, Guid.NewGuid(), id, "Cán bộ xã"));
        Assert.Equal(new GoodsSettled(2, null), await ledger.Done(TamDuong.Cashier, new SettleGoods(Given.Fund, Guid.NewGuid(), id, [], null)));
        await Stock.Verified(ledger);
    }

    [Fact]
    public async Task The_stock_of_one_pool_is_listed_by_itself_and_a_request_of_money_has_no_goods()
    {
        await ledger.Given.Pool("TET");
        await ledger.Given.Receipt("TET", 1_000_000);
        await Stock.Received(ledger, milk, 20, 50_000);
        var listing = new ListGoods(Given.Fund);
        Assert.Equal([(20L, 1_000_000L)], await ListedAsync(listing with { Pool = "CHUNG" }));
        Assert.Equal([(0L, 0L)], await ListedAsync(listing with { Pool = "TET" }));
        Assert.Equal([(20L, 1_000_000L)], await ListedAsync(listing with { Pool = " " }));
        Assert.Empty(await ListedAsync(listing with { Pool = "TET", State = GoodsState.InStock }));
        var id = await ledger.Given.TetGifts("TET", await ledger.Given.Children(1));
        Assert.Equal(new GoodsRequestNotFound(id), (await ledger.Send(TamDuong.Auditor, new GetRequestGoods(Given.Fund, id))).Error);
    }

    private async Task<IEnumerable<(long OnHand, long Value)>> ListedAsync(ListGoods listing) =>
        (await ledger.Done(TamDuong.Auditor, listing)).Items.Select(item => (item.OnHand, item.Value.Dong));

    [Fact]
    public async Task What_is_put_right_has_a_reason_and_is_not_dated_before_what_came_after()
    {
        var day = ledger.Clock.Today;
        await Stock.Received(ledger, milk, 10, 50_000);
        await Stock.Received(ledger, milk, 10, null);
        var move = (await Stock.Card(ledger, milk)).Rows.Last(row => row.Entry is null).Move;
        var unvalued = new ReverseUnvaluedGoods(Given.Fund, Guid.NewGuid(), move, day.PlusDays(-1), "Ghi nhầm");
        var entry = (await Stock.Card(ledger, milk)).Rows.First(row => row.Entry is not null).Entry!.Value;
        var valued = new ReverseGoods(Given.Fund, Guid.NewGuid(), entry, day.PlusDays(-1), "Ghi nhầm");
        Assert.Equal(new GoodsMovedLater(1, day), (await ledger.Send(TamDuong.Accountant, valued)).Error);
        Assert.Equal(new GoodsMovedLater(2, day), (await ledger.Send(TamDuong.Accountant, unvalued)).Error);
        Assert.Equal(new ReasonMissing(), (await ledger.Send(TamDuong.Accountant, valued with { Key = Guid.NewGuid(), Reason = " nhầm " })).Error);
        Assert.Equal(new ReasonMissing(), (await ledger.Send(TamDuong.Accountant, unvalued with { Key = Guid.NewGuid(), Reason = " nhầm " })).Error);
        Assert.Equal(new GoodsEntryNotFound(99), (await ledger.Send(TamDuong.Accountant, valued with { Key = Guid.NewGuid(), EntryNo = 99 })).Error);
        var reversed = await ledger.Done(TamDuong.Accountant, valued with { Key = Guid.NewGuid(), ReversedOn = day, Reason = "Nhầm2" });
        Assert.Equal(("BD-2021-00001", true), (reversed.Voucher, reversed.EntryNo > entry));
        var other = await ledger.Done(TamDuong.Accountant, unvalued with { Key = Guid.NewGuid(), ReversedOn = day, Reason = "Nhầm2" });
        Assert.Equal("BD-2021-00002", other.Voucher);
        Assert.Equal(new GoodsNotKept(Given.Fund, 99), (await ledger.Send(TamDuong.Auditor, new GetGoodsItem(Given.Fund, 99))).Error);
        Assert.Equal(0, (await Stock.Left(ledger, milk)).OnHand);
    }

    private async Task<Error?> AskedAsync(AskGoodsLoss loss) =>
        (await ledger.Send(TamDuong.Accountant, loss with { Key = Guid.NewGuid() })).Error;
}
