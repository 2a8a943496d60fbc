-- A request says which returned one it mends, and which of its children may be a child that stands on the register under another code too.
-- Both come before it and are sealed with it. Until such a pair is decided no step of the request is taken.

CREATE TABLE request_replacements (
    fund_id int NOT NULL,
    disbursement_id bigint NOT NULL,
    replaces_id bigint NOT NULL,
    PRIMARY KEY (fund_id, disbursement_id),
    CONSTRAINT request_replacements_request FOREIGN KEY (fund_id, disbursement_id) REFERENCES disbursements DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT request_replacements_replaced FOREIGN KEY (fund_id, replaces_id) REFERENCES disbursements,
    CONSTRAINT request_replaced_once UNIQUE (fund_id, replaces_id)
);
COMMENT ON TABLE request_replacements IS 'Which returned request a new one was made of, corrected.';

CREATE TABLE request_doubts (
    fund_id int NOT NULL,
    disbursement_id bigint NOT NULL,
    beneficiary_code text NOT NULL REFERENCES beneficiaries,
    other_code text NOT NULL REFERENCES beneficiaries,
    after_event_no bigint NOT NULL,
    PRIMARY KEY (fund_id, disbursement_id, beneficiary_code, other_code),
    CONSTRAINT request_doubts_request FOREIGN KEY (fund_id, disbursement_id) REFERENCES disbursements DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT doubt_of_two CHECK (beneficiary_code <> other_code)
);
COMMENT ON TABLE request_doubts IS 'Children of a request so like another one of the register that a person decides first whether they are one.';
COMMENT ON COLUMN request_doubts.after_event_no IS 'The last event of a child known when they were compared: what was decided later decides the pair.';

SELECT make_append_only(t) FROM unnest(ARRAY['request_replacements', 'request_doubts']::regclass[]) t;
ALTER TABLE request_replacements ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_my_funds ON request_replacements FOR SELECT TO fundledger_app USING (fund_id = ANY ((SELECT readable_funds())::int[]));
CREATE POLICY of_all_funds ON request_replacements FOR SELECT TO fundledger_auditor USING (true);
ALTER TABLE request_doubts ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_my_funds ON request_doubts FOR SELECT TO fundledger_app USING (fund_id = ANY ((SELECT readable_funds())::int[]));
CREATE POLICY of_all_funds ON request_doubts FOR SELECT TO fundledger_auditor USING (true);
GRANT SELECT ON request_replacements, request_doubts TO fundledger_app, fundledger_auditor;

CREATE TRIGGER comes_first BEFORE INSERT ON request_replacements FOR EACH ROW EXECUTE FUNCTION request_part_comes_first();
CREATE TRIGGER comes_first BEFORE INSERT ON request_doubts FOR EACH ROW EXECUTE FUNCTION request_part_comes_first();

CREATE FUNCTION mends_what_was_returned() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM disbursements d WHERE d.fund_id = NEW.fund_id AND d.disbursement_id = NEW.replaces_id AND d.status = 'returned') THEN
        PERFORM refuse('mends_what_was_returned', format('Request %s was not returned.', NEW.replaces_id));
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER of_returned BEFORE INSERT ON request_replacements FOR EACH ROW EXECUTE FUNCTION mends_what_was_returned();

-- For the request that this very transaction submits next.
CREATE FUNCTION cite_returned(p_fund int, p_replaces bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM require_role(p_fund, 'fund_accountant', 'commune_officer');
    PERFORM lock_fund(p_fund);
    INSERT INTO request_replacements
    SELECT p_fund, coalesce((SELECT last_no FROM number_series WHERE fund_id = p_fund AND series = 'disbursement'), 0) + 1, p_replaces;
END $$;

-- Lets who may ask take a returned request up again; why it was returned goes along.
CREATE FUNCTION take_up_returned(p_fund int, p_id bigint) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE v_reason text;
BEGIN
    PERFORM require_role(p_fund, 'fund_accountant', 'commune_officer');
    SELECT e.reason INTO v_reason FROM disbursement_events e WHERE e.fund_id = p_fund AND e.disbursement_id = p_id AND e.event = 'returned';
    IF NOT FOUND THEN PERFORM refuse('mends_what_was_returned', format('Request %s was not returned.', p_id)); END IF;
    RETURN v_reason;
END $$;

CREATE FUNCTION doubt_children(p_fund int, p_codes text[], p_others text[], p_after_event_no bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM require_role(p_fund, 'fund_accountant', 'commune_officer');
    PERFORM lock_fund(p_fund);
    -- Whom a child of a sealed group resembles is not written down.
    IF EXISTS (SELECT FROM unnest(p_codes || p_others) c WHERE is_sealed_case(c)) THEN
        PERFORM refuse('sealed_pair_not_told', 'Of a sealed case it is not written down whom it resembles.');
    END IF;
    INSERT INTO request_doubts
    SELECT p_fund, coalesce((SELECT last_no FROM number_series WHERE fund_id = p_fund AND series = 'disbursement'), 0) + 1,
        u.code, u.other, p_after_event_no
    FROM unnest(p_codes, p_others) u(code, other);
END $$;
GRANT EXECUTE ON FUNCTION cite_returned, take_up_returned, doubt_children TO fundledger_app;

-- The pairs of a request that nobody decided: they were told apart, or merged, or one of them is on the register no more, or they are open.
CREATE FUNCTION open_doubts(p_fund int, p_id bigint) RETURNS TABLE (beneficiary_code text, other_code text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT q.beneficiary_code, q.other_code FROM request_doubts q
    WHERE q.fund_id = p_fund AND q.disbursement_id = p_id
        AND NOT EXISTS (SELECT FROM child_events e WHERE e.event = 'told_apart' AND e.event_no > q.after_event_no AND child_event_holds(e.event_no)
            AND (e.beneficiary_code, e.other_code) IN ((q.beneficiary_code, q.other_code), (q.other_code, q.beneficiary_code)))
        AND child_state_on(q.beneficiary_code, business_today()) IN ('active', 'suspended')
        AND child_state_on(q.other_code, business_today()) IN ('active', 'suspended')
        AND NOT is_sealed_case(q.beneficiary_code) AND NOT is_sealed_case(q.other_code)
    ORDER BY 1, 2
$$;

CREATE FUNCTION step_waits_for_pairs() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE v_pair record;
BEGIN
    SELECT o.beneficiary_code, o.other_code INTO v_pair FROM open_doubts(NEW.fund_id, NEW.disbursement_id) o LIMIT 1;
    IF FOUND THEN
        PERFORM refuse('pairs_decided_first', format('%s may be %s: somebody decides that first.', v_pair.beneficiary_code, v_pair.other_code));
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER waits_for_pairs BEFORE UPDATE ON disbursement_steps FOR EACH ROW
    WHEN (OLD.decided_by IS NULL AND NEW.decided_by IS NOT NULL) EXECUTE FUNCTION step_waits_for_pairs();

-- For those who read the fund.
CREATE FUNCTION pairs_to_decide(p_fund int, p_id bigint) RETURNS TABLE (beneficiary_code text, other_code text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT o.beneficiary_code, o.other_code FROM open_doubts(p_fund, p_id) o WHERE p_fund = ANY (readable_funds())
$$;
GRANT EXECUTE ON FUNCTION pairs_to_decide TO fundledger_app;

CREATE OR REPLACE FUNCTION disbursement_content_hash(p_fund integer, p_id bigint)
 RETURNS bytea
 LANGUAGE sql
 STABLE
AS $$
    SELECT sha256(canonical('disbursement', d.fund_id::text, d.disbursement_id::text, d.support_kind, d.occasion_code, d.occasion_year::text,
            d.need, d.pool_id::text, d.decision_id::text, canonical_date(d.judged_on), canonical_date(d.requested_on), d.total::text,
            d.line_count::text, d.requester)
        || (SELECT string_agg(canonical(l.line_no::text, coalesce(l.beneficiary_code, l.recipient), l.class_code, l.unit_id::text, l.decision_id::text, l.line_code,
                l.cost::text, l.insurance::text, l.other_aid::text, l.case_reference, l.allowed::text, l.amount::text, l.reasons_vi,
                l.reasons_en) || CASE WHEN l.variant <> '' OR l.quantities IS NOT NULL OR l.exception_number IS NOT NULL
                    THEN canonical('case', l.variant, l.quantities::text, l.exception_number,
                        canonical_date(l.exception_date), l.exception_reason, l.exception_sha256) ELSE '' END
                || CASE WHEN l.goods IS NOT NULL THEN canonical('goods', l.goods::text) ELSE '' END
                || CASE WHEN l.stock IS NOT NULL THEN canonical('stock', l.stock::text) ELSE '' END, ''::bytea ORDER BY l.line_no)
            FROM disbursement_lines l WHERE l.fund_id = d.fund_id AND l.disbursement_id = d.disbursement_id)
        || coalesce((SELECT string_agg(canonical('paper', p.paper_no::text, p.name_vi, p.media_type, p.holder, p.key_id,
                encode(sha256(p.content), 'hex')), ''::bytea ORDER BY p.paper_no)
            FROM request_papers p WHERE p.fund_id = d.fund_id AND p.disbursement_id = d.disbursement_id), ''::bytea)
        || coalesce((SELECT canonical('terms', t.payee_kind, t.payee_institution, t.urgent_reason) FROM request_terms t
            WHERE t.fund_id = d.fund_id AND t.disbursement_id = d.disbursement_id), ''::bytea)
        || coalesce((SELECT string_agg(canonical('cofunder', c.cofunder_no::text, c.name, c.amount::text), ''::bytea ORDER BY c.cofunder_no)
            FROM request_cofunders c WHERE c.fund_id = d.fund_id AND c.disbursement_id = d.disbursement_id), ''::bytea)
        || coalesce((SELECT string_agg(canonical('lot', g.line_no::text, g.lot_no::text, g.quantity::text, g.unit_value::text), ''::bytea
                ORDER BY g.line_no, g.lot_no)
            FROM request_goods g WHERE g.fund_id = d.fund_id AND g.disbursement_id = d.disbursement_id), ''::bytea)
        || coalesce((SELECT canonical('replaces', r.replaces_id::text) FROM request_replacements r
            WHERE r.fund_id = d.fund_id AND r.disbursement_id = d.disbursement_id), ''::bytea)
        || coalesce((SELECT string_agg(canonical('doubt', q.beneficiary_code, q.other_code, q.after_event_no::text), ''::bytea
                ORDER BY q.beneficiary_code COLLATE "C", q.other_code COLLATE "C")
            FROM request_doubts q WHERE q.fund_id = d.fund_id AND q.disbursement_id = d.disbursement_id), ''::bytea))
    FROM disbursements d WHERE d.fund_id = p_fund AND d.disbursement_id = p_id
$$;
