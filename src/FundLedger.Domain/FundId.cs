namespace FundLedger.Domain;

/// <summary>The number of a fund; never reused, never shown to people (they see the fund's code).</summary>
public readonly record struct FundId(int Value);
