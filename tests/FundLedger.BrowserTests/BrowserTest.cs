using Microsoft.Playwright;

namespace FundLedger.BrowserTests;

/// <summary>The windows of one test; when it fails, what they showed is kept under TestResults.</summary>
public abstract class BrowserTest(Site site) : IClassFixture<Site>, IAsyncDisposable
{
    private static readonly string Results = Path.Combine(AppContext.BaseDirectory, "TestResults");

    private readonly List<IBrowserContext> windows = [];

    protected Site Site { get; } = site;

    /// <summary>A page in a window of its own, of somebody signed in, or of nobody.</summary>
    protected async Task<IPage> PageOf(string? user, bool withScript = true, int width = 1280)
    {
        var window = await Site.WindowAsync(user is null ? null : await Site.SessionOfAsync(user), withScript, width);
        window.SetDefaultTimeout(20_000);
        windows.Add(window);
        return await window.NewPageAsync();
    }

    public async ValueTask DisposeAsync()
    {
        var kept = TestContext.Current.TestState?.Result == TestResult.Failed ? await KeepAsync() : [];
        foreach (var window in windows) await window.DisposeAsync();
        GC.SuppressFinalize(this);
        var failure = Site.LastFailure ?? "none";
        Assert.True(kept.Count == 0, $"What the browser showed: {string.Join(", ", kept)}\nThe application's last error: {failure}");
    }

    private async Task<List<string>> KeepAsync()
    {
        Directory.CreateDirectory(Results);
        var name = string.Concat(TestContext.Current.Test!.TestDisplayName.Select(letter => char.IsLetterOrDigit(letter) ? letter : '_'));
        var kept = new List<string>();
        foreach (var page in windows.SelectMany(window => window.Pages))
        {
            var file = Path.Combine(Results, $"{name[..Math.Min(name.Length, 120)]}-{kept.Count + 1}");
            await page.ScreenshotAsync(new() { Path = file + ".png", FullPage = true });
            await File.WriteAllTextAsync(file + ".html", $"<!-- {page.Url} -->\n{await page.ContentAsync()}", CancellationToken.None);
            kept.Add(file + ".png and .html");
        }

        return kept;
    }
}
