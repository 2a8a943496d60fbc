using FundLedger.Domain.Ledger;
using FundLedger.Features.Ledger;
using FundLedger.Features.Pipeline;

namespace FundLedger.Features.Audit;

/// <summary>The vouchers that a stretch of the log names, with their words.</summary>
internal sealed class VoucherDocuments
{
    // Vouchers of one type and year lie side by side: read as a stretch, as their entries are.
    private const string Sql = """
        SELECT v.voucher_no, v.voucher_date, v.amount, v.money_account, v.pool_id, v.donor_id, v.bank_reference, v.disbursement_id,
            v.reverses_entry_no, v.details_commitment, v.prepared_by, v.recorded_at, v.content_hash
        FROM vouchers v WHERE v.fund_id = $1 AND v.voucher_type = $2 AND v.voucher_year = $3 AND
        """;

    private readonly Dictionary<VoucherNumber, SealedVoucher> vouchers = [];
    private readonly Dictionary<VoucherNumber, VoucherWords> words = [];

    /// <summary>The voucher that an entry names; null when it names none or there is none.</summary>
    public SealedVoucher? Of(SealedEntry entry) => entry.Voucher is { } number ? vouchers.GetValueOrDefault(number) : null;

    /// <summary>Null when they were erased.</summary>
    public VoucherWords? WordsOf(SealedVoucher voucher) => voucher.Number is { } number ? words.GetValueOrDefault(number) : null;

    public static Task<List<SealedVoucher>> ReadAsync(Db db, VoucherRange range, CancellationToken token) =>
        db.ReadAsync($"{Sql} {range.Condition}", LogRows.Voucher(range.FundId, range.Type, range.Year), token, range.Values);

    public async Task AddAsync(Db db, int fundId, IReadOnlyList<SealedEntry> entries, CancellationToken token)
    {
        var named = entries.Where(entry => entry is { VoucherYear: not null, VoucherNo: not null }).Select(entry => entry.Voucher);
        foreach (var series in named.OfType<VoucherNumber>().GroupBy(number => (number.Type, number.Year)))
        {
            var range = new VoucherRange(fundId, series.First().Prefix, series.Key.Year, [.. series.Select(one => one.No)]);
            var found = await ReadAsync(db, range, token);
            vouchers.EnsureCapacity(vouchers.Count + found.Count);
            words.EnsureCapacity(words.Count + found.Count);
            foreach (var voucher in found)
            {
                vouchers[new VoucherNumber(series.Key.Type, series.Key.Year, voucher.VoucherNo)] = voucher;
            }

            foreach (var said in await VoucherWords.ReadAsync(db, range, token))
            {
                words[new VoucherNumber(series.Key.Type, series.Key.Year, said.VoucherNo)] = said;
            }
        }
    }
}
