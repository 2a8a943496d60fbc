using FundLedger.Domain;

namespace FundLedger.Features.Disbursements;

/// <summary>What a case says beside its lines; all null for a request that says nothing of it.</summary>
public sealed record SheetTerms
{
    /// <summary>guardian, institution, or null.</summary>
    public string? Payee { get; init; }

    public string? InstitutionName { get; init; }

    public string? UrgentReason { get; init; }

    public Money? Cost { get; init; }

    public Money? Insurance { get; init; }

    public Money? OtherAid { get; init; }

    /// <summary>Code of the child of a case for one; null otherwise.</summary>
    public string? Child { get; init; }

    public IReadOnlyList<CoFunder> CoFunders { get; init; } = [];

    public bool SaysSomething => Payee is not null || UrgentReason is not null || Cost is not null;
}
