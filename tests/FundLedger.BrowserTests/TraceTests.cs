using System.Text;
using System.Text.RegularExpressions;
using FundLedger.Features.Setup;
using Microsoft.Playwright;

namespace FundLedger.BrowserTests;

public sealed class TraceTests(Site site) : BrowserTest(site)
{
    private const string FirstReceipt = "PT-2021-00001";

    [Fact]
    public async Task From_a_receipt_to_a_payment_and_back_to_the_receipt()
    {
        var page = await PageOf(DemoUsers.Auditor);
        await page.GotoAsync($"/vouchers/Q106/{FirstReceipt}");
        await page.Link("Tiền này đã đi đâu").ClickAsync();
        await page.Title().Should().ToContainTextAsync(FirstReceipt);
        var received = await page.FigureAsync("Số tiền thu");
        Assert.Equal(received, await page.FigureAsync("Đã đến với trẻ em và đối tượng khác") + await page.FigureAsync("Còn trong quỹ"));
        Assert.Equal(received, await page.FigureAsync("Cộng"));

        var uses = page.Content().GetByRole(AriaRole.Region, new() { Name = "Đã đến với ai" });
        var payment = uses.GetByRole(AriaRole.Link, new() { NameRegex = Hands.PaymentNumber() }).First;
        var number = await payment.InnerTextAsync();
        await payment.ClickAsync();
        await page.Title().Should().ToContainTextAsync(number);

        await page.Link("Tiền này từ đâu đến").ClickAsync();
        await page.Title().Should().ToContainTextAsync(number);
        var sources = page.Content().GetByRole(AriaRole.Region, new() { Name = "Tiền từ đâu đến" });
        await sources.GetByRole(AriaRole.Link, new() { Name = FirstReceipt, Exact = true }).ClickAsync();
        await page.Title().Should().ToHaveTextAsync(new Regex($"Tiền của phiếu thu {FirstReceipt}"));
    }

    [Fact]
    public async Task One_line_of_a_payment_and_one_child_are_traced_too()
    {
        var page = await PageOf(DemoUsers.Auditor);
        await page.GotoAsync($"/traces/Q106/receipts/{FirstReceipt}");
        var row = page.Content().GetByRole(AriaRole.Region, new() { Name = "Đã đến với ai" }).GetByRole(AriaRole.Row).Nth(1);
        var child = await row.GetByRole(AriaRole.Rowheader).GetByRole(AriaRole.Link).InnerTextAsync();
        await row.GetByTitle("Tiền này từ đâu đến").ClickAsync();
        var lines = page.Content().GetByRole(AriaRole.Region, new() { Name = "Từng khoản hỗ trợ" });
        await lines.GetByRole(AriaRole.Link, new() { Name = child, Exact = true }).ClickAsync();
        await page.Link("Tiền này từ đâu đến").ClickAsync();
        await page.Title().Should().ToContainTextAsync(child);
        await page.Content().Should().ToContainTextAsync(FirstReceipt);
    }

    [Fact]
    public async Task The_file_has_all_lines_and_the_screen_says_how_many_it_shows()
    {
        var page = await PageOf(DemoUsers.Accountant);
        await page.GotoAsync($"/traces/Q106/receipts/{FirstReceipt}");
        var counted = await page.Content().GetByText("khoản hỗ trợ").First.InnerTextAsync();
        var csv = Encoding.UTF8.GetString(await page.FileBehindAsync(page.Link("Tải CSV")));
        var lines = csv.Split("\r\n").Count(line => line.Contains(",PC-2021-", StringComparison.Ordinal));
        Assert.StartsWith($"{lines} ", counted.Trim(), StringComparison.Ordinal);
    }
}
