using System.Globalization;
using FundLedger.Domain.Ledger;
using FundLedger.Features.Ledger;
using FundLedger.Features.Pipeline;
using Npgsql;

namespace FundLedger.Features.Audit;

/// <summary>Each voucher is what it was when its entries sealed it, follows the one before, and says what its entries say.</summary>
internal sealed class VoucherCheck : IVerifier
{
    private const int Batch = 2000;

    private const string VouchersSql = """
        SELECT fund_id, voucher_type, voucher_year, voucher_no, voucher_date, amount, money_account, pool_id, donor_id, bank_reference,
            disbursement_id, reverses_entry_no, details_commitment, prepared_by, recorded_at, content_hash
        FROM vouchers WHERE fund_id = $1 AND (voucher_type, voucher_year, voucher_no) > ($2, $3, $4)
        ORDER BY voucher_type, voucher_year, voucher_no LIMIT $5
        """;

    private const string DetailsSql = """
        SELECT voucher_type, voucher_year, voucher_no, counterparty_name, counterparty_address, content, attachments, salt
        FROM voucher_details WHERE fund_id = $1 AND (voucher_type, voucher_year, voucher_no) BETWEEN ($2, $3, $4) AND ($5, $6, $7)
        """;

    // A receipt or reversal has one entry, which the documents pass compares with it; a payment has one for each child.
    private const string SumsSql = """
        SELECT e.voucher_type, e.voucher_year, e.voucher_no, sum(p.amount)::text AS debits
        FROM journal_entries e JOIN postings p USING (fund_id, book, entry_no)
        WHERE e.fund_id = $1 AND e.book = 'financial' AND p.side = 'debit' AND e.voucher_type NOT IN ('PT', 'BD')
            AND (e.voucher_type, e.voucher_year, e.voucher_no) BETWEEN ($2, $3, $4) AND ($5, $6, $7)
        GROUP BY e.voucher_type, e.voucher_year, e.voucher_no
        UNION ALL
        SELECT e.voucher_type, e.voucher_year, e.voucher_no, NULL FROM journal_entries e
        WHERE e.fund_id = $1 AND e.voucher_type IN ('PT', 'BD')
            AND (e.voucher_type, e.voucher_year, e.voucher_no) BETWEEN ($2, $3, $4) AND ($5, $6, $7)
        """;

    // Words of a voucher that is not there: moved from another, which would then look erased.
    private const string OrphanSql = """
        SELECT format('%s-%s-%s', d.voucher_type, d.voucher_year, lpad(d.voucher_no::text, 5, '0')) FROM voucher_details d
        WHERE NOT EXISTS (SELECT FROM vouchers v WHERE v.fund_id = d.fund_id AND v.voucher_type = d.voucher_type
                          AND v.voucher_year = d.voucher_year AND v.voucher_no = d.voucher_no)
        ORDER BY 1 LIMIT 1
        """;

    private readonly PassTally tally = new("vouchers");
    private readonly CanonicalText text = new();
    private long erased;

    public IReadOnlyList<PassTally> Tallies => [tally];

    public async Task RunAsync(Db db, IReadOnlyList<VerifiedFund> funds, CancellationToken token)
    {
        foreach (var fund in funds)
        {
            await CheckAsync(db, fund, token);
        }

        if (await db.FindAsync<string>(OrphanSql, null, token) is { } orphan)
        {
            tally.Wrong(new WrongRecord("*", "voucher", orphan, "voucher of its words", orphan, null));
        }

        if (erased > 0) tally.Remark(string.Create(CultureInfo.InvariantCulture, $"{erased} vouchers whose words were erased"));
    }

    private async Task CheckAsync(Db db, VerifiedFund fund, CancellationToken token)
    {
        var last = new SealedVoucher();
        while (true)
        {
            var vouchers = await db.ReadAsync(
                VouchersSql, LogRows.Voucher, token, fund.FundId, last.VoucherType, (short)last.VoucherYear, last.VoucherNo, Batch);
            if (vouchers.Count == 0) return;
            var (from, to) = (vouchers[0], vouchers[^1]);
            object[] range =
            [
                fund.FundId, from.VoucherType, (short)from.VoucherYear, from.VoucherNo, to.VoucherType, (short)to.VoucherYear, to.VoucherNo,
            ];
            var details = (await db.ReadAsync(DetailsSql, Details.Read, token, range)).ToDictionary(row => row.Key);
            var sums = (await db.ReadAsync(SumsSql, Sum, token, range)).ToLookup(row => row.Key, row => row.Debits);
            foreach (var voucher in vouchers)
            {
                var key = (voucher.VoucherType, voucher.VoucherYear, voucher.VoucherNo);
                Check(fund, voucher, last, details.GetValueOrDefault(key), [.. sums[key]]);
                last = voucher;
            }
        }
    }

    private void Check(VerifiedFund fund, SealedVoucher voucher, SealedVoucher before, Details? details, string?[] entries)
    {
        tally.Count();
        var name = voucher.Number?.ToString() ?? voucher.VoucherType;
        var isNext = (voucher.VoucherType, voucher.VoucherYear) == (before.VoucherType, before.VoucherYear);
        Check("voucher_no", Digits(isNext ? before.VoucherNo + 1 : 1), Digits(voucher.VoucherNo));
        voucher.Write(text.Clear());
        Check("content_hash", Convert.ToHexStringLower(text.Hash()), Convert.ToHexStringLower(voucher.ContentHash));
        // A transfer debits the fund balance of one pool and the money of the other.
        var debited = voucher.VoucherType == "DC" ? 2 * voucher.Amount : voucher.Amount;
        if (voucher.VoucherType is "PT" or "BD") Check("entries", "1", Digits(entries.Length));
        else Check("amount", entries.FirstOrDefault(), Digits(debited));
        if (details is null) erased++;
        else Check("details_commitment", details.Commitment(), Convert.ToHexStringLower(voucher.DetailsCommitment));

        void Check(string field, string? expected, string found)
        {
            if (expected != found) tally.Wrong(new WrongRecord(fund.Code, "voucher", name, field, expected, found));
        }
    }

    private static ((string, int, int) Key, string? Debits) Sum(NpgsqlDataReader row) =>
        ((row.GetString(0), row.GetInt16(1), row.GetInt32(2)), row.IsDBNull(3) ? null : row.GetString(3));

    private static string Digits(long number) => number.ToString(CultureInfo.InvariantCulture);

    private sealed record Details
    {
        public string VoucherType { get; init; } = "";

        public int VoucherYear { get; init; }

        public int VoucherNo { get; init; }

        public string? CounterpartyName { get; init; }

        public string? CounterpartyAddress { get; init; }

        public string? Content { get; init; }

        public string? Attachments { get; init; }

        public byte[] Salt { get; init; } = [];

        public (string, int, int) Key => (VoucherType, VoucherYear, VoucherNo);

        public static Details Read(NpgsqlDataReader row) => new()
        {
            VoucherType = row.GetString(0), VoucherYear = row.GetInt16(1), VoucherNo = row.GetInt32(2),
            CounterpartyName = Text(row, 3), CounterpartyAddress = Text(row, 4), Content = Text(row, 5), Attachments = Text(row, 6),
            Salt = row.GetFieldValue<byte[]>(7),
        };

        private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

        public string Commitment() =>
            Convert.ToHexStringLower(HashLog.Commitment(Salt, CounterpartyName, CounterpartyAddress, Content, Attachments));
    }
}
