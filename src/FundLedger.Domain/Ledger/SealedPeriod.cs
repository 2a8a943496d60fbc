using NodaTime;

namespace FundLedger.Domain.Ledger;

/// <summary>A step on the way to a closing or to a reopening.</summary>
public sealed record SealedPeriodEvent : SealedRecord
{
    public LocalDate Month { get; init; }

    /// <summary>closing, taken_back, accepted, reopen_requested, reopen_rejected or reopened.</summary>
    public string Event { get; init; } = "";

    public Instant RecordedAt { get; init; }

    public string Actor { get; init; } = "";

    public long PersonId { get; init; }

    /// <summary>Log number of the record that is answered: the closing that was begun, or the request for a reopening.</summary>
    public long? Answers { get; init; }

    /// <summary>Who made that record.</summary>
    public long? AnsweredPerson { get; init; }

    /// <summary>What was accepted as open.</summary>
    public byte[]? ContentHash { get; init; }

    public byte[]? ReasonCommitment { get; init; }

    /// <summary>The words themselves, which may have been erased.</summary>
    public string? Reason { get; init; }

    public byte[]? ReasonSalt { get; init; }

    public override void Write(CanonicalText text) =>
        text.Add("period").Add(HashVersion).Add(FundId).Add(Month).Add(Event).Add(RecordedAt).Add(Actor).Add(PersonId).Add(Answers)
            .Add(AnsweredPerson).AddHex(ContentHash).AddHex(ReasonCommitment).Add(LogNo);
}

/// <summary>The digest of a month's statement, sealed right after the closing that it belongs to.</summary>
public sealed record SealedStatement : SealedRecord
{
    public LocalDate Month { get; init; }

    public int Version { get; init; }

    public byte[] Digest { get; init; } = [];

    public string SealedBy { get; init; } = "";

    public override void Write(CanonicalText text) =>
        text.Add("statement").Add(HashVersion).Add(FundId).Add(Month).Add(Version).AddHex(Digest).Add(SealedBy).Add(LogNo);
}
