using FundLedger.Domain.Statements;
using FundLedger.Domain.Text;
using FundLedger.Features.Papers;
using FundLedger.Pdf;

namespace FundLedger.Features.Statements;

/// <summary>
/// Whether a file is a statement, to the byte: it is made again in both languages and compared. A signature that a PDF carries is put under
/// the paper made again as it is; whether it holds, a reader of PDF says.
/// </summary>
internal static class StatementPapers
{
    private const int LongestPaper = 256 * 1024 * 1024;

    /// <summary>Whether it is; null when it cannot be said here, with the reason.</summary>
    public static (bool? IsSame, Wording Why) IsSame(FundStatement statement, StrangersFile paper)
    {
        if (paper.Content.Length > LongestPaper) return (false, new("tệp quá dài.", "it is too long."));
        using var memory = new MemoryStream();
        paper.Content.CopyTo(memory);
        var bytes = memory.ToArray();
        var printer = new PaperPrinter();
        var signature = PdfSignature.CarriedBy(bytes);
        try
        {
            var extension = Path.GetExtension(paper.Name);
            var made = Enum.GetValues<PaperLanguage>().Select(language =>
                IsPdf(extension) ? Pdf(statement, language, printer, signature) : Made(statement, extension, language)).ToList();
            if (made.Contains(null))
            {
                return (false, new("chỉ so được PDF, XLSX, CSV và JSON.", "only PDF, XLSX, CSV and JSON can be compared."));
            }

            if (made.Exists(one => one.AsSpan().SequenceEqual(bytes))) return (true, new("", ""));
            if (IsPdf(extension) && statement.Figures.Paper.Fonts is { } fonts && fonts != printer.FontsDigest())
            {
                return (null, new(
                    "Không làm lại được tệp PDF ở đây: phông chữ của máy này khác phông lúc khóa sổ.",
                    "The PDF cannot be made again here: the fonts of this machine are others than when the books were closed."));
            }
        }
        catch (PdfFontsMissingException missing)
        {
            return (null, new(
                $"Không làm lại được tệp PDF ở đây: {missing.Message}", $"The PDF cannot be made again here: {missing.Message}"));
        }

        return (false, new("làm lại từ số liệu thì ra tệp khác.", "made again from the figures, it is another file."));
    }

    private static bool IsPdf(string extension) => extension.Equals(".pdf", StringComparison.OrdinalIgnoreCase);

    private static byte[]? Pdf(FundStatement statement, PaperLanguage language, PaperPrinter printer, PdfSignature? signature) =>
        Bytes(printer.PrintSigned("", StatementPdf.Document(statement, language), signature));

    private static byte[]? Made(FundStatement statement, string extension, PaperLanguage language) => extension.ToLowerInvariant() switch
    {
        ".xlsx" => Bytes(StatementWorkbook.Write(statement, language)),
        ".csv" => Bytes(StatementCsv.Write(statement, language)),
        ".json" => Bytes(StatementJson.Write(statement, language)),
        _ => null,
    };

    private static byte[] Bytes(ExportedFile file) => ((MemoryStream)file.Content).ToArray();
}
