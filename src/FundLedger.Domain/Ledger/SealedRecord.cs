using NodaTime;

namespace FundLedger.Domain.Ledger;

/// <summary>One link of a fund's hash log, as it stands in the books, unjudged.</summary>
public abstract record SealedRecord
{
    public int FundId { get; init; }

    /// <summary>Place in the fund's log, from 1, without a gap.</summary>
    public long LogNo { get; init; }

    public int HashVersion { get; init; }

    public byte[] Hash { get; init; } = [];

    /// <summary>The hash version that this kind is sealed under now; older ones, from 1, stay as they are.</summary>
    public virtual int NewestVersion => HashLog.Version;

    /// <summary>Adds every field that the hash covers, in the order of the log's rule.</summary>
    public abstract void Write(CanonicalText text);
}

/// <summary>Someone asked for, decided on or paid a request.</summary>
public sealed record SealedDecision : SealedRecord
{
    public long DisbursementId { get; init; }

    public string Event { get; init; } = "";

    public Instant RecordedAt { get; init; }

    public string Actor { get; init; } = "";

    public long PersonId { get; init; }

    public byte[] ContentHash { get; init; } = [];

    public byte[]? ReasonCommitment { get; init; }

    /// <summary>The words themselves, which may have been erased.</summary>
    public string? Reason { get; init; }

    public byte[]? ReasonSalt { get; init; }

    /// <summary>Place of the step that was taken or at which it ended; null for other events, and in records of version 1.</summary>
    public int? Step { get; init; }

    public string? LevelCode { get; init; }

    /// <summary>The actor, or the holder who had delegated the step.</summary>
    public string? InNameOf { get; init; }

    public long? InNamePerson { get; init; }

    /// <summary>The ladder by which a request's steps were chosen, the sum by which, and how many; null for other events.</summary>
    public int? LadderNo { get; init; }

    public long? JudgedSum { get; init; }

    public int? StepCount { get; init; }

    public override int NewestVersion => 2;

    public override void Write(CanonicalText text)
    {
        text.Add("decision").Add(HashVersion).Add(FundId).Add(DisbursementId).Add(Event).Add(RecordedAt).Add(Actor).Add(PersonId)
            .AddHex(ContentHash).AddHex(ReasonCommitment);
        if (HashVersion > 1) text.Add(Step).Add(LevelCode).Add(InNameOf).Add(InNamePerson).Add(LadderNo).Add(JudgedSum)
            .Add(StepCount);
        text.Add(LogNo);
    }
}

/// <summary>What was asked and refused.</summary>
public sealed record SealedRefusal : SealedRecord
{
    public long RefusalNo { get; init; }

    public Instant RecordedAt { get; init; }

    public string RecordedBy { get; init; } = "";

    public string Request { get; init; } = "";

    public string Code { get; init; } = "";

    public string Message { get; init; } = "";

    /// <summary>Which version of the rule judged; null before version 2 of the hash.</summary>
    public string? RuleVersion { get; init; }

    public override int NewestVersion => 2;

    public override void Write(CanonicalText text)
    {
        text.Add("refusal").Add(HashVersion).Add(FundId).Add(RefusalNo).Add(RecordedAt).Add(RecordedBy).Add(Request).Add(Code).Add(Message);
        if (HashVersion > 1) text.Add(RuleVersion);
        text.Add(LogNo);
    }
}

/// <summary>A month was closed: what the fund held at its end, and its last entry at that moment.</summary>
public sealed record SealedClosing : SealedRecord
{
    public LocalDate Month { get; init; }

    /// <summary>1 for the first closing of the month; not hashed, because the log tells it.</summary>
    public int Version { get; init; }

    public Instant ClosedAt { get; init; }

    public string ClosedBy { get; init; } = "";

    public long LastEntryNo { get; init; }

    public long Liquid { get; init; }

    public override void Write(CanonicalText text) =>
        text.Add("close").Add(HashVersion).Add(FundId).Add(Month).Add(ClosedAt).Add(ClosedBy).Add(LastEntryNo).Add(Liquid).Add(LogNo);
}

/// <summary>A role was given or taken, or the account behind a role changed its person or was disabled.</summary>
public sealed record SealedRoleEvent : SealedRecord
{
    public string Event { get; init; } = "";

    public string UserName { get; init; } = "";

    public long PersonId { get; init; }

    public Instant? DisabledAt { get; init; }

    public string? Role { get; init; }

    public Instant RecordedAt { get; init; }

    public string RecordedBy { get; init; } = "";

    public override void Write(CanonicalText text)
    {
        text.Add("role").Add(HashVersion).Add(FundId).Add(Event).Add(UserName).Add(PersonId);
        if (DisabledAt is { } since) text.Add(since);
        else text.Add((string?)null);
        text.Add(Role).Add(RecordedAt).Add(RecordedBy).Add(LogNo);
    }
}

/// <summary>What the fund, a pool or a published norm decision said from here on: the hash of all its fields.</summary>
public sealed record SealedReference : SealedRecord
{
    /// <summary>fund, pool or norm_decision.</summary>
    public string Subject { get; init; } = "";

    /// <summary>Its number.</summary>
    public string SubjectKey { get; init; } = "";

    public byte[] ContentHash { get; init; } = [];

    public Instant RecordedAt { get; init; }

    public string RecordedBy { get; init; } = "";

    public override void Write(CanonicalText text) =>
        text.Add("reference").Add(HashVersion).Add(FundId).Add(Subject).Add(SubjectKey).AddHex(ContentHash).Add(RecordedAt)
            .Add(RecordedBy).Add(LogNo);
}
