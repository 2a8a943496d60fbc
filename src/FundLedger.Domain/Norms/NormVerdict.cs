namespace FundLedger.Domain.Norms;

/// <summary>A norm line allows the support; what speaks against it is a <see cref="Refused"/> instead.</summary>
/// <param name="JudgedClass">The first class in the line's order that the child holds; null for what goes to no single child.</param>
/// <param name="Limit">The most that this line, or the exception to it, gives in this case.</param>
/// <param name="Allowed">What may be paid: never more than was requested, nor than the limit.</param>
/// <param name="ApproverLevel">Who approves: by the line, or by its exception.</param>
/// <param name="Reasons">How it came about, in the order of judging.</param>
public sealed record NormVerdict(
    NormCitation Citation,
    string? JudgedClass,
    Money Limit,
    Money Allowed,
    string ApproverLevel,
    IReadOnlyList<NormReason> Reasons)
{
    /// <summary>The variant of the line that was applied; empty where it has one only.</summary>
    public string Variant { get; init; } = "";

    /// <summary>It is above the norm, by a decision of its own.</summary>
    public bool IsException { get; init; }
}
