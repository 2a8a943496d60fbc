-- One door for one entry and for ten thousand, of one fund or of many: numbers are drawn, links forged and rows written for all of them at once.

-- ---------------------------------------------------------------- the encoding, byte for byte the same

-- array_send writes after 20 bytes of its own for each element what hash version 1 wants: its length and its bytes, or -1. It writes in the
-- encoding of the session, which must therefore be UTF-8: seal() and post_journal() see to it.
CREATE OR REPLACE FUNCTION canonical(VARIADIC p_fields text[]) RETURNS bytea STABLE LANGUAGE sql AS $$
    SELECT substr(array_send(p_fields), 21)
$$;

CREATE OR REPLACE FUNCTION canonical_instant(p timestamptz) RETURNS text STABLE LANGUAGE sql AS $$
    SELECT ((extract(epoch FROM p) * 1000000)::bigint)::text
$$;

CREATE OR REPLACE FUNCTION canonical_date(p date) RETURNS text STABLE LANGUAGE sql AS $$
    SELECT to_char(p, 'YYYY-MM-DD')
$$;

ALTER FUNCTION commitment_of(bytea, text[]) STABLE;
ALTER FUNCTION voucher_content_hash(vouchers) STABLE;
ALTER FUNCTION posting_content(postings) STABLE;
ALTER FUNCTION entry_content(journal_entries, bytea) STABLE;

CREATE FUNCTION require_utf8() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF pg_client_encoding() <> 'UTF8' THEN PERFORM refuse('client_encoding_utf8', 'What is sealed is sealed in UTF-8: set client_encoding.'); END IF;
END $$;

CREATE OR REPLACE FUNCTION seal(p_fund int, p_content bytea, OUT log_no bigint, OUT hash bytea) LANGUAGE plpgsql AS $$
BEGIN
    PERFORM require_utf8();
    UPDATE fund_heads h SET log_no = h.log_no + 1, log_hash = sha256(h.log_hash || p_content)
    WHERE h.fund_id = p_fund RETURNING h.log_no, h.log_hash INTO seal.log_no, seal.hash;
END $$;

-- ---------------------------------------------------------------- the one door

-- Writes entries of any funds: those of one fund stand together in p_entries, in the order in which they are numbered and sealed. p_lines are
-- their postings; entry_no of a line is the place of its entry. What is given with an entry is kept, what the door decides is filled in:
-- numbers, instant, line count, seal, and who acts unless the caller says it. Returns the entries as written.
-- Plans are made once: an array of one and an array of thousands are read the same way.
CREATE FUNCTION post_journal(p_entries journal_entries[], p_lines postings[]) RETURNS journal_entries[] LANGUAGE plpgsql
SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    v_entries journal_entries[] := p_entries;
    e journal_entries;
    v_fund int;
    v_hash bytea;
    v_now timestamptz := ledger_now();
    r record;
BEGIN
    PERFORM require_utf8();
    PERFORM lock_fund(f.fund_id) FROM (SELECT DISTINCT fund_id FROM unnest(p_entries) ORDER BY 1) f;
    INSERT INTO number_series AS s (fund_id, series, last_no)
    SELECT fund_id, book, count(*) FROM unnest(p_entries) GROUP BY 1, 2 ORDER BY 1, 2
    ON CONFLICT (fund_id, series) DO UPDATE SET last_no = s.last_no + EXCLUDED.last_no;
    FOR r IN
        SELECT a.ordinality AS place, s.last_no - count(*) OVER (PARTITION BY a.fund_id, a.book)
                + row_number() OVER (PARTITION BY a.fund_id, a.book ORDER BY a.ordinality) AS entry_no,
            h.log_no + row_number() OVER (PARTITION BY a.fund_id ORDER BY a.ordinality) AS log_no, h.log_hash, l.lines, l.content
        FROM unnest(p_entries) WITH ORDINALITY a
        JOIN number_series s ON s.fund_id = a.fund_id AND s.series = a.book
        JOIN fund_heads h ON h.fund_id = a.fund_id
        LEFT JOIN (SELECT p.entry_no, count(*) AS lines, string_agg(posting_content(p), ''::bytea ORDER BY p.line) AS content
                   FROM unnest(p_lines) p GROUP BY p.entry_no) l ON l.entry_no = a.ordinality
        ORDER BY a.ordinality
    LOOP
        e := v_entries[r.place];
        IF e.fund_id IS DISTINCT FROM v_fund THEN v_fund := e.fund_id; v_hash := r.log_hash; END IF;
        e.entry_no := r.entry_no; e.recorded_at := v_now; e.recorded_by := coalesce(e.recorded_by, acting_user());
        e.line_count := coalesce(r.lines, 0); e.hash_version := 1; e.log_no := r.log_no;
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

-- The entries of one action share p_head; line entry_no 1, 2, 3 … is of its first, second, third … entry, which settles line
-- p_disbursement_lines[n] of its request. Returns the entry numbers.
CREATE OR REPLACE FUNCTION post_entries(p_head journal_entries, p_lines postings[], p_disbursement_lines int[] DEFAULT NULL)
RETURNS bigint[] LANGUAGE plpgsql AS $$
DECLARE
    v_entries journal_entries[] := '{}';
    e journal_entries := p_head;
BEGIN
    FOR i IN 1 .. (SELECT max(entry_no) FROM unnest(p_lines)) LOOP
        e.request_line := i;
        e.disbursement_line := p_disbursement_lines[i];
        v_entries := v_entries || e;
    END LOOP;
    RETURN (SELECT array_agg(a.entry_no ORDER BY a.entry_no) FROM unnest(post_journal(v_entries, p_lines)) a);
END $$;
ALTER FUNCTION post_entries(journal_entries, postings[], int[]) RESET ALL;

-- Numbers and writes vouchers, those of one fund together, their erasable words apart: word n of each array is of voucher n.
CREATE FUNCTION write_vouchers(p_vouchers vouchers[], p_names text[], p_addresses text[], p_contents text[], p_attachments text[])
RETURNS vouchers[] LANGUAGE plpgsql
SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    v_vouchers vouchers[] := p_vouchers;
    v vouchers;
    v_salt bytea;
    v_salts bytea[] := '{}';
    v_now timestamptz := ledger_now();
    r record;
BEGIN
    INSERT INTO number_series AS s (fund_id, series, last_no)
    SELECT fund_id, voucher_type || '/' || extract(year FROM voucher_date), count(*) FROM unnest(p_vouchers) GROUP BY 1, 2 ORDER BY 1, 2
    ON CONFLICT (fund_id, series) DO UPDATE SET last_no = s.last_no + EXCLUDED.last_no;
    FOR r IN
        SELECT a.place, a.year, s.last_no - count(*) OVER (PARTITION BY a.fund_id, a.series)
            + row_number() OVER (PARTITION BY a.fund_id, a.series ORDER BY a.place) AS voucher_no
        FROM (SELECT ordinality AS place, fund_id, extract(year FROM voucher_date) AS year,
                  voucher_type || '/' || extract(year FROM voucher_date) AS series FROM unnest(p_vouchers) WITH ORDINALITY) a
        JOIN number_series s ON s.fund_id = a.fund_id AND s.series = a.series
        ORDER BY a.place
    LOOP
        v := v_vouchers[r.place];
        v_salt := substr(sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())), 1, 16);
        v.voucher_year := r.year; v.voucher_no := r.voucher_no; v.recorded_at := v_now;
        v.prepared_by := coalesce(v.prepared_by, acting_user());
        v.details_commitment := commitment_of(v_salt, p_names[r.place], p_addresses[r.place], p_contents[r.place], p_attachments[r.place]);
        v.content_hash := voucher_content_hash(v);
        v_vouchers[r.place] := v;
        v_salts := v_salts || v_salt;
    END LOOP;
    INSERT INTO vouchers SELECT * FROM unnest(v_vouchers);
    INSERT INTO voucher_details
    SELECT n.fund_id, n.voucher_type, n.voucher_year, n.voucher_no, w.name, w.address, w.content, w.attachments, w.salt
    FROM unnest(v_vouchers) WITH ORDINALITY n
    JOIN unnest(p_names, p_addresses, p_contents, p_attachments, v_salts) WITH ORDINALITY w(name, address, content, attachments, salt)
        USING (ordinality);
    RETURN v_vouchers;
END $$;

CREATE OR REPLACE FUNCTION write_voucher(p_voucher vouchers, p_name text, p_address text, p_content text, p_attachments text)
RETURNS vouchers LANGUAGE plpgsql AS $$
BEGIN
    RETURN (write_vouchers(ARRAY[p_voucher], ARRAY[p_name], ARRAY[p_address], ARRAY[p_content], ARRAY[p_attachments]))[1];
END $$;
ALTER FUNCTION write_voucher(vouchers, text, text, text, text) RESET ALL;

-- ---------------------------------------------------------------- receipts

-- Givers by name, kind and address as in donor_named_once; who is new gets the fund's next number. Returns their numbers in the same places.
CREATE FUNCTION donors_of(p_fund int[], p_kind text[], p_name text[], p_address text[]) RETURNS bigint[] LANGUAGE plpgsql
SET plan_cache_mode = force_generic_plan AS $$
DECLARE v_donors bigint[];
BEGIN
    FOR i IN 1 .. 2 LOOP
        SELECT array_agg(d.donor_id ORDER BY g.place) INTO v_donors
        FROM unnest(p_fund, p_kind, p_name, p_address) WITH ORDINALITY g(fund_id, kind, name, address, place)
        LEFT JOIN donors d ON d.fund_id = g.fund_id AND d.kind = g.kind AND lower(btrim(d.name)) = lower(btrim(g.name))
            AND lower(btrim(coalesce(d.address, ''))) = lower(btrim(coalesce(g.address, '')));
        EXIT WHEN array_position(v_donors, NULL) IS NULL OR i = 2;
        WITH new AS (
            SELECT DISTINCT ON (g.fund_id, g.kind, lower(btrim(g.name)), lower(btrim(coalesce(g.address, '')))) g.*
            FROM unnest(p_fund, p_kind, p_name, p_address, v_donors) WITH ORDINALITY g(fund_id, kind, name, address, donor_id, place)
            WHERE g.donor_id IS NULL
            ORDER BY g.fund_id, g.kind, lower(btrim(g.name)), lower(btrim(coalesce(g.address, ''))), g.place),
        drawn AS (
            INSERT INTO number_series AS s (fund_id, series, last_no) SELECT fund_id, 'donor', count(*) FROM new GROUP BY 1 ORDER BY 1
            ON CONFLICT (fund_id, series) DO UPDATE SET last_no = s.last_no + EXCLUDED.last_no RETURNING s.fund_id, s.last_no)
        INSERT INTO donors
        SELECT n.fund_id, d.last_no - count(*) OVER (PARTITION BY n.fund_id) + row_number() OVER (PARTITION BY n.fund_id ORDER BY n.place),
            btrim(n.name), n.kind, nullif(btrim(n.address), '')
        FROM new n JOIN drawn d USING (fund_id);
    END LOOP;
    RETURN v_donors;
END $$;

-- A table of receipts in arrays: element i of each is receipt i; those of one fund stand together. The funds are locked, the writers' roles known.
CREATE FUNCTION write_receipts(p_fund int[], p_key uuid[], p_line int[], p_by text[], p_pool int[], p_amount bigint[], p_date date[],
    p_account text[], p_name text[], p_kind text[], p_address text[], p_reference text[], p_content text[], p_attachments text[])
RETURNS journal_entries[] LANGUAGE plpgsql AS $$
DECLARE
    v_donors bigint[] := donors_of(p_fund, p_kind, p_name, p_address);
    v_vouchers vouchers[] := '{}';
    v_entries journal_entries[] := '{}';
    v_lines postings[] := '{}';
    v vouchers;
    e journal_entries;
BEGIN
    FOR i IN 1 .. cardinality(p_fund) LOOP
        v.fund_id := p_fund[i]; v.voucher_type := 'PT'; v.voucher_date := p_date[i]; v.amount := p_amount[i]; v.money_account := p_account[i];
        v.pool_id := p_pool[i]; v.donor_id := v_donors[i]; v.bank_reference := nullif(btrim(p_reference[i]), ''); v.prepared_by := p_by[i];
        v_vouchers := v_vouchers || v;
    END LOOP;
    v_vouchers := write_vouchers(v_vouchers, p_name, p_address, p_content, p_attachments);
    FOR i IN 1 .. cardinality(p_fund) LOOP
        e := entry_of(v_vouchers[i], 'receipt', p_key[i]);
        e.request_line := p_line[i]; e.recorded_by := p_by[i];
        v_entries := v_entries || e;
        v_lines := v_lines || posting_line(i, 1, p_account[i], p_pool[i], 'debit', p_amount[i])
                           || posting_line(i, 2, 'fund_balance', p_pool[i], 'credit', p_amount[i]);
    END LOOP;
    RETURN post_journal(v_entries, v_lines);
END $$;

CREATE OR REPLACE FUNCTION record_receipt(p_fund int, p_key uuid, p_pool int, p_amount bigint, p_date date, p_money_account text,
    p_donor_name text, p_donor_kind text, p_donor_address text, p_bank_reference text, p_content text, p_attachments text,
    OUT voucher_year smallint, OUT voucher_no int, OUT entry_no bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
SET enable_seqscan = off AS $$
DECLARE e journal_entries;
BEGIN
    PERFORM require_role(p_fund, 'fund_accountant');
    PERFORM lock_fund(p_fund);
    PERFORM require_physical(p_money_account);
    e := (write_receipts(ARRAY[p_fund], ARRAY[p_key], ARRAY[1], ARRAY[acting_user()], ARRAY[p_pool], ARRAY[p_amount], ARRAY[p_date],
        ARRAY[p_money_account], ARRAY[p_donor_name], ARRAY[p_donor_kind], ARRAY[p_donor_address], ARRAY[p_bank_reference], ARRAY[p_content],
        ARRAY[p_attachments]))[1];
    voucher_year := e.voucher_year; voucher_no := e.voucher_no; entry_no := e.entry_no;
END $$;
