namespace FundLedger.IntegrationTests;

/// <summary>A file that a test writes or reads, most of them in docs/: it must say what the program does now.</summary>
public static class Documented
{
    /// <summary>Set to 1, the tests write the files instead of comparing them.</summary>
    public const string UpdateVariable = "FUNDLEDGER_UPDATE_DOCS";

    public static Task MatchesAsync(string name, string text) => FileMatchesAsync($"docs/{name}", text);

    /// <summary>The same for a file that is kept elsewhere, e.g. beside the tests.</summary>
    /// <param name="path">From the folder of the project.</param>
    public static async Task FileMatchesAsync(string path, string text)
    {
        var file = Path.Combine(Root(), path);
        if (Environment.GetEnvironmentVariable(UpdateVariable) == "1") await File.WriteAllTextAsync(file, text, Ledger.Token);
        var written = File.Exists(file) ? await File.ReadAllTextAsync(file, Ledger.Token) : "";
        var line = FirstDifference(written.Split('\n'), text.Split('\n'));
        Assert.True(
            line is null,
            $"{path} is not what the program does now; {line}\nIf that is intended: {UpdateVariable}=1 ./test integration");
    }

    public static Task<string> ReadAsync(string name) => File.ReadAllTextAsync(Path.Combine(Root(), "docs", name), Ledger.Token);

    private static string? FirstDifference(string[] written, string[] now)
    {
        for (var i = 0; i < Math.Max(written.Length, now.Length); i++)
        {
            var (old, current) = (written.ElementAtOrDefault(i) ?? "(end)", now.ElementAtOrDefault(i) ?? "(end)");
            if (old != current) return FormattableString.Invariant($"line {i + 1}\n  is:  {old}\n  now: {current}");
        }

        return null;
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "FundLedger.sln"))) folder = folder.Parent;
        return folder is null
            ? throw new DirectoryNotFoundException("FundLedger.sln is in no folder above the tests.")
            : folder.FullName;
    }
}
