using FundLedger.Domain;
using FundLedger.Domain.Text;
using FundLedger.Features.Books;

namespace FundLedger.Features.Reports;

/// <summary>Money of a part of a report to look at: received by source, used by kind, by class or by commune.</summary>
/// <param name="Title">What heads the part in the table.</param>
/// <param name="Bars">Two with a figure at least: one alone compares nothing.</param>
public sealed record ReportChart(Wording Title, IReadOnlyList<ReportBar> Bars)
{
    private const int Few = 2;

    /// <summary>The charts of a report, drawn from the rows that it shows: what they leave out is in no chart either.</summary>
    public static IReadOnlyList<ReportChart> Of(BookHead head, IReadOnlyList<BookRow> rows)
    {
        var columns = head.Form.Columns.ToList();
        var name = columns.FindIndex(column => column.Key == "item");
        var money = columns.FindLastIndex(column => column.Key is "money" or MatrixRows.Total);
        var charts = new List<ReportChart>();
        foreach (var row in rows)
        {
            if (row.Cells[name] is not Wording label) continue;
            var bar = BarOf(label, row.Cells[money]);
            if (row.Level is not (BookLevel.Line or BookLevel.Group) || (row.Level == BookLevel.Group && bar is null))
                charts.Add(new ReportChart(label, []));
            else if (bar is not null && charts.Count > 0)
                charts[^1] = charts[^1].With(bar with { IsSum = row.Level == BookLevel.Group });
        }

        return [.. charts.Where(chart => chart.Bars.Count(bar => bar.Amount is not null) >= Few)];
    }

    // Under a sum its parts are left out: each bar is of the same kind of thing.
    private ReportChart With(ReportBar bar) => !bar.IsSum && Bars.Any(before => before.IsSum) ? this : this with { Bars = [.. Bars, bar] };

    private static ReportBar? BarOf(Wording label, object? cell) => cell switch
    {
        Money amount => new ReportBar(label, amount),
        Summed sum => new ReportBar(label, sum.Value),
        ReportLine.Hidden => new ReportBar(label, null),
        _ => null,
    };
}

/// <param name="Amount">Null where the figure is left out of what is shared.</param>
public sealed record ReportBar(Wording Label, Money? Amount)
{
    internal bool IsSum { get; init; }

    /// <summary>The amount as it is printed.</summary>
    public string Shown => Amount?.ToString() ?? ReportLine.Hidden;
}
