using FundLedger.Domain;
using FundLedger.Features.Pipeline;
using NodaTime;

namespace FundLedger.Features.Payments;

/// <summary>Reads an order in the snapshot of the running query; shared by its page and its files.</summary>
internal sealed class PaymentReader(Db db)
{
    private const string HeadSql = """
        SELECT o.order_no AS no, replace(o.way, '_', '') AS way, o.status, o.money_account, o.bank_profile,
            u.display_name AS officer, o.settle_by, o.prepared_on, o.total, o.disbursement_id AS request,
            t.title_vi, t.title_en, p.name_vi AS pool_vi, p.name_en AS pool_en,
            format_voucher(o.voucher_type, o.voucher_year, o.voucher_no) AS voucher,
            f.code AS fund, f.name_vi AS fund_vi, f.name_en AS fund_en, n.name AS unit,
            o.way = 'advance' AND o.status = 'sent' AND o.settle_by < business_today() AS is_overdue,
            (SELECT count(*)::int FROM delivery_conflicts k WHERE k.fund_id = o.fund_id AND k.order_no = o.order_no) AS conflicts,
            actor_has_role(o.fund_id, 'cashier') AND me.person_id NOT IN (d.requester_person, d.approver_person)
                AND me.person_id IS DISTINCT FROM o.officer_person AND NOT EXISTS (SELECT FROM disbursement_steps s
                    WHERE s.fund_id = o.fund_id AND s.disbursement_id = o.disbursement_id AND s.decided_person = me.person_id) AS may_act
        FROM payment_orders o JOIN funds f USING (fund_id) JOIN units n USING (unit_id)
        JOIN disbursements d USING (fund_id, disbursement_id) JOIN disbursement_titles t USING (fund_id, disbursement_id)
        JOIN pools p USING (fund_id, pool_id)
        LEFT JOIN users u ON u.user_name = o.officer
        CROSS JOIN (SELECT (SELECT person_id FROM users WHERE user_name = acting_user()) AS person_id) me
        WHERE f.code = @Fund AND o.order_no = @Order
        """;

    private const string LinesSql = """
        SELECT l.line_no AS no, coalesce(x.beneficiary_code, x.recipient) AS child, u.name AS place,
            x.class_code IS NOT DISTINCT FROM 'protected' AS is_sealed, l.amount, p.name AS payee_name, p.bank, p.account,
            l.outcome, l.paid, v.outcome AS delivered, v.paid AS delivered_paid, v.relation, w.name AS collector,
            l.ended_on, l.bank_reference AS reference, l.note,
            format_voucher(l.voucher_type, l.voucher_year, l.voucher_no) AS voucher,
            format('%sLC%sD%s', f.code, l.order_no, l.line_no) AS mark,
            EXISTS (SELECT FROM payment_order_lines a WHERE a.fund_id = l.fund_id AND a.disbursement_id = l.disbursement_id
                AND a.line_no = l.line_no AND a.order_no > l.order_no AND a.outcome IS DISTINCT FROM 'cancelled') AS is_ordered_again
        FROM payment_order_lines l JOIN funds f USING (fund_id)
        JOIN disbursement_lines x USING (fund_id, disbursement_id, line_no) LEFT JOIN units u ON u.unit_id = x.unit_id
        LEFT JOIN payment_payees p USING (fund_id, order_no, line_no) LEFT JOIN deliveries v USING (fund_id, order_no, line_no)
        LEFT JOIN delivery_collectors w USING (fund_id, order_no, line_no)
        WHERE f.code = @Fund AND l.order_no = @Order ORDER BY l.line_no
        """;

    private const string StepsSql = """
        SELECT s.step, u.display_name AS who, s.at, s.reason
        FROM payment_order_steps s JOIN funds f USING (fund_id) JOIN users u ON u.user_name = s.actor
        WHERE f.code = @Fund AND s.order_no = @Order ORDER BY s.step_no
        """;

    private const string PrintsSql = """
        SELECT p.paper, p.line_no AS line, p.copy_no AS copy, u.display_name AS who, p.printed_at AS at
        FROM payment_prints p JOIN funds f USING (fund_id) JOIN users u ON u.user_name = p.printed_by
        WHERE f.code = @Fund AND p.order_no = @Order ORDER BY p.print_no DESC
        """;

    public Task<IReadOnlyList<PaymentPrint>> PrintsAsync(string fund, int order, CancellationToken token) =>
        db.ListAsync<PaymentPrint>(PrintsSql, new { Fund = fund, Order = order }, token);

    public async Task<Result<PaymentSheet>> ReadAsync(string fund, int order, CancellationToken token)
    {
        var key = new { Fund = fund, Order = order };
        if (await db.FindAsync<PaymentHead>(HeadSql, key, token) is not { } head) return new PaymentOrderNotFound(fund, order);
        var steps = await db.ListAsync<StepRow>(StepsSql, key, token);
        return new PaymentSheet(
            head, await db.ListAsync<PaymentLine>(LinesSql, key, token),
            [.. steps.Select(step => new PaymentStep(step.Step, step.Who, step.At, step.Reason))]);
    }

    private sealed record StepRow
    {
        public string Step { get; init; } = "";

        public string Who { get; init; } = "";

        public Instant At { get; init; }

        public string? Reason { get; init; }
    }
}
