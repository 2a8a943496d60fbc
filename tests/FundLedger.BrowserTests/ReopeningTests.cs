using FundLedger.Features.Setup;
using Microsoft.Playwright;

namespace FundLedger.BrowserTests;

public sealed class ReopeningTests(Site site) : BrowserTest(site)
{
    private const string November = "/statements?From=01/11/2021&To=30/11/2021";

    [Fact]
    public async Task A_month_reopens_by_two_persons_and_its_new_statement_stands_beside_the_old_one()
    {
        var accountant = await PageOf(DemoUsers.Accountant);
        await accountant.GotoAsync(November);
        var sealedBefore = await accountant.FileBehindAsync(accountant.Link("CSV"));

        await accountant.GotoAsync("/periods");
        await accountant.Content().GetByText("Đề nghị mở lại tháng 11/2021").ClickAsync();
        await accountant.Field("Lý do mở lại").FillAsync("Thiếu một phiếu thu của tháng 11");
        await accountant.Button("Gửi đề nghị mở lại").ClickAsync();
        await accountant.Notice().Should().ToContainTextAsync("người duyệt sẽ quyết định");
        await accountant.Button("Duyệt mở lại").Should().ToHaveCountAsync(0);

        var approver = await PageOf(DemoUsers.Approver);
        await approver.GotoAsync("/periods");
        await approver.Content().Should().ToContainTextAsync("Thiếu một phiếu thu của tháng 11");
        await approver.ConfirmAsync(approver.Button("Duyệt mở lại"));
        await approver.Notice().Should().ToContainTextAsync("Đã mở lại tháng 11/2021");

        await AddReceiptAsync(accountant);
        await accountant.GotoAsync("/periods");
        await accountant.Button("Bắt đầu khóa sổ").ClickAsync();
        await accountant.Notice().Should().ToContainTextAsync("Đang khóa sổ tháng 11/2021");
        await accountant.ConfirmAsync(accountant.Button("Khóa sổ tháng 11/2021"));
        await accountant.Notice().Should().ToContainTextAsync("sao kê phiên bản 2");
        await BothVersionsStandAsync(accountant, sealedBefore);
    }

    private static async Task AddReceiptAsync(IPage page)
    {
        await page.GotoAsync("/receipts/new");
        await page.Field("Số tiền").FillAsync("1.500.000");
        await page.Field("Ngày nhận").FillAsync("30/11/2021");
        await page.Field("Ghi vào nguồn").SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await page.Field("Người nộp").FillAsync("Tiểu thương chợ Tam Đường");
        await page.Field("Là").SelectOptionAsync("organisation");
        await page.Button("Ghi nhận").ClickAsync();
        await page.Notice().Should().ToContainTextAsync("1.500.000");
    }

    private static async Task BothVersionsStandAsync(IPage page, byte[] before)
    {
        await page.GotoAsync(November);
        var versions = page.GetByRole(AriaRole.Navigation, new() { Name = "Các phiên bản sao kê" });
        await versions.GetByRole(AriaRole.Link).Should().ToHaveCountAsync(2);
        await page.Content().GetByRole(AriaRole.Row).Filter(new() { HasText = "Phiên bản 2" }).Should().ToContainTextAsync("1.500.000");
        await versions.GetByRole(AriaRole.Link).First.ClickAsync();
        await page.Content().Should().ToContainTextAsync("Các phiên bản sao kê");
        Assert.Equal(before, await page.FileBehindAsync(page.Link("CSV")));
    }
}
