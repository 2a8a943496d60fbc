using FundLedger.Domain;
using FundLedger.Domain.Text;
using NodaTime;

namespace FundLedger.Features.Traces;

/// <summary>A pool by its code and name.</summary>
public sealed record TracedPool(string Code, Wording Name);

/// <summary>Money that is still in a pool and can still be spent or is reserved.</summary>
public sealed record PoolShare(TracedPool Pool, Money Amount);

/// <summary>
/// Support of children and others that this user may not see one by one, because they are of other units: how many lines, and how much.
/// </summary>
public sealed record ForeignSupport(int Count, Money Amount)
{
    public static ForeignSupport None { get; } = new(0, Money.Zero);
}

/// <summary>A transfer between pools that money passed through.</summary>
/// <param name="Amount">The part of the transfer that was this money.</param>
public sealed record TracedTransfer(string Voucher, LocalDate Date, TracedPool From, TracedPool To, Money Amount);

/// <summary>One line of support: a child by its code, or a household, an institution or the fund itself.</summary>
public sealed record TracedLine
{
    public long EntryNo { get; init; }

    internal string Kind { get; init; } = "";

    public LocalDate Date { get; init; }

    public string Voucher { get; init; } = "";

    /// <summary>Number of the request.</summary>
    public long Request { get; init; }

    /// <summary>Line of the request.</summary>
    public int Line { get; init; }

    /// <summary>Code of the child, household or institution.</summary>
    public string Code { get; init; } = "";

    public bool IsChild { get; init; }

    internal string? ClassVi { get; init; }

    internal string? ClassEn { get; init; }

    /// <summary>Class that the child was judged under; a protected group is only ever called that. Null for what is no child.</summary>
    public Wording? Class => ClassVi is null ? null : new Wording(ClassVi, ClassEn!);

    /// <summary>Commune; null for a protected child.</summary>
    public string? Unit { get; init; }

    /// <summary>What the whole line was paid.</summary>
    public Money Paid { get; init; }

    /// <summary>Voucher of the reversal; null while the payment stands.</summary>
    public string? ReversedBy { get; init; }
}

/// <summary>What a receipt gave to one line of support.</summary>
/// <param name="Pool">The pool it was paid from.</param>
/// <param name="Through">Vouchers of the transfers that the money passed through, in order.</param>
/// <param name="Amount">The part of the line that is this receipt's money.</param>
public sealed record TracedUse(TracedLine Line, TracedPool Pool, IReadOnlyList<string> Through, Money Amount);

/// <summary>What a receipt gave to something else than support.</summary>
/// <param name="Kind"><c>lapse</c>: budget money due back; <c>adjustment</c>: an entry by hand that lowered the pool.</param>
public sealed record TracedOther(string Kind, string Voucher, LocalDate Date, TracedPool Pool, IReadOnlyList<string> Through, Money Amount);

/// <summary>Money that first came in by one entry, and how much of what was asked about it paid.</summary>
/// <param name="EntryNo">Number of that entry.</param>
/// <param name="Kind"><c>receipt</c>, or <c>adjustment</c> for interest and other entries by hand.</param>
/// <param name="Donor">Who gave it; null for what has no giver, and for readers who do not see the list of receipts.</param>
/// <param name="Pool">The pool it came into.</param>
/// <param name="Through">Vouchers of the transfers that the money passed through, in order.</param>
public sealed record TracedSource(
    long EntryNo, string Kind, string Voucher, LocalDate Date, string? Donor, TracedPool Pool, IReadOnlyList<string> Through, Money Amount);

/// <summary>How much of one line of support one source paid.</summary>
/// <param name="Payment">Entry of the line.</param>
/// <param name="Source">Entry of the source.</param>
public sealed record TracedPair(long Payment, long Source, Money Amount);
