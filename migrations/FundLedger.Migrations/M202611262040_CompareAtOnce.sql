-- A commune of thousands is searched and compared while an officer waits: its children are read by one question, and what is asked of each
-- child by itself takes one walk along its events.

-- The children of a fund's units with their ciphertexts, to be searched and compared in memory by the officer of their commune. With
-- p_any_role also for who registers one there, to whom nothing of it is shown. Sealed cases only while they are open to this person.
CREATE FUNCTION children_to_compare(p_fund int, p_codes text[], p_any_role boolean, p_while_open boolean)
RETURNS TABLE (code text, household text, unit text, state text, key_id text, nonce bytea, sealed bytea)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH mine AS (
        SELECT array_agg(DISTINCT m.unit_id) AS units FROM user_roles r CROSS JOIN LATERAL unnest(units_of_fund(r.fund_id)) m(unit_id)
        WHERE r.user_name = acting_user() AND (r.role = 'commune_officer' OR (p_any_role AND r.role = 'fund_accountant'))),
    here AS (SELECT units_of_fund(p_fund) AS units),
    own AS (
        SELECT b.beneficiary_code, b.household_code, b.unit_id FROM beneficiaries b, mine, here
        WHERE b.unit_id = ANY (here.units) AND b.unit_id = ANY (mine.units) AND (p_codes IS NULL OR b.beneficiary_code = ANY (p_codes)))
    SELECT o.beneficiary_code, o.household_code, u.name,
        CASE WHEN s.is_merged THEN 'merged' ELSE coalesce(nullif(s.life, 'registered'), nullif(s.pause, 'resumed'), 'active') END,
        v.key_id, v.nonce, v.sealed
    FROM own o JOIN units u USING (unit_id) JOIN identity_vault v USING (beneficiary_code)
    CROSS JOIN LATERAL (
        SELECT bool_or(e.event = 'merged') AS is_merged,
            bool_or(e.event = 'merged' AND EXISTS (SELECT FROM beneficiary_classes c
                WHERE c.beneficiary_code = e.other_code AND c.class_code = 'protected')) AS is_merged_with_sealed,
            (array_agg(e.event ORDER BY e.happened_on DESC, e.event_no DESC)
                FILTER (WHERE e.event IN ('registered', 'died', 'left', 'aged_out')))[1] AS life,
            (array_agg(e.event ORDER BY e.happened_on DESC, e.event_no DESC) FILTER (WHERE e.event IN ('suspended', 'resumed')))[1] AS pause
        FROM child_events e WHERE e.beneficiary_code = o.beneficiary_code
            AND NOT EXISTS (SELECT FROM child_events c WHERE c.cancels_event_no = e.event_no)) s
    WHERE (NOT coalesce(s.is_merged_with_sealed, false) AND NOT EXISTS (SELECT FROM beneficiary_classes c
            WHERE c.beneficiary_code = o.beneficiary_code AND c.class_code = 'protected'))
        OR (p_while_open AND case_is_open(o.beneficiary_code))
$$;
GRANT EXECUTE ON FUNCTION children_to_compare TO fundledger_app;
