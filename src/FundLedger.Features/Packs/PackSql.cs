namespace FundLedger.Features.Packs;

/// <summary>
/// The questions behind the lists of a pack. Each knows the books up to a record of the log and its moment, so that what is recorded later
/// changes nothing; only what auditors wrote about the period is told as it stands today. No name of a child, no group, no illness, no
/// reason of a decision is asked for; what auditors wrote in findings and notes is.
/// </summary>
internal static class PackSql
{
    // After the last record of any kind that was written before the period; seals of statements and openings of years have no time.
    public const string Bounds = """
        SELECT f.fund_id, 1 + coalesce(greatest(
            (SELECT max(x.log_no) FROM journal_entries x WHERE x.fund_id = f.fund_id AND x.recorded_at < s.at),
            (SELECT max(x.log_no) FROM disbursement_events x WHERE x.fund_id = f.fund_id AND x.recorded_at < s.at),
            (SELECT max(x.log_no) FROM refusals x WHERE x.fund_id = f.fund_id AND x.recorded_at < s.at),
            (SELECT max(x.log_no) FROM closed_periods x WHERE x.fund_id = f.fund_id AND x.closed_at < s.at),
            (SELECT max(x.log_no) FROM role_events x WHERE x.fund_id = f.fund_id AND x.recorded_at < s.at),
            (SELECT max(x.log_no) FROM reference_events x WHERE x.fund_id = f.fund_id AND x.recorded_at < s.at),
            (SELECT max(x.log_no) FROM period_events x WHERE x.fund_id = f.fund_id AND x.recorded_at < s.at),
            (SELECT max(x.log_no) FROM pool_transfer_events x WHERE x.fund_id = f.fund_id AND x.recorded_at < s.at),
            (SELECT max(x.log_no) FROM year_end_decisions x WHERE x.fund_id = f.fund_id AND x.recorded_at < s.at),
            (SELECT max(x.log_no) FROM adjustment_events x WHERE x.fund_id = f.fund_id AND x.recorded_at < s.at),
            (SELECT max(x.log_no) FROM identity_access_events x WHERE x.fund_id = f.fund_id AND x.recorded_at < s.at),
            (SELECT max(x.log_no) FROM child_event_seals x WHERE x.fund_id = f.fund_id AND x.recorded_at < s.at),
            (SELECT max(x.log_no) FROM import_ends x WHERE x.fund_id = f.fund_id AND x.recorded_at < s.at)), 0) AS first_log
        FROM funds f CROSS JOIN (SELECT @From::date::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh' AS at) s WHERE f.code = @Fund
        """;

    private const string ApprovalsSql = """
        SELECT ARRAY[d.disbursement_id::text, d.support_kind, d.occasion_code, d.occasion_year::text, p.code, d.line_count::text,
            d.total::text, e.event, e.step::text, e.level_code, e.judged_sum::text, e.actor, e.in_name_of,
            to_char(e.recorded_at AT TIME ZONE 'Asia/Ho_Chi_Minh', 'YYYY-MM-DD"T"HH24:MI:SS"+07:00"'),
            encode(e.content_hash, 'hex'), e.log_no::text, encode(e.hash, 'hex')] AS cells
        FROM disbursement_events e JOIN disbursements d USING (fund_id, disbursement_id) JOIN pools p USING (fund_id, pool_id)
        WHERE e.fund_id = @FundId AND e.log_no <= @LogNo AND e.disbursement_id IN (
            SELECT x.disbursement_id FROM disbursement_events x WHERE x.fund_id = @FundId AND x.log_no BETWEEN @FirstLog AND @LogNo
            UNION
            SELECT j.disbursement_id FROM journal_entries j WHERE j.fund_id = @FundId AND j.book = 'financial'
                AND j.entry_date BETWEEN @From AND @To AND j.log_no <= @LogNo AND j.disbursement_id IS NOT NULL)
        ORDER BY e.disbursement_id, e.log_no
        """;

    // What was paid, and taken back, line by line; beside it what the phones told of the hand-out.
    private const string HandoutsSql = """
        SELECT ARRAY[format_voucher(m.voucher_type, m.voucher_year, m.voucher_no), to_char(m.entry_date, 'YYYY-MM-DD'), m.entry_no::text,
            s.disbursement_id::text, s.disbursement_line::text, coalesce(m.beneficiary_code, l.recipient), m.amount::text,
            format_voucher(m.reverses_type, m.reverses_year, m.reverses_no), v.order_no::text, v.outcome, v.paid::text, v.relation,
            to_char(v.received_at AT TIME ZONE 'Asia/Ho_Chi_Minh', 'YYYY-MM-DD"T"HH24:MI:SS"+07:00"')] AS cells
        FROM fund_movements m
        JOIN journal_entries e ON e.fund_id = m.fund_id AND e.book = 'financial' AND e.entry_no = m.entry_no
        JOIN journal_entries s ON s.fund_id = m.fund_id AND s.book = 'financial' AND s.entry_no = coalesce(e.reverses_entry_no, e.entry_no)
        LEFT JOIN disbursement_lines l ON l.fund_id = s.fund_id AND l.disbursement_id = s.disbursement_id
            AND l.line_no = s.disbursement_line
        LEFT JOIN LATERAL (SELECT d.order_no, d.outcome, d.paid, d.relation, d.received_at
            FROM payment_order_lines o JOIN deliveries d USING (fund_id, order_no, line_no)
            WHERE o.fund_id = s.fund_id AND o.disbursement_id = s.disbursement_id AND o.line_no = s.disbursement_line
                AND d.received_at <= @At ORDER BY d.paid DESC, d.order_no DESC LIMIT 1) v ON true
        WHERE m.fund_id = @FundId AND m.counts_as = 'disbursement' AND m.entry_date BETWEEN @From AND @To AND m.log_no <= @LogNo
        ORDER BY m.entry_date, m.entry_no, m.line
        """;

    private const string ClosingsSql = """
        SELECT ARRAY[x.month, x.event, x.version, x.at, x.actor, x.liquid, x.last_entry, x.digest, x.log_no::text, x.hash] AS cells FROM (
            SELECT to_char(c.month, 'YYYY-MM') AS month, 'closed' AS event, c.version::text AS version, c.closed_by AS actor,
                to_char(c.closed_at AT TIME ZONE 'Asia/Ho_Chi_Minh', 'YYYY-MM-DD"T"HH24:MI:SS"+07:00"') AS at, c.liquid::text AS liquid,
                c.last_entry_no::text AS last_entry, encode(s.digest, 'hex') AS digest, c.log_no, encode(c.hash, 'hex') AS hash
            FROM closed_periods c LEFT JOIN statement_seals s USING (fund_id, month, version)
            WHERE c.fund_id = @FundId AND c.month BETWEEN @From AND @To AND c.log_no <= @LogNo
            UNION ALL
            SELECT to_char(p.month, 'YYYY-MM'), p.event, NULL, p.actor,
                to_char(p.recorded_at AT TIME ZONE 'Asia/Ho_Chi_Minh', 'YYYY-MM-DD"T"HH24:MI:SS"+07:00"'), NULL, NULL,
                encode(p.content_hash, 'hex'), p.log_no, encode(p.hash, 'hex')
            FROM period_events p WHERE p.fund_id = @FundId AND p.month BETWEEN @From AND @To AND p.log_no <= @LogNo) x
        ORDER BY x.log_no
        """;

    private const string ChecksSql = """
        SELECT ARRAY[r.run_no::text, to_char(r.night, 'YYYY-MM-DD'),
            to_char(r.started_at AT TIME ZONE 'Asia/Ho_Chi_Minh', 'YYYY-MM-DD"T"HH24:MI:SS"+07:00"'), r.started_by,
            CASE WHEN r.canary_found THEN 'yes' ELSE 'no' END, c.check_no::text, c.check_name,
            CASE WHEN c.has_run THEN 'yes' ELSE 'no' END, coalesce(f.faults, 0)::text] AS cells
        FROM check_runs r JOIN check_results c USING (run_no)
        LEFT JOIN check_faults f ON f.fund_id = @FundId AND f.run_no = c.run_no AND f.check_no = c.check_no
        WHERE r.started_at >= @From::date::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh' AND r.started_at <= @At
        ORDER BY r.run_no, c.check_no
        """;

    private const string FindingsSql = """
        SELECT ARRAY[x.no::text, x.subject, x.reference, x.step, x.at, x.actor, x.said, x.file_name] AS cells FROM (
            SELECT f.finding_no AS no, 0 AS place, f.subject, f.reference, 'opened' AS step, f.opened_by AS actor, f.said,
                NULL AS file_name,
                to_char(f.opened_at AT TIME ZONE 'Asia/Ho_Chi_Minh', 'YYYY-MM-DD"T"HH24:MI:SS"+07:00"') AS at
            FROM findings f WHERE f.fund_id = @FundId
            UNION ALL
            SELECT s.finding_no, s.step_no, NULL, NULL, s.step, s.actor, s.said, s.file_name,
                to_char(s.at AT TIME ZONE 'Asia/Ho_Chi_Minh', 'YYYY-MM-DD"T"HH24:MI:SS"+07:00"')
            FROM finding_steps s WHERE s.fund_id = @FundId) x
        ORDER BY x.no, x.place
        """;

    private const string AttestationsSql = """
        SELECT ARRAY[a.attestation_no::text, to_char(a.from_date, 'YYYY-MM-DD'), to_char(month_end(a.month), 'YYYY-MM-DD'),
            a.version::text, encode(a.digest, 'hex'),
            to_char(a.attested_at AT TIME ZONE 'Asia/Ho_Chi_Minh', 'YYYY-MM-DD"T"HH24:MI:SS"+07:00"'), a.attested_by, a.note] AS cells
        FROM attestations a WHERE a.fund_id = @FundId AND a.month BETWEEN @From AND @To ORDER BY a.attestation_no
        """;

    public static IReadOnlyList<PackList> All { get; } =
    [
        new(
            new("phe-duyet", "approvals"),
            new("Ai quyết định bước nào của đề nghị nào, số tiền, mã băm nội dung",
                "Who decided which step of which request, sums, hashes"),
            [
                new("Đề nghị", "Request"), new("Nội dung", "Kind"), new("Dịp", "Occasion"), new("Năm", "Year"), new("Nguồn", "Pool"),
                new("Số suất", "Lines"), new("Tổng tiền", "Total"), new("Việc", "Event"), new("Bước", "Step"), new("Cấp", "Level"),
                new("Số tiền xét", "Sum judged"), new("Người làm", "By"), new("Thay cho", "In the name of"), new("Lúc", "At"),
                new("SHA-256 nội dung", "SHA-256 of the content"), new("Nhật ký số", "Log record"), new("Mã băm", "Hash"),
            ],
            ApprovalsSql),
        new(
            new("phat-theo-ma", "handouts-by-code"),
            new("Từng suất đã chi theo mã, không tên, không nhóm", "Each line paid, by code: no name, no group"),
            [
                new("Chứng từ", "Voucher"), new("Ngày", "Date"), new("Bút toán", "Entry"), new("Đề nghị", "Request"), new("Dòng", "Line"),
                new("Mã người nhận", "Recipient's code", true), new("Số tiền", "Amount"), new("Đảo chứng từ", "Reverses"),
                new("Lệnh chi", "Order"), new("Kết quả phát", "Outcome"), new("Đã phát", "Handed out"),
                new("Ai nhận", "Who came"), new("Ghi nhận lúc", "Received at"),
            ],
            HandoutsSql),
        new(
            new("khoa-so", "closings"),
            new("Khóa sổ, mở lại và chấp nhận khoản treo của từng tháng", "Closings, reopenings and open items accepted, by month"),
            [
                new("Tháng", "Month"), new("Việc", "Event"), new("Phiên bản", "Version"), new("Lúc", "At"), new("Người làm", "By"),
                new("Số dư tiền", "Liquid money"), new("Bút toán cuối", "Last entry"), new("SHA-256", "SHA-256"),
                new("Nhật ký số", "Log record"), new("Mã băm", "Hash"),
            ],
            ClosingsSql),
        new(
            new("kiem-tra-thuong-truc", "standing-checks"),
            new("Các lần kiểm tra thường trực và số lỗi của quỹ", "Runs of the standing checks and the faults of the fund"),
            [
                new("Lần", "Run"), new("Đêm", "Night"), new("Bắt đầu", "Started"), new("Người chạy", "By"),
                new("Báo động còn nhạy", "Alarm works"), new("Số", "No."), new("Phép kiểm tra", "Check"), new("Đã chạy", "Has run"),
                new("Số lỗi", "Faults"),
            ],
            ChecksSql),
        new(
            new("nhat-ky", "log"),
            new("Nhật ký thay đổi: mọi bản ghi đã niêm phong từ đầu kỳ, và bản ghi trước kỳ của đề nghị được kể ở đây",
                "Log of changes: every sealed record since the period began, and earlier ones of requests told here"),
            [
                new("Nhật ký số", "Log record"), new("Loại", "Kind"), new("Việc", "What"), new("Số", "Number"), new("Lúc", "At"),
                new("Người làm", "By"), new("Mã băm", "Hash"), new("Trước kỳ", "Before the period"),
            ],
            PackLogSql.Log),
        new(
            new("phat-hien", "findings"), new("Phát hiện kiểm toán và các bước trả lời, đến lúc xuất", "Findings and their steps, to date"),
            [
                new("Số", "No."), new("Về", "About"), new("Số hiệu", "Reference", true), new("Bước", "Step"), new("Lúc", "At"),
                new("Người làm", "By"), new("Nội dung", "Said", true), new("Tệp kèm", "Paper", true),
            ],
            FindingsSql),
        new(
            new("xac-nhan", "attestations"), new("Xác nhận sao kê của kiểm toán viên, đến lúc xuất", "Attestations of statements, to date"),
            [
                new("Số", "No."), new("Từ ngày", "From"), new("Đến ngày", "To"), new("Phiên bản", "Version"), new("SHA-256", "SHA-256"),
                new("Lúc", "At"), new("Người làm", "By"), new("Ghi chú", "Note", true),
            ],
            AttestationsSql),
    ];
}
