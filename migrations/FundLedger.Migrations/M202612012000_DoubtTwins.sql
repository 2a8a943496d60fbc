-- A receipt of the same giver with the same amount, not four days from another one, may be that one recorded twice, unless both have a reference of the
-- bank. It is recorded with a reason only, which is kept with it and sealed.

CREATE TABLE receipt_likenesses (
    fund_id int NOT NULL,
    voucher_type text NOT NULL CHECK (voucher_type = 'PT'),
    voucher_year smallint NOT NULL,
    voucher_no int NOT NULL,
    like_vouchers text NOT NULL CHECK (like_vouchers <> ''),
    reason text NOT NULL,
    kept_at timestamptz NOT NULL,
    kept_by text NOT NULL,
    PRIMARY KEY (fund_id, voucher_type, voucher_year, voucher_no),
    FOREIGN KEY (fund_id, voucher_type, voucher_year, voucher_no) REFERENCES vouchers,
    CONSTRAINT likeness_has_its_reason CHECK (length(btrim(reason)) BETWEEN 10 AND 500),
    CONSTRAINT likeness_actor_present CHECK (kept_by <> '')
);
COMMENT ON TABLE receipt_likenesses IS 'Receipts that looked like others when they were recorded (like_vouchers), and why they were recorded all the same.';

CREATE INDEX vouchers_by_giver_and_amount ON vouchers (donor_id, amount, (bank_reference IS NULL), voucher_date) WHERE voucher_type = 'PT';

SELECT make_append_only('receipt_likenesses');
ALTER TABLE receipt_likenesses ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_my_funds ON receipt_likenesses FOR SELECT TO fundledger_app USING (fund_id = ANY ((SELECT readable_funds())::int[]));
CREATE POLICY of_all_funds ON receipt_likenesses FOR SELECT TO fundledger_auditor USING (true);
GRANT SELECT ON receipt_likenesses TO fundledger_app, fundledger_auditor;

DO $$
DECLARE v_subjects text := (SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = 'reference_events_subject_check');
BEGIN
    ALTER TABLE reference_events DROP CONSTRAINT reference_events_subject_check;
    EXECUTE 'ALTER TABLE reference_events ADD CONSTRAINT reference_events_subject_check '
        || replace(v_subjects, 'ARRAY[', 'ARRAY[''receipt_likeness''::text, ');
END $$;

-- Of the vouchers before number p_no of its year, or of all; those that were reversed do not count. Who has a reference of the bank is like those
-- without one only. A plan that was made for few rows would take any index that begins with the fund, and read all of its vouchers for each of an
-- import: hence the sum, with which only the index of givers is left.
CREATE FUNCTION receipts_like(p_fund int, p_name text, p_amount bigint, p_date date, p_reference text, p_year int DEFAULT NULL, p_no int DEFAULT NULL)
RETURNS TABLE (voucher text) LANGUAGE sql STABLE AS $$
    SELECT format_voucher(v.voucher_type, v.voucher_year, v.voucher_no)
    FROM unnest('{person,organisation}'::text[]) k,
    LATERAL (
        SELECT d.donor_id FROM donors d WHERE d.fund_id = p_fund AND d.kind = k AND lower(btrim(d.name)) = lower(btrim(p_name))
        ORDER BY lower(btrim(d.name)), lower(btrim(coalesce(d.address, '')))) g,
    unnest(CASE WHEN coalesce(btrim(p_reference), '') = '' THEN '{t,f}' ELSE '{t}' END::boolean[]) n,
    LATERAL (
        SELECT r.* FROM vouchers r
        WHERE r.donor_id = g.donor_id AND r.amount = p_amount AND r.voucher_type = 'PT' AND r.fund_id + 0 = p_fund
            AND (r.bank_reference IS NULL) = n AND r.voucher_date BETWEEN p_date - 3 AND p_date + 3
            AND (p_no IS NULL OR r.voucher_year <> p_year OR r.voucher_no < p_no)
            AND (SELECT x.entry_no FROM journal_entries e JOIN journal_entries x
                    ON x.fund_id = e.fund_id AND x.book = e.book AND x.reverses_entry_no = e.entry_no
                WHERE e.fund_id = r.fund_id AND e.voucher_type = r.voucher_type AND e.voucher_year = r.voucher_year AND e.voucher_no = r.voucher_no
                LIMIT 1) IS NULL
        ORDER BY r.voucher_date LIMIT 5) v
    ORDER BY v.recorded_at, v.voucher_year, v.voucher_no LIMIT 5
$$;

-- What receipts of one day would look like. With the owner's rights: below row-level security a giver's name is compared with all of the fund.
CREATE FUNCTION alike_receipts(p_fund int, p_names text[], p_amounts bigint[], p_date date, p_references text[])
RETURNS TABLE (place bigint, vouchers text) LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp
SET enable_seqscan = off SET plan_cache_mode = force_generic_plan AS $$
BEGIN
    IF NOT actor_has_role(p_fund, 'fund_accountant') THEN RETURN; END IF;
    RETURN QUERY SELECT u.place, l.vouchers FROM unnest(p_names, p_amounts, p_references) WITH ORDINALITY u(name, amount, reference, place)
        CROSS JOIN LATERAL (SELECT string_agg(a.voucher, ', ') AS vouchers FROM receipts_like(p_fund, u.name, u.amount, p_date, u.reference) a) l
        WHERE l.vouchers IS NOT NULL ORDER BY u.place;
END $$;
GRANT EXECUTE ON FUNCTION alike_receipts TO fundledger_app;

CREATE FUNCTION keep_likenesses(p_vouchers vouchers[], p_names text[], p_reasons text[]) RETURNS void LANGUAGE plpgsql
SET plan_cache_mode = force_generic_plan AS $$
DECLARE k receipt_likenesses; v_row record;
BEGIN
    FOR v_row IN
        SELECT n.fund_id, n.voucher_type, n.voucher_year, n.voucher_no, n.prepared_by, n.recorded_at, nullif(btrim(n.reason), '') AS reason, l.vouchers
        FROM ROWS FROM (unnest(p_vouchers), unnest(p_names), unnest(p_reasons)) WITH ORDINALITY AS n(fund_id, voucher_type, voucher_year, voucher_no,
            voucher_date, amount, money_account, pool_id, donor_id, bank_reference, disbursement_id, reverses_entry_no, details_commitment,
            prepared_by, recorded_at, content_hash, name, reason, place)
        CROSS JOIN LATERAL (SELECT string_agg(a.voucher, ', ') AS vouchers FROM receipts_like(n.fund_id, n.name, n.amount, n.voucher_date,
            n.bank_reference, n.voucher_year, n.voucher_no) a) l
        WHERE l.vouchers IS NOT NULL ORDER BY n.place
    LOOP
        IF v_row.reason IS NULL THEN
            PERFORM refuse('likeness_has_its_reason', format('A receipt like %s is recorded with a reason only.', v_row.vouchers));
        END IF;
        k := ROW(v_row.fund_id, v_row.voucher_type, v_row.voucher_year, v_row.voucher_no, v_row.vouchers, v_row.reason, v_row.recorded_at,
            v_row.prepared_by);
        INSERT INTO receipt_likenesses SELECT k.*;
        PERFORM record_reference(k.fund_id, 'receipt_likeness', format_voucher(k.voucher_type, k.voucher_year, k.voucher_no),
            ARRAY['receipt_likeness', k.fund_id::text, k.voucher_type, k.voucher_year::text, k.voucher_no::text, k.like_vouchers, k.reason,
                to_char(k.kept_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'), k.kept_by]);
    END LOOP;
END $$;

DROP FUNCTION record_receipt(int, uuid, int, bigint, date, text, text, text, text, text, text, text);
DROP FUNCTION record_receipts(int, uuid, date, text[], bigint[], text[], text[], text[], text[], text[], text[], text[]);
DROP FUNCTION write_receipts(int[], uuid[], int[], text[], int[], bigint[], date[], text[], text[], text[], text[], text[], text[], text[]);

CREATE FUNCTION write_receipts(p_fund integer[], p_key uuid[], p_line integer[], p_by text[], p_pool integer[], p_amount bigint[], p_date date[],
    p_account text[], p_name text[], p_kind text[], p_address text[], p_reference text[], p_content text[], p_attachments text[],
    p_despite text[] DEFAULT NULL) RETURNS journal_entries[] LANGUAGE plpgsql AS $$
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
        v_lines := v_lines || posting_line(i, 1, p_account[i], p_pool[i], 'debit', p_amount[i]);
        v_lines := v_lines || posting_line(i, 2, 'fund_balance', p_pool[i], 'credit', p_amount[i]);
    END LOOP;
    v_entries := post_journal(v_entries, v_lines);
    PERFORM keep_likenesses(v_vouchers, p_name, p_despite);
    RETURN v_entries;
END $$;

CREATE FUNCTION record_receipt(p_fund integer, p_key uuid, p_pool integer, p_amount bigint, p_date date, p_money_account text, p_donor_name text,
    p_donor_kind text, p_donor_address text, p_bank_reference text, p_content text, p_attachments text, p_despite text DEFAULT NULL,
    OUT voucher_year smallint, OUT voucher_no integer,
    OUT entry_no bigint) RETURNS record LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
SET enable_seqscan = off AS $$
DECLARE e journal_entries;
BEGIN
    PERFORM require_role(p_fund, 'fund_accountant');
    PERFORM lock_fund(p_fund);
    PERFORM require_physical(p_money_account);
    e := (write_receipts(ARRAY[p_fund], ARRAY[p_key], ARRAY[1], ARRAY[acting_user()], ARRAY[p_pool], ARRAY[p_amount], ARRAY[p_date],
        ARRAY[p_money_account], ARRAY[p_donor_name], ARRAY[p_donor_kind], ARRAY[p_donor_address], ARRAY[p_bank_reference], ARRAY[p_content],
        ARRAY[p_attachments], ARRAY[p_despite]))[1];
    voucher_year := e.voucher_year; voucher_no := e.voucher_no; entry_no := e.entry_no;
END $$;
GRANT EXECUTE ON FUNCTION record_receipt TO fundledger_app;

CREATE FUNCTION record_receipts(p_fund integer, p_key uuid, p_date date, p_pool text[], p_amount bigint[], p_account text[], p_name text[],
    p_kind text[], p_address text[], p_reference text[], p_content text[], p_attachments text[], p_despite text[] DEFAULT NULL,
    OUT voucher_year smallint, OUT first_voucher integer, OUT last_voucher integer, OUT first_entry bigint,
    OUT last_entry bigint) RETURNS record LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
SET enable_seqscan = off SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    v_count int := cardinality(p_amount);
    v_pools int[];
BEGIN
    PERFORM require_role(p_fund, 'fund_accountant');
    PERFORM lock_fund(p_fund);
    PERFORM require_physical(a) FROM (SELECT DISTINCT a FROM unnest(p_account) a) named;
    SELECT array_agg(p.pool_id ORDER BY u.place) INTO v_pools
    FROM unnest(p_pool) WITH ORDINALITY u(code, place) JOIN pools p ON p.fund_id = p_fund AND p.code = u.code;
    IF cardinality(v_pools) IS DISTINCT FROM v_count THEN PERFORM refuse('pool_known', 'A receipt names a pool that the fund does not have.'); END IF;
    SELECT min(e.voucher_year), min(e.voucher_no), max(e.voucher_no), min(e.entry_no), max(e.entry_no)
    INTO voucher_year, first_voucher, last_voucher, first_entry, last_entry
    FROM unnest(write_receipts(array_fill(p_fund, ARRAY[v_count]), array_fill(p_key, ARRAY[v_count]), ARRAY(SELECT generate_series(1, v_count)),
        array_fill(acting_user(), ARRAY[v_count]), v_pools, p_amount, array_fill(p_date, ARRAY[v_count]), p_account, p_name, p_kind, p_address,
        p_reference, p_content, p_attachments, p_despite)) e;
END $$;
GRANT EXECUTE ON FUNCTION record_receipts TO fundledger_app;

-- What looks like another one goes alone, where the answer says which.
CREATE OR REPLACE FUNCTION record_receipts_together(p_now text, p_by text[], p_key uuid[], p_content_hash bytea[], p_fund text[], p_pool text[],
    p_amount bigint[], p_date date[], p_account text[], p_name text[], p_kind text[], p_address text[], p_reference text[], p_content text[],
    p_attachments text[])
RETURNS TABLE (place bigint, voucher_year smallint, voucher_no int, entry_no bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
SET enable_seqscan = off SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    v_places bigint[]; v_funds int[]; v_keys uuid[]; v_hashes bytea[]; v_by text[]; v_pools int[]; v_amounts bigint[]; v_dates date[];
    v_accounts text[]; v_names text[]; v_kinds text[]; v_addresses text[]; v_references text[]; v_contents text[]; v_attachments text[];
    v_entries journal_entries[];
    v_now timestamptz;
    v_today date;
    v_claimed int;
BEGIN
    PERFORM set_config('app.now', p_now, true);
    v_now := ledger_now();
    v_today := business_today();
    SELECT array_agg(r.place), array_agg(r.fund_id), array_agg(r.key), array_agg(r.hash), array_agg(r.hand), array_agg(r.pool_id),
        array_agg(r.amount), array_agg(r.day), array_agg(r.account), array_agg(r.name), array_agg(r.kind), array_agg(r.address),
        array_agg(r.reference), array_agg(r.content), array_agg(r.attachments)
    INTO v_places, v_funds, v_keys, v_hashes, v_by, v_pools, v_amounts, v_dates, v_accounts, v_names, v_kinds, v_addresses, v_references,
        v_contents, v_attachments
    FROM (
        SELECT u.*, f.fund_id, p.pool_id,
            row_number() OVER (PARTITION BY f.fund_id, u.key ORDER BY u.place) AS nth_of_key,
            row_number() OVER (PARTITION BY f.fund_id, nullif(btrim(u.reference), '') ORDER BY u.place) AS nth_of_reference,
            row_number() OVER (PARTITION BY f.fund_id, lower(btrim(u.name)), u.amount
                ORDER BY coalesce(btrim(u.reference), '') = '', u.place) AS nth_alike
        FROM unnest(p_by, p_key, p_content_hash, p_fund, p_pool, p_amount, p_date, p_account, p_name, p_kind, p_address, p_reference,
            p_content, p_attachments) WITH ORDINALITY u(hand, key, hash, fund, pool, amount, day, account, name, kind, address, reference,
            content, attachments, place)
        JOIN funds f ON f.code = u.fund
        JOIN pools p ON p.fund_id = f.fund_id AND p.code = u.pool
        JOIN accounts a ON a.account_code = u.account AND a.is_physical
        JOIN period_states m ON m.fund_id = f.fund_id
        WHERE u.day BETWEEN f.opened_on AND v_today
            AND (SELECT w.role FROM user_roles w WHERE w.user_name = u.hand AND w.fund_id = f.fund_id AND w.role = 'fund_accountant') IS NOT NULL
            AND (SELECT s.user_name FROM users s WHERE s.user_name = u.hand AND s.disabled_at IS NULL) IS NOT NULL
            AND (m.closed_through IS NULL OR u.day > m.closed_through)
            AND (m.closing_month IS NULL OR u.day >= m.closing_month + interval '1 month')
            AND (SELECT k.request_key FROM request_keys k WHERE k.fund_id = f.fund_id AND k.request_key = u.key) IS NULL
            AND (coalesce(btrim(u.reference), '') = '' OR bank_reference_holder(f.fund_id, u.reference) IS NULL)
            AND (SELECT l.voucher FROM receipts_like(f.fund_id, u.name, u.amount, u.day, u.reference) l LIMIT 1) IS NULL
        ORDER BY f.fund_id, u.place) r
    WHERE r.nth_of_key = 1 AND (coalesce(btrim(r.reference), '') = '' OR r.nth_of_reference = 1)
        AND (r.nth_alike = 1 OR coalesce(btrim(r.reference), '') <> '');
    IF v_places IS NULL THEN RETURN; END IF;

    -- Keys before funds, as everybody does. A key that somebody else claimed meanwhile sends all of them to ask alone.
    INSERT INTO request_keys (fund_id, request_key, request, content_hash, recorded_by, recorded_at)
    SELECT k.fund_id, k.key, 'RecordReceipt', k.hash, k.hand, v_now FROM unnest(v_funds, v_keys, v_hashes, v_by) k(fund_id, key, hash, hand)
    ORDER BY k.fund_id, k.key ON CONFLICT (fund_id, request_key) DO NOTHING;
    GET DIAGNOSTICS v_claimed = ROW_COUNT;
    IF v_claimed <> cardinality(v_keys) THEN PERFORM refuse('claimed_meanwhile', 'Another request came first.'); END IF;
    PERFORM lock_fund(f) FROM (SELECT DISTINCT f FROM unnest(v_funds) f ORDER BY 1) locked;
    v_entries := write_receipts(v_funds, v_keys, array_fill(1, ARRAY[cardinality(v_keys)]), v_by, v_pools, v_amounts, v_dates, v_accounts,
        v_names, v_kinds, v_addresses, v_references, v_contents, v_attachments);
    UPDATE request_keys k
    SET answer = jsonb_build_object('voucher', format_voucher(e.voucher_type, e.voucher_year, e.voucher_no), 'entryNo', e.entry_no)
    FROM unnest(v_entries) e WHERE k.fund_id = e.fund_id AND k.request_key = e.request_key;
    RETURN QUERY SELECT p.place, e.voucher_year, e.voucher_no, e.entry_no
        FROM unnest(v_places) WITH ORDINALITY p(place, o) JOIN unnest(v_entries) WITH ORDINALITY e ON e.ordinality = p.o;
END $$;
