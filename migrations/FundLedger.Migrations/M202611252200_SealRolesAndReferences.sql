-- What a fund's entries are judged by comes into its hash log too: who may do what, and the terms of the fund, its pools and its norm decisions.

CREATE TABLE role_events (
    fund_id int NOT NULL REFERENCES funds,
    event text NOT NULL CHECK (event IN ('granted', 'revoked', 'account_changed')),
    user_name text NOT NULL REFERENCES users,
    person_id bigint NOT NULL REFERENCES persons,
    disabled_at timestamptz,
    role text,
    recorded_at timestamptz NOT NULL,
    recorded_by text NOT NULL CONSTRAINT role_event_actor_present CHECK (recorded_by <> ''),
    hash_version smallint NOT NULL,
    log_no bigint NOT NULL,
    hash bytea NOT NULL CHECK (length(hash) = 32),
    PRIMARY KEY (fund_id, log_no),
    CONSTRAINT role_event_names_role CHECK ((event = 'account_changed') = (role IS NULL))
);
COMMENT ON TABLE role_events IS 'Who was given or lost which role, by whom, sealed; with the person behind the account and since when it is disabled. user_roles is their projection.';
SELECT make_append_only('role_events');
CREATE INDEX role_events_of_user ON role_events (user_name, fund_id, log_no);

CREATE TABLE reference_events (
    fund_id int NOT NULL REFERENCES funds,
    subject text NOT NULL CHECK (subject IN ('fund', 'pool', 'norm_decision')),
    subject_key text NOT NULL,
    content_hash bytea NOT NULL CHECK (length(content_hash) = 32),
    recorded_at timestamptz NOT NULL,
    recorded_by text NOT NULL CONSTRAINT reference_event_actor_present CHECK (recorded_by <> ''),
    hash_version smallint NOT NULL,
    log_no bigint NOT NULL,
    hash bytea NOT NULL CHECK (length(hash) = 32),
    PRIMARY KEY (fund_id, log_no)
);
COMMENT ON TABLE reference_events IS 'What the fund, a pool or a published norm decision said from here on, sealed by the hash of all its fields.';
SELECT make_append_only('reference_events');

-- Everything that is sealed, by its place in the log: the only list of the tables that hold links of it.
CREATE VIEW sealed_records WITH (security_invoker = true) AS
SELECT fund_id, log_no, hash, 'journal_entries' AS source FROM journal_entries
UNION ALL SELECT fund_id, log_no, hash, 'disbursement_events' FROM disbursement_events
UNION ALL SELECT fund_id, log_no, hash, 'refusals' FROM refusals
UNION ALL SELECT fund_id, log_no, hash, 'closed_periods' FROM closed_periods
UNION ALL SELECT fund_id, log_no, hash, 'role_events' FROM role_events
UNION ALL SELECT fund_id, log_no, hash, 'reference_events' FROM reference_events;
GRANT SELECT ON sealed_records TO fundledger_app, fundledger_auditor;

DO $$
DECLARE t text;
BEGIN
    FOREACH t IN ARRAY ARRAY['role_events', 'reference_events'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
        EXECUTE format('CREATE POLICY of_my_funds ON %I FOR SELECT TO fundledger_app USING (fund_id = ANY ((SELECT readable_funds())::int[]))', t);
        EXECUTE format('CREATE POLICY of_all_funds ON %I FOR SELECT TO fundledger_auditor USING (true)', t);
        EXECUTE format('GRANT SELECT ON %I TO fundledger_app, fundledger_auditor', t);
    END LOOP;
END $$;

-- Whose hand: the signed-in user, or the operator at the command line, whom no account stands for.
CREATE FUNCTION acting_hand() RETURNS text LANGUAGE sql STABLE AS $$
    SELECT coalesce(nullif(current_setting('app.actor', true), ''), '(operator)')
$$;

-- ---------------------------------------------------------------- roles

CREATE FUNCTION record_role_event(p_fund int, p_event text, p_user text, p_role text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE e role_events; v_seal record;
BEGIN
    PERFORM lock_fund(p_fund);
    e.fund_id := p_fund; e.event := p_event; e.user_name := p_user; e.role := p_role; e.hash_version := 1;
    SELECT person_id, disabled_at INTO e.person_id, e.disabled_at FROM users WHERE user_name = p_user;
    e.recorded_at := ledger_now(); e.recorded_by := acting_hand();
    e.log_no := (SELECT log_no + 1 FROM fund_heads WHERE fund_id = p_fund);
    SELECT * INTO v_seal FROM seal(p_fund, canonical('role', '1', p_fund::text, p_event, p_user, e.person_id::text,
        canonical_instant(e.disabled_at), p_role, canonical_instant(e.recorded_at), e.recorded_by, e.log_no::text));
    e.hash := v_seal.hash;
    INSERT INTO role_events SELECT e.*;
END $$;

-- The only two ways to change user_roles; false when there was nothing to do. Of the operator: never granted to the application.
CREATE FUNCTION grant_role(p_user text, p_fund int, p_role text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM lock_fund(p_fund);
    IF EXISTS (SELECT FROM user_roles WHERE (user_name, fund_id, role) = (p_user, p_fund, p_role)) THEN RETURN false; END IF;
    PERFORM record_role_event(p_fund, 'granted', p_user, p_role);
    INSERT INTO user_roles VALUES (p_user, p_fund, p_role);
    RETURN true;
END $$;

CREATE FUNCTION revoke_role(p_user text, p_fund int, p_role text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM lock_fund(p_fund);
    IF NOT EXISTS (SELECT FROM user_roles WHERE (user_name, fund_id, role) = (p_user, p_fund, p_role)) THEN RETURN false; END IF;
    PERFORM record_role_event(p_fund, 'revoked', p_user, p_role);
    DELETE FROM user_roles WHERE (user_name, fund_id, role) = (p_user, p_fund, p_role);
    RETURN true;
END $$;

CREATE FUNCTION role_change_is_sealed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE r user_roles := CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
BEGIN
    IF TG_OP = 'UPDATE' OR (SELECT e.event FROM role_events e
            WHERE e.fund_id = r.fund_id AND e.user_name = r.user_name AND e.role = r.role ORDER BY e.log_no DESC LIMIT 1)
        IS DISTINCT FROM (CASE TG_OP WHEN 'INSERT' THEN 'granted' ELSE 'revoked' END) THEN
        PERFORM refuse('role_change_is_sealed', 'A role is given by grant_role and taken by revoke_role, which seal the change.');
    END IF;
    RETURN r;
END $$;

CREATE FUNCTION account_change_sealed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM record_role_event(r.fund_id, 'account_changed', NEW.user_name, NULL)
    FROM (SELECT DISTINCT fund_id FROM user_roles WHERE user_name = NEW.user_name ORDER BY 1) r;
    RETURN NULL;
END $$;
CREATE TRIGGER sealed AFTER UPDATE ON users FOR EACH ROW
    WHEN ((OLD.person_id, OLD.disabled_at) IS DISTINCT FROM (NEW.person_id, NEW.disabled_at)) EXECUTE FUNCTION account_change_sealed();

-- ---------------------------------------------------------------- terms

CREATE FUNCTION fund_terms(f funds) RETURNS text[] IMMUTABLE LANGUAGE sql AS $$
    SELECT ARRAY['fund', f.fund_id::text, f.unit_id::text, f.code, f.name_vi, f.name_en, canonical_date(f.opened_on), f.regime]
$$;

-- A list is one field: its JSON.
CREATE FUNCTION pool_terms(p pools) RETURNS text[] STABLE LANGUAGE sql AS $$
    SELECT ARRAY['pool', p.fund_id::text, p.pool_id::text, p.code, p.name_vi, p.name_en, p.source_kind, to_json(p.support_kinds)::text,
        to_json(p.occasion_codes)::text]
$$;

CREATE FUNCTION norm_terms(n norm_decisions) RETURNS text[] STABLE LANGUAGE sql AS $$
    SELECT ARRAY['norm_decision', n.decision_id::text, n.issuing_unit_id::text, n.number, canonical_date(n.issued_on), n.issued_by, n.title_vi,
            n.title_en, n.in_force::text, n.is_sample::text]
        || coalesce((SELECT array_agg(x.term ORDER BY l.line_code COLLATE "C", x.place) FROM norm_lines l CROSS JOIN LATERAL
            unnest(ARRAY['line', l.line_code, l.name_vi, l.name_en, l.support_kind, l.occasion_code, l.need, l.amount_rule, l.amount::text,
                l.percent::text, l.ceiling::text, l.frequency, l.frequency_limit::text, l.life_limit::text, l.approver_level,
                to_json(l.papers_vi)::text, to_json(l.papers_en)::text, l.sort_order::text,
                (SELECT json_agg(json_build_array(c.class_code, c.rank) ORDER BY c.class_code COLLATE "C")::text FROM norm_line_classes c
                 WHERE c.decision_id = l.decision_id AND c.line_code = l.line_code)]) WITH ORDINALITY x(term, place)
            WHERE l.decision_id = n.decision_id), '{}')
$$;

CREATE FUNCTION record_reference(p_fund int, p_subject text, p_key text, p_terms text[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE e reference_events; v_seal record;
BEGIN
    PERFORM lock_fund(p_fund);
    e.fund_id := p_fund; e.subject := p_subject; e.subject_key := p_key; e.content_hash := sha256(canonical(VARIADIC p_terms));
    e.recorded_at := ledger_now(); e.recorded_by := acting_hand(); e.hash_version := 1;
    e.log_no := (SELECT log_no + 1 FROM fund_heads WHERE fund_id = p_fund);
    SELECT * INTO v_seal FROM seal(p_fund, canonical('reference', '1', p_fund::text, p_subject, p_key, encode(e.content_hash, 'hex'),
        canonical_instant(e.recorded_at), e.recorded_by, e.log_no::text));
    e.hash := v_seal.hash;
    INSERT INTO reference_events SELECT e.*;
END $$;

-- Runs after "born", which makes the head of the log: a fund begins with its terms and the norms that its unit has published.
CREATE FUNCTION fund_terms_sealed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM record_reference(NEW.fund_id, 'fund', NEW.fund_id::text, fund_terms(NEW));
    IF TG_OP = 'INSERT' THEN
        PERFORM record_reference(NEW.fund_id, 'norm_decision', n.decision_id::text, norm_terms(n))
        FROM norm_decisions n WHERE n.issuing_unit_id = NEW.unit_id AND n.status = 'published';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER sealed AFTER INSERT OR UPDATE ON funds FOR EACH ROW EXECUTE FUNCTION fund_terms_sealed();

CREATE FUNCTION pool_terms_sealed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM record_reference(NEW.fund_id, 'pool', NEW.pool_id::text, pool_terms(NEW));
    RETURN NULL;
END $$;
CREATE TRIGGER sealed AFTER INSERT OR UPDATE ON pools FOR EACH ROW EXECUTE FUNCTION pool_terms_sealed();

CREATE FUNCTION norm_terms_sealed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM record_reference(f.fund_id, 'norm_decision', NEW.decision_id::text, norm_terms(NEW))
    FROM funds f WHERE f.unit_id = NEW.issuing_unit_id ORDER BY f.fund_id;
    RETURN NULL;
END $$;
CREATE TRIGGER sealed AFTER INSERT OR UPDATE ON norm_decisions FOR EACH ROW WHEN (NEW.status = 'published')
    EXECUTE FUNCTION norm_terms_sealed();

-- ---------------------------------------------------------------- what stands already is sealed as it stands

SELECT record_reference(f.fund_id, 'fund', f.fund_id::text, fund_terms(f)) FROM funds f ORDER BY f.fund_id;
SELECT record_reference(f.fund_id, 'norm_decision', n.decision_id::text, norm_terms(n))
FROM funds f JOIN norm_decisions n ON n.issuing_unit_id = f.unit_id WHERE n.status = 'published' ORDER BY f.fund_id, n.decision_id;
SELECT record_reference(p.fund_id, 'pool', p.pool_id::text, pool_terms(p)) FROM pools p ORDER BY p.fund_id, p.pool_id;
SELECT record_role_event(r.fund_id, 'granted', r.user_name, r.role) FROM user_roles r ORDER BY r.fund_id, r.user_name, r.role;

CREATE TRIGGER change_is_sealed BEFORE INSERT OR UPDATE OR DELETE ON user_roles FOR EACH ROW EXECUTE FUNCTION role_change_is_sealed();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON user_roles FOR EACH STATEMENT EXECUTE FUNCTION append_only();

-- The verifier compares the accounts behind the roles.
GRANT SELECT (user_name, person_id, disabled_at) ON users TO fundledger_auditor;
