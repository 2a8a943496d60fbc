using FundLedger.Domain.Approvals;
using FundLedger.Domain.Children;
using FundLedger.Domain.Goods;
using NodaTime;

namespace FundLedger.Domain.Disbursements;

public enum DisbursementStatus
{
    Requested,
    Approved,
    Rejected,

    /// <summary>Given back to be asked for anew, corrected.</summary>
    Returned,
    Withdrawn,
    Paid,
}

/// <summary>
/// A request for support and the hands it went through. Requester, approvers and payer are different persons
/// (nguyên tắc bất kiêm nhiệm); a person with two accounts is one person.
/// </summary>
public sealed record Disbursement
{
    public required long Id { get; init; }

    public required DisbursementStatus Status { get; init; }

    /// <summary>What is to be paid; the value of goods out of stock is no part of it.</summary>
    public required Money Total { get; init; }

    public required long RequesterPerson { get; init; }

    public long? ApproverPerson { get; init; }

    /// <summary>How the one who approved or rejected is called on screens; null until then.</summary>
    public string? DecidedBy { get; init; }

    /// <summary>When it was approved or rejected; null until then.</summary>
    public Instant? DecidedAt { get; init; }

    /// <summary>Business date of the approval; null until then.</summary>
    public LocalDate? ApprovedOn { get; init; }

    /// <summary>Hash over the request and its lines, in lower-case hex: what is decided on.</summary>
    public required string ContentHash { get; init; }

    /// <summary>What became of children since it was asked for, so that their lines may not be paid; in the order of the lines.</summary>
    public IReadOnlyList<ChildAbsent> Obstacles { get; init; } = [];

    /// <summary>Its children that may be a child the register has under another code too, undecided.</summary>
    public IReadOnlyList<UndecidedPair> Pairs { get; init; } = [];

    /// <summary>The steps of its ladder, lowest first; empty for what was asked before the fund had one.</summary>
    public IReadOnlyList<ApprovalStep> Steps { get; init; } = [];

    /// <summary>The levels at which the person asking may act today.</summary>
    public IReadOnlyList<ApprovalHand> Hands { get; init; } = [];

    /// <summary>The person asking approves in this fund at all; who does not is refused for the role, whosever step it is.</summary>
    public bool IsByApprover { get; init; } = true;

    /// <summary>A line of it is on its way on a payment order, or ended by one.</summary>
    public bool IsPaidByOrders { get; init; }

    /// <summary>Full names of who asked, of who took a step, and of the person asking.</summary>
    public IReadOnlyList<string> HandNames { get; init; } = [];

    /// <summary>The step that waits; null when none does.</summary>
    public ApprovalStep? Waiting => Steps.FirstOrDefault(step => !step.IsTaken);

    /// <summary>
    /// Why <paramref name="person"/> may not approve, or null. <paramref name="seen"/> is the content hash of what was on the screen.
    /// </summary>
    /// <param name="isUnrelated">The approver declares to be no relation of those who get or take the money.</param>
    public Refused? RefusalToApprove(long person, string seen, bool isUnrelated) =>
        RefusalToDecide(person) ?? (Waiting is null ? new AskedBeforeLadder(Id)
            : seen != ContentHash ? new RequestChanged(Id)
            : !isUnrelated ? new ApproverIsRelated(Id)
            : PairsUndecided.In(Id, Pairs) as Refused ?? RefusalOfLines());

    /// <summary>Why <paramref name="person"/> may not decide, or null.</summary>
    public Refused? RefusalToDecide(long person) =>
        Status != DisbursementStatus.Requested ? new AlreadyDecided(Id, Status, DecidedBy, DecidedAt)
        : person == RequesterPerson ? new ApproverIsRequester(Id)
        : IsByApprover ? Waiting?.HandFor(Id, RequesterPerson, Steps, Hands).Error as Refused
        : null;

    /// <summary>Why <paramref name="person"/> may not pay on <paramref name="date"/>, or null.</summary>
    public Refused? RefusalToPay(long person, LocalDate date) =>
        Status != DisbursementStatus.Approved ? new NotApproved(Id, Status)
        : person == RequesterPerson ? new PayerIsRequester(Id)
        : person == ApproverPerson || Steps.Any(step => step.DecidedPerson == person) ? new PayerIsApprover(Id)
        : IsPaidByOrders ? new PaidByOrders(Id)
        : Total == Money.Zero ? new GoodsNotPaid(Id)
        : date < ApprovedOn ? new PaidBeforeApproved(Id, date, ApprovedOn.Value)
        : PairsUndecided.In(Id, Pairs) as Refused ?? RefusalOfLines();

    /// <summary>Why the money is not paid to somebody of this name, or null: who took part does not take it.</summary>
    public ReceiverTookPart? RefusalOfPayee(string payee) =>
        HandNames.Any(name => string.Equals(name.Trim(), payee.Trim(), StringComparison.OrdinalIgnoreCase)) ? new(Id, payee.Trim()) : null;

    /// <summary>Why <paramref name="person"/> may not withdraw what was approved and not paid, or null.</summary>
    public Refused? RefusalToWithdraw(long person) =>
        Status != DisbursementStatus.Approved ? new NotApproved(Id, Status)
        : person == RequesterPerson ? new ApproverIsRequester(Id)
        : IsPaidByOrders ? new PaidByOrders(Id)
        : null;

    private LinesNotPayable? RefusalOfLines() => Obstacles is [var first, ..] ? new LinesNotPayable(Id, first, Obstacles.Count) : null;
}
