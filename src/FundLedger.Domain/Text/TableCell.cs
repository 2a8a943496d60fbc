namespace FundLedger.Domain.Text;

public enum CellType
{
    Empty,
    Text,
    Number,
    Boolean,

    /// <summary>The file holds an error such as #REF! where a value should be.</summary>
    Error,
}

/// <summary>What a cell of a table file holds, whatever kind of file it is.</summary>
/// <param name="Text">
/// A number as invariant digits, possibly with an exponent; a text as it stands in the file; for a formula the value that the file keeps.
/// </param>
public readonly record struct TableCell(CellType Type, string Text)
{
    /// <summary>The number is shown as a date.</summary>
    public bool IsDate { get; init; }

    public bool IsFormula { get; init; }

    public static TableCell Nothing { get; } = new(CellType.Empty, "");

    public static TableCell OfText(string text) => text.Length == 0 ? Nothing : new TableCell(CellType.Text, text);
}
