using FundLedger.Domain;
using FundLedger.Pdf;
using NodaTime;
using NodaTime.Text;

namespace FundLedger.Features.Papers;

/// <summary>The one place that turns a described paper into a PDF: another library would be put in here.</summary>
/// <param name="signer">Null where the operator named no certificate.</param>
internal sealed class PaperPrinter(PaperSigner? signer = null)
{
    private const string Pdf = "application/pdf";

    private static readonly LocalDateTimePattern HereIso =
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm':'ss'+07:00'");

    // Read from disk when the first paper is printed, then shared.
    private readonly Lazy<PdfFonts> fonts = new(PdfFonts.Find);

    /// <summary>Names the font files that papers are set in here; null where there are none.</summary>
    public string? FontsDigest()
    {
        try
        {
            return fonts.Value.Digest;
        }
        catch (PdfFontsMissingException)
        {
            return null;
        }
    }

    /// <summary>A paper on which people sign.</summary>
    public ExportedFile Print(string name, params IReadOnlyList<PrintedDocument> documents)
    {
        var output = new MemoryStream();
        PdfWriter.Write(documents, output, fonts.Value);
        output.Position = 0;
        return new ExportedFile(name, Pdf, output);
    }

    /// <summary>A paper of the books as of an instant, with the signature of the unit where there is a certificate.</summary>
    public ExportedFile PrintSigned(string name, PrintedDocument document, Instant at) =>
        PrintSigned(name, document, signer?.For(at));

    /// <summary>The same with a signature that was made before.</summary>
    public ExportedFile PrintSigned(string name, PrintedDocument document, PdfSignature? signature)
    {
        var output = new MemoryStream();
        PdfWriter.Write(document, output, fonts.Value, signature);
        output.Position = 0;
        return new ExportedFile(name, Pdf, output);
    }

    /// <summary>The same for a paper that may be too long for memory: it goes into a file while its rows are read.</summary>
    public ExportedFile PrintLong(string name, PrintedDocument document, Instant at)
    {
        var output = ExportedFile.Temporary();
        PdfWriter.Write(document, output, fonts.Value, signer?.For(at));
        output.Position = 0;
        return new ExportedFile(name, Pdf, output);
    }

    /// <summary>An instant as <see cref="PrintedDocument.Dated"/> wants it.</summary>
    public static string Dated(Instant instant) => HereIso.Format(BusinessDate.TimeOf(instant));
}
