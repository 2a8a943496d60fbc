-- A sealed case is opened, and an identity erased, by two persons: one asks, an approver answers. Every step is written down and sealed.

ALTER TABLE identity_accesses ADD COLUMN step text NOT NULL DEFAULT 'opened'
    CONSTRAINT identity_step_known CHECK (step IN ('opened', 'asked', 'granted', 'refused', 'erasure_asked', 'erasure_refused', 'erased'));

CREATE TABLE identity_requests (
    request_no bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    beneficiary_code text NOT NULL REFERENCES beneficiaries,
    purpose text NOT NULL CHECK (purpose IN ('open', 'erase')),
    reason text NOT NULL CONSTRAINT identity_request_says_why CHECK (length(btrim(reason)) >= 10),
    requester text NOT NULL CHECK (requester <> ''),
    requester_person bigint NOT NULL REFERENCES persons,
    requested_at timestamptz NOT NULL,
    UNIQUE (request_no, requester_person)
);
COMMENT ON TABLE identity_requests IS 'Somebody asks for the name of a child of a sealed group, or for the erasure of an identity.';
CREATE INDEX identity_requests_by_child ON identity_requests (beneficiary_code);
SELECT make_append_only('identity_requests');

CREATE TABLE identity_answers (
    request_no bigint PRIMARY KEY,
    requester_person bigint NOT NULL,
    is_granted boolean NOT NULL,
    answerer text NOT NULL CHECK (answerer <> ''),
    answerer_person bigint NOT NULL REFERENCES persons CONSTRAINT case_opened_by_two CHECK (answerer_person <> requester_person),
    answered_at timestamptz NOT NULL,
    valid_until timestamptz NOT NULL,
    FOREIGN KEY (request_no, requester_person) REFERENCES identity_requests (request_no, requester_person)
);
COMMENT ON TABLE identity_answers IS 'Another person grants it for half an hour, or refuses.';
SELECT make_append_only('identity_answers');

CREATE OR REPLACE FUNCTION seal_identity_access(a identity_accesses) RETURNS void LANGUAGE plpgsql AS $$
DECLARE e identity_access_events; v_seal record;
BEGIN
    e.fund_id := fund_of_unit((SELECT unit_id FROM beneficiaries b WHERE b.beneficiary_code = a.beneficiary_code));
    PERFORM lock_fund(e.fund_id);
    e.access_no := a.access_no; e.recorded_at := a.accessed_at; e.actor := a.accessed_by; e.hash_version := 1;
    e.details_commitment := CASE a.step WHEN 'opened' THEN commitment_of(a.salt, a.beneficiary_code, a.reason)
        ELSE commitment_of(a.salt, a.beneficiary_code, a.reason, a.step) END;
    e.log_no := (SELECT log_no + 1 FROM fund_heads WHERE fund_id = e.fund_id);
    SELECT * INTO v_seal FROM seal(e.fund_id, canonical('identity_access', '1', e.fund_id::text, e.access_no::text,
        canonical_instant(e.recorded_at), e.actor, encode(e.details_commitment, 'hex'), e.log_no::text));
    e.hash := v_seal.hash;
    INSERT INTO identity_access_events SELECT e.*;
END $$;

CREATE FUNCTION write_identity_step(p_code text, p_reason text, p_step text) RETURNS void LANGUAGE sql AS $$
    INSERT INTO identity_accesses (accessed_at, accessed_by, beneficiary_code, reason, step)
    VALUES (ledger_now(), acting_user(), p_code, p_reason, p_step)
$$;

-- Whether the acting person was granted this very child's name within the last half hour.
CREATE FUNCTION case_is_open(p_code text) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT FROM identity_requests r JOIN identity_answers a USING (request_no)
        WHERE r.beneficiary_code = p_code AND r.purpose = 'open' AND a.is_granted AND a.valid_until >= ledger_now()
            AND r.requester_person = (SELECT person_id FROM users WHERE user_name = acting_user()))
$$;

CREATE FUNCTION is_sealed_case(p_code text) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT FROM beneficiary_classes c WHERE c.beneficiary_code = p_code AND c.class_code = 'protected')
$$;

CREATE OR REPLACE FUNCTION open_identity(p_code text, p_reason text) RETURNS TABLE (key_id text, nonce bytea, sealed bytea)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM require_role_for_unit((SELECT unit_id FROM beneficiaries WHERE beneficiary_code = p_code), 'commune_officer');
    IF is_sealed_case(p_code) AND NOT case_is_open(p_code) THEN
        PERFORM refuse('sealed_case_granted', format('%s is a sealed case: another person grants its opening first.', p_code));
    END IF;
    PERFORM write_identity_step(p_code, p_reason, 'opened');
    RETURN QUERY SELECT v.key_id, v.nonce, v.sealed FROM identity_vault v WHERE v.beneficiary_code = p_code;
END $$;

CREATE FUNCTION ask_identity(p_code text, p_purpose text, p_reason text) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE v_no bigint;
BEGIN
    PERFORM require_role_for_unit((SELECT unit_id FROM beneficiaries WHERE beneficiary_code = p_code), 'commune_officer');
    INSERT INTO identity_requests (beneficiary_code, purpose, reason, requester, requester_person, requested_at)
    VALUES (p_code, p_purpose, btrim(p_reason), acting_user(), acting_person(), ledger_now()) RETURNING request_no INTO v_no;
    PERFORM write_identity_step(p_code, btrim(p_reason), CASE p_purpose WHEN 'open' THEN 'asked' ELSE 'erasure_asked' END);
    RETURN v_no;
END $$;

-- What is granted for opening holds for half an hour; an erasure is done at once, here and with the child's keys outside.
CREATE FUNCTION answer_identity(p_code text, p_request bigint, p_granted boolean, p_reason text) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE r identity_requests;
BEGIN
    PERFORM require_role_for_unit((SELECT unit_id FROM beneficiaries WHERE beneficiary_code = p_code), 'approver');
    SELECT * INTO r FROM identity_requests WHERE request_no = p_request AND beneficiary_code = p_code FOR UPDATE;
    IF NOT FOUND OR EXISTS (SELECT FROM identity_answers WHERE request_no = p_request) THEN
        PERFORM refuse('identity_request_waits', 'There is no such request that still waits.');
    END IF;
    INSERT INTO identity_answers VALUES (p_request, r.requester_person, p_granted, acting_user(), acting_person(), ledger_now(),
        ledger_now() + CASE WHEN p_granted THEN interval '30 minutes' ELSE interval '0' END);
    PERFORM write_identity_step(p_code, btrim(p_reason), CASE WHEN r.purpose = 'open' AND p_granted THEN 'granted' WHEN r.purpose = 'open' THEN 'refused'
        WHEN p_granted THEN 'erased' ELSE 'erasure_refused' END);
    IF r.purpose = 'erase' AND p_granted THEN
        DELETE FROM identity_vault WHERE beneficiary_code = p_code;
        DELETE FROM carers WHERE beneficiary_code = p_code;
    END IF;
    RETURN r.purpose;
END $$;

ALTER TABLE identity_requests ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_my_units ON identity_requests FOR SELECT TO fundledger_app
    USING (EXISTS (SELECT FROM beneficiaries b WHERE b.beneficiary_code = identity_requests.beneficiary_code));
CREATE POLICY of_all_units ON identity_requests FOR SELECT TO fundledger_auditor USING (true);
ALTER TABLE identity_answers ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_my_units ON identity_answers FOR SELECT TO fundledger_app
    USING (EXISTS (SELECT FROM identity_requests r WHERE r.request_no = identity_answers.request_no));
CREATE POLICY of_all_units ON identity_answers FOR SELECT TO fundledger_auditor USING (true);
GRANT SELECT ON identity_requests, identity_answers TO fundledger_app, fundledger_auditor;
GRANT EXECUTE ON FUNCTION case_is_open, is_sealed_case, ask_identity, answer_identity TO fundledger_app;
