using FundLedger.Features.Database;
using FundLedger.Features.Papers;
using FundLedger.Features.Setup;
using FundLedger.Features.Statements;
using FundLedger.IntegrationTests.Statements;
using FundLedger.Testing;
using NodaTime;

namespace FundLedger.IntegrationTests.Setup;

public sealed class LoadDemoTests(DemoLedger demo, LedgerCluster cluster) : IClassFixture<DemoLedger>
{
    private const string ReceivedSql = """
        SELECT string_agg(line, ', ' ORDER BY line) FROM (
            SELECT p.code || ' ' || sum(x.amount) AS line
            FROM postings x JOIN pools p USING (fund_id, pool_id) JOIN journal_entries e USING (fund_id, book, entry_no)
            WHERE e.kind = 'receipt' AND x.side = 'debit' GROUP BY p.code) pools
        """;

    [Fact]
    public async Task The_demo_has_240_children_in_about_90_households_of_13_communes()
    {
        Assert.Equal(240, await demo.Ask<long>("SELECT count(*) FROM beneficiaries"));
        Assert.InRange(await demo.Ask<long>("SELECT count(DISTINCT household_code) FROM beneficiaries"), 85, 95);
        Assert.Equal(13, await demo.Ask<long>("SELECT count(DISTINCT unit_id) FROM beneficiaries"));
        Assert.Equal(14, await demo.Ask<long>("SELECT count(*) FROM funds"));
        Assert.Equal(
            "at_risk g01 g02 g03 g04 g08 g13 g14 near_poor poor protected",
            await demo.Ask<string>("SELECT string_agg(DISTINCT class_code, ' ' ORDER BY class_code) FROM beneficiary_classes"));
    }

    [Fact]
    public async Task It_is_the_same_for_everybody_down_to_the_single_entry_and_child() =>
        await Documented.GoldenAsync("demo", await DemoLedger.DigestAsync(demo.Database));

    [Fact]
    public async Task The_five_pools_received_330_million()
    {
        Assert.Equal(
            "CHUNG 120000000, NGANSACH 80000000, PHAUTHUAT 60000000, TET 45000000, THIENTAI 25000000",
            await demo.Ask<string>(ReceivedSql));
    }

    [Fact]
    public async Task No_pool_is_below_zero_and_its_row_says_what_its_postings_say()
    {
        Assert.Equal(0, await demo.Ask<long>("""
            SELECT count(*) FROM pool_balances b
            WHERE liquid < committed OR liquid <> coalesce((
                SELECT sum(posting_signed(p.side, p.amount)) FROM postings p JOIN accounts a USING (account_code)
                WHERE p.fund_id = b.fund_id AND p.pool_id = b.pool_id AND a.is_liquid), 0)
            """));
        Assert.Equal(0, await demo.Ask<long>("SELECT count(*) FROM money_balances WHERE balance < 0"));
    }

    [Fact]
    public async Task The_year_holds_what_a_visitor_looks_for()
    {
        Assert.Equal(
            "holiday_gift/june1 paid 117 23400000; holiday_gift/mid_autumn paid 45 9000000; holiday_gift/mid_autumn rejected 32 6400000; "
            + "holiday_gift/tet approved 12 3600000; holiday_gift/tet paid 130 39000000; holiday_gift/tet requested 13 3900000; "
            + "surgery/heart paid 1 10000000; surgery/heart paid 1 6400000",
            await demo.Ask<string>("""
                SELECT string_agg(line, '; ' ORDER BY line) FROM (
                    SELECT concat_ws(' ', support_kind || '/' || coalesce(occasion_code, need), status, line_count, total) AS line
                    FROM disbursements) d
                """));
        Assert.Equal("line-refused", await demo.Ask<string>("SELECT code FROM refusals"));
        Assert.Contains("D-08", await demo.Ask<string>("SELECT message FROM refusals"), StringComparison.Ordinal);
        Assert.Equal(300_000, await demo.Ask<long>("SELECT amount FROM vouchers WHERE voucher_type = 'BD'"));
        Assert.Equal(11, await demo.Ask<long>("SELECT count(*) FROM closed_periods"));
        Assert.Equal(0, await demo.Ask<long>("SELECT count(*) FROM journal_entries WHERE recorded_at > '2021-12-20 09:00+07'"));
    }

    [Fact]
    public async Task Three_other_programs_agree_with_every_fund_at_the_end_of_each_month()
    {
        var (from, to) = (new LocalDate(2021, 1, 1), new LocalDate(2021, 12, 31));
        var kept = await demo.Ask<string>("SELECT string_agg(DISTINCT code, ' ') FROM journal_entries JOIN funds USING (fund_id)");
        await using var application = demo.Application();
        foreach (var fund in kept.Split(' '))
        {
            var expected = await demo.Ask<string>(JournalExportTests.MonthEndsSql, new { fund, from, to });
            foreach (var program in new[] { ExportFormat.Hledger, ExportFormat.Ledger, ExportFormat.Beancount })
            {
                var file = (await Ledger.Send(application, DemoUsers.Auditor, new ExportFund(fund, from, to, program))).Value;
                await using (file) Assert.Equal(expected, await OtherLedgers.MonthEnds(program, await Read(file), from, to));
            }
        }
    }

    [Fact]
    public async Task Six_people_can_sign_in_and_nobody_else() => Assert.Equal(
        "canbo commune_officer 1, duyet approver 2, duyet2 approver 2, ketoan fund_accountant 2, kiemtoan auditor 14, thuquy cashier 2",
        await demo.Ask<string>("""
            SELECT string_agg(line, ', ' ORDER BY line) FROM (
                SELECT concat_ws(' ', user_name, role, count(*)) AS line FROM users JOIN user_roles USING (user_name)
                WHERE disabled_at IS NULL AND password_hash IS NOT NULL AND is_demo GROUP BY user_name, role) u
            """));

    [Fact]
    public async Task A_second_load_changes_nothing()
    {
        var before = await DemoLedger.DigestAsync(demo.Database);
        await demo.LoadAsync();
        Assert.Equal(before, await DemoLedger.DigestAsync(demo.Database));
    }

    [Fact]
    public async Task A_load_that_was_interrupted_goes_on_and_ends_with_the_same_books()
    {
        await using var other = await cluster.CreateDatabaseAsync();
        using var interrupted = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var power = new Cut(line => { if (line == "09/2021") interrupted.Cancel(); });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => demo.LoadIntoAsync(other, interrupted.Token, power));
        await demo.LoadIntoAsync(other, TestContext.Current.CancellationToken);
        Assert.Equal(await DemoLedger.DigestAsync(demo.Database), await DemoLedger.DigestAsync(other));
    }

    [Fact]
    public async Task Two_loads_at_once_make_one_demo()
    {
        await using var other = await cluster.CreateDatabaseAsync();
        var token = TestContext.Current.CancellationToken;
        await Task.WhenAll(demo.LoadIntoAsync(other, token), demo.LoadIntoAsync(other, token));
        Assert.Equal(await DemoLedger.DigestAsync(demo.Database), await DemoLedger.DigestAsync(other));
    }

    [Fact]
    public async Task Books_that_are_no_demo_are_left_alone()
    {
        await using var real = await cluster.CreateDatabaseAsync();
        await TamDuong.PrepareAsync(real.Owner, TestContext.Current.CancellationToken);
        await OwnerSql.ExecuteAsync(real.Owner, "UPDATE ledger_settings SET is_demo = false", null, TestContext.Current.CancellationToken);
        var before = await DemoLedger.DigestAsync(real);
        await Assert.ThrowsAsync<DatabaseSetupException>(() => demo.LoadIntoAsync(real, TestContext.Current.CancellationToken));
        Assert.Equal(before, await DemoLedger.DigestAsync(real));
    }

    private static async Task<byte[]> Read(ExportedFile file)
    {
        using var bytes = new MemoryStream();
        await file.Content.CopyToAsync(bytes, Ledger.Token);
        return bytes.ToArray();
    }

    private sealed class Cut(Action<string> on) : IProgress<string>
    {
        public void Report(string value) => on(value);
    }
}
