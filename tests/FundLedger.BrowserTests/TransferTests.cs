using FundLedger.Features.Setup;
using Microsoft.Playwright;

namespace FundLedger.BrowserTests;

public sealed class TransferTests(Site site) : BrowserTest(site)
{
    private const string CountSql = "SELECT count(*) FROM pool_transfers WHERE reason = @reason";

    [Fact]
    public async Task A_transfer_is_asked_for_by_one_and_approved_by_two_others()
    {
        var accountant = await FormFilledAsync("Bù tiền quà Tết theo họp Hội đồng", "1.250.000");
        await accountant.Button("Gửi đề nghị").ClickAsync();
        await accountant.Notice().Should().ToContainTextAsync("cần hai người duyệt");
        await accountant.Button("Duyệt điều chuyển").Should().ToHaveCountAsync(0);

        var first = await ApprovedAsync(DemoUsers.Approver, accountant.Url);
        await first.Button("Duyệt điều chuyển").Should().ToHaveCountAsync(0);
        await first.Link("Điều chuyển nguồn").First.ClickAsync();
        await first.Content().GetByRole(AriaRole.Row).Filter(new() { HasText = "1.250.000" }).Should().Not.ToContainTextAsync("ĐC-2021-");

        var second = await ApprovedAsync(DemoUsers.SecondApprover, accountant.Url);
        await second.Content().Should().ToContainTextAsync("Đã ghi sổ");
        await second.Content().Should().ToContainTextAsync("-2021-00001");
    }

    [Fact]
    public async Task Without_a_network_the_form_stays_and_says_that_it_was_not_sent()
    {
        const string Reason = "Điều chuyển lúc không có mạng";
        var page = await FormFilledAsync(Reason, "1.100.000");
        await page.Context.SetOfflineAsync(true);
        await page.Button("Gửi đề nghị").ClickAsync();
        await page.Refusal().Should().ToContainTextAsync("chưa gửi");
        await page.Field("Lý do").Should().ToHaveValueAsync(Reason);
        await page.Context.SetOfflineAsync(false);
        await page.Button("Gửi đề nghị").ClickAsync();
        await page.Notice().Should().ToContainTextAsync("cần hai người duyệt");
        Assert.Equal(1, await Site.AskAsync<long>(CountSql, new { reason = Reason }));
    }

    [Fact]
    public async Task A_database_that_is_away_answers_503_and_sending_again_records_once()
    {
        const string Reason = "Điều chuyển lúc máy chủ gián đoạn";
        var page = await FormFilledAsync(Reason, "1.200.000");
        await Site.WithoutDatabaseAsync(async () =>
        {
            var answer = await page.RunAndWaitForResponseAsync(
                () => page.Button("Gửi đề nghị").ClickAsync(), answer => answer.Request.Method == "POST");
            Assert.Equal(503, answer.Status);
            await page.GetByText("Những gì đã nhập vẫn còn").WaitForAsync();
        });
        Assert.Equal(0, await Site.AskAsync<long>(CountSql, new { reason = Reason }));
        await page.Button("Gửi lại").ClickAsync();
        await page.Notice().Should().ToContainTextAsync("cần hai người duyệt");
        Assert.Equal(1, await Site.AskAsync<long>(CountSql, new { reason = Reason }));
    }

    [Fact]
    public async Task An_answer_that_turned_into_503_on_its_way_costs_nothing_and_the_second_sending_finds_the_first()
    {
        const string Reason = "Điều chuyển mất câu trả lời";
        var page = await FormFilledAsync(Reason, "1.300.000");
        await page.RouteAsync("**/transfers/new", async route =>
        {
            await route.FetchAsync(new() { MaxRedirects = 0 });
            await page.Context.ClearCookiesAsync(new() { Name = "fundledger.answered" });
            await route.FulfillAsync(new() { Status = 503, ContentType = "text/html", Body = "<p>Service Unavailable</p>" });
        });
        await page.Button("Gửi đề nghị").ClickAsync();
        await page.GetByText("Service Unavailable").WaitForAsync();
        await page.UnrouteAllAsync();
        await page.GotoAsync("/transfers/new");
        await page.Refusal().Should().ToContainTextAsync("gửi lại không ghi hai lần");
        await page.Field("Lý do").Should().ToHaveValueAsync(Reason);
        await page.Field("Số tiền").Should().ToHaveValueAsync("1.300.000");
        await page.Button("Gửi đề nghị").ClickAsync();
        await page.Title().Should().ToContainTextAsync("Điều chuyển số");
        Assert.Equal(1, await Site.AskAsync<long>(CountSql, new { reason = Reason }));
    }

    private async Task<IPage> FormFilledAsync(string reason, string amount)
    {
        var page = await PageOf(DemoUsers.Accountant);
        await page.GotoAsync("/transfers/new");
        await page.Field("Từ nguồn").SelectOptionAsync("CHUNG");
        await page.Field("Sang nguồn").SelectOptionAsync("TET");
        await page.Field("Số tiền").FillAsync(amount);
        await page.Field("Lý do").FillAsync(reason);
        return page;
    }

    private async Task<IPage> ApprovedAsync(string approver, string address)
    {
        var page = await PageOf(approver);
        await page.GotoAsync(address);
        await page.ConfirmAsync(page.Button("Duyệt điều chuyển"));
        await page.Notice().WaitForAsync();
        return page;
    }
}
