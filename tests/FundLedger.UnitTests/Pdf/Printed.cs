using System.Text;
using FundLedger.Pdf;
using UglyToad.PdfPig;

namespace FundLedger.UnitTests.Pdf;

/// <summary>A paper as it came out of the writer, read back by another program's eyes.</summary>
internal sealed class Printed
{
    private Printed(byte[] bytes, WrittenPdf report)
    {
        Bytes = bytes;
        Report = report;
        using var pdf = PdfDocument.Open(bytes);
        Pages = [.. pdf.GetPages().Select(page => page.GetWords().Select(word => word.Text).ToList())];
    }

    public static PdfFonts Fonts { get; } = PdfFonts.Find();

    public byte[] Bytes { get; }

    public WrittenPdf Report { get; }

    /// <summary>The words of each page.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Pages { get; }

    public string Text => string.Join(' ', Pages.SelectMany(words => words));

    /// <summary>The bytes as they stand in the file; compressed parts are noise.</summary>
    public string Raw => Encoding.Latin1.GetString(Bytes);

    public static Printed From(PrintedDocument document)
    {
        using var output = new MemoryStream();
        var report = PdfWriter.Write(document, output, Fonts);
        return new Printed(output.ToArray(), report);
    }

    public static Printed From(params Block[] blocks) => From(Paper(blocks));

    public static PrintedDocument Paper(params Block[] blocks) => new("Giấy thử", "vi", PageSetup.A4Portrait, blocks);
}
