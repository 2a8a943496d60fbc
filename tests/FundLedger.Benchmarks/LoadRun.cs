using System.Diagnostics;

namespace FundLedger.Benchmarks;

/// <summary>What many clients got done at once.</summary>
internal sealed record Measured(string What, int Clients, long Entries, TimeSpan Took, IReadOnlyList<double> Milliseconds, int Errors)
{
    /// <summary>With those of the warm-up, over which processor time is counted too.</summary>
    public long AllEntries { get; init; } = Entries;

    public TimeSpan ServerCpu { get; init; }

    public TimeSpan ClientCpu { get; init; }

    public double ServerEach => ServerCpu.TotalMilliseconds / Math.Max(1, AllEntries);

    public double ClientEach => ClientCpu.TotalMilliseconds / Math.Max(1, AllEntries);

    /// <summary>A rate that another program measured.</summary>
    public static Measured Rate(string what, int clients, double perSecond) =>
        new(what, clients, (long)(perSecond * 1_000), TimeSpan.FromSeconds(1_000), [], 0);

    public double EntriesPerSecond => Entries / Took.TotalSeconds;

    /// <summary>The latency that the given share of requests stays under; 0 when there were none.</summary>
    public double Percentile(double share) =>
        Milliseconds.Count == 0 ? 0 : Milliseconds.Order().ElementAt((int)Math.Ceiling(share * Milliseconds.Count) - 1);
}

/// <summary>Clients that ask again as soon as they are answered.</summary>
internal static class LoadRun
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromMilliseconds(500);

    /// <param name="requestAsync">Does one request of the client of that number; returns the entries it made, 0 for a refusal.</param>
    public static async Task<Measured> OfAsync(string what, int clients, TimeSpan time, Func<int, Task<int>> requestAsync)
    {
        var warm = await PassAsync(clients, WarmUp, requestAsync);
        var watch = Stopwatch.StartNew();
        var answers = await PassAsync(clients, time, requestAsync);
        return new Measured(
            what, clients, answers.Sum(answer => (long)answer.Entries), watch.Elapsed, [.. answers.Select(answer => answer.Milliseconds)],
            answers.Count(answer => answer.Entries == 0))
        {
            AllEntries = warm.Concat(answers).Sum(answer => (long)answer.Entries),
        };
    }

    private static async Task<IReadOnlyList<(int Entries, double Milliseconds)>> PassAsync(
        int clients, TimeSpan time, Func<int, Task<int>> requestAsync)
    {
        var watch = Stopwatch.StartNew();
        var all = await Task.WhenAll(Enumerable.Range(0, clients).Select(client => Task.Run(() => ClientAsync(client))));
        return [.. all.SelectMany(answers => answers)];

        async Task<List<(int, double)>> ClientAsync(int client)
        {
            var answers = new List<(int, double)>();
            while (watch.Elapsed < time)
            {
                var started = watch.Elapsed;
                var entries = await requestAsync(client);
                answers.Add((entries, (watch.Elapsed - started).TotalMilliseconds));
            }

            return answers;
        }
    }
}
