using FundLedger.Domain.Statements;
using NodaTime;
using Xunit;

namespace FundLedger.UnitTests.Statements;

public sealed class ReportPeriodTests
{
    [Theory]
    [InlineData("2021", 1, 1, 12, 31)]
    [InlineData("2021-H1", 1, 1, 6, 30)]
    [InlineData("2021-H2", 7, 1, 12, 31)]
    [InlineData("2021-Q1", 1, 1, 3, 31)]
    [InlineData("2021-Q4", 10, 1, 12, 31)]
    public void A_code_is_a_first_and_a_last_day(string code, int month, int day, int toMonth, int toDay)
    {
        var period = ReportPeriod.Parse(code)!;
        Assert.Equal((new LocalDate(2021, month, day), new LocalDate(2021, toMonth, toDay)), (period.From, period.To));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("2021-Q5")]
    [InlineData("2021-H3")]
    [InlineData("21-Q1")]
    [InlineData("2021-Q1-x")]
    public void Anything_else_is_none(string? code) => Assert.Null(ReportPeriod.Parse(code));

    [Fact]
    public void A_day_is_of_its_quarter() => Assert.Equal("2021-Q3", ReportPeriod.QuarterOf(new LocalDate(2021, 8, 31)).Code);
}
