using System.Globalization;
using FundLedger.Features;
using FundLedger.Features.Checks;
using FundLedger.IntegrationTests.Audit;
using FundLedger.Testing;
using NodaTime;
using Npgsql;

namespace FundLedger.IntegrationTests.Checks;

/// <summary>
/// Mutants of the standing checks: a question that is asked a little wrongly overlooks the fault that is planted for it, or finds one in
/// books that are right. A change that no longer finds its place exactly once is an error.
/// </summary>
public sealed class WrongQuestionsTests(AuditedLedger audited) : IClassFixture<AuditedLedger>
{
    private const string Fund = "(SELECT fund_id FROM funds WHERE code = 'Q106')";

    private const string OneRoleEachSql = "DELETE FROM user_roles WHERE user_name = 'ketoan.duyet'";

    private const string NoFault = "SET LOCAL search_path = public";

    private const string AskSql = """
        SET LOCAL session_replication_role = replica;
        {Fault};
        SELECT coalesce(string_agg(found.kind || ' ' || found.number, ', '), '') FROM (
        {Question}
        ) found
        """;

    private static readonly (int Check, string From, string To)[] Wrong =
    [
        (1, "<> 0 ORDER", "> 0 ORDER"),
        (1, "GROUP BY p.fund_id, p.book, p.entry_no, p.pool_id", "GROUP BY p.fund_id, p.book, p.entry_no, p.pool_id, p.side"),
        (2, "WHERE found <> journal", "WHERE found < journal"),
        (3, "WHERE b.balance <>", "WHERE b.balance <"),
        (4, "WHERE c.journal <> c.found", "WHERE c.journal > c.found"),
        (4, "WHERE a.is_liquid\n", "\n"),
        (5, "WHERE s.last_no <>", "WHERE s.last_no <"),
        (5, "WHERE no <> before + 1", "WHERE no > before"),
        (6, " OR l.last_hash <> h.log_hash\nORDER", "\nORDER"),
        (7, "AND NOT EXISTS (", "AND EXISTS ("),
        (8, "max(steps) > 2", "max(steps) > 3"),
        (8, "max(steps) > 2", "max(steps) > 1"),
        (9, " OR p.without_voucher > 0", ""),
        (9, "d.total IS DISTINCT FROM p.paid OR", "d.total IS NOT DISTINCT FROM p.paid OR"),
        (10, "('in_transit', 'interfund_clearing')", "('interfund_clearing')"),
        (11, "('advances', 'receivable', ", "('receivable', "),
        (12, "HAVING count(*) > 1 ORDER", "HAVING count(*) > 2 ORDER"),
        (13, "HAVING count(*) > 1 AND", "HAVING count(*) > 2 AND"),
        (13, "count(*) > count(DISTINCT", "count(*) < count(DISTINCT"),
        (14, "WHERE held < 0", "WHERE held < -5000000"),
        (15, "today > 20", "today > 21"),
        (16, "unanswered_requests(ledger_now() - interval '24 hours')", "unanswered_requests(ledger_now() - interval '24 days')"),
        (17, "business_today() - 60", "business_today() - 600"),
        (17, "business_today() - 60", "business_today()"),
        (18, "> 1\n", "> 2\n"),
        (19, "e.entry_date + 31", "e.entry_date + 310"),
        (20, "t.used > t.allowed", "t.used > t.allowed + 1"),
        (25, "'')::int, 24)", "'')::int, 24000)"),
        (25, "WHERE h.log_no > c.log_no", "WHERE h.log_no < c.log_no"),
    ];

    [Fact]
    public async Task Each_overlooks_its_fault_or_finds_one_in_books_that_are_right()
    {
        audited.Ledger.Clock.Today = new LocalDate(2021, 2, 10);
        await audited.Forge(OneRoleEachSql);
        await using var source = FeaturesSetup.OpenDataSource(audited.Ledger.Database.Administrator);
        var books = new RawSql(source, CheckRunner.Actor, audited.Ledger.Clock);
        var survivors = new List<string>();
        foreach (var (check, from, to) in Wrong)
        {
            var (kind, number, fault) = PlantedFaults.Of(check);
            var right = StandingChecks.All.Single(each => each.No == check).Sql;
            Assert.True(right.Split(from).Length == 2, string.Create(CultureInfo.InvariantCulture, $"Check {check} has no place '{from}'."));
            var wrong = right.Replace(from, to, StringComparison.Ordinal);
            Assert.Equal("", await FoundAsync(books, right, NoFault));
            if (await FoundAsync(books, wrong, NoFault) != "") continue;
            if (Names(await FoundAsync(books, wrong, fault), kind, number)) survivors.Add($"{check}: {from} → {to}");
            Assert.True(Names(await FoundAsync(books, right, fault), kind, number), $"Check {check} does not see its fault.");
        }

        Assert.Empty(survivors);
    }

    private static bool Names(string found, string kind, string number) =>
        found.Split(", ").Any(each => number == "*" ? each.StartsWith(kind, StringComparison.Ordinal) : each == $"{kind} {number}");

    private static Task<string> FoundAsync(RawSql books, string question, string fault) => books.AskAsync<string>(AskSql
        .Replace("{Fault}", fault.Replace("{F}", Fund, StringComparison.Ordinal), StringComparison.Ordinal)
        .Replace("{Question}", question, StringComparison.Ordinal));
}
