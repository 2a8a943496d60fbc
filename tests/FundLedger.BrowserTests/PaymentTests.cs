using FundLedger.Features.Setup;
using Microsoft.Playwright;

namespace FundLedger.BrowserTests;

/// <summary>The cashier orders what is approved, with an officer's advance, and settles it.</summary>
public sealed class PaymentTests(Site site) : BrowserTest(site)
{
    private const string ApprovedSql = """
        SELECT min(disbursement_id)::text FROM disbursements JOIN funds f USING (fund_id) WHERE f.code = 'Q106' AND status = 'approved'
        """;

    [Fact]
    public async Task An_advance_is_settled_line_by_line_and_what_was_chosen_stays_when_the_sum_is_wrong()
    {
        var page = await PageOf(DemoUsers.Cashier);
        await page.GotoAsync($"/disbursements/Q106/{await Site.AskAsync<string>(ApprovedSql)}");
        await page.Link("Lập lệnh chi").ClickAsync();
        await page.Link("Tạm ứng cho cán bộ xã").ClickAsync();
        await page.Field("Cán bộ nhận tạm ứng").SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await page.GetByLabel("Tiền gửi ngân hàng").CheckAsync();
        await page.Button("Lập lệnh chi").ClickAsync();
        await page.Notice().Should().ToContainTextAsync("phiếu chi tạm ứng PC-2021-");

        await page.Button("Các dòng còn lại: đã chi đủ").ClickAsync();
        await page.Content().Locator("table select").Last.SelectOptionAsync("returned");
        await page.Content().Should().ToContainTextAsync("Phải hoàn lại 300.000");
        await page.Field("Tiền hoàn lại").FillAsync("200000");
        await page.ConfirmAsync(page.Button("Quyết toán"));
        await page.Content().Should().ToContainTextAsync("chênh lệch 100.000");
        await page.Content().Locator("table select").Last.Should().ToHaveValueAsync("returned");

        await page.Field("Tiền hoàn lại").FillAsync("300000");
        await page.ConfirmAsync(page.Button("Quyết toán"));
        await page.Notice().Should().ToContainTextAsync("TU-2021-00001, HU-2021-00001");
        await page.Content().Should().ToContainTextAsync("Đã có kết quả của mọi dòng");
    }
}
