-- Receipts of many requests in one transaction, and many receipts of one request.

-- A table in arrays: element i of each is the request of p_by[i] with the key p_key[i]. Those that can be carried out without a question are, each
-- with its own key, hand, voucher, entry and answer; whoever is not in the result is left as if it had not been asked, and asks alone. The caller
-- vouches for p_by as it does for app.actor.
CREATE FUNCTION record_receipts_together(p_now text, p_by text[], p_key uuid[], p_content_hash bytea[], p_fund text[], p_pool text[],
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
    SELECT array_agg(r.place ORDER BY o), array_agg(r.fund_id ORDER BY o), array_agg(r.key ORDER BY o), array_agg(r.hash ORDER BY o),
        array_agg(r.hand ORDER BY o), array_agg(r.pool_id ORDER BY o), array_agg(r.amount ORDER BY o), array_agg(r.day ORDER BY o),
        array_agg(r.account ORDER BY o), array_agg(r.name ORDER BY o), array_agg(r.kind ORDER BY o), array_agg(r.address ORDER BY o),
        array_agg(r.reference ORDER BY o), array_agg(r.content ORDER BY o), array_agg(r.attachments ORDER BY o)
    INTO v_places, v_funds, v_keys, v_hashes, v_by, v_pools, v_amounts, v_dates, v_accounts, v_names, v_kinds, v_addresses, v_references,
        v_contents, v_attachments
    FROM (
        SELECT u.*, f.fund_id, p.pool_id, row_number() OVER (ORDER BY f.fund_id, u.place) AS o,
            row_number() OVER (PARTITION BY f.fund_id, u.key ORDER BY u.place) AS nth_of_key,
            row_number() OVER (PARTITION BY f.fund_id, nullif(btrim(u.reference), '') ORDER BY u.place) AS nth_of_reference
        FROM unnest(p_by, p_key, p_content_hash, p_fund, p_pool, p_amount, p_date, p_account, p_name, p_kind, p_address, p_reference,
            p_content, p_attachments) WITH ORDINALITY u(hand, key, hash, fund, pool, amount, day, account, name, kind, address, reference,
            content, attachments, place)
        JOIN funds f ON f.code = u.fund
        JOIN pools p ON p.fund_id = f.fund_id AND p.code = u.pool
        JOIN accounts a ON a.account_code = u.account AND a.is_physical
        JOIN user_roles w ON w.user_name = u.hand AND w.fund_id = f.fund_id AND w.role = 'fund_accountant'
        JOIN users s ON s.user_name = u.hand AND s.disabled_at IS NULL
        WHERE u.day BETWEEN f.opened_on AND v_today
            AND NOT EXISTS (SELECT FROM closed_periods c WHERE c.fund_id = f.fund_id AND c.month = date_trunc('month', u.day)::date)
            AND NOT EXISTS (SELECT FROM request_keys k WHERE k.fund_id = f.fund_id AND k.request_key = u.key)
            AND (coalesce(btrim(u.reference), '') = '' OR bank_reference_holder(f.fund_id, u.reference) IS NULL)) r
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

-- The receipts of one day, by one request: element i of each array is receipt i.
CREATE FUNCTION record_receipts(p_fund int, p_key uuid, p_date date, p_pool text[], p_amount bigint[], p_account text[], p_name text[],
    p_kind text[], p_address text[], p_reference text[], p_content text[], p_attachments text[],
    OUT voucher_year smallint, OUT first_voucher int, OUT last_voucher int, OUT first_entry bigint, OUT last_entry bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
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
        p_reference, p_content, p_attachments)) e;
END $$;

-- Appending a number to text depends on the session's settings, casting it does not: so the function is inlined.
CREATE OR REPLACE FUNCTION format_voucher(p_type text, p_year int, p_no int) RETURNS text IMMUTABLE LANGUAGE sql AS $$
    SELECT p_type || '-' || p_year::text || '-' || lpad(p_no::text, greatest(5, length(p_no::text)), '0')
$$;

GRANT EXECUTE ON FUNCTION record_receipts_together, record_receipts TO fundledger_app;
