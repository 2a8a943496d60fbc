using FundLedger.Domain.Ledger;
using FundLedger.Features.Ledger;
using FundLedger.Features.Pipeline;

namespace FundLedger.Features.Audit;

/// <summary>The vouchers that a stretch of the log names, with their words.</summary>
internal sealed class VoucherDocuments
{
    // Vouchers of one type and year lie side by side: read as a stretch, as their entries are.
    public const string Sql = """
        SELECT v.voucher_no, v.voucher_date, v.amount, v.money_account, v.pool_id, v.donor_id, v.bank_reference, v.disbursement_id,
            v.reverses_entry_no, v.details_commitment, v.prepared_by, v.recorded_at, v.content_hash
        FROM vouchers v WHERE v.fund_id = $1 AND v.voucher_type = $2 AND v.voucher_year = $3 AND v.voucher_no BETWEEN $4 AND $5
        """;

    private readonly Dictionary<VoucherNumber, SealedVoucher> vouchers = [];
    private readonly Dictionary<VoucherNumber, VoucherWords> words = [];

    /// <summary>The voucher that an entry names; null when it names none or there is none.</summary>
    public SealedVoucher? Of(SealedEntry entry) => entry.Voucher is { } number ? vouchers.GetValueOrDefault(number) : null;

    /// <summary>Null when they were erased.</summary>
    public VoucherWords? WordsOf(SealedVoucher voucher) => voucher.Number is { } number ? words.GetValueOrDefault(number) : null;

    public async Task AddAsync(Db db, int fundId, IReadOnlyList<SealedEntry> entries, CancellationToken token)
    {
        foreach (var series in entries.Select(entry => entry.Voucher).OfType<VoucherNumber>().GroupBy(number => (number.Type, number.Year)))
        {
            var (type, year, first, last) = (series.First().Prefix, series.Key.Year, series.Min(one => one.No), series.Max(one => one.No));
            object[] range = [fundId, type, year, first, last];
            var found = await db.ReadAsync(Sql, LogRows.Voucher(fundId, type, year), token, range);
            vouchers.EnsureCapacity(vouchers.Count + found.Count);
            words.EnsureCapacity(words.Count + found.Count);
            foreach (var voucher in found)
            {
                vouchers[new VoucherNumber(series.Key.Type, year, voucher.VoucherNo)] = voucher;
            }

            foreach (var said in await VoucherWords.ReadAsync(db, range, token))
            {
                words[new VoucherNumber(series.Key.Type, year, said.VoucherNo)] = said;
            }
        }
    }
}
