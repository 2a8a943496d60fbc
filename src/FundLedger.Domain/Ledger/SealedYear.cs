using NodaTime;

namespace FundLedger.Domain.Ledger;

/// <summary>What became of the unspent money of a budget pool at the end of a year.</summary>
public sealed record SealedYearEnd : SealedRecord
{
    public int Year { get; init; }

    public int PoolId { get; init; }

    /// <summary>carried or lapsed.</summary>
    public string Outcome { get; init; } = "";

    public long Amount { get; init; }

    public string? DecisionNumber { get; init; }

    public LocalDate? DecisionDate { get; init; }

    public Instant RecordedAt { get; init; }

    public string Actor { get; init; } = "";

    public long PersonId { get; init; }

    public byte[] ReasonCommitment { get; init; } = [];

    /// <summary>The words themselves, which may have been erased.</summary>
    public string? Reason { get; init; }

    public byte[]? ReasonSalt { get; init; }

    public string? VoucherType { get; init; }

    public int? VoucherYear { get; init; }

    public int? VoucherNo { get; init; }

    public override void Write(CanonicalText text)
    {
        text.Add("year_end").Add(HashVersion).Add(FundId).Add(Year).Add(PoolId).Add(Outcome).Add(Amount).Add(DecisionNumber);
        if (DecisionDate is { } date) text.Add(date);
        else text.Add((string?)null);
        text.Add(RecordedAt).Add(Actor).Add(PersonId).AddHex(ReasonCommitment).Add(VoucherType).Add(VoucherYear).Add(VoucherNo)
            .Add(LogNo);
    }
}

/// <summary>What a pool begins a year with.</summary>
public sealed record SealedOpening : SealedRecord
{
    public int Year { get; init; }

    public int Version { get; init; }

    public int PoolId { get; init; }

    /// <summary>The pool's part of the fund balance.</summary>
    public long Balance { get; init; }

    /// <summary>What it can spend.</summary>
    public long Liquid { get; init; }

    public override void Write(CanonicalText text) =>
        text.Add("opening").Add(HashVersion).Add(FundId).Add(Year).Add(Version).Add(PoolId).Add(Balance).Add(Liquid).Add(LogNo);
}
