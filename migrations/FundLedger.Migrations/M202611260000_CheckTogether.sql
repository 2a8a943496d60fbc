-- The promises of the journal, asked once per statement instead of once per row: five hundred entries of one payment cost little more than one.

-- ---------------------------------------------------------------- what the books name stays

-- A foreign key asks for each row, and locks the row it points at, which a hundred writers then share. What the books name is never deleted and
-- keeps its key, so it is enough to ask, once per statement, whether it is there.
CREATE FUNCTION named_by_the_books() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION USING MESSAGE = format('The books name %s: a row is not deleted and keeps its key.', TG_TABLE_NAME),
        ERRCODE = 'foreign_key_violation', CONSTRAINT = 'named_by_the_books';
END $$;

CREATE TRIGGER keeps_its_key BEFORE DELETE OR UPDATE OF fund_id ON funds FOR EACH ROW EXECUTE FUNCTION named_by_the_books();
CREATE TRIGGER keeps_its_key BEFORE DELETE OR UPDATE OF fund_id, pool_id ON pools FOR EACH ROW EXECUTE FUNCTION named_by_the_books();
CREATE TRIGGER keeps_its_key BEFORE DELETE OR UPDATE OF fund_id, donor_id ON donors FOR EACH ROW EXECUTE FUNCTION named_by_the_books();
CREATE TRIGGER keeps_its_key BEFORE DELETE OR UPDATE OF account_code, book ON accounts FOR EACH ROW EXECUTE FUNCTION named_by_the_books();
CREATE TRIGGER keeps_its_key BEFORE DELETE OR UPDATE OF support_kind ON support_kinds FOR EACH ROW EXECUTE FUNCTION named_by_the_books();
CREATE TRIGGER keeps_its_key BEFORE DELETE OR UPDATE OF class_code ON child_classes FOR EACH ROW EXECUTE FUNCTION named_by_the_books();
CREATE TRIGGER keeps_its_key BEFORE DELETE OR UPDATE OF unit_id ON units FOR EACH ROW EXECUTE FUNCTION named_by_the_books();
CREATE TRIGGER keeps_its_rows BEFORE TRUNCATE ON donors FOR EACH STATEMENT EXECUTE FUNCTION append_only();
CREATE TRIGGER keeps_its_rows BEFORE TRUNCATE ON accounts FOR EACH STATEMENT EXECUTE FUNCTION append_only();

ALTER TABLE vouchers DROP CONSTRAINT vouchers_fund_id_fkey, DROP CONSTRAINT vouchers_fund_id_pool_id_fkey,
    DROP CONSTRAINT vouchers_fund_id_donor_id_fkey, DROP CONSTRAINT vouchers_money_account_fkey;
ALTER TABLE voucher_details DROP CONSTRAINT voucher_details_fund_id_voucher_type_voucher_year_voucher__fkey;
ALTER TABLE journal_entries DROP CONSTRAINT journal_entries_fund_id_fkey, DROP CONSTRAINT journal_entries_fund_id_book_reverses_entry_no_fkey,
    DROP CONSTRAINT journal_entries_fund_id_voucher_type_voucher_year_voucher__fkey;
ALTER TABLE postings DROP CONSTRAINT postings_fund_id_book_entry_no_fkey, DROP CONSTRAINT postings_fund_id_pool_id_fkey,
    DROP CONSTRAINT account_of_its_book, DROP CONSTRAINT postings_support_kind_fkey, DROP CONSTRAINT postings_class_code_fkey,
    DROP CONSTRAINT postings_unit_id_fkey;
ALTER TABLE request_keys DROP CONSTRAINT request_keys_fund_id_fkey;

CREATE FUNCTION refuse_unnamed(p_promise text, p_message text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION USING MESSAGE = p_message, ERRCODE = 'foreign_key_violation', CONSTRAINT = p_promise;
END $$;

-- The guards run with the rights of whoever writes, and only the owner may: setting rights and search path for each of them cost more than their
-- questions. Where they look into a table that grows they do it row by row through its key (a scalar query, or a lateral one behind OFFSET 0):
-- a plan that is kept must not read the table from end to end, neither when it was small nor for want of a better idea.

CREATE FUNCTION vouchers_name_what_is_there() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM (SELECT DISTINCT fund_id, pool_id, money_account FROM added) v
               LEFT JOIN pools p ON p.fund_id = v.fund_id AND p.pool_id = v.pool_id
               LEFT JOIN accounts a ON a.account_code = v.money_account
               WHERE p.pool_id IS NULL OR a.account_code IS NULL)
       OR EXISTS (SELECT FROM added v WHERE v.donor_id IS NOT NULL
                  AND (SELECT d.donor_id FROM donors d WHERE d.fund_id = v.fund_id AND d.donor_id = v.donor_id) IS NULL) THEN
        PERFORM refuse_unnamed('voucher_names_what_is_there', 'A voucher names a pool, an account and a giver of its fund.');
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER names_what_is_there AFTER INSERT ON vouchers REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION vouchers_name_what_is_there();

CREATE FUNCTION details_of_a_voucher() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM added d WHERE (SELECT v.voucher_no FROM vouchers v WHERE v.fund_id = d.fund_id AND v.voucher_type = d.voucher_type
                   AND v.voucher_year = d.voucher_year AND v.voucher_no = d.voucher_no) IS NULL) THEN
        PERFORM refuse_unnamed('details_of_a_voucher', 'Words without a voucher.');
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER of_a_voucher AFTER INSERT ON voucher_details REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION details_of_a_voucher();
CREATE TRIGGER keeps_its_voucher BEFORE UPDATE OF fund_id, voucher_type, voucher_year, voucher_no ON voucher_details
    FOR EACH ROW EXECUTE FUNCTION named_by_the_books();

CREATE OR REPLACE FUNCTION voucher_gapless() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM (SELECT fund_id, voucher_type, voucher_year, min(voucher_no) AS first_no, max(voucher_no) AS last_no, count(*) AS numbers
                     FROM added GROUP BY 1, 2, 3) v
        LEFT JOIN number_series s ON s.fund_id = v.fund_id AND s.series = v.voucher_type || '/' || v.voucher_year
        WHERE v.last_no IS DISTINCT FROM s.last_no OR v.last_no - v.first_no + 1 <> v.numbers
            OR (v.first_no > 1 AND (SELECT p.voucher_no FROM vouchers p WHERE p.fund_id = v.fund_id AND p.voucher_type = v.voucher_type
                AND p.voucher_year = v.voucher_year AND p.voucher_no = v.first_no - 1) IS NULL)) THEN
        PERFORM refuse('voucher_gapless', 'Voucher numbers continue the series of their fund, type and year without a gap.');
    END IF;
    RETURN NULL;
END $$;
DROP TRIGGER gapless ON vouchers;
CREATE TRIGGER gapless AFTER INSERT ON vouchers REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION voucher_gapless();

-- ---------------------------------------------------------------- the entries of one request are written at once

CREATE FUNCTION entries_stand_together() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM added GROUP BY fund_id, book, request_key
               HAVING min(request_line) <> 1 OR max(request_line) <> count(*) OR min(entry_date) <> max(entry_date) OR min(kind) <> max(kind)) THEN
        PERFORM refuse('request_written_at_once', 'The entries of a request are written at once: of one kind, on one day, counted from 1.');
    END IF;
    IF EXISTS (SELECT FROM (SELECT DISTINCT fund_id, voucher_type, voucher_year, voucher_no FROM added
                            WHERE num_nonnulls(voucher_type, voucher_year, voucher_no) > 0) e
               WHERE (SELECT v.voucher_no FROM vouchers v WHERE v.fund_id = e.fund_id AND v.voucher_type = e.voucher_type
                      AND v.voucher_year = e.voucher_year AND v.voucher_no = e.voucher_no) IS NULL)
       OR EXISTS (SELECT FROM added e WHERE e.reverses_entry_no IS NOT NULL AND (SELECT o.entry_no FROM journal_entries o
                  WHERE o.fund_id = e.fund_id AND o.book = e.book AND o.entry_no = e.reverses_entry_no) IS NULL)
       OR EXISTS (SELECT FROM (SELECT DISTINCT fund_id FROM added) e LEFT JOIN funds f USING (fund_id) WHERE f.code IS NULL) THEN
        PERFORM refuse_unnamed('entry_names_what_is_there', 'An entry names a fund, and a voucher or an entry of that fund.');
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER stand_together AFTER INSERT ON journal_entries REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION entries_stand_together();

-- Hence what is asked of its first entry holds for all of a request.
DROP TRIGGER period_open ON journal_entries;
CREATE TRIGGER period_open BEFORE INSERT ON journal_entries FOR EACH ROW WHEN (NEW.request_line = 1)
    EXECUTE FUNCTION journal_entry_period_open();

-- This one runs at the commit, when the rights are those of the session again.
CREATE OR REPLACE FUNCTION journal_entry_has_postings() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE v_bare bigint;
BEGIN
    SELECT e.entry_no INTO v_bare FROM journal_entries e
    WHERE e.fund_id = NEW.fund_id AND e.book = NEW.book AND e.request_key = NEW.request_key
        AND (SELECT p.entry_no FROM postings p WHERE p.fund_id = e.fund_id AND p.book = e.book AND p.entry_no = e.entry_no LIMIT 1) IS NULL
    LIMIT 1;
    IF FOUND THEN PERFORM refuse('journal_entry_complete', format('Entry %s/%s has no postings.', NEW.book, v_bare)); END IF;
    RETURN NULL;
END $$;
DROP TRIGGER has_postings ON journal_entries;
CREATE CONSTRAINT TRIGGER has_postings AFTER INSERT ON journal_entries DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.request_line = 1) EXECUTE FUNCTION journal_entry_has_postings();

CREATE OR REPLACE FUNCTION journal_entry_gapless() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM added a LEFT JOIN number_series s ON s.fund_id = a.fund_id AND s.series = a.book
        GROUP BY a.fund_id, a.book, s.last_no
        HAVING max(a.entry_no) IS DISTINCT FROM s.last_no OR max(a.entry_no) - min(a.entry_no) + 1 <> count(*)
            OR (min(a.entry_no) > 1 AND (SELECT e.entry_no FROM journal_entries e
                WHERE e.fund_id = a.fund_id AND e.book = a.book AND e.entry_no = min(a.entry_no) - 1) IS NULL)) THEN
        PERFORM refuse('journal_entry_gapless', 'Entry numbers continue the series of their fund and book without a gap.');
    END IF;
    RETURN NULL;
END $$;
ALTER FUNCTION reversal_mirrors_entry() SECURITY INVOKER RESET ALL;
ALTER FUNCTION postings_counted() SECURITY INVOKER RESET ALL;
ALTER FUNCTION postings_leave_no_day_negative() SECURITY INVOKER RESET ALL;
ALTER FUNCTION payment_matches_line() SECURITY INVOKER RESET ALL;

-- ---------------------------------------------------------------- postings

-- All lines of an entry come in one statement, numbered from 1: so the new ones are all there are.
CREATE OR REPLACE FUNCTION postings_balanced() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE r record;
BEGIN
    SELECT bool_or(e.entry_no IS NULL) AS without_entry,
        bool_or(e.line_count <> a.lines OR a.first_line <> 1 OR a.last_line <> a.lines) AS incomplete,
        bool_or((a.least < 0 AND e.kind <> 'reversal') OR a.first_date <> e.entry_date OR a.last_date <> e.entry_date) AS spoilt,
        bool_or(a.most > 0 AND e.kind = 'reversal') AS black
    INTO r
    FROM (SELECT p.fund_id, p.book, p.entry_no, count(*) AS lines, min(p.line) AS first_line, max(p.line) AS last_line,
              min(p.amount) AS least, max(p.amount) AS most, min(p.entry_date) AS first_date, max(p.entry_date) AS last_date
          FROM added p GROUP BY 1, 2, 3) a
    LEFT JOIN LATERAL (SELECT j.* FROM journal_entries j
        WHERE j.fund_id = a.fund_id AND j.book = a.book AND j.entry_no = a.entry_no OFFSET 0) e ON true;
    IF r.without_entry THEN PERFORM refuse_unnamed('postings_fund_id_book_entry_no_fkey', 'A posting without its entry.'); END IF;
    IF EXISTS (SELECT FROM added p GROUP BY p.fund_id, p.book, p.entry_no, p.pool_id HAVING sum(posting_signed(p.side, p.amount)) <> 0) THEN
        PERFORM refuse('journal_entry_balanced', 'Debits equal credits in each entry and in each pool.');
    END IF;
    IF r.incomplete THEN
        PERFORM refuse('journal_entry_complete', 'All postings of an entry are written at once, and none is added later.');
    END IF;
    IF r.spoilt THEN
        PERFORM refuse('negative_only_in_reversal', 'Only a reversal is written in negative amounts, and a posting has its entry''s date.');
    END IF;
    IF r.black THEN
        PERFORM refuse('reversal_mirrors_entry', 'A reversal repeats the postings of its entry with negative amounts.');
    END IF;
    RETURN NULL;
END $$;

-- By name before the others, so that they need not ask whether an account is there.
CREATE FUNCTION postings_name_what_is_there() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE r record;
BEGIN
    SELECT bool_or(a.account_code IS NULL) AS no_account, bool_or(o.pool_id IS NULL) AS no_pool, bool_or(p.details) AS details INTO r
    FROM (SELECT fund_id, pool_id, book, account_code, bool_or(num_nonnulls(support_kind, class_code, unit_id) > 0) AS details
          FROM added GROUP BY 1, 2, 3, 4) p
    LEFT JOIN accounts a USING (account_code, book) LEFT JOIN pools o USING (fund_id, pool_id);
    IF r.no_account THEN PERFORM refuse_unnamed('account_of_its_book', 'A posting names an account of its book.'); END IF;
    IF r.no_pool OR (r.details AND EXISTS (
            SELECT FROM (SELECT DISTINCT support_kind, class_code, unit_id FROM added) p
            LEFT JOIN support_kinds s USING (support_kind) LEFT JOIN child_classes c USING (class_code) LEFT JOIN units u USING (unit_id)
            WHERE (p.support_kind IS NOT NULL AND s.name_vi IS NULL) OR (p.class_code IS NOT NULL AND c.name_vi IS NULL)
                OR (p.unit_id IS NOT NULL AND u.code IS NULL))) THEN
        PERFORM refuse_unnamed('posting_names_what_is_there', 'A posting names a pool of its fund, and kinds, groups and places that exist.');
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER all_named AFTER INSERT ON postings REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION postings_name_what_is_there();

-- ---------------------------------------------------------------- guards that most postings need not pass

CREATE OR REPLACE FUNCTION reversal_mirrors_entry() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- A reversal is red throughout: postings_balanced saw to it.
    IF NOT EXISTS (SELECT FROM added WHERE amount < 0) THEN RETURN NULL; END IF;
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

-- Runs after "counted" (triggers fire by name): an entry dated before the last day may have made a day in between negative, if it took
-- something away.
CREATE OR REPLACE FUNCTION postings_leave_no_day_negative() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE v_day date;
BEGIN
    IF NOT EXISTS (SELECT FROM added p JOIN accounts a USING (account_code)
                   WHERE posting_signed(p.side, p.amount) < 0 AND (a.is_liquid OR a.is_physical)) THEN
        RETURN NULL;
    END IF;
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
