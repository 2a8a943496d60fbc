using System.Diagnostics.CodeAnalysis;
using FundLedger.Features.Database;
using FundLedger.Features.Ledger;
using FundLedger.Features.Statements;
using FundLedger.Testing;
using NodaTime;

namespace FundLedger.IntegrationTests.Statements;

/// <summary>A year of 100,000 entries in three pools, made set-wise with the triggers off; whoever reads it finds the same figures.</summary>
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "Disposed by xunit.")]
public sealed class LargeJournalTests(LedgerCluster cluster) : IAsyncLifetime
{
    private static readonly LocalDate From = new(2021, 1, 1);
    private static readonly LocalDate To = new(2021, 12, 31);

    // Of ten entries seven are received, by cash or bank, two are given, and one by hand moves money from one pool into another.
    private const string EntriesSql = """
        SET session_replication_role = replica;
        WITH made AS (
            SELECT f.fund_id, i AS no, '2021-01-01'::date + (i * 364 / 100000)::int AS day, 1 + (i * 7919) % 3 AS pool, 1 + (i * 104729) % 3 AS other,
                CASE WHEN i % 4 = 0 THEN 'bank' ELSE 'cash' END AS money, 1000 + (i * 15485863) % 900001 AS amount,
                CASE WHEN i % 10 = 9 THEN 'adjustment' WHEN i % 10 IN (4, 8) THEN 'disbursement' ELSE 'receipt' END AS kind
            FROM funds f, generate_series(1::bigint, 100000) i WHERE f.code = @fund),
        entries AS (
            INSERT INTO journal_entries (fund_id, book, entry_no, entry_date, recorded_at, recorded_by, kind, voucher_type, voucher_year,
                voucher_no, request_key, request_line, line_count, hash_version, log_no, hash)
            SELECT fund_id, 'financial', no, day, now(), 'test', kind, CASE kind WHEN 'receipt' THEN 'PT' ELSE 'PC' END, 2021, no,
                gen_random_uuid(), 1, CASE WHEN kind = 'adjustment' THEN 4 ELSE 2 END, 1, no, sha256(int8send(no)) FROM made)
        INSERT INTO postings (fund_id, book, entry_no, line, account_code, pool_id, side, amount, entry_date, support_kind)
        SELECT fund_id, 'financial', no, l.line, l.account, l.pool, l.side, amount, day,
            CASE WHEN kind = 'disbursement' THEN (SELECT min(support_kind) FROM support_kinds) END
        FROM made CROSS JOIN LATERAL (VALUES
            (1, money, pool, CASE WHEN kind = 'receipt' THEN 'debit' ELSE 'credit' END),
            (2, 'fund_balance', pool, CASE WHEN kind = 'receipt' THEN 'credit' ELSE 'debit' END),
            (3, money, other, 'debit'), (4, 'fund_balance', other, 'credit')) l(line, account, pool, side)
        WHERE l.line < 3 OR kind = 'adjustment';
        UPDATE fund_heads SET log_no = 100000 WHERE fund_id = (SELECT fund_id FROM funds WHERE code = @fund);
        ANALYZE journal_entries, postings
        """;

    private readonly Ledger ledger = new(cluster);

    public async ValueTask InitializeAsync()
    {
        await ledger.InitializeAsync();
        ledger.Clock.Today = new LocalDate(2022, 1, 4);
        foreach (var pool in new[] { "CHUNG", "TET", "MO" })
        {
            await ledger.Done(TamDuong.Accountant, new OpenPool(TamDuong.District, Guid.NewGuid(), pool, pool, pool, "donation"));
        }

        await OwnerSql.ExecuteAsync(ledger.Database.Administrator, EntriesSql, new { fund = TamDuong.District }, Ledger.Token);
    }

    public ValueTask DisposeAsync() => ledger.DisposeAsync();

    [Fact]
    public async Task Three_programs_agree_with_every_account_and_pool_at_each_month_end()
    {
        var expected = await ledger.Ask<string>(JournalExportTests.MonthEndsSql, new { fund = TamDuong.District, from = From, to = To });
        Assert.Equal(12 * 3 * 3, expected.Split('\n').Length);
        foreach (var program in new[] { ExportFormat.Hledger, ExportFormat.Ledger, ExportFormat.Beancount })
        {
            Assert.Equal(expected, await OtherLedgers.MonthEnds(program, await Export(program), From, To));
        }
    }

    private async Task<byte[]> Export(ExportFormat format)
    {
        await using var file = await ledger.Done(TamDuong.Auditor, new ExportFund(TamDuong.District, From, To, format));
        using var bytes = new MemoryStream();
        await file.Content.CopyToAsync(bytes, Ledger.Token);
        return bytes.ToArray();
    }
}
