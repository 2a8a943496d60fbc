-- The money of an order reaches people by a list: each line has a code of eight digits, which whoever comes for the money brings. Who hands
-- out notes down, with or without a network, what became of each code; the first that arrives counts, another one for the same line is a
-- conflict that people look at. Deliveries post nothing: the cashier settles by them.

CREATE TABLE handouts (
    fund_id int NOT NULL,
    order_no int NOT NULL,
    opened_at timestamptz NOT NULL,
    opened_by text NOT NULL CHECK (opened_by <> ''),
    PRIMARY KEY (fund_id, order_no),
    FOREIGN KEY (fund_id, order_no) REFERENCES payment_orders
);

CREATE TABLE handout_codes (
    fund_id int NOT NULL,
    order_no int NOT NULL,
    line_no int NOT NULL,
    code text NOT NULL CHECK (code ~ '^[0-9]{8}$'),
    salt bytea NOT NULL DEFAULT uuid_send(gen_random_uuid()) CHECK (length(salt) = 16),
    code_seal text NOT NULL GENERATED ALWAYS AS (encode(sha256(salt || code::bytea), 'hex')) STORED,
    PRIMARY KEY (fund_id, order_no, line_no),
    FOREIGN KEY (fund_id, order_no) REFERENCES handouts,
    FOREIGN KEY (fund_id, order_no, line_no) REFERENCES payment_order_lines,
    CONSTRAINT code_of_one_line UNIQUE (fund_id, order_no, code)
);
COMMENT ON TABLE handout_codes IS 'Drawn at random; read only by who hands the money out, and kept on no phone. The log seals code_seal.';

CREATE TABLE deliveries (
    fund_id int NOT NULL,
    order_no int NOT NULL,
    line_no int NOT NULL,
    scan_id uuid NOT NULL,
    outcome text NOT NULL CHECK (outcome IN ('paid', 'partial', 'failed', 'absent', 'returned')),
    paid bigint NOT NULL,
    relation text CHECK (relation IN ('parent', 'guardian', 'relative', 'other')),
    collector_commitment bytea CHECK (length(collector_commitment) = 32),
    device text NOT NULL CHECK (device ~ '^[0-9a-f]{32}$'),
    scanned_at timestamptz NOT NULL,
    received_at timestamptz NOT NULL,
    recorded_by text NOT NULL CHECK (recorded_by <> ''),
    person_id bigint NOT NULL REFERENCES persons,
    PRIMARY KEY (fund_id, order_no, line_no),
    FOREIGN KEY (fund_id, order_no, line_no) REFERENCES handout_codes,
    CONSTRAINT delivery_once UNIQUE (fund_id, scan_id),
    CONSTRAINT delivery_signed_by_somebody CHECK ((paid > 0) = (relation IS NOT NULL)),
    CONSTRAINT collector_told CHECK (relation NOT IN ('relative', 'other') OR collector_commitment IS NOT NULL)
);
COMMENT ON COLUMN deliveries.scanned_at IS 'By the clock of the phone; nothing is decided by it.';
COMMENT ON COLUMN deliveries.relation IS 'Of who signed to the child; NULL when nothing was handed over.';

CREATE TABLE delivery_collectors (
    fund_id int NOT NULL,
    order_no int NOT NULL,
    line_no int NOT NULL,
    name text NOT NULL CHECK (name = btrim(name) AND length(name) BETWEEN 2 AND 120),
    salt bytea NOT NULL CHECK (length(salt) = 16),
    PRIMARY KEY (fund_id, order_no, line_no),
    FOREIGN KEY (fund_id, order_no, line_no) REFERENCES deliveries
);
COMMENT ON TABLE delivery_collectors IS 'Who signed, where it is not the parent or guardian: apart, so that it can be erased.';

CREATE TABLE delivery_conflicts (
    fund_id int NOT NULL,
    order_no int NOT NULL,
    scan_id uuid NOT NULL,
    reason text NOT NULL CHECK (reason IN ('unknown', 'again', 'late')),
    code text NOT NULL CHECK (length(code) BETWEEN 1 AND 20),
    line_no int,
    outcome text NOT NULL,
    device text NOT NULL CHECK (device ~ '^[0-9a-f]{32}$'),
    scanned_at timestamptz NOT NULL,
    received_at timestamptz NOT NULL,
    recorded_by text NOT NULL CHECK (recorded_by <> ''),
    PRIMARY KEY (fund_id, order_no, scan_id),
    FOREIGN KEY (fund_id, order_no) REFERENCES handouts,
    CONSTRAINT conflict_names_its_line CHECK ((reason = 'unknown') = (line_no IS NULL))
);

SELECT make_append_only(t) FROM unnest('{handouts, handout_codes, deliveries, delivery_conflicts}'::regclass[]) t;

DO $$
DECLARE t text;
BEGIN
    FOREACH t IN ARRAY '{handouts, handout_codes, deliveries, delivery_collectors, delivery_conflicts}'::text[] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
        EXECUTE format('CREATE POLICY of_my_funds ON %I FOR SELECT TO fundledger_app USING (fund_id = ANY ((SELECT readable_funds())::int[]))', t);
        EXECUTE format('CREATE POLICY of_all_funds ON %I FOR SELECT TO fundledger_auditor USING (true)', t);
    END LOOP;
END $$;
ALTER POLICY of_my_funds ON delivery_collectors USING (fund_id = ANY ((SELECT readable_funds())::int[])
    AND actor_has_role(fund_id, 'cashier', 'fund_accountant', 'approver', 'auditor'));
GRANT SELECT ON handouts, deliveries, delivery_collectors, delivery_conflicts TO fundledger_app, fundledger_auditor;
GRANT SELECT (fund_id, order_no, line_no, code_seal) ON handout_codes TO fundledger_app;
GRANT SELECT (fund_id, order_no, line_no, code_seal) ON handout_codes TO fundledger_auditor;

DO $$
DECLARE v_subjects text := (SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = 'reference_events_subject_check');
BEGIN
    ALTER TABLE reference_events DROP CONSTRAINT reference_events_subject_check;
    EXECUTE 'ALTER TABLE reference_events ADD CONSTRAINT reference_events_subject_check ' || replace(v_subjects, 'ARRAY[', 'ARRAY[''handout''::text, ');
END $$;

CREATE FUNCTION handout_terms(h handouts) RETURNS text[] LANGUAGE sql STABLE AS $$
    SELECT ARRAY['handout', h.fund_id::text, h.order_no::text, to_char(h.opened_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'), h.opened_by]
        || (SELECT array_agg(x.term ORDER BY c.line_no, x.place) FROM handout_codes c CROSS JOIN LATERAL unnest(ARRAY[c.line_no::text, c.code_seal])
                WITH ORDINALITY x(term, place) WHERE c.fund_id = h.fund_id AND c.order_no = h.order_no)
        || coalesce((SELECT array_agg(x.term ORDER BY d.line_no, x.place) FROM deliveries d CROSS JOIN LATERAL unnest(ARRAY[
                d.line_no::text, d.scan_id::text, d.outcome, d.paid::text, d.relation, encode(d.collector_commitment, 'hex'), d.device,
                to_char(d.scanned_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'),
                to_char(d.received_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'), d.recorded_by, d.person_id::text]) WITH ORDINALITY x(term, place)
            WHERE d.fund_id = h.fund_id AND d.order_no = h.order_no), '{}')
        || coalesce((SELECT array_agg(x.term ORDER BY k.scan_id, x.place) FROM delivery_conflicts k CROSS JOIN LATERAL unnest(ARRAY[
                k.scan_id::text, k.reason, k.code, k.line_no::text, k.outcome, k.device,
                to_char(k.scanned_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'),
                to_char(k.received_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'), k.recorded_by]) WITH ORDINALITY x(term, place)
            WHERE k.fund_id = h.fund_id AND k.order_no = h.order_no), '{}')
$$;

CREATE FUNCTION seal_handout(p_fund int, p_order int) RETURNS void LANGUAGE sql AS $$
    SELECT record_reference(h.fund_id, 'handout', h.order_no::text, handout_terms(h)) FROM handouts h
    WHERE h.fund_id = p_fund AND h.order_no = p_order
$$;

-- Delivered is no more than ordered, whole when it is whole, and while the order is under way.
CREATE FUNCTION delivery_as_ordered() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE v_amount bigint;
BEGIN
    SELECT l.amount INTO v_amount FROM payment_order_lines l JOIN payment_orders o USING (fund_id, order_no)
    WHERE l.fund_id = NEW.fund_id AND l.order_no = NEW.order_no AND l.line_no = NEW.line_no AND l.outcome IS NULL AND o.status = 'sent';
    IF v_amount IS NULL THEN PERFORM refuse('delivery_under_way', 'The line is not under way.'); END IF;
    IF NEW.paid <> (CASE NEW.outcome WHEN 'paid' THEN v_amount WHEN 'partial' THEN least(greatest(NEW.paid, 1), v_amount - 1) ELSE 0 END) THEN
        PERFORM refuse('delivery_as_ordered', format('Line %s is delivered in the amount that was ordered, or less.', NEW.line_no));
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER as_ordered BEFORE INSERT ON deliveries FOR EACH ROW EXECUTE FUNCTION delivery_as_ordered();

-- What was delivered by the list is what is settled, unless a note says why not.
CREATE FUNCTION result_as_delivered() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.note IS NULL AND EXISTS (SELECT FROM deliveries d WHERE d.fund_id = NEW.fund_id AND d.order_no = NEW.order_no AND d.line_no = NEW.line_no
            AND d.paid <> NEW.paid) THEN
        PERFORM refuse('result_as_delivered', format('Line %s was delivered otherwise: a note says why.', NEW.line_no));
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER as_delivered BEFORE UPDATE OF outcome ON payment_order_lines FOR EACH ROW
    WHEN (NEW.outcome IS NOT NULL AND OLD.outcome IS NULL) EXECUTE FUNCTION result_as_delivered();

-- ---------------------------------------------------------------- who hands out

-- The officer who took the advance; the cashier of a list that is paid from the box.
CREATE FUNCTION took_the_money(o payment_orders) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT CASE o.way
        WHEN 'advance' THEN o.officer_person = acting_person() AND EXISTS (SELECT FROM users u WHERE u.user_name = acting_user() AND u.disabled_at IS NULL)
        WHEN 'cash' THEN actor_has_role(o.fund_id, 'cashier') AND NOT EXISTS (SELECT FROM disbursements d
            LEFT JOIN disbursement_steps s USING (fund_id, disbursement_id)
            WHERE d.fund_id = o.fund_id AND d.disbursement_id = o.disbursement_id
                AND acting_person() IN (d.requester_person, d.approver_person, s.decided_person))
        ELSE false END
$$;

CREATE FUNCTION hands_out(o payment_orders) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT o.status = 'sent' AND took_the_money(o)
$$;

CREATE FUNCTION order_of(p_list text, p_order int) RETURNS payment_orders LANGUAGE sql STABLE AS $$
    SELECT o.* FROM payment_orders o JOIN funds f USING (fund_id) WHERE f.code = p_list AND o.order_no = p_order
$$;

-- What the acting user has to hand out, in whatever fund.
CREATE FUNCTION my_handouts() RETURNS TABLE (list text, fund_vi text, fund_en text, order_no int, title_vi text, title_en text, settle_by date,
    is_open boolean, lines int, delivered int, conflicts int, total bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT f.code, f.name_vi, f.name_en, o.order_no, t.title_vi, t.title_en, o.settle_by,
        EXISTS (SELECT FROM handouts h WHERE h.fund_id = o.fund_id AND h.order_no = o.order_no), o.line_count,
        (SELECT count(*)::int FROM deliveries d WHERE d.fund_id = o.fund_id AND d.order_no = o.order_no),
        (SELECT count(*)::int FROM delivery_conflicts k WHERE k.fund_id = o.fund_id AND k.order_no = o.order_no), o.total
    FROM payment_orders o JOIN funds f USING (fund_id) JOIN disbursement_titles t USING (fund_id, disbursement_id)
    WHERE hands_out(o) ORDER BY o.settle_by, f.code, o.order_no
$$;
GRANT EXECUTE ON FUNCTION my_handouts TO fundledger_app;

-- The lines with their codes, for who hands them out; nothing for anybody else.
CREATE FUNCTION handout_lines(p_list text, p_order int) RETURNS TABLE (line_no int, code text, child text, place text, amount bigint,
    is_sealed boolean, outcome text, paid bigint, relation text, collector text, recorded_by text, received_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT l.line_no, c.code, coalesce(x.beneficiary_code, x.recipient), u.name, l.amount, x.class_code IS NOT DISTINCT FROM 'protected',
        d.outcome, d.paid, d.relation, w.name, (SELECT p.display_name FROM users p WHERE p.user_name = d.recorded_by), d.received_at
    FROM order_of(p_list, p_order) o JOIN payment_order_lines l ON l.fund_id = o.fund_id AND l.order_no = o.order_no
    JOIN disbursement_lines x ON x.fund_id = l.fund_id AND x.disbursement_id = l.disbursement_id AND x.line_no = l.line_no
    JOIN handout_codes c ON c.fund_id = l.fund_id AND c.order_no = l.order_no AND c.line_no = l.line_no
    LEFT JOIN units u ON u.unit_id = x.unit_id
    LEFT JOIN deliveries d ON d.fund_id = l.fund_id AND d.order_no = l.order_no AND d.line_no = l.line_no
    LEFT JOIN delivery_collectors w ON w.fund_id = d.fund_id AND w.order_no = d.order_no AND w.line_no = d.line_no
    WHERE hands_out(o) ORDER BY l.line_no
$$;
GRANT EXECUTE ON FUNCTION handout_lines TO fundledger_app;

CREATE FUNCTION handout_conflicts(p_list text, p_order int) RETURNS TABLE (reason text, code text, line_no int, outcome text, recorded_by text,
    received_at timestamptz, first_by text, first_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT k.reason, k.code, k.line_no, k.outcome, (SELECT p.display_name FROM users p WHERE p.user_name = k.recorded_by), k.received_at,
        (SELECT p.display_name FROM users p WHERE p.user_name = d.recorded_by), d.received_at
    FROM order_of(p_list, p_order) o JOIN delivery_conflicts k ON k.fund_id = o.fund_id AND k.order_no = o.order_no
    LEFT JOIN deliveries d ON d.fund_id = k.fund_id AND d.order_no = k.order_no AND d.line_no = k.line_no
    WHERE hands_out(o) ORDER BY k.received_at, k.code
$$;
GRANT EXECUTE ON FUNCTION handout_conflicts TO fundledger_app;

-- What each code is worth, for who took the money; also when it is settled, since a phone may come late.
CREATE FUNCTION handout_amounts(p_list text, p_order int) RETURNS TABLE (code text, amount bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT c.code, l.amount FROM order_of(p_list, p_order) o
    JOIN handout_codes c ON c.fund_id = o.fund_id AND c.order_no = o.order_no
    JOIN payment_order_lines l ON l.fund_id = c.fund_id AND l.order_no = c.order_no AND l.line_no = c.line_no
    WHERE o.status IN ('sent', 'settled') AND took_the_money(o)
$$;
GRANT EXECUTE ON FUNCTION handout_amounts TO fundledger_app;

CREATE FUNCTION open_handout(p_list text, p_order int) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    o payment_orders := order_of(p_list, p_order);
    v_line int;
    v_code text;
BEGIN
    IF NOT coalesce(hands_out(o), false) THEN PERFORM refuse('actor_has_role', 'The list is handed out by who took the money.'); END IF;
    PERFORM lock_fund(o.fund_id);
    INSERT INTO handouts VALUES (o.fund_id, p_order, ledger_now(), acting_user()) ON CONFLICT DO NOTHING;
    IF NOT FOUND THEN RETURN; END IF;
    FOR v_line IN SELECT l.line_no FROM payment_order_lines l WHERE l.fund_id = o.fund_id AND l.order_no = p_order ORDER BY l.line_no LOOP
        LOOP
            v_code := lpad((('x' || substr(md5(gen_random_uuid()::text || gen_random_uuid()::text), 1, 12))::bit(48)::bigint % 100000000)::text, 8, '0');
            INSERT INTO handout_codes (fund_id, order_no, line_no, code) VALUES (o.fund_id, p_order, v_line, v_code) ON CONFLICT DO NOTHING;
            EXIT WHEN FOUND;
        END LOOP;
    END LOOP;
    PERFORM seal_handout(o.fund_id, p_order);
END $$;
GRANT EXECUTE ON FUNCTION open_handout TO fundledger_app;

-- Each note arrives once, however often it is sent; the first for a line counts.
CREATE FUNCTION record_deliveries(p_list text, p_order int, p_device text, p_scans uuid[], p_codes text[], p_outcomes text[], p_paid bigint[],
    p_relations text[], p_collectors text[], p_at timestamptz[])
RETURNS TABLE (scan uuid, result text, line_no int, first_by text, first_at timestamptz)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
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
                AND l.outcome IS NOT NULL) THEN 'late' END;
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
GRANT EXECUTE ON FUNCTION record_deliveries TO fundledger_app;
