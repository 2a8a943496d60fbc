using FundLedger.Domain.Ledger;
using FundLedger.Domain.Text;
using NodaTime;

namespace FundLedger.Domain.Statements;

/// <summary>What was read from the books for one fund and period. <see cref="FundStatement.Create"/> checks that it adds up.</summary>
/// <param name="Fund">Code of the fund.</param>
/// <param name="Period">First and last day.</param>
/// <param name="Seal">Which state of the books the figures are of.</param>
public sealed record StatementFigures(string Fund, StatementPeriod Period, StatementSeal Seal)
{
    public Wording FundName { get; init; } = new("", "");

    /// <summary>Name of the administrative unit that the fund belongs to, as people write it.</summary>
    public string Unit { get; init; } = "";

    public Money Opening { get; init; }

    public Money Closing { get; init; }

    public IReadOnlyList<SourceReceived> Receipts { get; init; } = [];

    public IReadOnlyList<KindSupported> Disbursements { get; init; } = [];

    /// <summary>Distinct children who were supported at least once in the period, whatever the kind.</summary>
    public int Children { get; init; }

    public IReadOnlyList<PoolMovement> Pools { get; init; } = [];

    /// <summary>Between the fund's own pools, in order of date and entry number; neither received nor given.</summary>
    public IReadOnlyList<StatementTransfer> Transfers { get; init; } = [];

    /// <summary>The signed head of the log that goes with the seal; null where nothing has been signed yet. No figure.</summary>
    public PrintedCheckpoint? Checkpoint { get; init; }

    /// <summary>What its papers carry besides. No figure.</summary>
    public StatementPaper Paper { get; init; } = StatementPaper.Plain;

    /// <summary>In order of date and entry number.</summary>
    public IReadOnlyList<StatementVoucher> Vouchers { get; init; } = [];
}

/// <summary>The state of the books that a statement was drawn from.</summary>
/// <param name="IsClosed">Every month of the period is closed: the figures can no longer change.</param>
/// <param name="LogNo">Number in the fund's hash log: of the closing of the last month, else of the latest record.</param>
/// <param name="LogHash">Hash of that record, 64 hexadecimal digits.</param>
/// <param name="At">When that month was closed, else when the figures were read.</param>
public sealed record StatementSeal(bool IsClosed, long LogNo, string LogHash, Instant At)
{
    /// <summary>Which closing of the last month: 1 for the first, one more each time it was reopened. Null for open books.</summary>
    public int? Version { get; init; }
}

/// <summary>
/// A checkpoint as a statement names it: of closed books the first one at or after the closing, else the latest one. It never changes.
/// </summary>
/// <param name="LogHash">64 hexadecimal digits.</param>
/// <param name="KeyFingerprint">Of the key that signed it.</param>
public sealed record PrintedCheckpoint(long LogNo, string LogHash, string KeyFingerprint, Instant MadeAt);

/// <summary>What the papers of a statement are made with; of closed books as it was when they were closed.</summary>
/// <param name="Address">Of the pages where anybody can check it, without a slash at the end; empty when there was none.</param>
/// <param name="Fonts">Digest of the fonts that PDFs were set in then; null for open books, and where there were none.</param>
public sealed record StatementPaper(string Address, string? Fonts)
{
    public static StatementPaper Plain { get; } = new("", null);
}

/// <summary>Money received from one kind of source; reversals taken off.</summary>
/// <param name="Vouchers">Receipts less reversals of receipts.</param>
public sealed record SourceReceived(string Kind, Wording Name, Money Amount, int Vouchers);

/// <summary>Support of one kind given to children; reversals taken off.</summary>
/// <param name="Times">Payments less reversals (lượt).</param>
/// <param name="Children">Distinct children with more payments than reversals in the period.</param>
public sealed record KindSupported(string Kind, Wording Name, Money Amount, int Times, int Children, IReadOnlyList<ClassSupported> Classes);

/// <summary>The part of a support kind that went to children judged under one class.</summary>
/// <param name="Times">Payments less reversals (lượt).</param>
/// <param name="Children">Distinct children with more payments than reversals in the period.</param>
public sealed record ClassSupported(string Class, Wording Name, Money Amount, int Times, int Children);

/// <summary>
/// One pool's money over the period. Reversals of receipts lower <paramref name="In"/>, of payments <paramref name="Out"/>.
/// </summary>
public sealed record PoolMovement(string Code, Wording Name, Money Opening, Money In, Money Out, Money Closing)
{
    /// <summary>What other pools of the fund gave to this one; over the fund it is what they gave.</summary>
    public Money TransferredIn { get; init; }

    /// <summary>What this pool gave to others.</summary>
    public Money TransferredOut { get; init; }

    /// <summary>Budget money that no longer belongs to the fund.</summary>
    public Money Lapsed { get; init; }

    public bool HasTransfers => TransferredIn != Money.Zero || TransferredOut != Money.Zero;
}

/// <summary>Money that moved between two pools of the fund.</summary>
/// <param name="Decision">Number and date of the decision that is cited; null without one.</param>
public sealed record StatementTransfer(
    VoucherNumber Number, LocalDate Date, string FromPool, string ToPool, Money Amount, string? Decision)
{
    /// <summary>A decision as it is printed and as it enters the digest.</summary>
    public static string? Cited(string? number, LocalDate? date) =>
        number is null || date is null ? null : $"{number}, {PrintedDate.Of(date.Value)}";
}

/// <summary>One voucher as the statement lists it: no names, no free text.</summary>
/// <param name="IsReceipt">Counts as money received; else as support given.</param>
/// <param name="Amount">In the column that <paramref name="IsReceipt"/> names; negative for a reversal.</param>
/// <param name="Kind">Code of the source kind of a receipt, of the support kind of a payment.</param>
/// <param name="Reverses">The voucher whose entry this one cancels; null for an original.</param>
public sealed record StatementVoucher(
    VoucherNumber Number, LocalDate Date, bool IsReceipt, Money Amount, string Pool, string Kind, Wording KindName, VoucherNumber? Reverses)
{
    /// <summary>
    /// Date of the voucher that is reversed, which may be in a month that is closed; its number stands for it in the digest.
    /// </summary>
    public LocalDate? ReversesOn { get; init; }

    /// <summary>What the voucher changes in the fund's balance.</summary>
    public Money Effect => IsReceipt ? Amount : -Amount;
}
