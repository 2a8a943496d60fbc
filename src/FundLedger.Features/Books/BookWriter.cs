using FundLedger.Features.Papers;

namespace FundLedger.Features.Books;

/// <summary>Writes an open book as a file, row by row.</summary>
internal sealed class BookWriter(PaperPrinter printer)
{
    public static bool Knows(string format) => format is "pdf" or "xlsx" or "csv" or "json";

    public async Task<ExportedBook> WriteAsync(OpenBook book, string format, PaperLanguage language, CancellationToken token)
    {
        var (file, rows) = format switch
        {
            "pdf" => Print(book, language, token),
            "xlsx" => await BookWorkbook.WriteAsync(book, language, token),
            _ => await WriteTextAsync(book, format, language, token),
        };
        return new ExportedBook(file, book.Head, rows);
    }

    private static async Task<(ExportedFile File, long Rows)> WriteTextAsync(
        OpenBook book, string format, PaperLanguage language, CancellationToken token)
    {
        var output = ExportedFile.Temporary();
        var isJson = format == "json";
        var rows = isJson
            ? await BookJson.WriteAsync(book, language, output, token)
            : await BookCsv.WriteAsync(book, language, output, token);
        output.Position = 0;
        var name = new BookFacts(book.Head, language).FileName(format);
        return (new ExportedFile(name, isJson ? "application/json" : "text/csv; charset=utf-8", output), rows);
    }

    // The printer asks for rows one by one while it writes pages: the rows wait for it, in this thread.
    private (ExportedFile File, long Rows) Print(OpenBook book, PaperLanguage language, CancellationToken token)
    {
        long count = 0;
        var rows = book.Rows.ToBlockingEnumerable(token).Select(row =>
        {
            count++;
            return row;
        });
        var file = printer.PrintLong(
            new BookFacts(book.Head, language).FileName("pdf"), BookPdf.Document(book.Head, rows, language), book.Head.At);
        return (file, count);
    }
}
