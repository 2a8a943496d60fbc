using FundLedger.Features.Checkpoints;
using FundLedger.Features.Pipeline;
using FundLedger.Features.Statements;
using NodaTime;
using NodaTime.Text;

namespace FundLedger.Features.Audit;

/// <summary>
/// The statement of each closing is computed again from the books as known then, and its digest is the one that was sealed.
/// </summary>
internal sealed class StatementCheck : IVerifier
{
    // Closings of before statements were sealed have none; they stand before the fund's first seal.
    private const string ClosingsSql = """
        SELECT c.month, c.version, encode(s.digest, 'hex') AS digest
        FROM closed_periods c LEFT JOIN statement_seals s USING (fund_id, month, version)
        WHERE c.fund_id = @FundId AND (s.digest IS NOT NULL
            OR c.log_no > (SELECT min(e.log_no) FROM period_events e WHERE e.fund_id = c.fund_id))
        ORDER BY c.log_no
        """;

    private readonly PassTally tally = new("statements");

    public IReadOnlyList<PassTally> Tallies => [tally];

    public async Task RunAsync(Db db, IReadOnlyList<VerifiedFund> funds, CancellationToken token)
    {
        var statements = new StatementReader(db, new StatementCheckpoints(db));
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
        var from = LocalDate.Max(closing.Month, fund.OpenedOn);
        var statement = await statements.ReadAsync(
            fund.Code, from, closing.Month.With(DateAdjusters.EndOfMonth), closing.Version, token);
        var recomputed = statement.Match(found => found.Digest, contradiction => contradiction.Message);
        var month = YearMonthPattern.Iso.Format(closing.Month.ToYearMonth());
        tally.Compare(fund.Code, "statement", $"{month}/{closing.Version}", "digest", recomputed, closing.Digest);
    }

    private sealed record Closed
    {
        public LocalDate Month { get; init; }

        public int Version { get; init; }

        public string? Digest { get; init; }
    }
}
