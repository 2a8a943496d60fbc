using FundLedger.UnitTests.Architecture;

namespace FundLedger.UnitTests.UseCases.Golden;

/// <summary>
/// What papers and files look like, as text that a person reads in a review: it lies beside the tests and must be what the program makes.
/// </summary>
internal static class GoldenFile
{
    /// <summary>Set to 1, the tests write the files instead of comparing them.</summary>
    private const string UpdateVariable = "FUNDLEDGER_UPDATE_DOCS";

    public static void Matches(string name, string text)
    {
        var path = $"tests/FundLedger.UnitTests/UseCases/Golden/{name}.txt";
        var file = Path.Combine(Repository.Root, path);
        text = text.TrimEnd() + "\n";
        if (Environment.GetEnvironmentVariable(UpdateVariable) == "1") File.WriteAllText(file, text);
        var line = FirstDifference((File.Exists(file) ? File.ReadAllText(file) : "").Split('\n'), text.Split('\n'));
        Assert.True(line is null, $"{path} is not what the program makes now; {line}\nIf that is intended: {UpdateVariable}=1 ./test unit");
    }

    private static string? FirstDifference(string[] written, string[] now)
    {
        for (var i = 0; i < Math.Max(written.Length, now.Length); i++)
        {
            var (old, current) = (written.ElementAtOrDefault(i) ?? "(end)", now.ElementAtOrDefault(i) ?? "(end)");
            if (old != current) return FormattableString.Invariant($"line {i + 1}\n  is:  {old}\n  now: {current}");
        }

        return null;
    }
}
