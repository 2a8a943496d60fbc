-- What changed the balance of a fund, line by line: read by statements and by whatever must agree with them.

CREATE VIEW fund_movements WITH (security_invoker = true) AS
SELECT p.fund_id, p.entry_no, p.line, p.entry_date, p.pool_id, coalesce(o.kind, e.kind) AS counts_as,
    CASE coalesce(o.kind, e.kind) WHEN 'receipt' THEN -posting_signed(p.side, p.amount) ELSE posting_signed(p.side, p.amount) END AS amount,
    -posting_signed(p.side, p.amount) AS effect,
    p.support_kind, p.class_code, p.beneficiary_code, e.voucher_type, e.voucher_year, e.voucher_no,
    o.voucher_type AS reverses_type, o.voucher_year AS reverses_year, o.voucher_no AS reverses_no
FROM postings p
JOIN journal_entries e USING (fund_id, book, entry_no)
LEFT JOIN journal_entries o ON o.fund_id = e.fund_id AND o.book = e.book AND o.entry_no = e.reverses_entry_no
WHERE p.book = 'financial' AND p.account_code = 'fund_balance';
COMMENT ON VIEW fund_movements IS 'A reversal counts as what it reverses, in negative amounts: amount is that of its column, effect that on the fund.';

GRANT SELECT ON fund_movements TO fundledger_app, fundledger_auditor;

-- A voucher's number as it is printed: PT-2021-00001.
CREATE FUNCTION format_voucher(p_type text, p_year int, p_no int) RETURNS text IMMUTABLE LANGUAGE sql AS $$
    SELECT p_type || '-' || p_year || '-' || lpad(p_no::text, greatest(5, length(p_no::text)), '0')
$$;
GRANT EXECUTE ON FUNCTION format_voucher TO fundledger_app, fundledger_auditor;
