-- A table just filled has no statistics, and every index that begins with the fund looks equally good: with an equality on the fund, one
-- read all entries of the fund, or all lines of the request, for each posting. A comparison of the whole key from its first column on, in
-- the order of the key, is what no other index can answer.
CREATE OR REPLACE FUNCTION payment_matches_line()
RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE v_bad record;
BEGIN
    IF NOT EXISTS (
        SELECT FROM (SELECT fund_id, book, min(entry_no) AS first_no, max(entry_no) AS last_no FROM added GROUP BY 1, 2) a
        WHERE (SELECT j.entry_no FROM journal_entries j WHERE j.fund_id = a.fund_id AND j.book = a.book
               AND j.entry_no BETWEEN a.first_no AND a.last_no AND j.kind = 'disbursement' ORDER BY j.entry_no LIMIT 1) IS NOT NULL) THEN
        RETURN NULL;
    END IF;
    SELECT a.entry_no INTO v_bad
    FROM added a
    JOIN LATERAL (SELECT j.* FROM journal_entries j
        WHERE (j.fund_id, j.book, j.entry_no) >= (a.fund_id, a.book, a.entry_no) ORDER BY j.fund_id, j.book, j.entry_no LIMIT 1) e
        ON (e.fund_id, e.book, e.entry_no) = (a.fund_id, a.book, a.entry_no) AND e.kind = 'disbursement'
    LEFT JOIN LATERAL (SELECT r.pool_id, r.status FROM disbursements r
        WHERE r.fund_id = e.fund_id AND r.disbursement_id = e.disbursement_id OFFSET 0) d ON true
    LEFT JOIN LATERAL (SELECT n.fund_id, n.disbursement_id, n.line_no, line_money(n) AS amount, n.beneficiary_code FROM disbursement_lines n
        WHERE (n.fund_id, n.disbursement_id, n.line_no) >= (e.fund_id, e.disbursement_id, e.disbursement_line)
        ORDER BY n.fund_id, n.disbursement_id, n.line_no LIMIT 1) l
        ON (l.fund_id, l.disbursement_id, l.line_no) = (e.fund_id, e.disbursement_id, e.disbursement_line)
    LEFT JOIN LATERAL (SELECT o.paid FROM payment_order_lines o
        WHERE o.fund_id = e.fund_id AND o.disbursement_id = e.disbursement_id AND o.line_no = e.disbursement_line
            AND o.outcome IN ('paid', 'partial') OFFSET 0) o ON true
    WHERE (coalesce(o.paid, l.amount) IS DISTINCT FROM a.amount OR l.beneficiary_code IS DISTINCT FROM a.beneficiary_code
        OR d.pool_id IS DISTINCT FROM a.pool_id OR d.status NOT IN ('approved', 'paid') OR e.line_count <> 2)
    LIMIT 1;
    IF FOUND THEN
        PERFORM refuse('payment_matches_approval', 'A payment is the payment of an approved line, in its amount.');
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION postings_balanced()
RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE r record;
BEGIN
    SELECT bool_or(e.entry_no IS NULL) AS without_entry,
        bool_or(e.line_count <> a.lines OR a.first_line <> 1 OR a.last_line <> a.lines) AS incomplete,
        bool_or((a.least < 0 AND e.kind <> 'reversal') OR a.first_date <> e.entry_date OR a.last_date <> e.entry_date) AS spoilt,
        bool_or(a.most > 0 AND e.kind = 'reversal') AS black
    INTO r
    FROM (SELECT p.fund_id, p.book, p.entry_no, count(*) AS lines, min(p.line) AS first_line, max(p.line) AS last_line,
              min(p.amount) AS least, max(p.amount) AS most, min(p.entry_date) AS first_date, max(p.entry_date) AS last_date
          FROM added p GROUP BY 1, 2, 3) a
    LEFT JOIN LATERAL (SELECT j.* FROM journal_entries j
        WHERE (j.fund_id, j.book, j.entry_no) >= (a.fund_id, a.book, a.entry_no) ORDER BY j.fund_id, j.book, j.entry_no LIMIT 1) e
        ON (e.fund_id, e.book, e.entry_no) = (a.fund_id, a.book, a.entry_no);
    IF r.without_entry THEN PERFORM refuse_unnamed('postings_fund_id_book_entry_no_fkey', 'A posting without its entry.'); END IF;
    IF EXISTS (SELECT FROM added p GROUP BY p.fund_id, p.book, p.entry_no, p.pool_id HAVING sum(posting_signed(p.side, p.amount)) <> 0) THEN
        PERFORM refuse('journal_entry_balanced', 'Debits equal credits in each entry and in each pool.');
    END IF;
    IF r.incomplete THEN
        PERFORM refuse('journal_entry_complete', 'All postings of an entry are written at once, and none is added later.');
    END IF;
    IF r.spoilt THEN
        PERFORM refuse('negative_only_in_reversal', 'Only a reversal is written in negative amounts, and a posting has its entry''s date.');
    END IF;
    IF r.black THEN
        PERFORM refuse('reversal_mirrors_entry', 'A reversal repeats the postings of its entry with negative amounts.');
    END IF;
    RETURN NULL;
END $$;

-- Asked for each entry at the end of a transaction, and planned anew each time, since the planner thought a plan for any fund dear.
ALTER FUNCTION journal_entry_has_postings() SET plan_cache_mode = force_generic_plan;
