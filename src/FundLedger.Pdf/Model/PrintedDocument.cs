namespace FundLedger.Pdf;

/// <summary>
/// A paper described by what it says, not by how it is drawn: features build one of these, <see cref="PdfWriter"/> prints it.
/// The same document gives the same bytes.
/// </summary>
/// <param name="Title">Title for the reader's window and the metadata; the title on the paper is a block.</param>
/// <param name="Language">Language tag of the text, "vi" or "en"; it also chooses "Trang x/y" or "Page x/y".</param>
/// <param name="Page">Paper, margins and the size of body text.</param>
/// <param name="Blocks">From top to bottom.</param>
/// <param name="Subject">One sentence for the metadata.</param>
/// <param name="FooterText">One small line in the bottom margin of every page.</param>
public sealed record PrintedDocument(
    string Title,
    string Language,
    PageSetup Page,
    IReadOnlyList<Block> Blocks,
    string? Subject = null,
    string? FooterText = null)
{
    /// <summary>
    /// Instant put into the metadata as creation date, in ISO 8601 with zone ("2026-01-15T09:00:00+07:00").
    /// Null: the file carries no date. The writer never reads a clock.
    /// </summary>
    public string? Dated { get; init; }

    /// <summary>Set in light grey across every page, under the text: who printed a copy that must not go around, and when.</summary>
    public string? Watermark { get; init; }
}

/// <summary>A part of a <see cref="PrintedDocument"/>. The set of blocks is closed: the writer draws each kind.</summary>
public abstract record Block
{
    private protected Block()
    {
    }
}

public enum Alignment
{
    Left,
    Center,
    Right,
    Justify,
}
