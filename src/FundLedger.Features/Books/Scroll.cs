using System.Runtime.CompilerServices;
using FundLedger.Domain.Text;
using NodaTime;
using Kind = FundLedger.Features.Books.BookColumnKind;

namespace FundLedger.Features.Books;

/// <summary>
/// Turns lines into the rows of a book as they arrive: section by section its opening, its lines with their running balance, after each
/// month the totals of month, quarter and year, and its closing.
/// </summary>
internal sealed class Scroll(BookHead head, IReadOnlyList<BookSection> sections, IReadOnlyDictionary<string, BookAccount> accounts)
{
    private readonly RowMaker maker = new(head, accounts);
    private SectionTally? open;
    private int at;

    public async IAsyncEnumerable<BookRow> RowsAsync(
        IAsyncEnumerable<BookLine> lines, [EnumeratorCancellation] CancellationToken token = default)
    {
        await foreach (var line in lines.WithCancellation(token))
        {
            foreach (var row in Before(line)) yield return row;
            yield return open!.Line(line);
        }

        foreach (var row in Rest()) yield return row;
    }

    private IEnumerable<BookRow> Before(BookLine line)
    {
        while (at < line.Section)
        {
            foreach (var row in Turn(at == line.Section - 1)) yield return row;
        }

        foreach (var row in open!.Pass(line.Date)) yield return row;
    }

    private IEnumerable<BookRow> Rest()
    {
        while (at < sections.Count)
        {
            foreach (var row in Turn(hasLines: false)) yield return row;
        }

        foreach (var row in End(open)) yield return row;
    }

    // Ends the section that is open and opens the next one.
    private IEnumerable<BookRow> Turn(bool hasLines)
    {
        var ended = End(open);
        open = new SectionTally(head, sections[at++], maker);
        return hasLines ? ended.Concat(open.Head()) : ended;
    }

    // A section without a line and without a balance is not worth a heading, unless it is the whole book.
    private IEnumerable<BookRow> End(SectionTally? section) =>
        section is null || (section.IsSilent && sections.Count > 1) ? [] : section.End();
}

/// <summary>Makes rows of the columns of a form.</summary>
internal sealed class RowMaker(BookHead head, IReadOnlyDictionary<string, BookAccount> accounts)
{
    private readonly IReadOnlyList<BookColumn> columns = head.Form.Columns;
    private long count;

    public BookForm Form => head.Form;

    /// <summary>Number of the row that is made next.</summary>
    public long Next => count + 1;

    public int Place(Kind kind) => head.Form.Place(kind);

    public BookRow Make(BookLevel level, Func<BookColumn, int, object?> cell, BookLink? link = null) =>
        new(level, [.. columns.Select(cell)]) { No = ++count, Link = link };

    public BookRow Labelled(BookLevel level, Wording label, Func<BookColumn, int, object?> figure, BookLink? link = null) =>
        Make(level, (column, place) => column.Kind == Kind.Text ? label : figure(column, place), link);

    public object? CellOf(BookLine line, BookColumn column) => column.Kind switch
    {
        Kind.Date => line.Date,
        Kind.VoucherDate => line.VoucherDate,
        Kind.Voucher => line.Voucher,
        // What lowers a receipt is a paper of what was received, whatever its sign.
        Kind.VoucherIn => line.Debit.Dong != 0 ? line.Voucher : null,
        Kind.VoucherOut => line.Debit.Dong == 0 ? line.Voucher : null,
        Kind.Text => line.Text,
        Kind.Account => Shown(line.AccountCode),
        Kind.Contra => string.Join(", ", line.Contra.Distinct().Select(Shown)),
        Kind.Pool => line.Pool,
        Kind.Fund => line.Fund,
        Kind.Note => line.BankReference,
        Kind.Debit => line.Debit.Dong == 0 ? null : line.Debit,
        Kind.Credit => line.Credit.Dong == 0 ? null : line.Credit,
        Kind.QuantityIn => line.QuantityIn.Dong == 0 ? null : line.QuantityIn,
        Kind.QuantityOut => line.QuantityOut.Dong == 0 ? null : line.QuantityOut,
        _ => null,
    };

    /// <summary>The rows of this book between two days.</summary>
    public BookLink LinkTo(BookSection section, LocalDate from, LocalDate to) => new(head.Fund.Code, null)
    {
        Book = head.Form.Code, Account = head.Form.Filters.HasFlag(BookFilters.Account) ? section.Account : null,
        Pool = section.Pool ?? head.Question.Pool, Donor = head.Question.Donor, From = from, To = to,
    };

    private string Shown(string account) => accounts.TryGetValue(account, out var known) ? known.Shown : account;
}
