-- Until a table has statistics all its indexes that begin with the fund look equally good, and a plan made then may read a whole fund to find one
-- entry. An ORDER BY along the right index decides it: every other one would have to sort. And the postings of a call are put together once, not
-- once more for each entry.

CREATE OR REPLACE FUNCTION post_journal(p_entries journal_entries[], p_lines postings[]) RETURNS journal_entries[] LANGUAGE plpgsql
SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    v_entries journal_entries[] := p_entries;
    e journal_entries;
    v_fund int;
    v_hash bytea;
    v_now timestamptz := ledger_now();
    v_counts bigint[];
    v_contents bytea[];
    r record;
BEGIN
    PERFORM require_utf8();
    SELECT array_agg(l.lines ORDER BY l.entry_no), array_agg(l.content ORDER BY l.entry_no) INTO v_counts, v_contents
    FROM (SELECT p.entry_no, count(*) AS lines, string_agg(posting_content(p), ''::bytea ORDER BY p.line) AS content
          FROM unnest(p_lines) p WHERE p.entry_no BETWEEN 1 AND cardinality(p_entries) GROUP BY p.entry_no) l;
    IF cardinality(v_counts) IS DISTINCT FROM cardinality(p_entries) THEN
        PERFORM refuse('journal_entry_complete', 'Each entry has its postings, and each posting its entry.');
    END IF;
    PERFORM lock_fund(f.fund_id) FROM (SELECT DISTINCT fund_id FROM unnest(p_entries) ORDER BY 1) f;
    INSERT INTO number_series AS s (fund_id, series, last_no)
    SELECT fund_id, book, count(*) FROM unnest(p_entries) GROUP BY 1, 2 ORDER BY 1, 2
    ON CONFLICT (fund_id, series) DO UPDATE SET last_no = s.last_no + EXCLUDED.last_no;
    FOR r IN
        SELECT a.ordinality AS place, s.last_no - count(*) OVER (PARTITION BY a.fund_id, a.book)
                + row_number() OVER (PARTITION BY a.fund_id, a.book ORDER BY a.ordinality) AS entry_no,
            h.log_no + row_number() OVER (PARTITION BY a.fund_id ORDER BY a.ordinality) AS log_no, h.log_hash,
            v_counts[a.ordinality] AS lines, v_contents[a.ordinality] AS content
        FROM unnest(p_entries) WITH ORDINALITY a
        JOIN number_series s ON s.fund_id = a.fund_id AND s.series = a.book
        JOIN fund_heads h ON h.fund_id = a.fund_id
        ORDER BY a.ordinality
    LOOP
        e := v_entries[r.place];
        IF e.fund_id IS DISTINCT FROM v_fund THEN v_fund := e.fund_id; v_hash := r.log_hash; END IF;
        e.entry_no := r.entry_no; e.recorded_at := v_now; e.recorded_by := coalesce(e.recorded_by, acting_user());
        e.line_count := r.lines; e.hash_version := 1; e.log_no := r.log_no;
        v_hash := sha256(v_hash || entry_content(e, r.content));
        e.hash := v_hash;
        v_entries[r.place] := e;
    END LOOP;
    INSERT INTO journal_entries SELECT * FROM unnest(v_entries);
    INSERT INTO postings (fund_id, book, entry_no, line, account_code, pool_id, side, amount, entry_date, support_kind, occasion_code,
        occasion_year, decision_id, norm_line, beneficiary_code, class_code, unit_id)
    SELECT a.fund_id, a.book, a.entry_no, l.line, l.account_code, l.pool_id, l.side, l.amount, a.entry_date, l.support_kind, l.occasion_code,
        l.occasion_year, l.decision_id, l.norm_line, l.beneficiary_code, l.class_code, l.unit_id
    FROM unnest(p_lines) l JOIN unnest(v_entries) WITH ORDINALITY a ON a.ordinality = l.entry_no;
    UPDATE fund_heads h SET log_no = a.log_no, log_hash = a.hash
    FROM (SELECT DISTINCT ON (fund_id) fund_id, log_no, hash FROM unnest(v_entries) ORDER BY fund_id, log_no DESC) a WHERE h.fund_id = a.fund_id;
    RETURN v_entries;
END $$;

CREATE OR REPLACE FUNCTION journal_entry_gapless() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM added a LEFT JOIN number_series s ON s.fund_id = a.fund_id AND s.series = a.book
        GROUP BY a.fund_id, a.book, s.last_no
        HAVING max(a.entry_no) IS DISTINCT FROM s.last_no OR max(a.entry_no) - min(a.entry_no) + 1 <> count(*)
            OR (min(a.entry_no) > 1 AND (SELECT e.entry_no FROM journal_entries e
                WHERE e.fund_id = a.fund_id AND e.book = a.book AND e.entry_no >= min(a.entry_no) - 1 ORDER BY e.entry_no LIMIT 1)
                <> min(a.entry_no) - 1)) THEN
        PERFORM refuse('journal_entry_gapless', 'Entry numbers continue the series of their fund and book without a gap.');
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION postings_balanced() RETURNS trigger LANGUAGE plpgsql AS $$
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
        WHERE j.fund_id = a.fund_id AND j.book = a.book AND j.entry_no >= a.entry_no ORDER BY j.entry_no LIMIT 1) e ON e.entry_no = a.entry_no;
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

CREATE OR REPLACE FUNCTION journal_entry_has_postings() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE v_bare bigint;
BEGIN
    SELECT e.entry_no INTO v_bare FROM journal_entries e
    WHERE e.fund_id = NEW.fund_id AND e.book = NEW.book AND e.request_key = NEW.request_key
        AND (SELECT p.entry_no FROM postings p WHERE p.fund_id = e.fund_id AND p.book = e.book AND p.entry_no = e.entry_no
             ORDER BY p.line LIMIT 1) IS NULL
    ORDER BY e.request_line LIMIT 1;
    IF FOUND THEN PERFORM refuse('journal_entry_complete', format('Entry %s/%s has no postings.', NEW.book, v_bare)); END IF;
    RETURN NULL;
END $$;
