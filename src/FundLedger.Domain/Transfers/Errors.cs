namespace FundLedger.Domain.Transfers;

public sealed record TransferToSamePool(string Pool) : Invalid($"Money is moved between two pools, not within {Pool}.")
{
    public override string Field => "ToPool";
}

public sealed record TransferNotPositive(Money Amount) : Invalid($"An amount is at least 1 đồng, not {Amount}.")
{
    public override string Field => "Amount";
}

/// <summary>A decision is cited with its number and its date, or not at all.</summary>
public sealed record DecisionIncomplete() : Invalid("A decision is cited with its number and its date.")
{
    public override string Field => "DecisionNumber";
}

/// <summary>What restricts one of the pools forbids the transfer unless a decision is cited.</summary>
public sealed record TransferNeedsDecision(string FromPool, string ToPool)
    : Refused($"Money of {FromPool} may be moved to {ToPool} only by a decision, which must be cited.")
{
    public override string Field => "DecisionNumber";
}

public sealed record TransferNotWaiting(long Id, TransferStatus Status) : Refused($"Transfer {Id} is no longer waiting: it is {Status}.");

public sealed record TransferApproverIsRequester(long Id) : Refused($"Transfer {Id} must be decided by someone other than its requester.");

public sealed record TransferApprovedBySame(long Id) : Refused($"Transfer {Id} needs the approval of a second person.");

public sealed record TransferChanged(long Id) : Refused($"Transfer {Id} is not what was on the screen.");
