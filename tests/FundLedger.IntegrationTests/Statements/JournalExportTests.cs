using System.Text;
using System.Text.RegularExpressions;
using FundLedger.Features.Statements;
using NodaTime;

namespace FundLedger.IntegrationTests.Statements;

/// <summary>
/// hledger, Ledger and beancount, which know nothing of us, recompute every account and pool from the journal and have to agree with the
/// database.
/// </summary>
public sealed class JournalExportTests(FirstQuarter quarter) : IClassFixture<FirstQuarter>
{
    /// <summary>What the database says, in the lines of <see cref="OtherLedgers.MonthEnds"/>.</summary>
    public const string MonthEndsSql = """
        SELECT string_agg(line, E'\n' ORDER BY line COLLATE "C") FROM (
            SELECT to_char(m.month, 'YYYY-MM') || ' ' || p.account_code || ':' || l.code || ' ' || sum(posting_signed(p.side, p.amount)) AS line
            FROM generate_series(date_trunc('month', @from::date)::date, @to::date, '1 month') AS m(month)
            JOIN postings p ON p.entry_date <= least((m.month + interval '1 month - 1 day')::date, @to::date)
            JOIN pools l USING (fund_id, pool_id) JOIN funds f USING (fund_id)
            WHERE p.book = 'financial' AND f.code = @fund
            GROUP BY m.month, p.account_code, l.code HAVING sum(posting_signed(p.side, p.amount)) <> 0) month_ends
        """;

    private const string PoolsSql = """
        SELECT string_agg(line, E'\n' ORDER BY line COLLATE "C") FROM (
            SELECT l.code || ' ' || sum(posting_signed(p.side, p.amount)) AS line
            FROM postings p JOIN pools l USING (fund_id, pool_id) JOIN accounts a USING (account_code)
            WHERE p.book = 'financial' AND a.is_liquid AND p.entry_date <= @to
            GROUP BY l.code HAVING sum(posting_signed(p.side, p.amount)) <> 0) pools
        """;

    public static TheoryData<ExportFormat> Programs => [ExportFormat.Hledger, ExportFormat.Ledger, ExportFormat.Beancount];

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task Every_account_of_every_pool_is_what_the_program_computes_at_the_end_of_every_month(ExportFormat program) =>
        await Agrees(program, FirstQuarter.From, FirstQuarter.To);

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task A_journal_that_begins_later_opens_with_what_there_was(ExportFormat program)
    {
        await Agrees(program, new LocalDate(2021, 2, 1), FirstQuarter.To);
        await Agrees(program, new LocalDate(2021, 1, 20), new LocalDate(2021, 1, 20));
    }

    [Fact]
    public async Task Every_pool_is_what_hledger_computes()
    {
        var journal = await quarter.Export(ExportFormat.Hledger);
        // Seen by pool, the asserted balances of single accounts no longer hold: they are left unchecked here.
        var computed = Balances(await Hledger(
            journal, "balance", "--flat", "-O", "csv", "-I", "--alias", "/^(cash|bank):(.*)$/=\\2", "not:acct:^fund_balance"));
        Assert.Equal(await quarter.Ledger.Ask<string>(PoolsSql, new { to = FirstQuarter.To }), computed);
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task The_journal_passes_all_that_the_program_checks(ExportFormat program) =>
        await OtherLedgers.Check(program, await quarter.Export(program));

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task One_dong_in_one_posting_is_noticed_because_the_entry_no_longer_balances(ExportFormat program) =>
        await Refused(program, Replaced(await quarter.Export(program), "  50000000 VND", "  50000001 VND", times: 1));

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task One_dong_on_both_sides_of_an_entry_is_noticed_by_the_balances_at_the_end(ExportFormat program)
    {
        var one = Replaced(await quarter.Export(program), " 50000000 VND\n", " 50000001 VND\n", times: 1);
        await Refused(program, Replaced(one, " -50000000 VND\n", " -50000001 VND\n", times: 1));
    }

    [Fact]
    public async Task Each_transaction_carries_its_voucher_entry_and_hash()
    {
        var text = Encoding.UTF8.GetString(await quarter.Export(ExportFormat.Hledger));
        var hash = await quarter.Ledger.Ask<string>(
            "SELECT encode(hash, 'hex') FROM journal_entries WHERE book = 'financial' AND entry_no = 1");
        Assert.Contains($"2021-01-04 (PT-2021-00001) receipt  ; entry:1, hash:{hash}\n", text, StringComparison.Ordinal);
    }

    private async Task Agrees(ExportFormat program, LocalDate from, LocalDate to)
    {
        var journal = await quarter.Export(program, from: from, to: to);
        var expected = await quarter.Ledger.Ask<string>(MonthEndsSql, new { fund = Given.Fund, from, to });
        Assert.Equal(expected, await OtherLedgers.MonthEnds(program, journal, from, to));
    }

    private static async Task Refused(ExportFormat program, byte[] journal) =>
        await Assert.ThrowsAnyAsync<Xunit.Sdk.XunitException>(() => OtherLedgers.Check(program, journal));

    private static byte[] Replaced(byte[] journal, string old, string changed, int times)
    {
        var text = new Regex(Regex.Escape(old));
        var replaced = text.Replace(Encoding.UTF8.GetString(journal), changed, times);
        Assert.NotEqual(Encoding.UTF8.GetString(journal), replaced);
        return Encoding.UTF8.GetBytes(replaced);
    }

    private static Task<string> Hledger(byte[] journal, params string[] arguments) =>
        Tool.RunAsync("hledger", ["-f", "-", .. arguments], journal);

    // "account","balance" lines, the total at the end left away.
    private static string Balances(string csv) => string.Join('\n', csv.Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(line => line.Trim('"').Split("\",\"")).Where(cells => cells[0] is not ("account" or "total"))
        .Select(cells => $"{cells[0]} {cells[1].Replace(" VND", "", StringComparison.Ordinal)}").Order(StringComparer.Ordinal));
}
