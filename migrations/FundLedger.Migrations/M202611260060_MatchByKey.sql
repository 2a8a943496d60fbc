-- Each new posting finds its entry, and that its approved line, along one key; see the script before.
CREATE OR REPLACE FUNCTION payment_matches_line() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE v_bad record;
BEGIN
    SELECT a.entry_no INTO v_bad
    FROM added a
    JOIN LATERAL (SELECT j.* FROM journal_entries j
        WHERE j.fund_id = a.fund_id AND j.book = a.book AND j.entry_no >= a.entry_no ORDER BY j.entry_no LIMIT 1) e
        ON e.entry_no = a.entry_no AND e.kind = 'disbursement'
    LEFT JOIN LATERAL (SELECT r.pool_id, r.status FROM disbursements r
        WHERE r.fund_id = e.fund_id AND r.disbursement_id = e.disbursement_id OFFSET 0) d ON true
    LEFT JOIN LATERAL (SELECT n.line_no, n.amount, n.beneficiary_code FROM disbursement_lines n
        WHERE n.fund_id = e.fund_id AND n.disbursement_id = e.disbursement_id AND n.line_no >= e.disbursement_line
        ORDER BY n.line_no LIMIT 1) l ON l.line_no = e.disbursement_line
    WHERE (l.amount IS DISTINCT FROM a.amount OR l.beneficiary_code IS DISTINCT FROM a.beneficiary_code
        OR d.pool_id IS DISTINCT FROM a.pool_id OR d.status NOT IN ('approved', 'paid') OR e.line_count <> 2)
    LIMIT 1;
    IF FOUND THEN
        PERFORM refuse('payment_matches_approval', 'A payment is the payment of an approved line, in its amount.');
    END IF;
    RETURN NULL;
END $$;
