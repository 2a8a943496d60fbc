namespace FundLedger.Features.Database;

/// <summary>Which database to use, as the environment says.</summary>
/// <param name="DataFolder">Where this installation keeps its own files; the embedded cluster is in it.</param>
/// <param name="Database">Connection string of a server that exists (FUNDLEDGER_DATABASE); null for the embedded one.</param>
/// <param name="OwnerDatabase">Connection string for migrations (FUNDLEDGER_OWNER_DATABASE), when it is another.</param>
/// <param name="Production">In production the application never signs in as an administrator, and needs a server that exists.</param>
public sealed record DatabaseSettings(
    string DataFolder, string? Database = null, string? OwnerDatabase = null, bool Production = false)
{
    private const string DefaultFolder = ".data";

    /// <summary>From the environment of this process; the data folder is .data at the root of the repository we stand in.</summary>
    public static DatabaseSettings FromEnvironment() =>
        From(Environment.GetEnvironmentVariable, Directory.GetCurrentDirectory());

    /// <summary>The same from any source of variables; an empty variable counts as missing.</summary>
    public static DatabaseSettings From(Func<string, string?> variable, string workingFolder)
    {
        string? Value(string name) => variable(name) is { } text && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;
        return new DatabaseSettings(
            Path.GetFullPath(Value("FUNDLEDGER_DATA") ?? Path.Combine(RepositoryOf(workingFolder), DefaultFolder), workingFolder),
            Value("FUNDLEDGER_DATABASE"),
            Value("FUNDLEDGER_OWNER_DATABASE"),
            string.Equals(Value("FUNDLEDGER_MODE"), "production", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>The nearest folder upwards with the solution in it; the working folder itself when there is none.</summary>
    private static string RepositoryOf(string workingFolder)
    {
        for (var folder = new DirectoryInfo(workingFolder); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "FundLedger.sln")))
            {
                return folder.FullName;
            }
        }

        return workingFolder;
    }
}
