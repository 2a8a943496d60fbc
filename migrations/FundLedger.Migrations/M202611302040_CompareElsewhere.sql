-- Who is registered is compared with the children of open requests in other places only: with those of its own fund it was compared already.
-- Asked of a whole set at once, since a plan may have tens of thousands of lines.

DROP FUNCTION children_awaiting_support();
CREATE FUNCTION children_awaiting_support(p_fund int)
RETURNS TABLE (code text, household text, unit text, state text, key_id text, nonce bytea, sealed bytea)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH mine AS (
        SELECT array_agg(DISTINCT m.unit_id) AS units FROM user_roles r CROSS JOIN LATERAL unnest(units_of_fund(r.fund_id)) m(unit_id)
        WHERE r.user_name = acting_user() AND r.role IN ('commune_officer', 'fund_accountant')),
    here AS (SELECT units_of_fund(p_fund) AS units)
    SELECT b.beneficiary_code, b.household_code, '', 'active', v.key_id, v.nonce, v.sealed
    FROM (SELECT DISTINCT c.beneficiary_code FROM children_of_open_requests c) w JOIN beneficiaries b USING (beneficiary_code)
    JOIN identity_vault v USING (beneficiary_code) CROSS JOIN mine CROSS JOIN here
    WHERE mine.units IS NOT NULL AND NOT (b.unit_id = ANY (here.units) AND b.unit_id = ANY (mine.units))
        AND NOT EXISTS (SELECT FROM child_events e
            WHERE e.beneficiary_code = b.beneficiary_code AND e.event IN ('died', 'left', 'aged_out', 'merged')
                AND NOT EXISTS (SELECT FROM child_events x WHERE x.cancels_event_no = e.event_no))
        AND NOT EXISTS (SELECT FROM beneficiary_classes c WHERE c.beneficiary_code = b.beneficiary_code AND c.class_code = 'protected')
$$;
GRANT EXECUTE ON FUNCTION children_awaiting_support TO fundledger_app;

CREATE OR REPLACE FUNCTION doubt_later(p_code text, p_others text[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM require_role_for_unit((SELECT unit_id FROM beneficiaries WHERE beneficiary_code = p_code), 'commune_officer', 'fund_accountant');
    -- Whom a child of a sealed group resembles is not written down.
    INSERT INTO later_doubts
    SELECT c.fund_id, c.disbursement_id, c.beneficiary_code, p_code, (SELECT coalesce(max(event_no), 0) FROM child_events), ledger_now(), acting_user()
    FROM children_of_open_requests c
    WHERE c.beneficiary_code = ANY (p_others) AND NOT is_sealed_case(c.beneficiary_code) AND NOT is_sealed_case(p_code)
    ON CONFLICT DO NOTHING;
END $$;

-- Money is what is paid here: goods are looked at when they are issued, and who gets none any more holds up nobody else.
CREATE OR REPLACE FUNCTION payment_waits_for_pairs() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM payment_orders o WHERE o.fund_id = NEW.fund_id AND o.disbursement_id = NEW.disbursement_id) THEN
        PERFORM refuse_undecided(NEW.fund_id, NEW.disbursement_id, ARRAY(SELECT l.beneficiary_code FROM disbursement_lines l
            WHERE l.fund_id = NEW.fund_id AND l.disbursement_id = NEW.disbursement_id AND line_money(l) > 0));
    END IF;
    RETURN NEW;
END $$;
