using FundLedger.Domain;
using FundLedger.Domain.Approvals;
using FundLedger.Domain.Disbursements;
using FundLedger.Features.Ledger;
using FundLedger.Features.Pipeline;
using NodaTime;

namespace FundLedger.Features.Disbursements;

/// <summary>Reads what an approver looks at, for the person who asks.</summary>
internal sealed class SheetDecisionReader(Db db)
{
    private const string StepsSql = """
        SELECT s.step, s.level_code AS level, s.name_vi, s.name_en, s.judged_sum, s.decided_person, s.in_name_person, w.display_name AS who,
            CASE WHEN s.in_name_of <> s.decided_by THEN n.display_name END AS in_name_of, e.recorded_at AS at
        FROM disbursement_steps s JOIN funds f USING (fund_id) LEFT JOIN users w ON w.user_name = s.decided_by
        LEFT JOIN users n ON n.user_name = s.in_name_of
        LEFT JOIN disbursement_events e ON e.fund_id = s.fund_id AND e.disbursement_id = s.disbursement_id AND e.step = s.step
            AND e.event IN ('step_approved', 'approved')
        WHERE f.code = @Fund AND s.disbursement_id = @Id ORDER BY s.step
        """;

    private const string RecentSql = """
        SELECT x.disbursement_id AS id, t.title_vi, t.title_en, x.requested_on, x.status, r.amount
        FROM funds f JOIN disbursements d USING (fund_id)
        CROSS JOIN LATERAL (
            SELECT r.disbursement_id, sum(r.amount)::bigint AS amount
            FROM recent_support(d.fund_id, d.support_kind, d.occasion_code, d.occasion_year,
                ARRAY(SELECT coalesce(l.beneficiary_code, l.recipient) FROM disbursement_lines l
                      WHERE l.fund_id = d.fund_id AND l.disbursement_id = d.disbursement_id), d.disbursement_id, d.requested_on) r
            GROUP BY r.disbursement_id) r
        JOIN disbursements x ON x.fund_id = d.fund_id AND x.disbursement_id = r.disbursement_id
        JOIN disbursement_titles t ON t.fund_id = x.fund_id AND t.disbursement_id = x.disbursement_id
        WHERE f.code = @Fund AND d.disbursement_id = @Id ORDER BY x.disbursement_id DESC
        """;

    private const string FlagsSql = """
        WITH d AS (SELECT d.* FROM disbursements d JOIN funds f USING (fund_id) WHERE f.code = @Fund AND d.disbursement_id = @Id),
        own AS (SELECT l.* FROM disbursement_lines l JOIN d USING (fund_id, disbursement_id)),
        usual AS (SELECT percentile_disc(0.95) WITHIN GROUP (ORDER BY l.amount) AS most
            FROM d JOIN disbursements o ON o.fund_id = d.fund_id AND o.support_kind = d.support_kind
                AND o.disbursement_id < d.disbursement_id AND o.status IN ('approved', 'paid') AND o.requested_on > d.requested_on - 365
            JOIN disbursement_lines l ON l.fund_id = o.fund_id AND l.disbursement_id = o.disbursement_id HAVING count(*) >= 20)
        SELECT (SELECT count(*)::int FROM own, usual WHERE own.amount > usual.most) AS unusual_amounts,
            (SELECT most FROM usual) AS usual_at_most,
            (SELECT count(*)::int
                FROM (SELECT DISTINCT fund_id, disbursement_id, exception_sha256 FROM own WHERE exception_sha256 IS NOT NULL) o
                WHERE EXISTS (SELECT FROM disbursement_lines x WHERE x.fund_id = o.fund_id AND x.exception_sha256 = o.exception_sha256
                    AND x.disbursement_id <> o.disbursement_id))
            + (SELECT count(*)::int FROM request_papers o JOIN d USING (fund_id, disbursement_id)
                WHERE EXISTS (SELECT FROM request_papers x JOIN disbursements e USING (fund_id, disbursement_id)
                    WHERE x.fund_id = o.fund_id AND x.mark = o.mark AND x.disbursement_id <> o.disbursement_id
                        AND e.status IN ('requested', 'approved', 'paid'))) AS papers_used_elsewhere,
            coalesce((SELECT count(DISTINCT l.beneficiary_code)::int
                FROM delivery_collectors c JOIN deliveries v USING (fund_id, order_no, line_no) JOIN d USING (fund_id)
                JOIN payment_orders p USING (fund_id, order_no)
                JOIN disbursement_lines l ON l.fund_id = p.fund_id AND l.disbursement_id = p.disbursement_id AND l.line_no = c.line_no
                WHERE v.received_at > d.requested_on - 365 AND l.beneficiary_code IN (SELECT beneficiary_code FROM own)
                GROUP BY lower(c.name) HAVING count(DISTINCT l.beneficiary_code) > 3 ORDER BY 1 DESC LIMIT 1), 0) AS one_collector,
            coalesce((SELECT count(*)::int
                FROM (SELECT (SELECT b.household_code FROM beneficiaries b WHERE b.beneficiary_code = o.beneficiary_code) AS household
                    FROM own o WHERE o.class_code <> 'protected') h
                WHERE h.household IS NOT NULL GROUP BY h.household HAVING count(*) > 3 ORDER BY 1 DESC LIMIT 1), 0) AS one_household
        """;

    private const string ChangeSql = """
        WITH d AS (SELECT d.* FROM disbursements d JOIN funds f USING (fund_id)
            WHERE f.code = @Fund AND d.disbursement_id = @Id AND d.occasion_code IS NOT NULL),
        before AS (SELECT o.* FROM disbursements o JOIN d ON o.fund_id = d.fund_id AND o.support_kind = d.support_kind
                AND o.occasion_code = d.occasion_code AND o.occasion_year < d.occasion_year AND o.status IN ('approved', 'paid')
            ORDER BY o.occasion_year DESC, o.disbursement_id DESC LIMIT 1),
        mine AS (SELECT l.beneficiary_code FROM disbursement_lines l JOIN d USING (fund_id, disbursement_id)),
        theirs AS (SELECT l.beneficiary_code FROM disbursement_lines l JOIN before USING (fund_id, disbursement_id))
        SELECT b.disbursement_id AS id, b.requested_on, b.total,
            (SELECT count(*)::int FROM (TABLE mine EXCEPT TABLE theirs) x) AS added,
            (SELECT count(*)::int FROM (TABLE theirs EXCEPT TABLE mine) x) AS left
        FROM before b
        """;

    private const string PairsSql = """
        SELECT w.beneficiary_code, w.other_code, w.place, w.other_place, w.deciders
        FROM funds f CROSS JOIN LATERAL who_decides_pairs(f.fund_id, @Id) w WHERE f.code = @Fund
        """;

    public async Task<SheetDecision> ReadAsync(GetDisbursement asked, SheetHead head, CancellationToken token)
    {
        var steps = await db.ListAsync<SheetStep>(StepsSql, asked, token);
        var hands = await db.ListAsync<ApprovalHand>(Ladders.MyHandsSql, asked, token);
        var frozen = steps.Select(step => step.ToStep()).ToList();
        var hand = head.IsWaiting ? frozen.Find(step => !step.IsTaken)?.HandFor(head.Id, head.RequesterPerson, frozen, hands) : null;
        return new SheetDecision(
            steps, hand is { IsOk: true } ? hand.Value : null, hand?.Error,
            await db.ListAsync<SheetRecent>(RecentSql, asked, token),
            await db.FindAsync<SheetFlags>(FlagsSql, asked, token) ?? new SheetFlags(),
            await db.FindAsync<SheetChange>(ChangeSql, asked, token))
        {
            Pairs = await db.ListAsync<SheetPair>(PairsSql, asked, token),
        };
    }
}
