using FundLedger.Features.Setup;
using Microsoft.Playwright;

namespace FundLedger.BrowserTests;

public sealed class AdjustmentTests(Site site) : BrowserTest(site)
{
    [Fact]
    public async Task Cash_paid_into_the_bank_is_posted_at_once_and_shows_its_lines()
    {
        var page = await PageOf(DemoUsers.Accountant);
        await page.GotoAsync("/ledger/adjustments");
        await page.Link("Lập phiếu kế toán").First.ClickAsync();
        await page.Link("Nộp tiền vào ngân hàng").ClickAsync();
        await page.Field("Lý do").FillAsync("Nộp tiền mặt thừa định mức tồn quỹ");
        await page.Field("Số tiền").Nth(0).FillAsync("900.000");
        await page.Field("Số tiền").Nth(1).FillAsync("800.000");
        await page.Button("Ghi phiếu").ClickAsync();
        await page.Refusal().First.WaitForAsync();
        await page.Field("Lý do").Should().ToHaveValueAsync("Nộp tiền mặt thừa định mức tồn quỹ");
        await page.Field("Số tiền").Nth(1).FillAsync("900.000");
        await page.Button("Ghi phiếu").ClickAsync();

        await page.Title().Should().ToContainTextAsync("PK-2021-00001");
        await page.Content().GetByRole(AriaRole.Row).Filter(new() { HasText = "Tiền gửi ngân hàng" }).Should().ToContainTextAsync("900.000");
        await page.Link("Phiếu kế toán").First.ClickAsync();
        await page.Content().GetByRole(AriaRole.Row).Filter(new() { HasText = "PK-2021-00001" }).Should().ToContainTextAsync("Đã ghi sổ");
    }
}
