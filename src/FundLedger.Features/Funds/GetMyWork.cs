using FundLedger.Domain;
using FundLedger.Features.Pipeline;
using MediatR;
using NodaTime;

namespace FundLedger.Features.Funds;

/// <summary>What the signed-in user can do now in a fund by their roles there, oldest first, and what waits for others.</summary>
public sealed record GetMyWork(string Fund) : IQuery<MyWork>;

/// <param name="ToApprove">Requests of others whose step this person may take now.</param>
/// <param name="ToPay">Approved requests that neither were asked for nor approved by this person.</param>
/// <param name="Rejected">Rejected, returned or withdrawn in the last 90 days and not asked for anew.</param>
/// <param name="WaitingOnOthers">What this person asked for or approved and somebody else has to move.</param>
/// <param name="MonthsToClose">Ended months, in order, that are still open; empty for who may not close them.</param>
public sealed record MyWork(
    IReadOnlyList<WorkItem> ToApprove,
    IReadOnlyList<WorkItem> ToPay,
    IReadOnlyList<WorkItem> Rejected,
    IReadOnlyList<WorkItem> WaitingOnOthers,
    IReadOnlyList<LocalDate> MonthsToClose,
    IReadOnlyList<RecentVoucher> Vouchers)
{
    /// <summary>
    /// What the standing checks say that somebody must act on; null when they are content, or for who does not answer for them.
    /// </summary>
    public CheckAlarm? Alarm { get; init; }

    /// <summary>Adjusting entries of others that this person may post.</summary>
    public long AdjustmentsToApprove { get; init; }

    /// <summary>What others asked of identities and this person may answer.</summary>
    public long CasesToAnswer { get; init; }

    /// <summary>Norm decisions that others propose and this person may publish.</summary>
    public long NormsToPublish { get; init; }

    /// <summary>Payment orders that are prepared or on their way, for a cashier.</summary>
    public long OrdersUnderWay { get; init; }

    /// <summary>Advances that this person has to hand out, of whatever fund.</summary>
    public long ListsToHandOut { get; init; }

    /// <summary>Papers that paid requests still lack, for who may attach them; the longest paid first.</summary>
    public IReadOnlyList<AwaitedPaper> PapersAwaited { get; init; } = [];

    /// <summary>Ladders of approval that others propose and this person may adopt.</summary>
    public long LaddersToAdopt { get; init; }
}

internal sealed class GetMyWorkHandler(Db db) : IRequestHandler<GetMyWork, Result<MyWork>>
{
    private const string ItemsSql = """
        WITH me AS (SELECT u.user_name, u.person_id, ARRAY(SELECT r.role FROM user_roles r JOIN funds f USING (fund_id)
                        WHERE r.user_name = u.user_name AND f.code = @Fund) AS roles
                    FROM users u WHERE u.user_name = acting_user())
        SELECT d.disbursement_id AS id, d.status, t.title_vi, t.title_en, d.requested_on, u.display_name AS requester,
            p.name_vi AS pool_vi, p.name_en AS pool_en, d.line_count AS lines, d.total, e.reason, q.queue,
            x.urgent_reason IS NOT NULL AS is_urgent,
            CASE WHEN d.status IN ('requested', 'approved')
                THEN (SELECT count(*)::int FROM disbursement_obstacles(d.fund_id, d.disbursement_id)) ELSE 0 END AS obstacles
        FROM disbursements d JOIN funds f USING (fund_id) JOIN disbursement_titles t USING (fund_id, disbursement_id)
        JOIN pools p USING (fund_id, pool_id) JOIN users u ON u.user_name = d.requester CROSS JOIN me
        LEFT JOIN request_terms x ON x.fund_id = d.fund_id AND x.disbursement_id = d.disbursement_id
        LEFT JOIN disbursement_events e ON e.fund_id = d.fund_id AND e.disbursement_id = d.disbursement_id AND e.event = d.status
            AND e.event IN ('rejected', 'returned', 'withdrawn')
        CROSS JOIN LATERAL (SELECT d.approver_person IS NOT DISTINCT FROM me.person_id OR EXISTS (
            SELECT FROM disbursement_steps s
            WHERE s.fund_id = d.fund_id AND s.disbursement_id = d.disbursement_id AND s.decided_person = me.person_id) AS step) took
        CROSS JOIN LATERAL (SELECT CASE
            WHEN d.status = 'requested' AND 'approver' = ANY (me.roles)
                AND may_decide(d.fund_id, d.disbursement_id) THEN 'approve'
            WHEN d.status = 'approved' AND 'cashier' = ANY (me.roles) AND d.requester_person <> me.person_id AND NOT took.step
                AND (EXISTS (SELECT FROM open_lines l WHERE l.fund_id = d.fund_id AND l.disbursement_id = d.disbursement_id)
                    OR EXISTS (SELECT FROM request_goods g WHERE g.fund_id = d.fund_id AND g.disbursement_id = d.disbursement_id
                        AND g.state IN ('reserved', 'issued'))) THEN 'pay'
            WHEN d.status IN ('requested', 'approved')
                AND ('fund_accountant' = ANY (me.roles) OR d.requester_person = me.person_id OR took.step) THEN 'others'
            WHEN d.status IN ('rejected', 'returned', 'withdrawn')
                AND ('fund_accountant' = ANY (me.roles) OR d.requester_person = me.person_id)
                AND (e.recorded_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date > business_today() - 90
                AND NOT EXISTS (SELECT FROM disbursements again JOIN disbursement_lines l USING (fund_id, disbursement_id)
                    JOIN disbursement_lines own ON own.fund_id = d.fund_id AND own.disbursement_id = d.disbursement_id
                        AND own.beneficiary_code = l.beneficiary_code AND own.line_code = l.line_code
                    WHERE again.fund_id = d.fund_id AND again.disbursement_id > d.disbursement_id
                        AND again.occasion_year IS NOT DISTINCT FROM d.occasion_year
                        AND again.status NOT IN ('rejected', 'returned', 'withdrawn'))
                THEN 'rejected'
            END AS queue) q
        WHERE f.code = @Fund AND q.queue IS NOT NULL
        ORDER BY x.urgent_reason IS NULL, d.requested_on, d.disbursement_id
        """;

    private const string MonthsSql = """
        SELECT m::date FROM funds f
        CROSS JOIN generate_series(
            coalesce(
                (SELECT s.closed_through + 1 FROM period_states s WHERE s.fund_id = f.fund_id),
                date_trunc('month', f.opened_on)),
            date_trunc('month', business_today()) - interval '1 month', interval '1 month') m
        WHERE f.code = @Fund AND actor_has_role(f.fund_id, 'fund_accountant')
        ORDER BY m
        """;

    private const string VouchersSql = """
        SELECT format('%s-%s-%s', v.voucher_type, v.voucher_year, lpad(v.voucher_no::text, 5, '0')) AS number, v.voucher_date AS date,
            coalesce(d.counterparty_name, d.content) AS name, CASE WHEN v.voucher_type = 'BD' THEN -v.amount ELSE v.amount END AS amount
        FROM vouchers v JOIN funds f USING (fund_id) JOIN voucher_details d USING (fund_id, voucher_type, voucher_year, voucher_no)
        WHERE f.code = @Fund
        ORDER BY v.recorded_at DESC, v.voucher_date DESC, v.voucher_no DESC LIMIT 6
        """;

    private const string AlarmSql = """
        SELECT a.* FROM funds f
        CROSS JOIN LATERAL (SELECT * FROM check_runs ORDER BY run_no DESC LIMIT 1) r
        CROSS JOIN LATERAL (
            SELECT (SELECT count(*) FROM check_faults c WHERE c.fund_id = f.fund_id AND c.run_no = r.run_no) AS red,
                (SELECT count(*) FROM check_results c WHERE c.run_no = r.run_no AND NOT c.has_run) AS incomplete,
                NOT r.canary_found AS is_broken, r.finished_at < ledger_now() - interval '26 hours' AS is_overdue) a
        WHERE f.code = @Fund AND actor_has_role(f.fund_id, 'auditor', 'administrator')
            AND (a.red > 0 OR a.incomplete > 0 OR a.is_broken OR a.is_overdue)
        """;

    private const string AdjustmentsSql = """
        SELECT count(*) FROM adjustments a JOIN funds f USING (fund_id)
        WHERE f.code = @Fund AND a.changes_balance AND actor_has_role(f.fund_id, 'approver')
            AND a.requester_person <> (SELECT person_id FROM users WHERE user_name = acting_user())
            AND NOT EXISTS (SELECT FROM adjustment_events e
                WHERE e.fund_id = a.fund_id AND e.adjustment_id = a.adjustment_id AND e.event <> 'requested')
        """;

    private const string NormsSql = """
        SELECT count(*) FROM norm_decisions n JOIN funds f ON f.unit_id = n.issuing_unit_id WHERE f.code = @Fund AND n.status = 'proposed'
            AND actor_has_role(f.fund_id, 'approver') AND n.proposer_person <> (SELECT person_id FROM users WHERE user_name = acting_user())
        """;

    private const string LaddersSql = """
        SELECT count(*) FROM approval_ladders l JOIN funds f USING (fund_id) WHERE f.code = @Fund AND l.status = 'proposed'
            AND actor_has_role(f.fund_id, 'approver') AND l.proposer_person <> (SELECT person_id FROM users WHERE user_name = acting_user())
        """;

    private const string OrdersSql = """
        SELECT count(*) FROM payment_orders o JOIN funds f USING (fund_id)
        WHERE f.code = @Fund AND o.status IN ('prepared', 'unknown', 'sent') AND actor_has_role(f.fund_id, 'cashier')
        """;

    private const string HandoutsSql = "SELECT count(*) FROM my_handouts() WHERE settle_by IS NOT NULL";

    private const string CasesSql = """
        SELECT count(*) FROM identity_requests r JOIN beneficiaries b USING (beneficiary_code)
        JOIN funds f ON b.unit_id = ANY (units_of_fund(f.fund_id))
        WHERE f.code = @Fund AND actor_has_role(f.fund_id, 'approver')
            AND r.requester_person <> (SELECT person_id FROM users WHERE user_name = acting_user())
            AND NOT EXISTS (SELECT FROM identity_answers a WHERE a.request_no = r.request_no)
        """;

    public async Task<Result<MyWork>> Handle(GetMyWork request, CancellationToken cancellationToken)
    {
        var queues = (await db.ListAsync<WorkItem>(ItemsSql, request, cancellationToken)).ToLookup(item => item.Queue);
        return new MyWork(
            [.. queues["approve"]],
            [.. queues["pay"]],
            [.. queues["rejected"]],
            [.. queues["others"]],
            await db.ListAsync<LocalDate>(MonthsSql, request, cancellationToken),
            await db.ListAsync<RecentVoucher>(VouchersSql, request, cancellationToken))
        {
            AdjustmentsToApprove = await db.SingleAsync<long>(AdjustmentsSql, request, cancellationToken),
            CasesToAnswer = await db.SingleAsync<long>(CasesSql, request, cancellationToken),
            LaddersToAdopt = await db.SingleAsync<long>(LaddersSql, request, cancellationToken),
            OrdersUnderWay = await db.SingleAsync<long>(OrdersSql, request, cancellationToken),
            ListsToHandOut = await db.SingleAsync<long>(HandoutsSql, request, cancellationToken),
            PapersAwaited = await db.ListAsync<AwaitedPaper>(AwaitedPaper.Sql, request, cancellationToken),
            NormsToPublish = await db.SingleAsync<long>(NormsSql, request, cancellationToken),
            Alarm = await db.FindAsync<CheckAlarm>(AlarmSql, request, cancellationToken),
        };
    }
}
