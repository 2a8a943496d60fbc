namespace FundLedger.Features.Disbursements;

/// <summary>A child of a request that may be a child the register has under another code too: decided before the request is.</summary>
public sealed record SheetPair
{
    public string BeneficiaryCode { get; init; } = "";

    public string OtherCode { get; init; } = "";

    /// <summary>Commune of the child of the request.</summary>
    public string Place { get; init; } = "";

    /// <summary>Commune under whose care the other code is.</summary>
    public string OtherPlace { get; init; } = "";

    /// <summary>Names of the officers who keep both communes and decide; empty when there is none.</summary>
    public string[] Deciders { get; init; } = [];
}
