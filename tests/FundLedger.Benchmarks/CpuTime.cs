using System.Globalization;
using FundLedger.Testing;

namespace FundLedger.Benchmarks;

/// <summary>Processor time used so far: unlike the time on the wall it does not grow when other programs run on the machine.</summary>
internal sealed record CpuTime(TimeSpan Client, TimeSpan Server)
{
    private const string ServerPidsSql = "SELECT array_agg(pid) FROM pg_stat_activity";

    // The kernel counts in hundredths of a second.
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(10);

    public static CpuTime operator -(CpuTime later, CpuTime earlier) => new(later.Client - earlier.Client, later.Server - earlier.Server);

    public static async Task<CpuTime> ReadAsync(BenchLedger ledger, CancellationToken token)
    {
        var pids = await OwnerSql.SingleAsync<int[]>(ledger.Administrator, ServerPidsSql, null, token);
        return new CpuTime(Environment.CpuUsage.TotalTime, Tick * pids.Sum(TicksOf));
    }

    private static long TicksOf(int pid)
    {
        var stat = $"/proc/{pid.ToString(CultureInfo.InvariantCulture)}/stat";
        if (!File.Exists(stat)) return 0;
        var text = File.ReadAllText(stat);
        // After the name in parentheses: user and system time are fields 14 and 15 of the line, 12 and 13 from there.
        var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
        return long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture);
    }
}
