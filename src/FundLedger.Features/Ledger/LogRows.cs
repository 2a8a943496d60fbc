using FundLedger.Domain.Ledger;
using NodaTime;
using Npgsql;

namespace FundLedger.Features.Ledger;

/// <summary>Sealed entries and their documents out of rows, by column number: millions are read, and a mapper takes too long.</summary>
internal static class LogRows
{
    public static SealedEntry Entry(NpgsqlDataReader row) => new()
    {
        FundId = row.GetInt32(0), Book = row.GetString(1), EntryNo = row.GetInt64(2), EntryDate = row.GetFieldValue<LocalDate>(3),
        RecordedAt = row.GetFieldValue<Instant>(4), RecordedBy = row.GetString(5), Kind = row.GetString(6), VoucherType = Text(row, 7),
        VoucherYear = Short(row, 8), VoucherNo = Int(row, 9), DisbursementId = Long(row, 10), DisbursementLine = Int(row, 11),
        ReversesEntryNo = Long(row, 12), RequestKey = row.GetGuid(13), RequestLine = row.GetInt32(14), LineCount = row.GetInt16(15),
        SourceHash = Bytes(row, 16), HashVersion = row.GetInt16(17), LogNo = row.GetInt64(18), Hash = row.GetFieldValue<byte[]>(19),
        Postings = new List<SealedPosting>(2),
    };

    public static SealedPosting Posting(NpgsqlDataReader row) => new()
    {
        Book = row.GetString(0), EntryNo = row.GetInt64(1), Line = row.GetInt16(2), AccountCode = row.GetString(3),
        PoolId = row.GetInt32(4), Side = row.GetString(5), Amount = row.GetInt64(6), EntryDate = row.GetFieldValue<LocalDate>(7),
        SupportKind = Text(row, 8),
        OccasionCode = Text(row, 9), OccasionYear = Short(row, 10), DecisionId = Int(row, 11), NormLine = Text(row, 12),
        BeneficiaryCode = Text(row, 13), ClassCode = Text(row, 14), UnitId = Int(row, 15),
    };

    public static SealedVoucher Voucher(NpgsqlDataReader row) => new()
    {
        FundId = row.GetInt32(0), VoucherType = row.GetString(1), VoucherYear = row.GetInt16(2), VoucherNo = row.GetInt32(3),
        VoucherDate = row.GetFieldValue<LocalDate>(4), Amount = row.GetInt64(5), MoneyAccount = row.GetString(6), PoolId = row.GetInt32(7),
        DonorId = Long(row, 8), BankReference = Text(row, 9), DisbursementId = Long(row, 10), ReversesEntryNo = Long(row, 11),
        DetailsCommitment = row.GetFieldValue<byte[]>(12), PreparedBy = row.GetString(13), RecordedAt = row.GetFieldValue<Instant>(14),
        ContentHash = row.GetFieldValue<byte[]>(15),
    };

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static int? Short(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt16(column);

    private static int? Int(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt32(column);

    private static long? Long(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt64(column);

    private static byte[]? Bytes(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetFieldValue<byte[]>(column);
}
