-- Asked, approved and paid by different persons: what nobody could finish is not asked for. A fund with too few people is helped by staff of
-- the unit above, and its pages say by whom.

-- As steps_have_hands, with one more place for who pays.
CREATE FUNCTION request_has_hands(p_fund int, p_levels text[], p_requester bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
    WITH hands AS (
        SELECT array_position(p_levels, h.level_code) - 1 AS place, h.person_id FROM approval_hands_of(p_fund) h
        WHERE h.level_code = ANY (p_levels) AND p_requester NOT IN (h.person_id, h.in_name_person)
        UNION
        SELECT cardinality(p_levels), c.person_id FROM holders_of(p_fund, 'cashier') c WHERE c.person_id <> p_requester)
    SELECT NOT EXISTS (SELECT FROM generate_series(1, (1 << cardinality(p_levels) + 1) - 1) choice
        WHERE (SELECT count(DISTINCT h.person_id) FROM hands h WHERE choice >> h.place & 1 = 1) < bit_count(choice::bit(8)))
$$;

CREATE OR REPLACE FUNCTION freeze_steps(p_fund int, p_id bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE v_levels text[];
BEGIN
    INSERT INTO disbursement_steps SELECT * FROM steps_by_ladder(p_fund, p_id);
    v_levels := ARRAY(SELECT level_code FROM disbursement_steps WHERE fund_id = p_fund AND disbursement_id = p_id ORDER BY step);
    IF NOT steps_have_hands(p_fund, v_levels, acting_person()) THEN
        PERFORM refuse('ladder_has_hands', 'There are not enough persons to take the steps of this request.');
    END IF;
    IF NOT request_has_hands(p_fund, v_levels, acting_person()) THEN
        PERFORM refuse('request_has_a_payer', 'Nobody could pay this request: whoever pays is neither who asks nor who takes a step.');
    END IF;
END $$;

-- How many persons could ask, approve and pay, and whether three different ones could share one request.
CREATE FUNCTION fund_hands(p_fund int, OUT askers int, OUT approvers int, OUT payers int, OUT is_enough boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH a AS (SELECT person_id FROM holders_of(p_fund, 'fund_accountant') UNION SELECT person_id FROM holders_of(p_fund, 'commune_officer')),
    b AS (SELECT DISTINCT person_id FROM holders_of(p_fund, 'approver')),
    c AS (SELECT DISTINCT person_id FROM holders_of(p_fund, 'cashier'))
    SELECT (SELECT count(*)::int FROM a), (SELECT count(*)::int FROM b), (SELECT count(*)::int FROM c),
        EXISTS (SELECT FROM a, b, c WHERE a.person_id <> b.person_id AND b.person_id <> c.person_id AND a.person_id <> c.person_id)
    WHERE p_fund = ANY (readable_funds())
$$;
GRANT EXECUTE ON FUNCTION fund_hands TO fundledger_app;

-- Staff of the fund of the unit above, who may be given a role here.
CREATE FUNCTION staff_above(p_fund int) RETURNS TABLE (unit text, fund text, user_name text, display_name text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT DISTINCT ON (u.display_name, u.user_name) above.name, f.code, u.user_name, u.display_name
    FROM funds mine JOIN units own USING (unit_id) JOIN units above ON above.unit_id = own.parent_unit_id
    JOIN funds f ON f.unit_id = above.unit_id JOIN user_roles r ON r.fund_id = f.fund_id JOIN users u USING (user_name)
    WHERE mine.fund_id = p_fund AND p_fund = ANY (readable_funds()) AND u.disabled_at IS NULL
        AND r.role IN ('fund_accountant', 'approver', 'cashier')
    ORDER BY u.display_name, u.user_name, f.code
$$;
GRANT EXECUTE ON FUNCTION staff_above TO fundledger_app;

-- Whoever prepared an adjusting entry turned it down by a second account, around the application: the matrix of rights found it.
ALTER TABLE adjustment_events ADD CONSTRAINT adjustment_rejecter_is_not_requester
    CHECK (event <> 'rejected' OR person_id <> requester_person);
