using FundLedger.Domain.Ledger;
using FundLedger.Features.Pipeline;

namespace FundLedger.Features.Ledger;

/// <summary>Sealed entries and their documents out of rows, in the order of their columns: millions are read.</summary>
internal static class LogRows
{
    public static SealedEntry Entry(CopyRows row) => new()
    {
        FundId = row.Int(), Book = row.Word(), EntryNo = row.Long(), EntryDate = row.Date(), RecordedAt = row.Moment(),
        RecordedBy = row.Word(), Kind = row.Word(), VoucherType = row.MaybeWord(), VoucherYear = row.MaybeShort(),
        VoucherNo = row.MaybeInt(), DisbursementId = row.MaybeLong(), DisbursementLine = row.MaybeInt(),
        ReversesEntryNo = row.MaybeLong(), RequestKey = row.Id(), RequestLine = row.Int(), LineCount = row.Short(),
        SourceHash = row.MaybeBytes(), HashVersion = row.Short(), LogNo = row.Long(), Hash = row.Bytes(),
        Postings = new List<SealedPosting>(2),
    };

    public static SealedPosting Posting(CopyRows row) => new()
    {
        Book = row.Word(), EntryNo = row.Long(), Line = row.Short(), AccountCode = row.Word(), PoolId = row.Int(), Side = row.Word(),
        Amount = row.Long(), EntryDate = row.Date(), SupportKind = row.MaybeWord(), OccasionCode = row.MaybeWord(),
        OccasionYear = row.MaybeShort(), DecisionId = row.MaybeInt(), NormLine = row.MaybeWord(), BeneficiaryCode = row.MaybeText(),
        ClassCode = row.MaybeWord(), UnitId = row.MaybeInt(),
    };

    public static SealedVoucher Voucher(CopyRows row) => new()
    {
        FundId = row.Int(), VoucherType = row.Word(), VoucherYear = row.Short(), VoucherNo = row.Int(), VoucherDate = row.Date(),
        Amount = row.Long(), MoneyAccount = row.Word(), PoolId = row.Int(), DonorId = row.MaybeLong(), BankReference = row.MaybeText(),
        DisbursementId = row.MaybeLong(), ReversesEntryNo = row.MaybeLong(), DetailsCommitment = row.Bytes(), PreparedBy = row.Word(),
        RecordedAt = row.Moment(), ContentHash = row.Bytes(),
    };
}
