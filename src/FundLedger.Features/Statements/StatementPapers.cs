using FundLedger.Domain.Statements;
using FundLedger.Features.Papers;
using FundLedger.Pdf;

namespace FundLedger.Features.Statements;

/// <summary>Whether a file is a statement, to the byte: it is made again in both languages and compared.</summary>
internal static class StatementPapers
{
    private const int LongestPaper = 256 * 1024 * 1024;

    /// <summary>Whether it is; null when it cannot be said here, with the reason.</summary>
    public static (bool? IsSame, string Why) IsSame(FundStatement statement, string path)
    {
        var file = new FileInfo(path);
        if (file.Length > LongestPaper) return (false, "it is too long.");
        var bytes = File.ReadAllBytes(path);
        try
        {
            var made = Enum.GetValues<PaperLanguage>().Select(language => Made(statement, file.Extension, language)).ToList();
            if (made.Contains(null)) return (false, "only PDF, XLSX and CSV can be compared.");
            if (made.Exists(one => one.AsSpan().SequenceEqual(bytes))) return (true, "");
        }
        catch (PdfFontsMissingException missing)
        {
            return (null, $"The PDF cannot be made again here: {missing.Message}");
        }

        return (false, "made again from the figures, it is another file.");
    }

    private static byte[]? Made(FundStatement statement, string extension, PaperLanguage language) => extension.ToLowerInvariant() switch
    {
        ".pdf" => Bytes(new PaperPrinter().Print("", StatementPdf.Document(statement, language))),
        ".xlsx" => Bytes(StatementWorkbook.Write(statement, language)),
        ".csv" => Bytes(StatementCsv.Write(statement, language)),
        _ => null,
    };

    private static byte[] Bytes(ExportedFile file) => ((MemoryStream)file.Content).ToArray();
}
