-- Money moved between two pools of one fund: asked by one person, approved by two others, posted as one entry that balances in each pool.
-- The physical account does not move; only what the money may be used for changes.

ALTER TABLE journal_entries DROP CONSTRAINT journal_entries_kind_check, ADD CONSTRAINT journal_entries_kind_check CHECK (kind IN ('receipt',
    'disbursement', 'reversal', 'commitment', 'release', 'advance', 'advance_return', 'transfer', 'lapse', 'budget_return'));
ALTER TABLE vouchers DROP CONSTRAINT vouchers_voucher_type_check, ADD CONSTRAINT vouchers_voucher_type_check
    CHECK (voucher_type IN ('PT', 'PC', 'BD', 'DC', 'KC', 'NT'));
ALTER TABLE vouchers DROP CONSTRAINT voucher_says_why, ADD CONSTRAINT voucher_says_why CHECK (CASE voucher_type
    WHEN 'PT' THEN donor_id IS NOT NULL AND disbursement_id IS NULL AND reverses_entry_no IS NULL
    WHEN 'PC' THEN disbursement_id IS NOT NULL AND donor_id IS NULL AND reverses_entry_no IS NULL
    WHEN 'BD' THEN reverses_entry_no IS NOT NULL
    ELSE donor_id IS NULL AND disbursement_id IS NULL AND reverses_entry_no IS NULL END);
COMMENT ON TABLE vouchers IS 'Numbered papers: PT phiếu thu, PC phiếu chi, BD bút toán đảo, DC phiếu điều chuyển nguồn, KC phiếu kết chuyển kinh phí hết hạn, NT giấy nộp trả kinh phí. One voucher may cover many entries.';

CREATE TABLE pool_transfers (
    fund_id int NOT NULL REFERENCES funds,
    transfer_id bigint NOT NULL,
    from_pool int NOT NULL,
    to_pool int NOT NULL,
    amount bigint NOT NULL CONSTRAINT transfer_amount_positive CHECK (amount > 0),
    money_account text NOT NULL REFERENCES accounts,
    reason text NOT NULL CONSTRAINT transfer_reason_given CHECK (length(btrim(reason)) >= 10),
    decision_number text CHECK (btrim(decision_number) <> ''),
    decision_date date,
    requested_on date NOT NULL,
    status text NOT NULL CHECK (status IN ('requested', 'approved', 'posted', 'rejected')),
    requester text NOT NULL CONSTRAINT transfer_actor_present CHECK (requester <> ''),
    requester_person bigint NOT NULL REFERENCES persons,
    approver text,
    approver_person bigint REFERENCES persons,
    poster text,
    poster_person bigint REFERENCES persons,
    rejecter text,
    rejecter_person bigint REFERENCES persons,
    voucher_type text CHECK (voucher_type = 'DC'),
    voucher_year smallint,
    voucher_no int,
    PRIMARY KEY (fund_id, transfer_id),
    FOREIGN KEY (fund_id, from_pool) REFERENCES pools (fund_id, pool_id),
    FOREIGN KEY (fund_id, to_pool) REFERENCES pools (fund_id, pool_id),
    FOREIGN KEY (fund_id, voucher_type, voucher_year, voucher_no) REFERENCES vouchers,
    UNIQUE (fund_id, voucher_year, voucher_no),
    CONSTRAINT transfer_between_two_pools CHECK (from_pool <> to_pool),
    CONSTRAINT transfer_decision_complete CHECK ((decision_number IS NULL) = (decision_date IS NULL)),
    CONSTRAINT transfer_approver_is_not_requester CHECK (approver_person <> requester_person),
    CONSTRAINT transfer_poster_is_not_requester CHECK (poster_person <> requester_person),
    CONSTRAINT transfer_approved_by_two CHECK (poster_person <> approver_person),
    CONSTRAINT transfer_rejecter_is_not_requester CHECK (rejecter_person <> requester_person),
    CONSTRAINT transfer_hands_of_its_status CHECK (
        (approver_person IS NOT NULL OR status IN ('requested', 'rejected')) AND (status <> 'requested' OR approver_person IS NULL)
        AND (status = 'posted') = (poster_person IS NOT NULL) AND (status = 'posted') = (voucher_no IS NOT NULL)
        AND (status = 'rejected') = (rejecter_person IS NOT NULL))
);

CREATE TABLE pool_transfer_events (
    fund_id int NOT NULL,
    transfer_id bigint NOT NULL,
    event text NOT NULL CHECK (event IN ('requested', 'approved', 'posted', 'rejected')),
    recorded_at timestamptz NOT NULL,
    actor text NOT NULL CONSTRAINT transfer_event_actor_present CHECK (actor <> ''),
    person_id bigint NOT NULL REFERENCES persons,
    content_hash bytea NOT NULL CHECK (length(content_hash) = 32),
    reason text,
    reason_salt bytea,
    reason_commitment bytea,
    hash_version smallint NOT NULL,
    log_no bigint NOT NULL,
    hash bytea NOT NULL CHECK (length(hash) = 32),
    PRIMARY KEY (fund_id, transfer_id, event),
    CONSTRAINT transfer_event_sealed_once UNIQUE (fund_id, log_no),
    FOREIGN KEY (fund_id, transfer_id) REFERENCES pool_transfers
);
CREATE UNIQUE INDEX transfer_ended_once ON pool_transfer_events (fund_id, transfer_id) WHERE event IN ('posted', 'rejected');
SELECT make_append_only('pool_transfer_events');

-- Money may always become more restricted. To be used for more than its donor or budget allowed, it needs somebody's decision.
CREATE FUNCTION transfer_needs_decision(p_fund int, p_from int, p_to int) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT sf.is_budget OR st.is_budget
        OR (f.support_kinds IS NOT NULL AND (t.support_kinds IS NULL OR NOT t.support_kinds <@ f.support_kinds))
        OR (f.occasion_codes IS NOT NULL AND (t.occasion_codes IS NULL OR NOT t.occasion_codes <@ f.occasion_codes))
    FROM pools f JOIN source_kinds sf ON sf.source_kind = f.source_kind
    JOIN pools t ON t.fund_id = f.fund_id JOIN source_kinds st ON st.source_kind = t.source_kind
    WHERE f.fund_id = p_fund AND f.pool_id = p_from AND t.pool_id = p_to
$$;

CREATE FUNCTION pool_transfer_allowed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM lock_fund(NEW.fund_id);
    PERFORM refuse_unless_open(NEW.fund_id, NEW.requested_on, NULL);
    IF NEW.decision_number IS NULL AND transfer_needs_decision(NEW.fund_id, NEW.from_pool, NEW.to_pool) THEN
        PERFORM refuse('transfer_needs_decision', 'What restricts these pools forbids the transfer unless a decision is cited.');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER transfer_allowed BEFORE INSERT ON pool_transfers FOR EACH ROW EXECUTE FUNCTION pool_transfer_allowed();

CREATE FUNCTION pool_transfer_moves_forward() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE v_hands text[] := '{status,approver,approver_person,poster,poster_person,rejecter,rejecter_person,voucher_type,voucher_year,voucher_no}';
BEGIN
    IF (OLD.status, NEW.status) NOT IN (('requested', 'approved'), ('approved', 'posted'), ('requested', 'rejected'), ('approved', 'rejected'))
       OR to_jsonb(OLD) - v_hands <> to_jsonb(NEW) - v_hands
       OR (OLD.approver_person IS NOT NULL AND (NEW.approver_person, NEW.approver) IS DISTINCT FROM (OLD.approver_person, OLD.approver)) THEN
        PERFORM refuse('transfer_moves_forward', format('A transfer cannot go from %s to %s.', OLD.status, NEW.status));
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER moves_forward BEFORE UPDATE ON pool_transfers FOR EACH ROW EXECUTE FUNCTION pool_transfer_moves_forward();
CREATE TRIGGER append_only BEFORE DELETE ON pool_transfers FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON pool_transfers FOR EACH STATEMENT EXECUTE FUNCTION append_only();

CREATE FUNCTION pool_transfer_content_hash(t pool_transfers) RETURNS bytea IMMUTABLE LANGUAGE sql AS $$
    SELECT sha256(canonical('pool_transfer', t.fund_id::text, t.transfer_id::text, t.from_pool::text, t.to_pool::text, t.amount::text,
        t.money_account, t.reason, t.decision_number, canonical_date(t.decision_date), canonical_date(t.requested_on), t.requester))
$$;

CREATE FUNCTION add_pool_transfer_event(t pool_transfers, p_event text, p_reason text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    e pool_transfer_events;
    v_seal record;
BEGIN
    e.fund_id := t.fund_id; e.transfer_id := t.transfer_id; e.event := p_event; e.recorded_at := ledger_now(); e.actor := acting_user();
    e.person_id := acting_person(); e.content_hash := pool_transfer_content_hash(t); e.hash_version := 1;
    IF p_reason IS NOT NULL THEN
        e.reason := p_reason;
        e.reason_salt := substr(sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())), 1, 16);
        e.reason_commitment := commitment_of(e.reason_salt, p_reason);
    END IF;
    e.log_no := (SELECT h.log_no + 1 FROM fund_heads h WHERE h.fund_id = t.fund_id);
    SELECT * INTO v_seal FROM seal(t.fund_id, canonical('transfer', '1', t.fund_id::text, t.transfer_id::text, p_event,
        canonical_instant(e.recorded_at), e.actor, e.person_id::text, encode(e.content_hash, 'hex'), encode(e.reason_commitment, 'hex'),
        e.log_no::text));
    e.hash := v_seal.hash;
    INSERT INTO pool_transfer_events SELECT e.*;
END $$;

CREATE FUNCTION request_transfer(p_fund int, p_from int, p_to int, p_amount bigint, p_money_account text, p_reason text,
    p_decision_number text, p_decision_date date) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE t pool_transfers;
BEGIN
    PERFORM require_role(p_fund, 'fund_accountant');
    PERFORM lock_fund(p_fund);
    PERFORM require_physical(p_money_account);
    t.fund_id := p_fund; t.transfer_id := next_number(p_fund, 'transfer'); t.from_pool := p_from; t.to_pool := p_to; t.amount := p_amount;
    t.money_account := p_money_account; t.reason := btrim(p_reason); t.decision_number := nullif(btrim(p_decision_number), '');
    t.decision_date := p_decision_date; t.requested_on := business_today(); t.status := 'requested'; t.requester := acting_user();
    t.requester_person := acting_person();
    INSERT INTO pool_transfers SELECT t.*;
    PERFORM add_pool_transfer_event(t, 'requested', NULL);
    RETURN t.transfer_id;
END $$;

-- The first approval is kept; the second one posts.
CREATE FUNCTION approve_transfer(p_fund int, p_id bigint, p_key uuid, p_content_hash bytea, OUT status text, OUT voucher_year smallint,
    OUT voucher_no int)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    t pool_transfers;
    v vouchers;
BEGIN
    PERFORM require_role(p_fund, 'approver');
    PERFORM lock_fund(p_fund);
    SELECT * INTO t FROM pool_transfers x WHERE x.fund_id = p_fund AND x.transfer_id = p_id AND x.status IN ('requested', 'approved');
    IF NOT FOUND OR pool_transfer_content_hash(t) IS DISTINCT FROM p_content_hash THEN
        PERFORM refuse('decision_on_what_was_seen', 'The transfer is not waiting, or is not what the approver saw.');
    END IF;
    IF t.status = 'requested' THEN
        UPDATE pool_transfers x SET status = 'approved', approver = acting_user(), approver_person = acting_person()
        WHERE x.fund_id = p_fund AND x.transfer_id = p_id;
        PERFORM add_pool_transfer_event(t, 'approved', NULL);
        status := 'approved';
        RETURN;
    END IF;
    v.fund_id := p_fund; v.voucher_type := 'DC'; v.voucher_date := business_today(); v.amount := t.amount;
    v.money_account := t.money_account; v.pool_id := t.from_pool;
    v := write_voucher(v, NULL, NULL, t.reason, concat_ws(', ', t.decision_number, to_char(t.decision_date, 'DD/MM/YYYY')));
    UPDATE pool_transfers x SET status = 'posted', poster = acting_user(), poster_person = acting_person(), voucher_type = 'DC',
        voucher_year = v.voucher_year, voucher_no = v.voucher_no
    WHERE x.fund_id = p_fund AND x.transfer_id = p_id;
    PERFORM post_entries(entry_of(v, 'transfer', p_key),
        ARRAY[posting_line(1, 1, 'fund_balance', t.from_pool, 'debit', t.amount), posting_line(1, 2, t.money_account, t.from_pool, 'credit', t.amount),
              posting_line(1, 3, t.money_account, t.to_pool, 'debit', t.amount), posting_line(1, 4, 'fund_balance', t.to_pool, 'credit', t.amount)]);
    PERFORM add_pool_transfer_event(t, 'posted', NULL);
    status := 'posted'; voucher_year := v.voucher_year; voucher_no := v.voucher_no;
END $$;

CREATE FUNCTION reject_transfer(p_fund int, p_id bigint, p_reason text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_reason text := require_long_reason(p_reason);
    t pool_transfers;
BEGIN
    PERFORM require_role(p_fund, 'approver');
    PERFORM lock_fund(p_fund);
    UPDATE pool_transfers x SET status = 'rejected', rejecter = acting_user(), rejecter_person = acting_person()
    WHERE x.fund_id = p_fund AND x.transfer_id = p_id AND x.status IN ('requested', 'approved') RETURNING * INTO t;
    IF NOT FOUND THEN PERFORM refuse('decision_on_what_was_seen', 'The transfer is not waiting.'); END IF;
    PERFORM add_pool_transfer_event(t, 'rejected', v_reason);
END $$;

-- A transfer that waits is not in the books yet: worth knowing when the month is closed.
CREATE FUNCTION check_waiting_transfers(p_fund int, p_month date)
RETURNS TABLE (item text, target text, target_no text, on_date date, amount bigint) LANGUAGE sql STABLE AS $$
    SELECT t.transfer_id::text, 'transfer', t.transfer_id::text, t.requested_on, t.amount
    FROM pool_transfers t WHERE t.fund_id = p_fund AND t.status IN ('requested', 'approved') AND t.requested_on <= month_end(p_month)
    ORDER BY t.transfer_id
$$;
INSERT INTO close_checks (check_code, severity, sort_order) VALUES ('waiting_transfers', 'warning', 95);

DO $$
DECLARE t text;
BEGIN
    FOREACH t IN ARRAY ARRAY['pool_transfers', 'pool_transfer_events'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
        EXECUTE format('CREATE POLICY of_my_funds ON %I FOR SELECT TO fundledger_app USING (fund_id = ANY ((SELECT readable_funds())::int[]))', t);
        EXECUTE format('CREATE POLICY of_all_funds ON %I FOR SELECT TO fundledger_auditor USING (true)', t);
        EXECUTE format('GRANT SELECT ON %I TO fundledger_app, fundledger_auditor', t);
    END LOOP;
END $$;
GRANT EXECUTE ON FUNCTION request_transfer, approve_transfer, reject_transfer, transfer_needs_decision TO fundledger_app;
