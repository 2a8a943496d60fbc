using System.Text.RegularExpressions;
using FundLedger.Features.Setup;
using FundLedger.Web.Localisation;
using Microsoft.Playwright;

namespace FundLedger.BrowserTests;

public sealed partial class LanguageTests(Site site) : BrowserTest(site)
{
    // What the page itself says: all text but the rows of tables, the values beside their names, the choices of a list and quoted text.
    private const string OwnWordsScript = """
        () => {
          const walker = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
          const words = [];
          for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            if (node.parentElement.closest('tbody, dd, option, li, code, .voucher, [lang=vi]')) continue;
            if (node.data.trim()) words.push(node.data.trim());
          }
          return words;
        }
        """;

    public static TheoryData<string?, string> Pages =>
        new(Places.Each.Where(place => !place.Address.Contains('{', StringComparison.Ordinal)));

    [Fact]
    public async Task The_switch_to_English_changes_every_line_of_the_menu_and_back()
    {
        var page = await PageOf(DemoUsers.Accountant);
        await page.GotoAsync("/receipts");
        var vietnamese = await MenuOf(page).AllInnerTextsAsync();
        await page.Button("en").ClickAsync();
        await page.Title().Should().ToHaveTextAsync("Receipts");
        var english = await MenuOf(page).AllInnerTextsAsync();

        Assert.Equal(vietnamese.Count, english.Count);
        Assert.All(english, label => Assert.DoesNotMatch(Codes.Vietnamese(), label));
        Assert.All(vietnamese.Zip(english), pair => Assert.NotEqual(pair.First, pair.Second));
        await page.Button("vi").ClickAsync();
        await page.Title().Should().ToHaveTextAsync("Khoản thu");
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task In_English_the_page_speaks_English(string? user, string address)
    {
        var page = await PageOf(user);
        await InEnglishAsync(page);
        await page.GotoAsync(address);
        await page.Locator("html[lang=en]").WaitForAsync();

        Assert.DoesNotMatch(Codes.Vietnamese(), Named().Replace(await page.TitleAsync(), ""));
        var words = await page.EvaluateAsync<string[]>(OwnWordsScript);
        Assert.NotEmpty(words);
        Assert.DoesNotContain(words, word => Codes.Vietnamese().IsMatch(Named().Replace(word, "")));
    }

    // What the switch does, without opening each page a second time.
    private Task InEnglishAsync(IPage page) => page.Context.AddCookiesAsync(
        [new Cookie { Name = LanguageSetup.Cookie, Value = LanguageSetup.CookieFor("en"), Url = Site.Address.ToString() }]);

    private static ILocator MenuOf(IPage page) => page.GetByRole(AriaRole.Navigation).First.GetByRole(AriaRole.Listitem);

    /// <summary>Names of places and people (two or more words with capitals), numbers of decisions, and what has no English name.</summary>
    [GeneratedRegex(@"\p{Lu}\p{Ll}*(?:[ -]\p{Lu}\p{Ll}*)+|\p{Lu}+[-/\d\p{Lu}]+|Tết|đồng")]
    private static partial Regex Named();
}
