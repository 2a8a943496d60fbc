-- Two codes are one child, or are not: a person says so, with a reason, as an event of the child. Nothing is merged by itself, nothing is
-- rewritten: both codes keep their lines, and from then on count together.

ALTER TABLE child_events
    ADD COLUMN other_code text REFERENCES beneficiaries,
    ADD COLUMN own_mark bytea CHECK (length(own_mark) = 32),
    ADD COLUMN other_mark bytea CHECK (length(other_mark) = 32),
    DROP CONSTRAINT child_events_event_check,
    ADD CONSTRAINT child_events_event_check CHECK (event IN ('registered', 'moved', 'died', 'left', 'aged_out', 'group_added', 'group_ended',
        'suspended', 'resumed', 'carer_changed', 'corrected', 'merged', 'told_apart')),
    ADD CONSTRAINT child_event_names_the_other CHECK ((event IN ('merged', 'told_apart')) = (other_code IS NOT NULL)
        AND other_code <> beneficiary_code AND (event = 'told_apart') = (own_mark IS NOT NULL AND other_mark IS NOT NULL));
COMMENT ON COLUMN child_events.other_code IS 'The code that a merged child goes on under, or the child it was told apart from.';
COMMENT ON COLUMN child_events.own_mark IS 'Of a pair told apart: a keyed hash of what was compared; another identity has another mark and is asked about again.';
CREATE INDEX child_events_merged ON child_events (beneficiary_code) WHERE event = 'merged';
CREATE INDEX child_events_by_other ON child_events (other_code) WHERE other_code IS NOT NULL;

CREATE OR REPLACE FUNCTION child_event_commitment(e child_events) RETURNS bytea LANGUAGE sql STABLE AS $$
    SELECT commitment_of(e.salt, VARIADIC ARRAY[e.beneficiary_code, e.event, canonical_date(e.happened_on), e.from_unit::text, e.to_unit::text,
        e.class_code, e.subgroup_no::text, e.reason, e.evidence_kind, e.evidence_number, canonical_date(e.evidence_date),
        e.cancels_event_no::text] || CASE WHEN e.other_code IS NULL THEN '{}'::text[]
            ELSE ARRAY[e.other_code, encode(e.own_mark, 'hex'), encode(e.other_mark, 'hex')] END)
$$;

-- The code that a merged child goes on under; null for one that was not merged, or not any more.
CREATE FUNCTION merged_into(p_code text) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT e.other_code FROM child_events e WHERE e.beneficiary_code = p_code AND e.event = 'merged'
        AND NOT EXISTS (SELECT FROM child_events c WHERE c.cancels_event_no = e.event_no)
$$;

-- Every code that one and the same child has: the one it goes on under first, whichever is asked for.
CREATE FUNCTION codes_of_child(p_code text) RETURNS text[] LANGUAGE sql STABLE AS $$
    SELECT ARRAY[k.code] || ARRAY(SELECT e.beneficiary_code FROM child_events e
        WHERE e.other_code = k.code AND e.event = 'merged' AND child_event_holds(e.event_no) ORDER BY 1)
    FROM (SELECT coalesce(merged_into(p_code), p_code) AS code) k
$$;

-- A merge says that there never was a second child: it holds on every day.
CREATE OR REPLACE FUNCTION child_state_on(p_code text, p_on date) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN bool_or(e.event = 'merged') THEN 'merged' ELSE coalesce(
        nullif((array_agg(e.event ORDER BY e.happened_on DESC, e.event_no DESC)
            FILTER (WHERE e.happened_on <= p_on AND e.event IN ('registered', 'died', 'left', 'aged_out')))[1], 'registered'),
        nullif((array_agg(e.event ORDER BY e.happened_on DESC, e.event_no DESC)
            FILTER (WHERE e.happened_on <= p_on AND e.event IN ('suspended', 'resumed')))[1], 'resumed'),
        'active') END
    FROM child_events e
    WHERE e.beneficiary_code = p_code AND NOT EXISTS (SELECT FROM child_events c WHERE c.cancels_event_no = e.event_no)
$$;

CREATE OR REPLACE FUNCTION child_absence(p_code text, p_on date) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN s.now IN ('died', 'left', 'suspended', 'merged') THEN s.now WHEN s.then = 'aged_out' THEN s.then END
    FROM (SELECT child_state_on(p_code, greatest(p_on, business_today())) AS now, child_state_on(p_code, p_on) AS then) s
$$;

-- Once merged with a child of a sealed group, the other code tells whose name it is, and is sealed too.
CREATE OR REPLACE FUNCTION is_sealed_case(p_code text) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT FROM beneficiary_classes c WHERE c.beneficiary_code = p_code AND c.class_code = 'protected')
        OR EXISTS (SELECT FROM child_events e JOIN beneficiary_classes c ON c.beneficiary_code = e.other_code AND c.class_code = 'protected'
                   WHERE e.beneficiary_code = p_code AND e.event = 'merged'
                       AND NOT EXISTS (SELECT FROM child_events x WHERE x.cancels_event_no = e.event_no))
$$;

-- These events have functions of their own: they ask more than the others.
DO $$
DECLARE
    v_record text := pg_get_functiondef('record_child_event'::regproc);
    v_add text := pg_get_functiondef('add_child_event'::regproc);
BEGIN
    IF strpos(v_record, 'IF p_event IN (''moved'', ''carer_changed'')') = 0
       OR strpos(v_add, 'c.event IN (''moved'', ''carer_changed'', ''corrected'')') = 0 THEN
        RAISE EXCEPTION 'The functions of events do not read as expected.';
    END IF;
    EXECUTE replace(v_record, 'IF p_event IN (''moved'', ''carer_changed'')',
        'IF p_event IN (''moved'', ''carer_changed'', ''merged'', ''told_apart'')');
    EXECUTE replace(v_add, 'c.event IN (''moved'', ''carer_changed'', ''corrected'')',
        'c.event IN (''moved'', ''carer_changed'', ''corrected'', ''merged'', ''told_apart'')');
END $$;

CREATE FUNCTION insert_pair_event(e child_events) RETURNS bigint LANGUAGE sql AS $$
    INSERT INTO child_events (beneficiary_code, event, happened_on, from_unit, reason, other_code, own_mark, other_mark, cancels_event_no,
        recorded_at, recorded_by)
    VALUES (e.beneficiary_code, e.event, business_today(), (SELECT unit_id FROM beneficiaries WHERE beneficiary_code = e.beneficiary_code),
        btrim(e.reason), e.other_code, e.own_mark, e.other_mark, e.cancels_event_no, ledger_now(), acting_user())
    RETURNING event_no
$$;

-- Both children, held until it is decided: funds first, then codes, in one order everywhere, so that a payment comes before or after.
CREATE FUNCTION hold_pair(p_one text, p_other text, VARIADIC p_roles text[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE v_unit int;
BEGIN
    PERFORM require_role_for_unit((SELECT unit_id FROM beneficiaries WHERE beneficiary_code = p_one), VARIADIC p_roles);
    IF (SELECT count(*) FROM beneficiaries WHERE beneficiary_code IN (p_one, p_other)) < 2 THEN
        PERFORM refuse('pair_of_two', 'A pair is two children.');
    END IF;
    FOR v_unit IN SELECT unit_id FROM beneficiaries WHERE beneficiary_code IN (p_one, p_other) ORDER BY fund_of_unit(unit_id) LOOP
        PERFORM require_role_for_unit(v_unit, VARIADIC p_roles);
        PERFORM lock_fund(fund_of_unit(v_unit));
    END LOOP;
    PERFORM FROM beneficiaries WHERE beneficiary_code IN (p_one, p_other) ORDER BY beneficiary_code FOR UPDATE;
END $$;

-- They are two, whatever they look like. It is asked again when one of them has another identity. Of a child of a sealed group nothing is
-- written down: it would say for ever whom that child resembles.
CREATE FUNCTION tell_apart(p_code text, p_other text, p_reason text, p_own_mark bytea, p_other_mark bytea) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE e child_events;
BEGIN
    PERFORM hold_pair(p_code, p_other, 'commune_officer', 'fund_accountant');
    IF is_sealed_case(p_code) OR is_sealed_case(p_other) THEN
        PERFORM refuse('sealed_pair_not_told', 'Of a sealed case it is not written down whom it resembles.');
    END IF;
    e.beneficiary_code := p_code; e.event := 'told_apart'; e.reason := p_reason; e.other_code := p_other;
    e.own_mark := p_own_mark; e.other_mark := p_other_mark;
    RETURN insert_pair_event(e);
END $$;

-- From now on the child goes on under p_kept alone. Uses of norms are not moved: they are added up wherever one asks.
CREATE FUNCTION merge_children(p_code text, p_kept text, p_reason text) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE e child_events; v_state text; v_kept_state text;
BEGIN
    PERFORM hold_pair(p_code, p_kept, 'commune_officer');
    v_state := child_state_on(p_code, business_today());
    v_kept_state := child_state_on(p_kept, business_today());
    IF v_state NOT IN ('active', 'suspended') OR v_kept_state NOT IN ('active', 'suspended') OR cardinality(codes_of_child(p_code)) > 1 THEN
        PERFORM refuse('merge_possible', 'Both children must be there, and the merged one stand for itself alone.');
    END IF;
    IF v_state = 'suspended' AND v_kept_state = 'active' THEN
        PERFORM refuse('suspension_outlasts_merge', 'The suspended code is the one to go on, or is resumed first.');
    END IF;
    IF is_sealed_case(p_code) AND NOT is_sealed_case(p_kept) THEN
        PERFORM refuse('sealed_code_goes_on', 'The code of the sealed case is the one to go on.');
    END IF;
    IF EXISTS (SELECT FROM unnest(ARRAY[p_code, p_kept]) c WHERE is_sealed_case(c) AND NOT case_is_open(c)) THEN
        PERFORM refuse('sealed_case_granted', 'A sealed case: another person grants its opening first.');
    END IF;
    e.beneficiary_code := p_code; e.event := 'merged'; e.reason := p_reason; e.other_code := p_kept;
    RETURN insert_pair_event(e);
END $$;

-- They are two after all: another person says so than who merged them. Every counter is what it was, since none was moved.
CREATE FUNCTION split_children(p_code text, p_reason text) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE e child_events; m child_events;
BEGIN
    PERFORM require_role_for_unit((SELECT unit_id FROM beneficiaries WHERE beneficiary_code = p_code), 'commune_officer', 'fund_accountant', 'approver');
    IF merged_into(p_code) IS NULL THEN PERFORM refuse('merge_to_undo', format('%s is not merged.', p_code)); END IF;
    PERFORM hold_pair(p_code, merged_into(p_code), 'commune_officer', 'fund_accountant', 'approver');
    SELECT * INTO m FROM child_events c WHERE c.beneficiary_code = p_code AND c.event = 'merged' AND child_event_holds(c.event_no);
    IF m.event_no IS NULL THEN PERFORM refuse('merge_to_undo', format('%s is not merged.', p_code)); END IF;
    IF (SELECT person_id FROM users WHERE user_name = m.recorded_by) = acting_person() THEN
        PERFORM refuse('splitter_is_not_merger', 'Another person undoes a merge than who decided it.');
    END IF;
    e.beneficiary_code := p_code; e.event := 'corrected'; e.reason := p_reason; e.cancels_event_no := m.event_no;
    RETURN insert_pair_event(e);
END $$;
GRANT EXECUTE ON FUNCTION merged_into, codes_of_child, tell_apart, merge_children, split_children TO fundledger_app;
GRANT EXECUTE ON FUNCTION merged_into, codes_of_child TO fundledger_auditor;
