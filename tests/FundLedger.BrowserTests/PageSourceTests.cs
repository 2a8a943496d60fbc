using Microsoft.Playwright;

namespace FundLedger.BrowserTests;

/// <summary>Where every page takes its parts from and where it leads. Nothing is written here.</summary>
public sealed class PageSourceTests(Site site) : BrowserTest(site)
{
    // One link of each kind: those that differ only in a number or in what follows the question mark lead to the same page.
    private const string LinksScript = """
        main => [...new Map([...main.querySelectorAll('a[href]')].map(link => new URL(link.href))
            .filter(url => url.origin === location.origin).map(url => [url.pathname.replace(/\d+/g, '0'), url.href])).values()]
        """;

    public static TheoryData<string?, string> Everywhere => new(Places.EachOfEverybody);

    [Theory]
    [MemberData(nameof(Everywhere))]
    public async Task The_page_runs_nothing_from_elsewhere_is_never_framed_and_its_links_lead_somewhere(string? user, string address)
    {
        var page = await PageOf(user);
        var complaints = new List<string>();
        page.Console += (_, message) => { if (message.Type == "error") complaints.Add(message.Text); };
        page.PageError += (_, error) => complaints.Add(error);
        var answer = await page.GotoAsync(await Places.AddressAsync(Site, address));
        var headers = answer!.Headers;
        var policy = headers["content-security-policy"];

        Assert.Contains("default-src 'none'; script-src 'self'; style-src 'self'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", headers["x-content-type-options"]);
        Assert.Equal("same-origin", headers["referrer-policy"]);
        if (user is not null) Assert.Contains("no-store", headers["cache-control"], StringComparison.Ordinal);
        Assert.Equal(0, await page.Locator("script:not([src]), [style], style, [onclick], [onsubmit], [onchange]").CountAsync());
        // An address that could not be made is written as none, and the form would be sent to nobody.
        Assert.Equal(0, await page.Locator("form[action='']").CountAsync());
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        Assert.True(complaints.Count == 0, string.Join('\n', complaints));
        foreach (var link in await page.Content().EvaluateAsync<string[]>(LinksScript))
        {
            Assert.True((await page.APIRequest.GetAsync(link)).Status == 200, $"{link} does not answer 200.");
        }
    }
}
