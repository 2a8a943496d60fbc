using System.Diagnostics;
using FundLedger.Features.Database;
using FundLedger.Features.Ledger;
using FundLedger.Features.Pipeline;
using FundLedger.Features.Statements;
using FundLedger.Features.Traces;
using FundLedger.Testing;
using NodaTime;

namespace FundLedger.Benchmarks;

/// <summary>What readers wait for, as the ledger grows around them.</summary>
internal sealed class Reads(BenchLedger ledger, Report report)
{
    private const string NowSql = """
        SELECT b.liquid FROM pool_balances b JOIN funds f USING (fund_id) WHERE f.code = 'Q00001' AND b.pool_id = 1
        """;

    private const string AtDateSql = """
        SELECT (SELECT sum(t.debit - t.credit) FROM monthly_turnovers t WHERE t.fund_id = f.fund_id AND t.book = 'financial'
                AND t.account_code = 'cash' AND t.month < '2021-09-01')
            + (SELECT sum(posting_signed(p.side, p.amount)) FROM postings p WHERE p.fund_id = f.fund_id AND p.account_code = 'cash'
                AND p.entry_date BETWEEN '2021-09-01' AND '2021-09-17')
        FROM funds f WHERE f.code = 'Q00001'
        """;

    private const string ConsolidatedSql = """
        SELECT count(*) FROM (
            SELECT account_code, sum(debit - credit) FILTER (WHERE month < '2021-01-01') AS opening,
                sum(debit) FILTER (WHERE month >= '2021-01-01') AS debit, sum(credit) FILTER (WHERE month >= '2021-01-01') AS credit
            FROM monthly_turnovers WHERE book = 'financial' AND month < '2022-01-01' GROUP BY account_code) x
        """;

    private static readonly LocalDate First = new(2021, 1, 1);
    private static readonly LocalDate Last = new(2021, 12, 31);

    private readonly List<(string What, List<double> Milliseconds)> rows = [];

    public async Task RunAsync(long largest, CancellationToken token)
    {
        long[] sizes = [.. ((long[])[100_000, 1_000_000, 10_000_000]).Where(size => size <= largest)];
        await OwnerSql.ExecuteAsync(ledger.Administrator, "CREATE DATABASE big", null, token);
        var big = new BigLedger(LedgerDatabase.AsOwner(ledger.In(BigLedger.Name)), ledger.In(BigLedger.Name));
        await big.PrepareAsync(token);
        ledger.Clock.Today = Last;
        foreach (var size in sizes)
        {
            var watch = Stopwatch.StartNew();
            await big.GrowToAsync(size, token);
            Console.Error.WriteLine(Report.Invariant($"{size:#,0} postings made in {watch.Elapsed.TotalSeconds:0} s"));
            await MeasureAsync(token);
        }

        report.Line("");
        var columns = sizes.Select(size => Report.Invariant($"{size:#,0} postings"));
        report.Line($"| milliseconds, median of 15 | {string.Join(" | ", columns)} |");
        report.Line("|---|" + string.Concat(sizes.Select(_ => "---|")));
        foreach (var (what, times) in rows)
        {
            report.Line($"| {what} | {string.Join(" | ", times.Select(time => Report.Invariant($"{time:0.00}")))} |");
        }

        report.Line("");
        report.Broken("big ledger", await big.BrokenAsync(token));
    }

    private async Task MeasureAsync(CancellationToken token)
    {
        var connection = ledger.In(BigLedger.Name, LedgerRoles.Application);
        await using var application = ledger.Build(connection);
        await using var source = Npgsql.NpgsqlDataSource.Create(ledger.In(BigLedger.Name));
        await TimeAsync("balance now, its row", () => SqlAsync(NowSql));
        await TimeAsync("balance at any date", () => SqlAsync(AtDateSql));
        await TimeAsync("trial balance of a year", () => AskAsync(new GetTrialBalance(BigLedger.Fund, First, Last)));
        await TimeAsync(
            "trial balance that cuts two months",
            () => AskAsync(new GetTrialBalance(BigLedger.Fund, First.PlusDays(73), First.PlusDays(250))));
        await TimeAsync("statement of a year of 50,000 entries", () => AskAsync(new GetFundStatement(BigLedger.Fund, First, Last)));
        await TimeAsync("trace of a receipt to 40,000 lines", () => AskAsync(new TraceReceipt(BigTraces.Fund, BigTraces.Receipt)));
        await TimeAsync("trace of a payment of 480 lines", () => AskAsync(new TraceSupport(BigTraces.Fund, BigTraces.Payment)));
        await TimeAsync("trace of a child", () => AskAsync(new TraceChild(BigTraces.Fund, BigTraces.Child)));
        await TimeAsync("trial balance of 10,700 funds together", () => SqlAsync(ConsolidatedSql));

        async Task SqlAsync(string sql)
        {
            await using var command = source.CreateCommand(sql);
            await command.ExecuteScalarAsync(token);
        }

        async Task AskAsync<T>(IQuery<T> query) => _ = (await BenchLedger.SendAsync(application, "kiemtoan", query, token)).Value;
    }

    private async Task TimeAsync(string what, Func<Task> askAsync)
    {
        var times = new List<double>();
        for (var i = 0; i < 18; i++)
        {
            var watch = Stopwatch.StartNew();
            await askAsync();
            if (i >= 3) times.Add(watch.Elapsed.TotalMilliseconds);
        }

        if (rows.Find(row => row.What == what) is not { What: { } } row)
        {
            row = (what, []);
            rows.Add(row);
        }

        row.Milliseconds.Add(Report.Median(times));
    }
}
