using FundLedger.Domain;
using FundLedger.Domain.Ledger;
using FundLedger.Domain.Statements;
using FundLedger.Domain.Text;
using NodaTime;

namespace FundLedger.Features.Books;

/// <summary>Which rows of which book; both days included.</summary>
/// <param name="Book">Code of a <see cref="BookForm"/>.</param>
public sealed record BookQuestion(string Fund, string Book, LocalDate From, LocalDate To)
{
    /// <summary>Only this account; null for all, or for the one that the book begins with.</summary>
    public string? Account { get; init; }

    /// <summary>Only this pool, by code; null for all.</summary>
    public string? Pool { get; init; }

    /// <summary>Only this donor; null for all.</summary>
    public long? Donor { get; init; }

    /// <summary>Together with the funds of the units below, as far as the reader keeps or checks their books.</summary>
    public bool WithUnits { get; init; }
}

public sealed record BookUnknown(string Book) : NotFound($"There is no book {Book}.");

/// <summary>What stands over a book: whose it is, of which days, and of which state of the books.</summary>
public sealed record BookHead
{
    public required BookForm Form { get; init; }

    public required BookQuestion Question { get; init; }

    /// <summary>The fund that was asked for, and after it those that are told together with it.</summary>
    public required IReadOnlyList<BookFund> Funds { get; init; }

    /// <summary>The circular by which accounts and form are numbered; null where the fund's regime has none on the last day.</summary>
    public string? Circular { get; init; }

    public bool IsCircularConfirmed { get; init; }

    /// <summary>When the book was read: everything in it is of this moment.</summary>
    public Instant At { get; init; }

    public BookFund Fund => Funds[0];

    public string? FormNumber => Form.NumberIn(Circular);

    /// <summary>What the names of its files end with; null for nothing.</summary>
    public string? Mark { get; init; }

    /// <summary>Code and wording of what the book is narrowed to.</summary>
    public IReadOnlyList<Wording> Narrowed { get; init; } = [];
}

public sealed record BookFund
{
    internal int FundId { get; init; }

    public string Code { get; init; } = "";

    internal string NameVi { get; init; } = "";

    internal string NameEn { get; init; } = "";

    public Wording Name => new(NameVi, NameEn);

    public string Unit { get; init; } = "";

    internal string Regime { get; init; } = "";

    internal LocalDate OpenedOn { get; init; }

    internal LocalDate Today { get; init; }

    internal Instant At { get; init; }

    internal bool MayRead { get; init; }

    /// <summary>Givers are told by name, else by number.</summary>
    internal bool MayName { get; init; }

    /// <summary>Last record of the fund's log that the book can know.</summary>
    public long LogNo { get; init; }

    public string LogHash { get; init; } = "";

    internal BookFund As(StatementSeal? seal) =>
        seal is null ? this : this with { At = seal.At, LogNo = seal.LogNo, LogHash = seal.LogHash };
}

/// <summary>An account as the regime of the book's last day calls it.</summary>
internal sealed record BookAccount
{
    public string Code { get; init; } = "";

    public string NameVi { get; init; } = "";

    public string NameEn { get; init; } = "";

    public Side NormalSide { get; init; }

    public string? Number { get; init; }

    public bool IsConfirmed { get; init; }

    public string Shown => Number ?? NameVi;

    public Wording Name => Number is null ? new Wording(NameVi, NameEn) : new Wording($"{Number} – {NameVi}", $"{Number} – {NameEn}");
}
