-- Closing and reopening: one function per use case.

CREATE FUNCTION add_period_event(p_fund int, p_month date, p_event text, p_answers bigint, p_content_hash bytea, p_reason text)
RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    e period_events;
    v_seal record;
BEGIN
    e.fund_id := p_fund; e.month := p_month; e.event := p_event; e.recorded_at := ledger_now(); e.actor := acting_user();
    e.person_id := acting_person(); e.answers := p_answers; e.content_hash := p_content_hash; e.hash_version := 1;
    e.answered_person := (SELECT q.person_id FROM period_events q WHERE q.fund_id = p_fund AND q.log_no = p_answers);
    IF p_reason IS NOT NULL THEN
        e.reason := p_reason;
        e.reason_salt := substr(sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())), 1, 16);
        e.reason_commitment := commitment_of(e.reason_salt, p_reason);
    END IF;
    e.log_no := (SELECT h.log_no + 1 FROM fund_heads h WHERE h.fund_id = p_fund);
    SELECT * INTO v_seal FROM seal(p_fund, canonical('period', '1', p_fund::text, canonical_date(p_month), p_event,
        canonical_instant(e.recorded_at), e.actor, e.person_id::text, p_answers::text, e.answered_person::text,
        encode(p_content_hash, 'hex'), encode(e.reason_commitment, 'hex'), e.log_no::text));
    e.hash := v_seal.hash;
    INSERT INTO period_events SELECT e.*;
    RETURN e.log_no;
END $$;

CREATE FUNCTION require_long_reason(p_reason text) RETURNS text IMMUTABLE LANGUAGE plpgsql AS $$
BEGIN
    IF length(btrim(coalesce(p_reason, ''))) < 10 THEN PERFORM refuse('period_reason_given', 'A reason of at least 10 characters is needed.'); END IF;
    RETURN btrim(p_reason);
END $$;

-- The month that may be closed next; refuses every other one, and one that has not ended.
CREATE FUNCTION require_next_month(p_fund int, p_month date) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF p_month + interval '1 month' > business_today() THEN PERFORM refuse('month_has_ended', 'The month has not ended.'); END IF;
    IF p_month <> (SELECT coalesce(s.closed_through + 1, date_trunc('month', f.opened_on)::date)
                   FROM period_states s JOIN funds f USING (fund_id) WHERE s.fund_id = p_fund) THEN
        PERFORM refuse('months_close_in_order', 'Months are closed one after another.');
    END IF;
END $$;

CREATE FUNCTION start_closing(p_fund int, p_month date) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM require_role(p_fund, 'fund_accountant');
    PERFORM lock_fund(p_fund);
    PERFORM require_next_month(p_fund, p_month);
    UPDATE period_states SET closing_month = p_month, closing_person = acting_person() WHERE fund_id = p_fund AND closing_month IS NULL;
    IF NOT FOUND THEN PERFORM refuse('period_in_its_state', 'The month is being closed already.'); END IF;
    PERFORM add_period_event(p_fund, p_month, 'closing', NULL, NULL, NULL);
END $$;

CREATE FUNCTION take_closing_back(p_fund int, p_month date) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM require_role(p_fund, 'fund_accountant');
    PERFORM lock_fund(p_fund);
    UPDATE period_states SET closing_month = NULL, closing_person = NULL WHERE fund_id = p_fund AND closing_month = p_month;
    IF NOT FOUND THEN PERFORM refuse('period_in_its_state', 'The month is not being closed.'); END IF;
    PERFORM add_period_event(p_fund, p_month, 'taken_back', NULL, NULL, NULL);
END $$;

-- The latest event 'closing' of the month that is being closed.
CREATE FUNCTION current_closing(p_fund int) RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT max(e.log_no) FROM period_events e JOIN period_states s ON s.fund_id = e.fund_id AND s.closing_month = e.month
    WHERE e.fund_id = p_fund AND e.event = 'closing'
$$;

-- A second person accepts that what is listed stays open over the end of the month; p_seen is the list as that person saw it.
CREATE FUNCTION accept_open_items(p_fund int, p_month date, p_seen bytea, p_reason text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE v_reason text := require_long_reason(p_reason);
BEGIN
    PERFORM require_role(p_fund, 'approver');
    PERFORM lock_fund(p_fund);
    IF NOT EXISTS (SELECT FROM period_states WHERE fund_id = p_fund AND closing_month = p_month) THEN
        PERFORM refuse('period_in_its_state', 'The month is not being closed.');
    END IF;
    IF p_seen IS DISTINCT FROM open_items_hash(p_fund, p_month) THEN
        PERFORM refuse('decision_on_what_was_seen', 'The open items are not the ones that were seen.');
    END IF;
    PERFORM add_period_event(p_fund, p_month, 'accepted', current_closing(p_fund), p_seen, v_reason);
END $$;

CREATE OR REPLACE FUNCTION close_period(p_fund int, p_month date) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    c closed_periods;
    v_seal record;
    v_blockers text;
BEGIN
    PERFORM require_role(p_fund, 'fund_accountant');
    PERFORM lock_fund(p_fund);
    PERFORM require_next_month(p_fund, p_month);
    IF NOT EXISTS (SELECT FROM period_states WHERE fund_id = p_fund AND closing_month IS NOT NULL) THEN
        PERFORM start_closing(p_fund, p_month);
    END IF;
    SELECT string_agg(f.check_code || ' ' || f.item, ', ') INTO v_blockers FROM close_findings(p_fund, p_month) f
    WHERE f.severity = 'blocker' OR (f.severity = 'open_item' AND NOT EXISTS (SELECT FROM period_events a WHERE a.fund_id = p_fund
        AND a.event = 'accepted' AND a.answers = current_closing(p_fund) AND a.content_hash = open_items_hash(p_fund, p_month)));
    IF v_blockers IS NOT NULL THEN PERFORM refuse('period_has_no_blockers', format('The month cannot be closed: %s.', v_blockers)); END IF;
    c.fund_id := p_fund; c.month := p_month; c.closed_at := ledger_now(); c.closed_by := acting_user(); c.hash_version := 1;
    c.version := (SELECT count(*) + 1 FROM closed_periods WHERE fund_id = p_fund AND month = p_month);
    c.last_entry_no := coalesce((SELECT last_no FROM number_series WHERE fund_id = p_fund AND series = 'financial'), 0);
    c.liquid := coalesce((SELECT sum(liquid) FROM pool_days WHERE fund_id = p_fund AND day < p_month + interval '1 month'), 0);
    c.log_no := (SELECT log_no + 1 FROM fund_heads WHERE fund_id = p_fund);
    SELECT * INTO v_seal FROM seal(p_fund, canonical('close', '1', p_fund::text, canonical_date(p_month), canonical_instant(c.closed_at),
        c.closed_by, c.last_entry_no::text, c.liquid::text, c.log_no::text));
    c.hash := v_seal.hash;
    INSERT INTO closed_periods SELECT c.*;
    UPDATE period_states SET closed_through = month_end(p_month), closing_month = NULL, closing_person = NULL WHERE fund_id = p_fund;
END $$;

-- The digest of the month's statement, computed by the caller from the books as they were closed a moment before.
CREATE FUNCTION seal_statement(p_fund int, p_month date, p_digest bytea) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    s statement_seals;
    v_seal record;
BEGIN
    PERFORM require_role(p_fund, 'fund_accountant');
    PERFORM lock_fund(p_fund);
    SELECT c.version INTO s.version FROM closed_periods c JOIN fund_heads h ON h.fund_id = c.fund_id AND h.log_no = c.log_no
    WHERE c.fund_id = p_fund AND c.month = p_month;
    IF NOT FOUND THEN PERFORM refuse('statement_sealed_at_once', 'A statement is sealed right after its month was closed.'); END IF;
    s.fund_id := p_fund; s.month := p_month; s.digest := p_digest; s.sealed_by := acting_user(); s.hash_version := 1;
    s.log_no := (SELECT log_no + 1 FROM fund_heads WHERE fund_id = p_fund);
    SELECT * INTO v_seal FROM seal(p_fund, canonical('statement', '1', p_fund::text, canonical_date(p_month), s.version::text,
        encode(p_digest, 'hex'), s.sealed_by, s.log_no::text));
    s.hash := v_seal.hash;
    INSERT INTO statement_seals SELECT s.*;
END $$;

-- Nobody closes a month and keeps the digest of its statement to himself.
CREATE FUNCTION closing_has_statement() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM statement_seals s WHERE s.fund_id = NEW.fund_id AND s.month = NEW.month AND s.version = NEW.version) THEN
        PERFORM refuse('closing_has_statement', 'A closing seals the statement of its month in the same transaction.');
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER has_statement AFTER INSERT ON closed_periods DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION closing_has_statement();

-- ---------------------------------------------------------------- reopening: one asks, another decides

CREATE FUNCTION require_reopenable(p_fund int, p_month date) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM period_states WHERE fund_id = p_fund AND closed_through = month_end(p_month) AND closing_month IS NULL) THEN
        PERFORM refuse('last_closed_month_reopens', 'Only the month that was closed last is reopened, while none is being closed.');
    END IF;
END $$;

CREATE FUNCTION request_reopening(p_fund int, p_month date, p_reason text) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE v_reason text := require_long_reason(p_reason);
BEGIN
    PERFORM require_role(p_fund, 'fund_accountant');
    PERFORM lock_fund(p_fund);
    PERFORM require_reopenable(p_fund, p_month);
    IF EXISTS (SELECT FROM period_events q WHERE q.fund_id = p_fund AND q.month = p_month AND q.event = 'reopen_requested'
               AND NOT EXISTS (SELECT FROM period_events a WHERE a.fund_id = p_fund AND a.answers = q.log_no)) THEN
        PERFORM refuse('reopening_asked_once', 'The reopening of this month has been asked for and not decided.');
    END IF;
    RETURN add_period_event(p_fund, p_month, 'reopen_requested', NULL, NULL, v_reason);
END $$;

CREATE FUNCTION approve_reopening(p_fund int, p_request bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE v_month date;
BEGIN
    PERFORM require_role(p_fund, 'approver');
    PERFORM lock_fund(p_fund);
    SELECT month INTO v_month FROM period_events WHERE fund_id = p_fund AND log_no = p_request AND event = 'reopen_requested';
    IF NOT FOUND THEN PERFORM refuse('answer_names_its_question', 'There is no such request.'); END IF;
    PERFORM require_reopenable(p_fund, v_month);
    PERFORM add_period_event(p_fund, v_month, 'reopened', p_request, NULL, NULL);
    UPDATE period_states s SET closed_through = (SELECT max(month_end(c.month)) FROM closed_periods c
        WHERE c.fund_id = p_fund AND c.month < v_month) WHERE s.fund_id = p_fund;
END $$;

CREATE FUNCTION reject_reopening(p_fund int, p_request bigint, p_reason text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_reason text := require_long_reason(p_reason);
    v_month date;
BEGIN
    PERFORM require_role(p_fund, 'approver');
    PERFORM lock_fund(p_fund);
    SELECT month INTO v_month FROM period_events WHERE fund_id = p_fund AND log_no = p_request AND event = 'reopen_requested';
    IF NOT FOUND THEN PERFORM refuse('answer_names_its_question', 'There is no such request.'); END IF;
    PERFORM add_period_event(p_fund, v_month, 'reopen_rejected', p_request, NULL, v_reason);
END $$;

DO $$
DECLARE t text;
BEGIN
    FOREACH t IN ARRAY ARRAY['period_states', 'period_events', 'statement_seals'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
        EXECUTE format('CREATE POLICY of_my_funds ON %I FOR SELECT TO fundledger_app USING (fund_id = ANY ((SELECT readable_funds())::int[]))', t);
        EXECUTE format('CREATE POLICY of_all_funds ON %I FOR SELECT TO fundledger_auditor USING (true)', t);
        EXECUTE format('GRANT SELECT ON %I TO fundledger_app, fundledger_auditor', t);
    END LOOP;
END $$;
GRANT SELECT ON close_checks TO fundledger_app, fundledger_auditor;
GRANT EXECUTE ON FUNCTION start_closing, take_closing_back, accept_open_items, seal_statement, request_reopening, approve_reopening,
    reject_reopening, close_findings, open_items_hash, month_end TO fundledger_app;
