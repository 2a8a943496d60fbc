-- What each month moved, counted as it is posted: a balance at any date is a sum of a few months and of the days of one more, however long the history.

CREATE TABLE monthly_turnovers (
    fund_id int NOT NULL,
    book text NOT NULL,
    account_code text NOT NULL,
    pool_id int NOT NULL,
    month date NOT NULL,
    debit bigint NOT NULL,
    credit bigint NOT NULL,
    PRIMARY KEY (fund_id, book, account_code, pool_id, month)
) WITH (fillfactor = 50);
COMMENT ON TABLE monthly_turnovers IS 'Debits and credits of an account in a pool in a month, reversals lowering their side: follows from the postings.';

INSERT INTO monthly_turnovers
SELECT fund_id, book, account_code, pool_id, date_trunc('month', entry_date)::date,
    coalesce(sum(amount) FILTER (WHERE side = 'debit'), 0), coalesce(sum(amount) FILTER (WHERE side = 'credit'), 0)
FROM postings GROUP BY 1, 2, 3, 4, 5;

ALTER TABLE monthly_turnovers ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_my_funds ON monthly_turnovers FOR SELECT TO fundledger_app USING (fund_id = ANY ((SELECT readable_funds())::int[]));
CREATE POLICY of_all_funds ON monthly_turnovers FOR SELECT TO fundledger_auditor USING (true);
GRANT SELECT ON monthly_turnovers TO fundledger_app, fundledger_auditor;

CREATE OR REPLACE FUNCTION postings_counted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO monthly_turnovers AS t
    SELECT p.fund_id, p.book, p.account_code, p.pool_id, date_trunc('month', p.entry_date)::date,
        coalesce(sum(p.amount) FILTER (WHERE p.side = 'debit'), 0), coalesce(sum(p.amount) FILTER (WHERE p.side = 'credit'), 0)
    FROM added p GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5
    ON CONFLICT (fund_id, book, account_code, pool_id, month)
    DO UPDATE SET debit = t.debit + EXCLUDED.debit, credit = t.credit + EXCLUDED.credit;

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
