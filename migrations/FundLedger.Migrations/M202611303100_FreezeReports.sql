-- A report that is due before its period ends is frozen: what the books knew on its day, at a number of the hash log, with the figures that
-- were sent. Later a final one of the whole period follows it, and what lies between the two can be told entry by entry.

CREATE TABLE report_freezes (
    fund_id int NOT NULL REFERENCES funds,
    freeze_no int NOT NULL CHECK (freeze_no > 0),
    report text NOT NULL CHECK (report IN ('receipt-use', 'occasion', 'matrix')),
    occasion_code text REFERENCES occasions,
    from_date date NOT NULL,
    cut_off date NOT NULL,
    to_date date NOT NULL,
    follows int,
    log_no bigint NOT NULL,
    log_hash bytea NOT NULL CHECK (length(log_hash) = 32),
    figures text NOT NULL CHECK (length(figures) BETWEEN 1 AND 5000000),
    digest bytea NOT NULL,
    frozen_at timestamptz NOT NULL,
    frozen_by text NOT NULL,
    person_id bigint NOT NULL REFERENCES persons,
    PRIMARY KEY (fund_id, freeze_no),
    FOREIGN KEY (fund_id, follows) REFERENCES report_freezes,
    CONSTRAINT freeze_days_in_order CHECK (from_date <= cut_off AND cut_off <= to_date),
    CONSTRAINT freeze_day_has_come CHECK (cut_off <= (frozen_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date),
    CONSTRAINT final_report_is_whole CHECK (follows IS NULL OR cut_off = to_date),
    CONSTRAINT thematic_report_has_occasion CHECK ((report = 'occasion') = (occasion_code IS NOT NULL)),
    CONSTRAINT freeze_digest_of_its_figures CHECK (digest = sha256(convert_to(figures, 'UTF8'))),
    CONSTRAINT freeze_actor_present CHECK (frozen_by <> '')
);
COMMENT ON TABLE report_freezes IS 'Reports as they were sent. cut_off: the last day that the figures know; to_date: the last day of the period.';
COMMENT ON COLUMN report_freezes.follows IS 'Of a final report the one that was sent before the period ended; else null.';
COMMENT ON COLUMN report_freezes.log_no IS 'The figures are of the books as known at this record of the hash log.';

SELECT make_append_only('report_freezes');
ALTER TABLE report_freezes ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_my_funds ON report_freezes FOR SELECT TO fundledger_app USING (fund_id = ANY ((SELECT readable_funds())::int[]));
CREATE POLICY of_all_funds ON report_freezes FOR SELECT TO fundledger_auditor USING (true);
GRANT SELECT ON report_freezes TO fundledger_app, fundledger_auditor;

DO $$
DECLARE v_subjects text := (SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = 'reference_events_subject_check');
BEGIN
    ALTER TABLE reference_events DROP CONSTRAINT reference_events_subject_check;
    EXECUTE 'ALTER TABLE reference_events ADD CONSTRAINT reference_events_subject_check ' || replace(v_subjects, 'ARRAY[', 'ARRAY[''report''::text, ');
END $$;

-- A report is of the books as they are when it is frozen, and a final one is of the same days as the one that it follows.
CREATE FUNCTION report_freeze_stands() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM fund_heads h WHERE h.fund_id = NEW.fund_id AND h.log_no = NEW.log_no AND h.log_hash = NEW.log_hash) THEN
        PERFORM refuse('frozen_at_the_head', 'A report is frozen as of the last record of the log.');
    END IF;
    IF NEW.freeze_no <> 1 + (SELECT count(*) FROM report_freezes WHERE fund_id = NEW.fund_id) THEN
        PERFORM refuse('freezes_count_on', 'Frozen reports are numbered one after the other.');
    END IF;
    IF NEW.follows IS NOT NULL AND NOT EXISTS (SELECT FROM report_freezes f WHERE f.fund_id = NEW.fund_id AND f.freeze_no = NEW.follows
            AND f.follows IS NULL AND (f.report, f.from_date, f.to_date) = (NEW.report, NEW.from_date, NEW.to_date)
            AND f.occasion_code IS NOT DISTINCT FROM NEW.occasion_code) THEN
        PERFORM refuse('final_report_follows', 'A final report is of the same days as the one that it follows, which is no final one.');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER stands BEFORE INSERT ON report_freezes FOR EACH ROW EXECUTE FUNCTION report_freeze_stands();

CREATE FUNCTION report_freeze_terms(r report_freezes) RETURNS text[] LANGUAGE sql STABLE AS $$
    SELECT ARRAY['report', r.fund_id::text, r.freeze_no::text, r.report, r.occasion_code, to_char(r.from_date, 'YYYY-MM-DD'),
        to_char(r.cut_off, 'YYYY-MM-DD'), to_char(r.to_date, 'YYYY-MM-DD'), r.follows::text, r.log_no::text, encode(r.log_hash, 'hex'),
        encode(r.digest, 'hex'), to_char(r.frozen_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'), r.frozen_by, r.person_id::text]
$$;

CREATE FUNCTION report_freeze_sealed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM record_reference(NEW.fund_id, 'report', NEW.freeze_no::text, report_freeze_terms(NEW));
    RETURN NULL;
END $$;
CREATE TRIGGER sealed AFTER INSERT ON report_freezes FOR EACH ROW EXECUTE FUNCTION report_freeze_sealed();

CREATE FUNCTION add_report_freeze(r report_freezes) RETURNS int LANGUAGE plpgsql AS $$
BEGIN
    PERFORM lock_fund(r.fund_id);
    r.freeze_no := 1 + (SELECT count(*) FROM report_freezes WHERE fund_id = r.fund_id);
    SELECT h.log_no, h.log_hash INTO r.log_no, r.log_hash FROM fund_heads h WHERE h.fund_id = r.fund_id;
    r.digest := sha256(convert_to(r.figures, 'UTF8'));
    r.frozen_at := ledger_now(); r.frozen_by := acting_user(); r.person_id := acting_person();
    INSERT INTO report_freezes SELECT r.*;
    RETURN r.freeze_no;
END $$;

-- The figures are computed outside; the verification computes them again from the log number and compares.
CREATE FUNCTION freeze_report(p_fund int, p_report text, p_occasion text, p_from date, p_cut_off date, p_to date, p_figures text) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE r report_freezes;
BEGIN
    PERFORM require_role(p_fund, 'fund_accountant');
    r.fund_id := p_fund; r.report := p_report; r.occasion_code := p_occasion; r.from_date := p_from; r.cut_off := p_cut_off; r.to_date := p_to;
    r.figures := p_figures;
    RETURN add_report_freeze(r);
END $$;

CREATE FUNCTION finish_report(p_fund int, p_follows int, p_figures text) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE r report_freezes;
BEGIN
    PERFORM require_role(p_fund, 'fund_accountant');
    SELECT * INTO r FROM report_freezes WHERE fund_id = p_fund AND freeze_no = p_follows;
    IF NOT FOUND THEN PERFORM refuse('final_report_follows', 'There is no such report.'); END IF;
    r.follows := p_follows; r.cut_off := r.to_date; r.figures := p_figures;
    RETURN add_report_freeze(r);
END $$;
GRANT EXECUTE ON FUNCTION freeze_report, finish_report TO fundledger_app;
