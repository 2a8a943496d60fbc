using FundLedger.Domain.Text;

namespace FundLedger.Features.Books;

/// <summary>What a column of a book holds; each file format and the screen show it in their own way.</summary>
public enum BookColumnKind
{
    Date,
    Voucher,
    VoucherIn,
    VoucherOut,
    VoucherDate,
    Text,
    Account,
    Contra,
    Pool,
    Fund,
    Debit,
    Credit,
    Balance,
    QuantityIn,
    QuantityOut,
    QuantityBalance,
    Note,

    /// <summary>An amount that only this book has, by the column's key.</summary>
    Amount,

    /// <summary>Words that only this book has, by the column's key.</summary>
    Word,
}

/// <param name="Key">What machines call the column.</param>
/// <param name="Header">On paper and screen.</param>
/// <param name="Width">In characters, about; on paper its share of the width.</param>
public sealed record BookColumn(BookColumnKind Kind, string Key, Wording Header, int Width)
{
    /// <summary>Heading over neighbouring columns.</summary>
    public Wording? Group { get; init; }

    public bool IsFigure => Kind is BookColumnKind.Debit or BookColumnKind.Credit or BookColumnKind.Balance or BookColumnKind.Amount
        or BookColumnKind.QuantityIn or BookColumnKind.QuantityOut or BookColumnKind.QuantityBalance;

    public bool IsDate => Kind is BookColumnKind.Date or BookColumnKind.VoucherDate;

    internal bool IsVoucher => Kind is BookColumnKind.Voucher or BookColumnKind.VoucherIn or BookColumnKind.VoucherOut;
}

/// <summary>What a book is narrowed by, beside fund and period.</summary>
[Flags]
public enum BookFilters
{
    None = 0,
    Account = 1,
    Pool = 2,
    Donor = 4,
}

/// <summary>A book that the regimes name: its title, its columns, who signs it.</summary>
/// <param name="Code">As addresses and files name it.</param>
/// <param name="Name">On paper and screen.</param>
public sealed record BookForm(string Code, Wording Name, IReadOnlyList<BookColumn> Columns)
{
    public BookFilters Filters { get; init; }

    /// <summary>No book but a report: it has sums only, and is signed as a letter is.</summary>
    public bool IsReport { get; init; }

    /// <summary>Who keeps it and signs it first.</summary>
    public Wording Keeper { get; init; } = new("Người ghi sổ", "Bookkeeper");

    /// <summary>Its rows carry a balance from one to the next.</summary>
    public bool HasBalance { get; init; } = true;

    /// <summary>Totals by month, quarter and year stand after the rows of each month.</summary>
    public bool HasMonths { get; init; } = true;

    /// <summary>Wide books lie on their side.</summary>
    public bool IsWide => Columns.Sum(column => column.Width) > 100;

    /// <summary>Number of the form in the regime of a version; null where none is known.</summary>
    /// <param name="version">E.g. 107/2017/TT-BTC; null where the fund's regime has none on that day.</param>
    public string? NumberIn(string? version) => version is null ? null : FormNumbers.Of(version, Code);

    /// <summary>The same book of several funds: each line names its fund.</summary>
    internal BookForm Together()
    {
        var place = Place(BookColumnKind.Text);
        if (Code is "trial-balance" || Place(BookColumnKind.Fund) >= 0) return this;
        var fund = new BookColumn(BookColumnKind.Fund, "fund", new Wording("Quỹ", "Fund"), 9);
        return this with { Columns = [.. Columns.Take(place), fund, .. Columns.Skip(place)] };
    }

    /// <summary>The column of a kind; -1 where the book has none.</summary>
    internal int Place(BookColumnKind kind) => Columns.TakeWhile(column => column.Kind != kind).Count() is var place
        && place < Columns.Count ? place : -1;
}
