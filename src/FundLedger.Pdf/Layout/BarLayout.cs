using FundLedger.Pdf.Fonts;

namespace FundLedger.Pdf.Layout;

/// <summary>A strip for each bar of a chart; the first ones stay together, so that no scale begins at the foot of a page.</summary>
internal static class BarLayout
{
    private const double LabelShare = 0.36;
    private const double BarShare = 0.44;
    private const double Gap = 6;
    private const double Gray = 0.55;
    private const int Together = 3;

    public static IEnumerable<Box> Boxes(BarChart chart, Frame frame)
    {
        long greatest = chart.Bars.Select(bar => bar.Amount).DefaultIfEmpty(0).Max();
        return chart.Bars.Select((bar, place) =>
        {
            var box = Strip(bar, greatest, chart.Size, frame);
            box.KeepWithNext = place < Together - 1 && place < chart.Bars.Count - 1;
            return box;
        });
    }

    private static Box Strip(Bar bar, long greatest, double size, Frame frame)
    {
        double label = frame.Width * LabelShare;
        double widest = frame.Width * BarShare;
        var name = new TextColumn(frame, 0, label - Gap, Alignment.Left).Add(bar.Label, TextStyle.Regular, size, frame.Element("P"));
        var amount = new TextColumn(frame, label + widest + Gap, frame.Width - label - widest - Gap, Alignment.Right)
            .Add(bar.Shown, TextStyle.Regular, size, frame.Element("P"));
        var box = new Box(Math.Max(name.Height, amount.Height)) { SpaceBefore = 1.5 };
        double thick = Leading.Of(size) * 0.7;
        if (bar.Amount > 0)
            box.Fills.Add(new Fill(label, (box.Height - thick) / 2, widest * bar.Amount / greatest, thick, Gray));
        foreach (var column in new[] { name, amount })
        {
            column.CopyTo(box, (box.Height - column.Height) / 2);
            box.Closes.AddRange(column.Elements);
        }
        return box;
    }
}
