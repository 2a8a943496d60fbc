using FundLedger.Domain.Text;

namespace FundLedger.Domain.Norms;

/// <summary>
/// One of the amounts of a norm line: for the insured and the uninsured, by the level of the hospital, by a step of severity, by the band
/// in which the cost lies.
/// </summary>
/// <param name="Code">Empty when the line has no other; else e.g. <c>insured</c>.</param>
public sealed record NormVariant(string Code, Wording Name, AmountRule Rule)
{
    /// <summary>The cost of the case from which on it applies; null for any.</summary>
    public Money? CostFrom { get; init; }

    /// <summary>The cost of the case below which it applies; null for any.</summary>
    public Money? CostBelow { get; init; }

    internal bool IsSound =>
        Rule.IsSound && !(CostFrom >= CostBelow) && (CostFrom is null && CostBelow is null || Rule.LooksAtCost);

    /// <summary>The amounts of a line that has only one.</summary>
    public static IReadOnlyList<NormVariant> Only(AmountRule rule) => [new("", new("", ""), rule)];

    internal bool IsFor(CaseFacts facts) =>
        (facts.Variant is null || facts.Variant == Code) && !(facts.Cost.Cost < CostFrom) && !(facts.Cost.Cost >= CostBelow);
}
