using System.Collections.Immutable;
using FundLedger.Domain;
using FundLedger.Domain.Goods;
using FundLedger.Domain.Norms;
using FundLedger.Features.Ledger;

namespace FundLedger.Features.Disbursements;

/// <summary>
/// One child, household or institution of a request with its own figures. An amount of null asks for as much as the norm gives.
/// </summary>
internal sealed record SupportLine(string Beneficiary, Money? Amount, CaseCost Cost, string? CaseReference)
{
    public string? Variant { get; init; }

    public IReadOnlyDictionary<CaseQuantity, long> Quantities { get; init; } = ImmutableDictionary<CaseQuantity, long>.Empty;

    public string? ReasonForAmount { get; init; }

    public ExceptionAsked? Exception { get; init; }

    /// <summary>Value of the goods among the amount.</summary>
    public Money Goods { get; init; }

    /// <summary>What it is to get out of the fund's own stock.</summary>
    public IReadOnlyList<GoodsWanted> Wanted { get; init; } = [];

    public bool IsStockOnly { get; init; }

    /// <summary>The lots that it gets.</summary>
    public IReadOnlyList<PickedGoods> Stock { get; init; } = [];

    public Money StockValue => new(Stock.Sum(goods => goods.Value.Dong));

    /// <summary>With its lots, whose value is among the amount.</summary>
    public SupportLine WithStock(IReadOnlyList<PickedGoods> picked)
    {
        var value = new Money(picked.Sum(goods => goods.Value.Dong));
        return this with { Stock = picked, Goods = Goods + value, Amount = IsStockOnly ? Goods + value : Amount };
    }

    /// <summary>With what the books know better than whoever asks.</summary>
    public SupportLine With(ChildFacts known) => known.Facts.Quantities.Count == 0 ? this : this with
    {
        Quantities = Quantities.ToImmutableDictionary().SetItems(known.Facts.Quantities),
    };

    public CaseFacts Of(CaseFacts child, Pool? pool) => child with
    {
        Requested = Amount, Cost = Cost, Variant = Variant, Quantities = Quantities,
        ReasonForAmount = ReasonForAmount, GoodsValue = Goods, SourceKind = pool?.SourceKind,
        Exception = Exception is { } asked ? new ExceptionalDecision(asked.Number, asked.IssuedOn, asked.Reason) : null,
    };
}
