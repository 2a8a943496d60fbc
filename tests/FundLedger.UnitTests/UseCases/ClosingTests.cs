using FundLedger.Domain;
using FundLedger.Features.Periods;
using NodaTime;

namespace FundLedger.UnitTests.UseCases;

public sealed class ClosingTests
{
    private static readonly YearEndPool Budget = new() { Pool = "NSH-HUYEN", IsBudget = true, Left = new Money(7) };

    [Theory]
    [InlineData(2, "2021-02-01")]
    [InlineData(3, "2021-03-01 2021-01-01")]
    [InlineData(4, "2021-04-01")]
    [InlineData(6, "2021-06-01 2021-04-01 2021-01-01")]
    [InlineData(12, "2021-12-01 2021-10-01 2021-01-01")]
    public void A_quarter_ends_with_the_statements_of_month_quarter_and_year(int month, string days) =>
        Assert.Equal(days, Text(ClosingSeal.FirstDays(new LocalDate(2021, month, 1), new LocalDate(2020, 1, 1))));

    [Theory]
    [InlineData("2021-11-15", "2021-12-01 2021-11-15")]
    [InlineData("2021-12-24", "2021-12-24")]
    public void No_statement_begins_before_the_fund_was_opened(string opened, string days) => Assert.Equal(
        days, Text(ClosingSeal.FirstDays(new LocalDate(2021, 12, 1), NodaTime.Text.LocalDatePattern.Iso.Parse(opened).Value)));

    [Fact]
    public void Budget_money_is_undecided_until_all_that_is_left_is_carried_over()
    {
        Assert.True(Budget.IsUndecided);
        Assert.True((Budget with { Outcome = "carried", DecidedAmount = new Money(6) }).IsUndecided);
        Assert.True((Budget with { Outcome = "lapsed", DecidedAmount = new Money(7) }).IsUndecided);
        Assert.False((Budget with { Outcome = "carried", DecidedAmount = new Money(7) }).IsUndecided);
    }

    [Fact]
    public void Nothing_is_to_be_decided_of_other_money_or_of_none()
    {
        Assert.False((Budget with { IsBudget = false }).IsUndecided);
        Assert.False((Budget with { Left = Money.Zero }).IsUndecided);
        Assert.False((Budget with { Left = Money.Zero, Outcome = "lapsed", DecidedAmount = new Money(7) }).IsUndecided);
    }

    private static string Text(IEnumerable<LocalDate> days) => string.Join(' ', days.Select(day => $"{day:uuuu-MM-dd}"));
}
