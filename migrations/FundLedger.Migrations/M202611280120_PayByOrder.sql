-- The use cases of payment orders. Each takes the fund's lock, moves the order with its guard in the WHERE, and ends with a step, which seals
-- the order as it then stands.

CREATE FUNCTION add_order_step(p_fund int, p_order int, p_step text, p_reason text DEFAULT NULL) RETURNS void LANGUAGE sql AS $$
    INSERT INTO payment_order_steps
    SELECT p_fund, p_order, (SELECT coalesce(max(step_no), 0) + 1 FROM payment_order_steps WHERE fund_id = p_fund AND order_no = p_order), p_step,
        acting_user(), acting_person(), ledger_now(), btrim(p_reason)
$$;

-- The last line of a request has ended: it is paid, or nothing of it was, and then it is withdrawn.
CREATE FUNCTION finish_by_orders(p_fund int, p_id bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM payment_order_lines o WHERE o.fund_id = p_fund AND o.disbursement_id = p_id AND o.outcome IS NULL)
        OR lines_to_pay(p_fund, p_id) <> '{}' THEN
        RETURN;
    END IF;
    IF EXISTS (SELECT FROM payment_order_lines o WHERE o.fund_id = p_fund AND o.disbursement_id = p_id AND o.paid > 0) THEN
        UPDATE disbursements SET status = 'paid', payer = acting_user(), payer_person = acting_person()
        WHERE fund_id = p_fund AND disbursement_id = p_id AND status = 'approved';
        PERFORM add_disbursement_event(p_fund, p_id, 'paid', NULL);
    ELSE
        UPDATE disbursements SET status = 'withdrawn' WHERE fund_id = p_fund AND disbursement_id = p_id AND status = 'approved';
        PERFORM add_disbursement_event(p_fund, p_id, 'withdrawn', NULL);
    END IF;
END $$;

-- What is reserved for lines goes back to the pool, line by line, so that the sum can be derived again.
CREATE FUNCTION release_lines(p_fund int, p_id bigint, p_key uuid, p_lines int[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    d disbursements;
    v_lines postings[];
BEGIN
    IF p_lines = '{}' THEN RETURN; END IF;
    SELECT * INTO d FROM disbursements WHERE fund_id = p_fund AND disbursement_id = p_id;
    SELECT array_agg(x.p ORDER BY u.place, x.side) INTO v_lines
    FROM unnest(p_lines) WITH ORDINALITY u(line, place)
    JOIN disbursement_lines l ON l.fund_id = p_fund AND l.disbursement_id = p_id AND l.line_no = u.line
    CROSS JOIN LATERAL (VALUES
        (1, posting_line(u.place, 1, 'commitment_control', d.pool_id, 'debit', line_money(l))),
        (2, posting_line(u.place, 2, 'committed', d.pool_id, 'credit', line_money(l)))) x(side, p);
    PERFORM post_entries(commitment_of_disbursement(p_fund, p_id, 'release', p_key), v_lines, p_lines);
END $$;

-- Payments of the lines of a request under a voucher, from the voucher's account.
CREATE FUNCTION post_lines(p_voucher vouchers, p_key uuid, p_lines int[], p_paid bigint[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    d disbursements;
    v_lines postings[];
BEGIN
    SELECT * INTO d FROM disbursements WHERE fund_id = p_voucher.fund_id AND disbursement_id = p_voucher.disbursement_id;
    SELECT array_agg(x.p ORDER BY u.place, x.side_no) INTO v_lines
    FROM unnest(p_lines, p_paid) WITH ORDINALITY u(line, paid, place)
    JOIN disbursement_lines l ON l.fund_id = d.fund_id AND l.disbursement_id = d.disbursement_id AND l.line_no = u.line
    CROSS JOIN LATERAL (SELECT s.side_no, ROW(NULL, NULL, u.place, s.side_no, s.account, d.pool_id, s.side, u.paid, NULL, d.support_kind,
            d.occasion_code, d.occasion_year, l.decision_id, l.line_code, l.beneficiary_code, l.class_code, l.unit_id)::postings AS p
        FROM (VALUES (1, 'fund_balance', 'debit'), (2, p_voucher.money_account, 'credit')) s(side_no, account, side)) x;
    PERFORM post_entries(entry_of(p_voucher, 'disbursement', p_key), v_lines, p_lines);
END $$;

CREATE FUNCTION approved_for_order(p_fund int, p_id bigint, p_on date) RETURNS disbursements LANGUAGE plpgsql AS $$
DECLARE d disbursements;
BEGIN
    SELECT x.* INTO d FROM disbursements x JOIN disbursement_events a USING (fund_id, disbursement_id)
    WHERE x.fund_id = p_fund AND x.disbursement_id = p_id AND x.status = 'approved' AND a.event = 'approved'
        AND p_on >= (a.recorded_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date;
    IF NOT FOUND THEN PERFORM refuse('paid_after_approval', 'The request is not approved, or the order is dated before it.'); END IF;
    IF requested_content_hash(p_fund, p_id) <> disbursement_content_hash(p_fund, p_id) THEN
        PERFORM refuse('paid_as_approved', 'What is to be paid is not what was approved.');
    END IF;
    IF p_on > business_today() THEN PERFORM refuse('not_in_the_future', 'An order is not dated in the future.'); END IF;
    PERFORM refuse_unless_open(p_fund, p_on, NULL);
    RETURN d;
END $$;

-- A child that died, moved away or lost its group since is not paid.
CREATE FUNCTION refuse_unpayable(p_fund int, p_id bigint, p_lines int[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE o record;
BEGIN
    PERFORM FROM disbursement_lines l JOIN beneficiaries b ON b.beneficiary_code = l.beneficiary_code OR b.household_code = l.recipient
    WHERE l.fund_id = p_fund AND l.disbursement_id = p_id AND l.line_no = ANY (p_lines) ORDER BY b.beneficiary_code FOR SHARE OF b;
    SELECT * INTO o FROM obstacles_of(p_fund, p_id) x WHERE x.line_no = ANY (p_lines) LIMIT 1;
    IF FOUND THEN PERFORM refuse('line_still_payable', format('Line %s, %s: %s.', o.line_no, o.beneficiary_code, o.obstacle)); END IF;
END $$;

CREATE FUNCTION write_payees(p_fund int, p_order int, p_lines int[], p_names text[], p_banks text[], p_accounts text[]) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE v_salted payment_payees[];
BEGIN
    v_salted := ARRAY(SELECT ROW(p_fund, p_order, u.line, u.name, u.bank, u.account,
            substr(sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())), 1, 16))::payment_payees
        FROM unnest(p_lines, p_names, p_banks, p_accounts) u(line, name, bank, account));
    UPDATE payment_order_lines l SET payee_commitment = commitment_of(s.salt, s.name, s.bank, s.account)
    FROM unnest(v_salted) s WHERE l.fund_id = p_fund AND l.order_no = p_order AND l.line_no = s.line_no;
    INSERT INTO payment_payees SELECT s.* FROM unnest(v_salted) s
    ON CONFLICT (fund_id, order_no, line_no) DO UPDATE SET name = EXCLUDED.name, bank = EXCLUDED.bank, account = EXCLUDED.account, salt = EXCLUDED.salt;
END $$;

-- Officers of the fund's own communes, whichever fund they serve.
CREATE FUNCTION advance_officers_of(p_fund int) RETURNS TABLE (user_name text, display_name text, person_id bigint) LANGUAGE sql STABLE AS $$
    SELECT DISTINCT u.user_name, u.display_name, u.person_id
    FROM funds f JOIN user_roles r USING (fund_id) JOIN users u USING (user_name)
    WHERE f.unit_id = ANY ((SELECT units_of_fund(p_fund))::int[]) AND r.role = 'commune_officer' AND u.disabled_at IS NULL
$$;

CREATE FUNCTION advance_officers(p_fund int) RETURNS TABLE (user_name text, display_name text, person_id bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT a.* FROM advance_officers_of(p_fund) a WHERE p_fund = ANY (readable_funds())
$$;
GRANT EXECUTE ON FUNCTION advance_officers TO fundledger_app;

CREATE FUNCTION prepare_payment_order(
    p_fund int, p_key uuid, p_id bigint, p_way text, p_account text, p_on date, p_lines int[], p_profile text, p_officer text, p_settle_by date,
    p_names text[], p_banks text[], p_accounts text[], p_content text, OUT order_no int, OUT voucher_year smallint, OUT voucher_no int)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    d disbursements;
    o payment_orders;
    v vouchers;
BEGIN
    PERFORM require_role(p_fund, 'cashier');
    PERFORM lock_fund(p_fund);
    d := approved_for_order(p_fund, p_id, p_on);
    IF cardinality(p_lines) = 0 OR NOT p_lines <@ lines_to_pay(p_fund, p_id) THEN
        PERFORM refuse('line_paid_or_under_way_once', 'A line is paid already, or on its way on another order.');
    END IF;
    IF p_way = 'release' THEN PERFORM refuse('order_names_its_carrier', 'What is not paid is released, and not ordered.'); END IF;
    PERFORM refuse_unpayable(p_fund, p_id, p_lines);
    IF p_way = 'bank_list' AND cardinality(p_names) IS DISTINCT FROM cardinality(p_lines) THEN
        PERFORM refuse('order_has_its_payees', 'Each line of a bank list names its payee and account.');
    END IF;
    o.fund_id := p_fund; o.order_no := (SELECT coalesce(max(x.order_no), 0) + 1 FROM payment_orders x WHERE x.fund_id = p_fund);
    o.disbursement_id := p_id; o.way := p_way; o.status := CASE WHEN p_way IN ('cash', 'advance') THEN 'sent' ELSE 'prepared' END;
    o.money_account := p_account; o.bank_profile := p_profile; o.officer := p_officer; o.settle_by := p_settle_by; o.prepared_on := p_on;
    IF p_way = 'advance' THEN
        SELECT x.person_id INTO o.officer_person FROM advance_officers_of(p_fund) x WHERE x.user_name = p_officer;
        IF NOT FOUND THEN PERFORM refuse('advance_to_an_officer', 'An advance is taken by a commune officer of the fund or of a fund below it.'); END IF;
    END IF;
    SELECT sum(line_money(l)), count(*) INTO o.total, o.line_count FROM disbursement_lines l
    WHERE l.fund_id = p_fund AND l.disbursement_id = p_id AND l.line_no = ANY (p_lines);
    IF p_way = 'advance' THEN
        IF EXISTS (SELECT FROM payment_orders x WHERE x.fund_id = p_fund AND x.officer_person = o.officer_person AND x.status = 'sent') THEN
            PERFORM refuse('one_open_advance', 'The officer has an advance that is not settled.');
        END IF;
        PERFORM require_physical(p_account);
        v.fund_id := p_fund; v.voucher_type := 'PC'; v.voucher_date := p_on; v.amount := o.total; v.money_account := p_account;
        v.pool_id := d.pool_id; v.disbursement_id := p_id;
        -- With the account's name: an officer may be called like somebody else.
        v := write_voucher(v, (SELECT format('%s (%s)', u.display_name, u.user_name) FROM users u WHERE u.user_name = p_officer), NULL, p_content, NULL);
        PERFORM post_entries(entry_of(v, 'advance', p_key), ARRAY[posting_line(1, 1, 'advances', d.pool_id, 'debit', o.total),
            posting_line(1, 2, p_account, d.pool_id, 'credit', o.total)]);
        o.voucher_type := 'PC'; o.voucher_year := v.voucher_year; o.voucher_no := v.voucher_no;
    END IF;
    INSERT INTO payment_orders SELECT o.*;
    INSERT INTO payment_order_lines (fund_id, order_no, disbursement_id, line_no, amount)
    SELECT p_fund, o.order_no, p_id, l.line_no, line_money(l) FROM disbursement_lines l
    WHERE l.fund_id = p_fund AND l.disbursement_id = p_id AND l.line_no = ANY (p_lines);
    IF p_way = 'bank_list' THEN PERFORM write_payees(p_fund, o.order_no, p_lines, p_names, p_banks, p_accounts); END IF;
    PERFORM add_order_step(p_fund, o.order_no, 'prepared');
    order_no := o.order_no; voucher_year := o.voucher_year; voucher_no := o.voucher_no;
END $$;
GRANT EXECUTE ON FUNCTION prepare_payment_order TO fundledger_app;

CREATE FUNCTION change_payee(p_fund int, p_order int, p_line int, p_name text, p_bank text, p_account text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM require_role(p_fund, 'cashier');
    PERFORM lock_fund(p_fund);
    IF NOT EXISTS (SELECT FROM payment_orders o WHERE o.fund_id = p_fund AND o.order_no = p_order AND o.way = 'bank_list' AND o.status = 'prepared') THEN
        PERFORM refuse('payee_frozen', 'The payee of a line does not change while its order is under way.');
    END IF;
    PERFORM write_payees(p_fund, p_order, ARRAY[p_line], ARRAY[p_name], ARRAY[p_bank], ARRAY[p_account]);
    PERFORM add_order_step(p_fund, p_order, 'payee_changed');
END $$;
GRANT EXECUTE ON FUNCTION change_payee TO fundledger_app;

-- The one way from each state: what a step finds and leaves.
CREATE FUNCTION move_payment_order(p_fund int, p_order int, p_step text, p_from text, p_to text, p_reason text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM require_role(p_fund, 'cashier');
    PERFORM lock_fund(p_fund);
    UPDATE payment_orders o SET status = p_to
    WHERE o.fund_id = p_fund AND o.order_no = p_order AND o.status = p_from AND o.way IN ('bank_list', 'treasury');
    IF NOT FOUND THEN PERFORM refuse('order_in_its_state', format('The order is not %s.', p_from)); END IF;
    PERFORM add_order_step(p_fund, p_order, p_step, p_reason);
END $$;

-- From here on the file may be at the bank: nobody sends it again until somebody has said what became of it.
CREATE FUNCTION take_order_file(p_fund int, p_order int) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE o payment_orders;
BEGIN
    PERFORM lock_fund(p_fund);
    SELECT * INTO o FROM payment_orders x WHERE x.fund_id = p_fund AND x.order_no = p_order;
    PERFORM refuse_unpayable(p_fund, o.disbursement_id, ARRAY(SELECT l.line_no FROM payment_order_lines l
        WHERE l.fund_id = p_fund AND l.order_no = p_order));
    PERFORM move_payment_order(p_fund, p_order, 'file_taken', 'prepared', 'unknown', NULL);
END $$;
GRANT EXECUTE ON FUNCTION take_order_file TO fundledger_app;

CREATE FUNCTION mark_order_sent(p_fund int, p_order int) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT move_payment_order(p_fund, p_order, 'sent', 'unknown', 'sent', NULL)
$$;
GRANT EXECUTE ON FUNCTION mark_order_sent TO fundledger_app;

CREATE FUNCTION mark_order_not_sent(p_fund int, p_order int, p_reason text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM require_long_reason(p_reason);
    PERFORM lock_fund(p_fund);
    IF EXISTS (SELECT FROM payment_order_lines l WHERE l.fund_id = p_fund AND l.order_no = p_order AND l.outcome IS NOT NULL) THEN
        PERFORM refuse('order_in_its_state', 'The bank has answered: the order was sent.');
    END IF;
    PERFORM move_payment_order(p_fund, p_order, 'not_sent', 'unknown', 'prepared', p_reason);
END $$;
GRANT EXECUTE ON FUNCTION mark_order_not_sent TO fundledger_app;

CREATE FUNCTION cancel_payment_order(p_fund int, p_order int, p_reason text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF length(btrim(coalesce(p_reason, ''))) < 5 THEN PERFORM refuse('reason_given', 'A cancelled order says why.'); END IF;
    PERFORM lock_fund(p_fund);
    UPDATE payment_order_lines l SET outcome = 'cancelled', paid = 0, ended_on = business_today()
    FROM payment_orders o WHERE l.fund_id = p_fund AND l.order_no = p_order AND o.fund_id = p_fund AND o.order_no = p_order AND o.status = 'prepared';
    PERFORM move_payment_order(p_fund, p_order, 'cancelled', 'prepared', 'cancelled', p_reason);
END $$;
GRANT EXECUTE ON FUNCTION cancel_payment_order TO fundledger_app;

-- What became of lines. Of an advance all at once, with the money that comes back: spent + returned = advanced.
CREATE FUNCTION record_payment_results(
    p_fund int, p_order int, p_key uuid, p_on date, p_lines int[], p_outcomes text[], p_paid bigint[], p_references text[], p_notes text[],
    p_returned bigint, p_returned_to text, p_payee text,
    OUT voucher_type text, OUT voucher_year smallint, OUT voucher_no int, OUT return_no int, OUT is_settled boolean)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    o payment_orders;
    v vouchers;
    v_back vouchers;
    v_sum bigint := (SELECT sum(a) FROM unnest(p_paid) a);
    v_paid int[] := ARRAY(SELECT u.line FROM unnest(p_lines, p_paid) u(line, paid) WHERE u.paid > 0 ORDER BY 1);
    v_count int;
BEGIN
    PERFORM require_role(p_fund, 'cashier');
    PERFORM lock_fund(p_fund);
    SELECT * INTO o FROM payment_orders x WHERE x.fund_id = p_fund AND x.order_no = p_order AND x.status IN ('unknown', 'sent');
    IF NOT FOUND THEN PERFORM refuse('order_in_its_state', 'The order is not under way.'); END IF;
    IF p_on < o.prepared_on OR p_on > business_today() THEN
        PERFORM refuse('result_after_order', 'Results are not dated before their order, nor in the future.');
    END IF;
    PERFORM refuse_unless_open(p_fund, p_on, NULL);
    UPDATE payment_order_lines l
    SET outcome = u.outcome, paid = u.paid, ended_on = p_on, bank_reference = nullif(btrim(u.reference), ''), note = nullif(btrim(u.note), '')
    FROM unnest(p_lines, p_outcomes, p_paid, p_references, p_notes) u(line, outcome, paid, reference, note)
    WHERE l.fund_id = p_fund AND l.order_no = p_order AND l.line_no = u.line AND l.outcome IS NULL AND u.outcome <> 'cancelled';
    GET DIAGNOSTICS v_count = ROW_COUNT;
    IF v_count <> cardinality(p_lines) OR v_count = 0 THEN
        PERFORM refuse('result_once', 'A line is not on the order, is there twice, or what became of it stands already.');
    END IF;
    is_settled := NOT EXISTS (SELECT FROM payment_order_lines l WHERE l.fund_id = p_fund AND l.order_no = p_order AND l.outcome IS NULL);
    IF o.way = 'advance' AND NOT is_settled THEN PERFORM refuse('advance_settled_whole', 'An advance is settled for all its lines at once.'); END IF;
    IF coalesce(p_returned, 0) <> (CASE o.way WHEN 'advance' THEN o.total - v_sum ELSE 0 END) THEN
        PERFORM refuse('advance_adds_up', 'What was spent and what comes back is not what was advanced.');
    END IF;
    -- Before the money leaves: a pool may have reserved all that it holds.
    PERFORM end_lines(p_fund, o.disbursement_id, p_key,
        ARRAY(SELECT u.line FROM unnest(p_lines, p_outcomes) u(line, outcome) WHERE u.outcome IN ('paid', 'partial', 'returned') ORDER BY 1),
        ARRAY(SELECT u.line FROM unnest(p_lines, p_outcomes) u(line, outcome) WHERE u.outcome = 'returned' ORDER BY 1));
    IF v_sum > 0 THEN
        v.fund_id := p_fund; v.voucher_type := CASE o.way WHEN 'advance' THEN 'TU' ELSE 'PC' END; v.voucher_date := p_on; v.amount := v_sum;
        v.money_account := CASE o.way WHEN 'advance' THEN 'advances' ELSE o.money_account END;
        v.pool_id := (SELECT d.pool_id FROM disbursements d WHERE d.fund_id = p_fund AND d.disbursement_id = o.disbursement_id);
        v.disbursement_id := o.disbursement_id;
        v := write_voucher(v, p_payee, NULL, NULL, NULL);
        PERFORM post_lines(v, p_key, v_paid, ARRAY(SELECT u.paid FROM unnest(p_lines, p_paid) u(line, paid) WHERE u.paid > 0 ORDER BY u.line));
        UPDATE payment_order_lines l SET voucher_type = v.voucher_type, voucher_year = v.voucher_year, voucher_no = v.voucher_no
        WHERE l.fund_id = p_fund AND l.order_no = p_order AND l.line_no = ANY (v_paid);
        voucher_type := v.voucher_type; voucher_year := v.voucher_year; voucher_no := v.voucher_no;
    END IF;
    IF p_returned > 0 THEN
        PERFORM require_physical(p_returned_to);
        v_back.fund_id := p_fund; v_back.voucher_type := 'HU'; v_back.voucher_date := p_on; v_back.amount := p_returned;
        v_back.money_account := p_returned_to; v_back.disbursement_id := o.disbursement_id;
        v_back.pool_id := (SELECT d.pool_id FROM disbursements d WHERE d.fund_id = p_fund AND d.disbursement_id = o.disbursement_id);
        v_back := write_voucher(v_back, (SELECT u.display_name FROM users u WHERE u.user_name = o.officer), NULL, NULL, NULL);
        PERFORM post_entries(entry_of(v_back, 'advance_return', md5(p_key || '/return')::uuid),
            ARRAY[posting_line(1, 1, p_returned_to, v_back.pool_id, 'debit', p_returned),
                  posting_line(1, 2, 'advances', v_back.pool_id, 'credit', p_returned)]);
        return_no := v_back.voucher_no;
    END IF;
    UPDATE payment_orders x SET status = CASE WHEN is_settled THEN 'settled' ELSE x.status END WHERE x.fund_id = p_fund AND x.order_no = p_order;
    PERFORM add_order_step(p_fund, p_order, CASE WHEN is_settled THEN 'settled' ELSE 'results' END);
    PERFORM finish_by_orders(p_fund, o.disbursement_id);
END $$;
GRANT EXECUTE ON FUNCTION record_payment_results TO fundledger_app;

-- The lines no longer hold money; those that were given up do not count against the norm either.
CREATE FUNCTION end_lines(p_fund int, p_id bigint, p_key uuid, p_ended int[], p_given_up int[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM release_lines(p_fund, p_id, p_key, p_ended);
    PERFORM give_norm_back(p_fund, p_id, u) FROM unnest(p_given_up) u;
END $$;

-- Approved lines that will not be paid at all: the child died or moved away, or the family does not want it.
CREATE FUNCTION release_payment_lines(p_fund int, p_key uuid, p_id bigint, p_lines int[], p_reason text) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE v_order int;
BEGIN
    PERFORM require_role(p_fund, 'cashier');
    PERFORM require_long_reason(p_reason);
    PERFORM lock_fund(p_fund);
    PERFORM approved_for_order(p_fund, p_id, business_today());
    IF cardinality(p_lines) IS DISTINCT FROM (SELECT count(DISTINCT u) FROM unnest(p_lines) u) OR cardinality(p_lines) = 0 OR NOT p_lines <@ lines_to_pay(p_fund, p_id) THEN
        PERFORM refuse('line_paid_or_under_way_once', 'A line is paid already, or on its way on another order.');
    END IF;
    v_order := (SELECT coalesce(max(x.order_no), 0) + 1 FROM payment_orders x WHERE x.fund_id = p_fund);
    INSERT INTO payment_orders (fund_id, order_no, disbursement_id, way, status, prepared_on, total, line_count)
    SELECT p_fund, v_order, p_id, 'release', 'settled', business_today(), sum(line_money(l)), count(*) FROM disbursement_lines l
    WHERE l.fund_id = p_fund AND l.disbursement_id = p_id AND l.line_no = ANY (p_lines);
    INSERT INTO payment_order_lines (fund_id, order_no, disbursement_id, line_no, amount, outcome, paid, ended_on)
    SELECT p_fund, v_order, p_id, l.line_no, line_money(l), 'returned', 0, business_today() FROM disbursement_lines l
    WHERE l.fund_id = p_fund AND l.disbursement_id = p_id AND l.line_no = ANY (p_lines);
    PERFORM end_lines(p_fund, p_id, p_key, ARRAY(SELECT u FROM unnest(p_lines) u ORDER BY 1), p_lines);
    PERFORM add_order_step(p_fund, v_order, 'settled', p_reason);
    PERFORM finish_by_orders(p_fund, p_id);
    RETURN v_order;
END $$;
GRANT EXECUTE ON FUNCTION release_payment_lines TO fundledger_app;
