using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace FundLedger.Features.Database;

/// <summary>A program of PostgreSQL that works on a database from outside: <c>pg_dump</c>, <c>pg_restore</c>.</summary>
internal sealed class PostgresTool
{
    private const string DebianRoot = "/usr/lib/postgresql";

    private readonly string program;

    private PostgresTool(string program) => this.program = program;

    /// <summary>In the folder that FUNDLEDGER_PGBIN names, else the newest of Debian, else among the system's programs.</summary>
    public static PostgresTool Find(string name)
    {
        var named = Environment.GetEnvironmentVariable("FUNDLEDGER_PGBIN");
        var debian = Directory.Exists(DebianRoot)
            ? Directory.GetDirectories(DebianRoot).OrderByDescending(MajorOf).Select(version => Path.Combine(version, "bin"))
            : [];
        var folders = string.IsNullOrEmpty(named) ? debian.Append("/usr/bin") : [named];
        return folders.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists) is { } found
            ? new PostgresTool(found)
            : throw new DatabaseSetupException(
                $"{name} was not found. Install postgresql-client of the server's version, or name its folder in FUNDLEDGER_PGBIN.");
    }

    /// <summary>Runs it to its end on the database of the connection. Raises <see cref="DatabaseSetupException"/> when it fails.</summary>
    public async Task RunAsync(string connection, IEnumerable<string> words, CancellationToken token)
    {
        var start = new ProcessStartInfo(program, words) { WorkingDirectory = "/", RedirectStandardError = true };
        foreach (var (name, value) in VariablesOf(new NpgsqlConnectionStringBuilder(connection))) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        try
        {
            var errors = await process.StandardError.ReadToEndAsync(token);
            await process.WaitForExitAsync(token);
            if (process.ExitCode != 0) throw new DatabaseSetupException($"{Path.GetFileName(program)} failed: {errors.Trim()}");
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw;
        }
    }

    // A password in the command line would be read by everybody on the machine.
    private static Dictionary<string, string?> VariablesOf(NpgsqlConnectionStringBuilder builder) => new()
    {
        ["PGHOST"] = builder.Host,
        ["PGPORT"] = builder.Port.ToString(CultureInfo.InvariantCulture),
        ["PGUSER"] = builder.Username,
        ["PGPASSWORD"] = builder.Password,
        ["PGDATABASE"] = builder.Database,
        ["PGOPTIONS"] = builder.Options,
        ["PGSSLMODE"] = builder.SslMode switch
        {
            SslMode.VerifyCA => "verify-ca",
            SslMode.VerifyFull => "verify-full",
            var mode => mode.ToString().ToLowerInvariant(),
        },
        ["PGSSLROOTCERT"] = builder.RootCertificate,
    };

    private static int MajorOf(string folder) =>
        int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var major) ? major : 0;
}
