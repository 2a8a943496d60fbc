-- The register as it was on any day, counted: a child that moved away since still counts where it lived, and nobody is named.

CREATE FUNCTION unit_on(p_code text, p_on date) RETURNS int LANGUAGE sql STABLE AS $$
    SELECT coalesce(
        (SELECT e.from_unit FROM child_events e WHERE e.beneficiary_code = p_code AND e.event = 'moved' AND e.happened_on > p_on
         ORDER BY e.happened_on, e.event_no LIMIT 1),
        (SELECT b.unit_id FROM beneficiaries b WHERE b.beneficiary_code = p_code))
$$;

-- Each child under each of its classes, and once under '*'.
CREATE FUNCTION register_members(p_units int[], p_on date) RETURNS TABLE (unit_id int, class_code text, beneficiary_code text)
LANGUAGE sql STABLE AS $$
    SELECT u.unit_id, c.class_code, b.beneficiary_code
    FROM beneficiaries b CROSS JOIN LATERAL (SELECT unit_on(b.beneficiary_code, p_on) AS unit_id) u
    CROSS JOIN LATERAL (SELECT '*' AS class_code UNION ALL
        SELECT k.class_code FROM beneficiary_classes k WHERE k.beneficiary_code = b.beneficiary_code AND k.valid_from <= p_on
            AND (k.valid_to IS NULL OR k.valid_to >= p_on)) c
    WHERE u.unit_id = ANY (p_units) AND (b.registered_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date <= p_on
        AND child_state_on(b.beneficiary_code, p_on) IN ('active', 'suspended')
$$;

CREATE FUNCTION register_counts(p_fund int, p_from date, p_to date)
RETURNS TABLE (unit_id int, class_code text, opening int, increases int, decreases int, closing int, supported int)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH units AS (SELECT units_of_fund(p_fund) AS ids WHERE p_fund = ANY (readable_funds())),
    before AS (SELECT m.* FROM units, register_members(units.ids, p_from - 1) m),
    after AS (SELECT m.* FROM units, register_members(units.ids, p_to) m),
    given AS (
        SELECT s.beneficiary_code FROM support_received(ARRAY(SELECT DISTINCT a.beneficiary_code FROM after a)) s
        WHERE s.entry_date BETWEEN p_from AND p_to GROUP BY s.beneficiary_code HAVING sum(s.amount) > 0)
    SELECT unit_id, class_code, count(b.beneficiary_code)::int, count(*) FILTER (WHERE b.beneficiary_code IS NULL)::int,
        count(*) FILTER (WHERE a.beneficiary_code IS NULL)::int, count(a.beneficiary_code)::int,
        count(*) FILTER (WHERE a.beneficiary_code IN (SELECT g.beneficiary_code FROM given g))::int
    FROM before b FULL JOIN after a USING (unit_id, class_code, beneficiary_code)
    GROUP BY unit_id, class_code
$$;
GRANT EXECUTE ON FUNCTION register_counts TO fundledger_app;
