namespace FundLedger.Pdf;

/// <summary>A title (level 1, centred) or the heading of a section (levels 2 and 3). Never left alone at the foot of a page.</summary>
public sealed record Heading(string Text, int Level = 1) : Block;

/// <summary>Running text. A line feed in the text starts a new line.</summary>
public sealed record Paragraph(string Text, Alignment Alignment = Alignment.Left) : Block
{
    public bool Bold { get; init; }

    public bool Italic { get; init; }

    /// <summary>In points; null: the body size of the page.</summary>
    public double? Size { get; init; }

    /// <summary>Indent of the first line in millimetres; Decree 30/2020/NĐ-CP asks for 10 or 12.7 in running text.</summary>
    public double FirstLineIndentMm { get; init; }
}

/// <summary>Empty height in millimetres; dropped at the top of a page.</summary>
public sealed record Spacer(double HeightMm) : Block;

/// <summary>A pattern at the left edge with lines of small text beside it, in one piece.</summary>
/// <param name="Pattern">Its column counts for nothing.</param>
/// <param name="Lines">From top to bottom, each broken where it is too long.</param>
public sealed record PatternNote(Pattern Pattern, IReadOnlyList<string> Lines) : Block
{
    /// <summary>Of the lines, in points.</summary>
    public double Size { get; init; } = 8.5;
}

/// <summary>
/// Bars of one scale under each other: a label, its bar, the amount. What is written is read aloud, the bars are not.
/// </summary>
/// <param name="Bars">From top to bottom.</param>
public sealed record BarChart(IReadOnlyList<Bar> Bars) : Block
{
    /// <summary>Of the text, in points.</summary>
    public double Size { get; init; } = 9;
}

/// <param name="Label">Broken where it is too long.</param>
/// <param name="Amount">Its share of the greatest one is its length; nothing is drawn for one that is not above zero.</param>
/// <param name="Shown">The amount as it is printed.</param>
public sealed record Bar(string Label, long Amount, string Shown);

/// <summary>The title of a voucher, centred, with its references (book, number, debit, credit) at the right edge.</summary>
/// <param name="Text">"PHIẾU THU".</param>
/// <param name="Lines">Set in italics under the title: the date of the voucher.</param>
/// <param name="References">"Số: PT-2026-00123", "Nợ: 1111".</param>
public sealed record VoucherTitle(string Text, IReadOnlyList<string> Lines, IReadOnlyList<Field> References) : Block;

/// <summary>A label and what stands after it. The writer puts the colon.</summary>
public sealed record Field(string Label, string Value)
{
    /// <summary>Sets the value in bold.</summary>
    public bool Strong { get; init; }
}

/// <summary>Labels with values, one under the other.</summary>
public sealed record FieldList(IReadOnlyList<Field> Fields, FieldLayout Layout = FieldLayout.Aligned) : Block;

public enum FieldLayout
{
    /// <summary>Values stand in a column of their own.</summary>
    Aligned,

    /// <summary>Values stand on dotted lines right after their labels, as on a printed form.</summary>
    DottedLines,
}
