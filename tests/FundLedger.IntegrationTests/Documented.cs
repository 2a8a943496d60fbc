using System.Text.RegularExpressions;

namespace FundLedger.IntegrationTests;

/// <summary>A file of docs/, or a golden one of these tests, that a test writes or reads: it must say what the program does now.</summary>
public static partial class Documented
{
    /// <summary>Set to 1, the tests write the files instead of comparing them.</summary>
    public const string UpdateVariable = "FUNDLEDGER_UPDATE_DOCS";

    public static Task MatchesAsync(string name, string text) => SameAsync($"docs/{name}", text);

    /// <summary>The same with a file that lies in Golden; hashes, times, codes of children and numbers of the log that times move are left out of it.</summary>
    public static Task GoldenAsync(string name, string text) =>
        SameAsync($"tests/FundLedger.IntegrationTests/Golden/{name}.txt", Chance().Replace(text, "*").TrimEnd() + "\n");

    private static async Task SameAsync(string path, string text)
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

    // The days of the test's clock stay, the time of the set-up does not.
    [GeneratedRegex(
        @"[0-9a-f]{64}|[0-9a-f]{16}…|(?<=\d{2}/\d{2}/\d{4} \d{2}:)\d{2}:\d{2}|(?<=Nhật ký số |Log record )\d+|TE-[0-9A-Z-]+"
        + @"|(?<=khóa |key )[0-9a-f]{8,}|(?<=T\d{2}:)\d{2}:\d{2}(?=\+)|\b(?!202[12]-)\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\+07:00")]
    private static partial Regex Chance();
}
