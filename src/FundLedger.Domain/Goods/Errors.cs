using NodaTime;

namespace FundLedger.Domain.Goods;

public sealed record GoodsQuantityOutside(long Quantity) : Invalid($"A quantity is 1 to 1.000.000, not {Quantity}.")
{
    public override string Field => "Quantity";
}

public sealed record GoodsValueOutside(Money Value) : Invalid($"The value of one unit is 1 to 1.000.000.000 đồng, not {Value}.")
{
    public override string Field => "UnitValue";
}

/// <summary>A value names the paper it is taken from, of that day or an earlier one.</summary>
public sealed record GoodsBasisMissing() : Invalid("A value has its invoice, quote or minutes, with number and date.")
{
    public override string Field => "BasisNumber";
}

public sealed record GoodsExpiredBefore(LocalDate ExpiresOn) : Invalid($"Goods that expired on {ExpiresOn:uuuu-MM-dd} are not received.")
{
    public override string Field => "ExpiresOn";
}

public sealed record GoodsMovedLater(int Lot, LocalDate MovedOn)
    : Refused($"Lot {Lot} moved on {MovedOn:uuuu-MM-dd}; nothing of it is dated earlier.")
{
    public override string Field => "Date";
}

public sealed record GoodsValuedAlready(int Lot, Money UnitValue)
    : Refused($"Lot {Lot} has its value of {UnitValue} a unit, or nothing of it is left.");

public sealed record GoodsShort(int Lot, long Quantity, long Free) : Refused($"Of lot {Lot} {Free} are free, not {Quantity}.")
{
    public override string Field => "Quantity";
}

public sealed record GoodsLossNotWaiting(int Loss) : Refused($"Loss {Loss} is no longer waiting.");

public sealed record GoodsLossDecidedByAsker(int Loss) : Refused($"Loss {Loss} must be decided by someone other than who asked.");
