-- How approved money reaches people: an order hands some lines of a request to a carrier (the cashier with a list, the bank, the Treasury, an
-- officer with an advance), and each line comes back with what became of it. A line that failed may be ordered again; the others have ended.

CREATE TABLE payment_orders (
    fund_id int NOT NULL REFERENCES funds,
    order_no int NOT NULL CHECK (order_no > 0),
    disbursement_id bigint NOT NULL,
    way text NOT NULL CHECK (way IN ('cash', 'bank_list', 'treasury', 'advance', 'release')),
    status text NOT NULL CHECK (status IN ('prepared', 'unknown', 'sent', 'settled', 'cancelled')),
    money_account text REFERENCES accounts,
    bank_profile text CHECK (bank_profile ~ '^[a-z0-9_]{2,40}$'),
    officer text REFERENCES users,
    officer_person bigint REFERENCES persons,
    settle_by date,
    prepared_on date NOT NULL,
    total bigint NOT NULL CHECK (total > 0),
    line_count int NOT NULL CHECK (line_count > 0),
    voucher_type text,
    voucher_year smallint,
    voucher_no int,
    PRIMARY KEY (fund_id, order_no),
    FOREIGN KEY (fund_id, disbursement_id) REFERENCES disbursements,
    CONSTRAINT order_names_its_carrier CHECK (
        (way = 'advance') = (num_nonnulls(officer, officer_person, settle_by) = 3) AND (way = 'advance' OR num_nonnulls(officer, officer_person, settle_by) = 0)
        AND (way = 'bank_list') = (bank_profile IS NOT NULL) AND (way = 'release') = (money_account IS NULL)
        AND (way NOT IN ('bank_list', 'treasury') OR money_account = 'bank') AND (way <> 'cash' OR money_account = 'cash')),
    CONSTRAINT advance_has_its_voucher CHECK ((way = 'advance') = (voucher_no IS NOT NULL)),
    CONSTRAINT advance_settled_in_time CHECK (settle_by BETWEEN prepared_on AND prepared_on + 90)
);
COMMENT ON TABLE payment_orders IS 'Lines of an approved request on their way to people. unknown: the file was taken, and nobody has said yet whether it was sent.';
COMMENT ON COLUMN payment_orders.way IS 'release: money that will not be paid, given back to the pool.';
COMMENT ON COLUMN payment_orders.voucher_no IS 'Payment voucher of an advance; those of the other ways stand on the lines.';
CREATE UNIQUE INDEX one_open_advance ON payment_orders (fund_id, officer_person) WHERE way = 'advance' AND status = 'sent';
CREATE INDEX payment_orders_by_request ON payment_orders (fund_id, disbursement_id);

CREATE TABLE payment_order_lines (
    fund_id int NOT NULL,
    order_no int NOT NULL,
    disbursement_id bigint NOT NULL,
    line_no int NOT NULL,
    amount bigint NOT NULL CHECK (amount > 0),
    payee_commitment bytea CHECK (length(payee_commitment) = 32),
    outcome text CHECK (outcome IN ('paid', 'partial', 'failed', 'absent', 'returned', 'cancelled')),
    paid bigint,
    ended_on date,
    bank_reference text CHECK (length(btrim(bank_reference)) BETWEEN 1 AND 60),
    note text CHECK (length(btrim(note)) BETWEEN 1 AND 200),
    voucher_type text,
    voucher_year smallint,
    voucher_no int,
    PRIMARY KEY (fund_id, order_no, line_no),
    FOREIGN KEY (fund_id, order_no) REFERENCES payment_orders,
    FOREIGN KEY (fund_id, disbursement_id, line_no) REFERENCES disbursement_lines,
    CONSTRAINT outcome_says_how_much CHECK (CASE outcome WHEN 'paid' THEN paid = amount WHEN 'partial' THEN paid > 0 AND paid < amount
        ELSE paid IS NOT DISTINCT FROM CASE WHEN outcome IS NULL THEN NULL ELSE 0 END END),
    CONSTRAINT outcome_has_its_day CHECK ((outcome IS NULL) = (ended_on IS NULL)),
    CONSTRAINT paid_line_has_its_voucher CHECK (voucher_no IS NULL OR paid > 0)
);
COMMENT ON COLUMN payment_order_lines.outcome IS 'NULL while under way. paid, partial, returned end the line; failed, absent, cancelled leave it to another order.';
CREATE UNIQUE INDEX line_paid_or_under_way_once ON payment_order_lines (fund_id, disbursement_id, line_no)
    WHERE outcome IS NULL OR outcome IN ('paid', 'partial', 'returned');

CREATE TABLE payment_payees (
    fund_id int NOT NULL,
    order_no int NOT NULL,
    line_no int NOT NULL,
    name text NOT NULL CHECK (name = btrim(name) AND length(name) BETWEEN 2 AND 120),
    bank text NOT NULL CHECK (bank = btrim(bank) AND length(bank) BETWEEN 2 AND 120),
    account text NOT NULL CHECK (account ~ '^[0-9A-Z.]{5,24}$'),
    salt bytea NOT NULL CHECK (length(salt) = 16),
    PRIMARY KEY (fund_id, order_no, line_no),
    FOREIGN KEY (fund_id, order_no, line_no) REFERENCES payment_order_lines
);
COMMENT ON TABLE payment_payees IS 'To whom and which account a line is transferred: apart, so that it can be erased; the line keeps a salted commitment of it.';

CREATE TABLE payment_order_steps (
    fund_id int NOT NULL,
    order_no int NOT NULL,
    step_no int NOT NULL CHECK (step_no > 0),
    step text NOT NULL CHECK (step IN ('prepared', 'payee_changed', 'file_taken', 'sent', 'not_sent', 'cancelled', 'results', 'settled')),
    actor text NOT NULL CHECK (actor <> ''),
    person_id bigint NOT NULL REFERENCES persons,
    at timestamptz NOT NULL,
    reason text CHECK (length(btrim(reason)) BETWEEN 5 AND 300),
    PRIMARY KEY (fund_id, order_no, step_no),
    FOREIGN KEY (fund_id, order_no) REFERENCES payment_orders,
    CONSTRAINT step_says_why CHECK (step NOT IN ('not_sent', 'cancelled') OR reason IS NOT NULL)
);
CREATE UNIQUE INDEX order_ended_once ON payment_order_steps (fund_id, order_no) WHERE step IN ('settled', 'cancelled');

SELECT make_append_only('payment_order_steps');
CREATE TRIGGER append_only BEFORE DELETE ON payment_orders FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON payment_orders FOR EACH STATEMENT EXECUTE FUNCTION append_only();
CREATE TRIGGER append_only BEFORE DELETE ON payment_order_lines FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON payment_order_lines FOR EACH STATEMENT EXECUTE FUNCTION append_only();

DO $$
DECLARE t text;
BEGIN
    FOREACH t IN ARRAY '{payment_orders, payment_order_lines, payment_payees, payment_order_steps}'::text[] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
        EXECUTE format('CREATE POLICY of_my_funds ON %I FOR SELECT TO fundledger_app USING (fund_id = ANY ((SELECT readable_funds())::int[]))', t);
        EXECUTE format('CREATE POLICY of_all_funds ON %I FOR SELECT TO fundledger_auditor USING (true)', t);
        EXECUTE format('GRANT SELECT ON %I TO fundledger_app, fundledger_auditor', t);
    END LOOP;
END $$;

-- Accounts of families are for who pays and who checks.
ALTER POLICY of_my_funds ON payment_payees USING (fund_id = ANY ((SELECT readable_funds())::int[])
    AND actor_has_role(fund_id, 'cashier', 'fund_accountant', 'approver', 'auditor'));

-- ---------------------------------------------------------------- what always holds

CREATE FUNCTION order_moves_forward() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.status IN ('unknown', 'cancelled') THEN PERFORM refuse('order_moves_forward', 'An order is prepared first.'); END IF;
    ELSIF (OLD.status, NEW.status) NOT IN (('prepared', 'prepared'), ('prepared', 'unknown'), ('prepared', 'cancelled'), ('unknown', 'prepared'),
            ('unknown', 'sent'), ('unknown', 'unknown'), ('unknown', 'settled'), ('sent', 'sent'), ('sent', 'settled'))
        OR to_jsonb(OLD) - 'status' <> to_jsonb(NEW) - 'status' THEN
        PERFORM refuse('order_moves_forward', format('A payment order does not go from %s to %s, and says what it said.', OLD.status, NEW.status));
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER moves_forward BEFORE INSERT OR UPDATE ON payment_orders FOR EACH ROW EXECUTE FUNCTION order_moves_forward();

-- The payee of a line is changed before its order leaves the house, what became of it is said once.
CREATE FUNCTION order_line_ends_once() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE o payment_orders;
BEGIN
    SELECT * INTO o FROM payment_orders x WHERE x.fund_id = NEW.fund_id AND x.order_no = NEW.order_no;
    IF TG_OP = 'INSERT' THEN
        IF o.disbursement_id <> NEW.disbursement_id OR EXISTS (SELECT FROM payment_order_steps s WHERE s.fund_id = NEW.fund_id AND s.order_no = NEW.order_no) THEN
            PERFORM refuse('order_lines_frozen', 'The lines of an order are those it was prepared with.');
        END IF;
        IF NEW.amount <> (SELECT line_money(l) FROM disbursement_lines l WHERE l.fund_id = NEW.fund_id AND l.disbursement_id = NEW.disbursement_id
                          AND l.line_no = NEW.line_no) THEN
            PERFORM refuse('payment_matches_approval', 'A line is ordered in the amount that was approved.');
        END IF;
    ELSIF OLD.outcome IS NOT NULL AND (OLD.voucher_no IS NOT NULL OR to_jsonb(OLD) - '{voucher_type,voucher_year,voucher_no}'::text[]
            <> to_jsonb(NEW) - '{voucher_type,voucher_year,voucher_no}'::text[]) THEN
        PERFORM refuse('result_once', format('What became of line %s of order %s stands already.', OLD.line_no, OLD.order_no));
    ELSIF to_jsonb(OLD) - '{payee_commitment,outcome,paid,ended_on,bank_reference,note,voucher_type,voucher_year,voucher_no}'::text[]
        <> to_jsonb(NEW) - '{payee_commitment,outcome,paid,ended_on,bank_reference,note,voucher_type,voucher_year,voucher_no}'::text[] THEN
        PERFORM refuse('order_lines_frozen', 'The lines of an order are those it was prepared with.');
    ELSIF NEW.payee_commitment IS DISTINCT FROM OLD.payee_commitment AND o.status <> 'prepared' THEN
        PERFORM refuse('payee_frozen', 'The payee of a line does not change while its order is under way.');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER ends_once BEFORE INSERT OR UPDATE ON payment_order_lines FOR EACH ROW EXECUTE FUNCTION order_line_ends_once();

CREATE FUNCTION order_terms(o payment_orders) RETURNS text[] LANGUAGE sql STABLE AS $$
    SELECT ARRAY['payment_order', o.fund_id::text, o.order_no::text, o.disbursement_id::text, o.way, o.status, o.money_account, o.bank_profile, o.officer,
            o.officer_person::text, canonical_date(o.settle_by), canonical_date(o.prepared_on), o.total::text, o.line_count::text,
            o.voucher_type, o.voucher_year::text, o.voucher_no::text]
        || (SELECT array_agg(x.term ORDER BY l.line_no, x.place) FROM payment_order_lines l CROSS JOIN LATERAL unnest(ARRAY[
                l.disbursement_id::text, l.line_no::text, l.amount::text, encode(l.payee_commitment, 'hex'), l.outcome, l.paid::text,
                canonical_date(l.ended_on), l.bank_reference, l.note, l.voucher_type, l.voucher_year::text, l.voucher_no::text])
                WITH ORDINALITY x(term, place)
            WHERE l.fund_id = o.fund_id AND l.order_no = o.order_no)
        || (SELECT array_agg(x.term ORDER BY s.step_no, x.place) FROM payment_order_steps s CROSS JOIN LATERAL unnest(ARRAY[
                s.step_no::text, s.step, s.actor, s.person_id::text, to_char(s.at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'), s.reason])
                WITH ORDINALITY x(term, place)
            WHERE s.fund_id = o.fund_id AND s.order_no = o.order_no)
$$;

-- Each step is the payer's: another person than who asked, approved, and takes the money to settle it.
CREATE FUNCTION order_step_of_payer() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    o payment_orders;
    d disbursements;
BEGIN
    SELECT * INTO o FROM payment_orders x WHERE x.fund_id = NEW.fund_id AND x.order_no = NEW.order_no;
    SELECT * INTO d FROM disbursements x WHERE x.fund_id = o.fund_id AND x.disbursement_id = o.disbursement_id;
    IF NEW.person_id = d.requester_person THEN PERFORM refuse('payer_is_not_requester', 'Who asked does not pay.'); END IF;
    IF NEW.person_id = d.approver_person OR EXISTS (SELECT FROM disbursement_steps s WHERE s.fund_id = o.fund_id AND s.disbursement_id = o.disbursement_id
            AND s.decided_person = NEW.person_id) THEN
        PERFORM refuse('payer_is_not_approver', 'Who approved does not pay.');
    END IF;
    IF NEW.person_id = o.officer_person THEN PERFORM refuse('payer_is_not_receiver', 'Who takes an advance does not pay or settle it.'); END IF;
    IF o.officer_person = d.requester_person OR o.officer_person = d.approver_person OR EXISTS (SELECT FROM disbursement_steps s
            WHERE s.fund_id = o.fund_id AND s.disbursement_id = o.disbursement_id AND s.decided_person = o.officer_person) THEN
        PERFORM refuse('receiver_is_another', 'Who asked or approved does not take the advance.');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER of_payer BEFORE INSERT ON payment_order_steps FOR EACH ROW EXECUTE FUNCTION order_step_of_payer();

ALTER TABLE reference_events DROP CONSTRAINT reference_events_subject_check, ADD CONSTRAINT reference_events_subject_check
    CHECK (subject IN ('fund', 'pool', 'norm_decision', 'institution', 'ladder', 'delegation', 'payment_order'));

CREATE FUNCTION order_sealed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM record_reference(o.fund_id, 'payment_order', o.order_no::text, order_terms(o)) FROM payment_orders o
    WHERE o.fund_id = NEW.fund_id AND o.order_no = NEW.order_no;
    RETURN NULL;
END $$;
CREATE TRIGGER sealed AFTER INSERT ON payment_order_steps FOR EACH ROW EXECUTE FUNCTION order_sealed();

-- ---------------------------------------------------------------- the lines of a request

-- The money due for a line.
CREATE FUNCTION line_money(l disbursement_lines) RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT l.amount
$$;

-- Paid, paid in part, or given back to the pool: nothing more is done about it.
CREATE FUNCTION line_has_ended(p_fund int, p_id bigint, p_line int) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT FROM payment_order_lines o WHERE o.fund_id = p_fund AND o.disbursement_id = p_id AND o.line_no = p_line
        AND o.outcome IN ('paid', 'partial', 'returned'))
$$;

-- The lines of a request on which nobody is at work and which have not ended.
CREATE FUNCTION lines_to_pay(p_fund int, p_id bigint) RETURNS int[] LANGUAGE sql STABLE AS $$
    SELECT coalesce(array_agg(l.line_no ORDER BY l.line_no), '{}') FROM disbursement_lines l
    WHERE l.fund_id = p_fund AND l.disbursement_id = p_id AND NOT EXISTS (SELECT FROM payment_order_lines o
        WHERE o.fund_id = p_fund AND o.disbursement_id = p_id AND o.line_no = l.line_no
            AND (o.outcome IS NULL OR o.outcome IN ('paid', 'partial', 'returned')))
$$;

-- A line that has ended is no longer looked at.
CREATE OR REPLACE FUNCTION obstacles_of(p_fund int, p_id bigint) RETURNS TABLE (line_no int, beneficiary_code text, obstacle text)
LANGUAGE sql STABLE AS $$
    SELECT l.line_no, coalesce(l.beneficiary_code, l.recipient), o.obstacle
    FROM disbursements d JOIN disbursement_lines l USING (fund_id, disbursement_id)
    JOIN disbursement_events r ON r.fund_id = d.fund_id AND r.disbursement_id = d.disbursement_id AND r.event = 'requested'
    CROSS JOIN LATERAL (SELECT line_obstacle(l, d.judged_on, (SELECT units_of_fund(p_fund)), r.recorded_at) AS obstacle) o
    WHERE d.fund_id = p_fund AND d.disbursement_id = p_id AND d.status IN ('requested', 'approved') AND o.obstacle IS NOT NULL
        AND NOT (d.support_kind = 'death' AND o.obstacle = 'died') AND NOT line_has_ended(p_fund, p_id, l.line_no)
    ORDER BY l.line_no
$$;

-- A request is not paid or withdrawn while a line is under way, and paid with none left over.
CREATE FUNCTION lines_at_rest() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM payment_order_lines o WHERE o.fund_id = NEW.fund_id AND o.disbursement_id = NEW.disbursement_id AND o.outcome IS NULL)
        OR (EXISTS (SELECT FROM payment_order_lines o WHERE o.fund_id = NEW.fund_id AND o.disbursement_id = NEW.disbursement_id
                AND o.outcome IN ('paid', 'partial', 'returned'))
            AND lines_to_pay(NEW.fund_id, NEW.disbursement_id) <> '{}') THEN
        PERFORM refuse('lines_at_rest', 'Lines of the request are on payment orders: it ends when each of them has.');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER lines_at_rest BEFORE UPDATE OF status ON disbursements FOR EACH ROW
    WHEN (NEW.status IN ('paid', 'withdrawn') AND NEW.status <> OLD.status) EXECUTE FUNCTION lines_at_rest();

CREATE OR REPLACE FUNCTION payment_matches_line() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE v_bad record;
BEGIN
    IF NOT EXISTS (
        SELECT FROM (SELECT fund_id, book, min(entry_no) AS first_no, max(entry_no) AS last_no FROM added GROUP BY 1, 2) a
        WHERE (SELECT j.entry_no FROM journal_entries j WHERE j.fund_id = a.fund_id AND j.book = a.book
               AND j.entry_no BETWEEN a.first_no AND a.last_no AND j.kind = 'disbursement' ORDER BY j.entry_no LIMIT 1) IS NOT NULL) THEN
        RETURN NULL;
    END IF;
    SELECT a.entry_no INTO v_bad
    FROM added a
    JOIN LATERAL (SELECT j.* FROM journal_entries j
        WHERE j.fund_id = a.fund_id AND j.book = a.book AND j.entry_no >= a.entry_no ORDER BY j.entry_no LIMIT 1) e
        ON e.entry_no = a.entry_no AND e.kind = 'disbursement'
    LEFT JOIN LATERAL (SELECT r.pool_id, r.status FROM disbursements r
        WHERE r.fund_id = e.fund_id AND r.disbursement_id = e.disbursement_id OFFSET 0) d ON true
    LEFT JOIN LATERAL (SELECT n.line_no, line_money(n) AS amount, n.beneficiary_code FROM disbursement_lines n
        WHERE n.fund_id = e.fund_id AND n.disbursement_id = e.disbursement_id AND n.line_no >= e.disbursement_line
        ORDER BY n.line_no LIMIT 1) l ON l.line_no = e.disbursement_line
    LEFT JOIN LATERAL (SELECT o.paid FROM payment_order_lines o
        WHERE o.fund_id = e.fund_id AND o.disbursement_id = e.disbursement_id AND o.line_no = e.disbursement_line
            AND o.outcome IN ('paid', 'partial') OFFSET 0) o ON true
    WHERE (coalesce(o.paid, l.amount) IS DISTINCT FROM a.amount OR l.beneficiary_code IS DISTINCT FROM a.beneficiary_code
        OR d.pool_id IS DISTINCT FROM a.pool_id OR d.status NOT IN ('approved', 'paid') OR e.line_count <> 2)
    LIMIT 1;
    IF FOUND THEN
        PERFORM refuse('payment_matches_approval', 'A payment is the payment of an approved line, in its amount.');
    END IF;
    RETURN NULL;
END $$;

ALTER TABLE vouchers DROP CONSTRAINT vouchers_voucher_type_check, ADD CONSTRAINT vouchers_voucher_type_check
        CHECK (voucher_type IN ('PK', 'PT', 'PC', 'BD', 'DC', 'KC', 'NT', 'TU', 'HU')),
    DROP CONSTRAINT voucher_says_why, ADD CONSTRAINT voucher_says_why CHECK (CASE voucher_type
        WHEN 'PK' THEN donor_id IS NULL AND disbursement_id IS NULL AND reverses_entry_no IS NULL
        WHEN 'PT' THEN donor_id IS NOT NULL AND disbursement_id IS NULL AND reverses_entry_no IS NULL
        WHEN 'BD' THEN reverses_entry_no IS NOT NULL
        WHEN 'PC' THEN disbursement_id IS NOT NULL AND donor_id IS NULL AND reverses_entry_no IS NULL
        WHEN 'TU' THEN disbursement_id IS NOT NULL AND donor_id IS NULL AND reverses_entry_no IS NULL
        WHEN 'HU' THEN disbursement_id IS NOT NULL AND donor_id IS NULL AND reverses_entry_no IS NULL
        ELSE donor_id IS NULL AND disbursement_id IS NULL AND reverses_entry_no IS NULL END);
COMMENT ON TABLE vouchers IS 'Numbered papers: PT phiếu thu, PC phiếu chi, TU giấy thanh toán tạm ứng, HU phiếu thu hoàn tạm ứng, BD bút toán đảo, '
    'DC phiếu điều chuyển nguồn, KC phiếu kết chuyển kinh phí hết hạn, NT giấy nộp trả kinh phí. One voucher may cover many entries.';

-- Payments that the bank or the Treasury has and nobody has heard of again.
CREATE FUNCTION check_payments_under_way(p_fund int, p_month date)
RETURNS TABLE (item text, target text, target_no text, on_date date, amount bigint) LANGUAGE sql STABLE AS $$
    SELECT o.order_no::text, 'payment_order', o.order_no::text, o.prepared_on, o.total
    FROM payment_orders o WHERE o.fund_id = p_fund AND o.status IN ('unknown', 'sent') AND o.way <> 'advance' AND o.prepared_on <= month_end(p_month)
    ORDER BY o.order_no
$$;
INSERT INTO close_checks (check_code, severity, sort_order) VALUES ('payments_under_way', 'open_item', 55);
