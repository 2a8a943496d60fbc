using FundLedger.Domain;
using FundLedger.Features.Papers;
using FundLedger.Features.Pipeline;
using MediatR;

namespace FundLedger.Features.Books;

/// <summary>A whole book as a file, the same rows as on the screen.</summary>
/// <param name="Format">pdf, xlsx, csv or json.</param>
public sealed record ExportBook(BookQuestion Question, string Format, PaperLanguage Language) : IQuery<ExportedBook>;

/// <param name="Rows">How many rows the file has, without its headings.</param>
public sealed record ExportedBook(ExportedFile File, BookHead Head, long Rows);

public sealed record BookFormatUnknown(string Format) : Invalid($"'{Format}' is neither pdf, xlsx, csv nor json.")
{
    public override string Field => "format";
}

internal sealed class ExportBookHandler(BookReader books, PaperPrinter printer) : IRequestHandler<ExportBook, Result<ExportedBook>>
{
    public async Task<Result<ExportedBook>> Handle(ExportBook request, CancellationToken cancellationToken)
    {
        if (request.Format is not ("pdf" or "xlsx" or "csv" or "json")) return new BookFormatUnknown(request.Format);
        var opened = await books.OpenAsync(request.Question, cancellationToken);
        if (opened.Error is { } refusal) return refusal;
        var (file, rows) = request.Format switch
        {
            "pdf" => Print(opened.Value, request.Language, cancellationToken),
            "xlsx" => await BookWorkbook.WriteAsync(opened.Value, request.Language, cancellationToken),
            _ => await WriteAsync(opened.Value, request, cancellationToken),
        };
        return new ExportedBook(file, opened.Value.Head, rows);
    }

    private static async Task<(ExportedFile File, long Rows)> WriteAsync(OpenBook book, ExportBook request, CancellationToken token)
    {
        var output = ExportedFile.Temporary();
        var isJson = request.Format == "json";
        var rows = isJson
            ? await BookJson.WriteAsync(book, request.Language, output, token)
            : await BookCsv.WriteAsync(book, request.Language, output, token);
        output.Position = 0;
        var name = new BookFacts(book.Head, request.Language).FileName(request.Format);
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
