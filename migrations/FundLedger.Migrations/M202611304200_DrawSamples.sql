-- Samples of paid support for the auditor to ask after in the field: drawn by a seed, so that the same seed gives the same lines to
-- everybody who has the books. What was heard is recorded line by line; what is not as it should be opens a finding.
-- The rule: the lines paid in the days, each by its key (voucher/line of the request), in the order of SHA-256 of "seed/key"; the first n.

CREATE TABLE samples (
    fund_id int NOT NULL REFERENCES funds,
    sample_no int NOT NULL CHECK (sample_no > 0),
    seed bigint NOT NULL,
    from_date date NOT NULL,
    to_date date NOT NULL,
    disbursement_id bigint,
    log_no bigint NOT NULL,
    population int NOT NULL,
    population_digest bytea NOT NULL CHECK (length(population_digest) = 32),
    size int NOT NULL,
    drawn_at timestamptz NOT NULL,
    drawn_by text NOT NULL,
    person_id bigint NOT NULL REFERENCES persons,
    PRIMARY KEY (fund_id, sample_no),
    FOREIGN KEY (fund_id, disbursement_id) REFERENCES disbursements,
    CONSTRAINT sample_days_in_order CHECK (from_date <= to_date),
    CONSTRAINT sample_within_population CHECK (size BETWEEN 1 AND population),
    CONSTRAINT sample_size CHECK (size <= 500),
    CONSTRAINT sample_seed CHECK (seed BETWEEN 0 AND 999999999999),
    CONSTRAINT sample_actor_present CHECK (drawn_by <> '')
);
COMMENT ON COLUMN samples.log_no IS 'The books as known at this log record: reversals of after it change no sample.';
COMMENT ON COLUMN samples.population_digest IS 'SHA-256 over the keys of all lines, in byte order, each ended by a line feed.';

CREATE TABLE sample_lines (
    fund_id int NOT NULL,
    sample_no int NOT NULL,
    rank int NOT NULL CHECK (rank > 0),
    line_key text NOT NULL,
    disbursement_id bigint NOT NULL,
    line_no int NOT NULL,
    amount bigint NOT NULL CHECK (amount > 0),
    PRIMARY KEY (fund_id, sample_no, rank),
    FOREIGN KEY (fund_id, sample_no) REFERENCES samples,
    FOREIGN KEY (fund_id, disbursement_id, line_no) REFERENCES disbursement_lines,
    CONSTRAINT sampled_once UNIQUE (fund_id, sample_no, line_key)
);

CREATE TABLE sample_results (
    fund_id int NOT NULL,
    sample_no int NOT NULL,
    rank int NOT NULL,
    result text NOT NULL CHECK (result IN ('received', 'short', 'not_received', 'not_found')),
    short_by bigint,
    note text CHECK (length(btrim(note)) BETWEEN 1 AND 500),
    finding_no int,
    recorded_at timestamptz NOT NULL,
    recorded_by text NOT NULL,
    person_id bigint NOT NULL REFERENCES persons,
    CONSTRAINT sampled_line_answered_once PRIMARY KEY (fund_id, sample_no, rank),
    FOREIGN KEY (fund_id, sample_no, rank) REFERENCES sample_lines,
    FOREIGN KEY (fund_id, finding_no) REFERENCES findings,
    CONSTRAINT short_says_how_much CHECK ((result = 'short') = (short_by IS NOT NULL)),
    CONSTRAINT short_by_something CHECK (short_by > 0),
    CONSTRAINT what_is_amiss_is_found CHECK ((result = 'received') = (finding_no IS NULL)),
    CONSTRAINT sample_result_actor_present CHECK (recorded_by <> '')
);

SELECT make_append_only(t) FROM unnest('{samples, sample_lines, sample_results}'::regclass[]) t;

DO $$
DECLARE t text; v_subjects text := (SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = 'reference_events_subject_check');
BEGIN
    FOREACH t IN ARRAY '{samples, sample_lines, sample_results}'::text[] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
        EXECUTE format('CREATE POLICY of_my_funds ON %I FOR SELECT TO fundledger_app USING (fund_id = ANY ((SELECT readable_funds())::int[]))', t);
        EXECUTE format('CREATE POLICY of_all_funds ON %I FOR SELECT TO fundledger_auditor USING (true)', t);
    END LOOP;
    ALTER TABLE reference_events DROP CONSTRAINT reference_events_subject_check;
    EXECUTE 'ALTER TABLE reference_events ADD CONSTRAINT reference_events_subject_check '
        || replace(v_subjects, 'ARRAY[', 'ARRAY[''sample''::text, ''sample_result''::text, ');
END $$;
GRANT SELECT ON samples, sample_lines, sample_results TO fundledger_app, fundledger_auditor;

-- Every line of support that was paid in the days and not taken back, as the books were at a log record.
CREATE FUNCTION paid_lines(p_fund int, p_from date, p_to date, p_request bigint, p_log_no bigint)
RETURNS TABLE (line_key text, disbursement_id bigint, line_no int, amount bigint) LANGUAGE sql STABLE AS $$
    SELECT format_voucher(e.voucher_type, e.voucher_year, e.voucher_no) || '/' || e.disbursement_line, e.disbursement_id, e.disbursement_line,
        sum(p.amount)::bigint
    FROM journal_entries e JOIN postings p USING (fund_id, book, entry_no)
    WHERE e.fund_id = p_fund AND e.book = 'financial' AND e.kind = 'disbursement' AND e.entry_date BETWEEN p_from AND p_to AND e.log_no <= p_log_no
        AND e.disbursement_line IS NOT NULL AND p.account_code = 'fund_balance' AND (p_request IS NULL OR e.disbursement_id = p_request)
        AND NOT EXISTS (SELECT FROM journal_entries r WHERE r.fund_id = e.fund_id AND r.book = e.book AND r.reverses_entry_no = e.entry_no
            AND r.log_no <= p_log_no)
    GROUP BY 1, 2, 3
$$;
GRANT EXECUTE ON FUNCTION paid_lines TO fundledger_app, fundledger_auditor;

CREATE FUNCTION draw_sample(p_fund int, p_seed bigint, p_size int, p_from date, p_to date, p_request bigint) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE s samples;
BEGIN
    PERFORM require_role(p_fund, 'auditor');
    PERFORM lock_fund(p_fund);
    s.fund_id := p_fund; s.sample_no := 1 + coalesce((SELECT max(x.sample_no) FROM samples x WHERE x.fund_id = p_fund), 0);
    s.seed := p_seed; s.from_date := p_from; s.to_date := p_to; s.disbursement_id := p_request; s.size := p_size;
    s.log_no := (SELECT h.log_no FROM fund_heads h WHERE h.fund_id = p_fund);
    SELECT count(*), sha256(convert_to(coalesce(string_agg(l.line_key || E'\n', '' ORDER BY l.line_key COLLATE "C"), ''), 'UTF8'))
    INTO s.population, s.population_digest FROM paid_lines(p_fund, p_from, p_to, p_request, s.log_no) l;
    s.drawn_at := ledger_now(); s.drawn_by := acting_user(); s.person_id := acting_person();
    INSERT INTO samples SELECT s.*;
    INSERT INTO sample_lines
    SELECT p_fund, s.sample_no, row_number() OVER (ORDER BY sha256(convert_to(p_seed || '/' || l.line_key, 'UTF8')), l.line_key COLLATE "C"),
        l.line_key, l.disbursement_id, l.line_no, l.amount
    FROM paid_lines(p_fund, p_from, p_to, p_request, s.log_no) l
    ORDER BY sha256(convert_to(p_seed || '/' || l.line_key, 'UTF8')), l.line_key COLLATE "C" LIMIT p_size;
    PERFORM record_reference(p_fund, 'sample', s.sample_no::text, ARRAY['sample', p_fund::text, s.sample_no::text, s.seed::text,
        to_char(s.from_date, 'YYYY-MM-DD'), to_char(s.to_date, 'YYYY-MM-DD'), s.disbursement_id::text, s.log_no::text, s.population::text,
        encode(s.population_digest, 'hex'), s.size::text, terms_instant(s.drawn_at), s.drawn_by, s.person_id::text,
        (SELECT json_agg(json_build_array(l.rank, l.line_key, l.disbursement_id, l.line_no, l.amount) ORDER BY l.rank)::text
         FROM sample_lines l WHERE l.fund_id = p_fund AND l.sample_no = s.sample_no)]);
    RETURN s.sample_no;
END $$;
GRANT EXECUTE ON FUNCTION draw_sample TO fundledger_app;

CREATE FUNCTION sample_result_sealed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM record_reference(NEW.fund_id, 'sample_result', NEW.sample_no || '/' || NEW.rank, ARRAY['sample_result', NEW.fund_id::text,
        NEW.sample_no::text, NEW.rank::text, NEW.result, NEW.short_by::text, NEW.note, NEW.finding_no::text, terms_instant(NEW.recorded_at),
        NEW.recorded_by, NEW.person_id::text]);
    RETURN NULL;
END $$;
CREATE TRIGGER sealed AFTER INSERT ON sample_results FOR EACH ROW EXECUTE FUNCTION sample_result_sealed();

CREATE FUNCTION record_sample_result(p_fund int, p_sample int, p_rank int, p_result text, p_short_by bigint, p_note text, p_said text) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE v_finding int; v_amount bigint := (SELECT l.amount FROM sample_lines l WHERE (l.fund_id, l.sample_no, l.rank) = (p_fund, p_sample, p_rank));
BEGIN
    PERFORM require_role(p_fund, 'auditor');
    PERFORM lock_fund(p_fund);
    IF p_short_by >= v_amount THEN PERFORM refuse('short_by_less_than_all', 'Short by all of it is not received.'); END IF;
    IF p_result <> 'received' THEN v_finding := add_finding(p_fund, 'sample', p_sample || '/' || p_rank, p_said); END IF;
    INSERT INTO sample_results
    VALUES (p_fund, p_sample, p_rank, p_result, p_short_by, p_note, v_finding, ledger_now(), acting_user(), acting_person());
    RETURN v_finding;
END $$;
GRANT EXECUTE ON FUNCTION record_sample_result TO fundledger_app;
