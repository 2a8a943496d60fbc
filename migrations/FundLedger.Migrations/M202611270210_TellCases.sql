-- Who is paid, who else gives, and why it cannot wait: said when a case is asked for, and sealed with it.

CREATE TABLE request_terms (
    fund_id int NOT NULL,
    disbursement_id bigint NOT NULL,
    payee_kind text CHECK (payee_kind IN ('guardian', 'institution')),
    payee_institution text REFERENCES institutions (institution_code),
    urgent_reason text,
    PRIMARY KEY (fund_id, disbursement_id),
    CONSTRAINT request_terms_request FOREIGN KEY (fund_id, disbursement_id) REFERENCES disbursements DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT payee_institution_named CHECK ((payee_kind IS NOT DISTINCT FROM 'institution') = (payee_institution IS NOT NULL)),
    CONSTRAINT urgent_with_its_reason CHECK (length(btrim(urgent_reason)) BETWEEN 10 AND 300),
    CONSTRAINT request_terms_say_something CHECK (payee_kind IS NOT NULL OR urgent_reason IS NOT NULL)
);
COMMENT ON TABLE request_terms IS 'Who is to be paid for a case, and why it is urgent; nothing for an ordinary request.';

CREATE TABLE request_cofunders (
    fund_id int NOT NULL,
    disbursement_id bigint NOT NULL,
    cofunder_no int NOT NULL CHECK (cofunder_no BETWEEN 1 AND 10),
    name text NOT NULL CHECK (length(btrim(name)) BETWEEN 2 AND 100 AND name !~ '[[:cntrl:]]'),
    amount bigint NOT NULL CHECK (amount > 0),
    PRIMARY KEY (fund_id, disbursement_id, cofunder_no),
    CONSTRAINT request_cofunders_request FOREIGN KEY (fund_id, disbursement_id) REFERENCES disbursements DEFERRABLE INITIALLY DEFERRED
);
COMMENT ON TABLE request_cofunders IS 'Who else gives to a case, and how much: together what the line deducts as other aid.';

SELECT make_append_only(t) FROM unnest(ARRAY['request_terms', 'request_cofunders']::regclass[]) t;
ALTER TABLE request_terms ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_my_funds ON request_terms FOR SELECT TO fundledger_app USING (fund_id = ANY ((SELECT readable_funds())::int[]));
CREATE POLICY of_all_funds ON request_terms FOR SELECT TO fundledger_auditor USING (true);
ALTER TABLE request_cofunders ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_my_funds ON request_cofunders FOR SELECT TO fundledger_app USING (fund_id = ANY ((SELECT readable_funds())::int[]));
CREATE POLICY of_all_funds ON request_cofunders FOR SELECT TO fundledger_auditor USING (true);
GRANT SELECT ON request_terms, request_cofunders TO fundledger_app, fundledger_auditor;

CREATE FUNCTION request_part_comes_first() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM disbursements WHERE fund_id = NEW.fund_id AND disbursement_id = NEW.disbursement_id) THEN
        PERFORM refuse('part_before_request', 'What a case says is said before it is submitted.');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER comes_first BEFORE INSERT ON request_terms FOR EACH ROW EXECUTE FUNCTION request_part_comes_first();
CREATE TRIGGER comes_first BEFORE INSERT ON request_cofunders FOR EACH ROW EXECUTE FUNCTION request_part_comes_first();

-- At the end of the transaction: they are of one case, add up to what its line deducts, and the payee is within the fund's reach.
CREATE FUNCTION case_is_told_right() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
    SET enable_seqscan = off AS $$
DECLARE v_given bigint; v_deducted bigint; v_institution text; v_guardian boolean;
BEGIN
    SELECT sum(amount) INTO v_given FROM request_cofunders WHERE fund_id = NEW.fund_id AND disbursement_id = NEW.disbursement_id;
    SELECT payee_institution, payee_kind = 'guardian' INTO v_institution, v_guardian
    FROM request_terms WHERE fund_id = NEW.fund_id AND disbursement_id = NEW.disbursement_id;
    IF v_given IS NULL AND NOT FOUND THEN RETURN NULL; END IF;
    SELECT other_aid INTO v_deducted FROM disbursement_lines WHERE fund_id = NEW.fund_id AND disbursement_id = NEW.disbursement_id
        AND NEW.line_count = 1;
    IF v_given IS NOT NULL AND v_given IS DISTINCT FROM v_deducted THEN
        PERFORM refuse('cofunders_add_up', 'What the others give is what the line deducts as other aid.');
    END IF;
    IF v_institution IS NOT NULL AND unit_of_recipient(NEW.fund_id, 'institution', v_institution) IS NULL THEN
        PERFORM refuse('payee_in_reach', 'A fund pays institutions of its own unit and its communes.');
    END IF;
    IF v_guardian AND NOT EXISTS (SELECT FROM disbursement_lines WHERE fund_id = NEW.fund_id AND disbursement_id = NEW.disbursement_id
            AND beneficiary_code IS NOT NULL) THEN
        PERFORM refuse('guardian_of_a_child', 'Only a child has a guardian to be paid.');
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER told_right AFTER INSERT ON disbursements DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION case_is_told_right();

-- For the request that this very transaction submits next.
CREATE FUNCTION attach_terms(p_fund int, p_payee text, p_institution text, p_urgent_reason text, p_names text[], p_amounts bigint[])
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE v_next bigint;
BEGIN
    PERFORM require_role(p_fund, 'fund_accountant', 'commune_officer');
    PERFORM lock_fund(p_fund);
    v_next := coalesce((SELECT last_no FROM number_series WHERE fund_id = p_fund AND series = 'disbursement'), 0) + 1;
    IF p_payee IS NOT NULL OR p_urgent_reason IS NOT NULL THEN
        INSERT INTO request_terms VALUES (p_fund, v_next, p_payee, p_institution, p_urgent_reason);
    END IF;
    INSERT INTO request_cofunders
    SELECT p_fund, v_next, i, u.name, u.amount FROM unnest(p_names, p_amounts) WITH ORDINALITY u(name, amount, i);
END $$;
GRANT EXECUTE ON FUNCTION attach_terms TO fundledger_app;

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
                || CASE WHEN l.goods IS NOT NULL THEN canonical('goods', l.goods::text) ELSE '' END, ''::bytea ORDER BY l.line_no)
            FROM disbursement_lines l WHERE l.fund_id = d.fund_id AND l.disbursement_id = d.disbursement_id)
        || coalesce((SELECT string_agg(canonical('paper', p.paper_no::text, p.name_vi, p.media_type, p.holder, p.key_id,
                encode(sha256(p.content), 'hex')), ''::bytea ORDER BY p.paper_no)
            FROM request_papers p WHERE p.fund_id = d.fund_id AND p.disbursement_id = d.disbursement_id), ''::bytea)
        || coalesce((SELECT canonical('terms', t.payee_kind, t.payee_institution, t.urgent_reason) FROM request_terms t
            WHERE t.fund_id = d.fund_id AND t.disbursement_id = d.disbursement_id), ''::bytea)
        || coalesce((SELECT string_agg(canonical('cofunder', c.cofunder_no::text, c.name, c.amount::text), ''::bytea ORDER BY c.cofunder_no)
            FROM request_cofunders c WHERE c.fund_id = d.fund_id AND c.disbursement_id = d.disbursement_id), ''::bytea))
    FROM disbursements d WHERE d.fund_id = p_fund AND d.disbursement_id = p_id
$$;
