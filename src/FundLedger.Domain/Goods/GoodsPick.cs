namespace FundLedger.Domain.Goods;

/// <summary>So much of one kind of goods for each recipient.</summary>
/// <param name="Item">Number of the goods in the fund's list.</param>
public sealed record GoodsWanted(int Item, long Quantity);

/// <summary>A lot out of which goods may be given: in the request's pool, not expired.</summary>
/// <param name="Free">What is left of it and promised to nobody.</param>
public sealed record PickableLot(int Item, string Name, int Lot, long Free, Money UnitValue);

/// <summary>Goods of one lot for one recipient.</summary>
public sealed record PickedGoods(int Lot, long Quantity, Money UnitValue)
{
    public Money Value => new(Quantity * UnitValue.Dong);
}

/// <summary>Which lots the recipients of a request get: what expires first goes first.</summary>
public sealed class GoodsPick
{
    private readonly Dictionary<int, List<PickableLot>> valued;
    private readonly Dictionary<int, long> unvalued;
    private readonly Dictionary<int, long> left;

    /// <param name="lots">In the order in which they are to be used up.</param>
    public GoodsPick(IReadOnlyList<PickableLot> lots)
    {
        valued = lots.Where(lot => lot.UnitValue.IsPositive).GroupBy(lot => lot.Item)
            .ToDictionary(group => group.Key, group => group.ToList());
        unvalued = lots.Where(lot => !lot.UnitValue.IsPositive).GroupBy(lot => lot.Item)
            .ToDictionary(group => group.Key, group => group.Sum(lot => lot.Free));
        left = lots.ToDictionary(lot => lot.Lot, lot => lot.Free);
    }

    /// <summary>
    /// Takes for the next recipient; <see cref="GoodsQuantityOutside"/>, <see cref="GoodsValuedFirst"/> when what lacks has no value yet,
    /// or <see cref="GoodsLacking"/>.
    /// </summary>
    public Result<IReadOnlyList<PickedGoods>> Take(IReadOnlyList<GoodsWanted> wanted)
    {
        var picked = new List<PickedGoods>();
        foreach (var (item, quantity) in wanted)
        {
            if (quantity is < 1 or > 1_000_000) return new GoodsQuantityOutside(quantity);
            if (TakeOf(item, quantity, picked) is var lacking && lacking > 0) return Lacking(item, quantity, lacking);
        }

        return picked;
    }

    private long TakeOf(int item, long quantity, List<PickedGoods> picked)
    {
        foreach (var lot in valued.GetValueOrDefault(item) ?? [])
        {
            var part = Math.Min(quantity, left[lot.Lot]);
            if (part == 0) continue;
            left[lot.Lot] -= part;
            quantity -= part;
            var before = picked.FindIndex(one => one.Lot == lot.Lot);
            if (before < 0) picked.Add(new PickedGoods(lot.Lot, part, lot.UnitValue));
            else picked[before] = picked[before] with { Quantity = picked[before].Quantity + part };
        }

        return quantity;
    }

    private Refused Lacking(int item, long quantity, long lacking) => unvalued.GetValueOrDefault(item) >= lacking
        ? new GoodsValuedFirst(item, unvalued[item])
        : new GoodsLacking(item, quantity, lacking);
}
