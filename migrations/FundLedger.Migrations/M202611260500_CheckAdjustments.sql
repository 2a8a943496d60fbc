-- An adjusting entry that waits is dated in the month and cannot be posted once that is closed: it is decided before, or accepted as open.
CREATE FUNCTION check_waiting_adjustments(p_fund int, p_month date)
RETURNS TABLE (item text, target text, target_no text, on_date date, amount bigint) LANGUAGE sql STABLE AS $$
    SELECT a.adjustment_id::text, 'adjustment', a.adjustment_id::text, a.adjusted_on, a.total
    FROM adjustments a WHERE a.fund_id = p_fund AND a.adjusted_on <= month_end(p_month) AND NOT EXISTS (
        SELECT FROM adjustment_events e WHERE e.fund_id = a.fund_id AND e.adjustment_id = a.adjustment_id AND e.event <> 'requested')
    ORDER BY a.adjustment_id
$$;
INSERT INTO close_checks (check_code, severity, sort_order) VALUES ('waiting_adjustments', 'open_item', 85);
