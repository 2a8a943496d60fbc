-- Adjusting entries (bút toán điều chỉnh) under a voucher of their own (PK phiếu kế toán): bank interest and fees, money carried between cash
-- box and bank, an account that was chosen wrongly. What changes the fund's balance is posted by a second person.

-- An amount that no fund will see; sums of thousands of them still fit.
ALTER TABLE postings ADD CONSTRAINT posting_amount_in_range CHECK (amount BETWEEN -1000000000000000 AND 1000000000000000);

-- Which accounts an accountant may write to by hand, and why or why not; loaded from a file like the chart itself.
CREATE TABLE adjustable_accounts (
    account_code text PRIMARY KEY REFERENCES accounts,
    is_allowed boolean NOT NULL,
    reason_vi text NOT NULL,
    reason_en text NOT NULL
);

CREATE TABLE adjustments (
    fund_id int NOT NULL REFERENCES funds,
    adjustment_id bigint NOT NULL,
    adjusted_on date NOT NULL,
    account_codes text[] NOT NULL,
    pool_ids int[] NOT NULL,
    sides text[] NOT NULL,
    amounts bigint[] NOT NULL,
    total bigint NOT NULL CHECK (total > 0),
    changes_balance boolean NOT NULL,
    reason text,
    reason_salt bytea NOT NULL CHECK (length(reason_salt) = 16),
    reason_commitment bytea NOT NULL CHECK (length(reason_commitment) = 32),
    requester text NOT NULL CONSTRAINT adjustment_requester_present CHECK (requester <> ''),
    requester_person bigint NOT NULL REFERENCES persons,
    content_hash bytea NOT NULL CHECK (length(content_hash) = 32),
    PRIMARY KEY (fund_id, adjustment_id),
    UNIQUE (fund_id, adjustment_id, changes_balance, requester_person),
    CONSTRAINT adjustment_lines_whole CHECK (cardinality(account_codes) = cardinality(pool_ids)
        AND cardinality(account_codes) = cardinality(sides) AND cardinality(account_codes) = cardinality(amounts)),
    CONSTRAINT adjustment_two_lines CHECK (cardinality(account_codes) BETWEEN 2 AND 20),
    CONSTRAINT adjustment_sides_known CHECK (sides <@ ARRAY['debit', 'credit']),
    CONSTRAINT adjustment_says_why CHECK (length(btrim(reason)) >= 5)
);
COMMENT ON TABLE adjustments IS 'What is to be written by hand, line i in element i of the arrays. Never changed: a wrong one is rejected, or answered by its opposite.';

CREATE TABLE adjustment_events (
    fund_id int NOT NULL,
    adjustment_id bigint NOT NULL,
    event text NOT NULL CHECK (event IN ('requested', 'posted', 'rejected')),
    changes_balance boolean NOT NULL,
    requester_person bigint NOT NULL,
    recorded_at timestamptz NOT NULL,
    actor text NOT NULL CONSTRAINT adjustment_actor_present CHECK (actor <> ''),
    person_id bigint NOT NULL REFERENCES persons,
    content_hash bytea NOT NULL,
    voucher_type text,
    voucher_year smallint,
    voucher_no int,
    hash_version smallint NOT NULL,
    log_no bigint NOT NULL,
    hash bytea NOT NULL CHECK (length(hash) = 32),
    PRIMARY KEY (fund_id, adjustment_id, event),
    CONSTRAINT adjustment_sealed_once UNIQUE (fund_id, log_no),
    FOREIGN KEY (fund_id, adjustment_id, changes_balance, requester_person)
        REFERENCES adjustments (fund_id, adjustment_id, changes_balance, requester_person),
    FOREIGN KEY (fund_id, voucher_type, voucher_year, voucher_no) REFERENCES vouchers,
    CONSTRAINT adjustment_posted_with_voucher CHECK ((event = 'posted') = (voucher_no IS NOT NULL)),
    CONSTRAINT adjustment_approver_is_not_requester CHECK (event <> 'posted' OR NOT changes_balance OR person_id <> requester_person)
);
COMMENT ON TABLE adjustment_events IS 'Who asked for an adjustment, posted or rejected it, sealed. One that leaves the fund''s balance alone is posted by its requester.';
CREATE UNIQUE INDEX adjustment_decided_once ON adjustment_events (fund_id, adjustment_id) WHERE event IN ('posted', 'rejected');
CREATE UNIQUE INDEX adjustment_of_voucher ON adjustment_events (fund_id, voucher_type, voucher_year, voucher_no) WHERE voucher_no IS NOT NULL;
SELECT make_append_only('adjustments'), make_append_only('adjustment_events');

-- ---------------------------------------------------------------- what may be written by hand

CREATE FUNCTION adjustment_possible() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF cardinality(NEW.account_codes) < 2 THEN PERFORM refuse('adjustment_two_lines', 'An adjustment has at least two lines.'); END IF;
    IF EXISTS (SELECT FROM unnest(NEW.amounts) a WHERE a IS NULL OR a <= 0) THEN
        PERFORM refuse('adjustment_amount_positive', 'Each line has an amount above zero.');
    END IF;
    IF EXISTS (SELECT FROM unnest(NEW.amounts) a WHERE a > 1000000000000) THEN
        PERFORM refuse('adjustment_amount_in_range', 'A line is above 1.000.000.000.000 đồng.');
    END IF;
    IF EXISTS (SELECT FROM unnest(NEW.account_codes) c LEFT JOIN adjustable_accounts a ON a.account_code = c WHERE a.is_allowed IS NOT TRUE) THEN
        PERFORM refuse('adjustment_account_allowed', 'An account is not written to by hand.');
    END IF;
    IF EXISTS (SELECT FROM unnest(NEW.pool_ids) p LEFT JOIN pools l ON l.fund_id = NEW.fund_id AND l.pool_id = p WHERE l.pool_id IS NULL) THEN
        PERFORM refuse('adjustment_pool_of_fund', 'A line names a pool that the fund does not have.');
    END IF;
    IF EXISTS (SELECT FROM unnest(NEW.account_codes, NEW.pool_ids) x(account, pool) JOIN pools l ON l.fund_id = NEW.fund_id AND l.pool_id = x.pool
               WHERE x.account = 'fund_balance' AND l.source_kind <> 'interest') THEN
        PERFORM refuse('adjustment_of_interest_only', 'By hand only the balance of a pool of bank interest changes; the others are their givers''.');
    END IF;
    IF (SELECT sum(posting_signed(s, a)) FROM unnest(NEW.sides, NEW.amounts) x(s, a)) <> 0 THEN
        PERFORM refuse('journal_entry_balanced', 'Debits equal credits.');
    END IF;
    IF EXISTS (SELECT FROM unnest(NEW.pool_ids, NEW.sides, NEW.amounts) x(pool, s, a) GROUP BY pool HAVING sum(posting_signed(s, a)) <> 0) THEN
        PERFORM refuse('money_keeps_its_pool', 'Debits equal credits in each pool: money changes its pool by a pool transfer only.');
    END IF;
    IF NEW.changes_balance <> ('fund_balance' = ANY (NEW.account_codes))
       OR NEW.total <> (SELECT sum(a) FROM unnest(NEW.sides, NEW.amounts) x(s, a) WHERE s = 'debit') THEN
        PERFORM refuse('adjustment_adds_up', 'The head of an adjustment says what its lines say.');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER possible BEFORE INSERT ON adjustments FOR EACH ROW EXECUTE FUNCTION adjustment_possible();

-- An adjusting entry is the posting of an adjustment, line by line, and of nothing else.
CREATE FUNCTION adjustment_as_decided() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
SET enable_seqscan = off AS $$
BEGIN
    IF (SELECT (a.account_codes, a.pool_ids, a.sides, a.amounts, a.adjusted_on) FROM adjustment_events e JOIN adjustments a USING (fund_id, adjustment_id)
        WHERE e.fund_id = NEW.fund_id AND e.event = 'posted' AND e.voucher_type = NEW.voucher_type AND e.voucher_year = NEW.voucher_year
            AND e.voucher_no = NEW.voucher_no)
       IS DISTINCT FROM (SELECT (array_agg(p.account_code ORDER BY p.line), array_agg(p.pool_id ORDER BY p.line), array_agg(p.side ORDER BY p.line),
            array_agg(p.amount ORDER BY p.line), NEW.entry_date) FROM postings p
        WHERE p.fund_id = NEW.fund_id AND p.book = NEW.book AND p.entry_no = NEW.entry_no) THEN
        PERFORM refuse('adjustment_as_decided', 'An adjusting entry posts the lines of an adjustment that was decided.');
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER as_decided AFTER INSERT ON journal_entries DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.kind = 'adjustment') EXECUTE FUNCTION adjustment_as_decided();

-- ---------------------------------------------------------------- asked for, posted, rejected

CREATE FUNCTION adjustment_content_hash(a adjustments) RETURNS bytea STABLE LANGUAGE sql AS $$
    SELECT sha256(canonical('adjustment', a.fund_id::text, a.adjustment_id::text, canonical_date(a.adjusted_on), a.total::text,
            a.changes_balance::text, encode(a.reason_commitment, 'hex'), a.requester, a.requester_person::text)
        || (SELECT string_agg(canonical(i::text, x.account, x.pool::text, x.side, x.amount::text), ''::bytea ORDER BY i)
            FROM unnest(a.account_codes, a.pool_ids, a.sides, a.amounts) WITH ORDINALITY x(account, pool, side, amount, i)))
$$;

CREATE FUNCTION add_adjustment_event(a adjustments, p_event text, v vouchers) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    e adjustment_events;
    v_seal record;
BEGIN
    e.fund_id := a.fund_id; e.adjustment_id := a.adjustment_id; e.event := p_event; e.changes_balance := a.changes_balance;
    e.requester_person := a.requester_person; e.recorded_at := ledger_now(); e.actor := acting_user(); e.person_id := acting_person();
    e.content_hash := a.content_hash; e.voucher_type := v.voucher_type; e.voucher_year := v.voucher_year; e.voucher_no := v.voucher_no;
    e.hash_version := 1;
    e.log_no := (SELECT log_no + 1 FROM fund_heads WHERE fund_id = a.fund_id);
    SELECT * INTO v_seal FROM seal(a.fund_id, canonical('adjustment', '1', a.fund_id::text, a.adjustment_id::text, p_event,
        a.changes_balance::text, a.requester_person::text, canonical_instant(e.recorded_at), e.actor, e.person_id::text,
        encode(e.content_hash, 'hex'), e.voucher_type, e.voucher_year::text, e.voucher_no::text, e.log_no::text));
    e.hash := v_seal.hash;
    INSERT INTO adjustment_events SELECT e.*;
END $$;

CREATE FUNCTION post_adjustment(a adjustments, p_key uuid, OUT voucher_year smallint, OUT voucher_no int, OUT entry_no bigint)
LANGUAGE plpgsql AS $$
DECLARE v vouchers;
BEGIN
    v.fund_id := a.fund_id; v.voucher_type := 'PK'; v.voucher_date := a.adjusted_on; v.amount := a.total; v.pool_id := a.pool_ids[1];
    v.money_account := coalesce((SELECT c FROM unnest(a.account_codes) WITH ORDINALITY u(c, i) JOIN accounts m ON m.account_code = c
                                 WHERE m.is_physical ORDER BY i LIMIT 1), a.account_codes[1]);
    v := write_voucher(v, NULL, NULL, a.reason, NULL);
    PERFORM add_adjustment_event(a, 'posted', v);
    entry_no := (post_entries(entry_of(v, 'adjustment', p_key), ARRAY(
        SELECT posting_line(1, i::int, x.account, x.pool, x.side, x.amount)
        FROM unnest(a.account_codes, a.pool_ids, a.sides, a.amounts) WITH ORDINALITY x(account, pool, side, amount, i) ORDER BY i)))[1];
    voucher_year := v.voucher_year; voucher_no := v.voucher_no;
END $$;

-- Element i of each array is line i. What leaves the fund's balance alone is posted at once; the rest waits for a second person.
CREATE FUNCTION record_adjustment(p_fund int, p_key uuid, p_date date, p_reason text, p_accounts text[], p_pools int[], p_sides text[],
    p_amounts bigint[], OUT adjustment_id bigint, OUT voucher_year smallint, OUT voucher_no int, OUT entry_no bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE a adjustments;
BEGIN
    PERFORM require_role(p_fund, 'fund_accountant');
    IF length(btrim(coalesce(p_reason, ''))) < 5 THEN PERFORM refuse('reason_given', 'An adjustment says why.'); END IF;
    PERFORM lock_fund(p_fund);
    a.fund_id := p_fund; a.adjustment_id := next_number(p_fund, 'adjustment'); a.adjusted_on := p_date; a.reason := btrim(p_reason);
    a.account_codes := p_accounts; a.pool_ids := p_pools; a.sides := p_sides; a.amounts := p_amounts;
    -- Amounts that together are beyond the range are refused by name, not by the sum.
    a.total := (SELECT least(coalesce(sum(m), 0), 9223372036854775807) FROM unnest(p_sides, p_amounts) x(s, m) WHERE s = 'debit');
    a.changes_balance := 'fund_balance' = ANY (p_accounts);
    a.reason_salt := substr(sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())), 1, 16);
    a.reason_commitment := commitment_of(a.reason_salt, a.reason);
    a.requester := acting_user(); a.requester_person := acting_person();
    a.content_hash := adjustment_content_hash(a);
    INSERT INTO adjustments SELECT a.*;
    PERFORM add_adjustment_event(a, 'requested', NULL);
    IF NOT a.changes_balance THEN
        SELECT p.voucher_year, p.voucher_no, p.entry_no INTO voucher_year, voucher_no, entry_no FROM post_adjustment(a, p_key) p;
    END IF;
    adjustment_id := a.adjustment_id;
END $$;

-- Another person posts what was asked for and seen.
CREATE FUNCTION approve_adjustment(p_fund int, p_id bigint, p_key uuid, p_content_hash bytea,
    OUT voucher_year smallint, OUT voucher_no int, OUT entry_no bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE a adjustments;
BEGIN
    PERFORM require_role(p_fund, 'approver');
    PERFORM lock_fund(p_fund);
    SELECT * INTO a FROM adjustments t WHERE t.fund_id = p_fund AND t.adjustment_id = p_id AND t.content_hash = p_content_hash
        AND t.content_hash = adjustment_content_hash(t)
        AND NOT EXISTS (SELECT FROM adjustment_events e WHERE e.fund_id = p_fund AND e.adjustment_id = p_id AND e.event <> 'requested');
    IF NOT FOUND THEN PERFORM refuse('decision_on_what_was_seen', 'The adjustment is not waiting, or is not what the approver saw.'); END IF;
    SELECT p.voucher_year, p.voucher_no, p.entry_no INTO voucher_year, voucher_no, entry_no FROM post_adjustment(a, p_key) p;
END $$;

CREATE FUNCTION reject_adjustment(p_fund int, p_id bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE a adjustments;
BEGIN
    PERFORM require_role(p_fund, 'approver');
    PERFORM lock_fund(p_fund);
    SELECT * INTO a FROM adjustments t WHERE t.fund_id = p_fund AND t.adjustment_id = p_id
        AND NOT EXISTS (SELECT FROM adjustment_events e WHERE e.fund_id = p_fund AND e.adjustment_id = p_id AND e.event <> 'requested');
    IF NOT FOUND THEN PERFORM refuse('decision_on_what_was_seen', 'The adjustment is not waiting.'); END IF;
    PERFORM add_adjustment_event(a, 'rejected', NULL);
END $$;

DO $$
DECLARE t text;
BEGIN
    FOREACH t IN ARRAY ARRAY['adjustments', 'adjustment_events'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
        EXECUTE format('CREATE POLICY of_my_funds ON %I FOR SELECT TO fundledger_app USING (fund_id = ANY ((SELECT readable_funds())::int[]))', t);
        EXECUTE format('CREATE POLICY of_all_funds ON %I FOR SELECT TO fundledger_auditor USING (true)', t);
        EXECUTE format('GRANT SELECT ON %I TO fundledger_app, fundledger_auditor', t);
    END LOOP;
END $$;
GRANT SELECT ON adjustable_accounts TO fundledger_app, fundledger_auditor;
GRANT EXECUTE ON FUNCTION record_adjustment, approve_adjustment, reject_adjustment TO fundledger_app;
