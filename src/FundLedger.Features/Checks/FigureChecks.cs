namespace FundLedger.Features.Checks;

/// <summary>Whether the figures are what the postings add up to, and the numbers and seals without a hole.</summary>
internal static class FigureChecks
{
    private const string ZeroSumsSql = """
        SELECT p.fund_id, 'entry' AS kind, p.book || '/' || p.entry_no AS number,
            format('nguồn số %s: Nợ trừ Có còn %s đồng', p.pool_id, sum(posting_signed(p.side, p.amount))) AS vi,
            format('pool number %s: debits less credits leave %s đồng', p.pool_id, sum(posting_signed(p.side, p.amount))) AS en
        FROM postings p GROUP BY p.fund_id, p.book, p.entry_no, p.pool_id
        HAVING sum(posting_signed(p.side, p.amount)) <> 0 ORDER BY p.fund_id, p.book, p.entry_no, p.pool_id
        """;

    private const string PoolBalancesSql = """
        WITH journal AS (
            SELECT p.fund_id, p.pool_id, sum(posting_signed(p.side, p.amount)) FILTER (WHERE a.is_liquid) AS liquid,
                sum(posting_signed(p.side, p.amount)) FILTER (WHERE p.account_code = 'committed') AS committed,
                sum(posting_signed(p.side, p.amount)) FILTER (WHERE a.is_goods) AS goods
            FROM postings p JOIN accounts a USING (account_code) GROUP BY p.fund_id, p.pool_id),
        compared AS (
            SELECT l.fund_id, l.pool_id, l.code, x.name_vi, x.name_en, coalesce(x.found, 0) AS found, coalesce(x.journal, 0) AS journal
            FROM pools l LEFT JOIN pool_balances b USING (fund_id, pool_id) LEFT JOIN journal j USING (fund_id, pool_id)
            CROSS JOIN LATERAL (VALUES ('tiền', 'liquid', b.liquid::numeric, j.liquid), ('giữ chỗ', 'committed', b.committed, j.committed),
                                       ('hiện vật', 'goods', b.goods, j.goods)) x(name_vi, name_en, found, journal))
        SELECT fund_id, 'pool' AS kind, code AS number, format('%s: sổ phụ ghi %s, bút toán cộng được %s', name_vi, found, journal) AS vi,
            format('%s: the balance row says %s, the postings add up to %s', name_en, found, journal) AS en
        FROM compared WHERE found <> journal ORDER BY fund_id, pool_id
        """;

    private const string MoneyBalancesSql = """
        WITH journal AS (
            SELECT p.fund_id, p.account_code, sum(posting_signed(p.side, p.amount)) AS balance
            FROM postings p JOIN accounts a USING (account_code) WHERE a.is_physical AND p.book = 'financial' GROUP BY 1, 2)
        SELECT b.fund_id, 'account' AS kind, b.account_code AS number,
            format('sổ phụ ghi %s, bút toán cộng được %s', b.balance, coalesce(j.balance, 0)) AS vi,
            format('the balance row says %s, the postings add up to %s', b.balance, coalesce(j.balance, 0)) AS en
        FROM money_balances b LEFT JOIN journal j USING (fund_id, account_code)
        WHERE b.balance <> coalesce(j.balance, 0) ORDER BY b.fund_id, b.account_code
        """;

    private const string DaysSql = """
        WITH figures AS (
            SELECT p.fund_id, 'pool' AS kind, p.pool_id::text AS number, p.entry_date AS day, posting_signed(p.side, p.amount) AS journal,
                NULL::bigint AS found
            FROM postings p JOIN accounts a USING (account_code) WHERE a.is_liquid
            UNION ALL
            SELECT p.fund_id, 'account', p.account_code, p.entry_date, posting_signed(p.side, p.amount), NULL
            FROM postings p JOIN accounts a USING (account_code) WHERE a.is_physical AND p.book = 'financial'
            UNION ALL SELECT fund_id, 'pool', pool_id::text, day, NULL, liquid FROM pool_days
            UNION ALL SELECT fund_id, 'account', account_code, day, NULL, change FROM money_days),
        compared AS (
            SELECT f.fund_id, f.kind, f.number, f.day, coalesce(sum(f.journal), 0) AS journal, coalesce(sum(f.found), 0) AS found
            FROM figures f GROUP BY 1, 2, 3, 4)
        SELECT c.fund_id, c.kind, coalesce(l.code, c.number) AS number,
            format('ngày %s: sổ ngày ghi %s, bút toán cộng được %s', to_char(c.day, 'DD/MM/YYYY'), c.found, c.journal) AS vi,
            format('%s: the day says %s, the postings add up to %s', c.day, c.found, c.journal) AS en
        FROM compared c LEFT JOIN pools l ON c.kind = 'pool' AND l.fund_id = c.fund_id AND l.pool_id::text = c.number
        WHERE c.journal <> c.found ORDER BY c.fund_id, c.day, c.kind, c.number
        """;

    private const string NumberGapsSql = """
        WITH numbers AS (
            SELECT fund_id, book AS series, entry_no AS no FROM journal_entries
            UNION ALL SELECT fund_id, voucher_type || '/' || voucher_year, voucher_no FROM vouchers
            UNION ALL SELECT fund_id, 'disbursement', disbursement_id FROM disbursements
            UNION ALL SELECT fund_id, 'refusal', refusal_no FROM refusals
            UNION ALL SELECT fund_id, 'adjustment', adjustment_id FROM adjustments
            UNION ALL SELECT fund_id, 'donor', donor_id FROM donors),
        steps AS (SELECT fund_id, series, no, lag(no, 1, 0::bigint) OVER (PARTITION BY fund_id, series ORDER BY no) AS before FROM numbers)
        SELECT fund_id, 'series' AS kind, series AS number, format('sau số %s là số %s', before, no) AS vi,
            format('number %s is followed by %s', before, no) AS en
        FROM steps WHERE no <> before + 1
        UNION ALL
        SELECT s.fund_id, 'series', s.series, format('bộ đếm ở số %s, số cuối đã dùng là %s', s.last_no, coalesce(n.last, 0)),
            format('the counter is at %s, the last number used is %s', s.last_no, coalesce(n.last, 0))
        FROM number_series s LEFT JOIN (SELECT fund_id, series, max(no) AS last FROM numbers GROUP BY 1, 2) n USING (fund_id, series)
        WHERE s.last_no <> coalesce(n.last, 0)
            AND (n.last IS NOT NULL OR s.series IN ('financial', 'commitment', 'appropriation', 'disbursement', 'refusal', 'donor',
                    'adjustment')
                OR s.series ~ '^[A-Z]{2}/')
        ORDER BY 1, 3
        """;

    private const string SealsSql = """
        WITH totals AS (SELECT fund_id, count(*) AS records, max(log_no) AS last_no FROM sealed_records GROUP BY fund_id),
        logs AS (SELECT t.*, r.hash AS last_hash FROM totals t JOIN sealed_records r ON r.fund_id = t.fund_id AND r.log_no = t.last_no)
        SELECT h.fund_id, 'log' AS kind, h.log_no::text AS number,
            format('đầu chuỗi ghi bản ghi %s, sổ có %s bản ghi, bản ghi cuối số %s%s', h.log_no,
                coalesce(l.records, 0), coalesce(l.last_no, 0),
                CASE WHEN l.last_hash <> h.log_hash THEN ', mã băm khác' END) AS vi,
            format('the head says record %s, there are %s records, the last is %s%s', h.log_no,
                coalesce(l.records, 0), coalesce(l.last_no, 0),
                CASE WHEN l.last_hash <> h.log_hash THEN ', with another hash' END) AS en
        FROM fund_heads h LEFT JOIN logs l USING (fund_id)
        WHERE h.log_no <> coalesce(l.records, 0) OR h.log_no <> coalesce(l.last_no, 0) OR l.last_hash <> h.log_hash
        ORDER BY h.fund_id
        """;

    public static IReadOnlyList<StandingCheck> All { get; } =
    [
        new(1, "zero-sums", CheckWeight.BooksWrong)
        {
            Title = new("Nợ bằng Có trong từng nguồn", "Debits equal credits in each pool"),
            Meaning = new(
                "Một bút toán không cân trong một nguồn: tiền tự sinh ra hoặc mất đi.",
                "An entry does not balance within a pool: money has appeared or vanished."),
            WhatToDo = new(
                "Ngừng ghi sổ, chạy “Kiểm tra sổ” và giữ nguyên cơ sở dữ liệu cho người kiểm tra.",
                "Stop posting, run the verification and keep the database as it is for whoever investigates."),
            Sql = ZeroSumsSql,
        },
        new(2, "pool-balances", CheckWeight.BooksWrong)
        {
            Title = new("Số dư nguồn bằng bút toán", "Pool balances equal the journal"),
            Meaning = new("Số tiền được chi của một nguồn không đúng với sổ.", "What a pool may spend is not what the journal says."),
            WhatToDo = CheckWords.StopAndVerify,
            Sql = PoolBalancesSql,
        },
        new(3, "money-balances", CheckWeight.BooksWrong)
        {
            Title = new("Tiền mặt, tiền gửi bằng bút toán", "Cash and bank equal the journal"),
            Meaning = new("Số dư tiền mặt hoặc tiền gửi không đúng với sổ.", "A cash or bank balance is not what the journal says."),
            WhatToDo = CheckWords.StopAndVerify,
            Sql = MoneyBalancesSql,
        },
        new(4, "day-tables", CheckWeight.BooksWrong)
        {
            Title = new("Phát sinh từng ngày bằng bút toán", "Each day's change equals the journal"),
            Meaning = new(
                "Số của một ngày không đúng: việc ghi lùi ngày có thể được xét sai.",
                "A day's figure is wrong: entries dated back may be judged wrongly."),
            WhatToDo = CheckWords.StopAndVerify,
            Sql = DaysSql,
        },
        new(5, "number-gaps", CheckWeight.BooksWrong)
        {
            Title = new("Số liên tục, không thiếu", "Numbers without a gap"),
            Meaning = new("Một dãy số bị hở: có chứng từ hay bút toán đã biến mất.", "A series has a hole: a voucher or an entry is gone."),
            WhatToDo = CheckWords.StopAndVerify,
            Sql = NumberGapsSql,
        },
        new(6, "seals", CheckWeight.BooksWrong)
        {
            Title = new("Đầu chuỗi băm là bản ghi cuối", "The log's head is its last record"),
            Meaning = new(
                "Nhật ký niêm phong bị cắt, chèn hay sửa ở đuôi.", "The sealed log was cut, lengthened or changed at its end."),
            WhatToDo = CheckWords.StopAndVerify,
            Sql = SealsSql,
        },
    ];
}
