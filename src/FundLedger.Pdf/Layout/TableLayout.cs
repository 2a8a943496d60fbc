using System.Globalization;
using FundLedger.Pdf.Fonts;
using FundLedger.Pdf.Syntax;

namespace FundLedger.Pdf.Layout;

/// <summary>Lays out a table row by row as the rows are read; no row is held longer than until the one after it is known.</summary>
internal sealed class TableLayout
{
    private readonly TableGrid _grid;
    private readonly Box _header;
    private readonly double _carryHeight;

    private TableLayout(TableGrid grid)
    {
        _grid = grid;
        _header = TableHeader.Layout(grid);
        _carryHeight = TableCarry.HeightOf(grid);
    }

    public static IEnumerable<Box> Boxes(Table table, Frame frame) => new TableLayout(new TableGrid(table, frame)).Boxes();

    private IEnumerable<Box> Boxes()
    {
        var last = _header;
        Row? above = null;
        foreach (var row in _grid.Table.Rows)
        {
            last.KeepWithNext |= above is not null && StaysWith(above, row);
            yield return last;
            var slices = Slices(row);
            foreach (var slice in slices.SkipLast(1))
                yield return slice;
            last = slices[^1];
            last.Carry = row.Carried is { } sums && _grid.Table.Carry is not null ? new TableCarry(_grid, sums) : null;
            above = row;
        }
        last.Closes.Add(_grid.Element);
        last.Reserve = 0;
        yield return last;
    }

    private static bool StaysWith(Row above, Row row) =>
        above.Style == RowStyle.Group || row.Style is RowStyle.Subtotal or RowStyle.Total;

    private List<Box> Slices(Row row)
    {
        var cells = Cells(row);
        int most = cells.Max(c => c.Lines.Count);
        double leading = Leading.Of(_grid.TextSize);
        double room = _grid.Frame.Height - _header.Height - 2 * TableGrid.TopPadding - 2 * _carryHeight;
        int linesPerPage = Math.Max(1, (int)(room / leading));
        List<Box> slices = [];
        for (int first = 0; first < most; first += linesPerPage)
            slices.Add(Slice(row, cells, first, Math.Min(linesPerPage, most - first)));
        slices[^1].Closes.AddRange([.. cells.Select(c => c.Element), cells[0].Row]);
        return slices;
    }

    private Box Slice(Row row, List<Cell> cells, int first, int lines)
    {
        double text = lines * Leading.Of(_grid.TextSize) + 2 * TableGrid.TopPadding;
        double least = row.Style == RowStyle.Normal ? Frame.Points(_grid.Table.RowHeightMm) : 0;
        double height = Math.Max(Math.Max(text, least), PatternLayout.HeightOf(row.Pattern));
        var box = new Box(height) { RepeatedHeader = _header, Reserve = _carryHeight };
        if (row.Style == RowStyle.Total)
        {
            box.Fills.Add(new Fill(0, 0, _grid.Left(_grid.Table.Columns.Count), height, TableGrid.TotalGray));
            // The fill covers half of the rule above it.
            box.Rules.Add(_grid.LowerEdge(0, _grid.Table.Columns.Count, 0));
        }
        box.Rules.Add(new Rule(0, 0, 0, height, RuleStyle.Thin));
        foreach (var cell in cells)
        {
            _grid.Column(cell.From, cell.To, cell.Alignment)
                .Add(cell.Lines.Skip(first).Take(lines), cell.Style, cell.Size, cell.Element)
                .CopyTo(box, TableGrid.TopPadding + (height - text) / 2);
            box.Rules.Add(_grid.RightEdge(cell.To, 0, height));
        }
        box.Rules.Add(_grid.LowerEdge(0, _grid.Table.Columns.Count, height));
        if (row.Pattern is { } pattern)
            PatternLayout.Draw(pattern, _grid.Left(pattern.Column), _grid.Left(pattern.Column + 1), box);
        return box;
    }

    private List<Cell> Cells(Row row)
    {
        int columns = _grid.Table.Columns.Count;
        if (row.Cells.Count > columns)
            throw new ArgumentException($"A row has {row.Cells.Count} cells in a table of {columns} columns.");
        var element = _grid.RowElement();
        List<Cell> cells = [];
        for (int from = 0, to; from < columns; from = to)
        {
            to = from + 1;
            while (to < columns && (to >= row.Cells.Count || row.Cells[to] is null))
                to++;
            cells.Add(NewCell(row, from, to, element));
        }
        return cells;
    }

    private Cell NewCell(Row row, int from, int to, StructureElement rowElement)
    {
        string text = CleanText.Of(from < row.Cells.Count ? row.Cells[from] : null);
        var style = row.Style switch
        {
            RowStyle.Normal => TextStyle.Regular,
            RowStyle.Subtotal => TextStyle.BoldItalic,
            _ => TextStyle.Bold,
        };
        var alignment = to - from == 1 ? _grid.Table.Columns[from].Alignment
            : row.Style is RowStyle.Subtotal or RowStyle.Total ? Alignment.Center : Alignment.Left;
        double width = _grid.TextWidth(from, to);
        double size = _grid.SizeWithoutBreaks(text, style, width, isAmount: alignment == Alignment.Right);
        string? span = to - from == 1 ? null : string.Create(CultureInfo.InvariantCulture, $"/A<</O/Table/ColSpan {to - from}>>");
        var element = _grid.Frame.Element("TD", rowElement, span);
        return new Cell(from, to, _grid.Frame.Break(text, style, size, width), style, size, alignment, element, rowElement);
    }

    private sealed record Cell(
        int From, int To, List<Line> Lines, TextStyle Style, double Size, Alignment Alignment,
        StructureElement Element, StructureElement Row);
}
