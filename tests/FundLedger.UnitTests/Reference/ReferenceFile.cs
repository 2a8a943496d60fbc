using System.Reflection;
using System.Text;
using System.Text.Json;

namespace FundLedger.UnitTests.Reference;

/// <summary>The reference data as the program carries it: embedded in Features.</summary>
internal static class ReferenceFile
{
    private static readonly Assembly Features = Assembly.Load("FundLedger.Features");

    public static IEnumerable<string> Names =>
        Features.GetManifestResourceNames().Where(name => Path.GetExtension(name) is ".csv" or ".json");

    public static string Text(string name)
    {
        using var stream = Features.GetManifestResourceStream(name) ?? throw new FileNotFoundException(name);
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes.ToArray());
    }

    public static JsonElement Json(string name) => JsonDocument.Parse(Text(name)).RootElement;

    public static IReadOnlyList<IReadOnlyDictionary<string, string>> Rows(string name)
    {
        var lines = Lines(name);
        return [.. lines.Skip(1).Select(fields => lines[0].Zip(fields).ToDictionary(pair => pair.First, pair => pair.Second))];
    }

    /// <summary>RFC 4180 without line breaks inside quotes, which the files do not use.</summary>
    public static IReadOnlyList<string[]> Lines(string name) =>
        [.. Text(name).TrimEnd('\n').Split('\n').Select(line => Fields(line).ToArray())];

    private static IEnumerable<string> Fields(string line)
    {
        var field = new StringBuilder();
        var isQuoted = false;
        foreach (var sign in line.Replace("\"\"", "\u0001", StringComparison.Ordinal))
        {
            if (sign == '"') isQuoted = !isQuoted;
            if (sign != '"' && (isQuoted || sign != ',')) field.Append(sign == '\u0001' ? '"' : sign);
            if (isQuoted || sign != ',') continue;
            yield return field.ToString();
            field.Clear();
        }

        yield return field.ToString();
    }
}
