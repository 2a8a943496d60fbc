using System.Globalization;
using FundLedger.Features.Pipeline;

namespace FundLedger.Features.Audit;

/// <summary>The steps of requests as they are kept, as their ladder says them, and as the log says who took them.</summary>
internal static class StepCheck
{
    private const string StepsSql = """
        SELECT q.disbursement_id, n.step,
            concat_ws('/', q.ladder_no, q.judged_sum, a.level_code, a.name_vi, a.name_en, q.person_id) AS said,
            concat_ws('/', s.ladder_no, s.judged_sum, s.level_code, s.name_vi, s.name_en, s.requester_person) AS kept,
            concat_ws('/', e.actor, e.person_id, e.in_name_of, e.in_name_person) AS logged,
            concat_ws('/', s.decided_by, s.decided_person, s.in_name_of, s.in_name_person) AS taken
        FROM disbursement_events q
        CROSS JOIN LATERAL (
            SELECT i AS step FROM generate_series(1, q.step_count) i
            UNION SELECT s.step FROM disbursement_steps s WHERE s.fund_id = q.fund_id AND s.disbursement_id = q.disbursement_id) n
        LEFT JOIN approval_steps a ON a.fund_id = q.fund_id AND a.ladder_no = q.ladder_no AND a.step = n.step AND n.step <= q.step_count
        LEFT JOIN disbursement_steps s ON s.fund_id = q.fund_id AND s.disbursement_id = q.disbursement_id AND s.step = n.step
        LEFT JOIN disbursement_events e ON e.fund_id = q.fund_id AND e.disbursement_id = q.disbursement_id AND e.step = n.step
            AND e.event IN ('step_approved', 'approved')
        WHERE q.fund_id = @FundId AND q.disbursement_id BETWEEN @From AND @To AND q.event = 'requested'
        ORDER BY q.disbursement_id, n.step
        """;

    /// <param name="range">FundId, From and To of the requests.</param>
    public static async Task RunAsync(Db db, VerifiedFund fund, object range, PassTally tally, CancellationToken token)
    {
        foreach (var step in await db.ListAsync<StepTaken>(StepsSql, range, token))
        {
            var number = string.Create(CultureInfo.InvariantCulture, $"{step.DisbursementId}/{step.Step}");
            tally.Compare(fund.Code, "step", number, "level", step.Said, step.Kept);
            tally.Compare(fund.Code, "step", number, "hands", step.Logged, step.Taken);
        }
    }

    private sealed record StepTaken
    {
        public long DisbursementId { get; init; }

        public int Step { get; init; }

        public string Kept { get; init; } = "";

        public string Said { get; init; } = "";

        public string Taken { get; init; } = "";

        public string Logged { get; init; } = "";
    }
}
