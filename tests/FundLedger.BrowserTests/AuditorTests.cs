using System.Text;
using FundLedger.Features.Setup;
using Microsoft.Playwright;

namespace FundLedger.BrowserTests;

public sealed class AuditorTests(Site site) : BrowserTest(site)
{
    private const string PaymentSql = """
        SELECT 'PC-2021-' || lpad(min(voucher_no)::text, 5, '0') FROM vouchers JOIN funds f USING (fund_id)
        WHERE f.code = 'Q106' AND voucher_type = 'PC' AND voucher_year = 2021
        """;

    private const string RequestSql = "SELECT min(disbursement_id) FROM disbursements JOIN funds f USING (fund_id) WHERE f.code = 'Q106'";

    [Fact]
    public async Task The_statement_of_a_closed_quarter_adds_up()
    {
        var page = await QuarterAsync();
        var opening = await page.FigureAsync("Số dư đầu kỳ");
        var received = await page.FigureAsync("Thu trong kỳ");
        var given = await page.FigureAsync("Chi trong kỳ");

        Assert.True(opening > 0 && received > 0 && given > 0, "The third quarter of the demo has money in all columns.");
        Assert.Equal(opening + received - given, await page.FigureAsync("Số dư cuối kỳ"));
        await page.Content().Should().ToContainTextAsync("Mọi tháng trong kỳ đã khóa sổ");
    }

    [Theory]
    [InlineData("Tải PDF", "%PDF")]
    [InlineData("Excel", "PK")]
    [InlineData("CSV", "\u00ef\u00bb\u00bf")]
    [InlineData("hledger", "")]
    public async Task A_file_of_a_closed_quarter_is_the_same_to_the_byte_each_time(string link, string start)
    {
        var page = await QuarterAsync();
        var first = await page.FileBehindAsync(page.Link(link));

        Assert.StartsWith(start, Encoding.Latin1.GetString(first), StringComparison.Ordinal);
        Assert.Equal(first, await page.FileBehindAsync(page.Link(link)));
    }

    [Fact]
    public async Task The_digest_on_the_screen_stands_in_the_files()
    {
        var page = await QuarterAsync();
        var proof = await page.Content().InnerTextAsync();
        var digest = Codes.Sha256().Match(proof[proof.IndexOf("SHA-256 của số liệu", StringComparison.Ordinal)..]).Value;

        Assert.Equal(64, digest.Length);
        Assert.Contains(digest, Encoding.UTF8.GetString(await page.FileBehindAsync(page.Link("CSV"))), StringComparison.Ordinal);
        var printed = await Paper.TextAsync(await page.FileBehindAsync(page.Link("Tải PDF")));
        Assert.Contains(digest, printed.Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_verification_on_demand_finds_everything_right()
    {
        var page = await PageOf(DemoUsers.Auditor);
        await page.GotoAsync("/audit");
        await page.Button("Kiểm tra ngay").ClickAsync();

        await page.Notice().Should().ToContainTextAsync("Sổ đúng", new() { Timeout = 60_000 });
        var passes = page.Content().GetByRole(AriaRole.Listitem).Filter(new() { HasText = "bản ghi · " });
        Assert.True(await passes.CountAsync() >= 4);
        await passes.Filter(new() { HasText = "Đúng" }).Should().ToHaveCountAsync(await passes.CountAsync());
    }

    [Fact]
    public async Task The_auditor_finds_no_button_that_writes()
    {
        var page = await PageOf(DemoUsers.Auditor);
        var voucher = await Site.AskAsync<string>(PaymentSql);
        var request = await Site.AskAsync<long>(RequestSql);
        foreach (var address in (string[])
            ["/", "/funds/overview", "/receipts", "/disbursements", "/children", "/norms", "/statements", "/ledger", "/periods",
             $"/vouchers/Q106/{voucher}", FormattableString.Invariant($"/disbursements/Q106/{request}")])
        {
            var answer = await page.GotoAsync(address);
            Assert.True(answer!.Status == 200, $"{address}: {answer.Status}");
            // A look at a paper and a print of a voucher are written down, and change nothing.
            var writing = page.Content().Locator("form[method=post]:not([action*='/papers/']):not([action*='handler=Print'])");
            Assert.True(await writing.CountAsync() == 0, $"{address} has a form that writes.");
        }
    }

    [Theory]
    [InlineData("/receipts/new")]
    [InlineData("/disbursements/gifts")]
    [InlineData("/disbursements/surgery")]
    public async Task The_auditor_may_not_open_a_form_that_writes(string address)
    {
        var page = await PageOf(DemoUsers.Auditor);
        Assert.Equal(403, (await page.GotoAsync(address))!.Status);
        await page.Title().Should().ToHaveTextAsync("Không có quyền");
    }

    private async Task<IPage> QuarterAsync()
    {
        var page = await PageOf(DemoUsers.Auditor);
        await page.GotoAsync("/statements");
        await page.Link("Quý 3").ClickAsync();
        await page.Link("Quý 3").Should().ToHaveAttributeAsync("aria-current", "true");
        return page;
    }
}
