-- Which lines of requests may still be ordered is said once, and payment orders tell who acts next, as the other papers do.

-- Lines that are neither on their way on an order nor ended by one.
CREATE VIEW open_lines WITH (security_invoker = true) AS
SELECT l.fund_id, l.disbursement_id, l.line_no, l.amount - coalesce(l.stock, 0) AS amount
FROM disbursement_lines l
WHERE l.amount > coalesce(l.stock, 0) AND NOT EXISTS (SELECT FROM payment_order_lines o
    WHERE o.fund_id = l.fund_id AND o.disbursement_id = l.disbursement_id AND o.line_no = l.line_no
        AND (o.outcome IS NULL OR o.outcome IN ('paid', 'partial', 'returned')));
COMMENT ON VIEW open_lines IS 'Lines of requests that no payment order has under way or has ended: they may be ordered.';
GRANT SELECT ON open_lines TO fundledger_app, fundledger_auditor;

CREATE OR REPLACE FUNCTION lines_to_pay(p_fund int, p_id bigint) RETURNS int[] LANGUAGE sql STABLE AS $$
    SELECT coalesce(array_agg(l.line_no ORDER BY l.line_no), '{}') FROM open_lines l WHERE l.fund_id = p_fund AND l.disbursement_id = p_id
$$;

-- Who takes the next step of an order: who may pay it. Nobody where it has ended.
CREATE FUNCTION who_acts_on_order(p_fund int, p_no bigint) RETURNS TABLE (user_name text, person_id bigint) LANGUAGE sql STABLE AS $$
    SELECT h.user_name, h.person_id FROM payment_orders o JOIN disbursements d USING (fund_id, disbursement_id)
    CROSS JOIN holders_of(p_fund, 'cashier') h
    WHERE o.fund_id = p_fund AND o.order_no = p_no AND o.status IN ('prepared', 'unknown', 'sent')
        AND h.person_id <> d.requester_person AND h.person_id IS DISTINCT FROM d.approver_person AND h.person_id IS DISTINCT FROM o.officer_person
        AND NOT EXISTS (SELECT FROM disbursement_steps s WHERE s.fund_id = p_fund AND s.disbursement_id = d.disbursement_id
            AND s.decided_person = h.person_id)
$$;

-- In one function and one constraint a few words are added; whoever finds them otherwise stops here.
DO $$
DECLARE
    v_next text := pg_get_functiondef('who_acts_next'::regproc);
    v_subjects text := (SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = 'notices'::regclass AND conname = 'notices_subject_check');
BEGIN
    IF strpos(v_next, E'\n    WHEN ''transfer'' THEN') = 0 OR strpos(v_subjects, '''disbursement''::text') = 0 THEN
        RAISE EXCEPTION 'What tells who acts next does not read as expected.';
    END IF;
    EXECUTE replace(v_next, E'\n    WHEN ''transfer'' THEN', E'\n    WHEN ''payment'' THEN'
        || E'\n        RETURN QUERY SELECT w.user_name, w.person_id FROM who_acts_on_order(p_fund, p_no) w;\n    WHEN ''transfer'' THEN');
    ALTER TABLE notices DROP CONSTRAINT notices_subject_check;
    EXECUTE 'ALTER TABLE notices ADD CONSTRAINT notices_subject_check '
        || replace(v_subjects, '''disbursement''::text', '''disbursement''::text, ''payment''::text');
END $$;

-- The officer who holds an advance, where that person has a role in the fund and so reads its notices.
CREATE FUNCTION officer_of_order(p_fund int, p_no bigint) RETURNS text[] LANGUAGE sql STABLE AS $$
    SELECT ARRAY(SELECT DISTINCT o.officer FROM payment_orders o JOIN user_roles r ON r.fund_id = o.fund_id AND r.user_name = o.officer
        WHERE o.fund_id = p_fund AND o.order_no = p_no)
$$;

-- Nobody knows whether it left: the accountant too looks for it at the bank. An officer with an advance is told what is expected.
CREATE FUNCTION tell_of_order() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM tell(NEW.fund_id, 'payment', NEW.order_no, NEW.step, CASE NEW.step
        WHEN 'file_taken' THEN ARRAY(SELECT h.user_name FROM holders_of(NEW.fund_id, 'fund_accountant') h)
        ELSE officer_of_order(NEW.fund_id, NEW.order_no) END);
    RETURN NULL;
END $$;
CREATE TRIGGER told AFTER INSERT ON payment_order_steps FOR EACH ROW
    WHEN (NEW.step IN ('prepared', 'file_taken', 'sent', 'not_sent', 'cancelled', 'settled')) EXECUTE FUNCTION tell_of_order();

-- Each night the advances whose day has passed are told of, each once: to its officer, to who settles it, and to the accountant.
CREATE FUNCTION tell_of_late_advances() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM tell(o.fund_id, 'payment', o.order_no, 'overdue',
        ARRAY(SELECT h.user_name FROM holders_of(o.fund_id, 'fund_accountant') h) || officer_of_order(o.fund_id, o.order_no))
    FROM payment_orders o
    WHERE o.way = 'advance' AND o.status = 'sent' AND o.settle_by < business_today() AND NOT EXISTS (SELECT FROM notices n
        WHERE n.fund_id = o.fund_id AND n.subject = 'payment' AND n.subject_no = o.order_no AND n.event = 'overdue');
    RETURN NULL;
END $$;
CREATE TRIGGER told AFTER INSERT ON check_runs FOR EACH ROW WHEN (NEW.night IS NOT NULL) EXECUTE FUNCTION tell_of_late_advances();
