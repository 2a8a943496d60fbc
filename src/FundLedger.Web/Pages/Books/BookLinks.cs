using System.Globalization;
using FundLedger.Features.Books;
using FundLedger.Web.Localisation;
using FundLedger.Web.SignIn;
using Microsoft.AspNetCore.WebUtilities;
using NodaTime;
using NodaTime.Text;

namespace FundLedger.Web.Pages.Books;

/// <summary>Addresses of books, of their files, and of what stands behind their rows.</summary>
internal static class BookLinks
{
    /// <summary>Who reads books; the question itself asks again, fund by fund.</summary>
    public static readonly Role[] Readers = [Role.FundAccountant, Role.Approver, Role.Auditor];

    public static string UrlOf(BookQuestion question) => QueryHelpers.AddQueryString("/books", new Dictionary<string, string?>
    {
        ["book"] = question.Book, ["from"] = Iso(question.From), ["to"] = Iso(question.To), ["account"] = question.Account,
        ["pool"] = question.Pool, ["donor"] = question.Donor?.ToString(CultureInfo.InvariantCulture),
        ["units"] = question.WithUnits ? "true" : null,
    });

    public static string FileUrlOf(BookQuestion question, string format) => QueryHelpers.AddQueryString(
        $"/books/{question.Fund}/{question.Book}/file", new Dictionary<string, string?>
        {
            ["format"] = format, ["from"] = Iso(question.From), ["to"] = Iso(question.To), ["account"] = question.Account,
            ["pool"] = question.Pool, ["donor"] = question.Donor?.ToString(CultureInfo.InvariantCulture),
            ["units"] = question.WithUnits ? "true" : null, ["language"] = LanguageSetup.Current,
        });

    /// <summary>The voucher or the entry of a line, the rows of a sum; null where there is nothing to open.</summary>
    public static string? UrlOf(BookLink? link, bool withUnits) => link switch
    {
        null => null,
        { Book: { } book, From: { } from, To: { } to } =>
            UrlOf(new BookQuestion(link.Fund, book, from, to)
            {
                Account = link.Account, Pool = link.Pool, Donor = link.Donor, WithUnits = withUnits,
            }),
        { Voucher: { } voucher } => $"/vouchers/{link.Fund}/{voucher}",
        { Entry: { } entry } => string.Create(CultureInfo.InvariantCulture, $"/ledger/{link.Fund}/{entry}"),
        _ => null,
    };

    /// <summary>A place in a book as one word of an address: 1~2021-01-28~1~57~2.</summary>
    public static string WordOf(BookPlace place) => string.Create(
        CultureInfo.InvariantCulture, $"{place.Section}~{Iso(place.Date)}~{place.Fund}~{place.Entry}~{place.Line}");

    /// <summary>Null for what is no place; the book then begins at its beginning.</summary>
    public static BookPlace? PlaceOf(string? word)
    {
        if (word?.Split('~') is not [var section, var day, var fund, var entry, var line]) return null;
        var date = LocalDatePattern.Iso.Parse(day);
        return date.Success && Whole(section) is { } s && Whole(fund) is { } f && Whole(entry) is { } e && Whole(line) is { } l
            ? new BookPlace((int)s, date.Value, (int)f, e, (int)l) : null;
    }

    private static long? Whole(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string Iso(LocalDate date) => LocalDatePattern.Iso.Format(date);
}
