using System.Globalization;
using FundLedger.Features.Statements;
using NodaTime;
using NodaTime.Text;

namespace FundLedger.IntegrationTests.Statements;

/// <summary>
/// Accounting programs that know nothing of us: each reads a journal in its own words and says, account by account and pool by pool,
/// what there was at the end of each month. A journal that does not add up is refused by every one of them.
/// </summary>
internal static class OtherLedgers
{
    private const string BeanMonths = "SELECT year, month, account, sum(number) GROUP BY year, month, account";
    private const string LedgerMonths = "%(format_date(date, \"%Y-%m\")),%(account),%(quantity(scrub(amount)))\\n";

    private const string TheFile = "journal.beancount";

    private sealed record Change(YearMonth Month, string Account, decimal Amount);

    /// <summary>Lines <c>2021-03 account:POOL amount</c> for each month, those of nothing left away, in the order of their bytes.</summary>
    public static async Task<string> MonthEnds(ExportFormat program, byte[] journal, LocalDate from, LocalDate to)
    {
        var changes = program switch
        {
            ExportFormat.Hledger => OfHledger(await Hledger(journal, from, to)),
            ExportFormat.Ledger => OfLedger(await Tool.RunAsync(
                "ledger", ["-f", "-", "register", "--monthly", "--format", LedgerMonths], journal)),
            ExportFormat.Beancount => OfBeancount(await Bean(journal, "bean-query", "-q", "-f", "csv", TheFile, BeanMonths)),
            _ => throw new ArgumentOutOfRangeException(nameof(program), program, "Not the journal of a program."),
        };
        return string.Join('\n', Ends([.. changes], from, to).Order(StringComparer.Ordinal));
    }

    /// <summary>Everything the program can check: declared names, balanced transactions, asserted balances.</summary>
    public static Task<string> Check(ExportFormat program, byte[] journal) => program switch
    {
        ExportFormat.Hledger => Tool.RunAsync("hledger", ["-f", "-", "check", "--strict", "ordereddates"], journal),
        ExportFormat.Ledger => Tool.RunAsync("ledger", ["-f", "-", "--pedantic", "--strict", "balance"], journal),
        _ => Bean(journal, "bean-check", TheFile),
    };

    private static Task<string> Hledger(byte[] journal, LocalDate from, LocalDate to) => Tool.RunAsync(
        "hledger", ["-f", "-", "balance", "--flat", "-M", "-O", "csv", "-b", Iso(from), "-e", Iso(to.PlusDays(1))], journal);

    // beancount reads no standard input, and leaves a file of its own beside the one it read.
    private static async Task<string> Bean(byte[] journal, string program, params string[] arguments)
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            var file = Path.Combine(folder.FullName, TheFile);
            await File.WriteAllBytesAsync(file, journal);
            return await Tool.RunAsync(program, [.. arguments.Select(argument => argument == TheFile ? file : argument)], []);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // "account","2021-01","2021-02" and a line for each account, the total at the end left away.
    private static IEnumerable<Change> OfHledger(string csv)
    {
        var rows = csv.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Trim('"').Split("\",\"")).ToList();
        var months = rows[0].Skip(1).Select(Month).ToList();
        return rows.Skip(1).Where(row => row[0] != "total").SelectMany(row =>
            months.Zip(row.Skip(1), (month, cell) => new Change(month, row[0], Number(cell.Replace(" VND", "", StringComparison.Ordinal)))));
    }

    private static IEnumerable<Change> OfLedger(string lines) => lines.Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(line => line.Split(',')).Select(cells => new Change(Month(cells[0]), cells[1], Number(cells[2])));

    private static IEnumerable<Change> OfBeancount(string csv) => csv.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1)
        .Select(line => line.Split(',', StringSplitOptions.TrimEntries))
        .Select(cells => new Change(Month($"{cells[0]}-{cells[1].PadLeft(2, '0')}"), Ours(cells[2]), Number(cells[3])));

    private static IEnumerable<string> Ends(List<Change> changes, LocalDate from, LocalDate to)
    {
        var (first, months) = (from.ToYearMonth(), 12 * (to.Year - from.Year) + to.Month - from.Month + 1);
        return from month in Enumerable.Range(0, months).Select(first.PlusMonths)
            from account in changes.Where(change => change.Month <= month).GroupBy(change => change.Account)
            let sum = account.Sum(change => change.Amount)
            where sum != 0
            select string.Create(CultureInfo.InvariantCulture, $"{month:yyyy-MM} {account.Key} {sum:0}");
    }

    // Assets:Fund-balance:CHUNG as the books say it: fund_balance:CHUNG.
    private static string Ours(string name)
    {
        var parts = name.Split(':', 3);
        return $"{parts[1].Replace('-', '_').ToLowerInvariant()}:{parts[2]}";
    }

    private static YearMonth Month(string text) => YearMonthPattern.Iso.Parse(text).Value;

    private static decimal Number(string text) => decimal.Parse(text.Trim(), NumberStyles.Number, CultureInfo.InvariantCulture);

    private static string Iso(LocalDate date) => LocalDatePattern.Iso.Format(date);
}
