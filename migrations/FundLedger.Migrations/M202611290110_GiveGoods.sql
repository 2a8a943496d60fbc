-- Goods are given out by requests: each line says which lots its recipient gets, and how much. They are reserved with the request, judged by
-- the norm with the money, issued by a third person after the approval, and what was not given comes back into its lot.

ALTER TABLE disbursement_lines ADD COLUMN stock bigint
    CONSTRAINT stock_within_goods CHECK (stock IS NULL OR (stock > 0 AND goods IS NOT NULL AND stock <= goods));
COMMENT ON COLUMN disbursement_lines.stock IS 'Value of the goods out of the fund''s own stock among the amount: they are issued, and not paid for.';

CREATE TABLE request_goods (
    fund_id int NOT NULL,
    disbursement_id bigint NOT NULL,
    line_no int NOT NULL,
    lot_no int NOT NULL,
    quantity bigint NOT NULL CONSTRAINT request_goods_quantity CHECK (quantity BETWEEN 1 AND 1000000),
    unit_value bigint NOT NULL CONSTRAINT request_goods_valued CHECK (unit_value > 0),
    state text NOT NULL DEFAULT 'reserved' CHECK (state IN ('reserved', 'released', 'issued', 'given', 'back')),
    note text CHECK (length(btrim(note)) BETWEEN 10 AND 300),
    PRIMARY KEY (fund_id, disbursement_id, line_no, lot_no),
    FOREIGN KEY (fund_id, lot_no) REFERENCES goods_lots,
    CONSTRAINT request_goods_of_a_line FOREIGN KEY (fund_id, disbursement_id, line_no) REFERENCES disbursement_lines DEFERRABLE INITIALLY DEFERRED
);
COMMENT ON TABLE request_goods IS 'Which lots a recipient of a request gets, and what became of that: reserved, released, issued, given, or back in stock.';
COMMENT ON COLUMN request_goods.note IS 'Why it was released or not given.';
CREATE INDEX request_goods_by_lot ON request_goods (fund_id, lot_no);

CREATE TABLE goods_issues (
    fund_id int NOT NULL,
    disbursement_id bigint NOT NULL,
    paper_no bigint NOT NULL,
    issued_on date NOT NULL,
    issuer text NOT NULL CONSTRAINT goods_issue_actor_present CHECK (issuer <> ''),
    issuer_person bigint NOT NULL REFERENCES persons,
    requester_person bigint NOT NULL,
    approver_person bigint NOT NULL,
    settled_on date,
    settler text,
    settler_person bigint REFERENCES persons,
    back_paper bigint,
    PRIMARY KEY (fund_id, disbursement_id),
    FOREIGN KEY (fund_id, disbursement_id) REFERENCES disbursements,
    FOREIGN KEY (fund_id, paper_no) REFERENCES goods_papers,
    FOREIGN KEY (fund_id, back_paper) REFERENCES goods_papers,
    CONSTRAINT goods_issuer_is_not_requester CHECK (requester_person NOT IN (issuer_person, coalesce(settler_person, issuer_person))),
    CONSTRAINT goods_issuer_is_not_approver CHECK (approver_person NOT IN (issuer_person, coalesce(settler_person, issuer_person))),
    CONSTRAINT goods_issue_settled CHECK (num_nonnulls(settled_on, settler, settler_person) IN (0, 3) AND (back_paper IS NULL OR settled_on IS NOT NULL))
);
COMMENT ON TABLE goods_issues IS 'The goods of a request as they left the stock, and the day on which it was recorded who got them.';

DO $$
DECLARE t text;
BEGIN
    FOREACH t IN ARRAY '{request_goods, goods_issues}'::text[] LOOP
        EXECUTE format('CREATE TRIGGER append_only BEFORE DELETE ON %I FOR EACH ROW EXECUTE FUNCTION append_only()', t);
        EXECUTE format('CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION append_only()', t);
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
        EXECUTE format('CREATE POLICY of_my_funds ON %I FOR SELECT TO fundledger_app USING (fund_id = ANY ((SELECT readable_funds())::int[]))', t);
        EXECUTE format('CREATE POLICY of_all_funds ON %I FOR SELECT TO fundledger_auditor USING (true)', t);
        EXECUTE format('GRANT SELECT ON %I TO fundledger_app, fundledger_auditor', t);
    END LOOP;
END $$;

-- ---------------------------------------------------------------- what papers, entries and moves may say

DO $$
DECLARE
    v_why text := (SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = 'voucher_says_why');
    v_kind text := (SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = 'journal_entries_kind_check');
    v_subject text := (SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = 'reference_events_subject_check');
BEGIN
    ALTER TABLE vouchers DROP CONSTRAINT voucher_says_why;
    EXECUTE 'ALTER TABLE vouchers ADD CONSTRAINT voucher_says_why ' || replace(v_why,
        '((donor_id IS NOT NULL) AND (disbursement_id IS NULL) AND (reverses_entry_no IS NULL))
    WHEN ''PX''', '(num_nonnulls(donor_id, disbursement_id) = 1 AND reverses_entry_no IS NULL)
    WHEN ''PX''');
    ALTER TABLE journal_entries DROP CONSTRAINT journal_entries_kind_check;
    EXECUTE 'ALTER TABLE journal_entries ADD CONSTRAINT journal_entries_kind_check '
        || replace(v_kind, 'ARRAY[', 'ARRAY[''goods_issue''::text, ''goods_return''::text, ');
    ALTER TABLE reference_events DROP CONSTRAINT reference_events_subject_check;
    EXECUTE 'ALTER TABLE reference_events ADD CONSTRAINT reference_events_subject_check '
        || replace(v_subject, 'ARRAY[', 'ARRAY[''request_goods''::text, ');
END $$;
ALTER TABLE goods_papers DROP CONSTRAINT goods_papers_kind_check, DROP CONSTRAINT goods_paper_of_its_type,
    ADD CONSTRAINT goods_papers_kind_check CHECK (kind IN ('receipt', 'valuation', 'issue', 'return', 'loss', 'reversal')),
    ADD CONSTRAINT goods_paper_of_its_type CHECK (voucher_type = CASE kind WHEN 'receipt' THEN 'PN' WHEN 'return' THEN 'PN'
        WHEN 'valuation' THEN 'DG' WHEN 'reversal' THEN 'BD' ELSE 'PX' END);
ALTER TABLE goods_moves DROP CONSTRAINT goods_moves_kind_check, DROP CONSTRAINT goods_move_of_its_kind, DROP CONSTRAINT goods_issued_to_a_line,
    ADD CONSTRAINT goods_moves_kind_check CHECK (kind IN ('received', 'valued', 'issued', 'returned', 'lost', 'reversed')),
    ADD CONSTRAINT goods_move_of_its_kind CHECK (CASE kind WHEN 'received' THEN quantity > 0 WHEN 'returned' THEN quantity > 0
        WHEN 'valued' THEN quantity = 0 AND value > 0
        WHEN 'reversed' THEN reverses_move IS NOT NULL ELSE quantity < 0 END AND (kind = 'reversed') = (reverses_move IS NOT NULL)),
    ADD CONSTRAINT goods_issued_to_a_line CHECK ((kind IN ('issued', 'returned')) = (line_no IS NOT NULL)
        AND (disbursement_id IS NULL) = (line_no IS NULL));
CREATE UNIQUE INDEX goods_given_once ON goods_moves (fund_id, disbursement_id, line_no, lot_no, kind) WHERE line_no IS NOT NULL;

-- ---------------------------------------------------------------- reserved with the request, then forward only

CREATE FUNCTION seal_request_goods(p_fund int, p_id bigint) RETURNS void LANGUAGE sql AS $$
    SELECT record_reference(p_fund, 'request_goods', p_id::text, ARRAY['request_goods', p_fund::text, p_id::text,
        (SELECT json_agg(json_build_array(g.line_no, g.lot_no, g.quantity, g.unit_value, g.state, g.note) ORDER BY g.line_no, g.lot_no)::text
         FROM request_goods g WHERE g.fund_id = p_fund AND g.disbursement_id = p_id),
        (SELECT json_build_array(i.paper_no, i.issued_on, i.issuer, i.issuer_person, i.settled_on, i.settler, i.settler_person, i.back_paper)::text
         FROM goods_issues i WHERE i.fund_id = p_fund AND i.disbursement_id = p_id)])
$$;

CREATE FUNCTION request_goods_move() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM lock_fund(NEW.fund_id);
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'reserved' OR EXISTS (SELECT FROM disbursements d WHERE d.fund_id = NEW.fund_id AND d.disbursement_id = NEW.disbursement_id) THEN
            PERFORM refuse('request_goods_come_first', 'Goods are reserved before their request is written, and none is added to it.');
        END IF;
        IF (SELECT expires_on FROM goods_lots WHERE fund_id = NEW.fund_id AND lot_no = NEW.lot_no) < business_today() THEN
            PERFORM refuse('goods_not_expired', format('Lot %s has expired.', NEW.lot_no));
        END IF;
        UPDATE goods_balances SET reserved = reserved + NEW.quantity
        WHERE fund_id = NEW.fund_id AND lot_no = NEW.lot_no AND unit_value = NEW.unit_value;
        IF NOT FOUND THEN PERFORM refuse('request_goods_at_their_value', format('Lot %s has another value.', NEW.lot_no)); END IF;
        RETURN NEW;
    END IF;
    IF (OLD.state, NEW.state) NOT IN (('reserved', 'released'), ('reserved', 'issued'), ('issued', 'given'), ('issued', 'back'))
        OR OLD.note IS NOT NULL OR to_jsonb(OLD) - '{state,note}'::text[] <> to_jsonb(NEW) - '{state,note}'::text[] THEN
        PERFORM refuse('request_goods_move_forward', 'Goods of a request are reserved, then released or issued, then given or back.');
    END IF;
    IF OLD.state = 'reserved' THEN
        UPDATE goods_balances SET reserved = reserved - OLD.quantity WHERE fund_id = OLD.fund_id AND lot_no = OLD.lot_no;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER moves_forward BEFORE INSERT OR UPDATE ON request_goods FOR EACH ROW EXECUTE FUNCTION request_goods_move();

CREATE FUNCTION stock_as_reserved() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.stock IS DISTINCT FROM (SELECT sum(g.quantity * g.unit_value)::bigint FROM request_goods g
            WHERE g.fund_id = NEW.fund_id AND g.disbursement_id = NEW.disbursement_id AND g.line_no = NEW.line_no) THEN
        PERFORM refuse('stock_as_reserved', 'A line says what the goods are worth that are reserved for it.');
    END IF;
    IF EXISTS (SELECT FROM request_goods g JOIN goods_lots l USING (fund_id, lot_no) JOIN disbursements d USING (fund_id, disbursement_id)
               WHERE g.fund_id = NEW.fund_id AND g.disbursement_id = NEW.disbursement_id AND g.line_no = NEW.line_no AND l.pool_id <> d.pool_id) THEN
        PERFORM refuse('goods_of_the_pool', 'Goods are given out of the pool of their request.');
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER stock_as_reserved AFTER INSERT ON disbursement_lines FOR EACH ROW EXECUTE FUNCTION stock_as_reserved();

CREATE FUNCTION goods_issue_moves() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.settled_on IS NOT NULL OR (NEW.requester_person, NEW.approver_person) IS DISTINCT FROM (SELECT (d.requester_person, d.approver_person)
                FROM disbursements d WHERE d.fund_id = NEW.fund_id AND d.disbursement_id = NEW.disbursement_id AND d.status IN ('approved', 'paid')) THEN
            PERFORM refuse('goods_issue_of_its_request', 'Goods are issued for a request that was approved, and not settled at once.');
        END IF;
    ELSIF OLD.settled_on IS NOT NULL OR to_jsonb(OLD) - '{settled_on,settler,settler_person,back_paper}'::text[]
            <> to_jsonb(NEW) - '{settled_on,settler,settler_person,back_paper}'::text[] THEN
        PERFORM refuse('goods_issue_settled_once', 'Who got goods is recorded once.');
    END IF;
    IF EXISTS (SELECT FROM disbursement_steps s WHERE s.fund_id = NEW.fund_id AND s.disbursement_id = NEW.disbursement_id
               AND s.decided_person IN (NEW.issuer_person, NEW.settler_person)) THEN
        PERFORM refuse('goods_issuer_is_not_approver', 'Who took a step does not issue the goods.');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER moves_forward BEFORE INSERT OR UPDATE ON goods_issues FOR EACH ROW EXECUTE FUNCTION goods_issue_moves();

CREATE FUNCTION goods_move_as_reserved() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM request_goods g WHERE g.fund_id = NEW.fund_id AND g.disbursement_id = NEW.disbursement_id AND g.line_no = NEW.line_no
            AND g.lot_no = NEW.lot_no AND g.quantity = abs(NEW.quantity) AND g.state = CASE NEW.kind WHEN 'issued' THEN 'issued' ELSE 'back' END) THEN
        PERFORM refuse('goods_move_as_reserved', 'Goods leave for a line, and come back, as they were reserved.');
    END IF;
    RETURN NEW;
END $$;
-- After the trigger "moved", which knows lots and days.
CREATE TRIGGER promised BEFORE INSERT ON goods_moves FOR EACH ROW WHEN (NEW.kind IN ('issued', 'returned')) EXECUTE FUNCTION goods_move_as_reserved();

CREATE FUNCTION free_goods(p_fund int, p_id bigint, p_lines int[], p_note text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    UPDATE request_goods SET state = 'released', note = p_note
    WHERE fund_id = p_fund AND disbursement_id = p_id AND state = 'reserved' AND (p_lines IS NULL OR line_no = ANY (p_lines));
    IF FOUND THEN PERFORM seal_request_goods(p_fund, p_id); END IF;
END $$;

CREATE FUNCTION request_frees_goods() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM request_goods g WHERE g.fund_id = NEW.fund_id AND g.disbursement_id = NEW.disbursement_id AND g.state IN ('issued', 'given')) THEN
        PERFORM refuse('goods_are_out', 'Goods of the request have left the stock: it is not taken back.');
    END IF;
    PERFORM free_goods(NEW.fund_id, NEW.disbursement_id, NULL, NULL);
    RETURN NULL;
END $$;
CREATE TRIGGER frees_goods AFTER UPDATE OF status ON disbursements FOR EACH ROW
    WHEN (NEW.status IN ('rejected', 'returned', 'withdrawn') AND OLD.status <> NEW.status) EXECUTE FUNCTION request_frees_goods();

-- A line whose money goes back to the pool gives its goods back too, unless they are out.
CREATE FUNCTION line_frees_goods() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM free_goods(NEW.fund_id, NEW.disbursement_id, ARRAY[NEW.line_no], NULL);
    RETURN NULL;
END $$;
CREATE TRIGGER frees_goods AFTER INSERT OR UPDATE OF outcome ON payment_order_lines FOR EACH ROW WHEN (NEW.outcome = 'returned')
    EXECUTE FUNCTION line_frees_goods();

-- ---------------------------------------------------------------- money is what is left of the amount

CREATE OR REPLACE FUNCTION line_money(l disbursement_lines) RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT l.amount - coalesce(l.stock, 0)
$$;

CREATE FUNCTION request_money(p_fund int, p_id bigint) RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT coalesce(sum(line_money(l)), 0)::bigint FROM disbursement_lines l WHERE l.fund_id = p_fund AND l.disbursement_id = p_id
$$;

-- Functions of others that now look at both parts: each place that changes is named, and must be there.
DO $$
DECLARE
    c record;
    v_text text;
BEGIN
    FOR c IN SELECT * FROM (VALUES
        ('submit_disbursement', 'THEN u.beneficiary END, p_goods[i]', 'THEN u.beneficiary END, p_goods[i],
        (SELECT sum(g.quantity * g.unit_value) FROM request_goods g WHERE g.fund_id = p_fund AND g.disbursement_id = v_id AND g.line_no = i)'),
        ('submit_disbursement', '    PERFORM post_entries(commitment_of_disbursement(', '    v_total := request_money(p_fund, v_id);
    IF v_total = 0 THEN RETURN v_id; END IF;
    PERFORM post_entries(commitment_of_disbursement('),
        ('disbursement_content_hash', 'THEN canonical(''goods'', l.goods::text) ELSE '''' END,', 'THEN canonical(''goods'', l.goods::text) ELSE '''' END
                || CASE WHEN l.stock IS NOT NULL THEN canonical(''stock'', l.stock::text) ELSE '''' END,'),
        ('disbursement_content_hash', 'c.disbursement_id = d.disbursement_id), ''''::bytea))', 'c.disbursement_id = d.disbursement_id), ''''::bytea)
        || coalesce((SELECT string_agg(canonical(''lot'', g.line_no::text, g.lot_no::text, g.quantity::text, g.unit_value::text), ''''::bytea
                ORDER BY g.line_no, g.lot_no)
            FROM request_goods g WHERE g.fund_id = d.fund_id AND g.disbursement_id = d.disbursement_id), ''''::bytea))'),
        ('release_commitment', '    PERFORM post_entries(', '    d.total := request_money(p_fund, p_id);
    IF d.total = 0 THEN RETURN; END IF;
    PERFORM post_entries('),
        ('pay_disbursement', '    PERFORM release_commitment(', '    d.total := request_money(p_fund, p_id);
    IF d.total = 0 THEN PERFORM refuse(''request_has_money'', ''A request of goods alone is not paid: its goods are issued.''); END IF;
    PERFORM release_commitment('),
        ('pay_disbursement', 'x.side, l.amount,', 'x.side, line_money(l),'),
        ('pay_disbursement', 'l.disbursement_id = p_id) s;', 'l.disbursement_id = p_id AND line_money(l) > 0) s;'),
        ('pay_disbursement', 'ARRAY(SELECT generate_series(1, d.line_count))', 'ARRAY(SELECT l.line_no FROM disbursement_lines l
        WHERE l.fund_id = p_fund AND l.disbursement_id = p_id AND line_money(l) > 0 ORDER BY l.line_no)'),
        ('lines_to_pay', 'WHERE l.fund_id = p_fund AND l.disbursement_id = p_id AND', 'WHERE l.fund_id = p_fund AND l.disbursement_id = p_id AND line_money(l) > 0 AND'),
        ('finish_by_orders', 'AND o.paid > 0) THEN', 'AND o.paid > 0)
        OR EXISTS (SELECT FROM request_goods g WHERE g.fund_id = p_fund AND g.disbursement_id = p_id AND g.state IN (''issued'', ''given'')) THEN'),
        ('who_acts_on_request', 'd.status = ''approved'' AND h.person_id NOT IN', '(d.status = ''approved'' OR (d.status = ''paid'' AND EXISTS (
            SELECT FROM request_goods g WHERE g.fund_id = p_fund AND g.disbursement_id = p_no AND g.state IN (''reserved'', ''issued''))))
        AND h.person_id NOT IN'),
        ('reverse_goods', ', ''goods_issue'', ''goods_loss''', ', ''goods_loss''')) v(function, old, new) LOOP
        v_text := pg_get_functiondef(c.function::regproc);
        IF position(c.old IN v_text) = 0 THEN RAISE EXCEPTION '% has no %', c.function, c.old; END IF;
        EXECUTE replace(v_text, c.old, c.new);
    END LOOP;
END $$;

-- A line without money has ended when its goods were released or came back.
CREATE OR REPLACE FUNCTION line_has_ended(p_fund int, p_id bigint, p_line int) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT FROM payment_order_lines o WHERE o.fund_id = p_fund AND o.disbursement_id = p_id AND o.line_no = p_line
        AND o.outcome IN ('paid', 'partial', 'returned'))
        OR EXISTS (SELECT FROM request_goods g JOIN disbursement_lines l USING (fund_id, disbursement_id, line_no)
            WHERE g.fund_id = p_fund AND g.disbursement_id = p_id AND g.line_no = p_line AND g.state IN ('released', 'back') AND line_money(l) = 0)
$$;

-- The norm is given back once, and not for who has the goods.
CREATE OR REPLACE FUNCTION give_norm_back(p_fund int, p_id bigint, p_line int DEFAULT NULL) RETURNS void LANGUAGE sql AS $$
    INSERT INTO norm_usages (beneficiary_code, usage_key, delta, allowed, fund_id, disbursement_id, line_no, used_on, recorded_at, recorded_by)
    SELECT u.beneficiary_code, u.usage_key, -1, u.allowed, u.fund_id, u.disbursement_id, u.line_no, u.used_on, ledger_now(), acting_user()
    FROM norm_usages u WHERE u.fund_id = p_fund AND u.disbursement_id = p_id AND u.line_no = coalesce(p_line, u.line_no) AND u.delta = 1
        AND NOT EXISTS (SELECT FROM request_goods g WHERE g.fund_id = u.fund_id AND g.disbursement_id = u.disbursement_id AND g.line_no = u.line_no
            AND g.state IN ('issued', 'given'))
        AND NOT EXISTS (SELECT FROM norm_usages b WHERE b.fund_id = u.fund_id AND b.disbursement_id = u.disbursement_id AND b.line_no = u.line_no
            AND b.beneficiary_code = u.beneficiary_code AND b.usage_key = u.usage_key AND b.delta = -1)
    ORDER BY u.beneficiary_code, u.usage_key
$$;

-- ---------------------------------------------------------------- the use cases

CREATE FUNCTION reserve_goods(p_fund int, p_lines int[], p_lots int[], p_quantities bigint[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE v_next bigint;
BEGIN
    PERFORM require_role(p_fund, 'fund_accountant', 'commune_officer');
    PERFORM lock_fund(p_fund);
    v_next := coalesce((SELECT last_no FROM number_series WHERE fund_id = p_fund AND series = 'disbursement'), 0) + 1;
    IF EXISTS (SELECT FROM unnest(p_lots) u(lot) JOIN goods_balances b ON b.fund_id = p_fund AND b.lot_no = u.lot WHERE b.unit_value = 0) THEN
        PERFORM refuse('goods_valued_before_given', 'Goods are given out when it is known what they are worth: value them first.');
    END IF;
    INSERT INTO request_goods (fund_id, disbursement_id, line_no, lot_no, quantity, unit_value)
    SELECT p_fund, v_next, u.line, u.lot, u.quantity, b.unit_value FROM unnest(p_lines, p_lots, p_quantities) u(line, lot, quantity)
    JOIN goods_balances b ON b.fund_id = p_fund AND b.lot_no = u.lot;
    PERFORM seal_request_goods(p_fund, v_next);
END $$;

-- One entry for each line, with what it is for.
CREATE FUNCTION post_goods_of_lines(v vouchers, p_kind text, p_key uuid, p_lines int[], p_state text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    d disbursements;
    v_lines postings[];
    v_entries bigint[];
    v_paper bigint;
    v_sign int := CASE p_kind WHEN 'goods_issue' THEN -1 ELSE 1 END;
BEGIN
    SELECT * INTO d FROM disbursements WHERE fund_id = v.fund_id AND disbursement_id = v.disbursement_id;
    v_paper := add_goods_paper(v, CASE p_kind WHEN 'goods_issue' THEN 'issue' ELSE 'return' END);
    SELECT array_agg(s.p ORDER BY s.place, s.side_no) INTO v_lines FROM (
        SELECT u.place, x.side_no, ROW(NULL, NULL, u.place, x.side_no, x.account, d.pool_id, x.side, g.value, NULL, d.support_kind,
            d.occasion_code, d.occasion_year, l.decision_id, l.line_code, l.beneficiary_code, l.class_code, l.unit_id)::postings AS p
        FROM unnest(p_lines) WITH ORDINALITY u(line, place)
        JOIN disbursement_lines l ON l.fund_id = v.fund_id AND l.disbursement_id = v.disbursement_id AND l.line_no = u.line
        CROSS JOIN LATERAL (SELECT sum(r.quantity * r.unit_value)::bigint AS value FROM request_goods r WHERE r.fund_id = v.fund_id
            AND r.disbursement_id = v.disbursement_id AND r.line_no = u.line AND r.state = p_state) g
        CROSS JOIN (VALUES (1, CASE v_sign WHEN -1 THEN 'goods_balance' ELSE 'goods' END, 'debit'),
            (2, CASE v_sign WHEN -1 THEN 'goods' ELSE 'goods_balance' END, 'credit')) x(side_no, account, side)) s;
    v_entries := post_entries(entry_of(v, p_kind, p_key), v_lines, p_lines);
    PERFORM add_goods_move(v.fund_id, v_paper, r.lot_no, CASE v_sign WHEN -1 THEN 'issued' ELSE 'returned' END, v_sign * r.quantity, r.unit_value,
        v_sign * r.quantity * r.unit_value, v.voucher_date, v_entries[array_position(p_lines, r.line_no)], v.disbursement_id, r.line_no)
    FROM (SELECT * FROM request_goods x WHERE x.fund_id = v.fund_id AND x.disbursement_id = v.disbursement_id AND x.line_no = ANY (p_lines)
          AND x.state = p_state ORDER BY x.line_no, x.lot_no) r;
    PERFORM seal_goods_paper(v.fund_id, v_paper);
END $$;

CREATE FUNCTION goods_voucher(d disbursements, p_type text, p_lines int[], p_receiver text, p_content text) RETURNS vouchers LANGUAGE plpgsql AS $$
DECLARE v vouchers;
BEGIN
    v.fund_id := d.fund_id; v.voucher_type := p_type; v.voucher_date := business_today(); v.money_account := 'goods'; v.pool_id := d.pool_id;
    v.disbursement_id := d.disbursement_id;
    v.amount := (SELECT sum(g.quantity * g.unit_value) FROM request_goods g
        WHERE g.fund_id = d.fund_id AND g.disbursement_id = d.disbursement_id AND g.line_no = ANY (p_lines) AND g.state IN ('reserved', 'issued'));
    RETURN write_voucher(v, p_receiver, NULL, p_content, NULL);
END $$;

CREATE FUNCTION issue_goods(p_fund int, p_id bigint, p_key uuid, p_receiver text, OUT voucher_year smallint, OUT voucher_no int)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    d disbursements;
    v vouchers;
    v_lines int[];
BEGIN
    PERFORM require_role(p_fund, 'cashier');
    PERFORM lock_fund(p_fund);
    SELECT * INTO d FROM disbursements x WHERE x.fund_id = p_fund AND x.disbursement_id = p_id AND x.status IN ('approved', 'paid');
    IF NOT FOUND THEN PERFORM refuse('goods_issue_after_approval', 'The request is not approved.'); END IF;
    IF requested_content_hash(p_fund, p_id) <> disbursement_content_hash(p_fund, p_id) THEN
        PERFORM refuse('paid_as_approved', 'What is to be given is not what was approved.');
    END IF;
    IF length(btrim(coalesce(p_receiver, ''))) < 2 THEN PERFORM refuse('goods_receiver_named', 'Goods are handed to somebody with a name.'); END IF;
    v_lines := ARRAY(SELECT DISTINCT g.line_no FROM request_goods g
        WHERE g.fund_id = p_fund AND g.disbursement_id = p_id AND g.state = 'reserved' ORDER BY 1);
    IF v_lines = '{}' THEN PERFORM refuse('goods_to_issue', 'No goods are reserved for this request.'); END IF;
    PERFORM refuse_unpayable(p_fund, p_id, v_lines);
    v := goods_voucher(d, 'PX', v_lines, btrim(p_receiver), NULL);
    UPDATE request_goods SET state = 'issued' WHERE fund_id = p_fund AND disbursement_id = p_id AND state = 'reserved';
    PERFORM post_goods_of_lines(v, 'goods_issue', p_key, v_lines, 'issued');
    INSERT INTO goods_issues (fund_id, disbursement_id, paper_no, issued_on, issuer, issuer_person, requester_person, approver_person)
    SELECT p_fund, p_id, g.paper_no, v.voucher_date, acting_user(), acting_person(), d.requester_person, d.approver_person FROM goods_papers g
    WHERE (g.fund_id, g.voucher_type, g.voucher_year, g.voucher_no) = (v.fund_id, v.voucher_type, v.voucher_year, v.voucher_no);
    PERFORM seal_request_goods(p_fund, p_id);
    IF d.status = 'approved' AND request_money(p_fund, p_id) = 0 THEN
        UPDATE disbursements SET status = 'paid', payer = acting_user(), payer_person = acting_person()
        WHERE fund_id = p_fund AND disbursement_id = p_id;
        PERFORM add_disbursement_event(p_fund, p_id, 'paid', NULL);
    END IF;
    voucher_year := v.voucher_year; voucher_no := v.voucher_no;
END $$;

-- Line by line who got the goods; what others did not get comes back.
CREATE FUNCTION settle_goods(p_fund int, p_id bigint, p_key uuid, p_not_given int[], p_note text, OUT voucher_year smallint, OUT voucher_no int)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    d disbursements;
    v vouchers;
    v_lines int[] := ARRAY(SELECT DISTINCT u FROM unnest(p_not_given) u ORDER BY 1);
BEGIN
    PERFORM require_role(p_fund, 'cashier');
    PERFORM lock_fund(p_fund);
    SELECT * INTO d FROM disbursements x WHERE x.fund_id = p_fund AND x.disbursement_id = p_id;
    IF NOT EXISTS (SELECT FROM goods_issues i WHERE i.fund_id = p_fund AND i.disbursement_id = p_id AND i.settled_on IS NULL) THEN
        PERFORM refuse('goods_issue_settled_once', 'No goods of the request are out.');
    END IF;
    IF EXISTS (SELECT FROM unnest(v_lines) u WHERE NOT EXISTS (SELECT FROM request_goods g
            WHERE g.fund_id = p_fund AND g.disbursement_id = p_id AND g.line_no = u AND g.state = 'issued')) THEN
        PERFORM refuse('goods_line_was_issued', 'Only what was issued comes back.');
    END IF;
    IF v_lines <> '{}' THEN
        PERFORM require_long_reason(p_note);
        v := goods_voucher(d, 'PN', v_lines, NULL, btrim(p_note));
        UPDATE request_goods SET state = 'back', note = btrim(p_note)
        WHERE fund_id = p_fund AND disbursement_id = p_id AND state = 'issued' AND line_no = ANY (v_lines);
        PERFORM post_goods_of_lines(v, 'goods_return', p_key, v_lines, 'back');
        PERFORM give_norm_back(p_fund, p_id, l.line_no) FROM disbursement_lines l
        WHERE l.fund_id = p_fund AND l.disbursement_id = p_id AND l.line_no = ANY (v_lines) AND (line_money(l) = 0 OR EXISTS (
            SELECT FROM payment_order_lines o WHERE o.fund_id = p_fund AND o.disbursement_id = p_id AND o.line_no = l.line_no
                AND o.outcome = 'returned'));
    END IF;
    UPDATE request_goods SET state = 'given' WHERE fund_id = p_fund AND disbursement_id = p_id AND state = 'issued';
    UPDATE goods_issues SET settled_on = business_today(), settler = acting_user(), settler_person = acting_person(),
        back_paper = (SELECT g.paper_no FROM goods_papers g
            WHERE (g.fund_id, g.voucher_type, g.voucher_year, g.voucher_no) = (v.fund_id, v.voucher_type, v.voucher_year, v.voucher_no))
    WHERE fund_id = p_fund AND disbursement_id = p_id;
    PERFORM seal_request_goods(p_fund, p_id);
    voucher_year := v.voucher_year; voucher_no := v.voucher_no;
END $$;

-- Takes goods of lines out of an approved request, whose child died or whose lot expired; what has money is paid or released by itself.
CREATE FUNCTION release_goods(p_fund int, p_id bigint, p_lines int[], p_note text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE d disbursements;
BEGIN
    PERFORM require_role(p_fund, 'cashier');
    PERFORM require_long_reason(p_note);
    PERFORM lock_fund(p_fund);
    SELECT * INTO d FROM disbursements x WHERE x.fund_id = p_fund AND x.disbursement_id = p_id AND x.status IN ('approved', 'paid');
    IF NOT FOUND OR acting_person() IN (d.requester_person, d.approver_person) THEN
        PERFORM refuse('goods_issue_after_approval', 'The request is not approved, or this person asked for it or approved it.');
    END IF;
    IF coalesce(cardinality(p_lines), 0) = 0 OR EXISTS (SELECT FROM unnest(p_lines) u WHERE NOT EXISTS (SELECT FROM request_goods g
            WHERE g.fund_id = p_fund AND g.disbursement_id = p_id AND g.line_no = u AND g.state = 'reserved')) THEN
        PERFORM refuse('goods_to_issue', 'Only what is reserved is released.');
    END IF;
    PERFORM free_goods(p_fund, p_id, p_lines, btrim(p_note));
    PERFORM give_norm_back(p_fund, p_id, l.line_no) FROM disbursement_lines l
    WHERE l.fund_id = p_fund AND l.disbursement_id = p_id AND l.line_no = ANY (p_lines) AND line_money(l) = 0;
    IF d.status = 'approved' AND request_money(p_fund, p_id) = 0 AND NOT EXISTS (SELECT FROM request_goods g
            WHERE g.fund_id = p_fund AND g.disbursement_id = p_id AND g.state = 'reserved') THEN
        UPDATE disbursements SET status = 'withdrawn' WHERE fund_id = p_fund AND disbursement_id = p_id;
        PERFORM add_disbursement_event(p_fund, p_id, 'withdrawn', btrim(p_note));
    END IF;
END $$;
GRANT EXECUTE ON FUNCTION reserve_goods, issue_goods, settle_goods, release_goods TO fundledger_app;

CREATE FUNCTION tell_of_goods_issue() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM tell(NEW.fund_id, 'disbursement', NEW.disbursement_id, CASE WHEN NEW.settled_on IS NULL THEN 'goods_issued' ELSE 'goods_settled' END,
        ARRAY(SELECT d.requester FROM disbursements d WHERE d.fund_id = NEW.fund_id AND d.disbursement_id = NEW.disbursement_id));
    RETURN NULL;
END $$;
CREATE TRIGGER told AFTER INSERT OR UPDATE ON goods_issues FOR EACH ROW EXECUTE FUNCTION tell_of_goods_issue();
