using System.Globalization;
using FundLedger.Domain.Ledger;
using FundLedger.Features.Ledger;
using FundLedger.Features.Pipeline;

namespace FundLedger.Features.Audit;

/// <summary>Each voucher is what it was when its entries sealed it, follows the one before, and says what its entries say.</summary>
internal sealed class VoucherCheck : IVerifier
{
    private const int Batch = 4096;

    private const string SeriesSql = """
        SELECT voucher_type AS type, voucher_year::int AS year, min(voucher_no) AS first, max(voucher_no) AS last FROM vouchers
        WHERE fund_id = @FundId GROUP BY 1, 2 ORDER BY 1, 2
        """;

    private const string VouchersSql = """
        SELECT fund_id, voucher_type, voucher_year, voucher_no, voucher_date, amount, money_account, pool_id, donor_id, bank_reference,
            disbursement_id, reverses_entry_no, details_commitment, prepared_by, recorded_at, content_hash
        FROM vouchers WHERE fund_id = $1 AND voucher_type = $2 AND voucher_year = $3 AND voucher_no >= $4
        ORDER BY voucher_type, voucher_year, voucher_no LIMIT $5
        """;

    private const string DetailsSql = """
        SELECT voucher_no, counterparty_name, counterparty_address, content, attachments, salt FROM voucher_details
        WHERE fund_id = $1 AND voucher_type = $2 AND voucher_year = $3 AND voucher_no BETWEEN $4 AND $5
        """;

    private const string EntriesSql = """
        SELECT voucher_no FROM journal_entries
        WHERE fund_id = $1 AND voucher_type = $2 AND voucher_year = $3 AND voucher_no BETWEEN $4 AND $5
        """;

    private const string SumsSql = """
        SELECT e.voucher_no, sum(p.amount)::text FROM journal_entries e JOIN postings p USING (fund_id, book, entry_no)
        WHERE e.fund_id = $1 AND e.voucher_type = $2 AND e.voucher_year = $3 AND e.voucher_no BETWEEN $4 AND $5
            AND e.book = 'financial' AND p.side = 'debit'
        GROUP BY e.voucher_no
        """;

    // Words of a voucher that is not there: moved from another, which would then look erased.
    private const string OrphansSql = """
        SELECT '*' AS fund, 'voucher' AS kind, x.number, 'voucher of its words' AS field, x.number AS expected, NULL AS found
        FROM voucher_details d
        CROSS JOIN LATERAL format('%s-%s-%s', d.voucher_type, d.voucher_year, lpad(d.voucher_no::text, 5, '0')) x(number)
        WHERE NOT EXISTS (SELECT FROM vouchers v WHERE v.fund_id = d.fund_id AND v.voucher_type = d.voucher_type
                          AND v.voucher_year = d.voucher_year AND v.voucher_no = d.voucher_no)
        ORDER BY 3 LIMIT 1
        """;

    private readonly CanonicalText text = new();
    private readonly PassTally tally = new(
        "vouchers", noted => string.Create(CultureInfo.InvariantCulture, $"{noted.Values.Sum()} vouchers whose words were erased"));

    /// <summary>Of the same pass, for all funds at once.</summary>
    public static RowComparison OfOrphans() => new("vouchers", OrphansSql);

    public IReadOnlyList<PassTally> Tallies => [tally];

    public async Task RunAsync(Db db, IReadOnlyList<VerifiedFund> funds, CancellationToken token)
    {
        foreach (var fund in funds)
        {
            foreach (var series in await db.ListAsync<Series>(SeriesSql, new { fund.FundId }, token))
            {
                await CheckAsync(db, fund, series, token);
            }
        }
    }

    private async Task CheckAsync(Db db, VerifiedFund fund, Series series, CancellationToken token)
    {
        var last = 0;
        for (long from = series.First; from <= series.Last; from = last + 1L)
        {
            last = await CheckAsync(db, fund, series, (int)from, last, token);
        }
    }

    private async Task<int> CheckAsync(Db db, VerifiedFund fund, Series series, int from, int last, CancellationToken token)
    {
        var vouchers = await db.ReadAsync(VouchersSql, LogRows.Voucher, token, fund.FundId, series.Type, series.Year, from, Batch);
        object[] range = [fund.FundId, series.Type, series.Year, from, vouchers[^1].VoucherNo];
        var details = (await db.ReadAsync(DetailsSql, Details.Read, token, range)).ToDictionary(row => row.VoucherNo);
        var entries = series.HasOneEntry ? await CountsAsync(db, range, token) : await SumsAsync(db, range, token);
        foreach (var voucher in vouchers)
        {
            tally.Count();
            var difference = Difference(voucher, last + 1, series, details.GetValueOrDefault(voucher.VoucherNo), entries);
            if (difference is not null) Wrong(fund, voucher, difference);
            last = voucher.VoucherNo;
        }

        return last;
    }

    private Difference? Difference(SealedVoucher voucher, int number, Series series, Details? details, Dictionary<int, string> entries)
    {
        if (voucher.VoucherNo != number) return new Difference("voucher_no", Digits(number), Digits(voucher.VoucherNo));
        voucher.Write(text.Clear());
        if (text.Hash() is var hash && !hash.AsSpan().SequenceEqual(voucher.ContentHash))
        {
            return new Difference("content_hash", Convert.ToHexStringLower(hash), Convert.ToHexStringLower(voucher.ContentHash));
        }

        // A transfer debits the fund balance of one pool and the money of the other.
        // What goods came or went without a value had no entry, and its reversal has none.
        var said = series.HasOneEntry ? Digits(voucher.Amount == 0 ? 0 : 1)
            : Digits((Int128)voucher.Amount * (series.Type == "DC" ? 2 : 1));
        var found = entries.GetValueOrDefault(voucher.VoucherNo, "0");
        if (found != said) return series.HasOneEntry ? new Difference("entries", said, found) : new Difference("amount", found, said);
        if (details is null) tally.Note("erased");
        else if (details.Commitment() is var promise && !promise.AsSpan().SequenceEqual(voucher.DetailsCommitment))
        {
            return new Difference(
                "details_commitment", Convert.ToHexStringLower(promise), Convert.ToHexStringLower(voucher.DetailsCommitment));
        }

        return null;
    }

    private void Wrong(VerifiedFund fund, SealedVoucher voucher, Difference difference)
    {
        var name = voucher.Number?.ToString() ?? voucher.VoucherType;
        tally.Wrong(new WrongRecord(fund.Code, "voucher", name, difference.Field, difference.Expected, difference.Found));
    }

    // A receipt, reversal or returned advance has one entry, which the documents pass compares with it …
    private static async Task<Dictionary<int, string>> CountsAsync(Db db, object[] range, CancellationToken token)
    {
        var counts = new Dictionary<int, string>();
        foreach (var number in await db.ReadAsync(EntriesSql, row => row.Int(), token, range))
        {
            if (!counts.TryAdd(number, "1")) counts[number] = "more";
        }

        return counts;
    }

    // … a payment has one for each child.
    private static async Task<Dictionary<int, string>> SumsAsync(Db db, object[] range, CancellationToken token) =>
        (await db.ReadAsync(SumsSql, row => (No: row.Int(), Debits: row.Text()), token, range))
            .ToDictionary(sum => sum.No, sum => sum.Debits);

    private static string Digits(Int128 number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>The numbers of one type and year.</summary>
    private sealed record Series
    {
        public string Type { get; init; } = "";

        public int Year { get; init; }

        public int First { get; init; }

        public int Last { get; init; }

        public bool HasOneEntry => Type is "PT" or "BD" or "HU";
    }

    private sealed record Details
    {
        public int VoucherNo { get; init; }

        public string? CounterpartyName { get; init; }

        public string? CounterpartyAddress { get; init; }

        public string? Content { get; init; }

        public string? Attachments { get; init; }

        public byte[] Salt { get; init; } = [];

        public static Details Read(CopyRows row) => new()
        {
            VoucherNo = row.Int(), CounterpartyName = row.MaybeText(), CounterpartyAddress = row.MaybeText(), Content = row.MaybeText(),
            Attachments = row.MaybeText(), Salt = row.Bytes(),
        };

        public byte[] Commitment() => HashLog.Commitment(Salt, CounterpartyName, CounterpartyAddress, Content, Attachments);
    }
}
