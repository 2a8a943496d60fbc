using FundLedger.Domain;

namespace FundLedger.Features.Disbursements;

/// <summary>A part of a request: how many lines, and what they come to.</summary>
public sealed record SheetSum(string? NameVi, string? NameEn, int Children, Money Amount);

/// <summary>What cash or bank holds now.</summary>
public sealed record SheetMoney
{
    public string Account { get; init; } = "";

    public string NameVi { get; init; } = "";

    public string NameEn { get; init; } = "";

    public Money Held { get; init; }
}
