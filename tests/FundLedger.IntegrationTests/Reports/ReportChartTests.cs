using FundLedger.Domain;
using FundLedger.Features.Reports;

namespace FundLedger.IntegrationTests.Reports;

/// <summary>What is drawn is what stands in the rows.</summary>
public sealed class ReportChartTests(TwoYears years) : IClassFixture<TwoYears>
{
    [Fact]
    public async Task The_bars_of_a_part_come_to_what_the_part_says()
    {
        var report = await years.Report(TwoYears.Of("receipt-use"));
        var charts = ReportChart.Of(report.Head, report.Rows);
        Assert.Equal(report.Figures.Received.Money, SumOf(charts, "Thu trong kỳ"));
        // All that was given is of one kind: one bar alone compares nothing.
        Assert.Equal(["Thu trong kỳ"], charts.Select(chart => chart.Title.Vi));
    }

    [Fact]
    public async Task Each_commune_has_its_bar_also_where_nothing_was_given()
    {
        var report = await years.Report(TwoYears.Of("matrix"));
        var money = ReportChart.Of(report.Head, report.Rows)[0];
        Assert.Equal(report.Figures.Used.Worth.Money, money.Bars.Aggregate(Money.Zero, (sum, bar) => sum + bar.Amount!.Value));
        Assert.Contains(money.Bars, bar => bar.Amount == Money.Zero);
    }

    [Fact]
    public async Task What_is_left_out_of_the_rows_is_left_out_of_the_bars()
    {
        var report = await years.Report(TwoYears.Of("matrix") with { IsShared = true });
        var hidden = report.Rows.Count(row => row.Level == Features.Books.BookLevel.Line && row.Cells[^1] is "…");
        var bars = ReportChart.Of(report.Head, report.Rows).SelectMany(chart => chart.Bars).ToList();
        Assert.All(bars.Where(bar => bar.Amount is null), bar => Assert.Equal("…", bar.Shown));
        Assert.InRange(bars.Count(bar => bar.Amount is null), hidden == 0 ? 0 : 1, hidden);
    }

    private static Money SumOf(IReadOnlyList<ReportChart> charts, string part) =>
        charts.Single(chart => chart.Title.Vi == part).Bars.Aggregate(Money.Zero, (sum, bar) => sum + bar.Amount!.Value);
}
