using NodaTime;

namespace FundLedger.Domain.Goods;

/// <summary>What tells the worth of goods, the first that there is: the donor's invoice, a quote of the market, minutes of the
/// fund.</summary>
public enum ValueBasis
{
    Invoice,
    Quote,
    Minutes,
}

/// <summary>What one unit of goods is worth, and the paper that says so.</summary>
/// <param name="Number">Of the invoice, quote or minutes.</param>
public sealed record GoodsValue(Money Unit, ValueBasis Basis, string Number, LocalDate Date)
{
    private const long Highest = 1_000_000_000;

    /// <summary>What is wrong with it on <paramref name="day"/>, or null.</summary>
    public Error? FlawOn(LocalDate day) =>
        Unit.Dong is < 1 or > Highest ? new GoodsValueOutside(Unit)
        : Number.Trim().Length is < 1 or > 60 || Date > day || !Enum.IsDefined(Basis) ? new GoodsBasisMissing()
        : null;
}
