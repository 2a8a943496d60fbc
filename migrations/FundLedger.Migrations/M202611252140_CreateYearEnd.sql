-- The end of a year. The fund's own money carries over; money of a budget lapses on 31 December unless a decision lets it be used in the next
-- year: it then no longer belongs to the fund and is due back to the budget. Each pool's opening of the next year is sealed when December closes.

-- Money that is held and due back: a liability that lowers what the pool can spend, while the bank still holds it.
INSERT INTO accounts (account_code, name_vi, name_en, book, normal_side, is_physical, is_liquid, is_goods)
VALUES ('budget_returns', 'Kinh phí phải nộp trả ngân sách', 'Budget money due back', 'financial', 'credit', false, true, false)
ON CONFLICT DO NOTHING;

CREATE TABLE year_end_decisions (
    fund_id int NOT NULL REFERENCES funds,
    log_no bigint NOT NULL,
    year smallint NOT NULL,
    pool_id int NOT NULL,
    outcome text NOT NULL CHECK (outcome IN ('carried', 'lapsed')),
    amount bigint NOT NULL CONSTRAINT year_end_amount_positive CHECK (amount > 0),
    decision_number text CHECK (btrim(decision_number) <> ''),
    decision_date date,
    recorded_at timestamptz NOT NULL,
    actor text NOT NULL CONSTRAINT year_end_actor_present CHECK (actor <> ''),
    person_id bigint NOT NULL REFERENCES persons,
    reason text,
    reason_salt bytea NOT NULL,
    reason_commitment bytea NOT NULL,
    voucher_type text CHECK (voucher_type = 'KC'),
    voucher_year smallint,
    voucher_no int,
    hash_version smallint NOT NULL,
    hash bytea NOT NULL CHECK (length(hash) = 32),
    PRIMARY KEY (fund_id, log_no),
    FOREIGN KEY (fund_id, pool_id) REFERENCES pools,
    FOREIGN KEY (fund_id, voucher_type, voucher_year, voucher_no) REFERENCES vouchers,
    CONSTRAINT carried_by_a_decision CHECK (outcome = 'lapsed' OR (decision_number IS NOT NULL AND decision_date IS NOT NULL)),
    CONSTRAINT year_end_decision_complete CHECK ((decision_number IS NULL) = (decision_date IS NULL)),
    CONSTRAINT lapse_has_its_voucher CHECK ((outcome = 'lapsed') = (voucher_no IS NOT NULL))
);
COMMENT ON TABLE year_end_decisions IS 'What becomes of the unspent money of a budget pool at the end of a year: carried over by a decision, or lapsed; sealed.';
SELECT make_append_only('year_end_decisions');

CREATE TABLE year_openings (
    fund_id int NOT NULL REFERENCES funds,
    year smallint NOT NULL,
    version int NOT NULL,
    pool_id int NOT NULL,
    balance bigint NOT NULL,
    liquid bigint NOT NULL,
    hash_version smallint NOT NULL,
    log_no bigint NOT NULL,
    hash bytea NOT NULL CHECK (length(hash) = 32),
    PRIMARY KEY (fund_id, year, version, pool_id),
    CONSTRAINT opening_sealed_once UNIQUE (fund_id, log_no),
    FOREIGN KEY (fund_id, pool_id) REFERENCES pools
);
COMMENT ON TABLE year_openings IS 'Số dư đầu năm: what each pool begins the year with, sealed when December of the year before is closed; a later version after a reopening.';
SELECT make_append_only('year_openings');

CREATE FUNCTION pool_liquid_on(p_fund int, p_pool int, p_day date) RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT coalesce(sum(liquid), 0)::bigint FROM pool_days WHERE fund_id = p_fund AND pool_id = p_pool AND day <= p_day
$$;

CREATE FUNCTION decide_year_end(p_fund int, p_key uuid, p_year int, p_pool int, p_outcome text, p_decision_number text, p_decision_date date,
    p_reason text, OUT amount bigint, OUT voucher_year smallint, OUT voucher_no int)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_reason text := require_long_reason(p_reason);
    v_last_day date := make_date(p_year, 12, 31);
    d year_end_decisions;
    v vouchers;
    v_seal record;
BEGIN
    PERFORM require_role(p_fund, 'approver');
    PERFORM lock_fund(p_fund);
    IF NOT EXISTS (SELECT FROM period_states WHERE fund_id = p_fund AND closing_month = make_date(p_year, 12, 1)) THEN
        PERFORM refuse('period_in_its_state', 'The end of the year is decided while its December is being closed.');
    END IF;
    IF NOT EXISTS (SELECT FROM pools JOIN source_kinds USING (source_kind) WHERE fund_id = p_fund AND pool_id = p_pool AND is_budget) THEN
        PERFORM refuse('only_budgets_lapse', 'Only money of a budget lapses or is carried over by decision.');
    END IF;
    amount := pool_liquid_on(p_fund, p_pool, v_last_day);
    d.fund_id := p_fund; d.year := p_year; d.pool_id := p_pool; d.outcome := p_outcome; d.amount := amount;
    d.decision_number := nullif(btrim(p_decision_number), ''); d.decision_date := p_decision_date; d.recorded_at := ledger_now();
    d.actor := acting_user(); d.person_id := acting_person(); d.reason := v_reason; d.hash_version := 1;
    d.reason_salt := substr(sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())), 1, 16);
    d.reason_commitment := commitment_of(d.reason_salt, v_reason);
    IF p_outcome = 'lapsed' THEN
        v.fund_id := p_fund; v.voucher_type := 'KC'; v.voucher_date := v_last_day; v.amount := amount; v.money_account := 'budget_returns';
        v.pool_id := p_pool;
        v := write_voucher(v, NULL, NULL, v_reason, d.decision_number);
        PERFORM post_entries(entry_of(v, 'lapse', p_key), ARRAY[posting_line(1, 1, 'fund_balance', p_pool, 'debit', amount),
                                                                posting_line(1, 2, 'budget_returns', p_pool, 'credit', amount)]);
        d.voucher_type := 'KC'; d.voucher_year := v.voucher_year; d.voucher_no := v.voucher_no;
        voucher_year := v.voucher_year; voucher_no := v.voucher_no;
    END IF;
    d.log_no := (SELECT h.log_no + 1 FROM fund_heads h WHERE h.fund_id = p_fund);
    SELECT * INTO v_seal FROM seal(p_fund, canonical('year_end', '1', p_fund::text, p_year::text, p_pool::text, p_outcome, amount::text,
        d.decision_number, canonical_date(d.decision_date), canonical_instant(d.recorded_at), d.actor, d.person_id::text,
        encode(d.reason_commitment, 'hex'), d.voucher_type, d.voucher_year::text, d.voucher_no::text, d.log_no::text));
    d.hash := v_seal.hash;
    INSERT INTO year_end_decisions SELECT d.*;
END $$;

-- The money itself goes back: the liability falls, and so does what the bank or the cash box holds.
CREATE FUNCTION return_budget(p_fund int, p_key uuid, p_pool int, p_amount bigint, p_date date, p_money_account text, p_payee text,
    p_content text, OUT voucher_year smallint, OUT voucher_no int)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE v vouchers;
BEGIN
    PERFORM require_role(p_fund, 'cashier');
    PERFORM lock_fund(p_fund);
    PERFORM require_physical(p_money_account);
    IF p_amount > (SELECT coalesce(-sum(posting_signed(p.side, p.amount)), 0) FROM postings p WHERE p.fund_id = p_fund AND p.pool_id = p_pool
                   AND p.account_code = 'budget_returns' AND p.entry_date <= p_date) THEN
        PERFORM refuse('returned_within_what_is_due', 'No more is returned than is due back from this pool on that day.');
    END IF;
    IF acting_person() = (SELECT d.person_id FROM year_end_decisions d WHERE d.fund_id = p_fund AND d.pool_id = p_pool AND d.outcome = 'lapsed'
                          ORDER BY d.log_no DESC LIMIT 1) THEN
        PERFORM refuse('payer_is_not_approver', 'Who decided the lapse does not pay the money out.');
    END IF;
    v.fund_id := p_fund; v.voucher_type := 'NT'; v.voucher_date := p_date; v.amount := p_amount; v.money_account := p_money_account;
    v.pool_id := p_pool;
    v := write_voucher(v, p_payee, NULL, p_content, NULL);
    PERFORM post_entries(entry_of(v, 'budget_return', p_key), ARRAY[posting_line(1, 1, 'budget_returns', p_pool, 'debit', p_amount),
                                                                    posting_line(1, 2, p_money_account, p_pool, 'credit', p_amount)]);
    voucher_year := v.voucher_year; voucher_no := v.voucher_no;
END $$;

-- The opening of the next year, right after December's statement was sealed.
CREATE FUNCTION december_opens_the_year() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    o year_openings;
    v_pool record;
    v_seal record;
BEGIN
    FOR v_pool IN
        SELECT p.pool_id, coalesce(-sum(posting_signed(p.side, p.amount)) FILTER (WHERE p.account_code = 'fund_balance'), 0)::bigint AS balance,
            coalesce(sum(posting_signed(p.side, p.amount)) FILTER (WHERE a.is_liquid), 0)::bigint AS liquid
        FROM postings p JOIN accounts a USING (account_code)
        WHERE p.fund_id = NEW.fund_id AND p.book = 'financial' AND p.entry_date <= month_end(NEW.month) GROUP BY p.pool_id ORDER BY p.pool_id
    LOOP
        o.fund_id := NEW.fund_id; o.year := extract(year FROM NEW.month) + 1; o.version := NEW.version; o.pool_id := v_pool.pool_id;
        o.balance := v_pool.balance; o.liquid := v_pool.liquid; o.hash_version := 1;
        o.log_no := (SELECT h.log_no + 1 FROM fund_heads h WHERE h.fund_id = NEW.fund_id);
        SELECT * INTO v_seal FROM seal(NEW.fund_id, canonical('opening', '1', NEW.fund_id::text, o.year::text, o.version::text,
            o.pool_id::text, o.balance::text, o.liquid::text, o.log_no::text));
        o.hash := v_seal.hash;
        INSERT INTO year_openings SELECT o.*;
    END LOOP;
    RETURN NULL;
END $$;
CREATE TRIGGER opens_the_year AFTER INSERT ON statement_seals FOR EACH ROW WHEN (extract(month FROM NEW.month) = 12)
    EXECUTE FUNCTION december_opens_the_year();

-- December: every budget pool is at zero, or the latest decision of the year carries exactly what is left.
CREATE FUNCTION check_budget_undecided(p_fund int, p_month date)
RETURNS TABLE (item text, target text, target_no text, on_date date, amount bigint) LANGUAGE sql STABLE AS $$
    SELECT l.code, 'pool', l.pool_id::text, month_end(p_month), pool_liquid_on(p_fund, l.pool_id, month_end(p_month))
    FROM pools l JOIN source_kinds s USING (source_kind)
    WHERE l.fund_id = p_fund AND s.is_budget AND extract(month FROM p_month) = 12
        AND pool_liquid_on(p_fund, l.pool_id, month_end(p_month)) <> coalesce((
            SELECT CASE d.outcome WHEN 'carried' THEN d.amount ELSE 0 END FROM year_end_decisions d WHERE d.fund_id = l.fund_id
                AND d.pool_id = l.pool_id AND d.year = extract(year FROM p_month) ORDER BY d.log_no DESC LIMIT 1), 0)
    ORDER BY l.code
$$;

-- January is when the settlement of the year before ends: what lapsed has gone back.
CREATE FUNCTION check_budget_to_return(p_fund int, p_month date)
RETURNS TABLE (item text, target text, target_no text, on_date date, amount bigint) LANGUAGE sql STABLE AS $$
    SELECT o.item, o.target, o.target_no, o.on_date, -o.amount FROM account_left_open(p_fund, p_month, 'budget_returns') o
    WHERE extract(month FROM p_month) = 1
$$;
INSERT INTO close_checks (check_code, severity, sort_order) VALUES ('budget_undecided', 'blocker', 45), ('budget_to_return', 'open_item', 75);

DO $$
DECLARE t text;
BEGIN
    FOREACH t IN ARRAY ARRAY['year_end_decisions', 'year_openings'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
        EXECUTE format('CREATE POLICY of_my_funds ON %I FOR SELECT TO fundledger_app USING (fund_id = ANY ((SELECT readable_funds())::int[]))', t);
        EXECUTE format('CREATE POLICY of_all_funds ON %I FOR SELECT TO fundledger_auditor USING (true)', t);
        EXECUTE format('GRANT SELECT ON %I TO fundledger_app, fundledger_auditor', t);
    END LOOP;
END $$;
GRANT EXECUTE ON FUNCTION decide_year_end, return_budget, pool_liquid_on TO fundledger_app;
