using System.Globalization;
using FundLedger.Pdf.Fonts;
using FundLedger.Pdf.Syntax;

namespace FundLedger.Pdf.Layout;

/// <summary>Lays out the header of a table: one or two rows of headings, and the row of column codes where there is one.</summary>
internal sealed class TableHeader
{
    private readonly TableGrid _grid;
    private readonly List<Cell> _cells = [];
    private readonly bool _grouped;

    private TableHeader(TableGrid grid)
    {
        _grid = grid;
        _grouped = grid.Table.Columns.Any(c => c.Group is not null);
    }

    public static Box Layout(TableGrid grid) => new TableHeader(grid).Build();

    private Box Build()
    {
        AddHeadings();
        double[] heights = RowHeights();
        var box = new Box(heights.Sum()) { SpaceBefore = 3, KeepWithNext = true };
        box.Fills.Add(new Fill(0, 0, _grid.Left(_grid.Table.Columns.Count), box.Height, TableGrid.HeaderGray));
        box.Rules.Add(new Rule(0, 0, _grid.Left(_grid.Table.Columns.Count), 0, RuleStyle.Thin));
        box.Rules.Add(new Rule(0, 0, 0, box.Height, RuleStyle.Thin));
        foreach (var row in _cells.GroupBy(c => c.Row).OrderBy(g => g.Key))
            box.Closes.AddRange(DrawRow(row, heights, box));
        return box;
    }

    private void AddHeadings()
    {
        var columns = _grid.Table.Columns;
        int lowest = _grouped ? 1 : 0;
        for (int i = 0; i < columns.Count; i++)
        {
            string? group = columns[i].Group;
            if (group is not null && (i == 0 || columns[i - 1].Group != group))
                _cells.Add(new Cell(0, 1, i, i + columns.Skip(i).TakeWhile(c => c.Group == group).Count(), group));
            int row = group is null ? 0 : 1;
            _cells.Add(new Cell(row, lowest + 1 - row, i, i + 1, columns[i].Header));
            if (columns.Any(c => c.Code is not null))
                _cells.Add(new Cell(lowest + 1, 1, i, i + 1, columns[i].Code ?? "") { Style = TextStyle.Italic });
        }
    }

    private double[] RowHeights()
    {
        var heights = new double[_cells.Max(c => c.Row + c.Rows)];
        foreach (var cell in _cells.OrderBy(c => c.Rows))
        {
            double covered = heights.AsSpan(cell.Row, cell.Rows).ToArray().Sum();
            heights[cell.Row + cell.Rows - 1] += Math.Max(0, Height(cell) - covered);
        }
        return heights;
    }

    private double Height(Cell cell)
    {
        double size = Size(cell);
        int lines = _grid.Frame.Break(cell.Text, cell.Style, size, _grid.TextWidth(cell.From, cell.To)).Count;
        return lines * Leading.Of(size) + 2 * TableGrid.TopPadding;
    }

    private double Size(Cell cell) =>
        _grid.SizeWithoutBreaks(cell.Text, cell.Style, _grid.TextWidth(cell.From, cell.To), isAmount: false);

    private IEnumerable<StructureElement> DrawRow(IEnumerable<Cell> cells, double[] heights, Box box)
    {
        var row = _grid.RowElement();
        List<StructureElement> done = [];
        foreach (var cell in cells)
        {
            double top = heights.Take(cell.Row).Sum();
            double height = heights.Skip(cell.Row).Take(cell.Rows).Sum();
            var element = _grid.Frame.Element("TH", row, cell.Attributes);
            var text = _grid.Column(cell.From, cell.To, Alignment.Center).Add(cell.Text, cell.Style, Size(cell), element);
            text.CopyTo(box, top + (height - text.Height) / 2);
            box.Rules.AddRange([_grid.RightEdge(cell.To, top, top + height), _grid.LowerEdge(cell.From, cell.To, top + height)]);
            done.Add(element);
        }
        return done.Append(row);
    }

    private sealed record Cell(int Row, int Rows, int From, int To, string Text)
    {
        public TextStyle Style { get; init; } = TextStyle.Bold;

        public string Attributes =>
            string.Create(CultureInfo.InvariantCulture, $"/A<</O/Table/Scope/Column/ColSpan {To - From}/RowSpan {Rows}>>");
    }
}
