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

/// <summary>There is less of it in the pool's stock than the request needs, expired lots left out.</summary>
public sealed record GoodsLacking(int Item, long Quantity, long Lacking)
    : Refused($"Goods number {Item}: {Lacking} are lacking for a recipient who is to get {Quantity}.")
{
    public override string Field => "Stock";
}

/// <summary>What would be given has no value yet, so nobody could say whether it is within the norm.</summary>
public sealed record GoodsValuedFirst(int Item, long Unvalued)
    : Refused($"Of goods number {Item} {Unvalued} have no value yet; they are given out once they have one.")
{
    public override string Field => "Stock";
}

public sealed record NoGoodsToIssue(long Id) : Refused($"No goods of request {Id} wait to be issued.");

public sealed record GoodsHandTookPart(long Id)
    : Refused($"The goods of request {Id} are issued by someone who neither asked for it nor approved it.");

public sealed record GoodsExpiredMeanwhile(int Line, int Lot) : Refused($"Line {Line} is to get of lot {Lot}, which has expired.");

public sealed record GoodsNotOut(long Id) : Refused($"No goods of request {Id} are out.");

public sealed record GoodsLineUnknown(long Id, int Line) : Refused($"Line {Line} of request {Id} has no such goods.");

/// <summary>A request of goods alone has no money to pay.</summary>
public sealed record GoodsNotPaid(long Id) : Refused($"Request {Id} is of goods alone: they are issued, and nothing is paid.");
