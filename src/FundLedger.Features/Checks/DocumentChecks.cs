namespace FundLedger.Features.Checks;

/// <summary>Whether each decision, payment and paper has what it rests on.</summary>
internal static class DocumentChecks
{
    private const string OrphansSql = """
        SELECT e.fund_id, 'request' AS kind, e.disbursement_id::text AS number,
            format('có quyết định "%s" mà không có đề nghị hoặc lần đề nghị nào', e.event) AS vi,
            format('the decision "%s" stands without a request having been made', e.event) AS en
        FROM disbursement_events e
        WHERE e.event <> 'requested' AND NOT EXISTS (
            SELECT FROM disbursement_events r JOIN disbursements d USING (fund_id, disbursement_id)
            WHERE r.fund_id = e.fund_id AND r.disbursement_id = e.disbursement_id AND r.event = 'requested')
        UNION ALL
        SELECT d.fund_id, 'request', d.disbursement_id::text, format('trạng thái "%s" mà không có quyết định ghi lại', d.status),
            format('its status is "%s", and no decision says so', d.status)
        FROM disbursements d
        WHERE NOT EXISTS (SELECT FROM disbursement_events e
            WHERE e.fund_id = d.fund_id AND e.disbursement_id = d.disbursement_id AND e.event = d.status)
        ORDER BY 1, 3
        """;

    private const string HandsSql = """
        WITH steps AS (
            SELECT fund_id, disbursement_id, person_id FROM disbursement_events
            UNION ALL
            SELECT d.fund_id, d.disbursement_id, x.person FROM disbursements d
            CROSS JOIN LATERAL (VALUES (d.requester_person), (d.approver_person), (d.payer_person)) x(person) WHERE x.person IS NOT NULL),
        hands AS (SELECT fund_id, disbursement_id, person_id, count(*) AS steps FROM steps GROUP BY 1, 2, 3)
        SELECT fund_id, 'request' AS kind, disbursement_id::text AS number,
            'một người làm hai việc trong ba việc lập, duyệt, chi' AS vi,
            'one person did two of the three: asking, approving, paying' AS en
        FROM hands GROUP BY fund_id, disbursement_id HAVING max(steps) > 2 ORDER BY fund_id, disbursement_id
        """;

    private const string PaymentsSql = """
        WITH payments AS (
            SELECT e.fund_id, e.disbursement_id, count(*) AS lines, sum(p.amount) AS paid,
                count(*) FILTER (WHERE v.voucher_no IS NULL) AS without_voucher
            FROM journal_entries e JOIN postings p ON p.fund_id = e.fund_id AND p.book = e.book AND p.entry_no = e.entry_no AND p.line = 1
            LEFT JOIN vouchers v ON v.fund_id = e.fund_id AND v.voucher_type = e.voucher_type AND v.voucher_year = e.voucher_year
                AND v.voucher_no = e.voucher_no AND v.disbursement_id = e.disbursement_id
            WHERE e.kind = 'disbursement' GROUP BY 1, 2),
        ordered AS (
            SELECT fund_id, disbursement_id, sum(paid) AS total, count(*) FILTER (WHERE paid > 0) AS line_count
            FROM payment_order_lines GROUP BY 1, 2),
        due AS (
            SELECT d.fund_id, d.disbursement_id, m.total, m.line_count FROM disbursements d
            CROSS JOIN LATERAL (SELECT sum(l.amount - coalesce(l.stock, 0)) AS total,
                    count(*) FILTER (WHERE l.amount > coalesce(l.stock, 0)) AS line_count
                FROM disbursement_lines l WHERE l.fund_id = d.fund_id AND l.disbursement_id = d.disbursement_id) m
            WHERE d.status = 'paid' AND m.total > 0 AND NOT EXISTS (SELECT FROM ordered o
                WHERE o.fund_id = d.fund_id AND o.disbursement_id = d.disbursement_id AND o.line_count > 0)
            UNION ALL SELECT * FROM ordered WHERE line_count > 0)
        SELECT coalesce(d.fund_id, p.fund_id) AS fund_id, 'request' AS kind, coalesce(d.disbursement_id, p.disbursement_id)::text AS number,
            format('được chi %s đồng cho %s dòng, sổ có %s đồng, %s dòng, %s dòng không có phiếu chi',
                coalesce(d.total, 0), coalesce(d.line_count, 0),
                coalesce(p.paid, 0), coalesce(p.lines, 0), coalesce(p.without_voucher, 0)) AS vi,
            format('%s đồng in %s lines were to be paid; the books have %s đồng in %s lines, %s without a payment voucher',
                coalesce(d.total, 0), coalesce(d.line_count, 0),
                coalesce(p.paid, 0), coalesce(p.lines, 0), coalesce(p.without_voucher, 0)) AS en
        FROM due d FULL JOIN payments p USING (fund_id, disbursement_id)
        WHERE d.total IS DISTINCT FROM p.paid OR d.line_count IS DISTINCT FROM p.lines OR p.without_voucher > 0
        ORDER BY 1, coalesce(d.disbursement_id, p.disbursement_id)
        """;

    private const string CommitmentsSql = """
        SELECT d.fund_id, 'request' AS kind, d.disbursement_id::text AS number,
            format('giữ chỗ %s đồng từ ngày %s', d.total - s.stock, to_char(d.requested_on, 'DD/MM/YYYY')) AS vi,
            format('has reserved %s đồng since %s', d.total - s.stock, d.requested_on) AS en
        FROM disbursements d
        CROSS JOIN LATERAL (SELECT coalesce(sum(l.stock), 0) AS stock FROM disbursement_lines l
            WHERE l.fund_id = d.fund_id AND l.disbursement_id = d.disbursement_id) s
        WHERE d.status IN ('requested', 'approved') AND d.requested_on < business_today() - 60
        ORDER BY d.fund_id, d.requested_on
        """;

    private const string LateEntriesSql = """
        SELECT e.fund_id, 'entry' AS kind, e.book || '/' || e.entry_no AS number,
            format('đề ngày %s, ghi sổ ngày %s', to_char(e.entry_date, 'DD/MM/YYYY'),
                to_char(e.recorded_at AT TIME ZONE 'Asia/Ho_Chi_Minh', 'DD/MM/YYYY')) AS vi,
            format('dated %s, recorded on %s', e.entry_date, (e.recorded_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date) AS en
        FROM journal_entries e
        WHERE e.book = 'financial' AND e.recorded_at > ledger_now() - interval '31 days'
            AND (e.recorded_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date > e.entry_date + 31
        ORDER BY e.fund_id, e.entry_date
        """;

    private const string NormsSql = """
        SELECT u.fund_id, 'child' AS kind, t.beneficiary_code AS number,
            format('%s: đã dùng %s trên %s lần', t.usage_key, t.used, t.allowed) AS vi,
            format('%s: used %s of %s times', t.usage_key, t.used, t.allowed) AS en
        FROM norm_usage_totals t
        CROSS JOIN LATERAL (SELECT n.fund_id FROM norm_usages n
            WHERE n.beneficiary_code = t.beneficiary_code AND n.usage_key = t.usage_key ORDER BY n.usage_no DESC LIMIT 1) u
        WHERE t.used > t.allowed ORDER BY u.fund_id, t.beneficiary_code
        """;

    public static IReadOnlyList<StandingCheck> All { get; } =
    [
        new(7, "orphan-approvals", CheckWeight.BooksWrong)
        {
            Title = new("Không có duyệt chi mồ côi", "No orphan approvals"),
            Meaning = new(
                "Có quyết định mà không có đề nghị, hoặc đề nghị mang trạng thái mà không ai quyết định.",
                "A decision stands without its request, or a request has a status that nobody decided."),
            WhatToDo = CheckWords.StopAndVerify,
            Sql = OrphansSql,
        },
        new(8, "three-hands", CheckWeight.BooksWrong)
        {
            Title = new("Lập, duyệt, chi là ba người", "Asking, approving, paying are three people"),
            Meaning = new(
                "Một người đã làm hai trong ba việc của cùng một đề nghị.", "One person did two of the three steps of a request."),
            WhatToDo = new(
                "Đối chiếu với chữ ký trên giấy; xem ai đã có quyền vào cơ sở dữ liệu.",
                "Compare with the signatures on paper; find out who had access to the database."),
            Sql = HandsSql,
        },
        new(9, "paid-without-voucher", CheckWeight.BooksWrong)
        {
            Title = new("Đã chi thì có phiếu chi, đủ dòng, đủ tiền", "What was paid has its voucher, lines and amount"),
            Meaning = new(
                "Tiền đã chi không khớp với đề nghị được duyệt, hoặc không có phiếu chi.",
                "What was paid is not what was approved, or has no payment voucher."),
            WhatToDo = CheckWords.StopAndVerify,
            Sql = PaymentsSql,
        },
        new(17, "stale-commitments", CheckWeight.ToLookAt)
        {
            Title = new("Không giữ chỗ quá 60 ngày", "No reservation older than 60 days"),
            Meaning = new(
                "Đề nghị đã lâu chưa duyệt hoặc chưa chi vẫn giữ tiền của nguồn.",
                "A request that was not decided or paid for long still holds the pool's money."),
            WhatToDo = new(
                "Duyệt, chi, hoặc từ chối để trả lại tiền cho nguồn.", "Approve and pay it, or reject it so that the pool is free again."),
            Sql = CommitmentsSql,
        },
        new(19, "late-entries", CheckWeight.ToLookAt)
        {
            Title = new("Không ghi sổ muộn quá 31 ngày", "Nothing recorded more than 31 days late"),
            Meaning = new(
                "Trong 31 ngày qua có bút toán được ghi muộn hơn một tháng so với ngày của nó.",
                "In the last 31 days an entry was recorded more than a month after its date."),
            WhatToDo = new("Hỏi người ghi vì sao muộn; xem chứng từ gốc.", "Ask whoever recorded it why; see the original paper."),
            Sql = LateEntriesSql,
        },
        new(20, "norm-overused", CheckWeight.BooksWrong)
        {
            Title = new("Không trẻ nào hưởng quá số lần", "No child above the norm's frequency"),
            Meaning = new(
                "Một trẻ đã được hỗ trợ nhiều lần hơn định mức cho phép.", "A child was supported more often than the norm allows."),
            WhatToDo = new("Mở hồ sơ trẻ, xem các lần hỗ trợ của mọi quỹ.", "Open the child's page and see the support by all funds."),
            Sql = NormsSql,
        },
    ];
}
