-- Who signs for a child took no part in the request: neither asked, nor approved, nor pays or hands out the money. A note that says otherwise,
-- also one that comes from a phone hours later, is kept beside the deliveries and does not count; the share can be noted again.

ALTER TABLE delivery_conflicts DROP CONSTRAINT delivery_conflicts_reason_check;
ALTER TABLE delivery_conflicts ADD CONSTRAINT delivery_conflicts_reason_check CHECK (reason IN ('unknown', 'again', 'late', 'took_part'));

-- Whether somebody of this name is one of the hands of a request, or the person acting.
CREATE FUNCTION took_part(p_fund int, p_id bigint, p_name text) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT FROM hands_of_request(p_fund, p_id) h JOIN persons p USING (person_id)
        WHERE lower(btrim(p_name) COLLATE "vi-VN-x-icu") = lower(btrim(p.full_name) COLLATE "vi-VN-x-icu"))
$$;

CREATE FUNCTION signer_took_no_part() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM payment_orders o WHERE o.fund_id = NEW.fund_id AND o.order_no = NEW.order_no
            AND took_part(o.fund_id, o.disbursement_id, NEW.name)) THEN
        PERFORM refuse('receiver_took_no_part', 'Who asked, approved or pays does not sign for the money.');
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER of_another AFTER INSERT OR UPDATE ON delivery_collectors FOR EACH ROW EXECUTE FUNCTION signer_took_no_part();

CREATE OR REPLACE FUNCTION record_deliveries(p_list text, p_order integer, p_device text, p_scans uuid[], p_codes text[], p_outcomes text[], p_paid bigint[], p_relations text[], p_collectors text[], p_at timestamp with time zone[])
 RETURNS TABLE(scan uuid, result text, line_no integer, first_by text, first_at timestamp with time zone)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path = public, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    o payment_orders := order_of(p_list, p_order);
    s record;
    v_line int;
    v_salt bytea;
    v_new int := 0;
    v_why text;
BEGIN
    IF NOT coalesce(o.status IN ('sent', 'settled') AND took_the_money(o), false) THEN PERFORM refuse('actor_has_role', 'The list is handed out by who took the money.'); END IF;
    PERFORM lock_fund(o.fund_id);
    FOR s IN SELECT * FROM unnest(p_scans, p_codes, p_outcomes, p_paid, p_relations, p_collectors, p_at)
            WITH ORDINALITY u(id, code, outcome, paid, relation, collector, at, place) ORDER BY u.place LOOP
        CONTINUE WHEN EXISTS (SELECT FROM deliveries d WHERE d.fund_id = o.fund_id AND d.scan_id = s.id)
            OR EXISTS (SELECT FROM delivery_conflicts k WHERE k.fund_id = o.fund_id AND k.order_no = p_order AND k.scan_id = s.id);
        v_new := v_new + 1;
        v_line := (SELECT c.line_no FROM handout_codes c WHERE c.fund_id = o.fund_id AND c.order_no = p_order AND c.code = s.code);
        v_why := CASE WHEN v_line IS NULL THEN 'unknown'
            WHEN EXISTS (SELECT FROM deliveries d WHERE d.fund_id = o.fund_id AND d.order_no = p_order AND d.line_no = v_line) THEN 'again'
            WHEN EXISTS (SELECT FROM payment_order_lines l WHERE l.fund_id = o.fund_id AND l.order_no = p_order AND l.line_no = v_line
                AND l.outcome IS NOT NULL) THEN 'late'
            WHEN s.collector IS NOT NULL AND took_part(o.fund_id, o.disbursement_id, s.collector) THEN 'took_part' END;
        IF v_why IS NOT NULL THEN
            INSERT INTO delivery_conflicts VALUES (o.fund_id, p_order, s.id, v_why, left(s.code, 20),
                v_line, s.outcome, p_device, s.at, ledger_now(), acting_user());
            CONTINUE;
        END IF;
        v_salt := CASE WHEN s.collector IS NOT NULL THEN substr(sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())), 1, 16) END;
        INSERT INTO deliveries VALUES (o.fund_id, p_order, v_line, s.id, s.outcome,
            CASE WHEN s.outcome = 'paid' THEN (SELECT l.amount FROM payment_order_lines l WHERE l.fund_id = o.fund_id AND l.order_no = p_order
                AND l.line_no = v_line) ELSE s.paid END,
            s.relation, CASE WHEN v_salt IS NOT NULL THEN commitment_of(v_salt, s.collector) END, p_device, s.at, ledger_now(), acting_user(),
            acting_person());
        IF v_salt IS NOT NULL THEN INSERT INTO delivery_collectors VALUES (o.fund_id, p_order, v_line, s.collector, v_salt); END IF;
    END LOOP;
    IF v_new > 0 THEN PERFORM seal_handout(o.fund_id, p_order); END IF;
    RETURN QUERY
        SELECT u.id, CASE WHEN d.scan_id IS NOT NULL THEN 'accepted' ELSE k.reason END, coalesce(d.line_no, k.line_no),
            (SELECT p.display_name FROM users p WHERE p.user_name = f.recorded_by), f.received_at
        FROM unnest(p_scans) WITH ORDINALITY u(id, place)
        LEFT JOIN deliveries d ON d.fund_id = o.fund_id AND d.scan_id = u.id
        LEFT JOIN delivery_conflicts k ON k.fund_id = o.fund_id AND k.order_no = p_order AND k.scan_id = u.id
        LEFT JOIN deliveries f ON f.fund_id = o.fund_id AND f.order_no = p_order AND f.line_no = k.line_no
        ORDER BY u.place;
END $$;
