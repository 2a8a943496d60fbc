-- What happens to a child of the register: dated events, written once and sealed; carers with their time; classes with sub-groups and papers.

CREATE TABLE class_versions (
    class_code text NOT NULL REFERENCES child_classes,
    subgroup_no smallint NOT NULL CHECK (subgroup_no >= 0),
    valid_from date NOT NULL,
    valid_to date CHECK (valid_to >= valid_from),
    name_vi text NOT NULL CHECK (name_vi <> ''),
    name_en text NOT NULL CHECK (name_en <> ''),
    source text NOT NULL CHECK (source <> ''),
    is_confirmed boolean NOT NULL,
    PRIMARY KEY (class_code, subgroup_no, valid_from),
    CONSTRAINT class_versions_do_not_overlap EXCLUDE USING gist (class_code WITH =, subgroup_no WITH =, daterange(valid_from, valid_to, '[]') WITH &&)
);
COMMENT ON TABLE class_versions IS 'How a class (sub-group 0) and its sub-groups are called in which time, and by which source; what no source confirmed yet may be changed by loading a file.';
GRANT SELECT ON class_versions TO fundledger_app, fundledger_auditor;

ALTER TABLE beneficiary_classes
    ADD COLUMN subgroup_no smallint CHECK (subgroup_no > 0),
    ADD COLUMN evidence_kind text,
    ADD COLUMN evidence_number text,
    ADD COLUMN evidence_date date,
    ADD CONSTRAINT sealed_subgroup_only_in_vault CHECK (class_code <> 'protected' OR subgroup_no IS NULL);

CREATE TABLE carers (
    beneficiary_code text NOT NULL REFERENCES beneficiaries,
    carer_no smallint NOT NULL CHECK (carer_no > 0),
    valid_from date NOT NULL,
    valid_to date CHECK (valid_to >= valid_from),
    key_id text NOT NULL,
    nonce bytea NOT NULL CHECK (length(nonce) = 12),
    sealed bytea NOT NULL,
    PRIMARY KEY (beneficiary_code, carer_no)
);
COMMENT ON TABLE carers IS 'Who cares for a child, since when and until when; name and relation are ciphertext of the vault.';
CREATE UNIQUE INDEX carer_one_at_present ON carers (beneficiary_code) WHERE valid_to IS NULL;
ALTER TABLE carers ENABLE ROW LEVEL SECURITY;

CREATE TABLE child_events (
    event_no bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    beneficiary_code text NOT NULL REFERENCES beneficiaries,
    event text NOT NULL CHECK (event IN ('registered', 'moved', 'died', 'left', 'aged_out', 'group_added', 'group_ended', 'suspended', 'resumed',
        'carer_changed', 'corrected')),
    happened_on date NOT NULL,
    from_unit int REFERENCES units,
    to_unit int REFERENCES units,
    class_code text,
    privacy_tier text CONSTRAINT sealed_group_not_in_events CHECK (privacy_tier <> 'sealed'),
    subgroup_no smallint,
    reason text NOT NULL CONSTRAINT child_event_says_why CHECK (length(btrim(reason)) >= 5),
    evidence_kind text,
    evidence_number text,
    evidence_date date,
    cancels_event_no bigint CONSTRAINT child_event_corrected_once UNIQUE REFERENCES child_events,
    recorded_at timestamptz NOT NULL,
    recorded_by text NOT NULL CONSTRAINT child_event_actor_present CHECK (recorded_by <> ''),
    salt bytea NOT NULL CHECK (length(salt) = 16)
        DEFAULT substr(sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())), 1, 16),
    FOREIGN KEY (class_code, privacy_tier) REFERENCES child_classes (class_code, privacy_tier) MATCH FULL,
    CONSTRAINT child_event_complete CHECK ((event = 'moved') = (to_unit IS NOT NULL) AND (event = 'corrected') = (cancels_event_no IS NOT NULL)
        AND (event IN ('group_added', 'group_ended')) = (class_code IS NOT NULL)),
    CONSTRAINT child_event_not_ahead CHECK (happened_on <= (recorded_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date)
);
COMMENT ON TABLE child_events IS 'What happened to a child, when, and who wrote it down why; a mistake is corrected by another event that cancels it.';
CREATE INDEX child_events_by_child ON child_events (beneficiary_code, happened_on, event_no);
SELECT make_append_only('child_events');

CREATE TABLE child_event_seals (
    fund_id int NOT NULL REFERENCES funds,
    event_no bigint NOT NULL CONSTRAINT child_event_sealed_once UNIQUE REFERENCES child_events,
    recorded_at timestamptz NOT NULL,
    actor text NOT NULL CONSTRAINT child_event_seal_actor_present CHECK (actor <> ''),
    details_commitment bytea NOT NULL CHECK (length(details_commitment) = 32),
    hash_version smallint NOT NULL,
    log_no bigint NOT NULL,
    hash bytea NOT NULL CHECK (length(hash) = 32),
    PRIMARY KEY (fund_id, log_no)
);
COMMENT ON TABLE child_event_seals IS 'That something was written down of a child, sealed in the log of the fund of its unit; child, event and reason by a salted commitment.';
SELECT make_append_only('child_event_seals');

CREATE FUNCTION child_event_commitment(e child_events) RETURNS bytea LANGUAGE sql STABLE AS $$
    SELECT commitment_of(e.salt, e.beneficiary_code, e.event, canonical_date(e.happened_on), e.from_unit::text, e.to_unit::text, e.class_code,
        e.subgroup_no::text, e.reason, e.evidence_kind, e.evidence_number, canonical_date(e.evidence_date), e.cancels_event_no::text)
$$;

CREATE FUNCTION seal_child_event(p child_events) RETURNS void LANGUAGE plpgsql AS $$
DECLARE e child_event_seals; v_seal record;
BEGIN
    e.fund_id := fund_of_unit(coalesce(p.from_unit, (SELECT unit_id FROM beneficiaries b WHERE b.beneficiary_code = p.beneficiary_code)));
    PERFORM lock_fund(e.fund_id);
    e.event_no := p.event_no; e.recorded_at := p.recorded_at; e.actor := p.recorded_by; e.hash_version := 1;
    e.details_commitment := child_event_commitment(p);
    e.log_no := (SELECT log_no + 1 FROM fund_heads WHERE fund_id = e.fund_id);
    SELECT * INTO v_seal FROM seal(e.fund_id, canonical('child_event', '1', e.fund_id::text, e.event_no::text, canonical_instant(e.recorded_at),
        e.actor, encode(e.details_commitment, 'hex'), e.log_no::text));
    e.hash := v_seal.hash;
    INSERT INTO child_event_seals SELECT e.*;
END $$;

CREATE FUNCTION child_event_sealed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM seal_child_event(NEW);
    RETURN NULL;
END $$;
CREATE TRIGGER sealed AFTER INSERT ON child_events FOR EACH ROW EXECUTE FUNCTION child_event_sealed();

-- What an event says counts until another one corrects it.
CREATE FUNCTION child_event_holds(p_event_no bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT NOT EXISTS (SELECT FROM child_events c WHERE c.cancels_event_no = p_event_no)
$$;

-- Whether a child is there on a day: active, suspended, left, died or aged_out. A suspension outlasts a move, another group and a return.
CREATE FUNCTION child_state_on(p_code text, p_on date) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT coalesce(
        (SELECT nullif(e.event, 'registered') FROM child_events e
         WHERE e.beneficiary_code = p_code AND e.happened_on <= p_on AND e.event IN ('registered', 'died', 'left', 'aged_out')
             AND child_event_holds(e.event_no)
         ORDER BY e.happened_on DESC, e.event_no DESC LIMIT 1),
        (SELECT nullif(e.event, 'resumed') FROM child_events e
         WHERE e.beneficiary_code = p_code AND e.happened_on <= p_on AND e.event IN ('suspended', 'resumed') AND child_event_holds(e.event_no)
         ORDER BY e.happened_on DESC, e.event_no DESC LIMIT 1),
        'active')
$$;

-- Why a child gets no support judged on a day, or null: gone or suspended today already, or no child any more on that day.
CREATE FUNCTION child_absence(p_code text, p_on date) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN s.now IN ('died', 'left', 'suspended') THEN s.now WHEN s.then = 'aged_out' THEN s.then END
    FROM (SELECT child_state_on(p_code, greatest(p_on, business_today())) AS now, child_state_on(p_code, p_on) AS then) s
$$;

CREATE FUNCTION refuse_child_event(p_message text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM refuse('child_event_possible', p_message);
END $$;

-- The order of events: what may follow on what a child is today.
CREATE FUNCTION require_child_event_possible(e child_events) RETURNS void LANGUAGE plpgsql STABLE AS $$
DECLARE v_state text := child_state_on(e.beneficiary_code, business_today());
BEGIN
    IF NOT e.event = ANY (CASE v_state
            WHEN 'active' THEN '{moved,died,left,aged_out,group_added,group_ended,carer_changed,corrected,suspended}'
            WHEN 'suspended' THEN '{moved,died,left,aged_out,group_added,group_ended,carer_changed,corrected,resumed}'
            WHEN 'left' THEN '{registered,died,aged_out,corrected}'
            WHEN 'aged_out' THEN '{died,corrected}'
            ELSE '{corrected}' END::text[]) THEN
        PERFORM refuse_child_event(format('%s is %s: the event %s cannot follow.', e.beneficiary_code, v_state, e.event));
    END IF;
    IF e.event <> 'corrected' AND e.event IN ('registered', 'died', 'left', 'aged_out', 'suspended', 'resumed') AND EXISTS (
            SELECT FROM child_events o WHERE o.beneficiary_code = e.beneficiary_code AND o.happened_on > e.happened_on
                AND (o.event IN ('suspended', 'resumed')) = (e.event IN ('suspended', 'resumed'))
                AND o.event IN ('died', 'left', 'aged_out', 'suspended', 'resumed') AND child_event_holds(o.event_no)) THEN
        PERFORM refuse_child_event('A later event of this kind is written down already: correct that one first.');
    END IF;
    IF e.event = 'aged_out' AND e.happened_on <> business_today() THEN
        PERFORM refuse_child_event('That a child came of age is dated on the day of writing: the date would tell the birthday.');
    END IF;
END $$;

-- The class rows are what the events of groups made of them.
CREATE FUNCTION apply_group_event(e child_events) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF e.event = 'group_added' THEN
        IF EXISTS (SELECT FROM beneficiary_classes c WHERE c.beneficiary_code = e.beneficiary_code AND c.class_code = e.class_code
                   AND (c.valid_to IS NULL OR c.valid_to >= e.happened_on)) THEN
            -- Who was of a sealed group once stays protected, so that the end of it tells nothing.
            IF e.class_code = 'protected' THEN RETURN; END IF;
            PERFORM refuse_child_event(format('%s is of group %s on that day already.', e.beneficiary_code, e.class_code));
        END IF;
        INSERT INTO beneficiary_classes (beneficiary_code, class_code, privacy_tier, valid_from, subgroup_no, evidence_kind, evidence_number,
            evidence_date)
        VALUES (e.beneficiary_code, e.class_code, e.privacy_tier, e.happened_on, e.subgroup_no, e.evidence_kind, e.evidence_number,
            e.evidence_date);
    ELSIF e.event = 'group_ended' AND e.class_code <> 'protected' THEN
        UPDATE beneficiary_classes c SET valid_to = e.happened_on - 1
        WHERE c.beneficiary_code = e.beneficiary_code AND c.class_code = e.class_code AND c.valid_to IS NULL AND c.valid_from < e.happened_on;
        IF NOT FOUND THEN PERFORM refuse_child_event(format('%s is not of group %s before that day.', e.beneficiary_code, e.class_code)); END IF;
    END IF;
END $$;

CREATE FUNCTION undo_group_event(e child_events) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF e.event = 'group_added' THEN
        DELETE FROM beneficiary_classes c WHERE c.beneficiary_code = e.beneficiary_code AND c.class_code = e.class_code
            AND c.valid_from = e.happened_on AND c.valid_to IS NULL;
    ELSIF e.event = 'group_ended' THEN
        UPDATE beneficiary_classes c SET valid_to = NULL WHERE c.beneficiary_code = e.beneficiary_code AND c.class_code = e.class_code
            AND c.valid_to = e.happened_on - 1;
    ELSE
        RETURN;
    END IF;
    IF NOT FOUND THEN PERFORM refuse_child_event('The group changed again since: correct the later event first.'); END IF;
END $$;

-- Locks in the order of the use cases: the fund first, then the child, so that a payment of the child and its event come one after the other.
CREATE FUNCTION add_child_event(e child_events) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE v_unit int := (SELECT unit_id FROM beneficiaries WHERE beneficiary_code = e.beneficiary_code); c child_events;
BEGIN
    PERFORM require_role_for_unit(v_unit, 'commune_officer', 'fund_accountant');
    PERFORM lock_fund(fund_of_unit(v_unit));
    SELECT unit_id INTO e.from_unit FROM beneficiaries WHERE beneficiary_code = e.beneficiary_code FOR UPDATE;
    IF e.from_unit <> v_unit THEN PERFORM refuse_child_event('The child has moved meanwhile.'); END IF;
    PERFORM require_child_event_possible(e);
    IF e.event = 'corrected' THEN
        SELECT * INTO c FROM child_events WHERE event_no = e.cancels_event_no AND beneficiary_code = e.beneficiary_code;
        IF c.event IS NULL OR c.event IN ('moved', 'carer_changed', 'corrected') OR c.class_code = 'protected'
                OR c.event_no = (SELECT min(event_no) FROM child_events WHERE beneficiary_code = e.beneficiary_code) THEN
            PERFORM refuse_child_event('This event is not corrected so: a move or a carer is followed by another, a registration stays.');
        END IF;
        PERFORM undo_group_event(c);
    END IF;
    PERFORM apply_group_event(e);
    INSERT INTO child_events (beneficiary_code, event, happened_on, from_unit, to_unit, class_code, privacy_tier, subgroup_no, reason,
        evidence_kind, evidence_number, evidence_date, cancels_event_no, recorded_at, recorded_by)
    VALUES (e.beneficiary_code, e.event, e.happened_on, e.from_unit, e.to_unit, e.class_code, e.privacy_tier, e.subgroup_no, btrim(e.reason),
        nullif(btrim(e.evidence_kind), ''), nullif(btrim(e.evidence_number), ''), e.evidence_date, e.cancels_event_no, ledger_now(), acting_user())
    RETURNING event_no INTO e.event_no;
    RETURN e.event_no;
END $$;

-- Any event that changes no identity. Of a group only the class that may be shown: behind "protected" the vault knows which one.
CREATE FUNCTION record_child_event(p_code text, p_event text, p_on date, p_reason text, p_class text, p_subgroup int, p_evidence_kind text,
    p_evidence_number text, p_evidence_date date, p_cancels bigint) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE e child_events;
BEGIN
    IF p_event IN ('moved', 'carer_changed') THEN PERFORM refuse_child_event('A move and a change of carer have their own functions.'); END IF;
    e.beneficiary_code := p_code; e.event := p_event; e.happened_on := p_on; e.reason := p_reason; e.class_code := p_class;
    e.privacy_tier := (SELECT privacy_tier FROM child_classes WHERE class_code = p_class);
    e.subgroup_no := p_subgroup; e.evidence_kind := p_evidence_kind; e.evidence_number := p_evidence_number;
    e.evidence_date := p_evidence_date; e.cancels_event_no := p_cancels;
    RETURN add_child_event(e);
END $$;

-- The child goes to another unit with a household of its own there; who works for the old one does not see it any more.
CREATE FUNCTION move_child(p_code text, p_to_unit int, p_on date, p_reason text, p_evidence_kind text, p_evidence_number text,
    p_evidence_date date) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE e child_events; v_household text;
BEGIN
    e.beneficiary_code := p_code; e.event := 'moved'; e.happened_on := p_on; e.reason := p_reason; e.to_unit := p_to_unit;
    e.evidence_kind := p_evidence_kind; e.evidence_number := p_evidence_number; e.evidence_date := p_evidence_date;
    PERFORM add_child_event(e);
    IF NOT EXISTS (SELECT FROM units u WHERE u.unit_id = p_to_unit AND u.level = 'commune')
            OR p_to_unit = (SELECT unit_id FROM beneficiaries WHERE beneficiary_code = p_code) THEN
        PERFORM refuse_child_event('A child moves to another commune.');
    END IF;
    v_household := (SELECT 'HO-' || lpad(n::text, greatest(4, length(n::text)), '0') FROM nextval('household_numbers') n);
    INSERT INTO households VALUES (v_household, p_to_unit);
    UPDATE beneficiaries SET unit_id = p_to_unit, household_code = v_household WHERE beneficiary_code = p_code;
    RETURN v_household;
END $$;

-- The carer's number is given first, because it is bound into the ciphertext.
CREATE FUNCTION next_carer_no(p_code text) RETURNS smallint LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT (coalesce(max(c.carer_no), 0) + 1)::smallint FROM carers c WHERE c.beneficiary_code = p_code
$$;

CREATE FUNCTION change_carer(p_code text, p_carer_no int, p_on date, p_reason text, p_key_id text, p_nonce bytea, p_sealed bytea) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE e child_events;
BEGIN
    e.beneficiary_code := p_code; e.event := 'carer_changed'; e.happened_on := p_on; e.reason := p_reason;
    e.event_no := add_child_event(e);
    IF EXISTS (SELECT FROM carers WHERE beneficiary_code = p_code AND valid_from >= p_on) THEN
        PERFORM refuse_child_event('The present carer began on that day or later.');
    END IF;
    UPDATE carers SET valid_to = p_on - 1 WHERE beneficiary_code = p_code AND valid_to IS NULL;
    INSERT INTO carers VALUES (p_code, p_carer_no, p_on, NULL, p_key_id, p_nonce, p_sealed);
    RETURN e.event_no;
END $$;

-- A sealed group is added to or taken from an identity: the vault says which, the event "protected".
CREATE FUNCTION reseal_identity(p_code text, p_key_id text, p_nonce bytea, p_sealed bytea) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM require_role_for_unit((SELECT unit_id FROM beneficiaries WHERE beneficiary_code = p_code), 'commune_officer', 'fund_accountant');
    UPDATE identity_vault SET key_id = p_key_id, nonce = p_nonce, sealed = p_sealed WHERE beneficiary_code = p_code;
END $$;

-- The carers of an identity that was opened in this very transaction, which wrote the look down.
CREATE FUNCTION open_carers(p_code text) RETURNS TABLE (carer_no smallint, valid_from date, valid_to date, key_id text, nonce bytea, sealed bytea)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT c.carer_no, c.valid_from, c.valid_to, c.key_id, c.nonce, c.sealed FROM carers c
    WHERE c.beneficiary_code = p_code AND EXISTS (SELECT FROM identity_accesses a
        WHERE a.beneficiary_code = p_code AND a.accessed_by = acting_user() AND a.accessed_at = ledger_now())
    ORDER BY c.carer_no
$$;

DROP FUNCTION register_beneficiary;
CREATE FUNCTION register_beneficiary(p_unit int, p_household text, p_classes text[], p_valid_from date, p_key_id text, p_nonce bytea,
    p_sealed bytea, p_code text, p_subgroups smallint[], p_carer_key_id text, p_carer_nonce bytea, p_carer_sealed bytea) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM require_role_for_unit(p_unit, 'commune_officer', 'fund_accountant');
    INSERT INTO beneficiaries VALUES (p_code, p_unit, p_household, ledger_now(), acting_user());
    INSERT INTO beneficiary_classes (beneficiary_code, class_code, privacy_tier, valid_from, subgroup_no)
    SELECT p_code, c.class_code, c.privacy_tier, p_valid_from, u.subgroup_no
    FROM unnest(p_classes, p_subgroups) u(class_code, subgroup_no) JOIN child_classes c USING (class_code);
    INSERT INTO identity_vault VALUES (p_code, p_key_id, p_nonce, p_sealed);
    INSERT INTO carers VALUES (p_code, 1, business_today(), NULL, p_carer_key_id, p_carer_nonce, p_carer_sealed);
    INSERT INTO child_events (beneficiary_code, event, happened_on, from_unit, reason, recorded_at, recorded_by)
    VALUES (p_code, 'registered', business_today(), p_unit, 'Đăng ký vào danh sách', ledger_now(), acting_user());
    RETURN p_code;
END $$;

-- Who was registered so far gets the event of that day.
INSERT INTO child_events (beneficiary_code, event, happened_on, from_unit, reason, recorded_at, recorded_by)
SELECT beneficiary_code, 'registered', (registered_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date, unit_id, 'Đăng ký vào danh sách', registered_at,
    registered_by
FROM beneficiaries ORDER BY registered_at, beneficiary_code;

DO $$
BEGIN
    EXECUTE 'CREATE OR REPLACE VIEW sealed_records WITH (security_invoker = true) AS ' || rtrim(pg_get_viewdef('sealed_records'::regclass), '; ')
        || ' UNION ALL SELECT fund_id, log_no, hash, ''child_event_seals'' FROM child_event_seals';
END $$;

ALTER TABLE child_events ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_my_units ON child_events FOR SELECT TO fundledger_app
    USING (EXISTS (SELECT FROM beneficiaries b WHERE b.beneficiary_code = child_events.beneficiary_code));
CREATE POLICY of_all_units ON child_events FOR SELECT TO fundledger_auditor USING (true);
ALTER TABLE child_event_seals ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_my_funds ON child_event_seals FOR SELECT TO fundledger_app USING (fund_id = ANY ((SELECT readable_funds())::int[]));
CREATE POLICY of_all_funds ON child_event_seals FOR SELECT TO fundledger_auditor USING (true);
GRANT SELECT ON child_events, child_event_seals TO fundledger_app, fundledger_auditor;
GRANT EXECUTE ON FUNCTION child_event_holds, child_state_on, child_absence TO fundledger_app, fundledger_auditor;
GRANT EXECUTE ON FUNCTION register_beneficiary, record_child_event, move_child, next_carer_no, change_carer, reseal_identity, open_carers
    TO fundledger_app;
