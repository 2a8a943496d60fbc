-- Whoever must act next is told in the transaction of the change that makes it so: what is rolled back tells nobody, what is committed always
-- tells. Who that is, is said in one place, which the pages ask as well. A notice says what happened to which paper, and never of whom.

CREATE TABLE notices (
    fund_id int NOT NULL REFERENCES funds,
    notice_no bigint GENERATED ALWAYS AS IDENTITY,
    user_name text NOT NULL REFERENCES users,
    subject text NOT NULL
        CHECK (subject IN ('disbursement', 'transfer', 'adjustment', 'period', 'norm', 'ladder', 'delegation', 'identity')),
    subject_no bigint NOT NULL CHECK (subject_no > 0),
    event text NOT NULL CHECK (event ~ '^[a-z_]{3,30}$'),
    must_act boolean NOT NULL,
    told_at timestamptz NOT NULL,
    read_at timestamptz,
    PRIMARY KEY (fund_id, notice_no)
);
COMMENT ON TABLE notices IS 'Who was told what: the outbox of the changes of state, and the inbox of each user.';
COMMENT ON COLUMN notices.subject_no IS 'The number of the paper; of a month the year and the month, e.g. 202101.';
COMMENT ON COLUMN notices.must_act IS 'The user was one of those who could take the next step.';
CREATE INDEX notices_unread ON notices (user_name) WHERE read_at IS NULL;
CREATE INDEX notices_of_user ON notices (user_name, told_at DESC, notice_no DESC);
CREATE INDEX notices_of_subject ON notices (fund_id, subject, subject_no);

CREATE TABLE mail_addresses (
    user_name text PRIMARY KEY REFERENCES users,
    address text NOT NULL
        CONSTRAINT mail_address_plain CHECK (length(address) <= 254 AND address ~ '^[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$'),
    is_wanted boolean NOT NULL DEFAULT true,
    set_at timestamptz NOT NULL
);
COMMENT ON TABLE mail_addresses IS 'Where a user gets notices by mail: set by the operator, wanted or not by the user.';

CREATE TABLE notice_mails (
    fund_id int NOT NULL,
    notice_no bigint NOT NULL,
    message_id uuid NOT NULL DEFAULT gen_random_uuid(),
    queued_at timestamptz NOT NULL,
    tries smallint NOT NULL DEFAULT 0 CHECK (tries >= 0),
    next_try_at timestamptz NOT NULL,
    sent_at timestamptz,
    given_up_at timestamptz,
    last_failure text CHECK (length(last_failure) <= 200),
    PRIMARY KEY (fund_id, notice_no),
    FOREIGN KEY (fund_id, notice_no) REFERENCES notices,
    CONSTRAINT mail_ends_once CHECK (num_nonnulls(sent_at, given_up_at) < 2)
);
COMMENT ON TABLE notice_mails IS 'Notices on their way by mail: sent at least once, each time under the same message id.';
CREATE INDEX mails_due ON notice_mails (next_try_at) WHERE sent_at IS NULL AND given_up_at IS NULL;

CREATE TRIGGER append_only BEFORE DELETE ON notices FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON notices FOR EACH STATEMENT EXECUTE FUNCTION append_only();

CREATE FUNCTION notice_moves_forward() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.read_at IS NOT NULL OR to_jsonb(OLD) - 'read_at' <> to_jsonb(NEW) - 'read_at' THEN
        PERFORM refuse('notice_moves_forward', 'A notice is read once and never changed.');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER moves_forward BEFORE UPDATE ON notices FOR EACH ROW EXECUTE FUNCTION notice_moves_forward();

ALTER TABLE notices ENABLE ROW LEVEL SECURITY;
CREATE POLICY my_own ON notices FOR SELECT TO fundledger_app
    USING (current_setting('app.actor', true) IN (user_name, '(checks)') AND fund_id = ANY ((SELECT readable_funds())::int[]));
CREATE POLICY of_all_funds ON notices FOR SELECT TO fundledger_auditor USING (true);
ALTER TABLE notice_mails ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_my_funds ON notice_mails FOR SELECT TO fundledger_app USING (fund_id = ANY ((SELECT readable_funds())::int[]));
CREATE POLICY of_all_funds ON notice_mails FOR SELECT TO fundledger_auditor USING (true);
ALTER TABLE mail_addresses ENABLE ROW LEVEL SECURITY;
CREATE POLICY my_own ON mail_addresses FOR SELECT TO fundledger_app USING (current_setting('app.actor', true) IN (user_name, '(checks)'));
GRANT SELECT ON notices, notice_mails TO fundledger_app, fundledger_auditor;
GRANT SELECT ON mail_addresses TO fundledger_app;

-- ---------------------------------------------------------------- who must act next

CREATE FUNCTION holders_of(p_fund int, p_role text) RETURNS TABLE (user_name text, person_id bigint) LANGUAGE sql STABLE AS $$
    SELECT u.user_name, u.person_id FROM user_roles r JOIN users u USING (user_name)
    WHERE r.fund_id = p_fund AND r.role = p_role AND u.disabled_at IS NULL
$$;

CREATE FUNCTION who_acts_on_request(p_fund int, p_no bigint) RETURNS TABLE (user_name text, person_id bigint) LANGUAGE sql STABLE AS $$
    WITH d AS (SELECT * FROM disbursements WHERE fund_id = p_fund AND disbursement_id = p_no),
    taken AS (SELECT decided_person AS hand, in_name_person FROM disbursement_steps
              WHERE fund_id = p_fund AND disbursement_id = p_no AND decided_by IS NOT NULL),
    waiting AS (SELECT level_code FROM disbursement_steps WHERE fund_id = p_fund AND disbursement_id = p_no AND decided_by IS NULL
                ORDER BY step LIMIT 1)
    SELECT h.user_name, h.person_id FROM d CROSS JOIN waiting w JOIN approval_hands_of(p_fund) h USING (level_code)
    WHERE d.status = 'requested' AND d.requester_person NOT IN (h.person_id, h.in_name_person)
        AND NOT EXISTS (SELECT FROM taken t WHERE t.hand = h.person_id OR t.in_name_person = h.in_name_person)
    UNION
    -- From before the first ladder: it can be ended.
    SELECT h.user_name, h.person_id FROM d CROSS JOIN holders_of(p_fund, 'approver') h
    WHERE d.status = 'requested' AND d.requester_person <> h.person_id
        AND NOT EXISTS (SELECT FROM disbursement_steps s WHERE s.fund_id = p_fund AND s.disbursement_id = p_no)
    UNION
    SELECT h.user_name, h.person_id FROM d CROSS JOIN holders_of(p_fund, 'cashier') h
    WHERE d.status = 'approved' AND h.person_id NOT IN (d.requester_person, d.approver_person)
        AND NOT EXISTS (SELECT FROM taken t WHERE t.hand = h.person_id)
$$;

CREATE FUNCTION who_acts_on_month(p_fund int, p_month date) RETURNS TABLE (user_name text, person_id bigint) LANGUAGE sql STABLE AS $$
    WITH asked AS (SELECT q.person_id FROM period_events q WHERE q.fund_id = p_fund AND q.month = p_month AND q.event = 'reopen_requested'
        AND NOT EXISTS (SELECT FROM period_events a WHERE a.fund_id = p_fund AND a.answers = q.log_no))
    SELECT h.user_name, h.person_id FROM asked a CROSS JOIN holders_of(p_fund, 'approver') h WHERE h.person_id <> a.person_id
    UNION
    SELECT h.user_name, h.person_id FROM period_states s JOIN funds f USING (fund_id) CROSS JOIN holders_of(p_fund, 'fund_accountant') h
    WHERE s.fund_id = p_fund AND NOT EXISTS (SELECT FROM asked) AND p_month + interval '1 month' <= business_today()
        AND p_month = date_trunc('month', coalesce(s.closed_through + 1, f.opened_on))
$$;

-- The one place that says it. Nobody where nothing waits.
CREATE FUNCTION who_acts_next(p_fund int, p_subject text, p_no bigint) RETURNS TABLE (user_name text, person_id bigint)
LANGUAGE plpgsql STABLE AS $$
BEGIN
    CASE p_subject
    WHEN 'disbursement' THEN
        RETURN QUERY SELECT w.user_name, w.person_id FROM who_acts_on_request(p_fund, p_no) w;
    WHEN 'transfer' THEN
        RETURN QUERY SELECT h.user_name, h.person_id FROM pool_transfers t CROSS JOIN holders_of(p_fund, 'approver') h
        WHERE t.fund_id = p_fund AND t.transfer_id = p_no AND t.status IN ('requested', 'approved')
            AND h.person_id <> t.requester_person AND h.person_id IS DISTINCT FROM t.approver_person;
    WHEN 'adjustment' THEN
        RETURN QUERY SELECT h.user_name, h.person_id FROM adjustments a CROSS JOIN holders_of(p_fund, 'approver') h
        WHERE a.fund_id = p_fund AND a.adjustment_id = p_no AND a.changes_balance AND h.person_id <> a.requester_person
            AND NOT EXISTS (SELECT FROM adjustment_events e
                WHERE e.fund_id = p_fund AND e.adjustment_id = p_no AND e.event IN ('posted', 'rejected'));
    WHEN 'period' THEN
        RETURN QUERY SELECT w.user_name, w.person_id FROM who_acts_on_month(p_fund, to_date(p_no::text, 'YYYYMM')) w;
    WHEN 'ladder' THEN
        RETURN QUERY SELECT h.user_name, h.person_id FROM approval_ladders l CROSS JOIN holders_of(p_fund, 'approver') h
        WHERE l.fund_id = p_fund AND l.ladder_no = p_no AND l.status = 'proposed' AND h.person_id IS DISTINCT FROM l.proposer_person;
    WHEN 'norm' THEN
        RETURN QUERY SELECT h.user_name, h.person_id FROM norm_decisions n JOIN funds f ON f.unit_id = n.issuing_unit_id AND f.fund_id = p_fund
        CROSS JOIN LATERAL holders_of(p_fund, CASE n.status WHEN 'draft' THEN 'fund_accountant' WHEN 'proposed' THEN 'approver' END) h
        WHERE n.decision_id = p_no AND h.person_id IS DISTINCT FROM n.proposer_person;
    WHEN 'identity' THEN
        RETURN QUERY SELECT h.user_name, h.person_id FROM identity_requests r JOIN beneficiaries b USING (beneficiary_code)
        CROSS JOIN holders_of(p_fund, 'approver') h
        WHERE r.request_no = p_no AND b.unit_id = ANY (units_of_fund(p_fund)) AND h.person_id <> r.requester_person
            AND NOT EXISTS (SELECT FROM identity_answers a WHERE a.request_no = p_no);
    ELSE
        NULL;
    END CASE;
END $$;

CREATE FUNCTION hands_to_act(p_fund int, p_subject text, p_no bigint) RETURNS TABLE (user_name text, display_name text, is_me boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT w.user_name, u.display_name, w.user_name = current_setting('app.actor', true)
    FROM who_acts_next(p_fund, p_subject, p_no) w JOIN users u USING (user_name) WHERE p_fund = ANY (readable_funds())
    ORDER BY u.display_name COLLATE "C", w.user_name
$$;
GRANT EXECUTE ON FUNCTION hands_to_act TO fundledger_app;

-- ---------------------------------------------------------------- who is told

-- Tells whoever must act next, and those who want to know; never whoever did it, by whatever account.
CREATE FUNCTION tell(p_fund int, p_subject text, p_no bigint, p_event text, p_know text[] DEFAULT '{}') RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO notices (fund_id, user_name, subject, subject_no, event, must_act, told_at)
    SELECT p_fund, x.user_name, p_subject, p_no, p_event, bool_or(x.must_act), ledger_now()
    FROM (SELECT w.user_name, true AS must_act FROM who_acts_next(p_fund, p_subject, p_no) w
          UNION ALL SELECT k, false FROM unnest(p_know) k) x JOIN users u USING (user_name)
    WHERE u.disabled_at IS NULL
        AND u.person_id IS DISTINCT FROM (SELECT a.person_id FROM users a WHERE a.user_name = acting_hand())
        -- A norm and a sealed case concern several funds; who works in two of them is told once.
        AND NOT (p_subject IN ('norm', 'identity') AND EXISTS (SELECT FROM notices n WHERE n.user_name = x.user_name
            AND (n.subject, n.subject_no, n.event, n.told_at) = (p_subject, p_no, p_event, ledger_now())))
    GROUP BY x.user_name;
END $$;

CREATE FUNCTION tell_of_request() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM tell(NEW.fund_id, 'disbursement', NEW.disbursement_id, NEW.event,
        ARRAY(SELECT d.requester FROM disbursements d WHERE d.fund_id = NEW.fund_id AND d.disbursement_id = NEW.disbursement_id));
    RETURN NULL;
END $$;
CREATE TRIGGER told AFTER INSERT ON disbursement_events FOR EACH ROW EXECUTE FUNCTION tell_of_request();

CREATE FUNCTION tell_of_transfer() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM tell(NEW.fund_id, 'transfer', NEW.transfer_id, NEW.event,
        ARRAY(SELECT t.requester FROM pool_transfers t WHERE t.fund_id = NEW.fund_id AND t.transfer_id = NEW.transfer_id
              AND NEW.event IN ('posted', 'rejected')));
    RETURN NULL;
END $$;
CREATE TRIGGER told AFTER INSERT ON pool_transfer_events FOR EACH ROW EXECUTE FUNCTION tell_of_transfer();

CREATE FUNCTION tell_of_adjustment() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM tell(NEW.fund_id, 'adjustment', NEW.adjustment_id, NEW.event,
        ARRAY(SELECT a.requester FROM adjustments a WHERE a.fund_id = NEW.fund_id AND a.adjustment_id = NEW.adjustment_id
              AND NEW.event IN ('posted', 'rejected')));
    RETURN NULL;
END $$;
CREATE TRIGGER told AFTER INSERT ON adjustment_events FOR EACH ROW EXECUTE FUNCTION tell_of_adjustment();

-- A month that is being closed shows its open items to the approvers; whoever asked is told the answer.
CREATE FUNCTION tell_of_period() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM tell(NEW.fund_id, 'period', to_char(NEW.month, 'YYYYMM')::bigint, NEW.event, CASE NEW.event
        WHEN 'closing' THEN ARRAY(SELECT h.user_name FROM holders_of(NEW.fund_id, 'approver') h)
        ELSE ARRAY(SELECT q.actor FROM period_events q WHERE q.fund_id = NEW.fund_id AND q.log_no = NEW.answers) END);
    RETURN NULL;
END $$;
CREATE TRIGGER told AFTER INSERT ON period_events FOR EACH ROW WHEN (NEW.event <> 'taken_back') EXECUTE FUNCTION tell_of_period();

CREATE FUNCTION tell_of_norm() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM tell(f.fund_id, 'norm', NEW.decision_id, NEW.event,
        CASE WHEN NEW.event IN ('returned', 'published') THEN ARRAY(SELECT e.actor FROM norm_decision_events e
            WHERE e.decision_id = NEW.decision_id AND e.event = 'proposed' ORDER BY e.event_no DESC LIMIT 1) ELSE '{}' END)
    FROM norm_decisions n JOIN funds f ON f.unit_id = n.issuing_unit_id WHERE n.decision_id = NEW.decision_id;
    RETURN NULL;
END $$;
CREATE TRIGGER told AFTER INSERT ON norm_decision_events FOR EACH ROW WHEN (NEW.event IN ('proposed', 'returned', 'published'))
    EXECUTE FUNCTION tell_of_norm();

-- What the operator sets up has no proposer, and waits for nobody.
CREATE FUNCTION tell_of_ladder() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM tell(NEW.fund_id, 'ladder', NEW.ladder_no, NEW.status, CASE NEW.status WHEN 'proposed' THEN '{}' ELSE ARRAY[NEW.proposer] END);
    RETURN NULL;
END $$;
CREATE TRIGGER told AFTER INSERT OR UPDATE OF status ON approval_ladders FOR EACH ROW WHEN (NEW.proposer_person IS NOT NULL)
    EXECUTE FUNCTION tell_of_ladder();

CREATE FUNCTION tell_of_delegation() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM tell(NEW.fund_id, 'delegation', NEW.delegation_no, CASE TG_OP WHEN 'INSERT' THEN 'made' ELSE 'ended' END, ARRAY[NEW.holder, NEW.delegate]);
    RETURN NULL;
END $$;
CREATE TRIGGER told AFTER INSERT OR UPDATE OF ended_at ON approval_delegations FOR EACH ROW EXECUTE FUNCTION tell_of_delegation();

CREATE FUNCTION tell_of_identity() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE r identity_requests;
BEGIN
    SELECT * INTO r FROM identity_requests q WHERE q.request_no = NEW.request_no;
    PERFORM tell(f.fund_id, 'identity', NEW.request_no,
        CASE WHEN TG_TABLE_NAME = 'identity_requests' THEN 'asked' WHEN (to_jsonb(NEW) ->> 'is_granted')::boolean THEN 'granted' ELSE 'refused' END,
        CASE WHEN TG_TABLE_NAME = 'identity_answers' AND EXISTS (SELECT FROM user_roles u WHERE u.user_name = r.requester AND u.fund_id = f.fund_id)
            THEN ARRAY[r.requester] ELSE '{}' END)
    FROM funds f JOIN beneficiaries b ON b.beneficiary_code = r.beneficiary_code WHERE b.unit_id = ANY (units_of_fund(f.fund_id));
    RETURN NULL;
END $$;
CREATE TRIGGER told AFTER INSERT ON identity_requests FOR EACH ROW EXECUTE FUNCTION tell_of_identity();
CREATE TRIGGER told AFTER INSERT ON identity_answers FOR EACH ROW EXECUTE FUNCTION tell_of_identity();

CREATE FUNCTION notice_goes_by_mail() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO notice_mails (fund_id, notice_no, queued_at, next_try_at)
    SELECT NEW.fund_id, NEW.notice_no, NEW.told_at, NEW.told_at FROM mail_addresses a WHERE a.user_name = NEW.user_name AND a.is_wanted;
    RETURN NULL;
END $$;
CREATE TRIGGER by_mail AFTER INSERT ON notices FOR EACH ROW EXECUTE FUNCTION notice_goes_by_mail();

-- ---------------------------------------------------------------- reading and sending

CREATE FUNCTION read_notices(p_fund int, p_numbers bigint[]) RETURNS int LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE v_count int;
BEGIN
    PERFORM require_role(p_fund, 'fund_accountant', 'approver', 'cashier', 'auditor', 'commune_officer', 'administrator');
    UPDATE notices SET read_at = ledger_now()
    WHERE fund_id = p_fund AND user_name = acting_user() AND read_at IS NULL AND (p_numbers IS NULL OR notice_no = ANY (p_numbers));
    GET DIAGNOSTICS v_count = ROW_COUNT;
    RETURN v_count;
END $$;
GRANT EXECUTE ON FUNCTION read_notices TO fundledger_app;

CREATE FUNCTION choose_mails(p_wanted boolean) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE mail_addresses SET is_wanted = p_wanted WHERE user_name = acting_user();
    IF NOT FOUND THEN PERFORM refuse('mail_address_known', 'The operator has set no address for this user.'); END IF;
END $$;
GRANT EXECUTE ON FUNCTION choose_mails TO fundledger_app;

-- Of the operator alone: no grant.
CREATE FUNCTION set_mail_address(p_user text, p_address text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF p_address IS NULL THEN
        DELETE FROM mail_addresses WHERE user_name = p_user;
        RETURN;
    END IF;
    INSERT INTO mail_addresses (user_name, address, set_at) VALUES (p_user, btrim(p_address), ledger_now())
    ON CONFLICT (user_name) DO UPDATE SET address = excluded.address, set_at = excluded.set_at;
END $$;

CREATE FUNCTION try_mails_again() RETURNS int LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE v_count int;
BEGIN
    UPDATE notice_mails SET given_up_at = NULL, tries = 0, next_try_at = queued_at WHERE sent_at IS NULL;
    GET DIAGNOSTICS v_count = ROW_COUNT;
    RETURN v_count;
END $$;

CREATE FUNCTION require_mailer() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF acting_user() <> '(mails)' THEN PERFORM refuse('actor_has_role', 'Mails are sent by the program itself.'); END IF;
END $$;

-- The mails that are due, each put off before it is tried: a program that dies in between tries it again, under the same message id.
CREATE FUNCTION take_mails(p_most int)
RETURNS TABLE (fund_id int, fund text, notice_no bigint, message_id uuid, address text, subject text, subject_no bigint, event text,
               must_act boolean)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM require_mailer();
    RETURN QUERY
    WITH due AS (
        SELECT m.fund_id, m.notice_no, f.code, a.address, n.subject, n.subject_no, n.event, n.must_act
        FROM notice_mails m JOIN notices n USING (fund_id, notice_no) JOIN users u USING (user_name) JOIN mail_addresses a USING (user_name)
        JOIN funds f USING (fund_id)
        WHERE m.sent_at IS NULL AND m.given_up_at IS NULL AND m.next_try_at <= ledger_now() AND a.is_wanted AND u.disabled_at IS NULL
            AND EXISTS (SELECT FROM user_roles r WHERE r.user_name = n.user_name AND r.fund_id = m.fund_id)
        ORDER BY m.next_try_at, m.notice_no LIMIT p_most FOR UPDATE OF m SKIP LOCKED),
    put_off AS (
        UPDATE notice_mails m SET tries = m.tries + 1,
            next_try_at = ledger_now() + least(interval '1 minute' * power(2, m.tries), interval '4 hours')
        FROM due d WHERE m.fund_id = d.fund_id AND m.notice_no = d.notice_no RETURNING m.fund_id, m.notice_no, m.message_id)
    SELECT d.fund_id, d.code, d.notice_no, p.message_id, d.address, d.subject, d.subject_no, d.event, d.must_act
    FROM due d JOIN put_off p USING (fund_id, notice_no) ORDER BY d.notice_no;
END $$;
GRANT EXECUTE ON FUNCTION take_mails TO fundledger_app;

-- p_failure says what kind of failure it was, without an address; NULL when the mail was handed over.
CREATE FUNCTION end_mail(p_fund int, p_notice bigint, p_failure text, p_most_tries int) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE v_gives_up boolean;
BEGIN
    PERFORM require_mailer();
    UPDATE notice_mails SET sent_at = CASE WHEN p_failure IS NULL THEN ledger_now() END, last_failure = p_failure,
        given_up_at = CASE WHEN p_failure IS NOT NULL AND tries >= p_most_tries THEN ledger_now() END
    WHERE fund_id = p_fund AND notice_no = p_notice AND sent_at IS NULL RETURNING given_up_at IS NOT NULL INTO v_gives_up;
    RETURN coalesce(v_gives_up, false);
END $$;
GRANT EXECUTE ON FUNCTION end_mail TO fundledger_app;
