using NodaTime;

namespace FundLedger.Domain.Ledger;

/// <summary>What was to be written by hand, as it stands in the books, unjudged; line i is element i of each array.</summary>
public sealed record SealedAdjustment
{
    public int FundId { get; init; }

    public long AdjustmentId { get; init; }

    public LocalDate AdjustedOn { get; init; }

    public string[] AccountCodes { get; init; } = [];

    public int[] PoolIds { get; init; } = [];

    public string[] Sides { get; init; } = [];

    public long[] Amounts { get; init; } = [];

    public long Total { get; init; }

    public bool ChangesBalance { get; init; }

    /// <summary>The words themselves, which may have been erased.</summary>
    public string? Reason { get; init; }

    public byte[] ReasonSalt { get; init; } = [];

    public byte[] ReasonCommitment { get; init; } = [];

    public string Requester { get; init; } = "";

    public long RequesterPerson { get; init; }

    public byte[] ContentHash { get; init; } = [];

    /// <summary>The voucher under which it was posted; null while it was not.</summary>
    public int? VoucherYear { get; init; }

    public int? VoucherNo { get; init; }

    /// <summary>Adds every field that the content hash covers.</summary>
    public void Write(CanonicalText text)
    {
        text.Add("adjustment").Add(FundId).Add(AdjustmentId).Add(AdjustedOn).Add(Total).Add(Word(ChangesBalance))
            .AddHex(ReasonCommitment).Add(Requester).Add(RequesterPerson);
        for (var i = 0; i < AccountCodes.Length; i++)
        {
            text.Add(i + 1).Add(AccountCodes[i]).Add(PoolIds[i]).Add(Sides[i]).Add(Amounts[i]);
        }
    }

    /// <summary>As the database writes it.</summary>
    internal static string Word(bool value) => value ? "true" : "false";
}

/// <summary>Someone asked for an adjustment, posted or rejected it.</summary>
public sealed record SealedAdjustmentEvent : SealedRecord
{
    public long AdjustmentId { get; init; }

    public string Event { get; init; } = "";

    public bool ChangesBalance { get; init; }

    public long RequesterPerson { get; init; }

    public Instant RecordedAt { get; init; }

    public string Actor { get; init; } = "";

    public long PersonId { get; init; }

    public byte[] ContentHash { get; init; } = [];

    public string? VoucherType { get; init; }

    public int? VoucherYear { get; init; }

    public int? VoucherNo { get; init; }

    public override void Write(CanonicalText text) =>
        text.Add("adjustment").Add(HashVersion).Add(FundId).Add(AdjustmentId).Add(Event).Add(SealedAdjustment.Word(ChangesBalance))
            .Add(RequesterPerson).Add(RecordedAt).Add(Actor).Add(PersonId).AddHex(ContentHash).Add(VoucherType).Add(VoucherYear)
            .Add(VoucherNo).Add(LogNo);
}
