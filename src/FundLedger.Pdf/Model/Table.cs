namespace FundLedger.Pdf;

/// <summary>
/// A ruled table. Its header is repeated on every page it reaches, and a row is broken only when it is taller than a page.
/// </summary>
/// <param name="Columns">Left to right; their widths share the width of the page.</param>
/// <param name="Rows">Read once, in order, while pages are written: a reader over a query keeps the memory flat.</param>
public sealed record Table(IReadOnlyList<Column> Columns, IEnumerable<Row> Rows) : Block
{
    /// <summary>In points; null: two less than the body text.</summary>
    public double? TextSize { get; init; }

    /// <summary>What stands at the foot and at the head of pages where the table goes on; null: nothing is carried.</summary>
    public TableCarrying? Carry { get; init; }

    /// <summary>Least height of a normal row in millimetres; a list to be signed row by row wants about 10.</summary>
    public double RowHeightMm { get; init; }
}

/// <summary>The words beside sums that are carried over pages.</summary>
/// <param name="Forward">At the foot of a page: "Cộng chuyển sang trang sau".</param>
/// <param name="Brought">At the head of the next one.</param>
/// <param name="LabelColumn">The column that they stand in, from 0.</param>
public sealed record TableCarrying(string Forward, string Brought, int LabelColumn);

/// <param name="Header">Text of the header cell.</param>
/// <param name="Width">Share of the table's width, relative to the other columns.</param>
/// <param name="Alignment">
/// Of the body cells. A word that is too wide for a right-aligned cell is set smaller, never broken: an amount stays in one piece.
/// </param>
public sealed record Column(string Header, double Width, Alignment Alignment = Alignment.Left)
{
    /// <summary>Heading over neighbouring columns that name the same group ("Chứng từ" over number and date).</summary>
    public string? Group { get; init; }

    /// <summary>The letter or number printed under the header, as in the books of the accounting regimes ("A", "1").</summary>
    public string? Code { get; init; }
}

/// <summary>One row. A null cell is taken up by the cell before it; an empty text is an empty cell. Missing cells count as null.</summary>
public sealed record Row(RowStyle Style, params IReadOnlyList<string?> Cells)
{
    public Row(params IReadOnlyList<string?> cells)
        : this(RowStyle.Normal, cells)
    {
    }

    /// <summary>What is carried over when the page ends after this row, one text for each column; null: nothing.</summary>
    public IReadOnlyList<string>? Carried { get; init; }

    /// <summary>Drawn in one of the cells, which says nothing else.</summary>
    public Pattern? Pattern { get; init; }
}

/// <summary>A square of dark and light fields, drawn as rectangles. What it says stands in another cell as text.</summary>
/// <param name="Column">The cell that it stands in, from 0.</param>
/// <param name="Dark">Rows from top to bottom, all as long as there are rows.</param>
/// <param name="SideMm">Length of a side, in millimetres.</param>
public sealed record Pattern(int Column, IReadOnlyList<IReadOnlyList<bool>> Dark, double SideMm);

public enum RowStyle
{
    Normal,

    /// <summary>Heads the rows under it and stays with the first of them.</summary>
    Group,

    /// <summary>Sums the rows above it and stays with the last of them.</summary>
    Subtotal,

    /// <summary>Sums the table and stays with the row before it.</summary>
    Total,
}
