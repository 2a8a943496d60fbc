using System.Globalization;
using System.IO.Compression;
using FundLedger.Features.Papers;

namespace FundLedger.Features.Books;

/// <summary>A book as Excel workbook; one that is longer than a sheet can be goes on in the next numbered file of a zip.</summary>
internal static class BookWorkbook
{
    /// <summary>As many rows as a sheet has, less its heading.</summary>
    public const int MostRows = 1_048_575;

    private const string ContentType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <param name="mostRows">Of one file.</param>
    public static async Task<(ExportedFile File, long Rows)> WriteAsync(
        OpenBook book, PaperLanguage language, CancellationToken token, int mostRows = MostRows)
    {
        var files = new List<FileStream>();
        long count = 0;
        SheetFile? open = null;
        try
        {
            open = Next(files, book.Head, language, 1);
            await foreach (var row in book.Rows.WithCancellation(token))
            {
                open = count == 0 || count % mostRows != 0 ? open : Turn(open, files, book.Head, language, row.No);
                open.Write(row);
                count++;
            }
        }
        finally
        {
            open?.Dispose();
        }

        var facts = new BookFacts(book.Head, language);
        files.ForEach(file => file.Position = 0);
        return files is [var only]
            ? (new ExportedFile(facts.FileName("xlsx"), ContentType, only), count)
            : (await TogetherAsync(files, facts, token), count);
    }

    private static SheetFile Turn(SheetFile full, List<FileStream> files, BookHead head, PaperLanguage language, long firstRow)
    {
        full.Dispose();
        return Next(files, head, language, firstRow);
    }

    private static SheetFile Next(List<FileStream> files, BookHead head, PaperLanguage language, long firstRow)
    {
        files.Add(ExportedFile.Temporary());
        return new SheetFile(files[^1], head, language, firstRow);
    }

    private static async Task<ExportedFile> TogetherAsync(List<FileStream> files, BookFacts facts, CancellationToken token)
    {
        var output = ExportedFile.Temporary();
        using (var zip = new ZipArchive(output, ZipArchiveMode.Create, leaveOpen: true))
        {
            for (var i = 0; i < files.Count; i++)
            {
                var name = facts.FileName(string.Create(CultureInfo.InvariantCulture, $"{i + 1}.xlsx"));
                await using var entry = await zip.CreateEntry(name, CompressionLevel.NoCompression).OpenAsync(token);
                await files[i].CopyToAsync(entry, token);
                await files[i].DisposeAsync();
            }
        }

        output.Position = 0;
        return new ExportedFile(facts.FileName("zip"), "application/zip", output);
    }
}
