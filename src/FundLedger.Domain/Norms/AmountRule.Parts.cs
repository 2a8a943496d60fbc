using System.Globalization;
using FundLedger.Domain.Text;

namespace FundLedger.Domain.Norms;

/// <summary>The rules that count or add up.</summary>
public abstract partial record AmountRule
{
    /// <summary>An amount for each day, child or other thing counted in the case, for at most so many of them.</summary>
    /// <param name="Most">How many are paid for; null when all are.</param>
    public sealed record PerUnit(Money Amount, CaseQuantity Unit, int? Most) : AmountRule
    {
        public override Money? Highest => Most is { } most ? new(checked(most * Amount.Dong)) : null;

        public override IEnumerable<CaseQuantity> Needs => [Unit];

        internal override bool IsSound =>
            Amount.IsPositive && !CaseQuantities.IsMoney(Unit) && Most is null or > 0 && !(Most > long.MaxValue / Amount.Dong);

        internal override Money LimitFor(CaseFacts facts) => new(checked(Paid(facts) * Amount.Dong));

        internal override Wording Explain(CaseFacts facts)
        {
            var name = CaseQuantities.Name(Unit);
            var most = Most is { } bound ? bound.ToString(CultureInfo.InvariantCulture) : null;
            return new(
                $"{Amount} × {Paid(facts)} {name.Vi}{(most is null ? "" : $" (không quá {most})")}",
                $"{Amount} × {Paid(facts)} {name.En}{(most is null ? "" : $" (at most {most})")}");
        }

        private long Paid(CaseFacts facts) => Math.Min(facts.QuantityOf(Unit), Most ?? long.MaxValue);
    }

    /// <summary>What was really spent on something beside the cost of the case, such as fares, up to a ceiling if there is one.</summary>
    public sealed record Expense(CaseQuantity Item, Money? Ceiling) : AmountRule
    {
        public override Money? Highest => Ceiling;

        public override IEnumerable<CaseQuantity> Needs => [Item];

        internal override bool IsSound => CaseQuantities.IsMoney(Item) && Ceiling is null or { IsPositive: true };

        internal override Money LimitFor(CaseFacts facts) => Lower(new Money(facts.QuantityOf(Item)), Ceiling);

        internal override Wording Explain(CaseFacts facts)
        {
            var (name, spent) = (CaseQuantities.Name(Item), new Money(facts.QuantityOf(Item)));
            return new($"{name.Vi} {spent}{UpTo(Ceiling).Vi}", $"{name.En} {spent}{UpTo(Ceiling).En}");
        }
    }

    /// <summary>
    /// A share of an amount that the case states, such as the receipts of a year, rounded down to the đồng. Percent is 1 to 100.
    /// </summary>
    public sealed record PercentOf(int Percent, CaseQuantity Base) : AmountRule
    {
        public override Money? Highest => null;

        public override IEnumerable<CaseQuantity> Needs => [Base];

        internal override bool IsSound => Percent is >= 1 and <= 100 && CaseQuantities.IsMoney(Base);

        internal override Money LimitFor(CaseFacts facts) => new Money(facts.QuantityOf(Base)).Percent(Percent);

        internal override Wording Explain(CaseFacts facts)
        {
            var (name, of) = (CaseQuantities.Name(Base), new Money(facts.QuantityOf(Base)));
            return new($"{Percent} % × {name.Vi} {of}", $"{Percent}% of {name.En} {of}");
        }
    }

    /// <summary>Several parts added up, e.g. an amount for the household and one for each of its children.</summary>
    public sealed record Sum(IReadOnlyList<AmountRule> Parts) : AmountRule
    {
        public override Money? Highest => Parts.All(part => part.Highest is not null)
            ? new(Parts.Sum(part => part.Highest!.Value.Dong))
            : null;

        public override Money Lowest => Parts.Any(part => part.IsChosen)
            ? new(Parts.Where(part => part.IsChosen).Sum(part => part.Lowest.Dong))
            : base.Lowest;

        public override bool IsChosen => Parts.Any(part => part.IsChosen);

        public override IEnumerable<CaseQuantity> Needs => Parts.SelectMany(part => part.Needs).Distinct();

        public override bool LooksAtCost => Parts.Any(part => part.LooksAtCost);

        internal override bool IsSound => Parts.Count > 1 && Parts.All(part => part is not Sum and not TopUpTo && part.IsSound);

        // A part of which nothing is left does not eat up what the others give.
        internal override Money LimitFor(CaseFacts facts) => new(Parts.Sum(part => Math.Max(0, part.LimitFor(facts).Dong)));

        internal override Wording Explain(CaseFacts facts)
        {
            var parts = Parts.Select(part => part.Explain(facts)).ToList();
            return new(string.Join(" + ", parts.Select(part => part.Vi)), string.Join(" + ", parts.Select(part => part.En)));
        }

        public bool Equals(Sum? other) => other is not null && Parts.SequenceEqual(other.Parts);

        public override int GetHashCode() => Parts.Count == 0 ? 0 : Parts[0].GetHashCode();
    }
}
