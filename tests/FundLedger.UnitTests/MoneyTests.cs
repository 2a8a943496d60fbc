using FundLedger.Domain;
using NodaTime;

namespace FundLedger.UnitTests;

public sealed class MoneyTests
{
    private static readonly Money Two = new(2);
    private static readonly Money Three = new(3);

    [Fact]
    public void Amounts_are_added_taken_away_and_turned_round()
    {
        Assert.Equal(new Money(5), Two + Three);
        Assert.Equal(new Money(-1), Two - Three);
        Assert.Equal(new Money(-2), -Two);
        Assert.Equal(Money.Zero, Two - Two);
    }

    [Fact]
    public void Amounts_are_compared()
    {
        Assert.True(Two < Three && Two <= Three && Two <= new Money(2) && Three > Two && Three >= Two && Three >= new Money(3));
        Assert.False(Three < Two || Three <= Two || Two < new Money(2) || Two > Three || Two >= Three || Two > new Money(2));
        Assert.Equal(-1, Math.Sign(Two.CompareTo(Three)));
    }

    [Theory]
    [InlineData(-1, false, true)]
    [InlineData(0, false, false)]
    [InlineData(1, true, false)]
    public void Nothing_is_neither_positive_nor_negative(long amount, bool positive, bool negative) =>
        Assert.Equal((positive, negative), (new Money(amount).IsPositive, new Money(amount).IsNegative));

    [Fact]
    public void What_does_not_fit_is_an_error_and_never_wraps()
    {
        Assert.Throws<OverflowException>(() => new Money(long.MaxValue) + new Money(1));
        Assert.Throws<OverflowException>(() => new Money(long.MinValue) - new Money(1));
        Assert.Throws<OverflowException>(() => -new Money(long.MinValue));
    }

    [Theory]
    [InlineData(1_500_001, 80, 1_200_000)]
    [InlineData(99, 1, 0)]
    [InlineData(-1, 50, -1)]
    [InlineData(long.MaxValue, 100, long.MaxValue)]
    public void A_share_is_rounded_down(long amount, int percent, long share) =>
        Assert.Equal(new Money(share), new Money(amount).Percent(percent));

    [Theory]
    [InlineData(1_000_000, 3, new long[] { 333_334, 333_333, 333_333 })]
    [InlineData(-10, 4, new long[] { -3, -3, -2, -2 })]
    [InlineData(2, 3, new long[] { 1, 1, 0 })]
    public void What_is_split_adds_up_to_the_dong(long amount, int parts, long[] shares)
    {
        Assert.Equal(shares, new Money(amount).Split(parts).Select(share => share.Dong));
        Assert.Equal(amount, shares.Sum());
        Assert.Throws<ArgumentOutOfRangeException>(() => new Money(amount).Split(0));
    }

    [Theory]
    [InlineData(0, "0")]
    [InlineData(999, "999")]
    [InlineData(1_234_567, "1.234.567")]
    [InlineData(-1_234_567, "(1.234.567)")]
    [InlineData(long.MinValue, "(9.223.372.036.854.775.808)")]
    public void Amounts_are_printed_as_on_Vietnamese_papers(long amount, string printed) => Assert.Equal(printed, new Money(amount).ToString());

    [Fact]
    public void The_day_turns_at_midnight_where_the_funds_are()
    {
        Assert.Equal(new LocalDate(2021, 2, 3), BusinessDate.Of(Instant.FromUtc(2021, 2, 3, 16, 59, 59)));
        Assert.Equal(new LocalDate(2021, 2, 4), BusinessDate.Of(Instant.FromUtc(2021, 2, 3, 17, 0)));
        Assert.Equal(new LocalDateTime(2021, 2, 4, 0, 30), BusinessDate.TimeOf(Instant.FromUtc(2021, 2, 3, 17, 30)));
    }
}
