using System.Reflection;
using System.Text.RegularExpressions;
using FundLedger.Domain;
using Xunit;

namespace FundLedger.UnitTests.Architecture;

/// <summary>The words of docs/glossary.md and the names in the code cannot drift apart.</summary>
public sealed partial class GlossaryTests
{
    private const BindingFlags Declared =
        BindingFlags.DeclaredOnly | BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    [Fact]
    public void Every_code_word_of_the_glossary_is_a_name_in_the_code()
    {
        var names = LayeringRules.OurTypes
            .SelectMany(type => type.GetMembers(Declared).Select(member => member.Name).Append(NameOf(type))).ToHashSet();
        Nothing(Words(Glossary).Where(word => !names.Contains(word)), "in the glossary, but no name in the code");
    }

    // Refusals are left out: each is a sentence by its name, and its translations are checked where they are kept.
    [Fact]
    public void Every_public_noun_of_the_domain_is_in_the_glossary()
    {
        var words = Words(Glossary).ToHashSet();
        var nouns = typeof(Money).Assembly.GetTypes()
            .Where(type => type.IsVisible && !type.IsSubclassOf(typeof(Error)) && !LayeringRules.IsGenerated(type)).Select(NameOf);
        Nothing(nouns.Where(noun => !words.Contains(noun)), "public in the domain, but not in the glossary");
    }

    [Fact]
    public void No_word_is_explained_twice() =>
        Nothing(Words(Glossary).CountBy(word => word).Where(word => word.Value > 1).Select(word => word.Key), "explained twice");

    [Fact]
    public void Every_word_has_a_meaning_and_a_Vietnamese_term()
    {
        var incomplete = Rows(Glossary).Where(row => row.Length != 3 || row.Any(string.IsNullOrWhiteSpace));
        Nothing(incomplete.Select(row => row[0]), "with an empty or missing cell");
    }

    [Fact]
    public void A_row_is_read_by_its_code_words() =>
        Assert.Equal(["Debit", "Credit"], Words("| code | meaning |\n|---|---|\n| `Debit`, `Credit` | sides of a `Posting` |\n"));

    private static string Glossary => Repository.Read("docs/glossary.md");

    private static IEnumerable<string[]> Rows(string text) => text.Split('\n')
        .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
        .Select(line => line.Trim().Trim('|').Split('|', StringSplitOptions.TrimEntries));

    private static IEnumerable<string> Words(string text) =>
        Rows(text).SelectMany(row => CodeWord().Matches(row[0])).Select(match => match.Groups[1].Value);

    private static string NameOf(Type type) => type.Name.Split('`')[0];

    private static void Nothing(IEnumerable<string> words, string flaw)
    {
        var all = string.Join(", ", words);
        Assert.True(all.Length == 0, $"{flaw}: {all}");
    }

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex CodeWord();
}
