using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using FundLedger.Features.Database;

namespace FundLedger.Benchmarks;

/// <summary>PostgreSQL's own load program on the same server: its simple-update, and scripts of ours.</summary>
internal sealed partial class Pgbench(string socketFolder, string scratch)
{
    private static readonly string[] Places = ["/usr/lib/postgresql/15/bin/pgbench", "/usr/bin/pgbench"];

    private readonly string program = Places.FirstOrDefault(File.Exists)
        ?? throw new InvalidOperationException("pgbench is not installed: there is nothing to compare with.");

    public Task PrepareAsync(CancellationToken token) => RunAsync("postgres", ["-i", "-q", "-s", "10"], token);

    public Task<double> SimpleUpdateAsync(int clients, TimeSpan time, CancellationToken token) =>
        LoadAsync("postgres", ["-N"], clients, time, token);

    public async Task<double> ScriptAsync(string database, string script, int clients, TimeSpan time, CancellationToken token)
    {
        var file = Path.Combine(scratch, "script.sql");
        await File.WriteAllTextAsync(file, script, token);
        return await LoadAsync(database, ["-n", "-f", file], clients, time, token);
    }

    /// <summary>Transactions per second; a failed transaction fails the run.</summary>
    private async Task<double> LoadAsync(string database, string[] what, int clients, TimeSpan time, CancellationToken token)
    {
        var number = clients.ToString(CultureInfo.InvariantCulture);
        var seconds = ((int)time.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        var printed = await RunAsync(database, [.. what, "-M", "prepared", "-c", number, "-j", "2", "-T", seconds], token);
        // On a machine that is overloaded not one transaction may end in time.
        return Tps().Match(printed) is { Success: true } tps ? double.Parse(tps.ValueSpan, CultureInfo.InvariantCulture) : 0;
    }

    private async Task<string> RunAsync(string database, string[] arguments, CancellationToken token)
    {
        string[] all = ["-h", socketFolder, "-U", EmbeddedPostgres.Administrator, .. arguments, database];
        var start = new ProcessStartInfo(program, all) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(token);
        var printed = await process.StandardOutput.ReadToEndAsync(token);
        await process.WaitForExitAsync(token);
        return process.ExitCode == 0 ? printed : throw new InvalidOperationException($"pgbench failed: {await errors}");
    }

    [GeneratedRegex(@"(?<=tps = )[0-9.]+")]
    private static partial Regex Tps();
}
