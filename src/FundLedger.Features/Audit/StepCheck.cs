using System.Globalization;
using FundLedger.Features.Pipeline;

namespace FundLedger.Features.Audit;

/// <summary>The steps of requests as they are kept, as their ladder says them, and as the log says who took them.</summary>
internal static class StepCheck
{
    private const string StepsSql = """
        SELECT s.disbursement_id, s.step, concat_ws('/', s.level_code, s.name_vi, s.name_en, s.requester_person) AS kept,
            (SELECT concat_ws('/', a.level_code, a.name_vi, a.name_en, d.requester_person) FROM approval_steps a
             WHERE a.fund_id = s.fund_id AND a.ladder_no = s.ladder_no AND a.step = s.step) AS said,
            concat_ws('/', s.decided_by, s.decided_person, s.in_name_of, s.in_name_person) AS taken,
            (SELECT concat_ws('/', e.actor, e.person_id, e.in_name_of, e.in_name_person) FROM disbursement_events e
             WHERE e.fund_id = s.fund_id AND e.disbursement_id = s.disbursement_id AND e.step = s.step
                 AND e.event IN ('step_approved', 'approved')) AS logged
        FROM disbursement_steps s JOIN disbursements d USING (fund_id, disbursement_id)
        WHERE s.fund_id = @FundId AND s.disbursement_id BETWEEN @From AND @To ORDER BY s.disbursement_id, s.step
        """;

    /// <param name="range">FundId, From and To of the requests.</param>
    public static async Task RunAsync(Db db, VerifiedFund fund, object range, PassTally tally, CancellationToken token)
    {
        foreach (var step in await db.ListAsync<StepTaken>(StepsSql, range, token))
        {
            var number = string.Create(CultureInfo.InvariantCulture, $"{step.DisbursementId}/{step.Step}");
            tally.Compare(fund.Code, "step", number, "level", step.Said, step.Kept);
            tally.Compare(fund.Code, "step", number, "hands", step.Logged ?? "", step.Taken);
        }
    }

    private sealed record StepTaken
    {
        public long DisbursementId { get; init; }

        public int Step { get; init; }

        public string Kept { get; init; } = "";

        public string? Said { get; init; }

        public string Taken { get; init; } = "";

        public string? Logged { get; init; }
    }
}
