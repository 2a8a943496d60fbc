using FundLedger.Domain;
using FundLedger.Domain.Goods;
using FundLedger.Domain.Ledger;
using FundLedger.Features.Goods;
using FundLedger.Features.Pipeline;
using FundLedger.Features.Vouchers;
using FundLedger.Testing;
using NodaTime;

namespace FundLedger.IntegrationTests.Goods;

/// <summary>What a lot, a loss or an entry has become says what may still be done with it.</summary>
public sealed class GoodsStatesTests(LedgerCluster cluster) : IAsyncLifetime
{
    private readonly Ledger ledger = new(cluster);
    private LocalDate day;
    private int milk;

    private static Guid Key => Guid.NewGuid();

    public async ValueTask InitializeAsync()
    {
        await ledger.InitializeAsync();
        day = ledger.Clock.Today;
        await ledger.Given.Pool();
        milk = await Stock.Item(ledger);
    }

    public ValueTask DisposeAsync() => ledger.DisposeAsync();

    [Fact]
    public async Task A_name_is_kept_as_it_reads_and_is_there_once_however_it_is_typed()
    {
        Assert.Equal(new GoodsItemAdded(2), await ledger.Done(TamDuong.Cashier, new AddGoodsItem(Given.Fund, Key, " Gạo\u00A0tẻ\u200B ", " ｋｇ ")));
        var rice = await Stock.Left(ledger, 2);
        Assert.Equal(("Gạo tẻ", "kg"), (rice.Name, rice.Unit));
        Assert.Equal(new GoodsItemThere(2), await Sent(new AddGoodsItem(Given.Fund, Key, "GẠO TẺ", "KG"), TamDuong.Accountant));
        Assert.Equal(new GoodsItemAdded(3), await ledger.Done(TamDuong.Accountant, new AddGoodsItem(Given.Fund, Key, "Gạo te", "kg")));
        Assert.IsType<RoleMissing>(await Sent(new AddGoodsItem(Given.Fund, Key, "Muối", "kg"), TamDuong.Auditor));
    }

    [Fact]
    public async Task A_receipt_keeps_its_giver_its_words_and_fifty_lines()
    {
        var lines = Enumerable.Range(1, 50).Select(no => new GoodsLine(milk, no)).ToArray();
        Assert.Equal(new GoodsLinesMissing(50), await Sent(Stock.Receipt(ledger, [.. lines, lines[0]]), TamDuong.Accountant));
        var receipt = Stock.Receipt(ledger, lines) with
        {
            DonorName = " Công ty Chè Tam Đường ", DonorAddress = "Thị trấn Tam Đường", Content = "Quà đầu năm", Attachments = "01 biên bản",
        };
        Assert.Equal(new GoodsReceived("PN-2021-00001"), await ledger.Done(TamDuong.Accountant, receipt));
        var head = (await ledger.Done(TamDuong.Auditor, new GetVoucher(Given.Fund, "PN-2021-00001"))).Head;
        Assert.Equal(
            ("Công ty Chè Tam Đường", "Thị trấn Tam Đường", "Quà đầu năm", "01 biên bản"),
            (head.Counterparty, head.Address, head.Content, head.Attachments));
        Assert.Equal((0L, "CHUNG", day, true), (head.Amount.Dong, head.Pool, head.Date, head.IsGoods));
        var card = await Stock.Card(ledger, milk);
        Assert.Equal((1_275L, 50), (card.OnHand, card.Lots.Count));
    }

    [Fact]
    public async Task A_lot_has_a_value_once_and_only_while_some_of_it_is_left()
    {
        await Stock.Received(ledger, milk, 10, 50_000);
        await Stock.Received(ledger, milk, 4, null);
        Assert.Equal(new GoodsValuedAlready(1, new Money(50_000)), await Sent(Valuation(1), TamDuong.Accountant));
        Assert.Equal(new GoodsLotNotFound(3), await Sent(Valuation(3), TamDuong.Accountant));
        Assert.Equal(new GoodsValueOutside(Money.Zero), await Sent(Valuation(2, 0), TamDuong.Accountant));
        Assert.Equal(new GoodsValueOutside(new Money(1_000_000_001)), await Sent(Valuation(2, 1_000_000_001), TamDuong.Accountant));
        var late = Valuation(2) with { Value = Stock.Worth(45_000, ledger) with { Date = day.PlusDays(1) } };
        Assert.Equal(new GoodsBasisMissing(), await Sent(late, TamDuong.Accountant));
        Assert.IsType<RoleMissing>(await Sent(Valuation(2), TamDuong.Cashier));
        var loss = (await ledger.Done(TamDuong.Accountant, Stock.Loss(ledger, 2, 4))).Loss;
        await ledger.Done(TamDuong.Approver, new ApproveGoodsLoss(Given.Fund, Key, loss));
        Assert.Equal(new GoodsValuedAlready(2, Money.Zero), await Sent(Valuation(2), TamDuong.Accountant));
        await Stock.Received(ledger, milk, 1, null);
        Assert.Equal(new GoodsValued("DG-2021-00001"), await ledger.Done(TamDuong.Accountant, Valuation(3, 1_000_000_000)));
        Assert.Equal(1_000_500_000L, (await Stock.Left(ledger, milk)).Value.Dong);
    }

    [Fact]
    public async Task A_loss_is_decided_once_and_not_by_the_person_who_asked()
    {
        await Stock.Received(ledger, milk, 10, 50_000);
        var own = (await ledger.Done(TamDuong.Accountant, Stock.Loss(ledger, 1, 2))).Loss;
        Assert.Equal(new GoodsLossDecidedByAsker(own), await Sent(Approval(own), TamDuong.AccountantsOtherAccount));
        Assert.Equal(new GoodsLossDecidedByAsker(own), await Sent(Rejection(own), TamDuong.AccountantsOtherAccount));
        Assert.IsType<RoleMissing>(await Sent(Rejection(own), TamDuong.Cashier));
        Assert.Equal(new GoodsLossApproved("PX-2021-00001"), await ledger.Done(TamDuong.SecondApprover, Approval(own)));
        Assert.Equal(new GoodsLossNotWaiting(own), await Sent(Approval(own), TamDuong.AccountantsOtherAccount));
        Assert.Equal(new GoodsLossNotWaiting(own), await Sent(Rejection(own), TamDuong.Approver));
        var other = (await ledger.Done(TamDuong.Cashier, Stock.Loss(ledger, 1, 3))).Loss;
        var reason = new string('x', 500);
        Assert.Equal(new GoodsLossRejected(other), await ledger.Done(TamDuong.AccountantsOtherAccount, Rejection(other, $" {reason} ")));
        Assert.Equal(new GoodsLossNotWaiting(other), await Sent(Approval(other), TamDuong.Approver));
        Assert.Equal(new GoodsLossNotFound(3), await Sent(Approval(3), TamDuong.Approver));
        Assert.Equal(new GoodsLossNotFound(3), await Sent(Rejection(3), TamDuong.Approver));
        Assert.Equal(reason, (await ledger.Done(TamDuong.Auditor, new ListGoodsLosses(Given.Fund)))[0].RejectedFor);
        Assert.Equal((8L, 400_000L), await Figures());
    }

    [Fact]
    public async Task What_is_promised_to_a_request_is_neither_lost_nor_reversed()
    {
        await ledger.Given.Receipt("CHUNG", 1_000_000);
        await Stock.Received(ledger, milk, 5, 50_000);
        var id = (await ledger.Done(TamDuong.Accountant, Stock.Gifts(milk, 2, only: true, await ledger.Given.Children(1)))).Id;
        Assert.Equal(new GoodsShort(1, 4, 3), await Sent(Stock.Loss(ledger, 1, 4), TamDuong.Cashier));
        Assert.Equal(new GoodsLossAsked(1), await ledger.Done(TamDuong.Cashier, Stock.Loss(ledger, 1, 3)));
        var receipt = await Stock.Reversal(ledger, milk, "received");
        Assert.Equal(new GoodsGoneMeanwhile(receipt.EntryNo), await Sent(receipt, TamDuong.Accountant));
        await Stock.Approved(ledger, id);
        await ledger.Done(TamDuong.Cashier, new IssueGoods(Given.Fund, Key, id, "Cán bộ xã"));
        var issue = await Stock.Reversal(ledger, milk, "issued");
        Assert.Equal(new GoodsEntryNotFound(issue.EntryNo), await Sent(issue, TamDuong.Accountant));
        Assert.Equal(new GoodsGoneMeanwhile(receipt.EntryNo), await Sent(receipt with { Key = Key }, TamDuong.Accountant));
        await ledger.Done(TamDuong.Cashier, new SettleGoods(Given.Fund, Key, id, [1], "Gia đình đi vắng"));
        var reversed = await ledger.Done(TamDuong.Accountant, receipt with { Key = Key });
        Assert.Equal("BD-2021-00001", reversed.Voucher);
        Assert.Equal(new GoodsEntryNotFound(reversed.EntryNo), await Sent(receipt with { Key = Key, EntryNo = reversed.EntryNo }, TamDuong.Accountant));
        Assert.Equal(new GoodsShort(1, 3, 0), await Sent(Approval(1), TamDuong.Approver));
        Assert.Equal((0L, 0L), await Figures());
    }

    [Fact]
    public async Task A_value_is_taken_back_while_all_that_was_valued_is_there()
    {
        await Stock.Received(ledger, milk, 10, null);
        await ledger.Done(TamDuong.Accountant, Valuation(1));
        var valuation = await Stock.Reversal(ledger, milk, "valued");
        Assert.Equal(new GoodsMoveNotFound(2), await Sent(Unvalued(2), TamDuong.Accountant));
        Assert.Equal(new GoodsValuedMeanwhile(1), await Sent(Unvalued(1), TamDuong.Accountant));
        var loss = (await ledger.Done(TamDuong.Cashier, Stock.Loss(ledger, 1, 1))).Loss;
        await ledger.Done(TamDuong.Approver, Approval(loss));
        Assert.Equal(new GoodsGoneMeanwhile(valuation.EntryNo), await Sent(valuation, TamDuong.Accountant));
        Assert.Equal(new GoodsMoveNotFound(3), await Sent(Unvalued(3), TamDuong.Accountant));
        await ledger.Done(TamDuong.Accountant, await Stock.Reversal(ledger, milk, "lost"));
        await ledger.Done(TamDuong.Accountant, valuation with { Key = Key });
        Assert.Equal(new GoodsReversedAlready(valuation.EntryNo), await Sent(valuation with { Key = Key }, TamDuong.Accountant));
        Assert.Equal(new UnvaluedGoodsReversed("BD-2021-00003"), await ledger.Done(TamDuong.Accountant, Unvalued(1)));
        Assert.Equal(new GoodsMoveReversedAlready(1), await Sent(Unvalued(1), TamDuong.Accountant));
        Assert.Equal(new GoodsMoveNotFound(6), await Sent(Unvalued(6), TamDuong.Accountant));
        Assert.Equal((0L, 0L), await Figures());
    }

    [Fact]
    public async Task What_came_without_a_value_is_taken_back_while_all_of_it_is_there()
    {
        await Stock.Received(ledger, milk, 10, null);
        var loss = (await ledger.Done(TamDuong.Cashier, Stock.Loss(ledger, 1, 1))).Loss;
        Assert.Null(await Sent(Approval(loss), TamDuong.Approver));
        Assert.Equal(new UnvaluedGoodsGone(1), await Sent(Unvalued(1), TamDuong.Accountant));
        Assert.Equal(new ReasonMissing(), await Sent(Unvalued(2) with { Reason = " 1234 " }, TamDuong.Accountant));
        Assert.Equal(new UnvaluedGoodsReversed("BD-2021-00001"), await ledger.Done(TamDuong.Accountant, Unvalued(2) with { Reason = "12345" }));
        Assert.Equal(new UnvaluedGoodsReversed("BD-2021-00002"), await ledger.Done(TamDuong.Accountant, Unvalued(1)));
        Assert.Equal([10L, 9, 10, 0], (await Stock.Card(ledger, milk)).Rows.Select(row => row.Left));
    }

    private async Task<Error?> Sent<T>(ICommand<T> command, string by) => (await ledger.Send(by, command)).Error;

    private static ApproveGoodsLoss Approval(int loss) => new(Given.Fund, Key, loss);

    private static RejectGoodsLoss Rejection(int loss, string reason = "Đếm lại thấy đủ") => new(Given.Fund, Key, loss, reason);

    private ValueGoods Valuation(int lot, long unit = 45_000) => new(Given.Fund, Key, lot, day, Stock.Worth(unit, ledger));

    private ReverseUnvaluedGoods Unvalued(long move) => new(Given.Fund, Key, move, day, "Ghi nhầm số lượng");

    private async Task<(long OnHand, long Value)> Figures()
    {
        var left = await Stock.Left(ledger, milk);
        return (left.OnHand, left.Value.Dong);
    }
}
