-- A plan that was made while each fund had one giver looked for a giver among all of the fund, by either index: an import of 5,000 receipts took 2.8 s
-- instead of 0.4. An ORDER BY along the right index decides it.

CREATE OR REPLACE FUNCTION donors_of(p_fund int[], p_kind text[], p_name text[], p_address text[]) RETURNS bigint[] LANGUAGE plpgsql
SET plan_cache_mode = force_generic_plan AS $$
DECLARE v_donors bigint[];
BEGIN
    FOR i IN 1 .. 2 LOOP
        SELECT array_agg(d.donor_id ORDER BY g.place) INTO v_donors
        FROM (SELECT u.fund_id, u.kind, lower(btrim(u.name)) AS name, lower(btrim(coalesce(u.address, ''))) AS address, u.ordinality AS place
              FROM unnest(p_fund, p_kind, p_name, p_address) WITH ORDINALITY u(fund_id, kind, name, address)) g
        LEFT JOIN LATERAL (
            SELECT o.donor_id, lower(btrim(o.name)) AS name, lower(btrim(coalesce(o.address, ''))) AS address FROM donors o
            WHERE o.fund_id = g.fund_id AND o.kind = g.kind
                AND (lower(btrim(o.name)), lower(btrim(coalesce(o.address, '')))) >= (g.name, g.address)
            ORDER BY lower(btrim(o.name)), lower(btrim(coalesce(o.address, ''))) LIMIT 1) d ON d.name = g.name AND d.address = g.address;
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

CREATE OR REPLACE FUNCTION vouchers_name_what_is_there() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM (SELECT DISTINCT fund_id, pool_id, money_account FROM added) v
               LEFT JOIN pools p ON p.fund_id = v.fund_id AND p.pool_id = v.pool_id
               LEFT JOIN accounts a ON a.account_code = v.money_account
               WHERE p.pool_id IS NULL OR a.account_code IS NULL)
       OR EXISTS (SELECT FROM (SELECT DISTINCT fund_id, donor_id FROM added) v WHERE v.donor_id IS NOT NULL
                  AND (SELECT d.donor_id FROM donors d WHERE d.fund_id = v.fund_id AND d.donor_id >= v.donor_id ORDER BY d.donor_id LIMIT 1)
                      IS DISTINCT FROM v.donor_id) THEN
        PERFORM refuse_unnamed('voucher_names_what_is_there', 'A voucher names a pool, an account and a giver of its fund.');
    END IF;
    RETURN NULL;
END $$;
