using FundLedger.Domain.Text;

namespace FundLedger.Domain.Norms;

/// <summary>One line of a <see cref="NormDecision"/>: who may get which support, how much and how often.</summary>
public sealed partial record NormLine
{
    /// <summary>In <see cref="Groups"/>: whoever is a child, in no group or in any.</summary>
    public const string AnyChild = "any_child";

    /// <summary>E.g. D-01; unique within the decision and kept when a later decision changes the amounts.</summary>
    public required string Code { get; init; }

    public required SupportSought Support { get; init; }

    public required Wording Name { get; init; }

    /// <summary>One, or several of which the case chooses.</summary>
    public required IReadOnlyList<NormVariant> Amounts { get; init; }

    public required Frequency Frequency { get; init; }

    public NormPayee Payee { get; init; } = NormPayee.Child;

    /// <summary>
    /// Class codes covered; the first that a child holds is the one it is judged by. Empty for what goes to no single child.
    /// </summary>
    public required IReadOnlyList<string> Groups { get; init; }

    /// <summary>Full years from which and up to which a child is covered, both included; null for the bounds of childhood.</summary>
    public int? AgeFrom { get; init; }

    public int? AgeTo { get; init; }

    public JudgingDay JudgedOn { get; init; } = JudgingDay.Request;

    /// <summary>A part of the amount may be goods of declared value.</summary>
    public bool GoodsAllowed { get; init; }

    public BatchQuota? Batch { get; init; }

    /// <summary>Source kinds of the pools that may pay it; empty for all.</summary>
    public IReadOnlyList<string> SourceKinds { get; init; } = [];

    public required string ApproverLevel { get; init; }

    /// <summary>Who may give more by a decision of its own; null when nobody may.</summary>
    public string? ExceptionLevel { get; init; }

    public IReadOnlyList<Wording> Papers { get; init; } = [];

    /// <summary>It completes a total across funds, so that another gift for the same occasion does not use it up.</summary>
    public bool CompletesATotal => Amounts[0].Rule is AmountRule.TopUpTo;

    /// <summary>
    /// Judges one case by this line. <paramref name="decision"/> is the decision that holds the line. Refused, whichever stands first, with
    /// <see cref="NormNotInForce"/>, <see cref="RecipientNotCovered"/>, <see cref="NotAChild"/>, <see cref="AgeNotCovered"/>,
    /// <see cref="GroupNotCovered"/>,
    /// <see cref="FrequencyUsedUp"/>, <see cref="SourceNotAllowed"/>, <see cref="VariantNotChosen"/>, <see cref="QuantityMissing"/>,
    /// <see cref="GoodsNotAllowed"/>, <see cref="NetCostNotPositive"/>, <see cref="TotalReached"/>, <see cref="AmountReasonMissing"/>,
    /// <see cref="RequestedBelowNorm"/>, <see cref="ExceptionNotAllowed"/> or <see cref="NormExceeded"/>.
    /// </summary>
    public Result<NormVerdict> Judge(NormDecision decision, CaseFacts facts)
    {
        var citation = decision.Cite(this);
        if (!decision.InForce.Contains(facts.JudgedOn)) return new NormNotInForce(citation, facts.JudgedOn);
        if (NotFor(citation, facts) is { } notFor) return notFor;
        if (UsedUp(citation, facts.UsesOf(Code)) is { } usedUp) return usedUp;
        if (facts.SourceKind is { } source && SourceKinds.Count > 0 && !SourceKinds.Contains(source))
        {
            return new SourceNotAllowed(citation, source);
        }

        var fitting = Amounts.Where(amount => amount.IsFor(facts)).ToList();
        if (fitting is not [var variant]) return new VariantNotChosen(citation, [.. Amounts.Select(amount => amount.Name)], fitting.Count);
        foreach (var needed in variant.Rule.Needs)
        {
            if (!facts.Quantities.TryGetValue(needed, out var value) || value < 0) return new QuantityMissing(citation, needed);
        }

        return Judge(citation, variant, facts);
    }

    private Result<NormVerdict> Judge(NormCitation citation, NormVariant variant, CaseFacts facts)
    {
        var rule = variant.Rule;
        var limit = rule.LimitFor(facts);
        if (!limit.IsPositive) return NothingLeft(citation, rule, facts);
        var asked = facts.Requested ?? limit;
        if (asked < rule.Lowest) return new RequestedBelowNorm(citation, asked, rule.Lowest);
        if (rule.IsChosen && string.IsNullOrWhiteSpace(facts.ReasonForAmount)) return new AmountReasonMissing(citation);
        if (facts.GoodsValue.IsNegative || facts.GoodsValue > asked || (facts.GoodsValue.IsPositive && !GoodsAllowed))
        {
            return new GoodsNotAllowed(citation, facts.GoodsValue, asked);
        }

        if (asked <= limit) return Allow(citation, variant, facts, limit, asked, ApproverLevel);
        if (facts.Exception is null) return new NormExceeded(citation, asked, limit);
        return ExceptionLevel is { } level
            ? Allow(citation, variant, facts, asked, asked, level)
            : new ExceptionNotAllowed(citation, asked, limit);
    }

    /// <summary>
    /// Refuses more supports or more money in one batch than the decision gives out at once, with <see cref="BatchAboveQuota"/>; null when
    /// they are within it.
    /// </summary>
    public BatchAboveQuota? JudgeBatch(NormDecision decision, int shares, Money sum) =>
        Batch is { } quota && (shares > quota.Shares || sum > quota.Ceiling)
            ? new BatchAboveQuota(decision.Cite(this), shares, sum, quota)
            : null;

    private Refused? NotFor(NormCitation citation, CaseFacts facts)
    {
        if (Payee != facts.Recipient) return new RecipientNotCovered(citation, facts.Recipient);
        if (Payee != NormPayee.Child) return null;
        if (!Childhood.Covers(facts.AgeInYears)) return new NotAChild(facts.AgeInYears, facts.JudgedOn);
        if (facts.AgeInYears < AgeFrom || facts.AgeInYears > AgeTo) return new AgeNotCovered(citation, facts.AgeInYears, AgeFrom, AgeTo);
        return ClassThatCovers(facts) is null ? new GroupNotCovered(citation) : null;
    }

    private static Refused NothingLeft(NormCitation citation, AmountRule rule, CaseFacts facts) =>
        rule is AmountRule.TopUpTo topUp ? new TotalReached(citation, topUp.Total, facts.AlreadyGiven)
        : rule.LooksAtCost ? new NetCostNotPositive(citation, facts.Cost.Net)
        : new QuantityMissing(citation, rule.Needs.First());

    private NormVerdict Allow(
        NormCitation citation, NormVariant variant, CaseFacts facts, Money limit, Money allowed, string level)
    {
        var judgedClass = Payee == NormPayee.Child ? ClassThatCovers(facts) : null;
        return new NormVerdict(citation, judgedClass, limit, allowed, level, ReasonsFor(judgedClass, variant, facts, allowed))
        {
            Variant = variant.Code,
            IsException = facts.Exception is not null && level == ExceptionLevel && limit > variant.Rule.LimitFor(facts),
        };
    }

    private string? ClassThatCovers(CaseFacts facts) =>
        Groups.FirstOrDefault(group => group == AnyChild || facts.ClassCodes.Contains(group));

    private FrequencyUsedUp? UsedUp(NormCitation citation, UsesCounted uses) =>
        uses.InPeriod >= Frequency.Limit ? new(citation, Frequency.Unit, uses.InPeriod, Frequency.Limit)
        : uses.InLife >= Frequency.LifeLimit ? new(citation, FrequencyUnit.PerLife, uses.InLife, Frequency.LifeLimit.Value)
        : null;

    private List<NormReason> ReasonsFor(string? judgedClass, NormVariant variant, CaseFacts facts, Money allowed)
    {
        var (uses, limit) = (facts.UsesOf(Code), variant.Rule.LimitFor(facts));
        List<NormReason> reasons = judgedClass is null ? [] : [new ClassCovered(judgedClass)];
        reasons.Add(new UsesWithinLimit(Frequency.Unit, uses.InPeriod, Frequency.Limit));
        if (Frequency.LifeLimit is { } life) reasons.Add(new UsesWithinLimit(FrequencyUnit.PerLife, uses.InLife, life));
        if (variant.Code.Length > 0) reasons.Add(new VariantApplied(variant.Name));
        reasons.Add(new AmountComputed(variant.Rule, facts, limit, allowed));
        if (variant.Rule.IsChosen) reasons.Add(new AmountChosen(facts.ReasonForAmount!));
        if (facts.GoodsValue.IsPositive) reasons.Add(new PartInGoods(facts.GoodsValue));
        if (allowed > limit) reasons.Add(new AllowedExceptionally(facts.Exception!, allowed, limit));
        return reasons;
    }
}
