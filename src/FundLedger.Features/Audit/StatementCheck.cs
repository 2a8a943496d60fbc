using FundLedger.Features.Checkpoints;
using FundLedger.Features.Pipeline;
using FundLedger.Features.Statements;
using NodaTime;
using NodaTime.Text;

namespace FundLedger.Features.Audit;

/// <summary>
/// The statements of each closing are computed again from the books as known then, and their digests are the ones that were sealed.
/// </summary>
internal sealed class StatementCheck : IVerifier
{
    // Closings of before statements were sealed have none; they stand before the fund's first seal.
    private const string ClosingsSql = """
        SELECT c.month, c.version, greatest(c.month, f.opened_on) AS from_date, encode(s.digest, 'hex') AS digest, c.log_no
        FROM closed_periods c JOIN funds f USING (fund_id) LEFT JOIN statement_seals s USING (fund_id, month, version)
        WHERE c.fund_id = @FundId AND (s.digest IS NOT NULL
            OR c.log_no > (SELECT min(e.log_no) FROM period_events e WHERE e.fund_id = c.fund_id))
        UNION ALL
        SELECT i.month, i.version, i.from_date, encode(i.digest, 'hex'), c.log_no
        FROM issued_statements i JOIN closed_periods c USING (fund_id, month, version)
        WHERE i.fund_id = @FundId AND NOT EXISTS (SELECT FROM statement_seals s JOIN funds f USING (fund_id)
            WHERE (s.fund_id, s.month, s.version, s.digest) = (i.fund_id, i.month, i.version, i.digest)
                AND i.from_date = greatest(i.month, f.opened_on))
        ORDER BY log_no, from_date
        """;

    private readonly PassTally tally = new("statements");

    public IReadOnlyList<PassTally> Tallies => [tally];

    public async Task RunAsync(Db db, IReadOnlyList<VerifiedFund> funds, CancellationToken token)
    {
        var statements = new StatementReader(db, new StatementCheckpoints(db), PublicAddress.None);
        foreach (var fund in funds)
        {
            foreach (var closing in await db.ListAsync<Closed>(ClosingsSql, new { fund.FundId }, token))
            {
                await CheckAsync(statements, fund, closing, token);
            }
        }
    }

    private async Task CheckAsync(StatementReader statements, VerifiedFund fund, Closed closing, CancellationToken token)
    {
        var statement = await statements.ReadAsync(
            fund.Code, closing.FromDate, closing.Month.With(DateAdjusters.EndOfMonth), closing.Version, token);
        var recomputed = statement.Match(found => found.Digest, contradiction => contradiction.Message);
        var month = YearMonthPattern.Iso.Format(closing.Month.ToYearMonth());
        var since = closing.FromDate < closing.Month ? $" from {LocalDatePattern.Iso.Format(closing.FromDate)}" : "";
        tally.Compare(fund.Code, "statement", $"{month}/{closing.Version}{since}", "digest", recomputed, closing.Digest);
    }

    private sealed record Closed
    {
        public LocalDate Month { get; init; }

        public int Version { get; init; }

        public LocalDate FromDate { get; init; }

        public string? Digest { get; init; }
    }
}
