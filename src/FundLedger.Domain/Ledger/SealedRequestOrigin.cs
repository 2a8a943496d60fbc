namespace FundLedger.Domain.Ledger;

/// <summary>Which returned request a request mends, unjudged.</summary>
public sealed record SealedReplacement
{
    public long DisbursementId { get; init; }

    public long ReplacesId { get; init; }

    /// <summary>Follows those who give too; a request that mends none has nothing here.</summary>
    public void Write(CanonicalText text) => text.Add("replaces").Add(ReplacesId);
}

/// <summary>A child of a request that may be a second code of another one, unjudged.</summary>
public sealed record SealedDoubt
{
    public long DisbursementId { get; init; }

    public string BeneficiaryCode { get; init; } = "";

    public string OtherCode { get; init; } = "";

    public long AfterEventNo { get; init; }

    /// <summary>Follows what it mends, by code.</summary>
    public void Write(CanonicalText text) => text.Add("doubt").Add(BeneficiaryCode).Add(OtherCode).Add(AfterEventNo);
}
