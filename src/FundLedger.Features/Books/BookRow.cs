using FundLedger.Domain;
using NodaTime;

namespace FundLedger.Features.Books;

public enum BookLevel
{
    /// <summary>One voucher in one account.</summary>
    Line,

    /// <summary>Heads the rows of an account, a pool, a donor.</summary>
    Group,

    Opening,

    /// <summary>Sums the lines of a month, or of the period.</summary>
    Total,

    /// <summary>Sums since the first day of the quarter or the year.</summary>
    Cumulative,

    Closing,
}

/// <summary>One row of a book.</summary>
/// <param name="Cells">
/// One for each column: <see cref="Domain.Text.Wording"/> or <see cref="string"/>, <see cref="Money"/>, <see cref="Summed"/>,
/// <see cref="long"/>, <see cref="LocalDate"/>; null for an empty cell.
/// </param>
public sealed record BookRow(BookLevel Level, IReadOnlyList<object?> Cells)
{
    /// <summary>From 1; totals name the rows that they sum by it.</summary>
    public long No { get; init; }

    /// <summary>Where the row comes from, or what it sums.</summary>
    public BookLink? Link { get; init; }

    /// <summary>What to go on after; null for a row that is no line.</summary>
    public BookPlace? Place { get; init; }

    /// <summary>Turnover carried over the foot of a page after this row, and the balance then; null where nothing is carried.</summary>
    public BookCarried? Carried { get; init; }
}

public sealed record BookCarried(Money Debit, Money Credit, Money? Balance);

/// <summary>A voucher or entry of a fund; or, with a book, its rows.</summary>
/// <param name="Voucher">Number as printed; null where the row names no voucher.</param>
public sealed record BookLink(string Fund, string? Voucher)
{
    public long? Entry { get; init; }

    /// <summary>The book whose rows are meant, of this account and pool between these days.</summary>
    public string? Book { get; init; }

    public string? Account { get; init; }

    public string? Pool { get; init; }

    public long? Donor { get; init; }

    public LocalDate? From { get; init; }

    public LocalDate? To { get; init; }
}

/// <summary>Where a line stands in its book.</summary>
public sealed record BookPlace(int Section, LocalDate Date, int Fund, long Entry, int Line);

/// <summary>An amount with the rows that make it: a workbook writes the sum as a formula.</summary>
/// <param name="Before">What belongs to it and stands in no row.</param>
public sealed record Summed(Money Value, Money Before, IReadOnlyList<SumPart> Parts);

/// <summary>Rows of one column, by their numbers.</summary>
/// <param name="IsTaken">It is subtracted.</param>
public sealed record SumPart(long From, long To, int Column, bool IsTaken = false);
