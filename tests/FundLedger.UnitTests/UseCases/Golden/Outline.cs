using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text;
using FundLedger.Pdf;

namespace FundLedger.UnitTests.UseCases.Golden;

/// <summary>A description of a paper or a form, a line for each part; what is empty, zero or false is left out.</summary>
internal static class Outline
{
    public static string Of(object part)
    {
        var text = new StringBuilder();
        Write(text, "", part, 0);
        return text.ToString();
    }

    private static void Write(StringBuilder text, string label, object part, int depth)
    {
        text.Append(' ', depth * 2).Append(label).Append(part.GetType().Name);
        var inner = new List<(string Name, object Value)>();
        foreach (var property in Properties(part))
        {
            var value = property.GetValue(part);
            if (Word(value) is not { } word) inner.Add((property.Name, value!));
            else if (word.Length > 0) text.Append(CultureInfo.InvariantCulture, $" {property.Name}={word}");
        }

        text.Append('\n');
        foreach (var (name, value) in inner) WriteInner(text, name, value, depth + 1);
    }

    private static void WriteInner(StringBuilder text, string name, object value, int depth)
    {
        if (value is not IEnumerable parts)
        {
            Write(text, $"{name}: ", value, depth);
            return;
        }

        text.Append(' ', depth * 2).Append(name).Append(":\n");
        foreach (var part in parts)
        {
            if (Word(part) is { } word) text.Append(' ', (depth + 1) * 2).Append(word).Append('\n');
            else Write(text, "", part!, depth + 1);
        }
    }

    private static IEnumerable<PropertyInfo> Properties(object part) =>
        part.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.GetIndexParameters().Length == 0).OrderBy(property => property.MetadataToken);

    /// <summary>The value in one word or list; empty for nothing, null for what has parts.</summary>
    private static string? Word(object? value) => value switch
    {
        null or false or 0 or 0d => "",
        true => "yes",
        string words => Quoted(words),
        IEnumerable<string?> list => $"[{string.Join(" | ", list)}]".Replace("\n", "⏎", StringComparison.Ordinal),
        Pattern pattern => FormattableString.Invariant(
            $"({pattern.Dark.Count} fields a side, {pattern.Dark.Sum(row => row.Count(dark => dark))} dark, {pattern.SideMm} mm, in {pattern.Column})"),
        IEnumerable<object> list => list.Any() ? null : "",
        Enum or IFormattable => Convert.ToString(value, CultureInfo.InvariantCulture),
        FundLedger.Domain.Text.Wording(var vietnamese, var english) => $"{Quoted(vietnamese)}/{Quoted(english)}",
        _ => null,
    };

    private static string Quoted(string words) => $"\"{words.Replace("\n", "⏎", StringComparison.Ordinal)}\"";
}
