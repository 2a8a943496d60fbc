using FundLedger.Features.Pipeline;
using FundLedger.Features.Reports;

namespace FundLedger.Features.Audit;

/// <summary>Each frozen report is computed again from the books as known then: figures, and the place in the log that it names.</summary>
internal sealed class ReportCheck : IVerifier
{
    private const string FrozenSql = """
        SELECT r.freeze_no AS number, r.fund_id, r.report, r.occasion_code AS occasion, r.from_date AS "from", r.cut_off, r.to_date AS "to",
            r.follows, r.log_no, encode(r.log_hash, 'hex') AS log_hash, encode(r.digest, 'hex') AS digest, r.frozen_at AS at,
            r.frozen_by AS by
        FROM report_freezes r WHERE r.fund_id = @FundId ORDER BY r.freeze_no
        """;

    private const string HashSql = "SELECT encode(hash, 'hex') FROM sealed_records WHERE fund_id = @FundId AND log_no = @LogNo";

    // What was sent is kept as text: its digest is recomputed here, not taken from the row.
    private const string TextSql = "SELECT figures FROM report_freezes WHERE fund_id = @FundId AND freeze_no = @Number";

    private readonly PassTally tally = new("reports");

    public IReadOnlyList<PassTally> Tallies => [tally];

    public async Task RunAsync(Db db, IReadOnlyList<VerifiedFund> funds, CancellationToken token)
    {
        foreach (var fund in funds)
        {
            foreach (var report in await db.ListAsync<FrozenReport>(FrozenSql, new { fund.FundId }, token))
            {
                await CheckAsync(db, fund, report, token);
            }
        }
    }

    private async Task CheckAsync(Db db, VerifiedFund fund, FrozenReport report, CancellationToken token)
    {
        var number = FormattableString.Invariant($"{report.Number}");
        var scope = report.Scope(fund.OpenedOn);
        var read = await new ReportFigureReader(db).ReadAsync(scope, token);
        var recomputed = read.Match(
            figures => ReportDigest.Of(ReportDigest.TextOf(scope, report.Report, figures)), contradiction => contradiction.Message);
        tally.Compare(fund.Code, "report", number, "digest", recomputed, report.Digest);
        var text = await db.SingleAsync<string>(TextSql, new { fund.FundId, report.Number }, token);
        tally.Compare(fund.Code, "report", number, "figures", recomputed, ReportDigest.Of(text));
        var hash = await db.FindAsync<string>(HashSql, new { fund.FundId, report.LogNo }, token);
        tally.Compare(fund.Code, "report", number, "log", hash, report.LogHash);
    }
}
