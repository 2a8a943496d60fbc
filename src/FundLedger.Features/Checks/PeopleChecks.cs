namespace FundLedger.Features.Checks;

/// <summary>What people and programs did that somebody should know of.</summary>
internal static class PeopleChecks
{
    private const string RefusalsSql = """
        WITH days AS (
            SELECT fund_id, count(*) FILTER (WHERE recorded_at > ledger_now() - interval '1 day') AS today,
                count(*) FILTER (WHERE recorded_at <= ledger_now() - interval '1 day') / 30.0 AS usual, max(refusal_no) AS last_no
            FROM refusals WHERE recorded_at > ledger_now() - interval '31 days' GROUP BY fund_id)
        SELECT fund_id, 'refusal' AS kind, last_no::text AS number,
            format('%s lần từ chối trong 24 giờ, thường ngày %s', today, round(usual, 1)) AS vi,
            format('%s refusals within 24 hours, %s on a usual day', today, round(usual, 1)) AS en
        FROM days WHERE today > 20 AND today > 5 * usual ORDER BY fund_id
        """;

    private const string StuckSql = """
        SELECT fund_id, 'key' AS kind, request_key::text AS number,
            format('%s, bắt đầu %s', request, to_char(recorded_at, 'YYYY-MM-DD HH24:MI')) AS vi,
            format('%s, begun %s', request, to_char(recorded_at, 'YYYY-MM-DD HH24:MI')) AS en
        FROM unanswered_requests(ledger_now() - interval '24 hours')
        UNION ALL
        SELECT l.objid::int, 'lock', l.pid::text, format('khóa quỹ từ %s', to_char(a.xact_start, 'YYYY-MM-DD HH24:MI')),
            format('holds the fund''s lock since %s', to_char(a.xact_start, 'YYYY-MM-DD HH24:MI'))
        FROM pg_locks l JOIN pg_stat_activity a USING (pid)
        WHERE l.locktype = 'advisory' AND l.classid = 7001 AND l.objsubid = 2
            AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
            AND a.xact_start < clock_timestamp() - interval '24 hours'
        ORDER BY 1, 3
        """;

    private const string RolesSql = """
        WITH held AS (
            SELECT r.fund_id, u.person_id, min(u.user_name) AS user_name, array_agg(DISTINCT CASE
                WHEN r.role IN ('fund_accountant', 'commune_officer') THEN 'requester' ELSE r.role END) AS hands
            FROM user_roles r JOIN users u USING (user_name) WHERE u.disabled_at IS NULL GROUP BY 1, 2)
        SELECT fund_id, 'user' AS kind, user_name AS number, format('giữ cùng lúc: %s', array_to_string(hands, ', ')) AS vi,
            format('holds at once: %s', array_to_string(hands, ', ')) AS en
        FROM held
        WHERE (SELECT count(*) FROM unnest(hands) h WHERE h IN ('requester', 'approver', 'cashier')) > 1
            OR ('administrator' = ANY (hands) AND hands && ARRAY['requester', 'approver', 'cashier'])
        ORDER BY fund_id, user_name
        """;

    // What was read on the page has arrived, and nobody waits for a mail that is no longer wanted.
    private const string MailsSql = """
        SELECT m.fund_id, 'mail' AS kind, n.user_name || '/' || m.notice_no AS number,
            format('chờ gửi từ %s, đã thử %s lần%s', to_char(m.queued_at, 'YYYY-MM-DD HH24:MI'), m.tries,
                CASE WHEN m.given_up_at IS NOT NULL THEN ', đã thôi gửi' ELSE '' END) AS vi,
            format('waits since %s, tried %s times%s', to_char(m.queued_at, 'YYYY-MM-DD HH24:MI'), m.tries,
                CASE WHEN m.given_up_at IS NOT NULL THEN ', given up' ELSE '' END) AS en
        FROM notice_mails m JOIN notices n USING (fund_id, notice_no) JOIN mail_addresses a USING (user_name)
        JOIN users u USING (user_name) JOIN user_roles r USING (user_name, fund_id)
        WHERE m.sent_at IS NULL AND m.queued_at < ledger_now() - interval '1 day' AND n.read_at IS NULL AND a.is_wanted
            AND u.disabled_at IS NULL
        GROUP BY m.fund_id, m.notice_no, n.user_name ORDER BY m.fund_id, m.queued_at
        """;

    public static IReadOnlyList<StandingCheck> All { get; } =
    [
        new(15, "refusals-spike", CheckWeight.ToLookAt)
        {
            Title = new("Số lần bị từ chối không tăng vọt", "No spike of refusals"),
            Meaning = new(
                "Trong 24 giờ có hơn 20 lần bị từ chối và gấp năm lần ngày thường: có người dò quyền hoặc một chương trình chạy sai.",
                "More than 20 refusals within 24 hours, and five times a usual day: somebody tries doors, or a program runs wild."),
            WhatToDo = new("Xem danh sách “Việc bị từ chối”: ai, việc gì.", "See the list of refusals: who asked for what."),
            Sql = RefusalsSql,
        },
        new(16, "stuck-requests", CheckWeight.ToLookAt)
        {
            Title = new("Không yêu cầu hay khóa nào treo quá 24 giờ", "No request or lock stuck for 24 hours"),
            Meaning = new(
                "Một yêu cầu đã bắt đầu mà không có trả lời, hoặc một phiên làm việc giữ khóa của quỹ hơn một ngày.",
                "A request was begun and never answered, or a session has held a fund's lock for more than a day."),
            WhatToDo = new(
                "Người vận hành kết thúc phiên treo; rồi gửi lại yêu cầu với mã mới sau khi xem sổ.",
                "The operator ends the stuck session; see the books, then send the request again with a new key."),
            Sql = StuckSql,
        },
        new(18, "roles-in-conflict", CheckWeight.ToLookAt)
        {
            Title = new("Không ai giữ hai vai phải tách", "Nobody holds two roles that must be apart"),
            Meaning = new(
                "Một người giữ cùng lúc hai vai trong lập, duyệt, chi, hoặc vừa quản trị vừa làm nghiệp vụ.",
                "One person holds two of asking, approving and paying, or administers and works the books."),
            WhatToDo = new(
                "Thu bớt một vai. Sổ vẫn không cho một người làm hai việc của cùng một đề nghị.",
                "Take one role away. The books still let nobody do two steps of one request."),
            Sql = RolesSql,
        },
        new(24, "mails-stuck", CheckWeight.ToLookAt)
        {
            Title = new("Không thư báo nào kẹt quá một ngày", "No mail stuck for a day"),
            Meaning = new(
                "Một thông báo qua thư chưa gửi được sau một ngày và người nhận cũng chưa đọc trên trang Thông báo.",
                "A notice by mail has not left after a day, and its reader has not seen it on the page of notices either."),
            WhatToDo = new(
                "Người vận hành xem máy chủ thư và địa chỉ của người nhận, rồi chạy “fundledger mail again”.",
                "The operator looks at the mail server and the reader's address, then runs “fundledger mail again”."),
            Sql = MailsSql,
        },
    ];
}
