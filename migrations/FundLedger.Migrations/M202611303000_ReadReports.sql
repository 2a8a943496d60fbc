-- What changed the balance of funds, in money and in goods, as known at a number of each fund's log: what reports are added up from. A
-- reversal counts as what it reverses. Entries that are left out come in two lists of equal length.
CREATE FUNCTION report_moves(p_funds int[], p_known bigint[], p_hidden_funds int[], p_hidden_entries bigint[])
RETURNS TABLE (fund_id int, entry_no bigint, line smallint, entry_date date, pool_id int, is_goods boolean, counts_as text, effect bigint,
    support_kind text, occasion_code text, occasion_year smallint, class_code text, unit_id int, beneficiary_code text,
    disbursement_id bigint, disbursement_line int, voucher_type text, voucher_year smallint, voucher_no int, is_reversal boolean,
    recorded_at timestamptz, log_no bigint)
LANGUAGE sql STABLE AS $$
    SELECT e.fund_id, e.entry_no, p.line, e.entry_date, p.pool_id, p.account_code = 'goods_balance', coalesce(o.kind, e.kind),
        -posting_signed(p.side, p.amount), p.support_kind, p.occasion_code, p.occasion_year, p.class_code, p.unit_id, p.beneficiary_code,
        coalesce(o.disbursement_id, e.disbursement_id), coalesce(o.disbursement_line, e.disbursement_line),
        e.voucher_type, e.voucher_year, e.voucher_no, e.reverses_entry_no IS NOT NULL, e.recorded_at, e.log_no
    FROM unnest(p_funds, p_known) AS k(fund_id, known)
    JOIN journal_entries e ON e.fund_id = k.fund_id AND e.book = 'financial' AND e.log_no <= k.known
    JOIN postings p ON p.fund_id = e.fund_id AND p.book = e.book AND p.entry_no = e.entry_no
        AND p.account_code IN ('fund_balance', 'goods_balance')
    LEFT JOIN journal_entries o ON o.fund_id = e.fund_id AND o.book = e.book AND o.entry_no = e.reverses_entry_no
    WHERE NOT EXISTS (SELECT FROM unnest(p_hidden_funds, p_hidden_entries) AS h(fund_id, entry_no)
        WHERE h.fund_id = e.fund_id AND h.entry_no = e.entry_no)
$$;
GRANT EXECUTE ON FUNCTION report_moves TO fundledger_app, fundledger_auditor;
