using FundLedger.Domain;
using FundLedger.Features.Pipeline;
using MediatR;

namespace FundLedger.Features.Books;

/// <summary>A book on the screen, so many lines at a time.</summary>
public sealed record GetBook(BookQuestion Question) : IQuery<BookPage>
{
    public const int LargestPage = 500;

    /// <summary>The last line of the page before; null for the first page.</summary>
    public BookPlace? After { get; init; }

    /// <summary>Lines, 1 to <see cref="LargestPage"/>; what is outside is taken as the nearest.</summary>
    public int PageSize { get; init; } = 100;
}

/// <param name="Rows">From the opening, or from what stands after the last line of the page before.</param>
/// <param name="Next">What to ask the next page with; null on the last one.</param>
/// <param name="IsEmpty">Nothing was ever posted that the book would show.</param>
public sealed record BookPage(BookHead Head, IReadOnlyList<BookRow> Rows, BookPlace? Next, bool IsEmpty);

internal sealed class GetBookHandler(BookReader books) : IRequestHandler<GetBook, Result<BookPage>>
{
    public async Task<Result<BookPage>> Handle(GetBook request, CancellationToken cancellationToken)
    {
        var opened = await books.OpenAsync(request.Question, cancellationToken);
        if (opened.Error is { } refusal) return refusal;
        var size = Math.Clamp(request.PageSize, 1, GetBook.LargestPage);
        var shown = new List<BookRow>();
        var (isBefore, lines) = (request.After is not null, 0);
        BookPlace? last = null;
        await foreach (var row in opened.Value.Rows.WithCancellation(cancellationToken))
        {
            // Lines before the page are read all the same: running balances and totals need them.
            if (isBefore)
            {
                isBefore = row.Place != request.After;
                continue;
            }

            if (row.Place is not null && lines++ == size) return new BookPage(opened.Value.Head, Trimmed(shown), last, false);
            last = row.Place ?? last;
            shown.Add(row);
        }

        return new BookPage(opened.Value.Head, shown, null, opened.Value.IsEmpty);
    }

    // What stands after the last line of a page heads the next one.
    private static List<BookRow> Trimmed(List<BookRow> rows) => rows[..(rows.FindLastIndex(row => row.Place is not null) + 1)];
}
