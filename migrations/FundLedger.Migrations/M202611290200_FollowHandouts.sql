-- What a hand-out leaves besides its notes: the papers that were printed of it, the signed paper that came back, and what each phone last
-- said that it still holds.

CREATE TABLE handout_prints (
    fund_id int NOT NULL,
    order_no int NOT NULL,
    print_no int NOT NULL CHECK (print_no > 0),
    line_no int,
    with_names boolean NOT NULL,
    printed_at timestamptz NOT NULL,
    printed_by text NOT NULL CHECK (printed_by <> ''),
    PRIMARY KEY (fund_id, order_no, print_no),
    FOREIGN KEY (fund_id, order_no) REFERENCES handouts,
    FOREIGN KEY (fund_id, order_no, line_no) REFERENCES handout_codes,
    CONSTRAINT names_on_the_list_only CHECK (line_no IS NULL OR NOT with_names)
);
COMMENT ON TABLE handout_prints IS 'Each printing of a list with its codes, or of the slip of one line: the second says on the paper that it is.';

CREATE TABLE signed_lists (
    fund_id int NOT NULL,
    order_no int NOT NULL,
    scan_no int NOT NULL CHECK (scan_no BETWEEN 1 AND 400),
    scan_id uuid NOT NULL,
    line_no int,
    media_type text NOT NULL CHECK (media_type IN ('application/pdf', 'image/png', 'image/jpeg')),
    holder text NOT NULL CHECK (holder ~ '^[A-Z0-9-]{2,40}$'),
    key_id text NOT NULL CHECK (key_id ~ '^k-[0-9a-f]{16}$'),
    content bytea NOT NULL,
    size int GENERATED ALWAYS AS (length(content) - 28) STORED,
    sha256 bytea GENERATED ALWAYS AS (sha256(content)) STORED,
    attached_at timestamptz NOT NULL,
    attached_by text NOT NULL CHECK (attached_by <> ''),
    PRIMARY KEY (fund_id, order_no, scan_no),
    FOREIGN KEY (fund_id, order_no) REFERENCES payment_orders,
    FOREIGN KEY (fund_id, order_no, line_no) REFERENCES payment_order_lines,
    CONSTRAINT signed_list_once UNIQUE (fund_id, scan_id),
    CONSTRAINT signed_list_size CHECK (length(content) BETWEEN 29 AND 10485788)
);
COMMENT ON TABLE signed_lists IS 'The signed list of an order, or the slip of one line, scanned and encrypted: nonce, ciphertext and tag of AES-256-GCM under a key of the holder, outside the database.';

CREATE TABLE handout_reports (
    fund_id int NOT NULL,
    order_no int NOT NULL,
    device text NOT NULL CHECK (device ~ '^[0-9a-f]{32}$'),
    report_no int NOT NULL CHECK (report_no > 0),
    step text NOT NULL CHECK (step IN ('opened', 'synced')),
    noted int NOT NULL CHECK (noted >= 0),
    waiting int NOT NULL CHECK (waiting BETWEEN 0 AND noted),
    device_at timestamptz NOT NULL,
    received_at timestamptz NOT NULL,
    reported_by text NOT NULL CHECK (reported_by <> ''),
    PRIMARY KEY (fund_id, order_no, device, report_no),
    FOREIGN KEY (fund_id, order_no) REFERENCES handouts
);
COMMENT ON COLUMN handout_reports.device_at IS 'By the clock of the phone; nothing is decided by it.';

SELECT make_append_only(t) FROM unnest('{handout_prints, signed_lists, handout_reports}'::regclass[]) t;

DO $$
DECLARE t text;
BEGIN
    FOREACH t IN ARRAY '{handout_prints, signed_lists, handout_reports}'::text[] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
        EXECUTE format('CREATE POLICY of_my_funds ON %I FOR SELECT TO fundledger_app USING (fund_id = ANY ((SELECT readable_funds())::int[]))', t);
        EXECUTE format('CREATE POLICY of_all_funds ON %I FOR SELECT TO fundledger_auditor USING (true)', t);
    END LOOP;
END $$;
GRANT SELECT ON handout_prints, handout_reports TO fundledger_app, fundledger_auditor;
GRANT SELECT (fund_id, order_no, scan_no, scan_id, line_no, media_type, holder, key_id, size, sha256, attached_at, attached_by) ON signed_lists
    TO fundledger_app;
GRANT SELECT ON signed_lists TO fundledger_auditor;

DO $$
DECLARE v_subjects text := (SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = 'reference_events_subject_check');
BEGIN
    ALTER TABLE reference_events DROP CONSTRAINT reference_events_subject_check;
    EXECUTE 'ALTER TABLE reference_events ADD CONSTRAINT reference_events_subject_check '
        || replace(v_subjects, 'ARRAY[', 'ARRAY[''handout_print''::text, ''signed_list''::text, ');
END $$;

CREATE FUNCTION handout_print_sealed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM record_reference(NEW.fund_id, 'handout_print', NEW.order_no || '/' || NEW.print_no, ARRAY['handout_print', NEW.fund_id::text,
        NEW.order_no::text, NEW.print_no::text, NEW.line_no::text, NEW.with_names::text,
        to_char(NEW.printed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'), NEW.printed_by]);
    RETURN NULL;
END $$;
CREATE TRIGGER sealed AFTER INSERT ON handout_prints FOR EACH ROW EXECUTE FUNCTION handout_print_sealed();

CREATE FUNCTION signed_list_sealed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM record_reference(NEW.fund_id, 'signed_list', NEW.order_no || '/' || NEW.scan_no, ARRAY['signed_list', NEW.fund_id::text,
        NEW.order_no::text, NEW.scan_no::text, NEW.scan_id::text, NEW.line_no::text, NEW.media_type, NEW.holder, NEW.key_id,
        encode(NEW.sha256, 'hex'), to_char(NEW.attached_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'), NEW.attached_by]);
    RETURN NULL;
END $$;
CREATE TRIGGER sealed AFTER INSERT ON signed_lists FOR EACH ROW EXECUTE FUNCTION signed_list_sealed();

-- ---------------------------------------------------------------- printed

-- Writes a printing down: which copy of the same paper it is, when and by whom.
CREATE FUNCTION print_handout(p_list text, p_order int, p_line int, p_names boolean)
RETURNS TABLE (copy int, printed_at timestamptz, printed_by text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE o payment_orders := order_of(p_list, p_order);
BEGIN
    IF NOT coalesce(hands_out(o), false) THEN PERFORM refuse('actor_has_role', 'The list is handed out by who took the money.'); END IF;
    PERFORM lock_fund(o.fund_id);
    INSERT INTO handout_prints SELECT o.fund_id, p_order,
        coalesce((SELECT max(print_no) FROM handout_prints WHERE fund_id = o.fund_id AND order_no = p_order), 0) + 1,
        p_line, p_names, ledger_now(), acting_user();
    RETURN QUERY SELECT (SELECT count(*)::int FROM handout_prints x WHERE x.fund_id = o.fund_id AND x.order_no = p_order
            AND x.line_no IS NOT DISTINCT FROM p_line AND x.with_names = p_names),
        ledger_now(), u.display_name FROM users u WHERE u.user_name = acting_user();
END $$;
GRANT EXECUTE ON FUNCTION print_handout TO fundledger_app;

-- The names for the list that who hands out holds, each look written down; never of a child of a sealed group.
CREATE FUNCTION handout_names(p_list text, p_order int, p_reason text) RETURNS TABLE (line_no int, beneficiary_code text, key_id text,
    nonce bytea, sealed bytea, carer_no smallint, carer_key_id text, carer_nonce bytea, carer_sealed bytea)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE
    o payment_orders := order_of(p_list, p_order);
    v_codes text[];
    v_code text;
BEGIN
    IF NOT coalesce(hands_out(o), false) THEN PERFORM refuse('actor_has_role', 'The list is handed out by who took the money.'); END IF;
    v_codes := ARRAY(SELECT b.beneficiary_code FROM payment_order_lines l
        JOIN disbursement_lines x ON x.fund_id = l.fund_id AND x.disbursement_id = l.disbursement_id AND x.line_no = l.line_no
        JOIN beneficiaries b ON b.beneficiary_code = x.beneficiary_code
        WHERE l.fund_id = o.fund_id AND l.order_no = p_order AND NOT is_sealed_case(b.beneficiary_code)
            AND x.class_code IS DISTINCT FROM 'protected'
        ORDER BY fund_of_unit(b.unit_id), b.beneficiary_code);
    FOREACH v_code IN ARRAY v_codes LOOP
        PERFORM write_identity_step(v_code, p_reason, 'opened');
    END LOOP;
    RETURN QUERY
        SELECT l.line_no, v.beneficiary_code, v.key_id, v.nonce, v.sealed, c.carer_no, c.key_id, c.nonce, c.sealed
        FROM payment_order_lines l
        JOIN disbursement_lines x ON x.fund_id = l.fund_id AND x.disbursement_id = l.disbursement_id AND x.line_no = l.line_no
        JOIN identity_vault v ON v.beneficiary_code = x.beneficiary_code
        LEFT JOIN LATERAL (SELECT * FROM carers k WHERE k.beneficiary_code = v.beneficiary_code AND k.valid_to IS NULL
            ORDER BY k.carer_no DESC LIMIT 1) c ON true
        WHERE l.fund_id = o.fund_id AND l.order_no = p_order AND v.beneficiary_code = ANY (v_codes) ORDER BY l.line_no;
END $$;
GRANT EXECUTE ON FUNCTION handout_names TO fundledger_app;

-- ---------------------------------------------------------------- signed

CREATE FUNCTION was_handed_out(o payment_orders) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
    SELECT o.way IN ('cash', 'advance') AND o.status IN ('sent', 'settled')
$$;

-- A slip lies under the key of whom it is for; the list of many under one of its own. What is scanned was handed out before.
CREATE FUNCTION signed_list_of_order() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE v_of text;
BEGIN
    IF NOT EXISTS (SELECT FROM payment_orders o WHERE o.fund_id = NEW.fund_id AND o.order_no = NEW.order_no AND was_handed_out(o)) THEN
        PERFORM refuse('signed_list_of_handout', 'Only of money that is handed out there is a signed list.');
    END IF;
    SELECT coalesce(x.beneficiary_code, x.recipient) INTO v_of FROM payment_order_lines l
        JOIN disbursement_lines x ON x.fund_id = l.fund_id AND x.disbursement_id = l.disbursement_id AND x.line_no = l.line_no
        WHERE l.fund_id = NEW.fund_id AND l.order_no = NEW.order_no AND l.line_no = NEW.line_no;
    IF NEW.holder <> coalesce(v_of, format('LC-%s-%s', (SELECT code FROM funds WHERE fund_id = NEW.fund_id), NEW.order_no)) THEN
        PERFORM refuse('slip_under_its_childs_key', 'The signed slip of a child lies under the key of that child.');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER of_order BEFORE INSERT ON signed_lists FOR EACH ROW EXECUTE FUNCTION signed_list_of_order();

CREATE FUNCTION keeps_signed(o payment_orders) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT was_handed_out(o) AND (took_the_money(o) OR actor_has_role(o.fund_id, 'cashier', 'fund_accountant'))
$$;

-- Which papers of an order are signed, for who may keep them, each with the holder of its key: the list of many (no line), the slip of a
-- child of a sealed group, and the paper of a single line.
CREATE FUNCTION signed_papers(p_list text, p_order int) RETURNS TABLE (line_no int, holder text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT NULL::int, format('LC-%s-%s', p_list, p_order) FROM order_of(p_list, p_order) o WHERE keeps_signed(o) AND o.line_count > 1
    UNION ALL
    SELECT l.line_no, coalesce(x.beneficiary_code, x.recipient)
    FROM order_of(p_list, p_order) o JOIN payment_order_lines l ON l.fund_id = o.fund_id AND l.order_no = p_order
    JOIN disbursement_lines x ON x.fund_id = l.fund_id AND x.disbursement_id = l.disbursement_id AND x.line_no = l.line_no
    WHERE keeps_signed(o) AND (o.line_count = 1 OR x.class_code IS NOT DISTINCT FROM 'protected')
    ORDER BY 1 NULLS FIRST
$$;
GRANT EXECUTE ON FUNCTION signed_papers TO fundledger_app;

CREATE FUNCTION attach_signed_list(p_list text, p_order int, p_scan uuid, p_line int, p_media_type text, p_holder text, p_key_id text,
    p_content bytea) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    o payment_orders := order_of(p_list, p_order);
    v_no int;
BEGIN
    IF NOT coalesce(keeps_signed(o), false) THEN
        PERFORM refuse('actor_has_role', 'The signed list is kept by who handed out, the cashier or the accountant.');
    END IF;
    PERFORM lock_fund(o.fund_id);
    v_no := coalesce((SELECT max(scan_no) FROM signed_lists WHERE fund_id = o.fund_id AND order_no = p_order), 0) + 1;
    INSERT INTO signed_lists (fund_id, order_no, scan_no, scan_id, line_no, media_type, holder, key_id, content, attached_at, attached_by)
    VALUES (o.fund_id, p_order, v_no, p_scan, p_line, p_media_type, p_holder, p_key_id, p_content, ledger_now(), acting_user());
    RETURN v_no;
END $$;
GRANT EXECUTE ON FUNCTION attach_signed_list TO fundledger_app;

CREATE FUNCTION reads_signed(o payment_orders) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT was_handed_out(o) AND (took_the_money(o) OR actor_has_role(o.fund_id, 'cashier', 'fund_accountant', 'approver', 'auditor'))
$$;

CREATE FUNCTION may_read_signed(p_list text, p_order int) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT coalesce((SELECT reads_signed(o) FROM order_of(p_list, p_order) o), false)
$$;
GRANT EXECUTE ON FUNCTION may_read_signed TO fundledger_app;

CREATE FUNCTION signed_lists_of(p_list text, p_order int) RETURNS TABLE (scan_no int, line_no int, holder text, is_shut boolean, media_type text,
    size int, attached_by text, attached_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT s.scan_no, s.line_no, s.holder, is_sealed_case(s.holder) AND NOT case_is_open(s.holder), s.media_type, s.size,
        (SELECT u.display_name FROM users u WHERE u.user_name = s.attached_by), s.attached_at
    FROM order_of(p_list, p_order) o JOIN signed_lists s ON s.fund_id = o.fund_id AND s.order_no = o.order_no
    WHERE reads_signed(o) ORDER BY s.scan_no
$$;
GRANT EXECUTE ON FUNCTION signed_lists_of TO fundledger_app;

-- A look at a signed list is a look at those who stand on it; the slip of a sealed case stays shut until two opened the case.
CREATE FUNCTION open_signed_list(p_list text, p_order int, p_no int, p_reason text)
RETURNS TABLE (scan_id uuid, media_type text, holder text, key_id text, content bytea)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE
    o payment_orders := order_of(p_list, p_order);
    s signed_lists;
    v_code text;
BEGIN
    IF NOT coalesce(reads_signed(o), false) THEN
        PERFORM refuse('actor_has_role', 'A signed list is read by who handed out and by those of its fund.');
    END IF;
    SELECT * INTO s FROM signed_lists x WHERE x.fund_id = o.fund_id AND x.order_no = p_order AND x.scan_no = p_no;
    FOR v_code IN SELECT b.beneficiary_code FROM payment_order_lines l
            JOIN disbursement_lines x ON x.fund_id = l.fund_id AND x.disbursement_id = l.disbursement_id AND x.line_no = l.line_no
            JOIN beneficiaries b ON b.beneficiary_code = x.beneficiary_code
            WHERE s.scan_no IS NOT NULL AND l.fund_id = o.fund_id AND l.order_no = p_order AND l.line_no = coalesce(s.line_no, l.line_no)
            ORDER BY fund_of_unit(b.unit_id), b.beneficiary_code LOOP
        IF is_sealed_case(v_code) THEN
            CONTINUE WHEN s.holder <> v_code;
            IF NOT case_is_open(v_code) THEN
                PERFORM refuse('sealed_case_granted', format('%s is a sealed case: another person grants its opening first.', v_code));
            END IF;
        END IF;
        PERFORM write_identity_step(v_code, p_reason, 'opened');
    END LOOP;
    RETURN QUERY SELECT s.scan_id, s.media_type, s.holder, s.key_id, s.content WHERE s.scan_no IS NOT NULL;
END $$;
GRANT EXECUTE ON FUNCTION open_signed_list TO fundledger_app;

-- ---------------------------------------------------------------- held on phones

-- What a phone says of itself, with its clock; the answer is the clock of the server.
CREATE FUNCTION report_handout(p_list text, p_order int, p_device text, p_step text, p_noted int, p_waiting int, p_at timestamptz)
RETURNS timestamptz
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE o payment_orders := order_of(p_list, p_order);
BEGIN
    IF NOT coalesce(was_handed_out(o) AND took_the_money(o), false) THEN
        PERFORM refuse('actor_has_role', 'The list is handed out by who took the money.');
    END IF;
    PERFORM lock_fund(o.fund_id);
    INSERT INTO handout_reports SELECT o.fund_id, p_order, p_device, coalesce((SELECT max(report_no) FROM handout_reports r
            WHERE r.fund_id = o.fund_id AND r.order_no = p_order AND r.device = p_device), 0) + 1,
        p_step, p_noted, p_waiting, p_at, ledger_now(), acting_user();
    RETURN ledger_now();
END $$;
GRANT EXECUTE ON FUNCTION report_handout TO fundledger_app;

-- Each phone that holds a list, as it last said: for who hands out, and for the fund's own.
CREATE FUNCTION handout_devices(p_list text, p_order int) RETURNS TABLE (device text, held_by text, opened_at timestamptz, told_at timestamptz,
    synced_at timestamptz, noted int, waiting int, device_at timestamptz, is_late boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT r.device, (SELECT u.display_name FROM users u WHERE u.user_name = r.reported_by),
        (SELECT min(a.received_at) FROM handout_reports a WHERE a.fund_id = r.fund_id AND a.order_no = r.order_no AND a.device = r.device),
        r.received_at,
        (SELECT max(a.received_at) FROM handout_reports a WHERE a.fund_id = r.fund_id AND a.order_no = r.order_no AND a.device = r.device
            AND a.step = 'synced'),
        r.noted, r.waiting, r.device_at,
        r.received_at < ledger_now() - interval '1 day' AND (r.waiting > 0 OR o.status = 'sent' AND o.line_count >
            (SELECT count(*) FROM deliveries d WHERE d.fund_id = o.fund_id AND d.order_no = o.order_no))
    FROM order_of(p_list, p_order) o
    JOIN LATERAL (SELECT DISTINCT ON (h.device) h.* FROM handout_reports h WHERE h.fund_id = o.fund_id AND h.order_no = o.order_no
        ORDER BY h.device, h.report_no DESC) r ON true
    WHERE reads_signed(o) ORDER BY 3, 1
$$;
GRANT EXECUTE ON FUNCTION handout_devices TO fundledger_app;

-- Who signed for more than five children of the fund without being parent or guardian, on this order among others: to be asked about.
CREATE FUNCTION often_collectors(p_list text, p_order int) RETURNS TABLE (name text, children int)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT min(w.name), count(DISTINCT coalesce(x.beneficiary_code, x.recipient))::int
    FROM order_of(p_list, p_order) o JOIN delivery_collectors w ON w.fund_id = o.fund_id
    JOIN payment_order_lines l ON l.fund_id = w.fund_id AND l.order_no = w.order_no AND l.line_no = w.line_no
    JOIN disbursement_lines x ON x.fund_id = l.fund_id AND x.disbursement_id = l.disbursement_id AND x.line_no = l.line_no
    WHERE reads_signed(o)
    GROUP BY lower(w.name)
    HAVING bool_or(w.order_no = p_order) AND count(DISTINCT coalesce(x.beneficiary_code, x.recipient)) > 5
    ORDER BY 2 DESC, 1
$$;
GRANT EXECUTE ON FUNCTION often_collectors TO fundledger_app;
