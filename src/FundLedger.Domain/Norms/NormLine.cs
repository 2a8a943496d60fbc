using System.Text.RegularExpressions;
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

    public required AmountRule Rule { get; init; }

    public required Frequency Frequency { get; init; }

    /// <summary>Class codes covered. The first that a child holds is the one it is judged by.</summary>
    public required IReadOnlyList<string> Groups { get; init; }

    public required string ApproverLevel { get; init; }

    public IReadOnlyList<Wording> Papers { get; init; } = [];

    internal bool IsSound =>
        LineCode().IsMatch(Code) && HasSoundSupport && Rule.IsSound && Frequency.IsSound && Groups.Count > 0;

    private bool HasSoundSupport =>
        ReferenceCode().IsMatch(Support.Kind)
        && (Support.OccasionCode is { } occasion ? ReferenceCode().IsMatch(occasion) : Frequency.Unit != FrequencyUnit.PerOccasion);

    /// <summary>
    /// Judges one case by this line. <paramref name="decision"/> is the decision that holds the line.
    /// Refused with <see cref="NormNotInForce"/>, <see cref="NotAChild"/>, <see cref="GroupNotCovered"/>, <see cref="FrequencyUsedUp"/>,
    /// <see cref="NetCostNotPositive"/>, <see cref="RequestedBelowNorm"/> or <see cref="NormExceeded"/>, whichever stands first.
    /// </summary>
    public Result<NormVerdict> Judge(NormDecision decision, CaseFacts facts)
    {
        var citation = decision.Cite(this);
        if (!decision.InForce.Contains(facts.JudgedOn)) return new NormNotInForce(citation, facts.JudgedOn);
        if (!Childhood.Covers(facts.AgeInYears)) return new NotAChild(facts.AgeInYears, facts.JudgedOn);
        if (ClassThatCovers(facts) is not { } judgedClass) return new GroupNotCovered(citation);
        if (UsedUp(citation, facts.UsesOf(Code)) is { } usedUp) return usedUp;

        var limit = Rule.LimitFor(facts.Cost);
        if (!limit.IsPositive) return new NetCostNotPositive(citation, facts.Cost.Net);
        var allowed = facts.Requested ?? limit;
        if (allowed < Rule.Lowest) return new RequestedBelowNorm(citation, allowed, Rule.Lowest);
        if (allowed > limit) return new NormExceeded(citation, allowed, limit);
        return new NormVerdict(citation, judgedClass, limit, allowed, ApproverLevel, ReasonsFor(judgedClass, facts, limit, allowed));
    }

    private string? ClassThatCovers(CaseFacts facts) =>
        Groups.FirstOrDefault(group => group == AnyChild || facts.ClassCodes.Contains(group));

    private FrequencyUsedUp? UsedUp(NormCitation citation, UsesCounted uses) =>
        uses.InPeriod >= Frequency.Limit ? new(citation, Frequency.Unit, uses.InPeriod, Frequency.Limit)
        : uses.InLife >= Frequency.LifeLimit ? new(citation, FrequencyUnit.PerLife, uses.InLife, Frequency.LifeLimit.Value)
        : null;

    private List<NormReason> ReasonsFor(string judgedClass, CaseFacts facts, Money limit, Money allowed)
    {
        var uses = facts.UsesOf(Code);
        List<NormReason> reasons = [new ClassCovered(judgedClass), new UsesWithinLimit(Frequency.Unit, uses.InPeriod, Frequency.Limit)];
        if (Frequency.LifeLimit is { } life) reasons.Add(new UsesWithinLimit(FrequencyUnit.PerLife, uses.InLife, life));
        reasons.Add(new AmountComputed(Rule, facts.Cost, limit, allowed));
        return reasons;
    }

    // The lengths keep every usage key within 100 characters.
    [GeneratedRegex(@"^[A-Za-z0-9-]{1,20}\z")]
    private static partial Regex LineCode();

    [GeneratedRegex(@"^[a-z0-9_]{1,30}\z")]
    private static partial Regex ReferenceCode();
}
