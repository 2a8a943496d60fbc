using FundLedger.Domain;

namespace FundLedger.Features.Disbursements;

/// <summary>A part of a request: how many lines, and what they come to.</summary>
public sealed record SheetSum(string? NameVi, string? NameEn, int Children, Money Amount);
