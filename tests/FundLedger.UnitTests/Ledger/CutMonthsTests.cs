using FundLedger.Features.Ledger;
using NodaTime;
using NodaTime.Text;

namespace FundLedger.UnitTests.Ledger;

public sealed class CutMonthsTests
{
    [Theory]
    [InlineData("2021-01-01", "2021-12-31", "")]
    [InlineData("2021-02-01", "2021-02-28", "")]
    [InlineData("2021-02-01", "2021-02-27", "2021-02-01..2021-02-27")]
    [InlineData("2021-02-10", "2021-02-28", "2021-02-01..2021-02-28")]
    [InlineData("2021-02-10", "2021-02-20", "2021-02-01..2021-02-20")]
    [InlineData("2021-02-10", "2021-02-10", "2021-02-01..2021-02-10")]
    [InlineData("2021-01-15", "2021-03-31", "2021-01-01..2021-01-31")]
    [InlineData("2021-01-01", "2021-03-15", "2021-03-01..2021-03-15")]
    [InlineData("2021-01-15", "2021-03-15", "2021-01-01..2021-01-31 2021-03-01..2021-03-15")]
    [InlineData("2021-03-02", "2021-03-01", "")]
    public void Only_months_that_the_period_cuts_are_read_day_by_day(string from, string to, string days)
    {
        var found = CutMonths.Of(LocalDatePattern.Iso.Parse(from).Value, LocalDatePattern.Iso.Parse(to).Value);
        Assert.Equal(days, string.Join(' ', found.Select(cut => $"{cut.First:uuuu-MM-dd}..{cut.Last:uuuu-MM-dd}")));
    }
}
