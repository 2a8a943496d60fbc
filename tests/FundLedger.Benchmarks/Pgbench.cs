using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using FundLedger.Features.Database;

namespace FundLedger.Benchmarks;

/// <summary>PostgreSQL's own yardstick on the same server: simple-update transactions of pgbench.</summary>
internal static partial class Pgbench
{
    private static readonly string[] Places = ["/usr/lib/postgresql/15/bin/pgbench", "/usr/bin/pgbench"];

    /// <summary>Transactions per second; null when there is no pgbench.</summary>
    public static async Task<double?> SimpleUpdateAsync(string socketFolder, int clients, TimeSpan time, CancellationToken token)
    {
        if (Places.FirstOrDefault(File.Exists) is not { } program) return null;
        var duration = Math.Max(1, (int)time.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        string[] server = ["-h", socketFolder, "-U", EmbeddedPostgres.Administrator];
        await RunAsync(program, [.. server, "-i", "-q", "-s", "10", "postgres"], token);
        string[] load = ["-N", "-M", "prepared", "-c", clients.ToString(CultureInfo.InvariantCulture), "-j", "2", "-T", duration];
        var printed = await RunAsync(program, [.. server, .. load, "postgres"], token);
        return double.Parse(Tps().Match(printed).ValueSpan, CultureInfo.InvariantCulture);
    }

    private static async Task<string> RunAsync(string program, string[] arguments, CancellationToken token)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(token);
        var printed = await process.StandardOutput.ReadToEndAsync(token);
        await process.WaitForExitAsync(token);
        return process.ExitCode == 0 ? printed : throw new InvalidOperationException($"pgbench failed: {await errors}");
    }

    [GeneratedRegex(@"(?<=tps = )[0-9.]+")]
    private static partial Regex Tps();
}
