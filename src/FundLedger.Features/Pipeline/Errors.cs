using FundLedger.Domain;

namespace FundLedger.Features.Pipeline;

public sealed record FundNotFound(string Fund) : NotFound($"There is no fund {Fund} that this user may see.");

public sealed record KeyUsedForOther(Guid Key) : Refused($"Request key {Key} was already used for something else.");

/// <summary>The key's answer is a refusal by a rule that has changed its name or its figures since.</summary>
public sealed record RefusedEarlier(string Rule, string Detail) : Refused(Detail);

public sealed record RoleMissing(string Detail) : Refused(Detail);

/// <summary>A guard of the database that no handler names more precisely.</summary>
public sealed record PromiseKept(string Promise, string Detail) : Refused($"{Promise}: {Detail}");

// What a guard of the database found after the handler's own checks had let it through: another request came between, or a date in the past
// stands before later entries.

public sealed record NormUsedMeanwhile(string Detail) : Refused(Detail);

public sealed record PoolSpentMeanwhile(string Detail) : Refused(Detail)
{
    public override string Field => "Pool";
}

public sealed record MoneySpentMeanwhile(string Detail) : Refused(Detail)
{
    public override string Field => "MoneyAccount";
}

public sealed record DayWouldBeNegative(string Detail) : Refused(Detail)
{
    public override string Field => "Date";
}

public sealed record EntryDateImpossible(string Detail) : Refused(Detail)
{
    public override string Field => "Date";
}

public sealed record PeriodClosedMeanwhile(string Detail) : Refused(Detail)
{
    public override string Field => "Date";
}

public sealed record HandsNotSeparate(string Detail) : Refused(Detail);

public sealed record SeenIsOutdated(string Detail) : Refused(Detail);

public sealed record BankReferenceTaken(string Detail) : Refused(Detail)
{
    public override string Field => "BankReference";
}

public sealed record ChildGoneMeanwhile(string Detail) : Refused(Detail);

public sealed record ChildEventRefused(string Detail) : Refused(Detail);
