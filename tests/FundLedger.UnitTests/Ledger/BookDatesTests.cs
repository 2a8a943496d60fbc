using FundLedger.Domain;
using FundLedger.Domain.Ledger;
using NodaTime;

namespace FundLedger.UnitTests.Ledger;

public sealed class BookDatesTests
{
    private static readonly LocalDate Opened = new(2021, 1, 1);
    private static readonly LocalDate Closed = new(2021, 1, 31);
    private static readonly LocalDate Today = new(2021, 2, 15);

    private static readonly BookDates Dates = new(Opened, Closed, Today);

    [Fact]
    public void Entries_are_dated_after_what_is_closed_and_up_to_today()
    {
        Assert.Null(Dates.RefusalFor(Closed.PlusDays(1)));
        Assert.Null(Dates.RefusalFor(Today));
        Assert.Equal(new PeriodClosed(Closed, Closed), Dates.RefusalFor(Closed));
        Assert.Equal(new PeriodClosed(Opened, Closed), Dates.RefusalFor(Opened));
        Assert.Equal(new DateInFuture(Today.PlusDays(1), Today), Dates.RefusalFor(Today.PlusDays(1)));
    }

    [Fact]
    public void Nothing_is_dated_before_the_fund()
    {
        var fresh = Dates with { ClosedThrough = null };
        Assert.Null(fresh.RefusalFor(Opened));
        Assert.Equal(new DateBeforeFundOpened(Opened.PlusDays(-1), Opened), fresh.RefusalFor(Opened.PlusDays(-1)));
    }

    [Fact]
    public void The_refusals_name_their_days_and_the_field()
    {
        Refusal[] expected =
        [
            new(new DateInFuture(Today, Closed), "2021-02-15 is after today, 2021-01-31.", "Date"),
            new(new DateBeforeFundOpened(Opened, Today), "2021-01-01 is before the fund opened on 2021-02-15.", "Date"),
            new(new PeriodClosed(Opened, Closed), "The books are closed through 2021-01-31; 2021-01-01 is inside.", "Date"),
            new(new PoolShort("TET", new Money(500_000), new Money(200_000)), "Pool TET has 200.000 available; 500.000 was asked.", "Pool"),
            new(new MoneyShort("cash", new Money(500_000), new Money(200_000)), "cash holds 200.000; 500.000 was to be paid.", "MoneyAccount"),
            new(new ReasonMissing(), "A reason of at least 5 characters is needed.", "Reason"),
        ];
        Assert.All(expected, refusal => Assert.Equal((refusal.Message, refusal.Field), (refusal.Error.Message, refusal.Error.Field)));
        Assert.Equal(new Money(300_000), new PoolShort("TET", new Money(500_000), new Money(200_000)).Lacking);
    }

    private sealed record Refusal(Error Error, string Message, string Field);
}
