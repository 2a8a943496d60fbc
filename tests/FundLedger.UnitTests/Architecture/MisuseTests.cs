using System.Text.RegularExpressions;
using Xunit;

namespace FundLedger.UnitTests.Architecture;

/// <summary>The table of misuse names tests that are there.</summary>
public sealed partial class MisuseTests
{
    private static readonly string Sources = string.Concat(Repository.Files(["tests"], ".cs").Select(Repository.Read));

    private static readonly string[] Cases =
    [
        .. Enumerable.Range(1, 8).Select(no => $"NE{no}"), .. Enumerable.Range(1, 9).Select(no => $"BE{no}"),
        .. Enumerable.Range(1, 11).Select(no => $"XI{no}"), .. Enumerable.Range(1, 13).Select(no => $"ME{no}"),
        .. Enumerable.Range(1, 12).Select(no => $"AP{no}"), .. Enumerable.Range(1, 10).Select(no => $"PY{no}"),
        .. Enumerable.Range(1, 6).Select(no => $"CL{no}"), "XO1", "XO2", "XO4", "XO5",
    ];

    [Fact]
    public void Every_case_has_a_row_and_every_test_it_names_is_there()
    {
        var text = Repository.Read("docs/misuse.md");
        Assert.All(Cases, one => Assert.Contains($"| {one} |", text, StringComparison.Ordinal));
        var named = Named().Matches(text).Select(match => (Class: match.Groups["class"].Value, Method: match.Groups["method"].Value)).ToList();
        Assert.NotEmpty(named);
        Assert.DoesNotContain(named, one => !IsThere(one.Class, one.Method));
    }

    private static bool IsThere(string name, string method) =>
        Regex.IsMatch(Sources, $@"\bclass {name}\b") && (method.Length == 0 || Regex.IsMatch(Sources, $@"\b{method}\("));

    [GeneratedRegex(@"`(?<class>[A-Z]\w*(Tests|OfCells|OfShapes|OfTexts|OfTwins|OfForms))(\.(?<method>\w+))?`")]
    private static partial Regex Named();
}
