using NodaTime;

namespace FundLedger.Domain.Goods;

/// <summary>Why goods leave the stock without being given to anybody.</summary>
public enum LossCause
{
    Spoiled,
    Expired,
    Lost,

    /// <summary>They never were there: the receipt or a count was wrong.</summary>
    Miscounted,
}

/// <summary>What is left of one line of a goods receipt.</summary>
public sealed record GoodsLot
{
    public int Lot { get; init; }

    public long OnHand { get; init; }

    /// <summary>Promised to requests that wait or are approved.</summary>
    public long Reserved { get; init; }

    /// <summary>Zero while nobody knows what it is worth.</summary>
    public Money UnitValue { get; init; }

    public LocalDate? ExpiresOn { get; init; }

    /// <summary>The day of its last move.</summary>
    public LocalDate MovedOn { get; init; }

    public long Free => OnHand - Reserved;

    public bool IsValued => UnitValue.IsPositive;

    /// <summary>Why nothing of it moves on <paramref name="day"/>, or null.</summary>
    public Refused? RefusalToMoveOn(LocalDate day) => day < MovedOn ? new GoodsMovedLater(Lot, MovedOn) : null;

    /// <summary>Why it cannot be valued on <paramref name="day"/>, or null.</summary>
    public Refused? RefusalToValue(LocalDate day) =>
        IsValued || OnHand == 0 ? new GoodsValuedAlready(Lot, UnitValue) : RefusalToMoveOn(day);

    /// <summary>Why so much cannot be taken off by minutes, or null.</summary>
    public Refused? RefusalToLose(long quantity, LocalDate day) =>
        quantity > Free ? new GoodsShort(Lot, quantity, Free) : RefusalToMoveOn(day);
}
