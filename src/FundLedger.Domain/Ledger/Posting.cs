namespace FundLedger.Domain.Ledger;

public enum Side
{
    Debit,
    Credit,
}

/// <summary>One line of an entry: an amount on one side of an account, in one pool. Negative only in a reversal.</summary>
public sealed record Posting(string Account, int Pool, Side Side, Money Amount)
{
    /// <summary>What the statements count the line under; null for money that came in.</summary>
    public SupportPosted? Support { get; init; }
}

/// <summary>For what, by which norm and to whom support was given: a code, never a name; no place for a protected child.</summary>
public sealed record SupportPosted
{
    public required string Kind { get; init; }

    public string? Occasion { get; init; }

    public int? OccasionYear { get; init; }

    public int? DecisionId { get; init; }

    public string? NormLine { get; init; }

    public string? Beneficiary { get; init; }

    public string? Class { get; init; }

    public int? Unit { get; init; }
}
