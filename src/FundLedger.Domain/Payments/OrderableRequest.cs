using FundLedger.Domain.Children;
using FundLedger.Domain.Disbursements;
using NodaTime;

namespace FundLedger.Domain.Payments;

/// <summary>An approved request whose lines are to be handed to a carrier.</summary>
public sealed record OrderableRequest
{
    public required long Id { get; init; }

    public required DisbursementStatus Status { get; init; }

    /// <summary>Business date of the approval; null until then.</summary>
    public LocalDate? ApprovedOn { get; init; }

    public required IReadOnlyList<OrderableLine> Lines { get; init; }

    public required OrderHands Hands { get; init; }

    /// <summary>What is neither paid, nor given up, nor on its way.</summary>
    public IEnumerable<OrderableLine> Open => Lines.Where(line => line.IsOpen);

    /// <summary>Why <paramref name="person"/> may not order these lines on <paramref name="date"/>, or null.</summary>
    public Error? RefusalToOrder(long person, LocalDate date, IReadOnlyList<int> lines)
    {
        if (RefusalToTouch(person, lines) is { } refusal) return refusal;
        var numbers = lines.ToHashSet();
        var ordered = Lines.Where(line => numbers.Contains(line.No)).ToList();
        return (date < ApprovedOn ? new PaidBeforeApproved(Id, date, ApprovedOn.Value) : null)
            ?? Hands.RefusalOfOfficer()
            ?? PairsUndecided.In(Id, [.. ordered.Where(line => line.Pair is not null).Select(line => line.Pair!)])
            ?? RefusalOfChildren(ordered) as Error;
    }

    /// <summary>Why these lines may not be given back to the pool, or null; a child that is gone is a good reason to.</summary>
    public Error? RefusalToRelease(long person, IReadOnlyList<int> lines) => RefusalToTouch(person, lines);

    private Error? RefusalToTouch(long person, IReadOnlyList<int> lines)
    {
        if (Status != DisbursementStatus.Approved) return new NotApproved(Id, Status);
        if (Hands.RefusalFor(person) is { } notMine) return notMine;
        if (lines.Count == 0) return new NoLinesOrdered(Id);
        var open = Open.Select(line => line.No).ToHashSet();
        var shut = lines.FirstOrDefault(no => !open.Contains(no));
        return shut == 0 ? null : new LineNotOpen(Id, shut);
    }

    private LinesNotPayable? RefusalOfChildren(IReadOnlyList<OrderableLine> ordered)
    {
        var absent = ordered.Where(line => line.Absence is not null).Select(line => line.Absence!).ToList();
        return absent is [var first, ..] ? new LinesNotPayable(Id, first, absent.Count) : null;
    }
}

/// <param name="IsOpen">Neither paid, nor given up, nor on its way.</param>
/// <param name="Absence">What became of the child since, so that the line may not be paid; null while it may.</param>
public sealed record OrderableLine(int No, Money Amount, bool IsOpen, ChildAbsent? Absence)
{
    /// <summary>The child may be one that the register has under another code too, undecided; null when nobody thinks so.</summary>
    public UndecidedPair? Pair { get; init; }
}
