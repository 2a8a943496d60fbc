using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace FundLedger.BrowserTests;

/// <summary>What holds on every page, for everybody who may open it. Nothing is written here.</summary>
public sealed class PageTests(Site site) : BrowserTest(site)
{
    private const string WaitingSql = """
        SELECT min(disbursement_id)::text FROM disbursements JOIN funds f USING (fund_id) WHERE f.code = 'Q106' AND status = 'requested'
        """;

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
            .filter(url => url.origin === location.origin).map(url => [url.pathname.replace(/\d+/g, '0'), url.href])).values()]
        """;

    public static TheoryData<string?, string> Everywhere => new(Places.EachOfEverybody);

    [Theory]
    [MemberData(nameof(Everywhere))]
    public async Task Nothing_keeps_anybody_from_reading_the_page(string? user, string address)
    {
        var page = await OpenedAsync(user, address, 1280);
        var found = await page.RunAxe(new AxeRunOptions());
        var grave = found.Violations.Where(violation => violation.Impact is "serious" or "critical").Select(Described).ToList();
        Assert.True(grave.Count == 0, string.Join('\n', grave));
    }

    [Theory]
    [MemberData(nameof(Everywhere))]
    public async Task The_page_fits_a_telephone(string? user, string address)
    {
        var page = await OpenedAsync(user, address, 360);
        var width = await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth");
        Assert.True(width <= 360, $"{width} pixels wide, because of {await page.EvaluateAsync<string>(OverflowScript)}");
        Assert.Empty(await page.Content().EvaluateAsync<string[]>(CutScript));
    }

    [Theory]
    [MemberData(nameof(Everywhere))]
    public async Task No_figure_of_the_page_is_cut_off_on_a_desktop(string? user, string address)
    {
        var page = await OpenedAsync(user, address, 1280);
        var cut = await page.Content().EvaluateAsync<string[]>(CutScript);
        Assert.True(cut.Length == 0, string.Join('\n', cut));
    }

    [Theory]
    [MemberData(nameof(Everywhere))]
    public async Task The_links_of_the_page_lead_somewhere(string? user, string address)
    {
        var page = await OpenedAsync(user, address, 1280);
        var links = await page.Content().EvaluateAsync<string[]>(LinksScript);
        foreach (var link in links)
        {
            var answer = await page.APIRequest.GetAsync(link);
            Assert.True(answer.Status == 200, $"{link} answers {answer.Status}.");
        }
    }

    [Theory]
    [MemberData(nameof(Everywhere))]
    public async Task The_page_loads_and_runs_nothing_from_elsewhere_and_is_never_framed(string? user, string address)
    {
        var page = await PageOf(user);
        var complaints = new List<string>();
        page.Console += (_, message) => { if (message.Type == "error") complaints.Add(message.Text); };
        page.PageError += (_, error) => complaints.Add(error);
        var answer = await page.GotoAsync(await ResolvedAsync(address));
        var headers = answer!.Headers;
        var policy = headers["content-security-policy"];

        Assert.Contains("default-src 'none'; script-src 'self'; style-src 'self'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", headers["x-content-type-options"]);
        Assert.Equal("same-origin", headers["referrer-policy"]);
        if (user is not null) Assert.Contains("no-store", headers["cache-control"], StringComparison.Ordinal);
        Assert.Equal(0, await page.Locator("script:not([src]), [style], style, [onclick], [onsubmit], [onchange]").CountAsync());
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        Assert.True(complaints.Count == 0, string.Join('\n', complaints));
    }

    private async Task<IPage> OpenedAsync(string? user, string address, int width)
    {
        var page = await PageOf(user, width: width);
        var answer = await page.GotoAsync(await ResolvedAsync(address));
        Assert.True(answer!.Status == 200, $"{address} answers {answer.Status}.");
        return page;
    }

    private async Task<string> ResolvedAsync(string address) => address.Contains(Places.Waiting, StringComparison.Ordinal)
        ? address.Replace(Places.Waiting, await Site.AskAsync<string>(WaitingSql), StringComparison.Ordinal)
        : address;

    private static string Described(AxeResultItem violation) =>
        $"{violation.Id}: {violation.Help}\n" + string.Join('\n', violation.Nodes.Take(3).Select(node => "  " + node.Html));
}
