-- The plan of a year: what the fund means to receive by source, and to use by kind with how many children. An accountant proposes it, an
-- approver who is another person adopts it; what changes is a new version with its reason. Reports of a year stand beside the plan in force.

CREATE TABLE year_plans (
    fund_id int NOT NULL REFERENCES funds,
    plan_no int NOT NULL CHECK (plan_no > 0),
    year int NOT NULL,
    version int NOT NULL CHECK (version > 0),
    reason text,
    sources text[] NOT NULL,
    source_money bigint[] NOT NULL,
    kinds text[] NOT NULL,
    kind_money bigint[] NOT NULL,
    kind_children int[] NOT NULL,
    proposed_at timestamptz NOT NULL,
    proposed_by text NOT NULL,
    person_id bigint NOT NULL REFERENCES persons,
    PRIMARY KEY (fund_id, plan_no),
    CONSTRAINT plan_versions_apart UNIQUE (fund_id, year, version),
    CONSTRAINT plan_lines_together CHECK (cardinality(sources) = cardinality(source_money) AND cardinality(kinds) = cardinality(kind_money)
        AND cardinality(kinds) = cardinality(kind_children)),
    CONSTRAINT plan_says_something CHECK (cardinality(sources) + cardinality(kinds) BETWEEN 1 AND 200),
    CONSTRAINT plan_amounts_positive CHECK (array_position(source_money, NULL) IS NULL AND array_position(kind_money, NULL) IS NULL
        AND array_position(kind_children, NULL) IS NULL AND 0 < ALL (source_money) AND 0 < ALL (kind_money) AND 0 <= ALL (kind_children)
        AND 1000000000000000 >= ALL (source_money) AND 1000000000000000 >= ALL (kind_money)),
    CONSTRAINT plan_version_has_reason CHECK (version = 1 OR (reason IS NOT NULL AND length(btrim(reason)) BETWEEN 10 AND 500)),
    CONSTRAINT plan_of_a_near_year CHECK (abs(year - EXTRACT(YEAR FROM proposed_at AT TIME ZONE 'Asia/Ho_Chi_Minh')) <= 1),
    CONSTRAINT plan_proposer_present CHECK (proposed_by <> '')
);
COMMENT ON TABLE year_plans IS 'Plans of a year, one version after the other. The arrays stand side by side: code, money, and of uses how many children.';

CREATE TABLE year_plan_decisions (
    fund_id int NOT NULL,
    plan_no int NOT NULL,
    is_adopted boolean NOT NULL,
    reason text,
    decided_at timestamptz NOT NULL,
    decided_by text NOT NULL,
    person_id bigint NOT NULL REFERENCES persons,
    CONSTRAINT plan_decided_once PRIMARY KEY (fund_id, plan_no),
    FOREIGN KEY (fund_id, plan_no) REFERENCES year_plans,
    CONSTRAINT plan_rejection_says_why CHECK (is_adopted OR (reason IS NOT NULL AND length(btrim(reason)) BETWEEN 10 AND 500)),
    CONSTRAINT plan_decider_present CHECK (decided_by <> '')
);

SELECT make_append_only(t) FROM unnest('{year_plans, year_plan_decisions}'::regclass[]) t;
DO $$
DECLARE
    t text;
    v_subjects text := (SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = 'reference_events_subject_check');
    v_next text := pg_get_functiondef('who_acts_next'::regproc);
BEGIN
    FOREACH t IN ARRAY '{year_plans, year_plan_decisions}'::text[] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
        EXECUTE format('CREATE POLICY of_my_funds ON %I FOR SELECT TO fundledger_app USING (fund_id = ANY ((SELECT readable_funds())::int[]))', t);
        EXECUTE format('CREATE POLICY of_all_funds ON %I FOR SELECT TO fundledger_auditor USING (true)', t);
    END LOOP;
    ALTER TABLE reference_events DROP CONSTRAINT reference_events_subject_check;
    EXECUTE 'ALTER TABLE reference_events ADD CONSTRAINT reference_events_subject_check '
        || replace(v_subjects, 'ARRAY[', 'ARRAY[''year_plan''::text, ''year_plan_decision''::text, ');
    v_subjects := (SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = 'notices_subject_check');
    ALTER TABLE notices DROP CONSTRAINT notices_subject_check;
    EXECUTE 'ALTER TABLE notices ADD CONSTRAINT notices_subject_check ' || replace(v_subjects, 'ARRAY[', 'ARRAY[''year_plan''::text, ');
    IF v_next NOT LIKE '%    ELSE%' THEN RAISE EXCEPTION 'who_acts_next has lost its place for more subjects.'; END IF;
    EXECUTE regexp_replace(v_next, E'\n    ELSE\n', E'\n    WHEN ''year_plan'' THEN\n'
        || E'        RETURN QUERY SELECT h.user_name, h.person_id FROM year_plans y CROSS JOIN holders_of(p_fund, ''approver'') h\n'
        || E'        WHERE y.fund_id = p_fund AND y.plan_no = p_no AND h.person_id <> y.person_id\n'
        || E'            AND NOT EXISTS (SELECT FROM year_plan_decisions d WHERE d.fund_id = p_fund AND d.plan_no = p_no);\n    ELSE\n');
END $$;
GRANT SELECT ON year_plans, year_plan_decisions TO fundledger_app, fundledger_auditor;

CREATE FUNCTION year_plan_stands() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.plan_no <> 1 + (SELECT count(*) FROM year_plans y WHERE y.fund_id = NEW.fund_id)
        OR NEW.version <> 1 + (SELECT count(*) FROM year_plans y WHERE y.fund_id = NEW.fund_id AND y.year = NEW.year) THEN
        PERFORM refuse('plans_count_on', 'Plans and their versions are numbered one after the other.');
    END IF;
    IF EXISTS (SELECT FROM year_plans y WHERE y.fund_id = NEW.fund_id AND y.year = NEW.year
            AND NOT EXISTS (SELECT FROM year_plan_decisions d WHERE d.fund_id = y.fund_id AND d.plan_no = y.plan_no)) THEN
        PERFORM refuse('plan_waits_for_decision', 'A plan of this year waits for its decision.');
    END IF;
    IF EXISTS (SELECT FROM unnest(NEW.sources) c WHERE NOT EXISTS (SELECT FROM source_kinds s WHERE s.source_kind = c))
        OR EXISTS (SELECT FROM unnest(NEW.kinds) c WHERE NOT EXISTS (SELECT FROM support_kinds k WHERE k.support_kind = c))
        OR cardinality(NEW.sources) + cardinality(NEW.kinds) <> (SELECT count(*) FROM (
            SELECT DISTINCT 's', c FROM unnest(NEW.sources) c UNION ALL SELECT DISTINCT 'k', c FROM unnest(NEW.kinds) c) x) THEN
        PERFORM refuse('plan_of_known_kinds', 'A plan names each known source and kind once.');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER stands BEFORE INSERT ON year_plans FOR EACH ROW EXECUTE FUNCTION year_plan_stands();

CREATE FUNCTION year_plan_decided_by_another() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM year_plans y WHERE y.fund_id = NEW.fund_id AND y.plan_no = NEW.plan_no AND y.person_id = NEW.person_id) THEN
        PERFORM refuse('plan_decider_is_not_proposer', 'Who proposed a plan does not decide on it.');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER by_another BEFORE INSERT ON year_plan_decisions FOR EACH ROW EXECUTE FUNCTION year_plan_decided_by_another();

CREATE FUNCTION year_plan_terms(y year_plans) RETURNS text[] LANGUAGE sql STABLE AS $$
    SELECT ARRAY['year_plan', y.fund_id::text, y.plan_no::text, y.year::text, y.version::text, y.reason, to_json(y.sources)::text,
        to_json(y.source_money)::text, to_json(y.kinds)::text, to_json(y.kind_money)::text, to_json(y.kind_children)::text,
        to_char(y.proposed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'), y.proposed_by, y.person_id::text]
$$;

CREATE FUNCTION year_plan_decision_terms(d year_plan_decisions) RETURNS text[] LANGUAGE sql STABLE AS $$
    SELECT ARRAY['year_plan_decision', d.fund_id::text, d.plan_no::text, d.is_adopted::text, d.reason,
        to_char(d.decided_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'), d.decided_by, d.person_id::text]
$$;

CREATE FUNCTION year_plan_sealed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM record_reference(NEW.fund_id, 'year_plan', NEW.plan_no::text, year_plan_terms(NEW));
    RETURN NULL;
END $$;
CREATE TRIGGER sealed AFTER INSERT ON year_plans FOR EACH ROW EXECUTE FUNCTION year_plan_sealed();

CREATE FUNCTION year_plan_decision_sealed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM record_reference(NEW.fund_id, 'year_plan_decision', NEW.plan_no::text, year_plan_decision_terms(NEW));
    RETURN NULL;
END $$;
CREATE TRIGGER sealed AFTER INSERT ON year_plan_decisions FOR EACH ROW EXECUTE FUNCTION year_plan_decision_sealed();

CREATE FUNCTION tell_of_year_plan() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM tell(NEW.fund_id, 'year_plan', NEW.plan_no, 'proposed');
    RETURN NULL;
END $$;
CREATE TRIGGER told AFTER INSERT ON year_plans FOR EACH ROW EXECUTE FUNCTION tell_of_year_plan();

CREATE FUNCTION tell_of_year_plan_decision() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM tell(NEW.fund_id, 'year_plan', NEW.plan_no, CASE WHEN NEW.is_adopted THEN 'adopted' ELSE 'rejected' END,
        ARRAY(SELECT y.proposed_by FROM year_plans y WHERE y.fund_id = NEW.fund_id AND y.plan_no = NEW.plan_no));
    RETURN NULL;
END $$;
CREATE TRIGGER told AFTER INSERT ON year_plan_decisions FOR EACH ROW EXECUTE FUNCTION tell_of_year_plan_decision();

CREATE FUNCTION propose_year_plan(p_fund int, p_year int, p_reason text, p_sources text[], p_source_money bigint[], p_kinds text[],
    p_kind_money bigint[], p_kind_children int[]) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE v_no int;
BEGIN
    PERFORM require_role(p_fund, 'fund_accountant');
    PERFORM lock_fund(p_fund);
    v_no := 1 + (SELECT count(*) FROM year_plans WHERE fund_id = p_fund);
    INSERT INTO year_plans VALUES (p_fund, v_no, p_year, 1 + (SELECT count(*) FROM year_plans WHERE fund_id = p_fund AND year = p_year),
        nullif(btrim(p_reason), ''), p_sources, p_source_money, p_kinds, p_kind_money, p_kind_children, ledger_now(), acting_user(),
        acting_person());
    RETURN v_no;
END $$;

CREATE FUNCTION decide_year_plan(p_fund int, p_plan int, p_adopted boolean, p_reason text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM require_role(p_fund, 'approver');
    PERFORM lock_fund(p_fund);
    INSERT INTO year_plan_decisions VALUES (p_fund, p_plan, p_adopted, nullif(btrim(p_reason), ''), ledger_now(), acting_user(), acting_person());
END $$;
GRANT EXECUTE ON FUNCTION propose_year_plan, decide_year_plan TO fundledger_app;
