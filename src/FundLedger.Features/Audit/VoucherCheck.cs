using System.Globalization;
using FundLedger.Domain.Ledger;
using FundLedger.Features.Pipeline;

namespace FundLedger.Features.Audit;

/// <summary>Each voucher follows the one before and says what its entries say, of which the replay tells.</summary>
internal sealed class VoucherCheck(Db db, VerifiedFund fund, VoucherPapers papers, LogTallies tallies)
{
    private const int Batch = 4096;

    private const string SeriesSql = """
        SELECT voucher_type AS type, voucher_year::int AS year, count(*)::int AS vouchers, min(voucher_no) AS first, max(voucher_no) AS last
        FROM vouchers WHERE fund_id = @FundId GROUP BY 1, 2 ORDER BY 1, 2
        """;

    private const string NumbersSql = """
        SELECT voucher_no, amount FROM vouchers WHERE fund_id = $1 AND voucher_type = $2 AND voucher_year = $3 AND voucher_no >= $4
        ORDER BY voucher_type, voucher_year, voucher_no LIMIT $5
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

    /// <summary>Of the same pass, for all funds at once.</summary>
    public static RowComparison OfOrphans() => new("vouchers", OrphansSql);

    /// <summary>After the fund's log has been replayed.</summary>
    public async Task RunAsync(CancellationToken token)
    {
        foreach (var series in await db.ListAsync<Series>(SeriesSql, new { fund.FundId }, token))
        {
            tallies.Vouchers.Held(series.Vouchers);
            var named = papers.Named(series.Type, series.Year);
            // Then all have been seen with their entries, and there is nothing to look for.
            if (series.First == 1 && series.Last == series.Vouchers && named.AreEach(series.Vouchers)) continue;
            var last = 0;
            for (long from = series.First; from <= series.Last; from = last + 1L)
            {
                last = await CheckAsync(series, named, (int)from, last, token);
            }
        }
    }

    private async Task<int> CheckAsync(Series series, NamedVouchers named, int from, int last, CancellationToken token)
    {
        var vouchers = await db.ReadAsync(
            NumbersSql, row => (No: row.Int(), Amount: row.Long()), token, fund.FundId, series.Type, series.Year, from, Batch);
        if (vouchers.Count == 0) throw new InvalidDataException($"Vouchers {series.Type}-{series.Year} are counted but cannot be read.");
        await CheckUnseenAsync(series, [.. vouchers.Select(voucher => voucher.No).Where(number => !named.HasSeen(number))], token);
        foreach (var (number, amount) in vouchers)
        {
            var said = Said(series, named, amount);
            if (number != last + 1) Wrong(series, number, new Difference("voucher_no", Digits(last + 1), Digits(number)));
            else if (named.Of(number) is var found && found != said)
            {
                Wrong(series, number, named.HaveOneEntry ? new Difference("entries", said, found) : new Difference("amount", found, said));
            }

            last = number;
        }

        return last;
    }

    // A transfer debits the fund balance of one pool and the money of the other.
    // What goods came or went without a value had no entry, and its reversal has none.
    private static string Said(Series series, NamedVouchers named, long amount) =>
        named.HaveOneEntry ? Digits(amount == 0 ? 0 : 1) : Digits((Int128)amount * (series.Type == "DC" ? 2 : 1));

    // The others were looked at with their entries.
    private async Task CheckUnseenAsync(Series series, HashSet<int> numbers, CancellationToken token)
    {
        if (numbers.Count == 0) return;
        var range = new VoucherRange(fund.FundId, series.Type, series.Year, numbers);
        var vouchers = await VoucherDocuments.ReadAsync(db, range, token);
        var words = (await VoucherWords.ReadAsync(db, range, token)).ToDictionary(row => row.VoucherNo);
        foreach (var voucher in vouchers.Where(voucher => numbers.Contains(voucher.VoucherNo)))
        {
            papers.Add(voucher, words.GetValueOrDefault(voucher.VoucherNo));
        }

        papers.Check();
    }

    private void Wrong(Series series, int number, Difference difference) =>
        papers.Wrong(new SealedVoucher { VoucherType = series.Type, VoucherYear = series.Year, VoucherNo = number }, difference);

    private static string Digits(Int128 number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>The numbers of one type and year.</summary>
    private sealed record Series
    {
        public string Type { get; init; } = "";

        public int Year { get; init; }

        public int Vouchers { get; init; }

        public int First { get; init; }

        public int Last { get; init; }
    }
}
