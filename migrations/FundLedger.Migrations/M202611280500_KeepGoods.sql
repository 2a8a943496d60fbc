-- Goods that were given: items by quantity, lots by their receipt, each with what it is worth once that is known. Money and goods never meet:
-- what goods are worth stands on the account of goods against a fund balance of their own, pool by pool.

INSERT INTO accounts (account_code, name_vi, name_en, book, normal_side, is_physical, is_liquid, is_goods)
VALUES ('goods_balance', 'Số dư quỹ bằng hiện vật', 'Fund balance in goods', 'financial', 'credit', false, false, false)
ON CONFLICT DO NOTHING;

DO $$
DECLARE
    v_type text := (SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = 'vouchers_voucher_type_check');
    v_why text := (SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = 'voucher_says_why');
    v_kind text := (SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = 'journal_entries_kind_check');
    v_subject text := (SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = 'reference_events_subject_check');
BEGIN
    EXECUTE 'ALTER TABLE vouchers DROP CONSTRAINT vouchers_voucher_type_check, DROP CONSTRAINT voucher_says_why, DROP CONSTRAINT voucher_amount_positive';
    EXECUTE 'ALTER TABLE vouchers ADD CONSTRAINT vouchers_voucher_type_check '
        || replace(v_type, 'ARRAY[', 'ARRAY[''PN''::text, ''PX''::text, ''DG''::text, ');
    EXECUTE 'ALTER TABLE vouchers ADD CONSTRAINT voucher_says_why ' || regexp_replace(v_why, 'CASE voucher_type', 'CASE voucher_type
        WHEN ''PN'' THEN donor_id IS NOT NULL AND disbursement_id IS NULL AND reverses_entry_no IS NULL
        WHEN ''PX'' THEN donor_id IS NULL AND reverses_entry_no IS NULL');
    EXECUTE 'ALTER TABLE vouchers ADD CONSTRAINT voucher_amount_positive CHECK (amount > 0 OR (amount = 0 AND voucher_type IN (''PN'', ''PX'')))';
    EXECUTE 'ALTER TABLE journal_entries DROP CONSTRAINT journal_entries_kind_check';
    EXECUTE 'ALTER TABLE journal_entries ADD CONSTRAINT journal_entries_kind_check ' || replace(v_kind, 'ARRAY[',
        'ARRAY[''goods_receipt''::text, ''goods_valuation''::text, ''goods_loss''::text, ');
    EXECUTE 'ALTER TABLE reference_events DROP CONSTRAINT reference_events_subject_check';
    EXECUTE 'ALTER TABLE reference_events ADD CONSTRAINT reference_events_subject_check '
        || replace(v_subject, 'ARRAY[', 'ARRAY[''goods_item''::text, ''goods_paper''::text, ''goods_loss''::text, ');
END $$;
COMMENT ON TABLE vouchers IS 'Numbered papers: PT phiếu thu, PC phiếu chi, TU giấy thanh toán tạm ứng, HU phiếu thu hoàn tạm ứng, BD bút toán đảo, '
    'DC phiếu điều chuyển nguồn, KC phiếu kết chuyển kinh phí hết hạn, NT giấy nộp trả kinh phí, PK phiếu kế toán, '
    'PN phiếu nhập kho, PX phiếu xuất kho, DG biên bản định giá. One voucher may cover many entries.';

CREATE TABLE goods_items (
    fund_id int NOT NULL REFERENCES funds,
    item_no int NOT NULL CHECK (item_no > 0),
    name text NOT NULL CHECK (name = btrim(name) AND length(name) BETWEEN 2 AND 120),
    unit text NOT NULL CHECK (unit = btrim(unit) AND length(unit) BETWEEN 1 AND 20),
    added_at timestamptz NOT NULL,
    added_by text NOT NULL CONSTRAINT goods_item_actor_present CHECK (added_by <> ''),
    PRIMARY KEY (fund_id, item_no)
);
COMMENT ON TABLE goods_items IS 'What a fund keeps in stock, each with the unit that it is counted in.';
CREATE UNIQUE INDEX goods_item_once ON goods_items (fund_id, lower(name COLLATE "vi-VN-x-icu"), lower(unit COLLATE "vi-VN-x-icu"));

CREATE TABLE goods_papers (
    fund_id int NOT NULL REFERENCES funds,
    paper_no bigint NOT NULL CHECK (paper_no > 0),
    kind text NOT NULL CHECK (kind IN ('receipt', 'valuation', 'issue', 'loss', 'reversal')),
    voucher_type text NOT NULL,
    voucher_year smallint NOT NULL,
    voucher_no int NOT NULL,
    PRIMARY KEY (fund_id, paper_no),
    CONSTRAINT goods_paper_of_one_voucher UNIQUE (fund_id, voucher_type, voucher_year, voucher_no),
    FOREIGN KEY (fund_id, voucher_type, voucher_year, voucher_no) REFERENCES vouchers,
    CONSTRAINT goods_paper_of_its_type CHECK (voucher_type = CASE kind WHEN 'receipt' THEN 'PN' WHEN 'valuation' THEN 'DG'
        WHEN 'reversal' THEN 'BD' ELSE 'PX' END)
);
COMMENT ON TABLE goods_papers IS 'The vouchers that move goods, sealed with their lots and moves.';

CREATE TABLE goods_lots (
    fund_id int NOT NULL,
    lot_no int NOT NULL CHECK (lot_no > 0),
    paper_no bigint NOT NULL,
    line smallint NOT NULL CHECK (line > 0),
    item_no int NOT NULL,
    pool_id int NOT NULL,
    quantity bigint NOT NULL CONSTRAINT goods_lot_quantity CHECK (quantity BETWEEN 1 AND 1000000),
    unit_value bigint CONSTRAINT goods_lot_unit_value CHECK (unit_value BETWEEN 1 AND 1000000000),
    basis text CHECK (basis IN ('invoice', 'quote', 'minutes')),
    basis_number text CHECK (length(btrim(basis_number)) BETWEEN 1 AND 60),
    basis_date date,
    expires_on date,
    quality text CHECK (length(btrim(quality)) BETWEEN 1 AND 300),
    PRIMARY KEY (fund_id, lot_no),
    UNIQUE (fund_id, paper_no, line),
    FOREIGN KEY (fund_id, paper_no) REFERENCES goods_papers,
    FOREIGN KEY (fund_id, item_no) REFERENCES goods_items,
    FOREIGN KEY (fund_id, pool_id) REFERENCES pools (fund_id, pool_id),
    CONSTRAINT goods_value_has_its_basis CHECK (num_nonnulls(unit_value, basis, basis_number, basis_date) IN (0, 4))
);
COMMENT ON TABLE goods_lots IS 'One line of a goods receipt: it is kept, valued, expires and goes out as one.';
COMMENT ON COLUMN goods_lots.unit_value IS 'Đồng for one unit as the receipt says it; NULL while nobody knows, until a valuation.';
CREATE INDEX goods_lots_by_item ON goods_lots (fund_id, item_no);

CREATE TABLE goods_valuations (
    fund_id int NOT NULL,
    paper_no bigint NOT NULL,
    lot_no int NOT NULL,
    unit_value bigint NOT NULL CHECK (unit_value BETWEEN 1 AND 1000000000),
    basis text NOT NULL CHECK (basis IN ('invoice', 'quote', 'minutes')),
    basis_number text NOT NULL CHECK (length(btrim(basis_number)) BETWEEN 1 AND 60),
    basis_date date NOT NULL,
    PRIMARY KEY (fund_id, paper_no),
    FOREIGN KEY (fund_id, paper_no) REFERENCES goods_papers,
    FOREIGN KEY (fund_id, lot_no) REFERENCES goods_lots
);
COMMENT ON TABLE goods_valuations IS 'What a lot is worth that came without a value: by which paper, on which day.';

CREATE TABLE goods_moves (
    fund_id int NOT NULL,
    move_no bigint NOT NULL CHECK (move_no > 0),
    paper_no bigint NOT NULL,
    lot_no int NOT NULL,
    kind text NOT NULL CHECK (kind IN ('received', 'valued', 'issued', 'lost', 'reversed')),
    quantity bigint NOT NULL,
    unit_value bigint NOT NULL CHECK (unit_value >= 0),
    value bigint NOT NULL,
    moved_on date NOT NULL,
    entry_no bigint,
    disbursement_id bigint,
    line_no int,
    reverses_move bigint,
    PRIMARY KEY (fund_id, move_no),
    FOREIGN KEY (fund_id, paper_no) REFERENCES goods_papers,
    FOREIGN KEY (fund_id, lot_no) REFERENCES goods_lots,
    FOREIGN KEY (fund_id, reverses_move) REFERENCES goods_moves,
    CONSTRAINT goods_move_reversed_once UNIQUE (fund_id, reverses_move),
    CONSTRAINT goods_move_of_its_kind CHECK (CASE kind WHEN 'received' THEN quantity > 0 WHEN 'valued' THEN quantity = 0 AND value > 0
        WHEN 'reversed' THEN reverses_move IS NOT NULL ELSE quantity < 0 END AND (kind = 'reversed') = (reverses_move IS NOT NULL)),
    CONSTRAINT goods_move_has_its_entry CHECK ((value = 0) = (entry_no IS NULL)),
    CONSTRAINT goods_issued_to_a_line CHECK ((kind <> 'issued' OR line_no IS NOT NULL) AND (disbursement_id IS NULL) = (line_no IS NULL))
);
COMMENT ON TABLE goods_moves IS 'What came in, what went out and what it was worth, lot by lot: the stock cards are read from here.';
CREATE INDEX goods_moves_by_lot ON goods_moves (fund_id, lot_no);
CREATE INDEX goods_moves_by_entry ON goods_moves (fund_id, entry_no);

CREATE TABLE goods_balances (
    fund_id int NOT NULL,
    lot_no int NOT NULL,
    pool_id int NOT NULL,
    on_hand bigint NOT NULL CONSTRAINT goods_on_hand_never_negative CHECK (on_hand >= 0),
    reserved bigint NOT NULL DEFAULT 0,
    unit_value bigint NOT NULL CHECK (unit_value >= 0),
    value bigint NOT NULL,
    PRIMARY KEY (fund_id, lot_no),
    FOREIGN KEY (fund_id, lot_no) REFERENCES goods_lots,
    CONSTRAINT goods_promised_are_there CHECK (reserved BETWEEN 0 AND on_hand),
    CONSTRAINT goods_worth_by_quantity CHECK (value = on_hand * unit_value)
);
COMMENT ON TABLE goods_balances IS 'What is left of each lot now, what of it is promised to requests, and what it is worth: follows from the moves.';
CREATE INDEX goods_balances_by_pool ON goods_balances (fund_id, pool_id);

CREATE TABLE goods_losses (
    fund_id int NOT NULL,
    loss_no int NOT NULL CHECK (loss_no > 0),
    lot_no int NOT NULL,
    quantity bigint NOT NULL CONSTRAINT goods_loss_quantity CHECK (quantity > 0),
    cause text NOT NULL CHECK (cause IN ('spoiled', 'expired', 'lost', 'miscounted')),
    minutes_number text NOT NULL CHECK (length(btrim(minutes_number)) BETWEEN 1 AND 60),
    minutes_date date NOT NULL,
    reason text NOT NULL CONSTRAINT goods_loss_reason_given CHECK (length(btrim(reason)) BETWEEN 10 AND 500),
    asked_on date NOT NULL,
    status text NOT NULL CHECK (status IN ('asked', 'approved', 'rejected')),
    asker text NOT NULL CONSTRAINT goods_loss_actor_present CHECK (asker <> ''),
    asker_person bigint NOT NULL REFERENCES persons,
    decider text,
    decider_person bigint REFERENCES persons,
    decided_on date,
    rejection_reason text CHECK (length(btrim(rejection_reason)) BETWEEN 5 AND 500),
    paper_no bigint,
    PRIMARY KEY (fund_id, loss_no),
    FOREIGN KEY (fund_id, lot_no) REFERENCES goods_lots,
    FOREIGN KEY (fund_id, paper_no) REFERENCES goods_papers,
    CONSTRAINT goods_loss_decider_is_not_asker CHECK (decider_person <> asker_person),
    CONSTRAINT goods_loss_decided CHECK (num_nonnulls(decider, decider_person, decided_on) = CASE status WHEN 'asked' THEN 0 ELSE 3 END
        AND (status = 'approved') = (paper_no IS NOT NULL) AND (status = 'rejected') = (rejection_reason IS NOT NULL))
);
COMMENT ON TABLE goods_losses IS 'Goods that are gone or of no use any more, by minutes: asked by one person, taken off by another.';

SELECT make_append_only(t) FROM unnest('{goods_items, goods_papers, goods_lots, goods_valuations, goods_moves}'::regclass[]) t;
CREATE TRIGGER append_only BEFORE DELETE ON goods_losses FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON goods_losses FOR EACH STATEMENT EXECUTE FUNCTION append_only();

DO $$
DECLARE t text;
BEGIN
    FOREACH t IN ARRAY '{goods_items, goods_papers, goods_lots, goods_valuations, goods_moves, goods_balances, goods_losses}'::text[] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
        EXECUTE format('CREATE POLICY of_my_funds ON %I FOR SELECT TO fundledger_app USING (fund_id = ANY ((SELECT readable_funds())::int[]))', t);
        EXECUTE format('CREATE POLICY of_all_funds ON %I FOR SELECT TO fundledger_auditor USING (true)', t);
        EXECUTE format('GRANT SELECT ON %I TO fundledger_app, fundledger_auditor', t);
    END LOOP;
END $$;

-- ---------------------------------------------------------------- what is sealed

CREATE FUNCTION goods_item_sealed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM record_reference(NEW.fund_id, 'goods_item', NEW.item_no::text, ARRAY['goods_item', NEW.fund_id::text, NEW.item_no::text, NEW.name,
        NEW.unit, to_char(NEW.added_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'), NEW.added_by]);
    RETURN NULL;
END $$;
CREATE TRIGGER sealed AFTER INSERT ON goods_items FOR EACH ROW EXECUTE FUNCTION goods_item_sealed();

CREATE FUNCTION seal_goods_paper(p_fund int, p_paper bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM record_reference(p_fund, 'goods_paper', p_paper::text, ARRAY['goods_paper', p.fund_id::text, p.paper_no::text, p.kind,
            p.voucher_type, p.voucher_year::text, p.voucher_no::text, encode(v.content_hash, 'hex'),
            (SELECT json_agg(json_build_array(l.lot_no, l.line, l.item_no, l.pool_id, l.quantity, l.unit_value, l.basis, l.basis_number,
                l.basis_date, l.expires_on, l.quality) ORDER BY l.lot_no)::text FROM goods_lots l
             WHERE l.fund_id = p.fund_id AND l.paper_no = p.paper_no),
            (SELECT json_build_array(w.lot_no, w.unit_value, w.basis, w.basis_number, w.basis_date)::text FROM goods_valuations w
             WHERE w.fund_id = p.fund_id AND w.paper_no = p.paper_no),
            (SELECT json_agg(json_build_array(m.move_no, m.lot_no, m.kind, m.quantity, m.unit_value, m.value, m.moved_on, m.entry_no,
                m.disbursement_id, m.line_no, m.reverses_move) ORDER BY m.move_no)::text FROM goods_moves m
             WHERE m.fund_id = p.fund_id AND m.paper_no = p.paper_no)])
    FROM goods_papers p JOIN vouchers v USING (fund_id, voucher_type, voucher_year, voucher_no) WHERE p.fund_id = p_fund AND p.paper_no = p_paper;
END $$;

CREATE FUNCTION goods_paper_still_open() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM lock_fund(NEW.fund_id);
    IF EXISTS (SELECT FROM reference_events WHERE fund_id = NEW.fund_id AND subject = 'goods_paper' AND subject_key = NEW.paper_no::text) THEN
        PERFORM refuse('goods_paper_is_whole', 'Nothing is added to a goods paper that was sealed.');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER a_paper_open BEFORE INSERT ON goods_lots FOR EACH ROW EXECUTE FUNCTION goods_paper_still_open();
CREATE TRIGGER a_paper_open BEFORE INSERT ON goods_valuations FOR EACH ROW EXECUTE FUNCTION goods_paper_still_open();
CREATE TRIGGER a_paper_open BEFORE INSERT ON goods_moves FOR EACH ROW EXECUTE FUNCTION goods_paper_still_open();

CREATE FUNCTION goods_loss_moves_forward() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE v_hands text[] := '{status,decider,decider_person,decided_on,rejection_reason,paper_no}';
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.status <> 'asked' THEN PERFORM refuse('goods_loss_moves_forward', 'A loss is asked for first.'); END IF;
    ELSIF OLD.status <> 'asked' OR NEW.status = 'asked' OR to_jsonb(OLD) - v_hands <> to_jsonb(NEW) - v_hands THEN
        PERFORM refuse('goods_loss_moves_forward', 'A loss is decided once, as it was asked for.');
    END IF;
    PERFORM record_reference(NEW.fund_id, 'goods_loss', NEW.loss_no::text, ARRAY['goods_loss', NEW.fund_id::text, NEW.loss_no::text,
        NEW.lot_no::text, NEW.quantity::text, NEW.cause, NEW.minutes_number, canonical_date(NEW.minutes_date), NEW.reason,
        canonical_date(NEW.asked_on), NEW.status, NEW.asker, NEW.asker_person::text, NEW.decider, NEW.decider_person::text,
        canonical_date(NEW.decided_on), NEW.rejection_reason, NEW.paper_no::text]);
    RETURN NEW;
END $$;
CREATE TRIGGER moves_forward BEFORE INSERT OR UPDATE ON goods_losses FOR EACH ROW EXECUTE FUNCTION goods_loss_moves_forward();

-- ---------------------------------------------------------------- a move changes its lot

CREATE FUNCTION goods_moved() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    l goods_lots;
    o goods_moves;
    b goods_balances;
    v_unit bigint;
BEGIN
    SELECT * INTO l FROM goods_lots WHERE fund_id = NEW.fund_id AND lot_no = NEW.lot_no;
    IF NEW.moved_on IS DISTINCT FROM (SELECT v.voucher_date FROM goods_papers p JOIN vouchers v USING (fund_id, voucher_type, voucher_year, voucher_no)
            WHERE p.fund_id = NEW.fund_id AND p.paper_no = NEW.paper_no) THEN
        PERFORM refuse('goods_move_of_its_day', 'Goods move on the day of their voucher.');
    END IF;
    IF NEW.moved_on < (SELECT max(moved_on) FROM goods_moves WHERE fund_id = NEW.fund_id AND lot_no = NEW.lot_no) THEN
        PERFORM refuse('goods_day_by_day', format('Lot %s has moved after %s already.', NEW.lot_no, NEW.moved_on));
    END IF;
    IF NEW.kind IN ('received', 'issued') AND l.expires_on < NEW.moved_on THEN
        PERFORM refuse('goods_not_expired', format('Lot %s expired on %s.', NEW.lot_no, l.expires_on));
    END IF;
    IF NEW.kind = 'received' THEN
        IF (l.paper_no, l.quantity, coalesce(l.unit_value, 0)) IS DISTINCT FROM (NEW.paper_no, NEW.quantity, NEW.unit_value) THEN
            PERFORM refuse('goods_received_as_written', 'What is received is the lot of its receipt.');
        END IF;
        INSERT INTO goods_balances VALUES (NEW.fund_id, NEW.lot_no, l.pool_id, NEW.quantity, 0, NEW.unit_value, NEW.value);
        RETURN NEW;
    END IF;
    SELECT * INTO b FROM goods_balances WHERE fund_id = NEW.fund_id AND lot_no = NEW.lot_no FOR UPDATE;
    IF NOT FOUND THEN PERFORM refuse('goods_received_first', 'Goods move after they were received.'); END IF;
    v_unit := b.unit_value;
    IF NEW.kind = 'valued' THEN
        IF v_unit > 0 THEN PERFORM refuse('goods_valued_once', format('Lot %s has its value.', NEW.lot_no)); END IF;
        v_unit := NEW.unit_value;
    ELSIF NEW.kind = 'reversed' THEN
        SELECT * INTO o FROM goods_moves WHERE fund_id = NEW.fund_id AND move_no = NEW.reverses_move;
        IF o.kind = 'reversed' OR (o.lot_no, -o.quantity, o.unit_value, -o.value, o.disbursement_id, o.line_no)
                IS DISTINCT FROM (NEW.lot_no, NEW.quantity, NEW.unit_value, NEW.value, NEW.disbursement_id, NEW.line_no) THEN
            PERFORM refuse('goods_reversal_mirrors', 'A reversed move is the negative of its move.');
        END IF;
        IF o.kind = 'valued' THEN v_unit := 0; END IF;
    END IF;
    UPDATE goods_balances SET on_hand = on_hand + NEW.quantity, unit_value = v_unit, value = value + NEW.value
    WHERE fund_id = NEW.fund_id AND lot_no = NEW.lot_no;
    RETURN NEW;
END $$;
CREATE TRIGGER moved BEFORE INSERT ON goods_moves FOR EACH ROW EXECUTE FUNCTION goods_moved();

-- The account of goods is what the lots are worth, in each pool, whatever wrote either of them.
CREATE FUNCTION goods_are_the_lots() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF (SELECT goods FROM pool_balances WHERE fund_id = NEW.fund_id AND pool_id = NEW.pool_id)
        IS DISTINCT FROM (SELECT coalesce(sum(value), 0)::bigint FROM goods_balances WHERE fund_id = NEW.fund_id AND pool_id = NEW.pool_id) THEN
        PERFORM refuse('goods_are_the_lots', 'The account of goods is what the lots in stock are worth.');
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER goods_are_the_lots AFTER UPDATE OF goods ON pool_balances DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (OLD.goods <> NEW.goods) EXECUTE FUNCTION goods_are_the_lots();
CREATE CONSTRAINT TRIGGER goods_are_the_lots AFTER INSERT OR UPDATE ON goods_balances DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    EXECUTE FUNCTION goods_are_the_lots();

-- ---------------------------------------------------------------- the use cases

CREATE FUNCTION add_goods_item(p_fund int, p_name text, p_measure text) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE v_no int;
BEGIN
    PERFORM require_role(p_fund, 'fund_accountant', 'cashier');
    PERFORM lock_fund(p_fund);
    v_no := (SELECT coalesce(max(item_no), 0) + 1 FROM goods_items WHERE fund_id = p_fund);
    INSERT INTO goods_items VALUES (p_fund, v_no, btrim(p_name), btrim(p_measure), ledger_now(), acting_user());
    RETURN v_no;
END $$;

CREATE FUNCTION add_goods_paper(v vouchers, p_kind text) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE v_no bigint := (SELECT coalesce(max(paper_no), 0) + 1 FROM goods_papers WHERE fund_id = v.fund_id);
BEGIN
    INSERT INTO goods_papers VALUES (v.fund_id, v_no, p_kind, v.voucher_type, v.voucher_year, v.voucher_no);
    RETURN v_no;
END $$;

CREATE FUNCTION add_goods_move(p_fund int, p_paper bigint, p_lot int, p_kind text, p_quantity bigint, p_unit bigint, p_value bigint, p_date date,
    p_entry bigint, p_disbursement bigint DEFAULT NULL, p_line int DEFAULT NULL, p_reverses bigint DEFAULT NULL) RETURNS void
LANGUAGE sql AS $$
    INSERT INTO goods_moves
    SELECT p_fund, coalesce(max(move_no), 0) + 1, p_paper, p_lot, p_kind, p_quantity, p_unit, p_value, p_date, p_entry, p_disbursement, p_line, p_reverses
    FROM goods_moves WHERE fund_id = p_fund
$$;

CREATE FUNCTION receive_goods(p_fund int, p_key uuid, p_pool int, p_date date, p_donor_name text, p_donor_kind text, p_donor_address text,
    p_content text, p_attachments text, p_item int[], p_quantity bigint[], p_unit_value bigint[], p_basis text[], p_basis_number text[],
    p_basis_date date[], p_expires_on date[], p_quality text[], OUT voucher_year smallint, OUT voucher_no int)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v vouchers;
    v_paper bigint;
    v_lot int;
    v_entries bigint[];
    v_valued int[];
BEGIN
    PERFORM require_role(p_fund, 'fund_accountant');
    PERFORM lock_fund(p_fund);
    IF coalesce(cardinality(p_item), 0) = 0 THEN PERFORM refuse('goods_receipt_has_lines', 'A goods receipt has at least one line.'); END IF;
    v.fund_id := p_fund; v.voucher_type := 'PN'; v.voucher_date := p_date; v.money_account := 'goods'; v.pool_id := p_pool;
    v.amount := (SELECT coalesce(sum(q * u), 0) FROM unnest(p_quantity, p_unit_value) x(q, u));
    v.donor_id := (donors_of(ARRAY[p_fund], ARRAY[p_donor_kind], ARRAY[p_donor_name], ARRAY[p_donor_address]))[1];
    v := write_voucher(v, p_donor_name, p_donor_address, p_content, p_attachments);
    v_paper := add_goods_paper(v, 'receipt');
    v_lot := (SELECT coalesce(max(lot_no), 0) FROM goods_lots WHERE fund_id = p_fund);
    INSERT INTO goods_lots
    SELECT p_fund, v_lot + i, v_paper, i, x.item, p_pool, x.quantity, x.unit_value, x.basis, nullif(btrim(x.number), ''), x.day, x.expires,
        nullif(btrim(x.quality), '')
    FROM unnest(p_item, p_quantity, p_unit_value, p_basis, p_basis_number, p_basis_date, p_expires_on, p_quality)
        WITH ORDINALITY x(item, quantity, unit_value, basis, number, day, expires, quality, i) ORDER BY i;
    v_valued := ARRAY(SELECT i FROM unnest(p_unit_value) WITH ORDINALITY x(u, i) WHERE u IS NOT NULL ORDER BY i);
    IF v_valued <> '{}' THEN
        v_entries := post_entries(entry_of(v, 'goods_receipt', p_key), (
            SELECT array_agg(posting_line(place, s.side_no, s.account, p_pool, s.side, p_quantity[i] * p_unit_value[i]) ORDER BY place, s.side_no)
            FROM unnest(v_valued) WITH ORDINALITY x(i, place) CROSS JOIN (VALUES (1, 'goods', 'debit'), (2, 'goods_balance', 'credit')) s(side_no, account, side)));
    END IF;
    PERFORM add_goods_move(p_fund, v_paper, l.lot_no, 'received', l.quantity, coalesce(l.unit_value, 0), l.quantity * coalesce(l.unit_value, 0), p_date,
        v_entries[array_position(v_valued, l.line::int)])
    FROM (SELECT * FROM goods_lots WHERE fund_id = p_fund AND paper_no = v_paper ORDER BY line) l;
    PERFORM seal_goods_paper(p_fund, v_paper);
    voucher_year := v.voucher_year; voucher_no := v.voucher_no;
END $$;

CREATE FUNCTION value_goods(p_fund int, p_key uuid, p_lot int, p_date date, p_unit_value bigint, p_basis text, p_basis_number text, p_basis_date date,
    OUT voucher_year smallint, OUT voucher_no int)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v vouchers;
    b goods_balances;
    v_paper bigint;
    v_entry bigint;
BEGIN
    PERFORM require_role(p_fund, 'fund_accountant');
    PERFORM lock_fund(p_fund);
    SELECT * INTO b FROM goods_balances WHERE fund_id = p_fund AND lot_no = p_lot;
    IF NOT FOUND OR b.on_hand = 0 THEN PERFORM refuse('goods_valued_once', 'Only a lot in stock is valued.'); END IF;
    v.fund_id := p_fund; v.voucher_type := 'DG'; v.voucher_date := p_date; v.money_account := 'goods'; v.pool_id := b.pool_id;
    v.amount := b.on_hand * p_unit_value;
    v := write_voucher(v, NULL, NULL, concat_ws(' ', 'Lô', p_lot), concat_ws(', ', btrim(p_basis_number), to_char(p_basis_date, 'DD/MM/YYYY')));
    v_paper := add_goods_paper(v, 'valuation');
    INSERT INTO goods_valuations VALUES (p_fund, v_paper, p_lot, p_unit_value, p_basis, btrim(p_basis_number), p_basis_date);
    v_entry := (post_entries(entry_of(v, 'goods_valuation', p_key), ARRAY[posting_line(1, 1, 'goods', b.pool_id, 'debit', v.amount),
        posting_line(1, 2, 'goods_balance', b.pool_id, 'credit', v.amount)]))[1];
    PERFORM add_goods_move(p_fund, v_paper, p_lot, 'valued', 0, p_unit_value, v.amount, p_date, v_entry);
    PERFORM seal_goods_paper(p_fund, v_paper);
    voucher_year := v.voucher_year; voucher_no := v.voucher_no;
END $$;

CREATE FUNCTION ask_goods_loss(p_fund int, p_lot int, p_quantity bigint, p_cause text, p_minutes_number text, p_minutes_date date, p_reason text)
RETURNS int LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE v_no int;
BEGIN
    PERFORM require_role(p_fund, 'fund_accountant', 'cashier');
    PERFORM lock_fund(p_fund);
    v_no := (SELECT coalesce(max(loss_no), 0) + 1 FROM goods_losses WHERE fund_id = p_fund);
    INSERT INTO goods_losses (fund_id, loss_no, lot_no, quantity, cause, minutes_number, minutes_date, reason, asked_on, status, asker, asker_person)
    VALUES (p_fund, v_no, p_lot, p_quantity, p_cause, btrim(p_minutes_number), p_minutes_date, btrim(p_reason), business_today(), 'asked',
        acting_user(), acting_person());
    RETURN v_no;
END $$;

CREATE FUNCTION approve_goods_loss(p_fund int, p_loss int, p_key uuid, OUT voucher_year smallint, OUT voucher_no int)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    x goods_losses;
    b goods_balances;
    v vouchers;
    v_paper bigint;
    v_entry bigint;
BEGIN
    PERFORM require_role(p_fund, 'approver');
    PERFORM lock_fund(p_fund);
    SELECT * INTO x FROM goods_losses WHERE fund_id = p_fund AND loss_no = p_loss AND status = 'asked';
    IF NOT FOUND THEN PERFORM refuse('goods_loss_moves_forward', 'The loss is not waiting.'); END IF;
    SELECT * INTO b FROM goods_balances WHERE fund_id = p_fund AND lot_no = x.lot_no;
    v.fund_id := p_fund; v.voucher_type := 'PX'; v.voucher_date := business_today(); v.money_account := 'goods'; v.pool_id := b.pool_id;
    v.amount := x.quantity * b.unit_value;
    v := write_voucher(v, NULL, NULL, x.reason, concat_ws(', ', x.minutes_number, to_char(x.minutes_date, 'DD/MM/YYYY')));
    v_paper := add_goods_paper(v, 'loss');
    IF v.amount > 0 THEN
        v_entry := (post_entries(entry_of(v, 'goods_loss', p_key), ARRAY[posting_line(1, 1, 'goods_balance', b.pool_id, 'debit', v.amount),
            posting_line(1, 2, 'goods', b.pool_id, 'credit', v.amount)]))[1];
    END IF;
    PERFORM add_goods_move(p_fund, v_paper, x.lot_no, 'lost', -x.quantity, b.unit_value, -v.amount, v.voucher_date, v_entry);
    PERFORM seal_goods_paper(p_fund, v_paper);
    UPDATE goods_losses SET status = 'approved', decider = acting_user(), decider_person = acting_person(), decided_on = business_today(),
        paper_no = v_paper
    WHERE fund_id = p_fund AND loss_no = p_loss;
    voucher_year := v.voucher_year; voucher_no := v.voucher_no;
END $$;

CREATE FUNCTION reject_goods_loss(p_fund int, p_loss int, p_reason text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM require_role(p_fund, 'approver');
    PERFORM lock_fund(p_fund);
    UPDATE goods_losses SET status = 'rejected', decider = acting_user(), decider_person = acting_person(), decided_on = business_today(),
        rejection_reason = btrim(p_reason)
    WHERE fund_id = p_fund AND loss_no = p_loss AND status = 'asked';
    IF NOT FOUND THEN PERFORM refuse('goods_loss_moves_forward', 'The loss is not waiting.'); END IF;
END $$;

CREATE FUNCTION reverse_goods(p_fund int, p_entry_no bigint, p_key uuid, p_date date, p_reason text,
    OUT voucher_year smallint, OUT voucher_no int, OUT entry_no bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    o journal_entries;
    v vouchers;
    v_paper bigint;
    v_lines postings[];
BEGIN
    PERFORM require_role(p_fund, 'fund_accountant');
    IF length(btrim(coalesce(p_reason, ''))) < 5 THEN PERFORM refuse('reason_given', 'A reversal says why.'); END IF;
    PERFORM lock_fund(p_fund);
    SELECT j.* INTO o FROM journal_entries j WHERE j.fund_id = p_fund AND j.book = 'financial' AND j.entry_no = p_entry_no;
    IF NOT FOUND OR o.kind NOT IN ('goods_receipt', 'goods_valuation', 'goods_issue', 'goods_loss') OR p_date < o.entry_date THEN
        PERFORM refuse('reversal_of_a_posted_entry', 'Only what moved goods is reversed here, and not before its own date.');
    END IF;
    v.fund_id := p_fund; v.voucher_type := 'BD'; v.voucher_date := p_date; v.money_account := 'goods';
    v.disbursement_id := o.disbursement_id; v.reverses_entry_no := p_entry_no;
    SELECT sum(p.amount) FILTER (WHERE p.side = 'debit'), min(p.pool_id), array_agg(ROW(NULL, NULL, 1, p.line, p.account_code, p.pool_id, p.side,
        -p.amount, NULL, p.support_kind, p.occasion_code, p.occasion_year, p.decision_id, p.norm_line, p.beneficiary_code, p.class_code, p.unit_id)
        ::postings ORDER BY p.line)
    INTO v.amount, v.pool_id, v_lines
    FROM postings p WHERE p.fund_id = p_fund AND p.book = 'financial' AND p.entry_no = p_entry_no;
    v := write_voucher(v, NULL, NULL, btrim(p_reason), NULL);
    entry_no := (post_entries(entry_of(v, 'reversal', p_key), v_lines, ARRAY[o.disbursement_line]))[1];
    v_paper := add_goods_paper(v, 'reversal');
    PERFORM add_goods_move(p_fund, v_paper, m.lot_no, 'reversed', -m.quantity, m.unit_value, -m.value, p_date, reverse_goods.entry_no,
        m.disbursement_id, m.line_no, m.move_no)
    FROM (SELECT * FROM goods_moves x WHERE x.fund_id = p_fund AND x.entry_no = p_entry_no ORDER BY x.move_no) m;
    PERFORM seal_goods_paper(p_fund, v_paper);
    voucher_year := v.voucher_year; voucher_no := v.voucher_no;
END $$;

GRANT EXECUTE ON FUNCTION add_goods_item, receive_goods, value_goods, ask_goods_loss, approve_goods_loss, reject_goods_loss, reverse_goods
    TO fundledger_app;

-- ---------------------------------------------------------------- before a month is closed

CREATE FUNCTION check_goods_unvalued(p_fund int, p_month date)
RETURNS TABLE (item text, target text, target_no text, on_date date, amount bigint) LANGUAGE sql STABLE AS $$
    SELECT i.name, 'goods', i.item_no::text, v.voucher_date, NULL::bigint
    FROM goods_balances b JOIN goods_lots l USING (fund_id, lot_no) JOIN goods_items i USING (fund_id, item_no)
    JOIN goods_papers p USING (fund_id, paper_no) JOIN vouchers v USING (fund_id, voucher_type, voucher_year, voucher_no)
    WHERE b.fund_id = p_fund AND b.on_hand > 0 AND b.unit_value = 0 AND v.voucher_date <= month_end(p_month) ORDER BY l.lot_no
$$;

CREATE FUNCTION check_goods_expired(p_fund int, p_month date)
RETURNS TABLE (item text, target text, target_no text, on_date date, amount bigint) LANGUAGE sql STABLE AS $$
    SELECT i.name, 'goods', i.item_no::text, l.expires_on, b.value
    FROM goods_balances b JOIN goods_lots l USING (fund_id, lot_no) JOIN goods_items i USING (fund_id, item_no)
    WHERE b.fund_id = p_fund AND b.on_hand > 0 AND l.expires_on <= month_end(p_month) ORDER BY l.lot_no
$$;

CREATE FUNCTION check_goods_losses(p_fund int, p_month date)
RETURNS TABLE (item text, target text, target_no text, on_date date, amount bigint) LANGUAGE sql STABLE AS $$
    SELECT x.loss_no::text, 'goods_loss', x.loss_no::text, x.asked_on, x.quantity * b.unit_value
    FROM goods_losses x JOIN goods_balances b USING (fund_id, lot_no)
    WHERE x.fund_id = p_fund AND x.status = 'asked' AND x.asked_on <= month_end(p_month) ORDER BY x.loss_no
$$;
INSERT INTO close_checks (check_code, severity, sort_order)
VALUES ('goods_unvalued', 'open_item', 76), ('goods_expired', 'warning', 96), ('goods_losses', 'warning', 97);
