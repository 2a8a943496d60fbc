-- A plan judges all children of a unit at once. What is the same for every child is asked once, and only who was ever merged has more codes
-- than one: asked for each child by itself, 10,000 children took longer than a statement may.

CREATE OR REPLACE FUNCTION identities_for_judging(p_codes text[])
RETURNS TABLE (beneficiary_code text, key_id text, nonce bytea, sealed bytea)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT v.beneficiary_code, v.key_id, v.nonce, v.sealed
    FROM identity_vault v JOIN beneficiaries b USING (beneficiary_code)
    WHERE v.beneficiary_code = ANY (p_codes) AND b.unit_id = ANY ((SELECT readable_units())::int[])
$$;

-- The codes of each of these children that one may read.
CREATE FUNCTION codes_of_children(p_codes text[]) RETURNS TABLE (beneficiary_code text, code text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH merged AS MATERIALIZED (SELECT e.beneficiary_code, e.other_code FROM child_events e WHERE e.event = 'merged'),
    mine AS (SELECT b.beneficiary_code FROM beneficiaries b
        WHERE b.beneficiary_code = ANY (p_codes) AND b.unit_id = ANY ((SELECT readable_units())::int[]))
    SELECT m.beneficiary_code, c.code FROM mine m CROSS JOIN LATERAL unnest(
        CASE WHEN m.beneficiary_code IN (SELECT x.beneficiary_code FROM merged x UNION SELECT x.other_code FROM merged x)
            THEN codes_of_child(m.beneficiary_code) ELSE ARRAY[m.beneficiary_code] END) c(code)
$$;

CREATE OR REPLACE FUNCTION norm_uses_of(p_codes text[], p_keys text[])
RETURNS TABLE (beneficiary_code text, usage_key text, used int)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT c.beneficiary_code, t.usage_key, sum(t.used)::int
    FROM codes_of_children(p_codes) c JOIN norm_usage_totals t ON t.beneficiary_code = c.code
    WHERE t.usage_key = ANY (p_keys)
    GROUP BY c.beneficiary_code, t.usage_key
$$;

CREATE OR REPLACE FUNCTION norm_already_given(p_beneficiaries text[], p_key text, OUT beneficiary_code text, OUT amount bigint)
RETURNS SETOF record LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT c.beneficiary_code, sum(u.delta * l.amount)::bigint
    FROM codes_of_children(p_beneficiaries) c JOIN norm_usages u ON u.beneficiary_code = c.code
    JOIN disbursement_lines l USING (fund_id, disbursement_id, line_no)
    WHERE u.usage_key = p_key
    GROUP BY c.beneficiary_code
$$;
