-- Several cashiers may work on the orders of one request: none of them takes the money, whoever of them acts last. And every step of an order
-- asks for the role before it says anything about the order.

CREATE OR REPLACE FUNCTION hands_of_request(p_fund int, p_id bigint) RETURNS TABLE (person_id bigint) LANGUAGE sql STABLE AS $$
    SELECT x.person FROM disbursements d CROSS JOIN LATERAL (VALUES (d.requester_person), (d.approver_person)) x(person)
    WHERE d.fund_id = p_fund AND d.disbursement_id = p_id AND x.person IS NOT NULL
    UNION
    SELECT s.decided_person FROM disbursement_steps s WHERE s.fund_id = p_fund AND s.disbursement_id = p_id AND s.decided_person IS NOT NULL
    UNION
    SELECT s.person_id FROM payment_orders o JOIN payment_order_steps s USING (fund_id, order_no)
    WHERE o.fund_id = p_fund AND o.disbursement_id = p_id
    UNION
    SELECT u.person_id FROM users u WHERE u.user_name = acting_hand()
$$;

CREATE FUNCTION payer_is_no_payee() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM payment_payees y JOIN persons p ON p.person_id = NEW.person_id
        WHERE y.fund_id = NEW.fund_id AND y.order_no = NEW.order_no
            AND lower(btrim(y.name) COLLATE "vi-VN-x-icu") = lower(btrim(p.full_name) COLLATE "vi-VN-x-icu")) THEN
        PERFORM refuse('receiver_took_no_part', 'Who asked, approved or pays does not take the money.');
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER of_another AFTER INSERT ON payment_order_steps FOR EACH ROW EXECUTE FUNCTION payer_is_no_payee();

CREATE OR REPLACE FUNCTION mark_order_not_sent(p_fund int, p_order int, p_reason text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM require_role(p_fund, 'cashier');
    PERFORM require_long_reason(p_reason);
    PERFORM lock_fund(p_fund);
    IF EXISTS (SELECT FROM payment_order_lines l WHERE l.fund_id = p_fund AND l.order_no = p_order AND l.outcome IS NOT NULL) THEN
        PERFORM refuse('order_in_its_state', 'The bank has answered: the order was sent.');
    END IF;
    PERFORM move_payment_order(p_fund, p_order, 'not_sent', 'unknown', 'prepared', p_reason);
END $$;

CREATE OR REPLACE FUNCTION cancel_payment_order(p_fund int, p_order int, p_reason text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM require_role(p_fund, 'cashier');
    IF length(btrim(coalesce(p_reason, ''))) < 5 THEN PERFORM refuse('reason_given', 'A cancelled order says why.'); END IF;
    PERFORM lock_fund(p_fund);
    UPDATE payment_order_lines l SET outcome = 'cancelled', paid = 0, ended_on = business_today()
    FROM payment_orders o WHERE l.fund_id = p_fund AND l.order_no = p_order AND o.fund_id = p_fund AND o.order_no = p_order AND o.status = 'prepared';
    PERFORM move_payment_order(p_fund, p_order, 'cancelled', 'prepared', 'cancelled', p_reason);
END $$;
