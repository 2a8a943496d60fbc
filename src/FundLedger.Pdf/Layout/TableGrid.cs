using FundLedger.Pdf.Fonts;
using FundLedger.Pdf.Syntax;

namespace FundLedger.Pdf.Layout;

/// <summary>The columns of one table in points, and how a cell is set between their rules.</summary>
internal sealed class TableGrid
{
    public const double SidePadding = 3.5;
    public const double TopPadding = 2.2;
    public const double HeaderGray = 0.93;
    public const double TotalGray = 0.96;
    private const double SmallestShare = 0.75;
    private readonly double[] _edges;

    public TableGrid(Table table, Frame frame)
    {
        if (table.Columns.Count == 0 || table.Columns.Any(c => c.Width <= 0))
            throw new ArgumentException("A table needs columns, each with a width above zero.");
        Table = table;
        Frame = frame;
        TextSize = table.TextSize ?? frame.TextSize - 2;
        Element = frame.Element("Table");
        double sum = table.Columns.Sum(c => c.Width);
        _edges = new double[table.Columns.Count + 1];
        for (int i = 0; i < table.Columns.Count; i++)
            _edges[i + 1] = _edges[i] + table.Columns[i].Width / sum * frame.Width;
    }

    public Table Table { get; }

    public Frame Frame { get; }

    public double TextSize { get; }

    public StructureElement Element { get; }

    public double Left(int column) => _edges[column];

    /// <summary>Width for text of a cell that reaches from a column up to, not including, another.</summary>
    public double TextWidth(int from, int to) => _edges[to] - _edges[from] - 2 * SidePadding;

    public TextColumn Column(int from, int to, Alignment alignment) =>
        new(Frame, _edges[from] + SidePadding, TextWidth(from, to), alignment);

    public Rule RightEdge(int to, double top, double bottom) => new(_edges[to], top, _edges[to], bottom, RuleStyle.Thin);

    public Rule LowerEdge(int from, int to, double y) => new(_edges[from], y, _edges[to], y, RuleStyle.Thin);

    public StructureElement RowElement() => Frame.Element("TR", Element);

    /// <summary>
    /// The size at which no word of the text is wider than the cell. An amount must never be broken; another word is, before it
    /// becomes too small to read.
    /// </summary>
    public double SizeWithoutBreaks(string text, TextStyle style, double width, bool isAmount)
    {
        var face = Frame.Face(style);
        double widest = text.Split(' ', '\n').Max(word => face.Width(word, TextSize));
        double share = widest <= width ? 1 : width / widest;
        return share < SmallestShare && !isAmount ? TextSize : TextSize * share;
    }
}
