using NodaTime;

namespace FundLedger.Domain.Ledger;

/// <summary>Someone looked at an identity; at which child's and why is in the commitment only.</summary>
public sealed record SealedIdentityLook : SealedRecord
{
    public long AccessNo { get; init; }

    public Instant RecordedAt { get; init; }

    public string Actor { get; init; } = "";

    public byte[] DetailsCommitment { get; init; } = [];

    public override void Write(CanonicalText text) =>
        text.Add("identity_access").Add(HashVersion).Add(FundId).Add(AccessNo).Add(RecordedAt).Add(Actor).AddHex(DetailsCommitment)
            .Add(LogNo);
}
