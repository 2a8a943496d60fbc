using System.Globalization;
using System.Text;
using FundLedger.Features.Database;
using FundLedger.Features.Setup;
using FundLedger.Testing;
using NodaTime;

namespace FundLedger.Benchmarks;

/// <summary>
/// A database with 10,700 funds that grows to millions of postings. Rows are made set-wise with the triggers off, for this database
/// only; what the triggers keep is counted afterwards, and checked.
/// </summary>
internal sealed class BigLedger(string owner, string administrator)
{
    public const string Name = "big";
    public const int FundCount = 10_700;

    /// <summary>Entries of the fund that is read, all in 2021; the other funds share the rest over ten years.</summary>
    public const int YearOfOneFund = 50_000;

    public const string Fund = "Q00001";

    private const string PoolsSql = """
        SET session_replication_role = replica;
        INSERT INTO pools SELECT fund_id, 1, 'CHUNG', 'Chung', 'General', 'donation', NULL, NULL FROM funds;
        INSERT INTO pool_balances (fund_id, pool_id) SELECT fund_id, 1 FROM funds;
        CREATE TABLE places AS SELECT row_number() OVER (ORDER BY code) - 1 AS place, fund_id FROM funds
        """;

    private const string GrowSql = """
        SET session_replication_role = replica; SET synchronous_commit = off; SET maintenance_work_mem = '512MB'; SET work_mem = '128MB';
        CREATE TEMPORARY TABLE new_entries ON COMMIT DROP AS
        SELECT f.fund_id, CASE WHEN i < @Year THEN i + 1 ELSE (i - @Year) / (@Funds - 1) + 1 END AS entry_no,
            CASE WHEN i < @Year THEN '2021-01-01'::date + (i * 365 / @Year)::int
                 ELSE '2012-01-01'::date + ((i * 7919) % 3650)::int END AS entry_date
        FROM generate_series(@From, @To - 1) i
        JOIN places f ON f.place = CASE WHEN i < @Year THEN 0 ELSE 1 + (i - @Year) % (@Funds - 1) END;
        INSERT INTO journal_entries (fund_id, book, entry_no, entry_date, recorded_at, recorded_by, kind, voucher_type, voucher_year,
            voucher_no, request_key, request_line, line_count, hash_version, log_no, hash)
        SELECT fund_id, 'financial', entry_no, entry_date, now(), 'bench', 'receipt', 'PT', extract(year FROM entry_date), entry_no,
            gen_random_uuid(), 1, 2, 1, entry_no, sha256(int8send(entry_no)) FROM new_entries;
        INSERT INTO postings (fund_id, book, entry_no, line, account_code, pool_id, side, amount, entry_date)
        SELECT e.fund_id, 'financial', e.entry_no, l.line, l.account, 1, l.side, 1000 + e.entry_no % 977, e.entry_date
        FROM new_entries e CROSS JOIN (VALUES (1, 'cash', 'debit'), (2, 'fund_balance', 'credit')) l(line, account, side)
        """;

    private const string CountSql = """
        SET session_replication_role = replica; SET work_mem = '256MB';
        TRUNCATE monthly_turnovers; TRUNCATE money_days; TRUNCATE pool_days;
        INSERT INTO monthly_turnovers
        SELECT fund_id, book, account_code, pool_id, date_trunc('month', entry_date)::date,
            coalesce(sum(amount) FILTER (WHERE side = 'debit'), 0), coalesce(sum(amount) FILTER (WHERE side = 'credit'), 0)
        FROM postings GROUP BY 1, 2, 3, 4, 5;
        INSERT INTO money_days
        SELECT fund_id, account_code, entry_date, sum(posting_signed(side, amount)) FROM postings WHERE account_code = 'cash' GROUP BY 1, 2, 3;
        INSERT INTO pool_days
        SELECT fund_id, pool_id, entry_date, sum(posting_signed(side, amount)) FROM postings WHERE account_code = 'cash' GROUP BY 1, 2, 3;
        UPDATE pool_balances b SET liquid = s.sum
        FROM (SELECT fund_id, sum(change) AS sum FROM money_days GROUP BY 1) s WHERE s.fund_id = b.fund_id;
        UPDATE money_balances b SET balance = s.sum
        FROM (SELECT fund_id, account_code, sum(change) AS sum FROM money_days GROUP BY 1, 2) s
        WHERE s.fund_id = b.fund_id AND s.account_code = b.account_code
        """;

    private const string SoundSql = """
        SELECT (SELECT count(*) FROM (SELECT FROM postings GROUP BY fund_id, book, entry_no, pool_id
                HAVING sum(posting_signed(side, amount)) <> 0 OR count(*) <> 2) unbalanced)
            + (SELECT count(*) FROM (SELECT FROM journal_entries GROUP BY fund_id, book HAVING max(entry_no) <> count(*)) gaps)
            + (SELECT abs(2 * (SELECT count(*) FROM journal_entries) - (SELECT count(*) FROM postings)))
        """;

    private long entries;

    public async Task PrepareAsync(CancellationToken token)
    {
        await LedgerRoles.PrepareAsync(administrator, token);
        await Migrator.MigrateAsync(owner, token);
        await LoadReference.RunAsync(owner, token);
        await OpenFunds.RunAsync(owner, new StringReader(Units()), new LocalDate(2012, 1, 1), "TT107", token);
        await AddUser.RunAsync(owner, new NewUser("kiemtoan", "kiemtoan", null, true, [(Fund, "auditor"), (BigTraces.Fund, "auditor")]), token);
        await OwnerSql.ExecuteAsync(owner, "UPDATE ledger_settings SET is_demo = true", null, token);
        await OwnerSql.ExecuteAsync(administrator, PoolsSql, null, token);
        await OwnerSql.ExecuteAsync(administrator, BigTraces.Sql, null, token);
    }

    public async Task GrowToAsync(long postings, CancellationToken token)
    {
        const long Step = 500_000;
        for (var to = Math.Min(postings / 2, entries + Step); entries < postings / 2; to = Math.Min(postings / 2, entries + Step))
        {
            await OwnerSql.ExecuteAsync(
                administrator, GrowSql, new { From = entries, To = to, Year = (long)YearOfOneFund, Funds = (long)FundCount }, token);
            entries = to;
        }

        await OwnerSql.ExecuteAsync(administrator, CountSql, null, token);
        await OwnerSql.ExecuteAsync(administrator, "VACUUM ANALYZE", null, token);
    }

    public Task<long> BrokenAsync(CancellationToken token) => OwnerSql.SingleAsync<long>(administrator, SoundSql, null, token);

    private static string Units()
    {
        var rows = new StringBuilder("code,name,level,parent_code,valid_from,valid_to\n");
        rows.Append("90,Tỉnh thử,province,,,\n00001,Huyện thử,district,90,,\n");
        for (var commune = 2; commune <= FundCount + 1; commune++)
        {
            rows.Append(CultureInfo.InvariantCulture, $"{commune:00000},Xã thử {commune},commune,00001,,\n");
        }

        return rows.ToString();
    }
}
