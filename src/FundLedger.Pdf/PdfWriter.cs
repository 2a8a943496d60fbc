using System.Globalization;
using FundLedger.Pdf.Layout;
using FundLedger.Pdf.Syntax;

namespace FundLedger.Pdf;

/// <summary>What came out of <see cref="PdfWriter.Write"/>.</summary>
/// <param name="Pages">Number of pages, at least one.</param>
/// <param name="MissingCharacters">
/// Characters the fonts lack, printed as "?"; U+FFFD stands for any character beyond the basic plane. Empty for Vietnamese text.
/// </param>
public sealed record WrittenPdf(int Pages, IReadOnlyList<char> MissingCharacters);

/// <summary>
/// Prints a <see cref="PrintedDocument"/> as PDF 1.7: tagged, with embedded subset fonts and text that can be copied and searched.
/// Written with an archival profile in mind but checked by no validator: do not call the result PDF/A.
/// </summary>
public static class PdfWriter
{
    /// <summary>
    /// Writes the file front to back; the same document and fonts give the same bytes. Rows of tables are read once, while pages
    /// go out, so memory does not grow with the text of the document.
    /// </summary>
    /// <param name="document">What to print.</param>
    /// <param name="output">Need not seek. Written synchronously: a web response wants a file or memory in between. Left open.</param>
    /// <param name="fonts">From <see cref="PdfFonts.Find()"/>.</param>
    /// <param name="signature">Signs the file; it is appended to what is written without one.</param>
    /// <exception cref="ArgumentException">The margins leave no room, or a table and its rows do not fit together.</exception>
    /// <exception cref="FormatException"><see cref="PrintedDocument.Dated"/> is not an ISO 8601 instant.</exception>
    public static WrittenPdf Write(PrintedDocument document, Stream output, PdfFonts fonts, PdfSignature? signature = null)
    {
        ArgumentNullException.ThrowIfNull(document);
        return Write([document], output, fonts, signature);
    }

    /// <summary>
    /// The same for papers one after the other in one file: each begins on a page of its own, in its own size, and is numbered by itself.
    /// Title, language and date of the file are those of the first.
    /// </summary>
    /// <param name="documents">At least one.</param>
    /// <param name="output">As above.</param>
    /// <param name="fonts">From <see cref="PdfFonts.Find()"/>.</param>
    /// <param name="signature">As above.</param>
    public static WrittenPdf Write(
        IReadOnlyList<PrintedDocument> documents, Stream output, PdfFonts fonts, PdfSignature? signature = null)
    {
        ArgumentNullException.ThrowIfNull(documents);
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(fonts);
        using var file = new PdfFile(output);
        var tree = new StructureTree(file);
        var document = documents[0];
        var frame = new Frame(document.Page, fonts, tree);
        var used = new DocumentFonts(fonts, file);
        var pages = new PageWriter(file, frame, used, document);
        pages.Place(DocumentLayout.Boxes(document.Blocks, frame));
        foreach (var next in documents.Skip(1))
        {
            var area = new Frame(next.Page, fonts, tree);
            pages.TurnTo(next, area);
            pages.Place(DocumentLayout.Boxes(next.Blocks, area));
        }
        int pageList = pages.Finish();
        var metadata = new Metadata(document);
        int xmp = metadata.WriteXmp(file);
        string root = string.Create(CultureInfo.InvariantCulture,
            $"<</Type/Catalog/Pages {pageList} 0 R/StructTreeRoot {tree.Finish()} 0 R/MarkInfo<</Marked true>>/Metadata {xmp} 0 R")
            + $"/Lang{PdfSyntax.Text(document.Language)}/ViewerPreferences<</DisplayDocTitle true>>>>";
        var catalog = new DictionaryObject(file.WriteObject(root), root);
        file.Finish(catalog.Id, metadata.WriteInfo(file));
        if (signature is not null)
            file.Sign(catalog, pages.First, signature);
        return new WrittenPdf(pages.Pages, [.. used.Missing]);
    }
}
