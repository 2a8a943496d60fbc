using FundLedger.Domain.Text;
using FundLedger.Features.Pipeline;

namespace FundLedger.Features.Audit;

/// <summary>
/// A pass that one query answers: each row is a figure as it must be and as it is; where most hold, they are counted by the database.
/// </summary>
internal sealed class RowComparison : IVerifier
{
    // A child's uses in all funds. The application sees the uses of its user's funds only: a total above them can then not be judged.
    private const string NormTotalsSql = """
        WITH totals AS (
            SELECT beneficiary_code, usage_key, sum(delta) AS expected, (array_agg(allowed ORDER BY usage_no DESC))[1] AS expected_allowed,
                NULL::smallint AS used, NULL::smallint AS allowed
            FROM norm_usages GROUP BY beneficiary_code, usage_key
            UNION ALL
            SELECT beneficiary_code, usage_key, NULL, NULL, used, allowed FROM norm_usage_totals),
        compared AS (
            SELECT beneficiary_code, usage_key, max(expected) AS expected, max(expected_allowed) AS expected_allowed, max(used) AS used,
                max(allowed) AS allowed
            FROM totals GROUP BY beneficiary_code, usage_key)
        SELECT '*' AS fund, 'norm total' AS kind, concat(beneficiary_code, ' ', usage_key) AS number, 'used of allowed' AS field,
            concat(expected, '/', expected_allowed) AS expected, concat(used, '/', allowed) AS found,
            current_user = 'fundledger_app' AND used IS DISTINCT FROM expected
                AND coalesce(expected, 0) <= coalesce(used, 32767) AS unjudged
        FROM compared ORDER BY beneficiary_code, usage_key
        """;

    private const string NumbersSql = """
        WITH numbers AS (
            SELECT fund_id, book AS series, max(entry_no) AS last_no, count(*) AS numbers, NULL::bigint AS counter
            FROM journal_entries GROUP BY fund_id, book
            UNION ALL
            SELECT fund_id, voucher_type || '/' || voucher_year, max(voucher_no), count(*), NULL FROM vouchers
            GROUP BY fund_id, voucher_type, voucher_year
            UNION ALL
            SELECT fund_id, 'disbursement', max(disbursement_id), count(*), NULL FROM disbursements GROUP BY fund_id
            UNION ALL
            SELECT fund_id, 'adjustment', max(adjustment_id), count(*), NULL FROM adjustments GROUP BY fund_id
            UNION ALL
            SELECT fund_id, 'refusal', max(refusal_no), count(*), NULL FROM refusals GROUP BY fund_id
            UNION ALL
            SELECT fund_id, 'donor', max(donor_id), count(*), NULL FROM donors GROUP BY fund_id
            UNION ALL
            SELECT fund_id, 'transfer', max(transfer_id), count(*), NULL FROM pool_transfers GROUP BY fund_id
            UNION ALL
            SELECT fund_id, series, NULL, NULL, last_no FROM number_series),
        compared AS (
            SELECT fund_id, series, coalesce(max(last_no), 0) AS last_no, coalesce(max(numbers), 0) AS numbers,
                coalesce(max(counter), 0) AS counter
            FROM numbers WHERE fund_id = ANY (@Funds) GROUP BY fund_id, series)
        SELECT f.code AS fund, 'number series' AS kind, c.series AS number, x.field, x.expected, x.found
        FROM compared c JOIN funds f USING (fund_id)
        CROSS JOIN LATERAL (VALUES ('last_no', c.last_no::text, c.counter::text),
                                   ('numbers', c.counter::text, c.numbers::text)) x(field, expected, found)
        ORDER BY f.code, c.series, x.field
        """;

    private readonly string sql;
    private readonly PassTally tally;

    public RowComparison(string name, string sql) => (tally, this.sql) = (new PassTally(name), sql);

    /// <summary>A new one of each.</summary>
    public static IReadOnlyList<RowComparison> All =>
    [
        new("numbers", NumbersSql), new("norm-uses", NormUses.Sql), new("norm-totals", NormTotalsSql),
    ];

    public IReadOnlyList<PassTally> Tallies => [tally];

    public async Task RunAsync(Db db, IReadOnlyList<VerifiedFund> funds, CancellationToken token)
    {
        var parameters = new { Funds = funds.Select(fund => fund.FundId).ToArray() };
        await foreach (var row in db.StreamAsync<Row>(sql, parameters).WithCancellation(token))
        {
            if (row.Fund is null) tally.Held(row.Comparisons);
            else if (row.Unjudged) tally.CouldNotFinish(Elsewhere(row.Number));
            else tally.Compare(row.Fund, row.Kind, row.Number, row.Field, row.Expected, row.Found);
        }
    }

    private static Wording Elsewhere(string number) =>
        new($"{number}: ở đây không đọc được lượt dùng của quỹ khác.", $"{number}: the uses of other funds cannot be read here.");

    private sealed record Row
    {
        /// <summary>Null in a row that only counts what held.</summary>
        public string? Fund { get; init; }

        public string Kind { get; init; } = "";

        public string Number { get; init; } = "";

        public string Field { get; init; } = "";

        public string? Expected { get; init; }

        public string? Found { get; init; }

        public bool Unjudged { get; init; }

        public long Comparisons { get; init; }
    }
}
