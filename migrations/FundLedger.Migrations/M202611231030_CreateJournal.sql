-- The journal: vouchers, entries, postings. One door writes it (post_entries); triggers hold the promises for anyone else.

CREATE TABLE vouchers (
    fund_id int NOT NULL REFERENCES funds,
    voucher_type text NOT NULL CHECK (voucher_type IN ('PT', 'PC', 'BD')),
    voucher_year smallint NOT NULL,
    voucher_no int NOT NULL CHECK (voucher_no > 0),
    voucher_date date NOT NULL,
    amount bigint NOT NULL CONSTRAINT voucher_amount_positive CHECK (amount > 0),
    money_account text NOT NULL REFERENCES accounts,
    pool_id int NOT NULL,
    donor_id bigint,
    bank_reference text CHECK (bank_reference <> ''),
    disbursement_id bigint,
    reverses_entry_no bigint,
    details_commitment bytea NOT NULL CHECK (length(details_commitment) = 32),
    prepared_by text NOT NULL CONSTRAINT voucher_actor_present CHECK (prepared_by <> ''),
    recorded_at timestamptz NOT NULL,
    content_hash bytea NOT NULL CHECK (length(content_hash) = 32),
    PRIMARY KEY (fund_id, voucher_type, voucher_year, voucher_no),
    FOREIGN KEY (fund_id, pool_id) REFERENCES pools,
    FOREIGN KEY (fund_id, donor_id) REFERENCES donors,
    CONSTRAINT voucher_year_of_its_date CHECK (extract(year FROM voucher_date) = voucher_year),
    CONSTRAINT voucher_says_why CHECK (CASE voucher_type
        WHEN 'PT' THEN donor_id IS NOT NULL AND disbursement_id IS NULL AND reverses_entry_no IS NULL
        WHEN 'PC' THEN disbursement_id IS NOT NULL AND donor_id IS NULL AND reverses_entry_no IS NULL
        ELSE reverses_entry_no IS NOT NULL END)
);
COMMENT ON TABLE vouchers IS 'Numbered papers: PT phiếu thu, PC phiếu chi, BD bút toán đảo. One voucher may cover many entries.';
CREATE INDEX vouchers_by_bank_reference ON vouchers (fund_id, bank_reference) WHERE bank_reference IS NOT NULL;

CREATE TABLE voucher_details (
    fund_id int NOT NULL,
    voucher_type text NOT NULL,
    voucher_year smallint NOT NULL,
    voucher_no int NOT NULL,
    counterparty_name text,
    counterparty_address text,
    content text,
    attachments text,
    salt bytea NOT NULL CHECK (length(salt) = 16),
    PRIMARY KEY (fund_id, voucher_type, voucher_year, voucher_no),
    FOREIGN KEY (fund_id, voucher_type, voucher_year, voucher_no) REFERENCES vouchers
);
COMMENT ON TABLE voucher_details IS 'The personal words of a voucher, apart so that they can be erased; the voucher keeps a salted commitment of them.';

CREATE TABLE journal_entries (
    fund_id int NOT NULL REFERENCES funds,
    book text NOT NULL CHECK (book IN ('financial', 'commitment', 'appropriation')),
    entry_no bigint NOT NULL CHECK (entry_no > 0),
    entry_date date NOT NULL,
    recorded_at timestamptz NOT NULL,
    recorded_by text NOT NULL CONSTRAINT entry_actor_present CHECK (recorded_by <> ''),
    kind text NOT NULL CHECK (kind IN ('receipt', 'disbursement', 'reversal', 'commitment', 'release', 'advance', 'advance_return')),
    voucher_type text,
    voucher_year smallint,
    voucher_no int,
    disbursement_id bigint,
    disbursement_line int,
    reverses_entry_no bigint,
    request_key uuid NOT NULL,
    request_line int NOT NULL,
    line_count smallint NOT NULL CONSTRAINT journal_entry_two_postings CHECK (line_count >= 2),
    source_hash bytea,
    hash_version smallint NOT NULL,
    log_no bigint NOT NULL,
    hash bytea NOT NULL CHECK (length(hash) = 32),
    PRIMARY KEY (fund_id, book, entry_no),
    CONSTRAINT entry_once_per_request UNIQUE (fund_id, book, request_key, request_line),
    CONSTRAINT entry_sealed_once UNIQUE (fund_id, log_no),
    FOREIGN KEY (fund_id, voucher_type, voucher_year, voucher_no) REFERENCES vouchers,
    FOREIGN KEY (fund_id, book, reverses_entry_no) REFERENCES journal_entries,
    CONSTRAINT reversal_names_its_entry CHECK ((kind = 'reversal') = (reverses_entry_no IS NOT NULL)),
    CONSTRAINT financial_entry_has_voucher CHECK (book <> 'financial' OR voucher_no IS NOT NULL OR kind IN ('advance', 'advance_return'))
);
CREATE UNIQUE INDEX entry_reversed_once ON journal_entries (fund_id, book, reverses_entry_no) WHERE reverses_entry_no IS NOT NULL;
CREATE UNIQUE INDEX disbursement_line_paid_once ON journal_entries (fund_id, disbursement_id, disbursement_line)
    WHERE kind = 'disbursement';
CREATE INDEX entries_by_date ON journal_entries (fund_id, book, entry_date);
CREATE INDEX entries_by_voucher ON journal_entries (fund_id, voucher_type, voucher_year, voucher_no);

CREATE TABLE postings (
    fund_id int NOT NULL,
    book text NOT NULL,
    entry_no bigint NOT NULL,
    line smallint NOT NULL CHECK (line > 0),
    account_code text NOT NULL,
    pool_id int NOT NULL,
    side text NOT NULL CHECK (side IN ('debit', 'credit')),
    amount bigint NOT NULL CONSTRAINT posting_amount_not_zero CHECK (amount <> 0),
    entry_date date NOT NULL,
    support_kind text REFERENCES support_kinds,
    occasion_code text,
    occasion_year smallint,
    decision_id int,
    norm_line text,
    beneficiary_code text,
    class_code text REFERENCES child_classes,
    unit_id int REFERENCES units,
    PRIMARY KEY (fund_id, book, entry_no, line),
    FOREIGN KEY (fund_id, book, entry_no) REFERENCES journal_entries,
    FOREIGN KEY (fund_id, pool_id) REFERENCES pools,
    CONSTRAINT account_of_its_book FOREIGN KEY (account_code, book) REFERENCES accounts (account_code, book)
);
CREATE INDEX postings_by_date ON postings (fund_id, account_code, entry_date) INCLUDE (pool_id, side, amount);
CREATE INDEX postings_by_beneficiary ON postings (beneficiary_code) WHERE beneficiary_code IS NOT NULL;

SELECT make_append_only('vouchers'), make_append_only('journal_entries'), make_append_only('postings');

-- ---------------------------------------------------------------- months that are closed

CREATE TABLE closed_periods (
    fund_id int NOT NULL REFERENCES funds,
    month date NOT NULL CONSTRAINT month_starts_on_first CHECK (extract(day FROM month) = 1),
    closed_at timestamptz NOT NULL,
    closed_by text NOT NULL CONSTRAINT close_actor_present CHECK (closed_by <> ''),
    last_entry_no bigint NOT NULL,
    liquid bigint NOT NULL,
    hash_version smallint NOT NULL,
    log_no bigint NOT NULL,
    hash bytea NOT NULL CHECK (length(hash) = 32),
    PRIMARY KEY (fund_id, month)
);
SELECT make_append_only('closed_periods');

CREATE FUNCTION journal_entry_period_open() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM lock_fund(NEW.fund_id);
    IF EXISTS (SELECT FROM closed_periods WHERE fund_id = NEW.fund_id AND month = date_trunc('month', NEW.entry_date)::date) THEN
        PERFORM refuse('period_open', format('The month of %s is closed.', NEW.entry_date));
    END IF;
    IF NEW.entry_date < (SELECT opened_on FROM funds WHERE fund_id = NEW.fund_id) OR NEW.entry_date > business_today() THEN
        PERFORM refuse('entry_date_possible', format('%s is before the fund opened or in the future.', NEW.entry_date));
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER period_open BEFORE INSERT ON journal_entries FOR EACH ROW EXECUTE FUNCTION journal_entry_period_open();

-- ---------------------------------------------------------------- gapless numbers

CREATE FUNCTION journal_entry_gapless() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (
        SELECT FROM added a LEFT JOIN number_series s ON s.fund_id = a.fund_id AND s.series = a.book
        GROUP BY a.fund_id, a.book, s.last_no
        HAVING max(a.entry_no) IS DISTINCT FROM s.last_no OR max(a.entry_no) - min(a.entry_no) + 1 <> count(*)
            OR (min(a.entry_no) > 1 AND NOT EXISTS (SELECT FROM journal_entries e
                WHERE e.fund_id = a.fund_id AND e.book = a.book AND e.entry_no = min(a.entry_no) - 1))) THEN
        PERFORM refuse('journal_entry_gapless', 'Entry numbers continue the series of their fund and book without a gap.');
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER gapless AFTER INSERT ON journal_entries REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION journal_entry_gapless();

CREATE FUNCTION voucher_gapless() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.voucher_no IS DISTINCT FROM (SELECT last_no FROM number_series
            WHERE fund_id = NEW.fund_id AND series = NEW.voucher_type || '/' || NEW.voucher_year)
       OR (NEW.voucher_no > 1 AND NOT EXISTS (SELECT FROM vouchers v WHERE v.fund_id = NEW.fund_id
            AND v.voucher_type = NEW.voucher_type AND v.voucher_year = NEW.voucher_year AND v.voucher_no = NEW.voucher_no - 1)) THEN
        PERFORM refuse('voucher_gapless', 'Voucher numbers continue the series of their fund, type and year without a gap.');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER gapless BEFORE INSERT ON vouchers FOR EACH ROW EXECUTE FUNCTION voucher_gapless();

-- The voucher that stands for a reference of the bank, as printed; NULL when there is none. Once its entry is reversed it no longer stands,
-- so that what was recorded into a wrong pool can be recorded into the right one.
CREATE FUNCTION bank_reference_holder(p_fund int, p_reference text) RETURNS text STABLE LANGUAGE sql AS $$
    SELECT format('%s-%s-%s', v.voucher_type, v.voucher_year, lpad(v.voucher_no::text, 5, '0')) FROM vouchers v
    WHERE v.fund_id = p_fund AND v.bank_reference = btrim(p_reference) AND btrim(p_reference) <> ''
        AND NOT EXISTS (SELECT FROM journal_entries e JOIN journal_entries r ON r.fund_id = e.fund_id AND r.book = e.book AND r.reverses_entry_no = e.entry_no
            WHERE e.fund_id = v.fund_id AND e.voucher_type = v.voucher_type AND e.voucher_year = v.voucher_year AND e.voucher_no = v.voucher_no)
    LIMIT 1
$$;

CREATE FUNCTION voucher_bank_reference_once() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
SET enable_seqscan = off AS $$
BEGIN
    PERFORM lock_fund(NEW.fund_id);
    IF bank_reference_holder(NEW.fund_id, NEW.bank_reference) IS NOT NULL THEN
        PERFORM refuse('bank_reference_once', format('Bank reference %s is already recorded as %s.', NEW.bank_reference,
            bank_reference_holder(NEW.fund_id, NEW.bank_reference)));
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER bank_reference_once BEFORE INSERT ON vouchers FOR EACH ROW WHEN (NEW.bank_reference IS NOT NULL)
    EXECUTE FUNCTION voucher_bank_reference_once();

-- ---------------------------------------------------------------- balanced, and counted

CREATE FUNCTION posting_signed(p_side text, p_amount bigint) RETURNS bigint IMMUTABLE LANGUAGE sql AS $$
    SELECT CASE p_side WHEN 'debit' THEN p_amount ELSE -p_amount END
$$;

CREATE FUNCTION postings_balanced() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (
        SELECT FROM (SELECT DISTINCT fund_id, book, entry_no FROM added) a
        JOIN postings p USING (fund_id, book, entry_no)
        GROUP BY p.fund_id, p.book, p.entry_no, p.pool_id HAVING sum(posting_signed(p.side, p.amount)) <> 0) THEN
        PERFORM refuse('journal_entry_balanced', 'Debits equal credits in each entry and in each pool.');
    END IF;
    IF EXISTS (
        SELECT FROM (SELECT fund_id, book, entry_no FROM added GROUP BY 1, 2, 3) a
        JOIN journal_entries e USING (fund_id, book, entry_no)
        WHERE e.line_count <> (SELECT count(*) FROM postings p WHERE p.fund_id = e.fund_id AND p.book = e.book AND p.entry_no = e.entry_no)) THEN
        PERFORM refuse('journal_entry_complete', 'All postings of an entry are written at once, and none is added later.');
    END IF;
    IF EXISTS (SELECT FROM added a JOIN journal_entries e USING (fund_id, book, entry_no)
               WHERE (a.amount < 0 AND e.kind <> 'reversal') OR a.entry_date <> e.entry_date) THEN
        PERFORM refuse('negative_only_in_reversal', 'Only a reversal is written in negative amounts, and a posting has its entry''s date.');
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER balanced AFTER INSERT ON postings REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION postings_balanced();

-- A reversal is its entry in red: line by line the same pool and side, the amount negated; only the money may come back elsewhere.
CREATE FUNCTION reversal_mirrors_entry() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (
        SELECT FROM added a
        JOIN journal_entries e USING (fund_id, book, entry_no)
        JOIN accounts m ON m.account_code = a.account_code
        LEFT JOIN journal_entries r ON r.fund_id = e.fund_id AND r.book = e.book AND r.entry_no = e.reverses_entry_no
        LEFT JOIN postings o ON o.fund_id = r.fund_id AND o.book = r.book AND o.entry_no = r.entry_no AND o.line = a.line
        LEFT JOIN accounts w ON w.account_code = o.account_code
        WHERE e.kind = 'reversal' AND (r.kind = 'reversal' OR e.line_count <> r.line_count OR e.entry_date < r.entry_date
            OR (a.pool_id, a.side, -a.amount) IS DISTINCT FROM (o.pool_id, o.side, o.amount)
            OR (a.beneficiary_code, a.support_kind, a.norm_line) IS DISTINCT FROM (o.beneficiary_code, o.support_kind, o.norm_line)
            OR NOT (a.account_code = o.account_code OR (m.is_physical AND w.is_liquid)))) THEN
        PERFORM refuse('reversal_mirrors_entry', 'A reversal repeats the postings of its entry with negative amounts.');
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER mirrors_entry AFTER INSERT ON postings REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION reversal_mirrors_entry();

CREATE FUNCTION postings_counted() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    WITH change AS (
        SELECT p.fund_id, p.account_code, p.entry_date, sum(posting_signed(p.side, p.amount))::bigint AS change
        FROM added p JOIN accounts a USING (account_code) WHERE a.is_physical AND p.book = 'financial'
        GROUP BY 1, 2, 3),
    day AS (
        INSERT INTO money_days AS d SELECT fund_id, account_code, entry_date, change FROM change ORDER BY 1, 2, 3
        ON CONFLICT (fund_id, account_code, day) DO UPDATE SET change = d.change + EXCLUDED.change)
    UPDATE money_balances b SET balance = b.balance + c.change
    FROM (SELECT fund_id, account_code, sum(change) AS change FROM change GROUP BY 1, 2) c
    WHERE b.fund_id = c.fund_id AND b.account_code = c.account_code;

    WITH change AS (
        SELECT p.fund_id, p.pool_id, p.entry_date,
            coalesce(sum(posting_signed(p.side, p.amount)) FILTER (WHERE a.is_liquid), 0)::bigint AS liquid,
            coalesce(sum(posting_signed(p.side, p.amount)) FILTER (WHERE p.account_code = 'committed'), 0)::bigint AS committed,
            coalesce(sum(posting_signed(p.side, p.amount)) FILTER (WHERE a.is_goods), 0)::bigint AS goods
        FROM added p JOIN accounts a USING (account_code) GROUP BY 1, 2, 3),
    day AS (
        INSERT INTO pool_days AS d SELECT fund_id, pool_id, entry_date, liquid FROM change WHERE liquid <> 0 ORDER BY 1, 2, 3
        ON CONFLICT (fund_id, pool_id, day) DO UPDATE SET liquid = d.liquid + EXCLUDED.liquid)
    UPDATE pool_balances b
    SET liquid = b.liquid + c.liquid, committed = b.committed + c.committed, goods = b.goods + c.goods
    FROM (SELECT fund_id, pool_id, sum(liquid) AS liquid, sum(committed) AS committed, sum(goods) AS goods FROM change GROUP BY 1, 2) c
    WHERE b.fund_id = c.fund_id AND b.pool_id = c.pool_id;
    RETURN NULL;
END $$;
CREATE TRIGGER counted AFTER INSERT ON postings REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION postings_counted();

-- Runs after "counted" (triggers fire by name): an entry dated before the last day may have made a day in between negative.
CREATE FUNCTION postings_leave_no_day_negative() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE v_day date;
BEGIN
    SELECT min(r.day) INTO v_day FROM (
        SELECT d.fund_id, d.pool_id, d.day, sum(d.liquid) OVER (PARTITION BY d.fund_id, d.pool_id ORDER BY d.day) AS running
        FROM pool_days d JOIN (SELECT fund_id, pool_id, min(entry_date) AS first_day FROM added GROUP BY 1, 2) t USING (fund_id, pool_id)
        WHERE EXISTS (SELECT FROM pool_days later WHERE later.fund_id = t.fund_id AND later.pool_id = t.pool_id AND later.day > t.first_day)) r
    WHERE r.running < 0;
    IF v_day IS NULL THEN
        SELECT min(r.day) INTO v_day FROM (
            SELECT d.day, sum(d.change) OVER (PARTITION BY d.fund_id, d.account_code ORDER BY d.day) AS running
            FROM money_days d JOIN (SELECT fund_id, account_code, min(entry_date) AS first_day FROM added GROUP BY 1, 2) t
                USING (fund_id, account_code)
            WHERE EXISTS (SELECT FROM money_days later WHERE later.fund_id = t.fund_id AND later.account_code = t.account_code
                          AND later.day > t.first_day)) r
        WHERE r.running < 0;
    END IF;
    IF v_day IS NOT NULL THEN
        PERFORM refuse('no_day_negative', format('On %s a pool or a money account would have been below zero.', v_day));
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER days_not_negative AFTER INSERT ON postings REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION postings_leave_no_day_negative();

-- An entry without its postings would be complete in number only.
CREATE FUNCTION journal_entry_has_postings() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
SET enable_seqscan = off AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM postings WHERE fund_id = NEW.fund_id AND book = NEW.book AND entry_no = NEW.entry_no) THEN
        PERFORM refuse('journal_entry_complete', format('Entry %s/%s has no postings.', NEW.book, NEW.entry_no));
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER has_postings AFTER INSERT ON journal_entries DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION journal_entry_has_postings();
