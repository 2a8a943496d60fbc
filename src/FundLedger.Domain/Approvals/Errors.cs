using FundLedger.Domain.Text;

namespace FundLedger.Domain.Approvals;

public sealed record NoLadderInForce(string Fund)
    : Refused($"Fund {Fund} has no approval ladder in force: nobody could approve what is asked.");

/// <param name="Level">Level that a norm line names.</param>
public sealed record LadderLacksLevel(string Ladder, string Level)
    : Refused($"The norm asks for an approval by {Level}, who is on no step of the ladder of decision {Ladder}.")
{
    public Wording Name => ApprovalLevel.NameOf(Level);
}

/// <summary>Nobody is left to take a step: each step takes a person of its own, and never the one who asks.</summary>
public sealed record StepWithoutApprover(string NameVi, string NameEn)
    : Refused($"There is nobody to approve as {NameEn}: each step takes another person, and not the one who asks.");

/// <summary>Whoever could pay asks or approves already: a request takes at least three persons.</summary>
public sealed record NobodyToPay()
    : Refused("Nobody could pay what is asked: whoever pays is neither the one who asks nor one who approves.");

/// <summary>The step that waits is another's to decide.</summary>
public sealed record StepOfOthers(long Id, int Step, string NameVi, string NameEn)
    : Refused($"Step {Step} of request {Id} is decided by {NameEn}.");

/// <summary>One person takes one step of a request, by whatever account and in whosever name.</summary>
public sealed record StepTakenAlready(long Id) : Refused($"This person has taken a step of request {Id} already.");

/// <summary>The power was lent by the one who asks.</summary>
public sealed record DelegatedByRequester(long Id) : Refused($"Request {Id} cannot be approved in the name of its requester.");

/// <summary>The approver says to be related to somebody who gets or takes the money; another person decides.</summary>
public sealed record ApproverIsRelated(long Id)
    : Refused($"Request {Id} is approved by somebody who is not related to those who get or take the money.")
{
    public override string Field => "IsUnrelated";
}

/// <summary>The request is older than the fund's first ladder.</summary>
public sealed record AskedBeforeLadder(long Id)
    : Refused($"Request {Id} was asked for before the fund had a ladder: reject it and ask anew.");
