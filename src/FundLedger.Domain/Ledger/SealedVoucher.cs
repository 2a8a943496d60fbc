using NodaTime;

namespace FundLedger.Domain.Ledger;

/// <summary>A voucher as it stands in the books, unjudged. Its entries carry its content hash into the log.</summary>
public sealed record SealedVoucher
{
    public int FundId { get; init; }

    public string VoucherType { get; init; } = "";

    public int VoucherYear { get; init; }

    public int VoucherNo { get; init; }

    public LocalDate VoucherDate { get; init; }

    public long Amount { get; init; }

    public string MoneyAccount { get; init; } = "";

    public int PoolId { get; init; }

    public long? DonorId { get; init; }

    public string? BankReference { get; init; }

    public long? DisbursementId { get; init; }

    public long? ReversesEntryNo { get; init; }

    public byte[] DetailsCommitment { get; init; } = [];

    public string PreparedBy { get; init; } = "";

    public Instant RecordedAt { get; init; }

    public byte[] ContentHash { get; init; } = [];

    public VoucherNumber? Number => VoucherNumber.TypeOf(VoucherType) is { } type ? new VoucherNumber(type, VoucherYear, VoucherNo) : null;

    /// <summary>Adds every field that the content hash covers.</summary>
    public void Write(CanonicalText text) =>
        text.Add("voucher").Add(FundId).Add(VoucherType).Add(VoucherYear).Add(VoucherNo).Add(VoucherDate).Add(Amount).Add(MoneyAccount)
            .Add(PoolId).Add(DonorId).Add(BankReference).Add(DisbursementId).Add(ReversesEntryNo).AddHex(DetailsCommitment)
            .Add(PreparedBy).Add(RecordedAt);
}
