using NodaTime;

namespace FundLedger.Domain.Ledger;

/// <summary>A transfer between pools as it stands in the books, unjudged. Its events carry its content hash into the log.</summary>
public sealed record SealedTransfer
{
    public int FundId { get; init; }

    public long TransferId { get; init; }

    public int FromPool { get; init; }

    public int ToPool { get; init; }

    public long Amount { get; init; }

    public string MoneyAccount { get; init; } = "";

    public string Reason { get; init; } = "";

    public string? DecisionNumber { get; init; }

    public LocalDate? DecisionDate { get; init; }

    public LocalDate RequestedOn { get; init; }

    public string Requester { get; init; } = "";

    public int? VoucherYear { get; init; }

    public int? VoucherNo { get; init; }

    /// <summary>Adds every field that the content hash covers.</summary>
    public void Write(CanonicalText text)
    {
        text.Add("pool_transfer").Add(FundId).Add(TransferId).Add(FromPool).Add(ToPool).Add(Amount).Add(MoneyAccount).Add(Reason)
            .Add(DecisionNumber);
        if (DecisionDate is { } date) text.Add(date);
        else text.Add((string?)null);
        text.Add(RequestedOn).Add(Requester);
    }
}

/// <summary>Someone asked for, approved, posted or rejected a transfer between pools.</summary>
public sealed record SealedTransferEvent : SealedRecord
{
    public long TransferId { get; init; }

    public string Event { get; init; } = "";

    public Instant RecordedAt { get; init; }

    public string Actor { get; init; } = "";

    public long PersonId { get; init; }

    public byte[] ContentHash { get; init; } = [];

    public byte[]? ReasonCommitment { get; init; }

    /// <summary>The words themselves, which may have been erased.</summary>
    public string? Reason { get; init; }

    public byte[]? ReasonSalt { get; init; }

    public override void Write(CanonicalText text) =>
        text.Add("transfer").Add(HashVersion).Add(FundId).Add(TransferId).Add(Event).Add(RecordedAt).Add(Actor).Add(PersonId)
            .AddHex(ContentHash).AddHex(ReasonCommitment).Add(LogNo);
}
