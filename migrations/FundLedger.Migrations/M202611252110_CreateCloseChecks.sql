-- The checklist of a closing. A check is a function check_<code>(fund, month) that returns what it found, and its line in close_checks:
-- whoever adds a feature adds both in its own script, and the words of the check in CloseChecks.cs.

CREATE TABLE close_checks (
    check_code text PRIMARY KEY CHECK (check_code ~ '^[a-z_]+$'),
    severity text NOT NULL CHECK (severity IN ('blocker', 'open_item', 'warning')),
    sort_order smallint NOT NULL UNIQUE
);
COMMENT ON COLUMN close_checks.severity IS 'blocker: must be mended. open_item: must be settled, or accepted as open by a second person. warning: only said.';

CREATE FUNCTION month_end(p_month date) RETURNS date IMMUTABLE LANGUAGE sql AS $$
    SELECT (p_month + interval '1 month' - interval '1 day')::date
$$;

-- Balances other than zero of one account at the end of the month, by pool, debit positive.
CREATE FUNCTION account_left_open(p_fund int, p_month date, p_account text)
RETURNS TABLE (item text, target text, target_no text, on_date date, amount bigint) LANGUAGE sql STABLE AS $$
    SELECT l.code, 'account', p_account, max(p.entry_date), sum(posting_signed(p.side, p.amount))::bigint
    FROM postings p JOIN pools l USING (fund_id, pool_id)
    WHERE p.fund_id = p_fund AND p.account_code = p_account AND p.entry_date <= month_end(p_month)
    GROUP BY l.code HAVING sum(posting_signed(p.side, p.amount)) <> 0 ORDER BY l.code
$$;

CREATE FUNCTION check_entry_gaps(p_fund int, p_month date)
RETURNS TABLE (item text, target text, target_no text, on_date date, amount bigint) LANGUAGE sql STABLE AS $$
    SELECT e.book || '/' || e.entry_no + 1, 'entry', e.entry_no::text, e.entry_date, NULL::bigint
    FROM journal_entries e JOIN number_series s ON s.fund_id = e.fund_id AND s.series = e.book
    WHERE e.fund_id = p_fund AND e.entry_no < s.last_no AND NOT EXISTS (SELECT FROM journal_entries n
        WHERE n.fund_id = e.fund_id AND n.book = e.book AND n.entry_no = e.entry_no + 1)
    ORDER BY 1
$$;

CREATE FUNCTION check_voucher_gaps(p_fund int, p_month date)
RETURNS TABLE (item text, target text, target_no text, on_date date, amount bigint) LANGUAGE sql STABLE AS $$
    SELECT format_voucher(v.voucher_type, v.voucher_year, v.voucher_no + 1), 'voucher',
        format_voucher(v.voucher_type, v.voucher_year, v.voucher_no), v.voucher_date, NULL::bigint
    FROM vouchers v JOIN number_series s ON s.fund_id = v.fund_id AND s.series = v.voucher_type || '/' || v.voucher_year
    WHERE v.fund_id = p_fund AND v.voucher_no < s.last_no AND NOT EXISTS (SELECT FROM vouchers n WHERE n.fund_id = v.fund_id
        AND n.voucher_type = v.voucher_type AND n.voucher_year = v.voucher_year AND n.voucher_no = v.voucher_no + 1)
    ORDER BY 1
$$;

CREATE FUNCTION check_below_zero(p_fund int, p_month date)
RETURNS TABLE (item text, target text, target_no text, on_date date, amount bigint) LANGUAGE sql STABLE AS $$
    SELECT d.item, d.target, d.item, min(d.day), min(d.running)::bigint
    FROM (SELECT l.code AS item, 'pool' AS target, x.day, sum(x.liquid) OVER (PARTITION BY x.pool_id ORDER BY x.day) AS running
          FROM pool_days x JOIN pools l USING (fund_id, pool_id) WHERE x.fund_id = p_fund AND x.day <= month_end(p_month)
          UNION ALL
          SELECT x.account_code, 'account', x.day, sum(x.change) OVER (PARTITION BY x.account_code ORDER BY x.day)
          FROM money_days x WHERE x.fund_id = p_fund AND x.day <= month_end(p_month)) d
    WHERE d.running < 0 GROUP BY d.item, d.target ORDER BY 1
$$;

-- The head names the last record and its hash. Records of a kind that is not listed here can only be newer than all that are.
CREATE FUNCTION check_log_head(p_fund int, p_month date)
RETURNS TABLE (item text, target text, target_no text, on_date date, amount bigint) LANGUAGE sql STABLE AS $$
    WITH last AS (
        SELECT log_no, hash FROM (
            (SELECT log_no, hash FROM journal_entries WHERE fund_id = p_fund ORDER BY log_no DESC LIMIT 1)
            UNION ALL (SELECT log_no, hash FROM disbursement_events WHERE fund_id = p_fund ORDER BY log_no DESC LIMIT 1)
            UNION ALL (SELECT log_no, hash FROM refusals WHERE fund_id = p_fund ORDER BY log_no DESC LIMIT 1)
            UNION ALL (SELECT log_no, hash FROM period_events WHERE fund_id = p_fund ORDER BY log_no DESC LIMIT 1)
            UNION ALL (SELECT log_no, hash FROM statement_seals WHERE fund_id = p_fund ORDER BY log_no DESC LIMIT 1)) each_kind
        ORDER BY log_no DESC LIMIT 1)
    SELECT h.log_no::text, 'log', h.log_no::text, NULL::date, NULL::bigint
    FROM fund_heads h JOIN last l ON l.log_no > h.log_no OR (l.log_no = h.log_no AND l.hash <> h.log_hash)
    WHERE h.fund_id = p_fund
$$;

CREATE FUNCTION check_unsettled_advances(p_fund int, p_month date)
RETURNS TABLE (item text, target text, target_no text, on_date date, amount bigint) LANGUAGE sql STABLE AS $$
    SELECT * FROM account_left_open(p_fund, p_month, 'advances')
$$;

CREATE FUNCTION check_money_in_transit(p_fund int, p_month date)
RETURNS TABLE (item text, target text, target_no text, on_date date, amount bigint) LANGUAGE sql STABLE AS $$
    SELECT * FROM account_left_open(p_fund, p_month, 'in_transit')
$$;

-- Money that came in and has not found its donor: each entry that still stands against the account, as long as the account is not cleared.
CREATE FUNCTION check_unmatched_receipts(p_fund int, p_month date)
RETURNS TABLE (item text, target text, target_no text, on_date date, amount bigint) LANGUAGE sql STABLE AS $$
    SELECT coalesce(format_voucher(e.voucher_type, e.voucher_year, e.voucher_no), 'financial/' || e.entry_no),
        CASE WHEN e.voucher_no IS NULL THEN 'entry' ELSE 'voucher' END,
        coalesce(format_voucher(e.voucher_type, e.voucher_year, e.voucher_no), e.entry_no::text), e.entry_date, p.amount
    FROM postings p JOIN journal_entries e USING (fund_id, book, entry_no)
    JOIN account_left_open(p_fund, p_month, 'unidentified_credits') o ON true
    JOIN pools l ON l.fund_id = p.fund_id AND l.pool_id = p.pool_id AND l.code = o.item
    WHERE p.fund_id = p_fund AND p.account_code = 'unidentified_credits' AND p.entry_date <= month_end(p_month)
        AND p.side = 'credit' AND p.amount > 0 AND NOT EXISTS (SELECT FROM journal_entries r
            WHERE r.fund_id = e.fund_id AND r.book = e.book AND r.reverses_entry_no = e.entry_no)
    ORDER BY e.entry_no
$$;

-- Approved in the month or before, and not paid: money may have been handed out of which no paper has come in.
CREATE FUNCTION check_unposted_payments(p_fund int, p_month date)
RETURNS TABLE (item text, target text, target_no text, on_date date, amount bigint) LANGUAGE sql STABLE AS $$
    SELECT d.disbursement_id::text, 'disbursement', d.disbursement_id::text, (a.recorded_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date, d.total
    FROM disbursements d JOIN disbursement_events a USING (fund_id, disbursement_id)
    WHERE d.fund_id = p_fund AND d.status = 'approved' AND a.event = 'approved'
        AND (a.recorded_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date <= month_end(p_month)
    ORDER BY d.disbursement_id
$$;

CREATE FUNCTION check_waiting_requests(p_fund int, p_month date)
RETURNS TABLE (item text, target text, target_no text, on_date date, amount bigint) LANGUAGE sql STABLE AS $$
    SELECT d.disbursement_id::text, 'disbursement', d.disbursement_id::text, d.requested_on, d.total
    FROM disbursements d WHERE d.fund_id = p_fund AND d.status = 'requested' AND d.requested_on <= month_end(p_month)
    ORDER BY d.disbursement_id
$$;

-- What has been reserved for more than 90 days at the end of the month.
CREATE FUNCTION check_stale_commitments(p_fund int, p_month date)
RETURNS TABLE (item text, target text, target_no text, on_date date, amount bigint) LANGUAGE sql STABLE AS $$
    SELECT d.disbursement_id::text, 'disbursement', d.disbursement_id::text, d.requested_on, d.total
    FROM disbursements d WHERE d.fund_id = p_fund AND d.status IN ('requested', 'approved') AND d.requested_on < month_end(p_month) - 90
    ORDER BY d.disbursement_id
$$;

INSERT INTO close_checks (check_code, severity, sort_order) VALUES
    ('entry_gaps', 'blocker', 10), ('voucher_gaps', 'blocker', 20), ('below_zero', 'blocker', 30), ('log_head', 'blocker', 40),
    ('unposted_payments', 'open_item', 50), ('unsettled_advances', 'open_item', 60), ('money_in_transit', 'open_item', 70),
    ('unmatched_receipts', 'open_item', 80), ('waiting_requests', 'warning', 90), ('stale_commitments', 'warning', 100);

CREATE FUNCTION close_findings(p_fund int, p_month date)
RETURNS TABLE (check_code text, severity text, item text, target text, target_no text, on_date date, amount bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE c close_checks;
BEGIN
    IF NOT p_fund = ANY (readable_funds()) THEN PERFORM refuse('actor_has_role', 'Not a fund of this user.'); END IF;
    FOR c IN SELECT * FROM close_checks k ORDER BY k.sort_order LOOP
        RETURN QUERY EXECUTE format('SELECT %L::text, %L::text, f.* FROM %I($1, $2) f', c.check_code, c.severity, 'check_' || c.check_code)
            USING p_fund, p_month;
    END LOOP;
END $$;

-- What a second person is shown and accepts: it changes when an open item comes, goes or changes its amount.
CREATE FUNCTION open_items_hash(p_fund int, p_month date) RETURNS bytea LANGUAGE sql STABLE
SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT sha256(coalesce(string_agg(canonical(f.check_code, f.item, canonical_date(f.on_date), f.amount::text), ''::bytea
        ORDER BY f.check_code, f.item), ''::bytea))
    FROM close_findings(p_fund, p_month) f WHERE f.severity = 'open_item'
$$;
