namespace FundLedger.Features.Books;

/// <summary>The lines of a book in its order, streamed.</summary>
internal static class LineSql
{
    /// <summary>One row for each voucher, account and pool, in the order of the book.</summary>
    public const string OfAccounts = """
        WITH moved AS (
            SELECT p.fund_id, p.entry_date, e.voucher_type, e.voucher_year, e.voucher_no,
                CASE WHEN e.voucher_no IS NULL THEN e.entry_no END AS lone, p.pool_id, p.account_code, p.side,
                min(e.entry_no) AS entry_no, min(p.line) AS line, min(e.kind) AS kind, min(e.reverses_entry_no) AS reverses,
                sum(p.amount)::bigint AS amount
            FROM postings p JOIN journal_entries e USING (fund_id, book, entry_no)
            WHERE p.fund_id = ANY (@FundIds) AND p.book = 'financial' AND p.entry_date BETWEEN @From AND @To
                AND NOT EXISTS (SELECT FROM unnest(@HiddenFunds, @HiddenEntries) AS h(fund_id, entry_no)
                    WHERE h.fund_id = p.fund_id AND h.entry_no = p.entry_no)
            GROUP BY p.fund_id, p.entry_date, e.voucher_type, e.voucher_year, e.voucher_no, 6, p.pool_id, p.account_code, p.side),
        faced AS (
            SELECT m.*, coalesce(array_remove(CASE m.side
                WHEN 'debit' THEN array_agg(m.account_code) FILTER (WHERE m.side = 'credit') OVER same
                ELSE array_agg(m.account_code) FILTER (WHERE m.side = 'debit') OVER same END, m.account_code), '{}') AS contra
            FROM moved m
            WINDOW same AS (PARTITION BY fund_id, entry_date, voucher_type, voucher_year, voucher_no, lone, pool_id)),
        known AS (
            SELECT m.*, v.voucher_date, v.bank_reference, coalesce(v.donor_id, x.donor_id) AS giver,
                coalesce(v.disbursement_id, x.disbursement_id) AS request, v.disbursement_id,
                format_voucher(r.voucher_type, r.voucher_year, r.voucher_no) AS reversed
            FROM faced m LEFT JOIN vouchers v USING (fund_id, voucher_type, voucher_year, voucher_no)
            LEFT JOIN journal_entries r ON r.fund_id = m.fund_id AND r.book = 'financial' AND r.entry_no = m.reverses
            LEFT JOIN vouchers x ON x.fund_id = r.fund_id AND x.voucher_type = r.voucher_type AND x.voucher_year = r.voucher_year
                AND x.voucher_no = r.voucher_no),
        sectioned AS (
            SELECT m.*, o.code AS pool, array_position(@Keys::text[], CASE @SectionBy WHEN 'account' THEN m.account_code
                WHEN 'pool' THEN m.fund_id || ':' || m.pool_id WHEN 'donor' THEN m.fund_id || ':' || m.giver
                WHEN 'request' THEN m.fund_id || ':' || m.request ELSE '' END) AS section
            FROM known m JOIN pools o USING (fund_id, pool_id)
            WHERE (@Accounts::text[] IS NULL OR m.account_code = ANY (@Accounts)) AND (@Pool::text IS NULL OR o.code = @Pool))
        SELECT m.section, m.entry_date AS date, m.fund_id, m.entry_no, m.line, f.code AS fund, m.voucher_type, m.voucher_date,
            format_voucher(m.voucher_type, m.voucher_year, m.voucher_no) AS voucher, m.kind, m.account_code, m.contra, m.pool,
            CASE m.side WHEN 'debit' THEN m.amount ELSE 0 END AS debit, CASE m.side WHEN 'credit' THEN m.amount ELSE 0 END AS credit,
            m.bank_reference, m.disbursement_id, d.donor_id, CASE WHEN m.fund_id = ANY (@NamedFunds) THEN d.name END AS donor,
            nullif(btrim(w.content), '') AS content, m.reversed AS reverses,
            k.name_vi || coalesce(' – ' || o.name_vi || ' ' || q.occasion_year, '') AS title_vi,
            k.name_en || coalesce(' – ' || o.name_en || ' ' || q.occasion_year, '') AS title_en
        FROM sectioned m JOIN funds f USING (fund_id)
        LEFT JOIN voucher_details w USING (fund_id, voucher_type, voucher_year, voucher_no)
        LEFT JOIN donors d ON d.fund_id = m.fund_id AND d.donor_id = m.giver AND m.reversed IS NULL
        LEFT JOIN disbursements q ON q.fund_id = m.fund_id AND q.disbursement_id = m.disbursement_id
        LEFT JOIN support_kinds k ON k.support_kind = q.support_kind LEFT JOIN occasions o ON o.occasion_code = q.occasion_code
        WHERE m.section IS NOT NULL
        ORDER BY m.section, m.entry_date, m.fund_id, m.entry_no, m.line
        """;

    /// <summary>One row for each move of goods; its value as debit or credit, its pieces beside.</summary>
    public const string OfGoods = """
        SELECT array_position(@Keys::text[], l.fund_id || ':' || l.item_no) AS section, x.moved_on AS date, x.fund_id,
            x.move_no AS entry_no, 1 AS line, f.code AS fund, p.voucher_type, x.moved_on AS voucher_date,
            format_voucher(p.voucher_type, p.voucher_year, p.voucher_no) AS voucher,
            CASE x.kind WHEN 'received' THEN 'goods_receipt' WHEN 'valued' THEN 'goods_valuation' WHEN 'issued' THEN 'goods_issue'
                WHEN 'lost' THEN 'goods_loss' ELSE 'reversal' END AS kind,
            'goods' AS account_code, o.code AS pool,
            CASE WHEN y.is_in THEN x.value ELSE 0 END AS debit, CASE WHEN y.is_in THEN 0 ELSE -x.value END AS credit,
            CASE WHEN y.is_in THEN x.quantity ELSE 0 END AS quantity_in, CASE WHEN y.is_in THEN 0 ELSE -x.quantity END AS quantity_out,
            x.disbursement_id, k.name_vi AS title_vi, k.name_en AS title_en
        FROM goods_moves x
        CROSS JOIN LATERAL (SELECT coalesce((SELECT z.kind FROM goods_moves z WHERE z.fund_id = x.fund_id AND z.move_no = x.reverses_move),
            x.kind) IN ('received', 'valued') AS is_in) y
        JOIN goods_lots l USING (fund_id, lot_no) JOIN goods_papers p ON p.fund_id = x.fund_id AND p.paper_no = x.paper_no
        JOIN funds f ON f.fund_id = x.fund_id JOIN pools o ON o.fund_id = l.fund_id AND o.pool_id = l.pool_id
        LEFT JOIN disbursements q ON q.fund_id = x.fund_id AND q.disbursement_id = x.disbursement_id
        LEFT JOIN support_kinds k ON k.support_kind = q.support_kind
        WHERE x.fund_id = ANY (@FundIds) AND x.moved_on BETWEEN @From AND @To
        ORDER BY 1, x.moved_on, x.fund_id, x.move_no
        """;
}
