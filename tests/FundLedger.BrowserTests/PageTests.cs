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

    public static TheoryData<string?, string> Everywhere => new(Places.EachOfEverybody);

    // One opening of each page for all that only looks at it: opening it is what costs.
    [Theory]
    [MemberData(nameof(Everywhere))]
    public async Task Everybody_can_read_the_page_on_a_desktop_and_on_a_telephone(string? user, string address)
    {
        var page = await OpenedAsync(user, address);
        var found = await page.RunAxe(new AxeRunOptions());
        var grave = found.Violations.Where(violation => violation.Impact is "serious" or "critical").Select(Described).ToList();
        Assert.True(grave.Count == 0, string.Join('\n', grave));
        var cut = await page.Content().EvaluateAsync<string[]>(CutScript);
        Assert.True(cut.Length == 0, "On a desktop: " + string.Join('\n', cut));

        await page.SetViewportSizeAsync(360, 800);
        var width = await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth");
        Assert.True(width <= 360, $"{width} pixels wide, because of {await page.EvaluateAsync<string>(OverflowScript)}");
        var narrow = await page.Content().EvaluateAsync<string[]>(CutScript);
        Assert.True(narrow.Length == 0, "On a telephone: " + string.Join('\n', narrow));
    }

    private async Task<IPage> OpenedAsync(string? user, string address)
    {
        var page = await PageOf(user, width: 1280);
        var answer = await page.GotoAsync(await Places.AddressAsync(Site, address));
        Assert.True(answer!.Status == 200, $"{address} answers {answer.Status}.");
        return page;
    }

    private static string Described(AxeResultItem violation) =>
        $"{violation.Id}: {violation.Help}\n" + string.Join('\n', violation.Nodes.Take(3).Select(node => "  " + node.Html));
}
