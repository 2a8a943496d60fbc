using FundLedger.Domain;
using FundLedger.Features.Pipeline;
using MediatR;

namespace FundLedger.Features.Disbursements;

/// <summary>One request as the decision sheet shows it.</summary>
public sealed record GetDisbursement(string Fund, long Id) : IQuery<DisbursementSheet>;

internal sealed class GetDisbursementHandler(Db db, SheetLinesReader lines, SheetDecisionReader decisions)
    : IRequestHandler<GetDisbursement, Result<DisbursementSheet>>
{
    private const string HeadSql = """
        SELECT d.disbursement_id AS id, d.status, t.title_vi, t.title_en, d.support_kind, d.requested_on, d.judged_on,
            d.line_count, d.total,
            p.code AS pool_code, p.name_vi AS pool_vi, p.name_en AS pool_en, b.liquid - b.committed AS pool_available,
            n.number AS decision_number, n.issued_on AS decision_issued_on, n.issued_by AS decision_issued_by,
            lower(n.in_force) AS decision_from, n.is_sample AS decision_is_sample,
            CASE WHEN upper(n.in_force) <= business_today() THEN upper(n.in_force) - 1 END AS decision_ended_on,
            (SELECT s.number FROM norm_decisions s WHERE s.decision_id = n.superseded_by) AS decision_replaced_by,
            encode(e.content_hash, 'hex') AS content_hash,
            (SELECT r.replaces_id FROM request_replacements r
             WHERE r.fund_id = d.fund_id AND r.disbursement_id = d.disbursement_id) AS replaces,
            (SELECT r.disbursement_id FROM request_replacements r
             WHERE r.fund_id = d.fund_id AND r.replaces_id = d.disbursement_id) AS replaced_by,
            (SELECT min(format_voucher(v.voucher_type, v.voucher_year, v.voucher_no)) FROM vouchers v
             WHERE v.fund_id = d.fund_id AND v.disbursement_id = d.disbursement_id AND v.voucher_type = 'PC'
                 AND NOT EXISTS (SELECT FROM payment_orders o
                     WHERE o.fund_id = d.fund_id AND o.disbursement_id = d.disbursement_id)) AS voucher,
            (SELECT count(*)::int FROM disbursement_lines x
             WHERE x.fund_id = d.fund_id AND x.disbursement_id = d.disbursement_id
                 AND (SELECT w.person_id FROM beneficiaries c JOIN users w ON w.user_name = c.registered_by
                     WHERE c.beneficiary_code = x.beneficiary_code) IN (d.requester_person, d.payer_person)) AS registered_by_hands,
            d.requester_person, me.person_id = d.requester_person AS is_mine,
            me.person_id IS NOT DISTINCT FROM d.approver_person OR EXISTS (SELECT FROM disbursement_steps s WHERE s.fund_id = d.fund_id
                AND s.disbursement_id = d.disbursement_id AND s.decided_person = me.person_id) AS is_decided_by_me
        FROM disbursements d JOIN funds f USING (fund_id) JOIN disbursement_titles t USING (fund_id, disbursement_id)
        JOIN pools p USING (fund_id, pool_id) JOIN pool_balances b USING (fund_id, pool_id) JOIN norm_decisions n USING (decision_id)
        JOIN disbursement_events e ON e.fund_id = d.fund_id AND e.disbursement_id = d.disbursement_id AND e.event = 'requested'
        CROSS JOIN (SELECT person_id FROM users WHERE user_name = acting_user()) me
        WHERE f.code = @Fund AND d.disbursement_id = @Id
        """;

    private const string EventsSql = """
        SELECT e.event, u.display_name AS who, e.recorded_at AS at, e.reason
        FROM disbursement_events e JOIN funds f USING (fund_id) JOIN users u ON u.user_name = e.actor
        WHERE f.code = @Fund AND e.disbursement_id = @Id ORDER BY e.log_no
        """;

    private const string PapersSql = """
        WITH asked AS (
            SELECT DISTINCT ON (p.name_vi) p.name_vi, p.name_en, p.rank
            FROM (SELECT DISTINCT l.decision_id, l.line_code FROM funds f JOIN disbursement_lines l USING (fund_id)
                WHERE f.code = @Fund AND l.disbursement_id = @Id) l JOIN norm_lines n USING (decision_id, line_code)
            CROSS JOIN LATERAL unnest(n.papers_vi, n.papers_en) WITH ORDINALITY p(name_vi, name_en, rank)
            ORDER BY p.name_vi, p.rank),
        there AS (
            SELECT r.name_vi, r.paper_no, r.size, r.attached_at FROM papers_of_requests r JOIN funds f USING (fund_id)
            WHERE f.code = @Fund AND r.disbursement_id = @Id)
        SELECT coalesce(a.name_vi, t.name_vi) AS name_vi, coalesce(a.name_en, '') AS name_en, t.paper_no AS no, t.size, t.attached_at
        FROM asked a FULL JOIN there t USING (name_vi) ORDER BY a.rank, a.name_vi, t.paper_no
        """;

    private const string TermsSql = """
        SELECT t.payee_kind AS payee, i.name AS institution_name, t.urgent_reason, l.cost, l.insurance, l.other_aid,
            l.beneficiary_code AS child
        FROM funds f JOIN disbursements d USING (fund_id) LEFT JOIN request_terms t USING (fund_id, disbursement_id)
        LEFT JOIN institutions i ON i.institution_code = t.payee_institution
        LEFT JOIN disbursement_lines l ON l.fund_id = d.fund_id AND l.disbursement_id = d.disbursement_id AND d.line_count = 1
        WHERE f.code = @Fund AND d.disbursement_id = @Id
        """;

    private const string SignedSql = """
        SELECT s.order_no AS "order", count(*)::int AS count
        FROM signed_lists s JOIN payment_orders o USING (fund_id, order_no) JOIN funds f USING (fund_id)
        WHERE f.code = @Fund AND o.disbursement_id = @Id GROUP BY s.order_no ORDER BY s.order_no
        """;

    private const string MoneySql = """
        SELECT m.account_code AS account, a.name_vi, a.name_en, m.balance AS held
        FROM money_balances m JOIN funds f USING (fund_id) JOIN accounts a USING (account_code)
        WHERE f.code = @Fund ORDER BY m.account_code DESC
        """;

    public async Task<Result<DisbursementSheet>> Handle(GetDisbursement request, CancellationToken cancellationToken)
    {
        if (await db.FindAsync<SheetHead>(HeadSql, request, cancellationToken) is not { } head)
        {
            return new DisbursementNotFound(request.Fund, request.Id);
        }

        return new DisbursementSheet(
            head,
            await db.ListAsync<SheetEvent>(EventsSql, request, cancellationToken),
            await lines.ReadAsync(request, head, cancellationToken),
            await db.ListAsync<SheetPaper>(PapersSql, request, cancellationToken),
            await db.ListAsync<SheetMoney>(MoneySql, request, cancellationToken),
            await decisions.ReadAsync(request, head, cancellationToken))
        {
            Terms = await TermsAsync(request, cancellationToken),
            Goods = await db.ListAsync<SheetGoods>(SheetGoods.Sql, request, cancellationToken),
            SignedLists = await db.ListAsync<SheetSigned>(SignedSql, request, cancellationToken),
        };
    }

    private async Task<SheetTerms> TermsAsync(GetDisbursement request, CancellationToken token)
    {
        var given = await db.ListAsync<GivenToo>(GivenToo.OfFundSql, request, token);
        return await db.SingleAsync<SheetTerms>(TermsSql, request, token) with
        {
            CoFunders = [.. given.Select(one => new CoFunder(one.Name, one.Amount))],
        };
    }
}
