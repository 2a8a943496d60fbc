using FundLedger.Domain.Audits;
using FundLedger.Features.Pipeline;

namespace FundLedger.Features.Findings;

/// <summary>A finding as its next step needs it; null when the fund has none of that number.</summary>
internal sealed class FindingLoad(Db db)
{
    private const string FindSql = """
        SELECT f.finding_no, finding_state(f.fund_id, f.finding_no) AS state, f.person_id AS finder,
            ARRAY(SELECT s.person_id FROM finding_steps s WHERE s.fund_id = f.fund_id AND s.finding_no = f.finding_no
                AND s.step = 'answered') AS answerers
        FROM findings f WHERE f.fund_id = @FundId AND f.finding_no = @Finding
        """;

    public async Task<Finding?> FindAsync(int fundId, int finding, CancellationToken token) =>
        await db.FindAsync<Row>(FindSql, new { FundId = fundId, Finding = finding }, token) is { } row
            ? new Finding(row.FindingNo, StateOf(row.State), row.Finder, row.Answerers)
            : null;

    public static FindingState StateOf(string word) => word switch
    {
        "answered" => FindingState.Answered,
        "accepted" => FindingState.Accepted,
        _ => FindingState.Open,
    };

    private sealed record Row
    {
        public int FindingNo { get; init; }

        public string State { get; init; } = "";

        public long Finder { get; init; }

        public long[] Answerers { get; init; } = [];
    }
}
