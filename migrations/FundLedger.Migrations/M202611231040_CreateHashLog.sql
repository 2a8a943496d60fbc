-- The hash log: every sealed record of a fund (entries, decisions on requests, refusals, closings) is one link of one chain.
-- hash = SHA-256(previous hash ‖ canonical(fields)); canonical() is length-prefixed text, so that no two records encode alike.

CREATE FUNCTION canonical(VARIADIC p_fields text[]) RETURNS bytea IMMUTABLE LANGUAGE plpgsql AS $$
DECLARE
    v_all bytea := '';
    v_field text;
BEGIN
    FOREACH v_field IN ARRAY p_fields LOOP
        v_all := v_all || CASE WHEN v_field IS NULL THEN '\xffffffff'::bytea
                               ELSE int4send(octet_length(convert_to(v_field, 'UTF8'))) || convert_to(v_field, 'UTF8') END;
    END LOOP;
    RETURN v_all;
END $$;
COMMENT ON FUNCTION canonical IS 'NULL is -1; text is its byte length (int4, big-endian) and its UTF-8 bytes. Numbers in decimal, dates as YYYY-MM-DD, instants in microseconds since 1970, hashes in hex.';

CREATE FUNCTION canonical_instant(p timestamptz) RETURNS text IMMUTABLE LANGUAGE plpgsql AS $$
BEGIN
    RETURN (extract(epoch FROM p) * 1000000)::bigint::text;
END $$;

CREATE FUNCTION canonical_date(p date) RETURNS text IMMUTABLE LANGUAGE plpgsql AS $$
BEGIN
    RETURN to_char(p, 'YYYY-MM-DD');
END $$;

-- Adds one link and returns its number and hash. The caller holds the fund's lock.
CREATE FUNCTION seal(p_fund int, p_content bytea, OUT log_no bigint, OUT hash bytea) LANGUAGE plpgsql AS $$
BEGIN
    UPDATE fund_heads h SET log_no = h.log_no + 1, log_hash = sha256(h.log_hash || p_content)
    WHERE h.fund_id = p_fund RETURNING h.log_no, h.log_hash INTO seal.log_no, seal.hash;
END $$;

-- A promise about words that may have to be erased one day: without the salt nobody can test a guess.
CREATE FUNCTION commitment_of(p_salt bytea, VARIADIC p_words text[]) RETURNS bytea IMMUTABLE LANGUAGE sql AS $$
    SELECT sha256(p_salt || canonical(VARIADIC p_words))
$$;

CREATE FUNCTION voucher_content_hash(v vouchers) RETURNS bytea IMMUTABLE LANGUAGE sql AS $$
    SELECT sha256(canonical('voucher', v.fund_id::text, v.voucher_type, v.voucher_year::text, v.voucher_no::text,
        canonical_date(v.voucher_date), v.amount::text, v.money_account, v.pool_id::text, v.donor_id::text, v.bank_reference,
        v.disbursement_id::text, v.reverses_entry_no::text, encode(v.details_commitment, 'hex'), v.prepared_by, canonical_instant(v.recorded_at)))
$$;

CREATE FUNCTION posting_content(p postings) RETURNS bytea IMMUTABLE LANGUAGE sql AS $$
    SELECT canonical(p.line::text, p.account_code, p.pool_id::text, p.side, p.amount::text, p.support_kind, p.occasion_code,
        p.occasion_year::text, p.decision_id::text, p.norm_line, p.beneficiary_code, p.class_code, p.unit_id::text)
$$;

CREATE FUNCTION entry_content(e journal_entries, p_postings bytea) RETURNS bytea IMMUTABLE LANGUAGE sql AS $$
    SELECT canonical('entry', e.hash_version::text, e.fund_id::text, e.book, e.entry_no::text, canonical_date(e.entry_date),
        canonical_instant(e.recorded_at), e.recorded_by, e.kind, e.voucher_type, e.voucher_year::text, e.voucher_no::text,
        e.disbursement_id::text, e.disbursement_line::text, e.reverses_entry_no::text, e.request_key::text, e.request_line::text,
        e.line_count::text, encode(e.source_hash, 'hex'), e.log_no::text) || p_postings
$$;

-- ---------------------------------------------------------------- the one door

-- Writes the entries of one action: p_lines are postings whose entry_no is 1, 2, 3 … within this call, in order; p_head carries what the entries
-- share. disbursement_line of entry n is p_disbursement_lines[n]; reverses_entry_no comes with p_head. Returns the real entry numbers.
-- Plans live as long as the session: one made while the journal was small, or had no statistics yet, must not read it from end to end later.
-- Hence enable_seqscan is off here, for the triggers and foreign keys inside too, and in the other writers of rows that become many.
CREATE FUNCTION post_entries(p_head journal_entries, p_lines postings[], p_disbursement_lines int[] DEFAULT NULL)
RETURNS bigint[] LANGUAGE plpgsql SET enable_seqscan = off AS $$
DECLARE
    v_count int := (SELECT max(entry_no) FROM unnest(p_lines));
    v_first bigint;
    v_entry journal_entries := p_head;
    v_entries journal_entries[] := '{}';
    v_of_entry record;
    v_seal record;
BEGIN
    PERFORM lock_fund(p_head.fund_id);
    v_first := next_number(p_head.fund_id, p_head.book, v_count);
    v_entry.recorded_at := ledger_now();
    v_entry.recorded_by := acting_user();
    v_entry.hash_version := 1;
    FOR v_of_entry IN
        SELECT l.entry_no AS n, count(*) AS lines, string_agg(posting_content(l), ''::bytea ORDER BY l.line) AS content
        FROM unnest(p_lines) l GROUP BY l.entry_no ORDER BY l.entry_no
    LOOP
        v_entry.entry_no := v_first + v_of_entry.n - 1;
        v_entry.request_line := v_of_entry.n;
        v_entry.line_count := v_of_entry.lines;
        v_entry.disbursement_line := p_disbursement_lines[v_of_entry.n];
        v_entry.log_no := (SELECT h.log_no + 1 FROM fund_heads h WHERE h.fund_id = p_head.fund_id);
        SELECT * INTO v_seal FROM seal(p_head.fund_id, entry_content(v_entry, v_of_entry.content));
        v_entry.hash := v_seal.hash;
        v_entries := v_entries || v_entry;
    END LOOP;
    INSERT INTO journal_entries SELECT * FROM unnest(v_entries);
    INSERT INTO postings
    SELECT p_head.fund_id, p_head.book, v_first + l.entry_no - 1, l.line, l.account_code, l.pool_id, l.side, l.amount, p_head.entry_date,
        l.support_kind, l.occasion_code, l.occasion_year, l.decision_id, l.norm_line, l.beneficiary_code, l.class_code, l.unit_id
    FROM unnest(p_lines) l;
    RETURN ARRAY(SELECT generate_series(v_first, v_first + v_count - 1));
END $$;

-- One posting of a call of post_entries; the rest is left empty.
CREATE FUNCTION posting_line(p_entry bigint, p_line int, p_account text, p_pool int, p_side text, p_amount bigint) RETURNS postings
IMMUTABLE LANGUAGE sql AS $$
    SELECT ROW(NULL, NULL, p_entry, p_line, p_account, p_pool, p_side, p_amount, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)::postings
$$;

-- Numbers and writes a voucher, its erasable words apart.
CREATE FUNCTION write_voucher(p_voucher vouchers, p_name text, p_address text, p_content text, p_attachments text)
RETURNS vouchers LANGUAGE plpgsql SET enable_seqscan = off AS $$
DECLARE
    v vouchers := p_voucher;
    v_salt bytea := substr(sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())), 1, 16);
BEGIN
    v.voucher_year := extract(year FROM v.voucher_date);
    v.voucher_no := next_number(v.fund_id, v.voucher_type || '/' || v.voucher_year);
    v.details_commitment := commitment_of(v_salt, p_name, p_address, p_content, p_attachments);
    v.prepared_by := acting_user();
    v.recorded_at := ledger_now();
    v.content_hash := voucher_content_hash(v);
    INSERT INTO vouchers SELECT v.*;
    INSERT INTO voucher_details VALUES
        (v.fund_id, v.voucher_type, v.voucher_year, v.voucher_no, p_name, p_address, p_content, p_attachments, v_salt);
    RETURN v;
END $$;
