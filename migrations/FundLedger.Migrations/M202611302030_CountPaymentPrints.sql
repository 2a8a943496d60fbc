-- The papers of a payment order that leave the house are counted like vouchers: the list and the slips on which people sign, and the order to
-- the Treasury. Each print is a row, numbered for its paper, sealed in the log; from its second print on the paper says so.

CREATE TABLE payment_prints (
    fund_id int NOT NULL,
    order_no int NOT NULL,
    print_no int NOT NULL CHECK (print_no > 0),
    paper text NOT NULL CHECK (paper IN ('list', 'slip', 'treasury')),
    line_no int,
    copy_no int NOT NULL,
    printed_at timestamptz NOT NULL,
    printed_by text NOT NULL CHECK (printed_by <> ''),
    person_id bigint NOT NULL REFERENCES persons,
    PRIMARY KEY (fund_id, order_no, print_no),
    FOREIGN KEY (fund_id, order_no) REFERENCES payment_orders,
    FOREIGN KEY (fund_id, order_no, line_no) REFERENCES payment_order_lines,
    CONSTRAINT slip_is_of_a_line CHECK ((paper = 'slip') = (line_no IS NOT NULL))
);
COMMENT ON TABLE payment_prints IS 'Each printing of a paper of a payment order that leaves the house.';
COMMENT ON COLUMN payment_prints.copy_no IS 'Which print of this very paper it is; from the second on the paper says so.';
SELECT make_append_only('payment_prints'::regclass);
ALTER TABLE payment_prints ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_my_funds ON payment_prints FOR SELECT TO fundledger_app USING (fund_id = ANY ((SELECT readable_funds())::int[]));
CREATE POLICY of_all_funds ON payment_prints FOR SELECT TO fundledger_auditor USING (true);
GRANT SELECT ON payment_prints TO fundledger_app, fundledger_auditor;

DO $$
DECLARE v_subjects text := (SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = 'reference_events_subject_check');
BEGIN
    ALTER TABLE reference_events DROP CONSTRAINT reference_events_subject_check;
    EXECUTE 'ALTER TABLE reference_events ADD CONSTRAINT reference_events_subject_check ' || replace(v_subjects, 'ARRAY[', 'ARRAY[''payment_print''::text, ');
END $$;

CREATE FUNCTION payment_print_counts_on() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.copy_no <> 1 + (SELECT count(*) FROM payment_prints p WHERE p.fund_id = NEW.fund_id AND p.order_no = NEW.order_no
            AND p.paper = NEW.paper AND p.line_no IS NOT DISTINCT FROM NEW.line_no) THEN
        PERFORM refuse('payment_print_counts_on', 'The prints of a paper are numbered one after the other.');
    END IF;
    -- Cash is signed for from the moment it is ordered; the order to the Treasury goes out once its paper was taken, so that nobody sends it twice.
    IF NOT EXISTS (SELECT FROM payment_orders o WHERE o.fund_id = NEW.fund_id AND o.order_no = NEW.order_no AND CASE NEW.paper
            WHEN 'treasury' THEN o.way = 'treasury' AND o.status NOT IN ('prepared', 'cancelled') ELSE o.way IN ('cash', 'advance') END) THEN
        PERFORM refuse('payment_paper_of_order', 'The order has no such paper.');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER counts_on BEFORE INSERT ON payment_prints FOR EACH ROW EXECUTE FUNCTION payment_print_counts_on();

CREATE FUNCTION payment_print_sealed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM record_reference(NEW.fund_id, 'payment_print', NEW.order_no || '/' || NEW.print_no, ARRAY['payment_print', NEW.fund_id::text,
        NEW.order_no::text, NEW.print_no::text, NEW.paper, NEW.line_no::text, NEW.copy_no::text,
        to_char(NEW.printed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'), NEW.printed_by, NEW.person_id::text]);
    RETURN NULL;
END $$;
CREATE TRIGGER sealed AFTER INSERT ON payment_prints FOR EACH ROW EXECUTE FUNCTION payment_print_sealed();

CREATE FUNCTION print_payment(p_fund int, p_order int, p_paper text, p_line int) RETURNS TABLE (no int, at timestamptz, by text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE v payment_prints;
BEGIN
    PERFORM require_role(p_fund, 'fund_accountant', 'cashier');
    PERFORM lock_fund(p_fund);
    SELECT count(*) + 1, count(*) FILTER (WHERE p.paper = p_paper AND p.line_no IS NOT DISTINCT FROM p_line) + 1 INTO v.print_no, v.copy_no
    FROM payment_prints p WHERE p.fund_id = p_fund AND p.order_no = p_order;
    v.fund_id := p_fund; v.order_no := p_order; v.paper := p_paper; v.line_no := p_line;
    v.printed_at := ledger_now(); v.printed_by := acting_user(); v.person_id := acting_person();
    INSERT INTO payment_prints SELECT v.*;
    RETURN QUERY SELECT v.copy_no, v.printed_at, u.display_name FROM users u WHERE u.user_name = v.printed_by;
END $$;
GRANT EXECUTE ON FUNCTION print_payment TO fundledger_app;
