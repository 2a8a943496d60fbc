namespace FundLedger.Features.Audit;

/// <summary>
/// Every line of a request used its norm once; what was rejected, withdrawn, given up, reversed, or not given out of the stock was given
/// back once.
/// </summary>
internal static class NormUses
{
    // With ordinality the function is not inlined, which PostgreSQL 15 fails to plan for an argument that is a whole row.
    public const string Sql = """
        WITH asked AS (
            SELECT l.fund_id, l.disbursement_id, l.line_no, coalesce(l.beneficiary_code, l.recipient) AS beneficiary_code, k.usage_key,
                k.allowed, d.judged_on, r.recorded_at, r.actor, l.amount = coalesce(l.stock, 0) AS is_goods
            FROM disbursement_lines l
            JOIN disbursements d USING (fund_id, disbursement_id)
            JOIN norm_lines n ON n.decision_id = l.decision_id AND n.line_code = l.line_code
            LEFT JOIN disbursement_events r
                ON r.fund_id = l.fund_id AND r.disbursement_id = l.disbursement_id AND r.event = 'requested'
            CROSS JOIN LATERAL norm_usage_keys(n, d.occasion_year, d.judged_on, l.case_reference) WITH ORDINALITY k
            WHERE l.fund_id = ANY (@Funds)),
        undone AS (
            SELECT e.fund_id, e.disbursement_id, NULL AS line_no, e.recorded_at, e.actor, false AS of_goods FROM disbursement_events e
            WHERE e.event IN ('rejected', 'returned', 'withdrawn') AND NOT EXISTS (SELECT FROM payment_order_lines o
                WHERE o.fund_id = e.fund_id AND o.disbursement_id = e.disbursement_id AND o.outcome = 'returned')
            UNION ALL
            SELECT e.fund_id, e.disbursement_id, e.disbursement_line, e.recorded_at, e.recorded_by, false
            FROM payment_order_lines o JOIN journal_entries e ON e.fund_id = o.fund_id AND e.disbursement_id = o.disbursement_id
                AND e.disbursement_line = o.line_no AND e.kind = 'release'
            WHERE o.outcome = 'returned' AND NOT EXISTS (
                SELECT FROM journal_entries i WHERE i.fund_id = e.fund_id AND i.kind = 'goods_issue'
                AND i.disbursement_id = e.disbursement_id AND i.disbursement_line = e.disbursement_line AND i.log_no < e.log_no
                AND NOT EXISTS (SELECT FROM journal_entries b WHERE b.fund_id = i.fund_id AND b.kind = 'goods_return'
                    AND b.disbursement_id = i.disbursement_id AND b.disbursement_line = i.disbursement_line AND b.log_no < e.log_no))
            UNION ALL
            SELECT e.fund_id, e.disbursement_id, e.disbursement_line, e.recorded_at, e.recorded_by,
                NOT EXISTS (SELECT FROM payment_order_lines o JOIN journal_entries x ON x.fund_id = o.fund_id
                        AND x.disbursement_id = o.disbursement_id AND x.disbursement_line = o.line_no AND x.kind = 'release'
                    WHERE o.fund_id = e.fund_id AND o.disbursement_id = e.disbursement_id AND o.line_no = e.disbursement_line
                        AND o.outcome = 'returned' AND x.log_no < e.log_no)
            FROM journal_entries e WHERE e.kind = 'goods_return'
            UNION ALL
            SELECT DISTINCT g.fund_id, g.disbursement_id, g.line_no, r.recorded_at, r.recorded_by, true
            FROM request_goods g LEFT JOIN LATERAL (
                SELECT v.recorded_at, v.recorded_by FROM reference_events v JOIN norm_usages u ON u.fund_id = v.fund_id
                    AND u.disbursement_id = g.disbursement_id AND u.line_no = g.line_no AND u.delta = -1
                    AND u.recorded_at = v.recorded_at AND u.recorded_by = v.recorded_by
                WHERE v.fund_id = g.fund_id AND v.subject = 'request_goods' AND v.subject_key = g.disbursement_id::text LIMIT 1) r ON true
            WHERE g.state = 'released' AND g.note IS NOT NULL
            UNION ALL
            SELECT fund_id, disbursement_id, disbursement_line, recorded_at, recorded_by, false FROM journal_entries
            WHERE kind = 'reversal' AND disbursement_line IS NOT NULL),
        uses AS (
            SELECT fund_id, disbursement_id, line_no, usage_key, 1 AS delta,
                concat_ws(' ', beneficiary_code, allowed, judged_on, recorded_at, actor) AS expected, NULL AS found
            FROM asked
            UNION ALL
            SELECT a.fund_id, a.disbursement_id, a.line_no, a.usage_key, -1,
                concat_ws(' ', a.beneficiary_code, a.allowed, a.judged_on, u.recorded_at, u.actor), NULL
            FROM asked a JOIN undone u ON u.fund_id = a.fund_id AND u.disbursement_id = a.disbursement_id
                AND coalesce(u.line_no, a.line_no) = a.line_no AND (a.is_goods OR NOT u.of_goods)
                AND NOT (a.is_goods AND u.line_no IS NULL AND EXISTS (SELECT FROM request_goods g WHERE g.fund_id = a.fund_id
                    AND g.disbursement_id = a.disbursement_id AND g.line_no = a.line_no AND g.state = 'released' AND g.note IS NOT NULL))
            UNION ALL
            SELECT fund_id, disbursement_id, line_no, usage_key, delta,
                NULL, concat_ws(' ', beneficiary_code, allowed, used_on, recorded_at, recorded_by)
            FROM norm_usages WHERE fund_id = ANY (@Funds))
        SELECT f.code AS fund, 'norm use' AS kind, concat(u.disbursement_id, '/', u.line_no, ' ', u.usage_key) AS number,
            CASE u.delta WHEN 1 THEN 'used' ELSE 'given back' END AS field, string_agg(u.expected, '; ' ORDER BY u.expected) AS expected,
            string_agg(u.found, '; ' ORDER BY u.found) AS found
        FROM uses u JOIN funds f USING (fund_id)
        GROUP BY f.code, u.disbursement_id, u.line_no, u.usage_key, u.delta
        ORDER BY f.code, u.disbursement_id, u.line_no, u.usage_key, u.delta DESC
        """;
}
