-- What the standing checks find is told to the auditors and administrators of the fund, in the transaction that keeps the run: on the page of
-- notices, and by mail to those who want it. A run whose own planted fault was not found is told to those of every fund.

DO $$
DECLARE v_subjects text := (SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = 'notices_subject_check');
BEGIN
    ALTER TABLE notices DROP CONSTRAINT notices_subject_check;
    EXECUTE 'ALTER TABLE notices ADD CONSTRAINT notices_subject_check ' || replace(v_subjects, 'ARRAY[', 'ARRAY[''check''::text, ');
END $$;

CREATE FUNCTION tell_watchers(p_fund int, p_run bigint, p_event text) RETURNS void LANGUAGE sql AS $$
    SELECT tell(p_fund, 'check', p_run, p_event,
        ARRAY(SELECT h.user_name FROM holders_of(p_fund, 'auditor') h UNION SELECT h.user_name FROM holders_of(p_fund, 'administrator') h))
$$;

CREATE FUNCTION tell_of_faults() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM tell_watchers(a.fund_id, a.run_no, 'found') FROM (SELECT DISTINCT fund_id, run_no FROM added) a;
    RETURN NULL;
END $$;
CREATE TRIGGER told AFTER INSERT ON check_faults REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION tell_of_faults();

CREATE FUNCTION tell_of_broken_alarm() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM tell_watchers(f.fund_id, NEW.run_no, 'alarm_broken') FROM funds f;
    RETURN NULL;
END $$;
CREATE TRIGGER told_of_alarm AFTER INSERT ON check_runs FOR EACH ROW WHEN (NOT NEW.canary_found) EXECUTE FUNCTION tell_of_broken_alarm();
