namespace FundLedger.Features.Books;

/// <summary>Under which accounts, pools, givers, requests or goods the lines of a book stand, and what there was of each before.</summary>
internal static class SectionSql
{
    // Whole months come from their turnover; only the days of the month that the period begins in are added up one by one.
    public const string OfAccounts = """
        WITH moved AS (
            SELECT fund_id, account_code, pool_id, month AS day, debit, credit, month < date_trunc('month', @From)::date AS is_before
            FROM monthly_turnovers WHERE fund_id = ANY (@FundIds) AND book = 'financial' AND month <= @To
            UNION ALL
            SELECT fund_id, account_code, pool_id, entry_date, CASE side WHEN 'debit' THEN amount ELSE 0 END,
                CASE side WHEN 'credit' THEN amount ELSE 0 END, true
            FROM postings WHERE fund_id = ANY (@FundIds) AND book = 'financial'
                AND entry_date >= date_trunc('month', @From)::date AND entry_date < @From
            UNION ALL
            SELECT p.fund_id, p.account_code, p.pool_id, p.entry_date, CASE p.side WHEN 'debit' THEN -p.amount ELSE 0 END,
                CASE p.side WHEN 'credit' THEN -p.amount ELSE 0 END, true
            FROM unnest(@HiddenFunds, @HiddenEntries) AS h(fund_id, entry_no)
            JOIN postings p ON p.fund_id = h.fund_id AND p.book = 'financial' AND p.entry_no = h.entry_no
            WHERE p.entry_date < @From)
        SELECT CASE @SectionBy WHEN 'account' THEN m.account_code WHEN 'pool' THEN m.fund_id || ':' || m.pool_id ELSE '' END AS key,
            min(m.account_code) AS account, min(o.code) AS pool, min(f.code) AS fund, min(o.name_vi) AS pool_vi,
            min(o.name_en) AS pool_en, min(o.name_vi) AS title_vi, min(o.name_en) AS title_en,
            coalesce(sum(m.debit - m.credit) FILTER (WHERE is_before), 0)::bigint AS opening,
            coalesce(sum(m.debit) FILTER (WHERE is_before AND day >= date_trunc('quarter', @From)::date), 0)::bigint AS quarter_debit,
            coalesce(sum(m.credit) FILTER (WHERE is_before AND day >= date_trunc('quarter', @From)::date), 0)::bigint AS quarter_credit,
            coalesce(sum(m.debit) FILTER (WHERE is_before AND day >= date_trunc('year', @From)::date), 0)::bigint AS year_debit,
            coalesce(sum(m.credit) FILTER (WHERE is_before AND day >= date_trunc('year', @From)::date), 0)::bigint AS year_credit
        FROM moved m JOIN pools o USING (fund_id, pool_id) JOIN funds f USING (fund_id)
        WHERE (@Accounts::text[] IS NULL OR m.account_code = ANY (@Accounts)) AND (@Pool::text IS NULL OR o.code = @Pool)
            AND (NOT @OnlyBudget OR o.source_kind IN (SELECT s.source_kind FROM source_kinds s WHERE s.is_budget))
        GROUP BY 1 ORDER BY min(m.fund_id), min(m.pool_id)
        """;

    // Givers and requests stand on vouchers, not on postings: their books are counted from the lines.
    public const string OfVouchers = """
        WITH moved AS (
            SELECT p.fund_id, coalesce(v.donor_id, x.donor_id) AS donor_id,
                coalesce(v.disbursement_id, x.disbursement_id) AS disbursement_id, p.entry_date AS day,
                CASE p.side WHEN 'debit' THEN p.amount ELSE 0 END AS debit,
                CASE p.side WHEN 'credit' THEN p.amount ELSE 0 END AS credit, p.entry_date < @From AS is_before
            FROM postings p JOIN journal_entries e USING (fund_id, book, entry_no)
            LEFT JOIN vouchers v ON v.fund_id = e.fund_id AND v.voucher_type = e.voucher_type AND v.voucher_year = e.voucher_year
                AND v.voucher_no = e.voucher_no
            LEFT JOIN journal_entries r ON r.fund_id = e.fund_id AND r.book = e.book AND r.entry_no = e.reverses_entry_no
            LEFT JOIN vouchers x ON x.fund_id = r.fund_id AND x.voucher_type = r.voucher_type AND x.voucher_year = r.voucher_year
                AND x.voucher_no = r.voucher_no
            WHERE p.fund_id = ANY (@FundIds) AND p.book = 'financial' AND p.account_code = ANY (@Accounts) AND p.entry_date <= @To
                AND NOT EXISTS (SELECT FROM unnest(@HiddenFunds, @HiddenEntries) AS h(fund_id, entry_no)
                    WHERE h.fund_id = p.fund_id AND h.entry_no = p.entry_no))
        SELECT m.fund_id || ':' || CASE @SectionBy WHEN 'donor' THEN m.donor_id ELSE m.disbursement_id END AS key,
            (@Accounts::text[])[1] AS account, min(f.code) AS fund,
            CASE @SectionBy WHEN 'donor' THEN CASE WHEN m.fund_id = ANY (@NamedFunds) THEN min(d.name)
                ELSE 'Nhà tài trợ số ' || min(m.donor_id) END
                ELSE 'Đề nghị ' || min(m.disbursement_id) || coalesce(' – ' || min(o.officers), '') END AS title_vi,
            CASE @SectionBy WHEN 'donor' THEN CASE WHEN m.fund_id = ANY (@NamedFunds) THEN min(d.name)
                ELSE 'Donor ' || min(m.donor_id) END
                ELSE 'Request ' || min(m.disbursement_id) || coalesce(' – ' || min(o.officers), '') END AS title_en,
            coalesce(sum(m.debit - m.credit) FILTER (WHERE is_before), 0)::bigint AS opening,
            coalesce(sum(m.debit) FILTER (WHERE is_before AND day >= date_trunc('quarter', @From)::date), 0)::bigint AS quarter_debit,
            coalesce(sum(m.credit) FILTER (WHERE is_before AND day >= date_trunc('quarter', @From)::date), 0)::bigint AS quarter_credit,
            coalesce(sum(m.debit) FILTER (WHERE is_before AND day >= date_trunc('year', @From)::date), 0)::bigint AS year_debit,
            coalesce(sum(m.credit) FILTER (WHERE is_before AND day >= date_trunc('year', @From)::date), 0)::bigint AS year_credit
        FROM moved m JOIN funds f USING (fund_id) LEFT JOIN donors d USING (fund_id, donor_id)
        LEFT JOIN LATERAL (SELECT string_agg(DISTINCT u.display_name, ', ') AS officers FROM payment_orders p
            JOIN users u ON u.user_name = p.officer
            WHERE p.fund_id = m.fund_id AND p.disbursement_id = m.disbursement_id AND p.way = 'advance') o ON @SectionBy = 'request'
        WHERE CASE @SectionBy WHEN 'donor' THEN m.donor_id ELSE m.disbursement_id END IS NOT NULL
            AND (@Donor::bigint IS NULL OR m.donor_id = @Donor)
        GROUP BY m.fund_id, CASE @SectionBy WHEN 'donor' THEN m.donor_id ELSE m.disbursement_id END
        ORDER BY m.fund_id, min(m.donor_id), min(m.disbursement_id)
        """;

    public const string OfGoods = """
        SELECT i.fund_id || ':' || i.item_no AS key, 'goods' AS account, f.code AS fund,
            i.name || ' (' || i.unit || ')' AS title_vi, i.name || ' (' || i.unit || ')' AS title_en,
            coalesce(sum(m.value) FILTER (WHERE m.moved_on < @From), 0)::bigint AS opening,
            coalesce(sum(m.quantity) FILTER (WHERE m.moved_on < @From), 0)::bigint AS opening_quantity,
            coalesce(sum(m.value) FILTER (WHERE m.is_in AND m.moved_on < @From
                AND m.moved_on >= date_trunc('quarter', @From)::date), 0)::bigint AS quarter_debit,
            coalesce(-sum(m.value) FILTER (WHERE NOT m.is_in AND m.moved_on < @From
                AND m.moved_on >= date_trunc('quarter', @From)::date), 0)::bigint AS quarter_credit,
            coalesce(sum(m.quantity) FILTER (WHERE m.is_in AND m.moved_on < @From
                AND m.moved_on >= date_trunc('quarter', @From)::date), 0)::bigint AS quarter_in,
            coalesce(-sum(m.quantity) FILTER (WHERE NOT m.is_in AND m.moved_on < @From
                AND m.moved_on >= date_trunc('quarter', @From)::date), 0)::bigint AS quarter_out,
            coalesce(sum(m.value) FILTER (WHERE m.is_in AND m.moved_on < @From
                AND m.moved_on >= date_trunc('year', @From)::date), 0)::bigint AS year_debit,
            coalesce(-sum(m.value) FILTER (WHERE NOT m.is_in AND m.moved_on < @From
                AND m.moved_on >= date_trunc('year', @From)::date), 0)::bigint AS year_credit,
            coalesce(sum(m.quantity) FILTER (WHERE m.is_in AND m.moved_on < @From
                AND m.moved_on >= date_trunc('year', @From)::date), 0)::bigint AS year_in,
            coalesce(-sum(m.quantity) FILTER (WHERE NOT m.is_in AND m.moved_on < @From
                AND m.moved_on >= date_trunc('year', @From)::date), 0)::bigint AS year_out
        FROM goods_items i JOIN funds f USING (fund_id)
        JOIN goods_lots l USING (fund_id, item_no)
        JOIN (SELECT x.fund_id, x.lot_no, x.moved_on, x.quantity, x.value, coalesce(y.kind, x.kind) IN ('received', 'valued') AS is_in
              FROM goods_moves x LEFT JOIN goods_moves y ON y.fund_id = x.fund_id AND y.move_no = x.reverses_move) m
            ON m.fund_id = l.fund_id AND m.lot_no = l.lot_no
        WHERE i.fund_id = ANY (@FundIds) AND m.moved_on <= @To
        GROUP BY i.fund_id, i.item_no, f.code, i.name, i.unit ORDER BY i.fund_id, i.item_no
        """;
}
