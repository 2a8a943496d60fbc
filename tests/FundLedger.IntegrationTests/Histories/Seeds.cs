using System.Globalization;
using System.Runtime.CompilerServices;

namespace FundLedger.IntegrationTests.Histories;

/// <summary>The seeds of histories that once failed, in seeds.txt beside this file: played again in every run.</summary>
internal static class Seeds
{
    public static IReadOnlyList<int> Kept()
    {
        using var file = new StreamReader(typeof(Seeds).Assembly.GetManifestResourceStream("seeds.txt")!);
        return [.. file.ReadToEnd().Split('\n').Select(line => line.Split('#')[0].Trim()).Where(line => line.Length > 0)
            .Select(line => int.Parse(line, CultureInfo.InvariantCulture))];
    }

    /// <summary>Adds a seed to the file in the source tree, to be committed with the repair.</summary>
    public static void Keep(int seed, [CallerFilePath] string here = "")
    {
        var file = Path.Combine(Path.GetDirectoryName(here)!, "seeds.txt");
        if (File.Exists(file) && !Kept().Contains(seed)) File.AppendAllText(file, string.Create(CultureInfo.InvariantCulture, $"{seed}\n"));
    }
}
