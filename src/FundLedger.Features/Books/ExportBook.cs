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

internal sealed class ExportBookHandler(BookReader books, BookWriter writer) : IRequestHandler<ExportBook, Result<ExportedBook>>
{
    public async Task<Result<ExportedBook>> Handle(ExportBook request, CancellationToken cancellationToken)
    {
        if (!BookWriter.Knows(request.Format)) return new BookFormatUnknown(request.Format);
        var opened = await books.OpenAsync(request.Question, cancellationToken);
        return opened.Error is { } refusal ? refusal
            : await writer.WriteAsync(opened.Value, request.Format, request.Language, cancellationToken);
    }
}
