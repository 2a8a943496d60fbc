namespace FundLedger.Features.Checks;

/// <summary>Money that stands where it should not, or came in twice.</summary>
internal static class MoneyChecks
{
    private const string TransitSql = """
        SELECT p.fund_id, 'account' AS kind, p.account_code AS number,
            format('nguồn %s còn %s đồng, lần cuối ngày %s', l.code, sum(posting_signed(p.side, p.amount)),
                to_char(max(p.entry_date), 'DD/MM/YYYY')) AS vi,
            format('pool %s still has %s đồng, last moved on %s', l.code, sum(posting_signed(p.side, p.amount)), max(p.entry_date)) AS en
        FROM postings p JOIN pools l USING (fund_id, pool_id)
        WHERE p.account_code IN ('in_transit', 'interfund_clearing')
        GROUP BY p.fund_id, p.account_code, l.code
        HAVING sum(posting_signed(p.side, p.amount)) <> 0 AND max(p.entry_date) < business_today() - 5
        ORDER BY p.fund_id, max(p.entry_date)
        """;

    private const string AdvancesSql = """
        SELECT p.fund_id, 'account' AS kind, p.account_code AS number,
            format('nguồn %s còn %s đồng, lần cuối ngày %s', l.code, sum(posting_signed(p.side, p.amount)),
                to_char(max(p.entry_date), 'DD/MM/YYYY')) AS vi,
            format('pool %s still has %s đồng, last moved on %s', l.code, sum(posting_signed(p.side, p.amount)), max(p.entry_date)) AS en
        FROM postings p JOIN pools l USING (fund_id, pool_id)
        WHERE p.account_code IN ('advances', 'receivable', 'unidentified_credits')
        GROUP BY p.fund_id, p.account_code, l.code
        HAVING sum(posting_signed(p.side, p.amount)) <> 0 AND max(p.entry_date) < business_today() - 30
        ORDER BY p.fund_id, max(p.entry_date)
        """;

    private const string BankReferencesSql = """
        SELECT v.fund_id, 'voucher' AS kind, min(format_voucher(v.voucher_type, v.voucher_year, v.voucher_no)) AS number,
            format('mã giao dịch %s đứng trên %s chứng từ còn hiệu lực', v.bank_reference, count(*)) AS vi,
            format('reference %s stands on %s vouchers', v.bank_reference, count(*)) AS en
        FROM vouchers v
        WHERE v.bank_reference IS NOT NULL AND NOT EXISTS (
            SELECT FROM journal_entries e
            JOIN journal_entries r ON r.fund_id = e.fund_id AND r.book = e.book AND r.reverses_entry_no = e.entry_no
            WHERE e.fund_id = v.fund_id AND e.voucher_type = v.voucher_type AND e.voucher_year = v.voucher_year
                AND e.voucher_no = v.voucher_no)
        GROUP BY v.fund_id, v.bank_reference HAVING count(*) > 1 ORDER BY v.fund_id, 3
        """;

    private const string ReceiptsSql = """
        SELECT v.fund_id, 'voucher' AS kind, max(format_voucher(v.voucher_type, v.voucher_year, v.voucher_no)) AS number,
            format('cùng người nộp, cùng ngày %s, cùng %s đồng với %s', to_char(v.voucher_date, 'DD/MM/YYYY'), v.amount,
                min(format_voucher(v.voucher_type, v.voucher_year, v.voucher_no))) AS vi,
            format('same giver, same day %s, same %s đồng as %s', v.voucher_date, v.amount,
                min(format_voucher(v.voucher_type, v.voucher_year, v.voucher_no))) AS en
        FROM vouchers v
        WHERE v.voucher_type = 'PT' AND v.voucher_date > business_today() - 366 AND NOT EXISTS (
            SELECT FROM journal_entries e
            JOIN journal_entries r ON r.fund_id = e.fund_id AND r.book = e.book AND r.reverses_entry_no = e.entry_no
            WHERE e.fund_id = v.fund_id AND e.voucher_type = v.voucher_type AND e.voucher_year = v.voucher_year
                AND e.voucher_no = v.voucher_no)
            AND NOT EXISTS (SELECT FROM receipt_likenesses k WHERE k.fund_id = v.fund_id AND k.voucher_type = v.voucher_type
                AND k.voucher_year = v.voucher_year AND k.voucher_no = v.voucher_no)
        GROUP BY v.fund_id, v.donor_id, v.amount, v.voucher_date
        HAVING count(*) > 1 AND count(*) > count(DISTINCT v.bank_reference) ORDER BY v.fund_id, v.voucher_date
        """;

    private const string NegativeDaysSql = """
        WITH running AS (
            SELECT d.fund_id, 'pool' AS kind, l.code AS number, d.day,
                sum(d.liquid) OVER (PARTITION BY d.fund_id, d.pool_id ORDER BY d.day) AS held
            FROM pool_days d LEFT JOIN pools l USING (fund_id, pool_id)
            UNION ALL
            SELECT fund_id, 'account', account_code, day,
                sum(change) OVER (PARTITION BY fund_id, account_code ORDER BY day) FROM money_days)
        SELECT fund_id, kind, number, format('ngày %s còn %s đồng', to_char(day, 'DD/MM/YYYY'), held) AS vi,
            format('%s đồng on %s', held, day) AS en
        FROM running WHERE held < 0 ORDER BY fund_id, day
        """;

    public static IReadOnlyList<StandingCheck> All { get; } =
    [
        new(10, "transit-not-zero", CheckWeight.ToLookAt)
        {
            Title = new("Tiền đang chuyển về không trong 5 ngày", "Money in transit arrives within 5 days"),
            Meaning = new(
                "Tiền rời một nơi mà quá 5 ngày chưa đến nơi kia, hoặc thanh toán giữa các quỹ chưa tất toán.",
                "Money left one place and has not reached the other for 5 days, or funds have not settled."),
            WhatToDo = new(
                "Đối chiếu sổ phụ ngân hàng và biên nhận của bên nhận.", "Compare the bank's statement and the receiver's papers."),
            Sql = TransitSql,
        },
        new(11, "stale-advances", CheckWeight.ToLookAt)
        {
            Title = new("Tạm ứng, phải thu không treo quá 30 ngày", "No advance or receivable older than 30 days"),
            Meaning = new(
                "Tạm ứng chưa quyết toán, khoản phải thu hoặc tiền chưa rõ nguồn đã hơn 30 ngày không thay đổi.",
                "An advance, a receivable or money of unknown origin has not moved for 30 days."),
            WhatToDo = new("Nhắc người nhận quyết toán hoặc hoàn lại.", "Have it settled or returned."),
            Sql = AdvancesSql,
        },
        new(12, "duplicate-bank-references", CheckWeight.BooksWrong)
        {
            Title = new("Mỗi giao dịch ngân hàng ghi một lần", "Each bank reference once"),
            Meaning = new("Một giao dịch của ngân hàng được ghi vào sổ hai lần.", "One movement of the bank is in the books twice."),
            WhatToDo = new("Giữ chứng từ đúng, đảo chứng từ thừa.", "Keep the right voucher and reverse the other."),
            Sql = BankReferencesSql,
        },
        new(13, "duplicate-receipts", CheckWeight.ToLookAt)
        {
            Title = new("Không thu trùng", "No receipt twice"),
            Meaning = new(
                "Trong một năm qua có hai phiếu thu cùng người nộp, số tiền và ngày, không có lý do, không khác nhau ở mã giao dịch.",
                "Within a year two receipts have the same giver, amount and day, no reason and no references that tell them apart."),
            WhatToDo = new(
                "Hỏi người nộp; nếu ghi trùng thì đảo một phiếu.", "Ask the giver; reverse one of them if it was recorded twice."),
            Sql = ReceiptsSql,
        },
        new(14, "days-below-zero", CheckWeight.BooksWrong)
        {
            Title = new("Không ngày nào âm tiền", "No day below zero"),
            Meaning = new("Cuối một ngày, két, tài khoản hoặc nguồn bị âm: điều không thể có thật.",
                "At the end of a day a cash box, account or pool was below zero, which cannot have been."),
            WhatToDo = CheckWords.StopAndVerify,
            Sql = NegativeDaysSql,
        },
    ];
}
