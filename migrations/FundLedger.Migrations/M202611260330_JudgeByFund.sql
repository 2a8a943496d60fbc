-- Receipts that arrive together were judged by way of all funds of their accountant: 4.5 of the 15 ms of thirty-two. Roles are looked up by
-- their key, after the fund.

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
            row_number() OVER (PARTITION BY f.fund_id, nullif(btrim(u.reference), '') ORDER BY u.place) AS nth_of_reference
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
        ORDER BY f.fund_id, u.place) r
    WHERE r.nth_of_key = 1 AND (coalesce(btrim(r.reference), '') = '' OR r.nth_of_reference = 1);
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
