-- Auditors attest statements by their digest and open findings, which the fund answers and an auditor accepts; and what an auditor opens of
-- the fund's papers is written down.

DO $$
DECLARE v_subjects text := (SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = 'reference_events_subject_check');
BEGIN
    ALTER TABLE reference_events DROP CONSTRAINT reference_events_subject_check;
    EXECUTE 'ALTER TABLE reference_events ADD CONSTRAINT reference_events_subject_check '
        || replace(v_subjects, 'ARRAY[', 'ARRAY[''attestation''::text, ''finding''::text, ''finding_step''::text, ');
    v_subjects := (SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = 'notices_subject_check');
    ALTER TABLE notices DROP CONSTRAINT notices_subject_check;
    EXECUTE 'ALTER TABLE notices ADD CONSTRAINT notices_subject_check ' || replace(v_subjects, 'ARRAY[', 'ARRAY[''finding''::text, ');
END $$;

CREATE TABLE attestations (
    fund_id int NOT NULL,
    attestation_no int NOT NULL CHECK (attestation_no > 0),
    month date NOT NULL,
    version int NOT NULL,
    from_date date NOT NULL,
    digest bytea NOT NULL,
    note text,
    attested_at timestamptz NOT NULL,
    attested_by text NOT NULL,
    person_id bigint NOT NULL REFERENCES persons,
    PRIMARY KEY (fund_id, attestation_no),
    CONSTRAINT attests_what_was_issued FOREIGN KEY (fund_id, month, version, from_date, digest)
        REFERENCES issued_statements (fund_id, month, version, from_date, digest),
    CONSTRAINT attested_once_by_a_person UNIQUE (fund_id, month, version, from_date, person_id),
    CONSTRAINT attestation_note_short CHECK (length(btrim(note)) BETWEEN 1 AND 1000),
    CONSTRAINT attestation_actor_present CHECK (attested_by <> '')
);
COMMENT ON TABLE attestations IS 'An auditor read a statement of closed books and confirms its digest.';

CREATE TABLE findings (
    fund_id int NOT NULL REFERENCES funds,
    finding_no int NOT NULL CHECK (finding_no > 0),
    subject text NOT NULL CHECK (subject IN ('statement', 'voucher', 'request', 'sample', 'other')),
    reference text NOT NULL,
    said text NOT NULL,
    opened_at timestamptz NOT NULL,
    opened_by text NOT NULL,
    person_id bigint NOT NULL REFERENCES persons,
    PRIMARY KEY (fund_id, finding_no),
    CONSTRAINT finding_names_its_paper CHECK (length(reference) <= 60 AND (reference <> '' OR subject = 'other')),
    CONSTRAINT finding_says_what CHECK (length(btrim(said)) BETWEEN 10 AND 2000),
    CONSTRAINT finding_actor_present CHECK (opened_by <> '')
);
COMMENT ON TABLE findings IS 'What an auditor found; open until the fund has answered and an auditor has accepted the answer.';

CREATE TABLE finding_steps (
    fund_id int NOT NULL,
    finding_no int NOT NULL,
    step_no int NOT NULL CHECK (step_no > 0),
    step text NOT NULL CHECK (step IN ('answered', 'accepted', 'returned')),
    said text NOT NULL,
    file_name text,
    media_type text CHECK (media_type IN ('application/pdf', 'image/png', 'image/jpeg')),
    content bytea,
    at timestamptz NOT NULL,
    actor text NOT NULL,
    person_id bigint NOT NULL REFERENCES persons,
    PRIMARY KEY (fund_id, finding_no, step_no),
    FOREIGN KEY (fund_id, finding_no) REFERENCES findings,
    CONSTRAINT finding_step_says_why CHECK (length(btrim(said)) BETWEEN 5 AND 2000),
    CONSTRAINT finding_paper_whole CHECK (num_nonnulls(file_name, media_type, content) IN (0, 3)),
    CONSTRAINT finding_paper_size CHECK (length(content) BETWEEN 1 AND 10485760),
    CONSTRAINT finding_paper_name CHECK (length(file_name) BETWEEN 1 AND 200 AND file_name !~ '[/\\[:cntrl:]]'),
    CONSTRAINT finding_step_actor_present CHECK (actor <> '')
);

CREATE TABLE audit_looks (
    fund_id int NOT NULL REFERENCES funds,
    look_no bigint GENERATED ALWAYS AS IDENTITY,
    subject text NOT NULL CHECK (subject ~ '^[a-z_]{3,30}$'),
    reference text NOT NULL CHECK (length(reference) BETWEEN 1 AND 200),
    looked_at timestamptz NOT NULL,
    looked_by text NOT NULL,
    PRIMARY KEY (fund_id, look_no),
    CONSTRAINT look_actor_present CHECK (looked_by <> '')
);
COMMENT ON TABLE audit_looks IS 'Which paper of the fund an auditor opened, and when.';

SELECT make_append_only(t) FROM unnest('{attestations, findings, finding_steps, audit_looks}'::regclass[]) t;

DO $$
DECLARE t text;
BEGIN
    FOREACH t IN ARRAY '{attestations, findings, finding_steps, audit_looks}'::text[] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
        EXECUTE format('CREATE POLICY of_my_funds ON %I FOR SELECT TO fundledger_app USING (fund_id = ANY ((SELECT readable_funds())::int[]))', t);
        EXECUTE format('CREATE POLICY of_all_funds ON %I FOR SELECT TO fundledger_auditor USING (true)', t);
    END LOOP;
END $$;
GRANT SELECT ON attestations, findings, finding_steps, audit_looks TO fundledger_app, fundledger_auditor;

CREATE FUNCTION terms_instant(p_at timestamptz) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT to_char(p_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')
$$;

-- Own work: whoever closed the month, or wrote an entry or took a step of a request that its statement counts, is no auditor of it.
CREATE FUNCTION attester_had_no_part() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM closed_periods c JOIN users u ON u.user_name = c.closed_by WHERE c.fund_id = NEW.fund_id AND u.person_id = NEW.person_id
            AND c.month BETWEEN date_trunc('month', NEW.from_date) AND NEW.month)
        OR EXISTS (SELECT FROM journal_entries e JOIN users u ON u.user_name = e.recorded_by WHERE e.fund_id = NEW.fund_id
            AND u.person_id = NEW.person_id AND e.entry_date BETWEEN NEW.from_date AND month_end(NEW.month))
        OR EXISTS (SELECT FROM journal_entries e JOIN disbursement_events d USING (fund_id, disbursement_id) WHERE e.fund_id = NEW.fund_id
            AND e.kind = 'disbursement' AND e.entry_date BETWEEN NEW.from_date AND month_end(NEW.month) AND d.person_id = NEW.person_id) THEN
        PERFORM refuse('attester_had_no_part', 'A statement is attested by somebody who had no part in what it counts.');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER had_no_part BEFORE INSERT ON attestations FOR EACH ROW EXECUTE FUNCTION attester_had_no_part();

CREATE FUNCTION attestation_sealed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM record_reference(NEW.fund_id, 'attestation', NEW.attestation_no::text, ARRAY['attestation', NEW.fund_id::text,
        NEW.attestation_no::text, to_char(NEW.month, 'YYYY-MM-DD'), NEW.version::text, to_char(NEW.from_date, 'YYYY-MM-DD'),
        encode(NEW.digest, 'hex'), NEW.note, terms_instant(NEW.attested_at), NEW.attested_by, NEW.person_id::text]);
    RETURN NULL;
END $$;
CREATE TRIGGER sealed AFTER INSERT ON attestations FOR EACH ROW EXECUTE FUNCTION attestation_sealed();

CREATE FUNCTION attest_statement(p_fund int, p_month date, p_version int, p_from date, p_digest bytea, p_note text) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE v_no int;
BEGIN
    PERFORM require_role(p_fund, 'auditor');
    PERFORM lock_fund(p_fund);
    v_no := 1 + coalesce((SELECT max(attestation_no) FROM attestations WHERE fund_id = p_fund), 0);
    INSERT INTO attestations VALUES (p_fund, v_no, p_month, p_version, p_from, p_digest, p_note, ledger_now(), acting_user(), acting_person());
    RETURN v_no;
END $$;
GRANT EXECUTE ON FUNCTION attest_statement TO fundledger_app;

CREATE FUNCTION finding_state(p_fund int, p_no int) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT coalesce((SELECT CASE s.step WHEN 'returned' THEN 'open' ELSE s.step END FROM finding_steps s
        WHERE s.fund_id = p_fund AND s.finding_no = p_no ORDER BY s.step_no DESC LIMIT 1), 'open')
$$;
GRANT EXECUTE ON FUNCTION finding_state TO fundledger_app;

-- Answered by somebody else than who found it, judged by somebody else than who answered: persons, whatever their accounts.
CREATE FUNCTION finding_step_follows() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE v_state text := finding_state(NEW.fund_id, NEW.finding_no);
BEGIN
    IF v_state <> (CASE NEW.step WHEN 'answered' THEN 'open' ELSE 'answered' END)
        OR NEW.step_no <> 1 + (SELECT count(*) FROM finding_steps s WHERE s.fund_id = NEW.fund_id AND s.finding_no = NEW.finding_no) THEN
        PERFORM refuse('finding_in_its_state', format('Finding %s is %s.', NEW.finding_no, v_state));
    END IF;
    IF NEW.step = 'answered' AND NEW.person_id = (SELECT f.person_id FROM findings f WHERE (f.fund_id, f.finding_no) = (NEW.fund_id, NEW.finding_no)) THEN
        PERFORM refuse('answerer_is_not_finder', 'A finding is answered by somebody else than who opened it.');
    END IF;
    IF NEW.step <> 'answered' AND EXISTS (SELECT FROM finding_steps s WHERE s.fund_id = NEW.fund_id AND s.finding_no = NEW.finding_no
            AND s.step = 'answered' AND s.person_id = NEW.person_id) THEN
        PERFORM refuse('judge_is_not_answerer', 'An answer is judged by somebody else than who gave one.');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER follows BEFORE INSERT ON finding_steps FOR EACH ROW EXECUTE FUNCTION finding_step_follows();

CREATE FUNCTION finding_sealed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM record_reference(NEW.fund_id, 'finding', NEW.finding_no::text, ARRAY['finding', NEW.fund_id::text, NEW.finding_no::text, NEW.subject,
        NEW.reference, NEW.said, terms_instant(NEW.opened_at), NEW.opened_by, NEW.person_id::text]);
    PERFORM tell(NEW.fund_id, 'finding', NEW.finding_no, 'opened');
    RETURN NULL;
END $$;
CREATE TRIGGER sealed AFTER INSERT ON findings FOR EACH ROW EXECUTE FUNCTION finding_sealed();

CREATE FUNCTION finding_step_sealed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM record_reference(NEW.fund_id, 'finding_step', NEW.finding_no || '/' || NEW.step_no, ARRAY['finding_step', NEW.fund_id::text,
        NEW.finding_no::text, NEW.step_no::text, NEW.step, NEW.said, NEW.file_name, NEW.media_type, encode(sha256(NEW.content), 'hex'),
        terms_instant(NEW.at), NEW.actor, NEW.person_id::text]);
    PERFORM tell(NEW.fund_id, 'finding', NEW.finding_no, NEW.step, CASE WHEN NEW.step = 'accepted' THEN ARRAY(
        SELECT s.actor FROM finding_steps s WHERE s.fund_id = NEW.fund_id AND s.finding_no = NEW.finding_no AND s.step = 'answered') ELSE '{}' END);
    RETURN NULL;
END $$;
CREATE TRIGGER sealed AFTER INSERT ON finding_steps FOR EACH ROW EXECUTE FUNCTION finding_step_sealed();

CREATE FUNCTION who_acts_on_finding(p_fund int, p_no bigint) RETURNS TABLE (user_name text, person_id bigint) LANGUAGE sql STABLE AS $$
    WITH f AS (SELECT x.person_id, finding_state(p_fund, p_no::int) AS state FROM findings x WHERE x.fund_id = p_fund AND x.finding_no = p_no)
    SELECT h.user_name, h.person_id FROM f CROSS JOIN unnest('{fund_accountant, approver}'::text[]) r(role)
    CROSS JOIN LATERAL holders_of(p_fund, r.role) h WHERE f.state = 'open' AND h.person_id <> f.person_id
    UNION
    SELECT h.user_name, h.person_id FROM f CROSS JOIN holders_of(p_fund, 'auditor') h
    WHERE f.state = 'answered' AND NOT EXISTS (SELECT FROM finding_steps s WHERE s.fund_id = p_fund AND s.finding_no = p_no
        AND s.step = 'answered' AND s.person_id = h.person_id)
$$;

-- Into the function as it is now, whatever has been put into it before.
DO $$
DECLARE v_text text := (SELECT pg_get_functiondef('who_acts_next'::regproc));
BEGIN
    IF v_text NOT LIKE '%    ELSE%' THEN RAISE EXCEPTION 'who_acts_next has lost its place for more subjects.'; END IF;
    EXECUTE regexp_replace(v_text, E'\n    ELSE\n', E'\n    WHEN ''finding'' THEN\n'
        || E'        RETURN QUERY SELECT w.user_name, w.person_id FROM who_acts_on_finding(p_fund, p_no) w;\n    ELSE\n');
END $$;

CREATE FUNCTION add_finding(p_fund int, p_subject text, p_reference text, p_said text) RETURNS int LANGUAGE plpgsql AS $$
DECLARE v_no int := 1 + coalesce((SELECT max(finding_no) FROM findings WHERE fund_id = p_fund), 0);
BEGIN
    INSERT INTO findings VALUES (p_fund, v_no, p_subject, p_reference, p_said, ledger_now(), acting_user(), acting_person());
    RETURN v_no;
END $$;

CREATE FUNCTION open_finding(p_fund int, p_subject text, p_reference text, p_said text) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM require_role(p_fund, 'auditor');
    PERFORM lock_fund(p_fund);
    RETURN add_finding(p_fund, p_subject, p_reference, p_said);
END $$;
GRANT EXECUTE ON FUNCTION open_finding TO fundledger_app;

CREATE FUNCTION add_finding_step(p_fund int, p_no int, p_step text, p_said text, p_file text, p_media_type text, p_content bytea) RETURNS int
LANGUAGE plpgsql AS $$
DECLARE v_no int := 1 + (SELECT count(*) FROM finding_steps WHERE fund_id = p_fund AND finding_no = p_no);
BEGIN
    INSERT INTO finding_steps VALUES (p_fund, p_no, v_no, p_step, p_said, p_file, p_media_type, p_content, ledger_now(), acting_user(), acting_person());
    RETURN v_no;
END $$;

CREATE FUNCTION answer_finding(p_fund int, p_no int, p_said text, p_file text, p_media_type text, p_content bytea) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM require_role(p_fund, 'fund_accountant', 'approver');
    PERFORM lock_fund(p_fund);
    RETURN add_finding_step(p_fund, p_no, 'answered', p_said, p_file, p_media_type, p_content);
END $$;
GRANT EXECUTE ON FUNCTION answer_finding TO fundledger_app;

CREATE FUNCTION judge_answer(p_fund int, p_no int, p_accepted boolean, p_said text) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM require_role(p_fund, 'auditor');
    PERFORM lock_fund(p_fund);
    RETURN add_finding_step(p_fund, p_no, CASE WHEN p_accepted THEN 'accepted' ELSE 'returned' END, p_said, NULL, NULL, NULL);
END $$;
GRANT EXECUTE ON FUNCTION judge_answer TO fundledger_app;

CREATE FUNCTION note_look(p_fund int, p_subject text, p_reference text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM require_role(p_fund, 'auditor');
    INSERT INTO audit_looks (fund_id, subject, reference, looked_at, looked_by) VALUES (p_fund, p_subject, p_reference, ledger_now(), acting_user());
END $$;
GRANT EXECUTE ON FUNCTION note_look TO fundledger_app;

-- How many auditors have attested a statement, for the page that is open to everybody.
CREATE FUNCTION issued_statement_attested(p_fund text, p_from date, p_to date, p_version int) RETURNS int
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT count(*)::int FROM attestations a JOIN funds f USING (fund_id)
    WHERE f.code = p_fund AND a.from_date = p_from AND month_end(a.month) = p_to AND a.version = p_version
$$;
GRANT EXECUTE ON FUNCTION issued_statement_attested TO fundledger_app;
