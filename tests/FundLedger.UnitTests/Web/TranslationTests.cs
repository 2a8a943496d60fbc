using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using FundLedger.Domain;
using FundLedger.Web.Localisation;
using Xunit;

namespace FundLedger.UnitTests.Web;

public sealed partial class TranslationTests
{
    private static readonly string[] Languages = ["vi", "en"];

    [Fact]
    public void Every_text_of_a_screen_has_its_English()
    {
        var english = WebSources.Resource("Texts.en.resx");
        var missing = from source in WebSources.All()
                      from key in KeysIn(source.Text)
                      where !english.TryGetValue(key, out var text) || text.Trim().Length == 0
                      select $"{source.Path}: {key}";
        Assert.Empty(missing);
    }

    [Fact]
    public void No_English_text_is_left_over_from_a_screen_that_went()
    {
        var used = WebSources.All().SelectMany(source => KeysIn(source.Text)).ToHashSet(StringComparer.Ordinal);
        Assert.DoesNotContain(WebSources.Resource("Texts.en.resx").Keys, key => !used.Contains(key));
    }

    [Fact]
    public void Both_languages_refuse_with_the_same_keys()
    {
        var vietnamese = WebSources.Resource("Refusals.vi.resx").Keys.Order(StringComparer.Ordinal);
        Assert.Equal(vietnamese, WebSources.Resource("Refusals.en.resx").Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_error_has_its_sentence_filled_from_its_own_members()
    {
        Assembly[] assemblies = [typeof(Money).Assembly, Assembly.Load("FundLedger.Features"), typeof(RefusalText).Assembly];
        var errors = assemblies.SelectMany(assembly => assembly.GetTypes())
            .Where(type => type.IsSubclassOf(typeof(Error)) && !type.IsAbstract);
        Assert.Empty(errors.SelectMany(Complaints));
    }

    [Fact]
    public void An_error_without_a_sentence_is_noticed() => Assert.NotEmpty(Complaints(typeof(NeverTranslated)));

    [Fact]
    public void A_placeholder_that_names_no_member_is_noticed() =>
        Assert.Equal("Availble", RefusalText.UnknownPlaceholder("{Due} of {Availble}", typeof(NeverTranslated)));

    private static IEnumerable<string> Complaints(Type error) =>
        from language in Languages
        from key in new[] { ErrorCode.Of(error), $"{ErrorCode.Of(error)}.hint", $"{ErrorCode.Of(error)}.citation" }
        let template = RefusalText.TemplateOf(key, CultureInfo.GetCultureInfo(language))
        let complaint = template is not null ? Unknown(template, error) : Optional(key) ? null : "missing"
        where complaint is not null
        select $"{language}: {key}: {complaint}";

    private static bool Optional(string key) => key.Contains('.', StringComparison.Ordinal);

    private static string? Unknown(string template, Type error) =>
        RefusalText.UnknownPlaceholder(template, error) is { } name ? $"{{{name}}} is not a member of {error.Name}" : null;

    private static IEnumerable<string> KeysIn(string source) =>
        TextKey().Matches(source).Select(match => match.Groups[1].Value.Replace("\\\"", "\"", StringComparison.Ordinal));

    [GeneratedRegex("""(?:\bT\[|\btexts\[|\bTexts\.Key\()"((?:[^"\\]|\\.)+)["]""")]
    private static partial Regex TextKey();

    private sealed record NeverTranslated(Money Due) : Refused("Nobody translated this.");
}
