-- A return that is dated before an earlier one sees what was due on its own day, and what that one has paid back since: it is bound by the least
-- that is due on any day from its own on. Looking at its own day alone, the same money could go back twice.

CREATE FUNCTION budget_due_back(p_fund int, p_pool int, p_date date) RETURNS bigint LANGUAGE sql STABLE AS $$
    WITH days AS (
        SELECT greatest(p.entry_date, p_date) AS day, -sum(posting_signed(p.side, p.amount)) AS due FROM postings p
        WHERE p.fund_id = p_fund AND p.pool_id = p_pool AND p.account_code = 'budget_returns' GROUP BY 1)
    SELECT coalesce(min(r.running), 0)::bigint FROM (
        SELECT sum(d.due) OVER (ORDER BY d.day) AS running
        FROM (SELECT day, due FROM days UNION ALL SELECT p_date, 0 WHERE NOT EXISTS (SELECT FROM days WHERE day = p_date)) d) r
$$;
GRANT EXECUTE ON FUNCTION budget_due_back TO fundledger_app;

DO $$
DECLARE
    v_return text := pg_get_functiondef('return_budget'::regproc);
    v_alone text := substring(v_return FROM $find$p_amount > \(SELECT coalesce\(-sum.*?entry_date <= p_date\)$find$);
BEGIN
    IF v_alone IS NULL THEN RAISE EXCEPTION 'The function does not read as expected.'; END IF;
    EXECUTE replace(v_return, v_alone, 'p_amount > budget_due_back(p_fund, p_pool, p_date)');
END $$;
