using FundLedger.Domain.Text;

namespace FundLedger.Domain.Norms;

/// <summary>How a norm line sets the amount for one child. The set is closed: these four and no other.</summary>
public abstract record AmountRule
{
    private AmountRule()
    {
    }

    /// <summary>No case gets more than this.</summary>
    public abstract Money Highest { get; }

    /// <summary>Less than this is not a support by this rule.</summary>
    public virtual Money Lowest => new(1);

    internal abstract bool IsSound { get; }

    /// <summary>The most that this case may get; zero or less when nothing is left to pay.</summary>
    internal abstract Money LimitFor(CaseCost cost);

    /// <summary>The computation without its outcome.</summary>
    internal abstract Wording Explain(CaseCost cost);

    private static Money Lower(Money one, Money other) => one < other ? one : other;

    private static string Difference(CaseCost cost) => $"{cost.Cost} − {cost.Insurance} − {cost.OtherAid}";

    /// <summary>The same amount for everybody.</summary>
    public sealed record Fixed(Money Amount) : AmountRule
    {
        public override Money Highest => Amount;

        internal override bool IsSound => Amount.IsPositive;

        internal override Money LimitFor(CaseCost cost) => Amount;

        internal override Wording Explain(CaseCost cost) => new($"mức {Amount}", $"fixed amount {Amount}");
    }

    /// <summary>A share of cost − insurance − other aid, rounded down to the đồng, up to a ceiling. Percent is 1 to 100.</summary>
    public sealed record PercentOfNetCost(int Percent, Money Ceiling) : AmountRule
    {
        public override Money Highest => Ceiling;

        internal override bool IsSound => Percent is >= 1 and <= 100 && Ceiling.IsPositive;

        internal override Money LimitFor(CaseCost cost) => Lower(cost.Net.Percent(Percent), Ceiling);

        internal override Wording Explain(CaseCost cost) => new(
            $"{Percent} % × ({Difference(cost)}) = {cost.Net.Percent(Percent)}, trần {Ceiling}",
            $"{Percent}% × ({Difference(cost)}) = {cost.Net.Percent(Percent)}, ceiling {Ceiling}");
    }

    /// <summary>What is really left to pay, up to a ceiling.</summary>
    public sealed record ActualUpTo(Money Ceiling) : AmountRule
    {
        public override Money Highest => Ceiling;

        internal override bool IsSound => Ceiling.IsPositive;

        internal override Money LimitFor(CaseCost cost) => Lower(cost.Net, Ceiling);

        internal override Wording Explain(CaseCost cost) => new(
            $"thực chi {Difference(cost)} = {cost.Net}, trần {Ceiling}",
            $"actual cost {Difference(cost)} = {cost.Net}, ceiling {Ceiling}");
    }

    /// <summary>An amount that the approver chooses between two bounds, both included.</summary>
    public sealed record Range(Money From, Money To) : AmountRule
    {
        public override Money Highest => To;

        public override Money Lowest => From;

        internal override bool IsSound => From.IsPositive && From <= To;

        internal override Money LimitFor(CaseCost cost) => To;

        internal override Wording Explain(CaseCost cost) => new($"mức từ {From} đến {To}", $"range from {From} to {To}");
    }
}
