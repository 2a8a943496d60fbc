using FundLedger.Domain.Ledger;
using FundLedger.Features.Pipeline;

namespace FundLedger.Features.Ledger;

/// <summary>
/// Sealed entries and their documents out of rows, in the order of their columns: millions are read. What the question says of all its rows
/// is not read again.
/// </summary>
internal static class LogRows
{
    public static Func<CopyRows, SealedEntry> Entry(int fundId) => row => new()
    {
        FundId = fundId, Book = row.Word(), EntryNo = row.Long(), EntryDate = row.Date(), RecordedAt = row.Moment(),
        RecordedBy = row.Word(), Kind = row.Word(), VoucherType = row.MaybeWord(), VoucherYear = row.MaybeShort(),
        VoucherNo = row.MaybeInt(), DisbursementId = row.MaybeLong(), DisbursementLine = row.MaybeInt(),
        ReversesEntryNo = row.MaybeLong(), RequestKey = row.Id(), RequestLine = row.Int(), LineCount = row.Short(),
        SourceHash = row.MaybeBytes(), HashVersion = row.Short(), LogNo = row.Long(), Hash = row.Bytes(),
        Postings = new List<SealedPosting>(2),
    };

    public static Func<CopyRows, SealedPosting> Posting(string book) => row => new()
    {
        Book = book, EntryNo = row.Long(), Line = row.Short(), AccountCode = row.Word(), PoolId = row.Int(), Side = row.Word(),
        Amount = row.Long(), EntryDate = row.Date(), SupportKind = row.MaybeWord(), OccasionCode = row.MaybeWord(),
        OccasionYear = row.MaybeShort(), DecisionId = row.MaybeInt(), NormLine = row.MaybeWord(), BeneficiaryCode = row.MaybeText(),
        ClassCode = row.MaybeWord(), UnitId = row.MaybeInt(),
    };

    public static Func<CopyRows, SealedVoucher> Voucher(int fundId, string type, int year) => row => new()
    {
        FundId = fundId, VoucherType = type, VoucherYear = year, VoucherNo = row.Int(), VoucherDate = row.Date(),
        Amount = row.Long(), MoneyAccount = row.Word(), PoolId = row.Int(), DonorId = row.MaybeLong(), BankReference = row.MaybeText(),
        DisbursementId = row.MaybeLong(), ReversesEntryNo = row.MaybeLong(), DetailsCommitment = row.Bytes(), PreparedBy = row.Word(),
        RecordedAt = row.Moment(), ContentHash = row.Bytes(),
    };
}
