using FundLedger.Domain;
using FundLedger.Domain.Goods;
using FundLedger.Domain.Ledger;
using FundLedger.Features.Goods;
using FundLedger.Features.Ledger;
using FundLedger.Features.Periods;
using FundLedger.Features.Pipeline;
using FundLedger.Testing;
using NodaTime;

namespace FundLedger.IntegrationTests.Goods;

/// <summary>Papers of goods lie within open books, not before what moved the lot, and not in days to come.</summary>
public sealed class GoodsDatesTests(LedgerCluster cluster) : IAsyncLifetime
{
    private static readonly LocalDate Opened = new(2021, 1, 1);
    private static readonly LocalDate Closed = new(2021, 1, 31);
    private static readonly LocalDate Inside = new(2021, 1, 20);

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
    public async Task Nothing_is_received_or_valued_before_the_fund_was_opened_or_in_days_to_come()
    {
        var before = Opened.PlusDays(-1);
        var tomorrow = day.PlusDays(1);
        var receipt = Stock.Receipt(ledger, new GoodsLine(milk, 10));
        Assert.Equal(new DateBeforeFundOpened(before, Opened), await Sent(receipt with { Key = Key, ReceivedOn = before }));
        Assert.Equal(new DateInFuture(tomorrow, day), await Sent(receipt with { Key = Key, ReceivedOn = tomorrow }));
        Assert.Null(await Sent(receipt with { Key = Key, ReceivedOn = Opened }));
        Assert.Equal(new DateBeforeFundOpened(before, Opened), await Sent(Valuation(1, before)));
        Assert.Equal(new DateInFuture(tomorrow, day), await Sent(Valuation(1, tomorrow)));
        Assert.Equal(new PoolNotFound("TET"), await Sent(receipt with { Key = Key, Pool = "TET" }));
        Assert.Null(await Sent(Valuation(1, Opened)));
    }

    [Fact]
    public async Task What_is_of_a_closed_month_is_not_received_valued_or_reversed()
    {
        await Stock.Received(ledger, milk, 10, 50_000);
        await Stock.Received(ledger, milk, 10, null);
        var close = new ClosePeriod(Given.Fund, Key, Opened);
        ledger.Clock.Today = new LocalDate(2021, 2, 3);
        Assert.IsType<PeriodHasBlockers>(await Sent(close));
        // Only where nothing without a value is left is a month closed.
        ledger.Clock.Today = day;
        await LostAsync(2, 10);
        ledger.Clock.Today = new LocalDate(2021, 2, 3);
        Assert.Null(await Sent(close with { Key = Key }));
        var unvalued = Unvalued(3);
        var closed = new PeriodClosed(Inside, Closed);
        Assert.Equal(closed, await Sent(Stock.Receipt(ledger, new GoodsLine(milk, 1)) with { ReceivedOn = Inside }));
        Assert.Equal(closed, await Sent(Valuation(2, Inside)));
        Assert.Equal(closed, await Sent(Valued(1, Inside)));
        Assert.Equal(closed, await Sent(unvalued with { ReversedOn = Inside }));
        var later = ledger.Clock.Today;
        Assert.Equal(new DateInFuture(later.PlusDays(1), later), await Sent(Valued(1, later.PlusDays(1))));
        Assert.Equal(new DateInFuture(later.PlusDays(1), later), await Sent(unvalued with { Key = Key, ReversedOn = later.PlusDays(1) }));
        Assert.Null(await Sent(Valued(1, later)));
        Assert.Null(await Sent(unvalued with { Key = Key, ReversedOn = new LocalDate(2021, 2, 1) }));
    }

    [Fact]
    public async Task While_a_month_is_being_closed_nothing_more_is_dated_in_it()
    {
        await Stock.Received(ledger, milk, 10, null);
        ledger.Clock.Today = new LocalDate(2021, 2, 3);
        await ledger.Done(TamDuong.Accountant, new StartClosing(Given.Fund, Key, Opened));
        var closing = new PeriodBeingClosed(Closed, Opened);
        Assert.Equal(closing, await Sent(Stock.Receipt(ledger, new GoodsLine(milk, 1)) with { ReceivedOn = Closed }));
        Assert.Equal(closing, await Sent(Valuation(1, Closed)));
        Assert.Equal(closing, await Sent(Unvalued(1) with { ReversedOn = Closed }));
        Assert.Null(await Sent(Valuation(1, Closed.PlusDays(1))));
    }

    [Fact]
    public async Task Nothing_is_put_right_before_the_last_move_of_its_lot()
    {
        await Stock.Received(ledger, milk, 10, null);
        await Stock.Received(ledger, milk, 10, 50_000);
        ledger.Clock.Today = day.PlusDays(3);
        foreach (var lot in new[] { 1, 2 }) await LostAsync(lot, 4);

        Assert.Equal(new GoodsMovedLater(1, day.PlusDays(3)), await Sent(Unvalued(3) with { ReversedOn = day.PlusDays(2) }));
        Assert.Equal(new GoodsMovedLater(2, day.PlusDays(3)), await Sent(Valued(2, day.PlusDays(2))));
        Assert.Equal(new GoodsMovedLater(1, day.PlusDays(3)), await Sent(Valuation(1, day.PlusDays(2))));
        Assert.Null(await Sent(Unvalued(3)));
        Assert.Null(await Sent(Valued(2, day.PlusDays(3))));
        Assert.Equal((20L, 500_000L, 10L), await Figures());
    }

    [Fact]
    public async Task Minutes_are_of_today_or_of_an_earlier_day()
    {
        await Stock.Received(ledger, milk, 10, null);
        var loss = Stock.Loss(ledger, 1, 1);
        Assert.Equal(new LossMinutesMissing(), await Sent(loss with { MinutesDate = day.PlusDays(1) }, TamDuong.Cashier));
        Assert.Null(await Sent(loss with { Key = Key, MinutesDate = day.PlusDays(-40) }, TamDuong.Cashier));
        Assert.Null(await Sent(loss with { Key = Key, MinutesDate = day }, TamDuong.Cashier));
        var listed = await ledger.Done(TamDuong.Auditor, new ListGoodsLosses(Given.Fund));
        Assert.Equal([day, day.PlusDays(-40)], listed.Select(one => one.MinutesDate));
    }

    private async Task LostAsync(int lot, long quantity)
    {
        var loss = (await ledger.Done(TamDuong.Accountant, Stock.Loss(ledger, lot, quantity))).Loss;
        await ledger.Done(TamDuong.Approver, new ApproveGoodsLoss(Given.Fund, Key, loss));
    }

    private async Task<Error?> Sent<T>(ICommand<T> command, string by = TamDuong.Accountant) => (await ledger.Send(by, command)).Error;

    private static ValueGoods Valuation(int lot, LocalDate on) =>
        new(Given.Fund, Key, lot, on, new GoodsValue(new Money(45_000), ValueBasis.Quote, "BG-07", on));

    private static ReverseGoods Valued(long entry, LocalDate on) => new(Given.Fund, Key, entry, on, "Ghi nhầm số lượng");

    private ReverseUnvaluedGoods Unvalued(long move) => new(Given.Fund, Key, move, ledger.Clock.Today, "Ghi nhầm số lượng");

    private async Task<(long OnHand, long Value, long Unvalued)> Figures()
    {
        var left = await Stock.Left(ledger, milk);
        return (left.OnHand, left.Value.Dong, left.Unvalued);
    }
}
