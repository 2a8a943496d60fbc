-- Who approves what is data: a fund's ladder says which steps a request climbs by its sum, its largest case and the level that its norm lines
-- name, and who stands on each step. A request keeps the steps that it was asked with.

CREATE TABLE approval_ladders (
    fund_id int NOT NULL REFERENCES funds,
    ladder_no int NOT NULL CHECK (ladder_no > 0),
    number text NOT NULL CHECK (number = btrim(number) AND length(number) BETWEEN 1 AND 60),
    issued_on date NOT NULL,
    valid_from date NOT NULL,
    status text NOT NULL CHECK (status IN ('proposed', 'adopted', 'refused')),
    proposer text NOT NULL CHECK (proposer <> ''),
    proposer_person bigint REFERENCES persons,
    proposed_at timestamptz NOT NULL,
    decider text,
    decider_person bigint REFERENCES persons,
    decided_at timestamptz,
    refusal_reason text CHECK (length(btrim(refusal_reason)) BETWEEN 5 AND 500),
    PRIMARY KEY (fund_id, ladder_no),
    CONSTRAINT ladder_in_two_hands CHECK (decider_person <> proposer_person),
    CONSTRAINT ladder_decided CHECK (CASE status WHEN 'proposed' THEN num_nonnulls(decider, decider_person, decided_at, refusal_reason) = 0
        ELSE decider IS NOT NULL AND decided_at IS NOT NULL AND (status = 'refused') = (refusal_reason IS NOT NULL)
            AND (decider_person IS NULL) = (proposer_person IS NULL) END)
);
COMMENT ON TABLE approval_ladders IS 'Decisions on who approves what; without persons where the operator set the fund up.';
CREATE UNIQUE INDEX ladder_proposed_once ON approval_ladders (fund_id) WHERE status = 'proposed';

CREATE TABLE approval_steps (
    fund_id int NOT NULL,
    ladder_no int NOT NULL,
    step smallint NOT NULL CHECK (step BETWEEN 1 AND 5),
    level_code text NOT NULL CHECK (level_code ~ '^[a-z][a-z0-9_]{1,39}$'),
    name_vi text NOT NULL CHECK (name_vi = btrim(name_vi) AND length(name_vi) BETWEEN 2 AND 120),
    name_en text NOT NULL CHECK (name_en = btrim(name_en) AND length(name_en) BETWEEN 2 AND 120),
    above_total bigint CHECK (above_total >= 0),
    above_case bigint CHECK (above_case > 0),
    norm_levels text[] NOT NULL DEFAULT '{}',
    PRIMARY KEY (fund_id, ladder_no, step),
    FOREIGN KEY (fund_id, ladder_no) REFERENCES approval_ladders,
    CONSTRAINT level_on_one_step UNIQUE (fund_id, ladder_no, level_code),
    CONSTRAINT first_step_always CHECK (step > 1 OR (above_total IS NULL AND above_case IS NULL)),
    CONSTRAINT step_has_a_cause CHECK (step = 1 OR above_total IS NOT NULL OR above_case IS NOT NULL OR norm_levels <> '{}')
);
COMMENT ON COLUMN approval_steps.above_total IS 'The step is climbed when the request, with what it continues, is above this; NULL for never by the sum.';
COMMENT ON COLUMN approval_steps.above_case IS 'The same for the largest that one recipient gets.';
COMMENT ON COLUMN approval_steps.norm_levels IS 'Levels named by norm lines and their exceptions that ask for this step at least.';

CREATE TABLE approval_step_holders (
    fund_id int NOT NULL,
    ladder_no int NOT NULL,
    step smallint NOT NULL,
    user_name text NOT NULL REFERENCES users,
    PRIMARY KEY (fund_id, ladder_no, step, user_name),
    FOREIGN KEY (fund_id, ladder_no, step) REFERENCES approval_steps
);

CREATE TABLE approval_delegations (
    fund_id int NOT NULL REFERENCES funds,
    delegation_no int NOT NULL CHECK (delegation_no > 0),
    level_code text NOT NULL,
    holder text NOT NULL REFERENCES users,
    holder_person bigint NOT NULL REFERENCES persons,
    delegate text NOT NULL REFERENCES users,
    delegate_person bigint NOT NULL REFERENCES persons,
    days daterange NOT NULL CONSTRAINT delegation_has_its_days
        CHECK (NOT isempty(days) AND NOT lower_inf(days) AND NOT upper_inf(days) AND upper(days) - lower(days) <= 366),
    reason text NOT NULL CHECK (length(btrim(reason)) BETWEEN 5 AND 300),
    made_at timestamptz NOT NULL,
    ended_at timestamptz,
    ended_by text,
    PRIMARY KEY (fund_id, delegation_no),
    CONSTRAINT delegate_is_another CHECK (delegate_person <> holder_person),
    CONSTRAINT delegation_ended CHECK ((ended_at IS NULL) = (ended_by IS NULL)),
    CONSTRAINT delegated_once EXCLUDE USING gist (fund_id WITH =, level_code WITH =, holder_person WITH =, days WITH &&) WHERE (ended_at IS NULL)
);
COMMENT ON TABLE approval_delegations IS 'A holder of a step lets another approver act in his or her name on some days.';

CREATE TABLE disbursement_steps (
    fund_id int NOT NULL,
    disbursement_id bigint NOT NULL,
    step smallint NOT NULL CHECK (step > 0),
    ladder_no int NOT NULL,
    level_code text NOT NULL,
    name_vi text NOT NULL,
    name_en text NOT NULL,
    judged_sum bigint NOT NULL CHECK (judged_sum > 0),
    requester_person bigint NOT NULL,
    decided_by text,
    decided_person bigint REFERENCES persons,
    in_name_of text,
    in_name_person bigint REFERENCES persons,
    PRIMARY KEY (fund_id, disbursement_id, step),
    FOREIGN KEY (fund_id, disbursement_id) REFERENCES disbursements,
    FOREIGN KEY (fund_id, ladder_no) REFERENCES approval_ladders,
    CONSTRAINT step_taken_by_somebody CHECK (num_nonnulls(decided_by, decided_person, in_name_of, in_name_person) IN (0, 4)),
    CONSTRAINT step_taker_is_not_requester CHECK (decided_person <> requester_person),
    CONSTRAINT delegate_of_another_than_requester CHECK (in_name_person <> requester_person),
    CONSTRAINT one_step_per_person UNIQUE (fund_id, disbursement_id, decided_person),
    CONSTRAINT one_step_in_a_name UNIQUE (fund_id, disbursement_id, in_name_person)
);
COMMENT ON TABLE disbursement_steps IS 'The steps that a request climbs, as its ladder said when it was asked for, and who took each.';
COMMENT ON COLUMN disbursement_steps.judged_sum IS 'The sum by which the ladder was chosen: the request with what it continues within seven days.';

SELECT make_append_only(t) FROM unnest('{approval_steps, approval_step_holders}'::regclass[]) t;
CREATE TRIGGER append_only BEFORE DELETE ON approval_ladders FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON approval_ladders FOR EACH STATEMENT EXECUTE FUNCTION append_only();
CREATE TRIGGER append_only BEFORE DELETE ON approval_delegations FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON approval_delegations FOR EACH STATEMENT EXECUTE FUNCTION append_only();
CREATE TRIGGER append_only BEFORE DELETE ON disbursement_steps FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON disbursement_steps FOR EACH STATEMENT EXECUTE FUNCTION append_only();

DO $$
DECLARE t text;
BEGIN
    FOREACH t IN ARRAY '{approval_ladders, approval_steps, approval_step_holders, approval_delegations, disbursement_steps}'::text[] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
        EXECUTE format('CREATE POLICY of_my_funds ON %I FOR SELECT TO fundledger_app USING (fund_id = ANY ((SELECT readable_funds())::int[]))', t);
        EXECUTE format('CREATE POLICY of_all_funds ON %I FOR SELECT TO fundledger_auditor USING (true)', t);
        EXECUTE format('GRANT SELECT ON %I TO fundledger_app, fundledger_auditor', t);
    END LOOP;
END $$;

-- ---------------------------------------------------------------- a ladder, proposed by one and adopted by another

CREATE FUNCTION ladder_terms(l approval_ladders) RETURNS text[] LANGUAGE sql STABLE AS $$
    SELECT ARRAY['ladder', l.fund_id::text, l.ladder_no::text, l.number, canonical_date(l.issued_on), canonical_date(l.valid_from), l.status,
        l.proposer, l.proposer_person::text, to_char(l.proposed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'), l.decider,
        l.decider_person::text, to_char(l.decided_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'), l.refusal_reason]
        || coalesce((SELECT array_agg(x.term ORDER BY s.step, x.place) FROM approval_steps s CROSS JOIN LATERAL unnest(ARRAY[
            s.step::text, s.level_code, s.name_vi, s.name_en, s.above_total::text, s.above_case::text, to_json(s.norm_levels)::text,
            (SELECT json_agg(h.user_name ORDER BY h.user_name COLLATE "C")::text FROM approval_step_holders h
             WHERE h.fund_id = s.fund_id AND h.ladder_no = s.ladder_no AND h.step = s.step)]) WITH ORDINALITY x(term, place)
            WHERE s.fund_id = l.fund_id AND s.ladder_no = l.ladder_no), '{}')
$$;

CREATE FUNCTION ladder_moves_forward() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF OLD.status <> 'proposed' OR NEW.status = 'proposed'
        OR to_jsonb(OLD) - '{status,valid_from,decider,decider_person,decided_at,refusal_reason}'::text[]
           <> to_jsonb(NEW) - '{status,valid_from,decider,decider_person,decided_at,refusal_reason}'::text[]
        OR NEW.valid_from < OLD.valid_from THEN
        PERFORM refuse('ladder_moves_forward', 'A ladder is proposed, then adopted or refused, and never changed.');
    END IF;
    IF NEW.status = 'adopted' THEN
        IF NOT EXISTS (SELECT FROM approval_steps s WHERE s.fund_id = NEW.fund_id AND s.ladder_no = NEW.ladder_no AND s.step = 1)
            OR EXISTS (SELECT FROM approval_steps s WHERE s.fund_id = NEW.fund_id AND s.ladder_no = NEW.ladder_no
                AND (s.step > 1 AND NOT EXISTS (SELECT FROM approval_steps p
                        WHERE p.fund_id = s.fund_id AND p.ladder_no = s.ladder_no AND p.step = s.step - 1)
                    OR NOT EXISTS (SELECT FROM approval_step_holders h
                        WHERE h.fund_id = s.fund_id AND h.ladder_no = s.ladder_no AND h.step = s.step)
                    OR EXISTS (SELECT FROM approval_steps p WHERE p.fund_id = s.fund_id AND p.ladder_no = s.ladder_no AND p.step < s.step
                        AND (p.above_total >= s.above_total OR p.above_case >= s.above_case OR p.norm_levels && s.norm_levels)))) THEN
            PERFORM refuse('ladder_is_whole', 'The steps of a ladder have no gap, rise with their limits, and each has somebody on it.');
        END IF;
    END IF;
    PERFORM record_reference(NEW.fund_id, 'ladder', NEW.ladder_no::text, ladder_terms(NEW));
    RETURN NEW;
END $$;
CREATE TRIGGER moves_forward BEFORE UPDATE ON approval_ladders FOR EACH ROW EXECUTE FUNCTION ladder_moves_forward();

CREATE FUNCTION ladder_still_proposed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM approval_ladders l WHERE l.fund_id = NEW.fund_id AND l.ladder_no = NEW.ladder_no AND l.status = 'proposed') THEN
        PERFORM refuse('ladder_moves_forward', 'A ladder that was adopted or refused is never changed.');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER still_proposed BEFORE INSERT ON approval_steps FOR EACH ROW EXECUTE FUNCTION ladder_still_proposed();
CREATE TRIGGER still_proposed BEFORE INSERT ON approval_step_holders FOR EACH ROW EXECUTE FUNCTION ladder_still_proposed();

CREATE FUNCTION ladder_starts_proposed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.status <> 'proposed' THEN PERFORM refuse('ladder_moves_forward', 'A ladder is proposed first.'); END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER starts_proposed BEFORE INSERT ON approval_ladders FOR EACH ROW EXECUTE FUNCTION ladder_starts_proposed();

CREATE FUNCTION write_ladder(p_fund int, p_number text, p_issued_on date, p_valid_from date, p_steps jsonb) RETURNS int LANGUAGE plpgsql AS $$
DECLARE v_no int := (SELECT coalesce(max(ladder_no), 0) + 1 FROM approval_ladders WHERE fund_id = p_fund);
BEGIN
    INSERT INTO approval_ladders (fund_id, ladder_no, number, issued_on, valid_from, status, proposer, proposer_person, proposed_at)
    VALUES (p_fund, v_no, btrim(p_number), p_issued_on, p_valid_from, 'proposed', acting_hand(),
        (SELECT person_id FROM users WHERE user_name = acting_hand()), ledger_now());
    INSERT INTO approval_steps
    SELECT p_fund, v_no, s.place, s.step ->> 'level', btrim(s.step ->> 'nameVi'), btrim(s.step ->> 'nameEn'),
        (s.step ->> 'aboveTotal')::bigint, (s.step ->> 'aboveCase')::bigint,
        coalesce((SELECT array_agg(n ORDER BY n) FROM jsonb_array_elements_text(s.step -> 'normLevels') n), '{}')
    FROM jsonb_array_elements(p_steps) WITH ORDINALITY s(step, place);
    INSERT INTO approval_step_holders
    SELECT p_fund, v_no, s.place, h.user_name
    FROM jsonb_array_elements(p_steps) WITH ORDINALITY s(step, place) CROSS JOIN jsonb_array_elements_text(s.step -> 'holders') h(user_name);
    PERFORM record_reference(p_fund, 'ladder', v_no::text, ladder_terms(l)) FROM approval_ladders l WHERE l.fund_id = p_fund AND l.ladder_no = v_no;
    RETURN v_no;
END $$;

CREATE FUNCTION propose_ladder(p_fund int, p_number text, p_issued_on date, p_valid_from date, p_steps jsonb) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM require_role(p_fund, 'fund_accountant', 'administrator');
    PERFORM lock_fund(p_fund);
    IF EXISTS (SELECT FROM jsonb_array_elements(p_steps) s CROSS JOIN jsonb_array_elements_text(s -> 'holders') h(user_name)
               WHERE NOT EXISTS (SELECT FROM user_roles r WHERE r.user_name = h.user_name AND r.fund_id = p_fund AND r.role = 'approver')) THEN
        PERFORM refuse('ladder_names_approvers', 'Only approvers of the fund stand on its ladder.');
    END IF;
    RETURN write_ladder(p_fund, p_number, p_issued_on, p_valid_from, p_steps);
END $$;
GRANT EXECUTE ON FUNCTION propose_ladder TO fundledger_app;

CREATE FUNCTION adopt_ladder(p_fund int, p_ladder int) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM require_role(p_fund, 'approver');
    PERFORM lock_fund(p_fund);
    UPDATE approval_ladders SET status = 'adopted', valid_from = greatest(valid_from, business_today()), decider = acting_user(),
        decider_person = acting_person(), decided_at = ledger_now()
    WHERE fund_id = p_fund AND ladder_no = p_ladder AND status = 'proposed';
    IF NOT FOUND THEN PERFORM refuse('ladder_moves_forward', 'The ladder does not wait for a decision.'); END IF;
END $$;
GRANT EXECUTE ON FUNCTION adopt_ladder TO fundledger_app;

CREATE FUNCTION refuse_ladder(p_fund int, p_ladder int, p_reason text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM require_role(p_fund, 'approver');
    PERFORM lock_fund(p_fund);
    UPDATE approval_ladders SET status = 'refused', decider = acting_user(), decider_person = acting_person(), decided_at = ledger_now(),
        refusal_reason = btrim(p_reason)
    WHERE fund_id = p_fund AND ladder_no = p_ladder AND status = 'proposed';
    IF NOT FOUND THEN PERFORM refuse('ladder_moves_forward', 'The ladder does not wait for a decision.'); END IF;
END $$;
GRANT EXECUTE ON FUNCTION refuse_ladder TO fundledger_app;

CREATE FUNCTION ladder_in_force(p_fund int, p_day date) RETURNS int LANGUAGE sql STABLE AS $$
    SELECT ladder_no FROM approval_ladders WHERE fund_id = p_fund AND status = 'adopted' AND valid_from <= p_day
    ORDER BY valid_from DESC, ladder_no DESC LIMIT 1
$$;

-- ---------------------------------------------------------------- who may act at which level today, in whose name

CREATE FUNCTION approval_hands_of(p_fund int)
RETURNS TABLE (level_code text, user_name text, person_id bigint, in_name_of text, in_name_person bigint) LANGUAGE sql STABLE AS $$
    WITH approvers AS (
        SELECT u.user_name, u.person_id FROM users u JOIN user_roles r USING (user_name)
        WHERE r.fund_id = p_fund AND r.role = 'approver' AND u.disabled_at IS NULL),
    -- A level that the newest ladder no longer has is still held by those of the last one that had it.
    levels AS (
        SELECT DISTINCT ON (s.level_code) s.level_code, s.ladder_no, s.step FROM approval_steps s JOIN approval_ladders l USING (fund_id, ladder_no)
        WHERE s.fund_id = p_fund AND l.status = 'adopted' AND l.valid_from <= business_today()
        ORDER BY s.level_code, l.valid_from DESC, l.ladder_no DESC),
    holders AS (
        SELECT l.level_code, h.user_name, u.person_id FROM levels l
        JOIN approval_step_holders h ON h.fund_id = p_fund AND h.ladder_no = l.ladder_no AND h.step = l.step JOIN users u USING (user_name))
    SELECT h.level_code, a.user_name, a.person_id, a.user_name, a.person_id FROM holders h JOIN approvers a USING (user_name)
    UNION ALL
    SELECT d.level_code, a.user_name, a.person_id, d.holder, d.holder_person
    FROM approval_delegations d JOIN approvers a ON a.user_name = d.delegate
    JOIN holders h ON h.level_code = d.level_code AND h.user_name = d.holder
    WHERE d.fund_id = p_fund AND d.days @> business_today() AND d.ended_at IS NULL
$$;

CREATE FUNCTION approval_hands(p_fund int)
RETURNS TABLE (level_code text, user_name text, person_id bigint, in_name_of text, in_name_person bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT h.* FROM approval_hands_of(p_fund) h WHERE p_fund = ANY (readable_funds())
$$;
GRANT EXECUTE ON FUNCTION approval_hands TO fundledger_app;

CREATE FUNCTION delegate_approval(p_fund int, p_level text, p_delegate text, p_from date, p_to date, p_reason text) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_person bigint := (SELECT person_id FROM users WHERE user_name = p_delegate);
    v_no int;
BEGIN
    PERFORM require_role(p_fund, 'approver');
    PERFORM lock_fund(p_fund);
    IF NOT EXISTS (SELECT FROM approval_hands_of(p_fund) h WHERE h.level_code = p_level AND h.user_name = acting_user() AND h.in_name_of = acting_user()) THEN
        PERFORM refuse('delegated_by_its_holder', 'Only who stands on a step lets another act there, and what was delegated is not passed on.');
    END IF;
    IF NOT EXISTS (SELECT FROM user_roles r JOIN users u USING (user_name)
                   WHERE r.user_name = p_delegate AND r.fund_id = p_fund AND r.role = 'approver' AND u.disabled_at IS NULL) THEN
        PERFORM refuse('delegate_is_approver', 'Only an approver of the fund can be asked to act.');
    END IF;
    IF p_from < business_today() THEN PERFORM refuse('delegation_has_its_days', 'A delegation does not begin in the past.'); END IF;
    IF EXISTS (SELECT FROM approval_delegations d WHERE d.fund_id = p_fund AND d.level_code = p_level AND d.holder_person = v_person
               AND d.delegate_person = acting_person() AND d.ended_at IS NULL AND d.days && daterange(p_from, p_to, '[]')) THEN
        PERFORM refuse('delegation_not_in_a_circle', 'The one asked to act has asked the same of this person for these days.');
    END IF;
    v_no := (SELECT coalesce(max(delegation_no), 0) + 1 FROM approval_delegations WHERE fund_id = p_fund);
    INSERT INTO approval_delegations VALUES (p_fund, v_no, p_level, acting_user(), acting_person(), p_delegate, v_person,
        daterange(p_from, p_to, '[]'), btrim(p_reason), ledger_now());
    RETURN v_no;
END $$;
GRANT EXECUTE ON FUNCTION delegate_approval TO fundledger_app;

CREATE FUNCTION end_delegation(p_fund int, p_delegation int) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM require_role(p_fund, 'approver');
    PERFORM lock_fund(p_fund);
    UPDATE approval_delegations SET ended_at = ledger_now(), ended_by = acting_user()
    WHERE fund_id = p_fund AND delegation_no = p_delegation AND ended_at IS NULL AND acting_person() IN (holder_person, delegate_person);
    IF NOT FOUND THEN PERFORM refuse('delegation_moves_forward', 'There is no such delegation of or to this person that still holds.'); END IF;
END $$;
GRANT EXECUTE ON FUNCTION end_delegation TO fundledger_app;

CREATE FUNCTION delegation_moves_forward() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.ended_at IS NOT NULL OR to_jsonb(OLD) - '{ended_at,ended_by}'::text[] <> to_jsonb(NEW) - '{ended_at,ended_by}'::text[] THEN
        PERFORM refuse('delegation_moves_forward', 'A delegation ends once and is never changed.');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER moves_forward BEFORE UPDATE ON approval_delegations FOR EACH ROW EXECUTE FUNCTION delegation_moves_forward();

CREATE FUNCTION delegation_sealed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM record_reference(NEW.fund_id, 'delegation', NEW.delegation_no::text, ARRAY['delegation', NEW.fund_id::text, NEW.delegation_no::text,
        NEW.level_code, NEW.holder, NEW.holder_person::text, NEW.delegate, NEW.delegate_person::text, NEW.days::text, NEW.reason,
        to_char(NEW.made_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'), to_char(NEW.ended_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'),
        NEW.ended_by]);
    RETURN NULL;
END $$;
CREATE TRIGGER sealed AFTER INSERT OR UPDATE ON approval_delegations FOR EACH ROW EXECUTE FUNCTION delegation_sealed();

ALTER TABLE reference_events DROP CONSTRAINT reference_events_subject_check;
ALTER TABLE reference_events ADD CONSTRAINT reference_events_subject_check
    CHECK (subject IN ('fund', 'pool', 'norm_decision', 'institution', 'ladder', 'delegation'));

-- ---------------------------------------------------------------- the steps of a request

-- What the fund was asked within seven days for the same purpose: for the same occasion, or of the same kind for the same recipient.
CREATE FUNCTION recent_support(p_fund int, p_kind text, p_occasion text, p_year int, p_recipients text[], p_before bigint, p_day date)
RETURNS TABLE (disbursement_id bigint, recipient text, amount bigint) LANGUAGE sql STABLE AS $$
    SELECT d.disbursement_id, coalesce(l.beneficiary_code, l.recipient), l.amount
    FROM disbursements d JOIN disbursement_lines l USING (fund_id, disbursement_id)
    WHERE d.fund_id = p_fund AND d.support_kind = p_kind AND d.status IN ('requested', 'approved', 'paid')
        AND d.requested_on BETWEEN p_day - 7 AND p_day AND d.disbursement_id < p_before
        AND ((d.occasion_code = p_occasion AND d.occasion_year = p_year) OR coalesce(l.beneficiary_code, l.recipient) = ANY (p_recipients))
$$;
GRANT EXECUTE ON FUNCTION recent_support TO fundledger_app;

CREATE FUNCTION steps_by_ladder(p_fund int, p_id bigint) RETURNS SETOF disbursement_steps LANGUAGE plpgsql STABLE AS $$
DECLARE
    d disbursements;
    v_ladder int;
    v_sum bigint;
    v_case bigint;
    v_levels text[];
    v_unknown text;
BEGIN
    SELECT * INTO d FROM disbursements x WHERE x.fund_id = p_fund AND x.disbursement_id = p_id;
    v_ladder := ladder_in_force(p_fund, d.requested_on);
    IF v_ladder IS NULL THEN PERFORM refuse('ladder_in_force', 'The fund has no ladder: nobody could approve.'); END IF;
    WITH own AS (SELECT coalesce(l.beneficiary_code, l.recipient) AS recipient, l.amount FROM disbursement_lines l
                 WHERE l.fund_id = p_fund AND l.disbursement_id = p_id),
    recent AS (SELECT r.recipient, r.amount FROM recent_support(p_fund, d.support_kind, d.occasion_code, d.occasion_year,
                 (SELECT array_agg(o.recipient) FROM own o), p_id, d.requested_on) r)
    SELECT (SELECT sum(a.amount) FROM (TABLE own UNION ALL TABLE recent) a),
        (SELECT max(s.each) FROM (SELECT o.recipient, o.amount + coalesce((SELECT sum(r.amount) FROM recent r WHERE r.recipient = o.recipient), 0) AS each
                                  FROM own o) s)
    INTO v_sum, v_case;
    v_levels := ARRAY(SELECT DISTINCT CASE WHEN l.exception_number IS NULL THEN n.approver_level ELSE coalesce(n.exception_level, n.approver_level) END
        FROM disbursement_lines l JOIN norm_lines n USING (decision_id, line_code) WHERE l.fund_id = p_fund AND l.disbursement_id = p_id);
    SELECT u INTO v_unknown FROM unnest(v_levels) u WHERE NOT EXISTS (SELECT FROM approval_steps s
        WHERE s.fund_id = p_fund AND s.ladder_no = v_ladder AND u = ANY (s.norm_levels || s.level_code)) LIMIT 1;
    IF v_unknown IS NOT NULL THEN
        PERFORM refuse('ladder_knows_level', format('The norm asks for %s, who is on no step of the ladder.', v_unknown));
    END IF;
    RETURN QUERY SELECT p_fund, p_id, s.step, s.ladder_no, s.level_code, s.name_vi, s.name_en, v_sum, d.requester_person, NULL::text, NULL::bigint,
            NULL::text, NULL::bigint
        FROM approval_steps s WHERE s.fund_id = p_fund AND s.ladder_no = v_ladder AND s.step <= (SELECT max(m.step) FROM approval_steps m
            WHERE m.fund_id = p_fund AND m.ladder_no = v_ladder
                AND (m.step = 1 OR v_sum > m.above_total OR v_case > m.above_case OR v_levels && (m.norm_levels || m.level_code)))
        ORDER BY s.step;
END $$;

-- Whether so many different persons, none of them the one who asks, can take the steps: by Hall's theorem, when any choice of steps has at
-- least as many persons as steps.
CREATE FUNCTION steps_have_hands(p_fund int, p_levels text[], p_requester bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
    WITH hands AS (SELECT DISTINCT array_position(p_levels, h.level_code) - 1 AS place, h.person_id FROM approval_hands_of(p_fund) h
                   WHERE h.level_code = ANY (p_levels) AND p_requester NOT IN (h.person_id, h.in_name_person))
    SELECT NOT EXISTS (SELECT FROM generate_series(1, (1 << cardinality(p_levels)) - 1) choice
        WHERE (SELECT count(DISTINCT h.person_id) FROM hands h WHERE choice >> h.place & 1 = 1) < bit_count(choice::bit(8)))
$$;

CREATE FUNCTION freeze_steps(p_fund int, p_id bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO disbursement_steps SELECT * FROM steps_by_ladder(p_fund, p_id);
    IF NOT steps_have_hands(p_fund, ARRAY(SELECT level_code FROM disbursement_steps WHERE fund_id = p_fund AND disbursement_id = p_id ORDER BY step),
                            acting_person()) THEN
        PERFORM refuse('ladder_has_hands', 'There are not enough persons to take the steps of this request.');
    END IF;
END $$;

CREATE FUNCTION step_moves_forward() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.decided_by IS NOT NULL OR EXISTS (SELECT FROM disbursement_events e
                WHERE e.fund_id = NEW.fund_id AND e.disbursement_id = NEW.disbursement_id) THEN
            PERFORM refuse('steps_frozen', 'The steps of a request are those it was asked with, none of them taken.');
        END IF;
    ELSIF OLD.decided_by IS NOT NULL
        OR to_jsonb(OLD) - '{decided_by,decided_person,in_name_of,in_name_person}'::text[]
           <> to_jsonb(NEW) - '{decided_by,decided_person,in_name_of,in_name_person}'::text[]
        OR NOT EXISTS (SELECT FROM disbursements d WHERE d.fund_id = NEW.fund_id AND d.disbursement_id = NEW.disbursement_id AND d.status = 'requested') THEN
        PERFORM refuse('steps_frozen', 'A step is taken once, while the request waits.');
    ELSIF EXISTS (SELECT FROM disbursement_steps s WHERE s.fund_id = NEW.fund_id AND s.disbursement_id = NEW.disbursement_id
                  AND s.step < NEW.step AND s.decided_by IS NULL) THEN
        PERFORM refuse('steps_in_order', 'The lowest step is taken first.');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER moves_forward BEFORE INSERT OR UPDATE ON disbursement_steps FOR EACH ROW EXECUTE FUNCTION step_moves_forward();

CREATE FUNCTION disbursement_climbs() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.status = 'approved' AND NEW.approver_person IS DISTINCT FROM (SELECT s.decided_person FROM disbursement_steps s
            WHERE s.fund_id = NEW.fund_id AND s.disbursement_id = NEW.disbursement_id ORDER BY s.step DESC LIMIT 1) THEN
        PERFORM refuse('approved_step_by_step', 'A request is approved by who takes its last step.');
    END IF;
    IF NEW.status = 'paid' AND EXISTS (SELECT FROM disbursement_steps s
            WHERE s.fund_id = NEW.fund_id AND s.disbursement_id = NEW.disbursement_id AND s.decided_person = NEW.payer_person) THEN
        PERFORM refuse('payer_is_not_approver', 'Who took a step does not pay.');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER steps_taken BEFORE UPDATE OF status ON disbursements FOR EACH ROW WHEN (NEW.status IN ('approved', 'paid') AND NEW.status <> OLD.status)
    EXECUTE FUNCTION disbursement_climbs();

CREATE FUNCTION disbursement_has_steps() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT s.step, s.level_code FROM steps_by_ladder(NEW.fund_id, NEW.disbursement_id) s
               EXCEPT SELECT s.step, s.level_code FROM disbursement_steps s
               WHERE s.fund_id = NEW.fund_id AND s.disbursement_id = NEW.disbursement_id) THEN
        PERFORM refuse('steps_frozen', 'A request has the steps that its ladder asks for.');
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER has_steps AFTER INSERT ON disbursements DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION disbursement_has_steps();

-- ---------------------------------------------------------------- each step of a decision is sealed

ALTER TABLE disbursements DROP CONSTRAINT disbursements_status_check;
ALTER TABLE disbursements ADD CONSTRAINT disbursements_status_check
    CHECK (status IN ('requested', 'approved', 'rejected', 'returned', 'withdrawn', 'paid'));

ALTER TABLE disbursement_events DROP CONSTRAINT disbursement_events_event_check, DROP CONSTRAINT disbursement_events_pkey,
    ADD COLUMN step smallint, ADD COLUMN level_code text, ADD COLUMN in_name_of text, ADD COLUMN in_name_person bigint REFERENCES persons,
    ADD COLUMN ladder_no int, ADD COLUMN judged_sum bigint, ADD COLUMN step_count smallint,
    ADD PRIMARY KEY (fund_id, disbursement_id, log_no),
    ADD CONSTRAINT disbursement_events_event_check
        CHECK (event IN ('requested', 'step_approved', 'approved', 'rejected', 'returned', 'withdrawn', 'paid')),
    ADD CONSTRAINT event_names_its_step CHECK (num_nonnulls(step, level_code, in_name_of, in_name_person) IN (0, 4)
        AND (event <> 'step_approved' OR step IS NOT NULL));
COMMENT ON COLUMN disbursement_events.judged_sum IS 'Of a request: the sum by which so many steps were chosen on the ladder of that number.';
COMMENT ON COLUMN disbursement_events.in_name_of IS 'Whose power it was: the actor''s own, or of the holder who delegated it.';
CREATE UNIQUE INDEX disbursement_event_once ON disbursement_events (fund_id, disbursement_id, event) WHERE event <> 'step_approved';
CREATE UNIQUE INDEX disbursement_step_once ON disbursement_events (fund_id, disbursement_id, step) WHERE event IN ('step_approved', 'approved');
DROP INDEX disbursement_decided_once;
CREATE UNIQUE INDEX disbursement_decided_once ON disbursement_events (fund_id, disbursement_id)
    WHERE event IN ('approved', 'rejected', 'returned');

DROP FUNCTION add_disbursement_event(int, bigint, text, text);
CREATE FUNCTION add_disbursement_event(p_fund int, p_id bigint, p_event text, p_reason text, p_step disbursement_steps DEFAULT NULL) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    e disbursement_events;
    v_seal record;
BEGIN
    IF p_event = 'requested' THEN
        PERFORM freeze_steps(p_fund, p_id);
        SELECT min(s.ladder_no), min(s.judged_sum), count(*) INTO e.ladder_no, e.judged_sum, e.step_count FROM disbursement_steps s
        WHERE s.fund_id = p_fund AND s.disbursement_id = p_id;
    END IF;
    e.fund_id := p_fund; e.disbursement_id := p_id; e.event := p_event; e.recorded_at := ledger_now(); e.actor := acting_user();
    e.person_id := acting_person(); e.hash_version := 2;
    e.content_hash := coalesce(requested_content_hash(p_fund, p_id), disbursement_content_hash(p_fund, p_id));
    e.step := p_step.step; e.level_code := p_step.level_code; e.in_name_of := p_step.in_name_of; e.in_name_person := p_step.in_name_person;
    IF p_reason IS NOT NULL THEN
        e.reason := p_reason;
        e.reason_salt := substr(sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())), 1, 16);
        e.reason_commitment := commitment_of(e.reason_salt, p_reason);
    END IF;
    e.log_no := (SELECT log_no + 1 FROM fund_heads WHERE fund_id = p_fund);
    SELECT * INTO v_seal FROM seal(p_fund, canonical('decision', '2', p_fund::text, p_id::text, p_event, canonical_instant(e.recorded_at),
        e.actor, e.person_id::text, encode(e.content_hash, 'hex'), encode(e.reason_commitment, 'hex'), e.step::text, e.level_code, e.in_name_of,
        e.in_name_person::text, e.ladder_no::text, e.judged_sum::text, e.step_count::text,
        e.log_no::text));
    e.hash := v_seal.hash;
    INSERT INTO disbursement_events (fund_id, disbursement_id, event, recorded_at, actor, person_id, content_hash, reason, reason_salt,
        reason_commitment, hash_version, log_no, hash, step, level_code, in_name_of, in_name_person, ladder_no, judged_sum, step_count)
    VALUES (e.fund_id, e.disbursement_id, e.event, e.recorded_at, e.actor, e.person_id, e.content_hash, e.reason, e.reason_salt,
        e.reason_commitment, e.hash_version, e.log_no, e.hash, e.step, e.level_code, e.in_name_of, e.in_name_person,
        e.ladder_no, e.judged_sum, e.step_count);
END $$;

-- The step that waits, with the hand by which the acting user may take it; without one where that is for others.
CREATE FUNCTION step_with_hand(p_fund int, p_id bigint) RETURNS disbursement_steps LANGUAGE plpgsql STABLE AS $$
DECLARE
    s disbursement_steps;
    h record;
BEGIN
    SELECT * INTO s FROM disbursement_steps x WHERE x.fund_id = p_fund AND x.disbursement_id = p_id AND x.decided_by IS NULL ORDER BY x.step LIMIT 1;
    SELECT * INTO h FROM approval_hands_of(p_fund) a WHERE a.level_code = s.level_code AND a.user_name = acting_user()
        AND s.requester_person NOT IN (a.person_id, a.in_name_person)
        AND NOT EXISTS (SELECT FROM disbursement_steps t WHERE t.fund_id = p_fund AND t.disbursement_id = p_id
            AND (t.decided_person = a.person_id OR t.in_name_person = a.in_name_person))
    ORDER BY a.in_name_of <> a.user_name, a.in_name_of LIMIT 1;
    s.decided_by := h.user_name; s.decided_person := h.person_id; s.in_name_of := h.in_name_of; s.in_name_person := h.in_name_person;
    RETURN s;
END $$;

CREATE FUNCTION step_to_take(p_fund int, p_id bigint) RETURNS disbursement_steps LANGUAGE plpgsql STABLE AS $$
DECLARE s disbursement_steps := step_with_hand(p_fund, p_id);
BEGIN
    IF s.requester_person = acting_person() THEN PERFORM refuse('approver_is_not_requester', 'Who asked does not decide.'); END IF;
    IF s.step IS NOT NULL AND s.decided_by IS NULL THEN PERFORM refuse('step_has_its_hands', format('Step %s is not this person''s to decide.', s.step)); END IF;
    RETURN s;
END $$;

-- Whether the acting user may take the step of a request that waits; a request from before the first ladder can be ended by any approver.
CREATE FUNCTION may_decide(p_fund int, p_id bigint) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT p_fund = ANY (readable_funds()) AND d.status = 'requested' AND d.requester_person <> acting_person()
        AND actor_has_role(p_fund, 'approver') AND (s.step IS NULL OR s.decided_by IS NOT NULL)
    FROM disbursements d CROSS JOIN step_with_hand(p_fund, p_id) s WHERE d.fund_id = p_fund AND d.disbursement_id = p_id
$$;
GRANT EXECUTE ON FUNCTION may_decide TO fundledger_app;

DROP FUNCTION approve_disbursement(int, bigint, bytea);
CREATE FUNCTION approve_disbursement(p_fund int, p_id bigint, p_content_hash bytea, p_unrelated boolean) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    s disbursement_steps;
    v_left int;
BEGIN
    PERFORM require_role(p_fund, 'approver');
    PERFORM lock_fund(p_fund);
    IF NOT coalesce(p_unrelated, false) THEN
        PERFORM refuse('approver_is_unrelated', 'Who is related to somebody who gets or takes the money does not approve.');
    END IF;
    IF NOT EXISTS (SELECT FROM disbursements d WHERE d.fund_id = p_fund AND d.disbursement_id = p_id AND d.status = 'requested'
                   AND requested_content_hash(p_fund, p_id) = p_content_hash) THEN
        PERFORM refuse('decision_on_what_was_seen', 'The request is not waiting, or is not what the approver saw.');
    END IF;
    s := step_to_take(p_fund, p_id);
    UPDATE disbursement_steps SET decided_by = s.decided_by, decided_person = s.decided_person, in_name_of = s.in_name_of,
        in_name_person = s.in_name_person
    WHERE fund_id = p_fund AND disbursement_id = p_id AND step = s.step;
    v_left := (SELECT count(*) FROM disbursement_steps WHERE fund_id = p_fund AND disbursement_id = p_id AND decided_by IS NULL);
    IF v_left = 0 THEN
        UPDATE disbursements SET status = 'approved', approver = acting_user(), approver_person = acting_person()
        WHERE fund_id = p_fund AND disbursement_id = p_id;
    END IF;
    PERFORM add_disbursement_event(p_fund, p_id, CASE v_left WHEN 0 THEN 'approved' ELSE 'step_approved' END, NULL, s);
    RETURN v_left;
END $$;
GRANT EXECUTE ON FUNCTION approve_disbursement TO fundledger_app;

CREATE FUNCTION end_disbursement(p_fund int, p_id bigint, p_key uuid, p_reason text, p_end text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE s disbursement_steps;
BEGIN
    PERFORM require_role(p_fund, 'approver');
    IF length(btrim(coalesce(p_reason, ''))) < 5 THEN PERFORM refuse('reason_given', 'A rejection says why.'); END IF;
    PERFORM lock_fund(p_fund);
    s := step_to_take(p_fund, p_id);
    UPDATE disbursements SET status = p_end, approver = acting_user(), approver_person = acting_person()
    WHERE fund_id = p_fund AND disbursement_id = p_id AND status = 'requested';
    IF NOT FOUND THEN PERFORM refuse('decision_on_what_was_seen', 'The request is not waiting.'); END IF;
    PERFORM release_commitment(p_fund, p_id, p_key);
    PERFORM give_norm_back(p_fund, p_id);
    PERFORM add_disbursement_event(p_fund, p_id, p_end, btrim(p_reason), s);
END $$;

CREATE OR REPLACE FUNCTION reject_disbursement(p_fund int, p_id bigint, p_key uuid, p_reason text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM end_disbursement(p_fund, p_id, p_key, p_reason, 'rejected');
END $$;

CREATE FUNCTION return_disbursement(p_fund int, p_id bigint, p_key uuid, p_reason text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM end_disbursement(p_fund, p_id, p_key, p_reason, 'returned');
END $$;
GRANT EXECUTE ON FUNCTION return_disbursement TO fundledger_app;

CREATE OR REPLACE FUNCTION disbursement_moves_forward() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (OLD.status, NEW.status) NOT IN (('requested', 'approved'), ('requested', 'rejected'), ('requested', 'returned'), ('approved', 'paid'),
            ('approved', 'withdrawn'))
       OR to_jsonb(OLD) - '{status,approver,approver_person,payer,payer_person}'::text[]
          <> to_jsonb(NEW) - '{status,approver,approver_person,payer,payer_person}'::text[]
       OR (OLD.approver_person IS NOT NULL AND (NEW.approver_person, NEW.approver) IS DISTINCT FROM (OLD.approver_person, OLD.approver)) THEN
        PERFORM refuse('disbursement_moves_forward', format('A disbursement cannot go from %s to %s.', OLD.status, NEW.status));
    END IF;
    RETURN NEW;
END $$;
