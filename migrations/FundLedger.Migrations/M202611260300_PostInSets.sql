-- Vouchers and entries are made by statements over all of them; only the links of the hash log, each of which needs the one before, go one by one.

CREATE OR REPLACE FUNCTION post_journal(p_entries journal_entries[], p_lines postings[]) RETURNS journal_entries[] LANGUAGE plpgsql
SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    v_entries journal_entries[];
    v_now timestamptz := ledger_now();
    v_hand text := (SELECT acting_user() FROM unnest(p_entries) a WHERE a.recorded_by IS NULL LIMIT 1);
    v_counts bigint[];
    v_lines bytea[];
    v_contents bytea[];
    v_starts bytea[];
    v_hashes bytea[] := '{}';
    v_hash bytea;
BEGIN
    PERFORM require_utf8();
    SELECT array_agg(l.lines ORDER BY l.entry_no), array_agg(l.content ORDER BY l.entry_no) INTO v_counts, v_lines
    FROM (SELECT p.entry_no, count(*) AS lines, string_agg(posting_content(p), ''::bytea ORDER BY p.line) AS content
          FROM unnest(p_lines) p WHERE p.entry_no BETWEEN 1 AND cardinality(p_entries) GROUP BY p.entry_no) l;
    IF cardinality(v_counts) IS DISTINCT FROM cardinality(p_entries) THEN
        PERFORM refuse('journal_entry_complete', 'Each entry has its postings, and each posting its entry.');
    END IF;
    PERFORM lock_fund(f.fund_id) FROM (SELECT DISTINCT fund_id FROM unnest(p_entries) ORDER BY 1) f;
    INSERT INTO number_series AS s (fund_id, series, last_no)
    SELECT fund_id, book, count(*) FROM unnest(p_entries) GROUP BY 1, 2 ORDER BY 1, 2
    ON CONFLICT (fund_id, series) DO UPDATE SET last_no = s.last_no + EXCLUDED.last_no;
    SELECT array_agg(n.entry), array_agg(entry_content(n.entry, n.lines)), array_agg(n.start) INTO v_entries, v_contents, v_starts
    FROM (
        SELECT v_lines[a.place] AS lines,
            CASE WHEN row_number() OVER (PARTITION BY a.fund_id ORDER BY a.place) = 1 THEN h.log_hash END AS start,
            ROW(a.fund_id, a.book, s.last_no - count(*) OVER (PARTITION BY a.fund_id, a.book)
                    + row_number() OVER (PARTITION BY a.fund_id, a.book ORDER BY a.place),
                a.entry_date, v_now, coalesce(a.recorded_by, v_hand), a.kind, a.voucher_type, a.voucher_year, a.voucher_no, a.disbursement_id,
                a.disbursement_line, a.reverses_entry_no, a.request_key, a.request_line, v_counts[a.place], a.source_hash, 1,
                h.log_no + row_number() OVER (PARTITION BY a.fund_id ORDER BY a.place), NULL)::journal_entries AS entry
        FROM (SELECT u.*, u.ordinality AS place FROM unnest(p_entries) WITH ORDINALITY u) a
        JOIN number_series s ON s.fund_id = a.fund_id AND s.series = a.book
        JOIN fund_heads h ON h.fund_id = a.fund_id
        ORDER BY a.place) n;
    FOR i IN 1 .. cardinality(v_contents) LOOP
        v_hash := sha256(coalesce(v_starts[i], v_hash) || v_contents[i]);
        v_hashes := v_hashes || v_hash;
    END LOOP;
    WITH written AS (
        INSERT INTO journal_entries AS j
        SELECT a.fund_id, a.book, a.entry_no, a.entry_date, a.recorded_at, a.recorded_by, a.kind, a.voucher_type, a.voucher_year, a.voucher_no,
            a.disbursement_id, a.disbursement_line, a.reverses_entry_no, a.request_key, a.request_line, a.line_count, a.source_hash,
            a.hash_version, a.log_no, a.sealed
        FROM ROWS FROM (unnest(v_entries), unnest(v_hashes)) AS a(fund_id, book, entry_no, entry_date, recorded_at, recorded_by, kind,
            voucher_type, voucher_year, voucher_no, disbursement_id, disbursement_line, reverses_entry_no, request_key, request_line,
            line_count, source_hash, hash_version, log_no, hash, sealed)
        RETURNING j AS entry)
    SELECT array_agg(w.entry) INTO v_entries FROM written w;
    INSERT INTO postings (fund_id, book, entry_no, line, account_code, pool_id, side, amount, entry_date, support_kind, occasion_code,
        occasion_year, decision_id, norm_line, beneficiary_code, class_code, unit_id)
    SELECT a.fund_id, a.book, a.entry_no, l.line, l.account_code, l.pool_id, l.side, l.amount, a.entry_date, l.support_kind, l.occasion_code,
        l.occasion_year, l.decision_id, l.norm_line, l.beneficiary_code, l.class_code, l.unit_id
    FROM unnest(p_lines) l JOIN unnest(v_entries) WITH ORDINALITY a ON a.ordinality = l.entry_no;
    UPDATE fund_heads h SET log_no = a.log_no, log_hash = a.hash
    FROM (SELECT DISTINCT ON (fund_id) fund_id, log_no, hash FROM unnest(v_entries) ORDER BY fund_id, log_no DESC) a WHERE h.fund_id = a.fund_id;
    RETURN v_entries;
END $$;

CREATE OR REPLACE FUNCTION write_vouchers(p_vouchers vouchers[], p_names text[], p_addresses text[], p_contents text[], p_attachments text[])
RETURNS vouchers[] LANGUAGE plpgsql
SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    v_vouchers vouchers[];
    v_salts bytea[];
    v_now timestamptz := ledger_now();
    v_hand text := (SELECT acting_user() FROM unnest(p_vouchers) v WHERE v.prepared_by IS NULL LIMIT 1);
BEGIN
    INSERT INTO number_series AS s (fund_id, series, last_no)
    SELECT fund_id, voucher_type || '/' || extract(year FROM voucher_date), count(*) FROM unnest(p_vouchers) GROUP BY 1, 2 ORDER BY 1, 2
    ON CONFLICT (fund_id, series) DO UPDATE SET last_no = s.last_no + EXCLUDED.last_no;
    SELECT array_agg(n.voucher), array_agg(n.salt) INTO v_vouchers, v_salts
    FROM (
        SELECT a.salt,
            ROW(a.fund_id, a.voucher_type, a.year, s.last_no - count(*) OVER (PARTITION BY a.fund_id, s.series)
                    + row_number() OVER (PARTITION BY a.fund_id, s.series ORDER BY a.place),
                a.voucher_date, a.amount, a.money_account, a.pool_id, a.donor_id, a.bank_reference, a.disbursement_id, a.reverses_entry_no,
                commitment_of(a.salt, a.name, a.address, a.content, a.attachments), coalesce(a.prepared_by, v_hand), v_now, NULL)::vouchers
                AS voucher
        FROM (SELECT u.*, u.ordinality AS place, extract(year FROM u.voucher_date)::smallint AS year,
                  substr(sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())), 1, 16) AS salt
              FROM ROWS FROM (unnest(p_vouchers), unnest(p_names), unnest(p_addresses), unnest(p_contents), unnest(p_attachments))
              WITH ORDINALITY u(fund_id, voucher_type, voucher_year, voucher_no, voucher_date, amount, money_account, pool_id, donor_id,
                  bank_reference, disbursement_id, reverses_entry_no, details_commitment, prepared_by, recorded_at, content_hash,
                  name, address, content, attachments)) a
        JOIN number_series s ON s.fund_id = a.fund_id AND s.series = a.voucher_type || '/' || a.year
        ORDER BY a.place) n;
    WITH written AS (
        INSERT INTO vouchers AS w
        SELECT v.fund_id, v.voucher_type, v.voucher_year, v.voucher_no, v.voucher_date, v.amount, v.money_account, v.pool_id, v.donor_id,
            v.bank_reference, v.disbursement_id, v.reverses_entry_no, v.details_commitment, v.prepared_by, v.recorded_at, voucher_content_hash(v)
        FROM unnest(v_vouchers) v
        RETURNING w AS voucher)
    SELECT array_agg(w.voucher) INTO v_vouchers FROM written w;
    INSERT INTO voucher_details
    SELECT n.fund_id, n.voucher_type, n.voucher_year, n.voucher_no, n.name, n.address, n.content, n.attachments, n.salt
    FROM ROWS FROM (unnest(v_vouchers), unnest(p_names), unnest(p_addresses), unnest(p_contents), unnest(p_attachments), unnest(v_salts))
        AS n(fund_id, voucher_type, voucher_year, voucher_no, voucher_date, amount, money_account, pool_id, donor_id, bank_reference,
            disbursement_id, reverses_entry_no, details_commitment, prepared_by, recorded_at, content_hash, name, address, content, attachments,
            salt);
    RETURN v_vouchers;
END $$;

-- Most postings pay nobody: one look along the numbers of the new entries says so.
CREATE OR REPLACE FUNCTION payment_matches_line() RETURNS trigger LANGUAGE plpgsql AS $$
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
