using FundLedger.Domain.Approvals;

namespace FundLedger.Domain.Disbursements;

/// <summary>A step of a request as its ladder said when it was asked for, and who took it.</summary>
public sealed record ApprovalStep
{
    public int Step { get; init; }

    public string Level { get; init; } = "";

    public string NameVi { get; init; } = "";

    public string NameEn { get; init; } = "";

    public long? DecidedPerson { get; init; }

    public long? InNamePerson { get; init; }

    public bool IsTaken => DecidedPerson is not null;

    /// <summary>
    /// The hand by which one person may take this step of a request, the own before a lent one; or why none of the
    /// <paramref name="hands"/> of that person may.
    /// </summary>
    /// <param name="steps">All steps of the request.</param>
    public Result<ApprovalHand> HandFor(
        long id, long requester, IReadOnlyList<ApprovalStep> steps, IEnumerable<ApprovalHand> hands)
    {
        var here = hands.Where(hand => hand.Level == Level).OrderBy(hand => hand.IsDelegated).ToList();
        if (here.Count == 0) return new StepOfOthers(id, Step, NameVi, NameEn);
        if (here.TrueForAll(hand => hand.InNamePerson == requester)) return new DelegatedByRequester(id);
        var free = here.Find(hand => hand.InNamePerson != requester
            && !steps.Any(step => step.DecidedPerson == hand.Person || step.InNamePerson == hand.InNamePerson));
        return free is null ? new StepTakenAlready(id) : free;
    }
}
