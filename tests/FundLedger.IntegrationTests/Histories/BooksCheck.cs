using System.Globalization;

namespace FundLedger.IntegrationTests.Histories;

/// <summary>What must hold of the books of a fund after every step, asked in SQL of its own; and what the paper says of them.</summary>
internal static class BooksCheck
{
    private const string WrongSql = """
        WITH f AS (SELECT fund_id FROM funds WHERE code = @Fund),
        p AS (SELECT p.*, posting_signed(p.side, p.amount) AS signed, a.is_liquid, a.is_physical
              FROM postings p JOIN f USING (fund_id) JOIN accounts a USING (account_code)),
        money_by_day AS (SELECT account_code, entry_date, sum(signed) AS change FROM p WHERE is_physical GROUP BY 1, 2),
        pool_by_day AS (SELECT pool_id, entry_date, sum(signed) AS change FROM p WHERE is_liquid GROUP BY 1, 2)
        SELECT format('entry %s/%s does not balance in pool %s', book, entry_no, pool_id) FROM p
            GROUP BY book, entry_no, pool_id HAVING sum(signed) <> 0
        UNION ALL SELECT format('pool %s: %s of %s is not what was posted', pool_id, committed, liquid) FROM pool_balances b JOIN f USING (fund_id)
            WHERE (liquid, committed) IS DISTINCT FROM (SELECT (coalesce(sum(signed) FILTER (WHERE is_liquid), 0)::bigint,
                coalesce(sum(signed) FILTER (WHERE account_code = 'committed'), 0)::bigint) FROM p WHERE p.pool_id = b.pool_id)
        UNION ALL SELECT format('pool %s is overspent', pool_id) FROM pool_balances b JOIN f USING (fund_id)
            WHERE NOT (liquid >= committed AND committed >= 0)
        UNION ALL SELECT format('%s: %s is not what was posted', account_code, balance) FROM money_balances b JOIN f USING (fund_id)
            WHERE balance <> (SELECT coalesce(sum(signed), 0) FROM p WHERE p.account_code = b.account_code)
        UNION ALL SELECT format('%s is below zero on %s', account_code, entry_date) FROM (SELECT account_code, entry_date,
            sum(change) OVER (PARTITION BY account_code ORDER BY entry_date) AS running FROM money_by_day) x WHERE running < 0
        UNION ALL SELECT format('pool %s is below zero on %s', pool_id, entry_date) FROM (SELECT pool_id, entry_date,
            sum(change) OVER (PARTITION BY pool_id ORDER BY entry_date) AS running FROM pool_by_day) x WHERE running < 0
        UNION ALL SELECT format('%s on %s is not what was posted', account_code, entry_date) FROM (
            (SELECT account_code, entry_date, change FROM money_by_day WHERE change <> 0
                EXCEPT SELECT account_code, day, change FROM money_days JOIN f USING (fund_id))
            UNION ALL (SELECT account_code, day, change FROM money_days JOIN f USING (fund_id) WHERE change <> 0
                EXCEPT SELECT * FROM money_by_day)) x
        UNION ALL SELECT format('pool %s on %s is not what was posted', pool_id, entry_date) FROM (
            (SELECT pool_id, entry_date, change FROM pool_by_day WHERE change <> 0
                EXCEPT SELECT pool_id, day, liquid FROM pool_days JOIN f USING (fund_id))
            UNION ALL (SELECT pool_id, day, liquid FROM pool_days JOIN f USING (fund_id) WHERE liquid <> 0 EXCEPT SELECT * FROM pool_by_day)) x
        UNION ALL SELECT 'entry numbers of ' || book FROM journal_entries JOIN f USING (fund_id) GROUP BY book HAVING max(entry_no) <> count(*)
        UNION ALL SELECT format('numbers of %s/%s', voucher_type, voucher_year) FROM vouchers JOIN f USING (fund_id)
            GROUP BY voucher_type, voucher_year HAVING max(voucher_no) <> count(*)
        """;

    private const string FiguresSql = """
        SELECT figure FROM (
            SELECT 1 AS part, p.code, format('%s %s, %s reserved', p.code, b.liquid, b.committed) AS figure
            FROM pool_balances b JOIN pools p USING (fund_id, pool_id) JOIN funds f USING (fund_id) WHERE f.code = @Fund
            UNION ALL SELECT 2, account_code, format('%s %s', account_code, balance)
            FROM money_balances JOIN funds f USING (fund_id) WHERE f.code = @Fund AND account_code = ANY (@Accounts)
            UNION ALL SELECT 3, '', format('%s entries', count(*)) FROM journal_entries JOIN funds f USING (fund_id)
            WHERE f.code = @Fund AND book = 'financial'
            UNION ALL SELECT 4, '', format('log %s', log_no) FROM fund_heads JOIN funds f USING (fund_id) WHERE f.code = @Fund) x
        ORDER BY part, code COLLATE "C"
        """;

    public static Task<IReadOnlyList<string>> WrongAsync(Ledger ledger) => ledger.List<string>(WrongSql, new { Given.Fund });

    public static async Task<string> FiguresAsync(Ledger ledger) =>
        string.Join("; ", await ledger.List<string>(FiguresSql, new { Given.Fund, Model.Accounts }));

    public static string Figures(Model model) => string.Join("; ",
        [
            .. Pools.Every.Order(StringComparer.Ordinal).Select(pool => Line($"{pool} {model.Liquid(pool)}, {model.Committed(pool)} reserved")),
            .. Model.Accounts.Order(StringComparer.Ordinal).Select(account => Line($"{account} {model.Held(account)}")),
            Line($"{model.Entries.Count} entries"), Line($"log {model.LogNo}"),
        ]);

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
