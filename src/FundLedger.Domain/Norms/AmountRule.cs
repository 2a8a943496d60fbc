using FundLedger.Domain.Text;

namespace FundLedger.Domain.Norms;

/// <summary>
/// How a norm line sets the amount of one support. The set is closed: every kind that a decision can use is nested here, and PostgreSQL
/// computes the same limit (<c>norm_part_limit</c>).
/// </summary>
public abstract partial record AmountRule
{
    private AmountRule()
    {
    }

    /// <summary>No case gets more than this; null when only the facts of the case set a bound.</summary>
    public abstract Money? Highest { get; }

    /// <summary>Less than this is not a support by this rule.</summary>
    public virtual Money Lowest => new(1);

    /// <summary>The amount is chosen between two bounds, so that somebody must say why.</summary>
    public virtual bool IsChosen => false;

    /// <summary>What must be counted or spent in the case before the limit is known.</summary>
    public virtual IEnumerable<CaseQuantity> Needs => [];

    /// <summary>The rule looks at the cost of the case.</summary>
    public virtual bool LooksAtCost => false;

    internal abstract bool IsSound { get; }

    /// <summary>The most that this case may get; zero or less when nothing is left to pay.</summary>
    internal abstract Money LimitFor(CaseFacts facts);

    /// <summary>The computation without its outcome.</summary>
    internal abstract Wording Explain(CaseFacts facts);

    private static Money Lower(Money one, Money? other) => other is { } bound && bound < one ? bound : one;

    private static string Difference(CaseCost cost) => $"{cost.Cost} − {cost.Insurance} − {cost.OtherAid}";

    private static Wording UpTo(Money? ceiling) =>
        ceiling is { } bound ? new($", trần {bound}", $", ceiling {bound}") : new("", "");

    /// <summary>The same amount for everybody.</summary>
    public sealed record Fixed(Money Amount) : AmountRule
    {
        public override Money? Highest => Amount;

        internal override bool IsSound => Amount.IsPositive;

        internal override Money LimitFor(CaseFacts facts) => Amount;

        internal override Wording Explain(CaseFacts facts) => new($"mức {Amount}", $"fixed amount {Amount}");
    }

    /// <summary>
    /// As much as completes a total: what any fund gave for the same occasion is taken off, so that a child to whom a higher fund gave
    /// 300.000 gets 200.000 where the total is 500.000.
    /// </summary>
    public sealed record TopUpTo(Money Total) : AmountRule
    {
        public override Money? Highest => Total;

        internal override bool IsSound => Total.IsPositive;

        internal override Money LimitFor(CaseFacts facts) => Total - facts.AlreadyGiven;

        internal override Wording Explain(CaseFacts facts) => new(
            $"cho đủ {Total}, đã nhận {facts.AlreadyGiven}", $"completes {Total}, {facts.AlreadyGiven} received already");
    }

    /// <summary>A share of cost − insurance − other aid, rounded down to the đồng, up to a ceiling. Percent is 1 to 100.</summary>
    public sealed record PercentOfNetCost(int Percent, Money Ceiling) : AmountRule
    {
        public override Money? Highest => Ceiling;

        public override bool LooksAtCost => true;

        internal override bool IsSound => Percent is >= 1 and <= 100 && Ceiling.IsPositive;

        internal override Money LimitFor(CaseFacts facts) => Lower(facts.Cost.Net.Percent(Percent), Ceiling);

        internal override Wording Explain(CaseFacts facts) => new(
            $"{Percent} % × ({Difference(facts.Cost)}) = {facts.Cost.Net.Percent(Percent)}, trần {Ceiling}",
            $"{Percent}% × ({Difference(facts.Cost)}) = {facts.Cost.Net.Percent(Percent)}, ceiling {Ceiling}");
    }

    /// <summary>What is really left to pay, up to a ceiling.</summary>
    public sealed record ActualUpTo(Money Ceiling) : AmountRule
    {
        public override Money? Highest => Ceiling;

        public override bool LooksAtCost => true;

        internal override bool IsSound => Ceiling.IsPositive;

        internal override Money LimitFor(CaseFacts facts) => Lower(facts.Cost.Net, Ceiling);

        internal override Wording Explain(CaseFacts facts) => new(
            $"thực chi {Difference(facts.Cost)} = {facts.Cost.Net}, trần {Ceiling}",
            $"actual cost {Difference(facts.Cost)} = {facts.Cost.Net}, ceiling {Ceiling}");
    }

    /// <summary>An amount that somebody chooses between two bounds, both included, and says why.</summary>
    public sealed record Range(Money From, Money To) : AmountRule
    {
        public override Money? Highest => To;

        public override Money Lowest => From;

        public override bool IsChosen => true;

        internal override bool IsSound => From.IsPositive && From <= To;

        internal override Money LimitFor(CaseFacts facts) => To;

        internal override Wording Explain(CaseFacts facts) => new($"mức từ {From} đến {To}", $"range from {From} to {To}");
    }
}
