-- Standing checks: which were made each night or when somebody asked, and what they found. The checks themselves are in the application;
-- here is what they leave behind, and the name under which they read.

CREATE TABLE check_runs (
    run_no bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    night date,
    request_key uuid,
    started_by text NOT NULL CONSTRAINT check_starter_present CHECK (started_by <> ''),
    started_at timestamptz NOT NULL,
    finished_at timestamptz NOT NULL,
    canary_found boolean NOT NULL,
    CONSTRAINT nightly_or_asked_for CHECK ((night IS NULL) = (request_key IS NOT NULL)),
    CONSTRAINT checked_once_a_night UNIQUE (night),
    CONSTRAINT checked_once_per_request UNIQUE (request_key)
);
COMMENT ON TABLE check_runs IS 'One look over the books of all funds. night is the day whose night it was; NULL when somebody asked.';
COMMENT ON COLUMN check_runs.canary_found IS 'Whether the fault planted in this run was found: if not, nothing else that this run says is worth anything.';

CREATE TABLE check_results (
    run_no bigint NOT NULL REFERENCES check_runs,
    check_no smallint NOT NULL CHECK (check_no > 0),
    check_name text NOT NULL CHECK (check_name <> ''),
    has_run boolean NOT NULL,
    note text,
    PRIMARY KEY (run_no, check_no),
    CONSTRAINT incomplete_says_why CHECK (has_run OR note IS NOT NULL)
);
COMMENT ON TABLE check_results IS 'A check that could not run is neither right nor wrong: has_run is false and note says why.';

CREATE TABLE check_faults (
    fund_id int NOT NULL REFERENCES funds,
    run_no bigint NOT NULL,
    check_no smallint NOT NULL,
    faults bigint NOT NULL CHECK (faults > 0),
    first_records jsonb NOT NULL,
    PRIMARY KEY (fund_id, run_no, check_no),
    FOREIGN KEY (run_no, check_no) REFERENCES check_results
);
COMMENT ON TABLE check_faults IS 'What a check found in a fund: how many records, and the first of them. No row: nothing.';

SELECT make_append_only('check_runs'), make_append_only('check_results'), make_append_only('check_faults');

-- The canary: a pair of postings that does not balance, in a table of its own, so that the books are never touched.
CREATE TABLE check_canaries (
    entry_no bigint NOT NULL,
    pool_id int NOT NULL,
    side text NOT NULL,
    amount bigint NOT NULL
);
COMMENT ON TABLE check_canaries IS 'Always empty for everyone else: a canary lives inside one savepoint of a run and cannot be committed.';

CREATE FUNCTION canary_never_kept() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM refuse('canary_never_kept', 'A planted fault is taken back before its run ends.');
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER never_kept AFTER INSERT ON check_canaries DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION canary_never_kept();

-- ---------------------------------------------------------------- the name under which the checks read

-- No user can have this name: it reads every fund, and acting_user() refuses it, so that it can do nothing else.
CREATE FUNCTION is_checking() RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN coalesce(current_setting('app.actor', true) = '(checks)', false);
END $$;

CREATE OR REPLACE FUNCTION acting_user() RETURNS text LANGUAGE plpgsql STABLE AS $$
DECLARE v_actor text := nullif(current_setting('app.actor', true), '');
BEGIN
    IF v_actor IS NULL THEN PERFORM refuse('actor_present', 'No signed-in user: app.actor is not set.'); END IF;
    IF v_actor = '(checks)' THEN PERFORM refuse('checks_only_read', 'The standing checks read the books and change nothing.'); END IF;
    RETURN v_actor;
END $$;

CREATE OR REPLACE FUNCTION readable_funds() RETURNS int[] LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF is_checking() THEN RETURN (SELECT coalesce(array_agg(fund_id), '{}') FROM funds); END IF;
    RETURN (SELECT coalesce(array_agg(DISTINCT r.fund_id), '{}') FROM user_roles r JOIN users u USING (user_name)
            WHERE r.user_name = current_setting('app.actor', true) AND u.disabled_at IS NULL);
END $$;

CREATE FUNCTION require_checking() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF NOT is_checking() THEN PERFORM refuse('actor_has_role', 'Only the standing checks do this.'); END IF;
END $$;

CREATE FUNCTION plant_canary() RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM require_checking();
    INSERT INTO check_canaries VALUES (1, 1, 'debit', 1000), (1, 1, 'credit', 999);
END $$;

-- Requests that were begun and never answered: keys of the pipeline, which nobody else may read.
CREATE FUNCTION unanswered_requests(p_before timestamptz) RETURNS TABLE (fund_id int, request_key uuid, request text, recorded_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT k.fund_id, k.request_key, k.request, k.recorded_at FROM request_keys k
    WHERE k.answer IS NULL AND k.recorded_at < p_before AND k.fund_id = ANY ((SELECT readable_funds())::int[])
$$;

-- Keeps one run: p_results is an array of {no, name, hasRun, note, funds: [{fundId, faults, first}]}.
CREATE FUNCTION record_check_run(p_night date, p_key uuid, p_started_by text, p_started_at timestamptz, p_finished_at timestamptz,
    p_canary_found boolean, p_results jsonb) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE v_run bigint;
BEGIN
    PERFORM require_checking();
    IF p_night IS NULL AND p_started_by <> '(operator)' AND NOT EXISTS (
            SELECT FROM user_roles r JOIN users u USING (user_name)
            WHERE r.user_name = p_started_by AND r.role IN ('auditor', 'administrator') AND u.disabled_at IS NULL) THEN
        PERFORM refuse('actor_has_role', format('%s is neither auditor nor administrator of a fund.', p_started_by));
    END IF;
    INSERT INTO check_runs (night, request_key, started_by, started_at, finished_at, canary_found)
    VALUES (p_night, p_key, p_started_by, p_started_at, p_finished_at, p_canary_found) RETURNING run_no INTO v_run;
    INSERT INTO check_results
    SELECT v_run, r."no", r.name, r."hasRun", r.note
    FROM jsonb_to_recordset(p_results) AS r("no" smallint, name text, "hasRun" boolean, note text);
    INSERT INTO check_faults
    SELECT f."fundId", v_run, r."no", f.faults, f.first
    FROM jsonb_to_recordset(p_results) AS r("no" smallint, funds jsonb)
    CROSS JOIN LATERAL jsonb_to_recordset(r.funds) AS f("fundId" int, faults bigint, first jsonb);
    RETURN v_run;
END $$;

GRANT SELECT ON check_runs, check_results, check_canaries TO fundledger_app, fundledger_auditor;
ALTER TABLE check_faults ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_my_funds ON check_faults FOR SELECT TO fundledger_app USING (fund_id = ANY ((SELECT readable_funds())::int[]));
CREATE POLICY of_all_funds ON check_faults FOR SELECT TO fundledger_auditor USING (true);
GRANT SELECT ON check_faults TO fundledger_app, fundledger_auditor;
GRANT EXECUTE ON FUNCTION plant_canary, unanswered_requests, record_check_run TO fundledger_app;
