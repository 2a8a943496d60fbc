using System.Globalization;

namespace FundLedger.Benchmarks;

/// <summary>Runs everything on one fresh server and prints a table.</summary>
internal static class Suite
{
    private static readonly int[] Clients = [8, 32];

    // Every figure that posting keeps beside the journal, and the journal's own numbering.
    private const string InvariantsSql = """
        SELECT (SELECT count(*) FROM pool_balances b WHERE b.liquid < b.committed
                OR b.liquid <> coalesce((SELECT sum(posting_signed(p.side, p.amount)) FROM postings p JOIN accounts a USING (account_code)
                    WHERE p.fund_id = b.fund_id AND p.pool_id = b.pool_id AND a.is_liquid), 0))
            + (SELECT count(*) FROM (SELECT 1 FROM journal_entries GROUP BY fund_id, book HAVING max(entry_no) <> count(*)) gaps)
            + (SELECT count(*) FROM fund_heads h WHERE h.log_no <>
                (SELECT count(*) FROM journal_entries e WHERE e.fund_id = h.fund_id)
                + (SELECT count(*) FROM disbursement_events e WHERE e.fund_id = h.fund_id)
                + (SELECT count(*) FROM refusals r WHERE r.fund_id = h.fund_id))
        """;

    private const string MachineSql = """
        SELECT format('PostgreSQL %s, fsync %s, synchronous_commit %s', current_setting('server_version'), current_setting('fsync'),
            current_setting('synchronous_commit'))
        """;

    /// <summary>0 when nothing was refused and the books add up afterwards.</summary>
    public static async Task<int> RunAsync(TimeSpan time, CancellationToken token)
    {
        await using var ledger = new BenchLedger();
        await ledger.StartAsync(token);
        var server = await ledger.AskAsync<string>(MachineSql, token);
        Print($"{Environment.ProcessorCount} cores shared by clients and server; {server}; {time.TotalSeconds:0} s each");
        var yardstick = new Dictionary<int, double?>();
        foreach (var clients in Clients)
        {
            yardstick[clients] = await Pgbench.SimpleUpdateAsync(ledger.SocketFolder, clients, time, token);
        }

        Print($"{"",-28} {"clients",7} {"entries/s",10} {"p50 ms",8} {"p95 ms",8} {"errors",7} {"of pgbench",10} "
            + $"{"server ms",9} {"client ms",9}");
        foreach (var clients in Clients)
        {
            Print(yardstick[clients] is { } tps
                ? $"{"pgbench simple-update",-28} {clients,7} {tps,10:0}"
                : "pgbench is not installed: no yardstick.");
        }

        var errors = await MeasureAsync(ledger, yardstick, time, token);
        foreach (var (useCase, trips) in await new Trips(ledger).CountAsync(token))
        {
            Print($"round trips of {useCase}: {trips}");
        }

        var broken = await ledger.AskAsync<long>(InvariantsSql, token);
        Print($"figures beside the journal that do not agree with it: {broken}");
        return errors == 0 && broken == 0 ? 0 : 1;
    }

    private static async Task<int> MeasureAsync(
        BenchLedger ledger, Dictionary<int, double?> yardstick, TimeSpan time, CancellationToken token)
    {
        var scenarios = new Scenarios(ledger);
        var errors = 0;
        foreach (var clients in Clients)
        {
            await RowAsync(() => scenarios.SpreadAsync(clients, time, token));
            await RowAsync(() => scenarios.HotAsync(clients, time, token));
        }

        await RowAsync(() => scenarios.BatchesAsync(token));
        return errors;

        async Task RowAsync(Func<Task<Measured>> measure)
        {
            var before = await CpuTime.ReadAsync(ledger, token);
            var m = await measure();
            var cpu = await CpuTime.ReadAsync(ledger, token) - before;
            var ratio = m.EntriesPerSecond / yardstick.GetValueOrDefault(m.Clients);
            Print($"{m.What,-28} {m.Clients,7} {m.EntriesPerSecond,10:0} {m.Percentile(.5),8:0.0} {m.Percentile(.95),8:0.0} "
                + $"{m.Errors,7} {ratio,10:0.00} "
                + $"{Each(cpu.Server),9:0.00} {Each(cpu.Client),9:0.00}");
            errors += m.Errors;

            double Each(TimeSpan used) => used.TotalMilliseconds / Math.Max(1, m.AllEntries);
        }
    }

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    private static void Print(string line) => Console.WriteLine(line);
}
