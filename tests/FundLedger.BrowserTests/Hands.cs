using System.Globalization;
using System.Text.RegularExpressions;
using FundLedger.Features.Disbursements;
using Microsoft.Playwright;

namespace FundLedger.BrowserTests;

/// <summary>What a person does and sees on a page, by the words on the screen.</summary>
internal static partial class Hands
{
    public static ILocator Content(this IPage page) => page.GetByRole(AriaRole.Main);

    /// <summary>The input with exactly this label, required or not.</summary>
    public static ILocator Field(this IPage page, string label) =>
        page.GetByLabel(label, new() { Exact = true }).Or(page.GetByLabel(label + " không bắt buộc", new() { Exact = true }));

    public static ILocator Button(this IPage page, string name) => page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    public static ILocator Link(this IPage page, string name) => page.GetByRole(AriaRole.Link, new() { Name = name, Exact = true });

    public static ILocator Title(this IPage page) => page.GetByRole(AriaRole.Heading, new() { Level = 1 });

    public static ILocator Question(this IPage page) => page.GetByRole(AriaRole.Dialog);

    /// <summary>What the page says was just done.</summary>
    public static ILocator Notice(this IPage page) => page.Content().GetByRole(AriaRole.Status);

    /// <summary>Why the page did not do it.</summary>
    public static ILocator Refusal(this IPage page) => page.Content().GetByRole(AriaRole.Alert);

    public static ILocatorAssertions Should(this ILocator locator) => Assertions.Expect(locator);

    public static async Task SignInAsync(this IPage page, string user, string password)
    {
        await page.Field("Tên đăng nhập").FillAsync(user);
        await page.Field("Mật khẩu").FillAsync(password);
        await page.Button("Đăng nhập").ClickAsync();
    }

    /// <summary>Chooses a file for each paper, which the page keeps at once.</summary>
    public static async Task AttachAsync(this IPage page, IReadOnlyList<AttachedPaper> papers)
    {
        await page.WaitForLoadStateAsync(LoadState.Load);
        for (var i = 0; i < papers.Count; i++)
        {
            var file = new FilePayload { Name = "ban-quet.pdf", MimeType = "application/pdf", Buffer = papers[i].Content };
            await page.GetByLabel(papers[i].Paper).First.SetInputFilesAsync(file);
            await page.Content().GetByText("đã nộp", new() { Exact = true }).Should().ToHaveCountAsync(i + 1, new() { Timeout = 20_000 });
        }
    }

    /// <summary>Presses a button that asks back, and says yes. A page asks only once its scripts have run, which is later than its words are seen.</summary>
    public static async Task ConfirmAsync(this IPage page, ILocator button)
    {
        await page.WaitForLoadStateAsync(LoadState.Load);
        await button.ClickAsync();
        await page.Question().GetByRole(AriaRole.Button).Last.ClickAsync();
    }

    /// <summary>What the field's own hint says is wrong with it.</summary>
    public static async Task<string> ProblemAsync(this IPage page, ILocator field)
    {
        await Assertions.Expect(field).ToHaveAttributeAsync("aria-invalid", "true");
        var notes = (await field.GetAttributeAsync("aria-describedby"))!.Split(' ');
        return await page.Locator("#" + notes.Single(note => note.EndsWith("-error", StringComparison.Ordinal))).InnerTextAsync();
    }

    /// <summary>The whole đồng after a label on a page, e.g. "Số dư đầu kỳ 1.234.567 ₫"; brackets make it negative.</summary>
    public static async Task<long> FigureAsync(this IPage page, string label)
    {
        var text = await page.Content().InnerTextAsync(new());
        var found = Regex.Match(text, Regex.Escape(label) + @"\s+(\(?)([\d.]+)\)?\s*₫", RegexOptions.IgnoreCase);
        Assert.True(found.Success, $"No figure after “{label}” in:\n{text}");
        return Dong(found.Groups[2].Value) * (found.Groups[1].Length > 0 ? -1 : 1);
    }

    public static long Dong(string printed) => long.Parse(printed.Replace(".", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);

    /// <summary>The bytes behind a link, fetched in the same session.</summary>
    public static async Task<byte[]> FileBehindAsync(this IPage page, ILocator link)
    {
        var answer = await page.APIRequest.GetAsync((await link.GetAttributeAsync("href"))!);
        Assert.Equal(200, answer.Status);
        return await answer.BodyAsync();
    }

    /// <summary>Requests to this address reach the server and their answers are lost on the way back; the task inside ends with the first one.</summary>
    public static async Task<Task> LoseAnswersAsync(this IPage page, string address)
    {
        var lost = new TaskCompletionSource();
        await page.RouteAsync(address, async route =>
        {
            try
            {
                await route.FetchAsync(new() { MaxRedirects = 0 });
                // The cookie of the lost answer, which the fetch above has put into the browser, never came.
                await page.Context.ClearCookiesAsync(new() { Name = "fundledger.answered" });
                await route.AbortAsync("connectionreset");
                lost.TrySetResult();
            }
            catch (PlaywrightException failure)
            {
                lost.TrySetException(failure);
            }
        });
        return lost.Task;
    }

    /// <summary>Waits for the browser's own error page: asked for again and again, since it may be there before anyone waits for it.</summary>
    public static async Task ErrorPageAsync(this IPage page)
    {
        for (var turn = 0; turn < 400 && !page.Url.StartsWith("chrome-error:", StringComparison.Ordinal); turn++)
        {
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    [GeneratedRegex(@"PT-2021-\d{5}")]
    public static partial Regex ReceiptNumber();

    [GeneratedRegex(@"PC-2021-\d{5}")]
    public static partial Regex PaymentNumber();

    [GeneratedRegex(@"BD-2021-\d{5}")]
    public static partial Regex ReversalNumber();
}
