using System.Text;
using FundLedger.Features.Statements;
using NodaTime;

namespace FundLedger.IntegrationTests.Statements;

/// <summary>
/// hledger, which knows nothing of us, recomputes every account and pool from the journal and has to agree with the database.
/// </summary>
public sealed class JournalExportTests(FirstQuarter quarter) : IClassFixture<FirstQuarter>
{
    private const string BalancesSql = """
        SELECT coalesce(string_agg(line, E'\n' ORDER BY line COLLATE "C"), '') FROM (
            SELECT p.account_code || ':' || l.code || ' ' || sum(posting_signed(p.side, p.amount)) AS line
            FROM postings p JOIN pools l USING (fund_id, pool_id)
            WHERE p.book = 'financial' AND p.entry_date <= @to
            GROUP BY p.account_code, l.code HAVING sum(posting_signed(p.side, p.amount)) <> 0) balances
        """;

    private const string PoolsSql = """
        SELECT string_agg(line, E'\n' ORDER BY line COLLATE "C") FROM (
            SELECT l.code || ' ' || sum(posting_signed(p.side, p.amount)) AS line
            FROM postings p JOIN pools l USING (fund_id, pool_id) JOIN accounts a USING (account_code)
            WHERE p.book = 'financial' AND a.is_liquid AND p.entry_date <= @to
            GROUP BY l.code HAVING sum(posting_signed(p.side, p.amount)) <> 0) pools
        """;

    [Theory]
    [InlineData("2021-01-01", "2021-03-31")]
    [InlineData("2021-02-01", "2021-03-31")]
    [InlineData("2021-01-20", "2021-01-20")]
    public async Task Every_account_of_every_pool_is_what_hledger_computes(string from, string to)
    {
        var (first, last) = (Date(from), Date(to));
        var journal = await quarter.Export(ExportFormat.Hledger, from: first, to: last);
        Assert.Equal(
            await quarter.Ledger.Ask<string>(BalancesSql, new { to = last }),
            Balances(await Hledger(journal, "balance", "--flat", "-O", "csv")));
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

    [Fact]
    public async Task The_journal_passes_the_checks_of_hledger_declared_names_and_order_included() =>
        await Hledger(await quarter.Export(ExportFormat.Hledger), "check", "--strict", "ordereddates");

    [Fact]
    public async Task A_changed_amount_is_noticed_by_the_assertions_at_the_end()
    {
        var text = Encoding.UTF8.GetString(await quarter.Export(ExportFormat.Hledger));
        var tampered = text.Replace("50000000", "50000001", StringComparison.Ordinal)
            .Replace("= 50000001", "= 50000000", StringComparison.Ordinal)
            .Replace("= -50000001", "= -50000000", StringComparison.Ordinal);
        Assert.NotEqual(text, tampered);
        await Assert.ThrowsAnyAsync<Xunit.Sdk.XunitException>(() => Hledger(Encoding.UTF8.GetBytes(tampered), "check"));
    }

    [Fact]
    public async Task Each_transaction_carries_its_voucher_entry_and_hash()
    {
        var text = Encoding.UTF8.GetString(await quarter.Export(ExportFormat.Hledger));
        var hash = await quarter.Ledger.Ask<string>(
            "SELECT encode(hash, 'hex') FROM journal_entries WHERE book = 'financial' AND entry_no = 1");
        Assert.Contains($"2021-01-04 (PT-2021-00001) receipt  ; entry:1, hash:{hash}\n", text, StringComparison.Ordinal);
    }

    private static Task<string> Hledger(byte[] journal, params string[] arguments) =>
        Tool.RunAsync("hledger", ["-f", "-", .. arguments], journal);

    // "account","balance" lines, the total at the end left away.
    private static string Balances(string csv) => string.Join('\n', csv.Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(line => line.Trim('"').Split("\",\"")).Where(cells => cells[0] is not ("account" or "total"))
        .Select(cells => $"{cells[0]} {cells[1].Replace(" VND", "", StringComparison.Ordinal)}").Order(StringComparer.Ordinal));

    private static LocalDate Date(string iso) => NodaTime.Text.LocalDatePattern.Iso.Parse(iso).Value;
}
