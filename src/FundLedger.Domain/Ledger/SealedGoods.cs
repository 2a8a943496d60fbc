namespace FundLedger.Domain.Ledger;

/// <summary>What the moves of one entry add up to, unjudged.</summary>
public sealed record SealedGoods
{
    public long EntryNo { get; init; }

    public int PoolId { get; init; }

    /// <summary>Negative when goods went out.</summary>
    public long Value { get; init; }
}
