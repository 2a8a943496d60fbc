namespace FundLedger.Domain.Norms;

/// <summary>What the thing costs and what others pay of it; all three are zero or more.</summary>
public sealed record CaseCost
{
    private CaseCost(Money cost, Money insurance, Money otherAid) => (Cost, Insurance, OtherAid) = (cost, insurance, otherAid);

    /// <summary>No cost is known: right for gifts, refused by every rule that looks at the cost.</summary>
    public static CaseCost None { get; } = new(Money.Zero, Money.Zero, Money.Zero);

    public Money Cost { get; }

    /// <summary>What health insurance (BHYT) pays.</summary>
    public Money Insurance { get; }

    /// <summary>What other funds, donors and the state pay.</summary>
    public Money OtherAid { get; }

    /// <summary>What is left for the family; zero or less when others pay everything.</summary>
    public Money Net => Cost - Insurance - OtherAid;

    /// <summary>Refuses a negative figure with <see cref="CaseCostNegative"/>: it would raise the net cost.</summary>
    public static Result<CaseCost> Of(Money cost, Money insurance, Money otherAid) =>
        cost.IsNegative || insurance.IsNegative || otherAid.IsNegative
            ? new CaseCostNegative(cost, insurance, otherAid)
            : new CaseCost(cost, insurance, otherAid);
}
