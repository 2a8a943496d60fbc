-- Two codes of the register may turn out to be one child after a request was sent: the second one is registered meanwhile, in another commune
-- whose officer does not see the first. Such a pair stops the next step of every request that it touches, until somebody decides it: an
-- approval as before, and then the line of the child on an order, the payment of the whole, the issue of its goods.

CREATE TABLE later_doubts (
    fund_id int NOT NULL,
    disbursement_id bigint NOT NULL,
    beneficiary_code text NOT NULL REFERENCES beneficiaries,
    other_code text NOT NULL REFERENCES beneficiaries,
    after_event_no bigint NOT NULL,
    found_at timestamptz NOT NULL,
    found_by text NOT NULL CHECK (found_by <> ''),
    PRIMARY KEY (fund_id, disbursement_id, beneficiary_code, other_code),
    FOREIGN KEY (fund_id, disbursement_id) REFERENCES disbursements,
    CONSTRAINT later_doubt_of_two CHECK (beneficiary_code <> other_code)
);
COMMENT ON TABLE later_doubts IS 'Children of a request that was sent already, so like one that came to the register since that a person decides whether they are one.';
COMMENT ON COLUMN later_doubts.after_event_no IS 'The last event of a child known when they were compared: what was decided later decides the pair.';
SELECT make_append_only('later_doubts'::regclass);
ALTER TABLE later_doubts ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_my_funds ON later_doubts FOR SELECT TO fundledger_app USING (fund_id = ANY ((SELECT readable_funds())::int[]));
CREATE POLICY of_all_funds ON later_doubts FOR SELECT TO fundledger_auditor USING (true);
GRANT SELECT ON later_doubts TO fundledger_app, fundledger_auditor;

-- Requests of which something is not decided, paid or issued yet, by the children on them.
CREATE VIEW children_of_open_requests WITH (security_invoker = true) AS
SELECT d.fund_id, d.disbursement_id, l.line_no, l.beneficiary_code FROM disbursements d JOIN disbursement_lines l USING (fund_id, disbursement_id)
WHERE l.beneficiary_code IS NOT NULL AND (d.status IN ('requested', 'approved') OR (d.status = 'paid' AND EXISTS (SELECT FROM request_goods g
    WHERE g.fund_id = d.fund_id AND g.disbursement_id = d.disbursement_id AND g.state = 'reserved')));

-- For who registers a child, to be compared in memory with children whom some fund is about to support; nothing of it is shown to anybody.
CREATE FUNCTION children_awaiting_support() RETURNS TABLE (code text, household text, unit text, state text, key_id text, nonce bytea, sealed bytea)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT b.beneficiary_code, b.household_code, '', 'active', v.key_id, v.nonce, v.sealed
    FROM (SELECT DISTINCT c.beneficiary_code FROM children_of_open_requests c) w JOIN beneficiaries b USING (beneficiary_code)
    JOIN identity_vault v USING (beneficiary_code)
    WHERE EXISTS (SELECT FROM user_roles r WHERE r.user_name = acting_user() AND r.role IN ('commune_officer', 'fund_accountant'))
        AND child_state_on(b.beneficiary_code, business_today()) IN ('active', 'suspended') AND NOT is_sealed_case(b.beneficiary_code)
$$;

CREATE FUNCTION doubt_later(p_code text, p_others text[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM require_role_for_unit((SELECT unit_id FROM beneficiaries WHERE beneficiary_code = p_code), 'commune_officer', 'fund_accountant');
    -- Whom a child of a sealed group resembles is not written down.
    IF EXISTS (SELECT FROM unnest(p_others || p_code) c WHERE is_sealed_case(c)) THEN
        PERFORM refuse('sealed_pair_not_told', 'Of a sealed case it is not written down whom it resembles.');
    END IF;
    INSERT INTO later_doubts
    SELECT c.fund_id, c.disbursement_id, c.beneficiary_code, p_code, (SELECT coalesce(max(event_no), 0) FROM child_events), ledger_now(), acting_user()
    FROM children_of_open_requests c WHERE c.beneficiary_code = ANY (p_others)
    ON CONFLICT DO NOTHING;
END $$;
GRANT EXECUTE ON FUNCTION children_awaiting_support, doubt_later TO fundledger_app;

CREATE OR REPLACE FUNCTION open_doubts(p_fund int, p_id bigint) RETURNS TABLE (beneficiary_code text, other_code text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT DISTINCT q.beneficiary_code, q.other_code
    FROM (SELECT r.beneficiary_code, r.other_code, r.after_event_no FROM request_doubts r WHERE r.fund_id = p_fund AND r.disbursement_id = p_id
        UNION ALL
        SELECT r.beneficiary_code, r.other_code, r.after_event_no FROM later_doubts r WHERE r.fund_id = p_fund AND r.disbursement_id = p_id) q
    WHERE NOT EXISTS (SELECT FROM child_events e WHERE e.event = 'told_apart' AND e.event_no > q.after_event_no AND child_event_holds(e.event_no)
            AND (e.beneficiary_code, e.other_code) IN ((q.beneficiary_code, q.other_code), (q.other_code, q.beneficiary_code)))
        AND child_state_on(q.beneficiary_code, business_today()) IN ('active', 'suspended')
        AND child_state_on(q.other_code, business_today()) IN ('active', 'suspended')
        AND NOT is_sealed_case(q.beneficiary_code) AND NOT is_sealed_case(q.other_code)
    ORDER BY 1, 2
$$;

-- Of these children of a request only; NULL for all.
CREATE FUNCTION refuse_undecided(p_fund int, p_id bigint, p_children text[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE v_pair record;
BEGIN
    SELECT o.beneficiary_code, o.other_code INTO v_pair FROM open_doubts(p_fund, p_id) o
    WHERE p_children IS NULL OR o.beneficiary_code = ANY (p_children) LIMIT 1;
    IF FOUND THEN
        PERFORM refuse('pairs_decided_first', format('%s may be %s: somebody decides that first.', v_pair.beneficiary_code, v_pair.other_code));
    END IF;
END $$;

CREATE OR REPLACE FUNCTION step_waits_for_pairs() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM refuse_undecided(NEW.fund_id, NEW.disbursement_id, NULL);
    RETURN NEW;
END $$;

-- What is given back to the pool waits for nobody.
CREATE FUNCTION order_waits_for_pairs() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE r record;
BEGIN
    FOR r IN SELECT a.fund_id, a.disbursement_id, array_agg(l.beneficiary_code) AS children
            FROM added a JOIN payment_orders o USING (fund_id, order_no)
            JOIN disbursement_lines l ON l.fund_id = a.fund_id AND l.disbursement_id = a.disbursement_id AND l.line_no = a.line_no
            WHERE o.way <> 'release' GROUP BY 1, 2 LOOP
        PERFORM refuse_undecided(r.fund_id, r.disbursement_id, r.children);
    END LOOP;
    RETURN NULL;
END $$;
CREATE TRIGGER waits_for_pairs AFTER INSERT ON payment_order_lines REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION order_waits_for_pairs();

-- Paid by orders, the money has left already; what came to light since is no reason to leave it out of the books.
CREATE FUNCTION payment_waits_for_pairs() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM payment_orders o WHERE o.fund_id = NEW.fund_id AND o.disbursement_id = NEW.disbursement_id) THEN
        PERFORM refuse_undecided(NEW.fund_id, NEW.disbursement_id, NULL);
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER waits_for_pairs BEFORE UPDATE OF status ON disbursements FOR EACH ROW
    WHEN (NEW.status = 'paid' AND OLD.status = 'approved') EXECUTE FUNCTION payment_waits_for_pairs();

CREATE FUNCTION issue_waits_for_pairs() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM refuse_undecided(NEW.fund_id, NEW.disbursement_id, ARRAY(SELECT l.beneficiary_code FROM request_goods g
        JOIN disbursement_lines l USING (fund_id, disbursement_id, line_no)
        WHERE g.fund_id = NEW.fund_id AND g.disbursement_id = NEW.disbursement_id AND g.state IN ('reserved', 'issued')));
    RETURN NEW;
END $$;
CREATE TRIGGER waits_for_pairs BEFORE INSERT ON goods_issues FOR EACH ROW EXECUTE FUNCTION issue_waits_for_pairs();

-- The open pairs of a request for its readers: where each child is, and which officers keep both.
CREATE FUNCTION who_decides_pairs(p_fund int, p_id bigint)
RETURNS TABLE (beneficiary_code text, other_code text, place text, other_place text, deciders text[])
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT o.beneficiary_code, o.other_code, u.name, v.name,
        ARRAY(SELECT x.display_name FROM users x WHERE x.disabled_at IS NULL AND NOT EXISTS (
            SELECT FROM unnest(ARRAY[b.unit_id, c.unit_id]) w(unit_id) WHERE NOT EXISTS (SELECT FROM user_roles r
                WHERE r.user_name = x.user_name AND r.role = 'commune_officer' AND w.unit_id = ANY (units_of_fund(r.fund_id)))) ORDER BY 1)
    FROM open_doubts(p_fund, p_id) o JOIN beneficiaries b ON b.beneficiary_code = o.beneficiary_code JOIN units u ON u.unit_id = b.unit_id
    JOIN beneficiaries c ON c.beneficiary_code = o.other_code JOIN units v ON v.unit_id = c.unit_id
    WHERE p_fund = ANY (readable_funds()) AND EXISTS (SELECT FROM children_of_open_requests w
        WHERE w.fund_id = p_fund AND w.disbursement_id = p_id AND w.beneficiary_code = o.beneficiary_code)
$$;
GRANT EXECUTE ON FUNCTION who_decides_pairs TO fundledger_app;
