using System.Globalization;
using FundLedger.Domain;
using FundLedger.Domain.Text;
using FundLedger.Features.Books;
using FundLedger.Features.Papers;
using NodaTime;
using NodaTime.Text;

namespace FundLedger.IntegrationTests.Bookkeeping;

/// <summary>Reads books as tests compare them.</summary>
internal static class BookReading
{
    /// <summary>All rows of a book, page by page.</summary>
    public static async Task<IReadOnlyList<BookRow>> Rows(this Ledger ledger, string user, BookQuestion question, int pageSize = 500)
    {
        var rows = new List<BookRow>();
        for (BookPage? page = null; page?.Next is not null || page is null;)
        {
            page = await ledger.Done(user, new GetBook(question) { After = page?.Next, PageSize = pageSize });
            rows.AddRange(page.Rows);
        }

        return rows;
    }

    public static async Task<byte[]> File(this Ledger ledger, string user, BookQuestion question, string format)
    {
        var made = await ledger.Done(user, new ExportBook(question, format, PaperLanguage.Vietnamese));
        await using var file = made.File;
        using var bytes = new MemoryStream();
        await file.Content.CopyToAsync(bytes, Ledger.Token);
        return bytes.ToArray();
    }

    /// <summary>A row as one text: level, then the cells as a CSV would have them.</summary>
    public static string Line(this BookRow row) =>
        string.Join('|', row.Cells.Select(Plain).Prepend(row.Level.ToString().ToLowerInvariant()));

    /// <summary>The same with where the row leads.</summary>
    public static string Told(this BookRow row) => row.Link is not { } link ? row.Line()
        : string.Join(' ', new object?[] { $"{row.Line()} →", link.Fund, link.Voucher, link.Book, link.Account, link.Pool, link.Donor }
            .Concat([link.From is { } from ? Plain(from) : null, link.To is { } to ? Plain(to) : null]).Where(part => part is not null));

    public static string Plain(object? cell) => cell switch
    {
        null => "",
        Money amount => Digits(amount),
        Summed sum => Digits(sum.Value),
        long count => count.ToString(CultureInfo.InvariantCulture),
        LocalDate date => LocalDatePattern.Iso.Format(date),
        Wording words => words.Vi,
        _ => (string)cell,
    };

    public static Money Amount(this BookRow row, int column) => row.Cells[column] switch
    {
        Money amount => amount,
        Summed sum => sum.Value,
        _ => Money.Zero,
    };

    public static string Words(this BookRow row, BookForm form) =>
        Plain(row.Cells[Array.FindIndex([.. form.Columns], column => column.Kind == BookColumnKind.Text)]);

    private static string Digits(Money amount) => amount.Dong.ToString(CultureInfo.InvariantCulture);
}
