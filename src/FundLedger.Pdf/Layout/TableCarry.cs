using FundLedger.Pdf.Fonts;
using FundLedger.Pdf.Syntax;

namespace FundLedger.Pdf.Layout;

/// <summary>
/// The sums that a table carries from the foot of a page to the head of the next. Drawn like a repeated header: whoever is read to hears
/// each row once and no sum of a page.
/// </summary>
internal sealed class TableCarry(TableGrid grid, IReadOnlyList<string> sums)
{
    private const TextStyle Style = TextStyle.BoldItalic;

    /// <summary>Height of one such line, which every page of the table keeps free.</summary>
    public static double HeightOf(TableGrid grid) =>
        grid.Table.Carry is null ? 0 : Leading.Of(grid.TextSize) + 2 * TableGrid.TopPadding;

    public Box Foot() => Line(grid.Table.Carry!.Forward);

    public Box Head() => Line(grid.Table.Carry!.Brought);

    private Box Line(string label)
    {
        var columns = grid.Table.Columns;
        var box = new Box(HeightOf(grid));
        box.Rules.Add(new Rule(0, 0, 0, box.Height, RuleStyle.Thin));
        for (int i = 0; i < columns.Count; i++)
        {
            string text = CleanText.Of(i == grid.Table.Carry!.LabelColumn ? label : i < sums.Count ? sums[i] : "");
            double size = Math.Min(grid.TextSize, Fitting(text, grid.TextWidth(i, i + 1)));
            grid.Column(i, i + 1, columns[i].Alignment).Add(text, Style, size, grid.Frame.Tree.Document)
                .CopyTo(box, TableGrid.TopPadding);
            box.Rules.Add(grid.RightEdge(i + 1, 0, box.Height));
        }
        box.Rules.Add(grid.LowerEdge(0, columns.Count, box.Height));
        return box;
    }

    // One line each: what is too wide is set smaller.
    private double Fitting(string text, double width)
    {
        double needed = grid.Frame.Face(Style).Width(text, grid.TextSize);
        return needed <= width ? grid.TextSize : grid.TextSize * width / needed * 0.99;
    }
}
