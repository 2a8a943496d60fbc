using FundLedger.Testing;

namespace FundLedger.Benchmarks;

/// <summary>Runs everything on one fresh server, round by round, and prints medians and ratios.</summary>
internal static class Suite
{
    private const string SimpleUpdate = "pgbench simple-update";
    private const string PlainSpread = "plain SQL ledger, spread";
    private const string PlainHot = "plain SQL ledger, one hot account";
    private const string PlainBatch = "plain SQL ledger, 500 in a commit";
    private const int Rounds = 3;

    private static readonly int[] Clients = [8, 32, 64];

    // Every figure that posting keeps beside the journal, the journal's own numbering, and the length of the hash log.
    private const string InvariantsSql = """
        SELECT (SELECT count(*) FROM pool_balances b WHERE b.liquid < b.committed
                OR b.liquid <> coalesce((SELECT sum(posting_signed(p.side, p.amount)) FROM postings p JOIN accounts a USING (account_code)
                    WHERE p.fund_id = b.fund_id AND p.pool_id = b.pool_id AND a.is_liquid), 0))
            + (SELECT count(*) FROM (SELECT 1 FROM journal_entries GROUP BY fund_id, book HAVING max(entry_no) <> count(*)) gaps)
            + (SELECT count(*) FROM (SELECT 1 FROM postings GROUP BY fund_id, book, entry_no, pool_id
                HAVING sum(posting_signed(side, amount)) <> 0) unbalanced)
            + (SELECT count(*) FROM (SELECT fund_id, book, account_code, pool_id, sum(debit) - sum(credit) AS sum FROM monthly_turnovers
                GROUP BY 1, 2, 3, 4) t FULL JOIN (SELECT fund_id, book, account_code, pool_id, sum(posting_signed(side, amount)) AS sum
                FROM postings GROUP BY 1, 2, 3, 4) p USING (fund_id, book, account_code, pool_id) WHERE t.sum IS DISTINCT FROM p.sum)
            + (SELECT count(*) FROM journal_entries e JOIN request_keys k USING (fund_id, request_key) WHERE k.answer IS NULL)
            + (SELECT count(*) FROM fund_heads h WHERE h.log_no <> (SELECT count(*) FROM sealed_records r WHERE r.fund_id = h.fund_id))
        """;

    private const string MachineSql = """
        SELECT format('PostgreSQL %s, fsync %s, synchronous_commit %s', current_setting('server_version'), current_setting('fsync'),
            current_setting('synchronous_commit'))
        """;

    /// <summary>0 when nothing was refused and the books add up afterwards.</summary>
    public static async Task<int> RunAsync(TimeSpan time, long largest, string? output, CancellationToken token)
    {
        await using var ledger = new BenchLedger();
        await ledger.StartAsync(token);
        var pgbench = new Pgbench(ledger.SocketFolder, ledger.Folder);
        await pgbench.PrepareAsync(token);
        var plain = new PlainLedger(ledger.Plain, pgbench);
        await plain.PrepareAsync(token);
        var report = new Report();
        var server = await ledger.AskAsync<string>(MachineSql, token);
        report.Line($"{Environment.ProcessorCount} cores shared by clients and server; {server}; {Rounds} interleaved rounds of "
            + $"{time.TotalSeconds:0} s each, medians.");
        report.Line("");
        await PostAsync(ledger, pgbench, plain, report, time, token);
        report.Table(SimpleUpdate, "the plain ledger", what => what switch
        {
            Scenarios.SpreadName => PlainSpread,
            Scenarios.HotName => PlainHot,
            _ when what.StartsWith("payment", StringComparison.Ordinal) => PlainBatch,
            _ => "",
        });
        foreach (var (useCase, trips) in await new Trips(ledger).CountAsync(token)) report.Line($"Round trips of {useCase}: {trips}");
        report.Line("");
        report.Broken("posting", await ledger.AskAsync<long>(InvariantsSql, token));
        report.Broken("plain ledger", await plain.BrokenAsync(token));
        if (largest > 0) await new Reads(ledger, report).RunAsync(largest, token);
        if (output is not null) await report.WriteAsync(output, token);
        return report.Errors == 0 ? 0 : 1;
    }

    /// <summary>What readers wait for, without the posting. 0 when the ledger adds up.</summary>
    public static async Task<int> ReadAsync(long largest, CancellationToken token)
    {
        await using var ledger = new BenchLedger();
        await ledger.StartAsync(token);
        var report = new Report();
        await new Reads(ledger, report).RunAsync(largest, token);
        return report.Errors == 0 ? 0 : 1;
    }

    /// <summary>Long books as files.</summary>
    public static async Task<int> BooksAsync(CancellationToken token)
    {
        await using var ledger = new BenchLedger();
        await ledger.StartAsync(token);
        var report = new Report();
        await new LongBooks(ledger, report).RunAsync(token);
        return report.Errors == 0 ? 0 : 1;
    }

    private static async Task PostAsync(
        BenchLedger ledger, Pgbench pgbench, PlainLedger plain, Report report, TimeSpan time, CancellationToken token)
    {
        var scenarios = new Scenarios(ledger);
        // Statistics, as the server itself makes them within its first minute.
        await scenarios.SpreadAsync(8, TimeSpan.FromSeconds(1), token);
        await OwnerSql.ExecuteAsync(ledger.Administrator, "VACUUM ANALYZE", null, token);
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var clients in Clients)
            {
                report.Add(Measured.Rate(SimpleUpdate, clients, await pgbench.SimpleUpdateAsync(clients, time, token)));
                report.Add(Measured.Rate(PlainSpread, clients, await plain.SpreadAsync(clients, time, token)));
                report.Add(await CountedAsync(ledger, () => scenarios.SpreadAsync(clients, time, token), token));
                report.Add(Measured.Rate(PlainHot, clients, await plain.HotAsync(clients, time, token)));
                report.Add(await CountedAsync(ledger, () => scenarios.HotAsync(clients, time, token), token));
            }

            report.Add(Measured.Rate(PlainBatch, 1, await plain.BatchAsync(time, token)));
            report.Add(await CountedAsync(ledger, () => scenarios.ImportAsync(1, 2, token), token));
            report.Add(await CountedAsync(ledger, () => scenarios.ImportAsync(2, 2, token), token));
        }

        report.Add(await scenarios.BatchesAsync(token));
    }

    private static async Task<Measured> CountedAsync(BenchLedger ledger, Func<Task<Measured>> measure, CancellationToken token)
    {
        var before = await CpuTime.ReadAsync(ledger, token);
        var measured = await measure();
        var cpu = await CpuTime.ReadAsync(ledger, token) - before;
        return measured with { ServerCpu = cpu.Server, ClientCpu = cpu.Client };
    }
}
