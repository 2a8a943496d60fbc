using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace FundLedger.BrowserTests;

/// <summary>What holds on every page, for everybody who may open it. Nothing is written here.</summary>
public sealed class PageTests(Site site) : BrowserTest(site)
{
    private const string OverflowScript = """
        () => [...document.querySelectorAll('body *')].filter(one => one.getBoundingClientRect().right > innerWidth + 1
            && !one.closest('.table-frame') && one.checkVisibility()).slice(0, 3).map(one => `${one.tagName}.${one.className}`).join(' ')
        """;

    private const string CutScript = """
        main => [...main.querySelectorAll('.table-frame, .card, .tile')]
            .filter(box => box.checkVisibility() && box.scrollWidth > box.clientWidth + 1)
            .map(box => `${box.className}: ${box.scrollWidth - box.clientWidth} pixels of ${box.innerText.slice(0, 60)}`)
        """;

    // One link of each kind: those that differ only in a number or in what follows the question mark lead to the same page.
    private const string LinksScript = """
        main => [...new Map([...main.querySelectorAll('a[href]')].map(link => new URL(link.href))
            .filter(url => url.origin === location.origin).map(url => [url.pathname.replace(/\d+/g, '0'), url.href])).entries()].flat()
        """;

    // What each person's links were seen to lead to; the same link stands on many pages.
    private static readonly HashSet<(string? User, string Kind)> Followed = [];

    // The same page of another person has other buttons and rows of the same parts: the long look at it is taken once.
    private static readonly HashSet<string> Looked = [];

    public static TheoryData<string?, string> Everywhere => new(Places.EachOfEverybody);

    // One opening of each page for all that only looks at it: opening it is what costs.
    [Theory]
    [MemberData(nameof(Everywhere))]
    public async Task Everybody_can_read_the_page_everywhere_and_it_runs_nothing_from_elsewhere(string? user, string address)
    {
        var page = await PageOf(user, width: 1280);
        var complaints = new List<string>();
        page.Console += (_, message) => { if (message.Type == "error") complaints.Add(message.Text); };
        page.PageError += (_, error) => complaints.Add(error);
        var answer = await page.GotoAsync(await Places.AddressAsync(Site, address));
        Assert.True(answer!.Status == 200, $"{address} answers {answer.Status}.");
        GuardsItself(answer.Headers, user);

        Assert.Equal(0, await page.Locator("script:not([src]), [style], style, [onclick], [onsubmit], [onchange]").CountAsync());
        // An address that could not be made is written as none, and the form would be sent to nobody.
        Assert.Equal(0, await page.Locator("form[action='']").CountAsync());
        if (Looked.Add(address)) await ReadsWellAsync(page);
        await FitsAsync(page);
        await LeadsSomewhereAsync(page, user);
        Assert.True(complaints.Count == 0, string.Join('\n', complaints));
    }

    private static void GuardsItself(Dictionary<string, string> headers, string? user)
    {
        var policy = headers["content-security-policy"];
        Assert.Contains("default-src 'none'; script-src 'self'; style-src 'self'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", headers["x-content-type-options"]);
        Assert.Equal("same-origin", headers["referrer-policy"]);
        if (user is not null) Assert.Contains("no-store", headers["cache-control"], StringComparison.Ordinal);
    }

    private static async Task ReadsWellAsync(IPage page)
    {
        var found = await page.RunAxe(new AxeRunOptions());
        var grave = found.Violations.Where(violation => violation.Impact is "serious" or "critical").Select(Described).ToList();
        Assert.True(grave.Count == 0, string.Join('\n', grave));
    }

    private static async Task FitsAsync(IPage page)
    {
        var cut = await page.Content().EvaluateAsync<string[]>(CutScript);
        Assert.True(cut.Length == 0, "On a desktop: " + string.Join('\n', cut));
        await page.SetViewportSizeAsync(360, 800);
        var width = await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth");
        Assert.True(width <= 360, $"{width} pixels wide, because of {await page.EvaluateAsync<string>(OverflowScript)}");
        var narrow = await page.Content().EvaluateAsync<string[]>(CutScript);
        Assert.True(narrow.Length == 0, "On a telephone: " + string.Join('\n', narrow));
    }

    private static async Task LeadsSomewhereAsync(IPage page, string? user)
    {
        foreach (var link in (await page.Content().EvaluateAsync<string[]>(LinksScript)).Chunk(2))
        {
            if (!Followed.Add((user, link[0]))) continue;
            Assert.True((await page.APIRequest.GetAsync(link[1])).Status == 200, $"{link[1]} does not answer 200.");
        }
    }

    private static string Described(AxeResultItem violation) =>
        $"{violation.Id}: {violation.Help}\n" + string.Join('\n', violation.Nodes.Take(3).Select(node => "  " + node.Html));
}
