using NodaTime;

namespace FundLedger.Domain.Disbursements;

public sealed record ApproverIsRequester(long Id) : Refused($"Request {Id} must be decided by someone other than its requester.");

public sealed record PayerIsRequester(long Id) : Refused($"Request {Id} must be paid by someone other than its requester.");

public sealed record PayerIsApprover(long Id) : Refused($"Request {Id} must be paid by someone other than its approver.");

/// <param name="DecidedBy">How the one who decided is called on screens.</param>
public sealed record AlreadyDecided(long Id, DisbursementStatus Status, string? DecidedBy, Instant? DecidedAt)
    : Refused($"Request {Id} is no longer waiting: it is {Status}.");

public sealed record NotApproved(long Id, DisbursementStatus Status) : Refused($"Request {Id} is not approved: it is {Status}.");

/// <summary>Lines of the request are on payment orders, or paid by them: the orders pay it to its end.</summary>
public sealed record PaidByOrders(long Id) : Refused($"Request {Id} is being paid by payment orders.");

/// <summary>Who asked, approved or pays has this name, and does not take the money.</summary>
public sealed record ReceiverTookPart(long Id, string Payee)
    : Refused($"{Payee} asked for request {Id}, approved it or pays it, and does not take the money.")
{
    public override string Field => "Payee";
}

public sealed record RequestChanged(long Id) : Refused($"Request {Id} is not what was on the screen.");

public sealed record PaidBeforeApproved(long Id, LocalDate Date, LocalDate ApprovedOn)
    : Refused($"Request {Id} was approved on {ApprovedOn:uuuu-MM-dd}; it cannot be paid on {Date:uuuu-MM-dd}.")
{
    public override string Field => "Date";
}

/// <summary>Something happened to children since they were asked for: their lines may be neither approved nor paid.</summary>
/// <param name="Why">What happened to the first of them.</param>
public sealed record LinesNotPayable(long Id, Error Why, int Lines)
    : Refused($"Request {Id}: {Why.Message}" + (Lines > 1 ? $" ({Lines} lines may not be paid.)" : ""));

public sealed record NoLines() : Invalid("A request names at least one child.");

/// <summary>A child of the request cannot be supported as asked. The reason is <paramref name="Why"/>.</summary>
public sealed record LineRefused(string Beneficiary, Error Why, int RefusedLines)
    : Refused($"{Beneficiary}: {Why.Message}" + (RefusedLines > 1 ? $" ({RefusedLines} lines are refused.)" : ""))
{
    public override string? RuleVersion => (Why as Refused)?.RuleVersion;
}

public sealed record PoolNotForPurpose(string Pool, string SupportKind, string? Occasion)
    : Refused($"Pool {Pool} may not be used for {SupportKind} {Occasion}".TrimEnd() + ".")
{
    public override string Field => "Pool";
}

/// <summary>A child of a request and the child that it may be.</summary>
public sealed record UndecidedPair(string Code, string Other);

/// <summary>Somebody decides first whether they are one child, so that one does not get twice.</summary>
public sealed record PairsUndecided(long Id, string Child, string Other, int Pairs)
    : Refused($"{Child} may be {Other}: {Pairs} pairs of request {Id} are decided before it goes on.")
{
    /// <summary>Null when no pair is left.</summary>
    public static PairsUndecided? In(long id, IReadOnlyList<UndecidedPair> pairs) =>
        pairs is [var first, ..] ? new PairsUndecided(id, first.Code, first.Other, pairs.Count) : null;
}
