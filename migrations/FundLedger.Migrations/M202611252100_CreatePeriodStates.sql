-- A month of a fund is open, closing or closed. Months close one after another and are reopened in the reverse order, so one row per fund says
-- it all; period_events, closed_periods and statement_seals are the sealed history behind it.

CREATE TABLE period_states (
    fund_id int PRIMARY KEY REFERENCES funds,
    closed_through date CONSTRAINT closed_through_ends_a_month CHECK (extract(day FROM closed_through + 1) = 1),
    closing_month date,
    closing_person bigint REFERENCES persons,
    CONSTRAINT closing_month_is_the_next CHECK (extract(day FROM closing_month) = 1 AND (closed_through IS NULL OR closing_month = closed_through + 1)),
    CONSTRAINT closing_has_its_person CHECK ((closing_month IS NULL) = (closing_person IS NULL))
) WITH (fillfactor = 50);
COMMENT ON TABLE period_states IS 'How far the books of a fund are closed, and which month is being closed; follows from period_events and closed_periods.';

INSERT INTO period_states (fund_id, closed_through)
SELECT f.fund_id, (max(c.month) + interval '1 month' - interval '1 day')::date
FROM funds f LEFT JOIN closed_periods c USING (fund_id) GROUP BY f.fund_id;

CREATE FUNCTION fund_period_born() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO period_states (fund_id) VALUES (NEW.fund_id);
    RETURN NULL;
END $$;
CREATE TRIGGER born_with_periods AFTER INSERT ON funds FOR EACH ROW EXECUTE FUNCTION fund_period_born();

-- A month that is closed again after it was reopened gets the next version; the closings before it stay.
ALTER TABLE closed_periods ADD COLUMN version int NOT NULL DEFAULT 1 CONSTRAINT version_from_one CHECK (version >= 1);
ALTER TABLE closed_periods ALTER COLUMN version DROP DEFAULT;
ALTER TABLE closed_periods DROP CONSTRAINT closed_periods_pkey, ADD PRIMARY KEY (fund_id, month, version);
COMMENT ON TABLE closed_periods IS 'Each closing of a month, sealed. A statement of version n is the books as known at the log number of closing n.';

CREATE TABLE period_events (
    fund_id int NOT NULL REFERENCES funds,
    log_no bigint NOT NULL,
    month date NOT NULL CONSTRAINT event_month_starts_on_first CHECK (extract(day FROM month) = 1),
    event text NOT NULL CHECK (event IN ('closing', 'taken_back', 'accepted', 'reopen_requested', 'reopen_rejected', 'reopened')),
    recorded_at timestamptz NOT NULL,
    actor text NOT NULL CONSTRAINT period_actor_present CHECK (actor <> ''),
    person_id bigint NOT NULL REFERENCES persons,
    answers bigint,
    answered_person bigint REFERENCES persons,
    content_hash bytea CHECK (length(content_hash) = 32),
    reason text,
    reason_salt bytea,
    reason_commitment bytea,
    hash_version smallint NOT NULL,
    hash bytea NOT NULL CHECK (length(hash) = 32),
    PRIMARY KEY (fund_id, log_no),
    FOREIGN KEY (fund_id, answers) REFERENCES period_events,
    CONSTRAINT answer_names_its_question CHECK ((event IN ('accepted', 'reopen_rejected', 'reopened')) = (answers IS NOT NULL)
        AND (answers IS NULL) = (answered_person IS NULL)),
    CONSTRAINT two_persons_reopen CHECK (event NOT IN ('reopened', 'reopen_rejected') OR answered_person <> person_id),
    CONSTRAINT accepter_is_not_closer CHECK (event <> 'accepted' OR answered_person <> person_id),
    CONSTRAINT accepted_says_what CHECK ((event = 'accepted') = (content_hash IS NOT NULL)),
    CONSTRAINT period_reason_given CHECK (event IN ('closing', 'taken_back', 'reopened') OR reason_commitment IS NOT NULL)
);
COMMENT ON TABLE period_events IS 'Who began to close a month, took it back, accepted what stays open, asked for it to be reopened and decided; sealed.';
CREATE UNIQUE INDEX reopening_decided_once ON period_events (fund_id, answers) WHERE event IN ('reopened', 'reopen_rejected');
SELECT make_append_only('period_events');

-- The other person is looked up, never told: the CHECKs above compare two hands that are really there.
CREATE FUNCTION period_event_answers() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM period_events q WHERE q.fund_id = NEW.fund_id AND q.log_no = NEW.answers AND q.month = NEW.month
                   AND q.person_id = NEW.answered_person AND q.log_no < NEW.log_no
                   AND q.event = CASE NEW.event WHEN 'accepted' THEN 'closing' ELSE 'reopen_requested' END) THEN
        PERFORM refuse('answer_names_its_question', 'The record that is answered is not there, or is of somebody else.');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER answers_its_question BEFORE INSERT ON period_events FOR EACH ROW WHEN (NEW.answers IS NOT NULL)
    EXECUTE FUNCTION period_event_answers();

CREATE TABLE statement_seals (
    fund_id int NOT NULL,
    month date NOT NULL,
    version int NOT NULL,
    digest bytea NOT NULL CHECK (length(digest) = 32),
    sealed_by text NOT NULL CONSTRAINT statement_actor_present CHECK (sealed_by <> ''),
    hash_version smallint NOT NULL,
    log_no bigint NOT NULL,
    hash bytea NOT NULL CHECK (length(hash) = 32),
    PRIMARY KEY (fund_id, month, version),
    FOREIGN KEY (fund_id, month, version) REFERENCES closed_periods,
    CONSTRAINT statement_sealed_at_once UNIQUE (fund_id, log_no)
);
COMMENT ON TABLE statement_seals IS 'The digest of the month''s statement, sealed right after each closing: what is printed later is compared with it.';
SELECT make_append_only('statement_seals');

-- ---------------------------------------------------------------- nothing is dated in a month that is not open

CREATE FUNCTION refuse_unless_open(p_fund int, p_date date, p_kind text) RETURNS void LANGUAGE plpgsql STABLE AS $$
DECLARE s period_states;
BEGIN
    SELECT * INTO s FROM period_states WHERE fund_id = p_fund;
    IF p_date <= s.closed_through THEN PERFORM refuse('period_open', format('The month of %s is closed.', p_date)); END IF;
    -- The lapse of a budget is what the checklist of December itself demands.
    IF p_date < s.closing_month + interval '1 month' AND p_kind IS DISTINCT FROM 'lapse' THEN
        PERFORM refuse('period_open', format('The month of %s is being closed.', p_date));
    END IF;
END $$;

CREATE OR REPLACE FUNCTION journal_entry_period_open() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM lock_fund(NEW.fund_id);
    IF NEW.entry_date < (SELECT opened_on FROM funds WHERE fund_id = NEW.fund_id) OR NEW.entry_date > business_today() THEN
        PERFORM refuse('entry_date_possible', format('%s is before the fund opened or in the future.', NEW.entry_date));
    END IF;
    PERFORM refuse_unless_open(NEW.fund_id, NEW.entry_date, NEW.kind);
    RETURN NEW;
END $$;

-- A paper or a request written by hand, without an entry, would still be dated in the month.
CREATE FUNCTION vouchers_period_open() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM lock_fund(v.fund_id) FROM (SELECT DISTINCT fund_id FROM added ORDER BY 1) v;
    PERFORM refuse_unless_open(v.fund_id, v.first_date, CASE WHEN v.only_lapses THEN 'lapse' END)
    FROM (SELECT fund_id, min(voucher_date) AS first_date, bool_and(voucher_type = 'KC') AS only_lapses FROM added GROUP BY fund_id) v;
    RETURN NULL;
END $$;
CREATE TRIGGER period_open AFTER INSERT ON vouchers REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION vouchers_period_open();

CREATE FUNCTION disbursement_period_open() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM lock_fund(NEW.fund_id);
    PERFORM refuse_unless_open(NEW.fund_id, NEW.requested_on, NULL);
    RETURN NEW;
END $$;
CREATE TRIGGER period_open BEFORE INSERT ON disbursements FOR EACH ROW EXECUTE FUNCTION disbursement_period_open();

-- ---------------------------------------------------------------- what the readers of statements need to know

CREATE OR REPLACE VIEW fund_movements WITH (security_invoker = true) AS
SELECT p.fund_id, p.entry_no, p.line, p.entry_date, p.pool_id, coalesce(o.kind, e.kind) AS counts_as,
    CASE coalesce(o.kind, e.kind) WHEN 'receipt' THEN -posting_signed(p.side, p.amount) ELSE posting_signed(p.side, p.amount) END AS amount,
    -posting_signed(p.side, p.amount) AS effect,
    p.support_kind, p.class_code, p.beneficiary_code, e.voucher_type, e.voucher_year, e.voucher_no,
    o.voucher_type AS reverses_type, o.voucher_year AS reverses_year, o.voucher_no AS reverses_no,
    o.entry_date AS reverses_date, e.log_no
FROM postings p
JOIN journal_entries e USING (fund_id, book, entry_no)
LEFT JOIN journal_entries o ON o.fund_id = e.fund_id AND o.book = e.book AND o.entry_no = e.reverses_entry_no
WHERE p.book = 'financial' AND p.account_code = 'fund_balance';
