using NodaTime;

namespace FundLedger.Domain.Ledger;

/// <summary>Something was written down of a child; of which, what and why is in the commitment only.</summary>
public sealed record SealedChildEvent : SealedRecord
{
    public long EventNo { get; init; }

    public Instant RecordedAt { get; init; }

    public string Actor { get; init; } = "";

    public byte[] DetailsCommitment { get; init; } = [];

    public override void Write(CanonicalText text) =>
        text.Add("child_event").Add(HashVersion).Add(FundId).Add(EventNo).Add(RecordedAt).Add(Actor).AddHex(DetailsCommitment).Add(LogNo);
}
