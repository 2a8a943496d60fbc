using System.Text;
using FundLedger.Features.Setup;
using Microsoft.Playwright;

namespace FundLedger.BrowserTests;

public sealed class ImportTests(Site site) : BrowserTest(site)
{
    private const string List = """
        Họ và tên trẻ;Ngày sinh;Giới tính;Nhóm;Người giám hộ;Quan hệ;Hộ
        Phàn Tả Mẩy;05/06/2016;nữ;4;Phàn Văn Páo;cha;A
        Phàn Văn Tỉn;12/31/2018;nam;poor;Phàn Văn Páo;cha;A
        Chẻo A Sử;07/08/2014;nam;3;Tẩn Thị Mỷ;bà;
        Chẻo A Sừ;07/08/2014;nam;3;Tẩn Thị Mỷ;bà;B
        """;

    [Fact]
    public async Task A_list_is_sent_looked_at_added_and_adds_nothing_when_it_is_sent_again()
    {
        var page = await PageOf(DemoUsers.Officer);
        await SendAsync(page);
        await page.Content().GetByText("5 tháng 6 năm 2016").Should().ToBeVisibleAsync();
        await page.Content().GetByText("B3: ").Should().ToBeVisibleAsync();
        await page.ConfirmAsync(page.Content().Locator("button[name=rows]"));
        await page.GetByText("Đã nhập").First.Should().ToBeVisibleAsync();

        await SendAsync(page);
        await page.Content().GetByText("Không còn dòng nào để thêm.").Should().ToBeVisibleAsync();
        await page.ConfirmAsync(page.Button("Hủy lần nhập"));
        await page.GetByText("Đã hủy lần nhập").First.Should().ToBeVisibleAsync();
    }

    private static async Task SendAsync(IPage page)
    {
        await page.GotoAsync("/children/import");
        await page.Locator("input[type=file]").SetInputFilesAsync(
            new FilePayload { Name = "danh-sach.csv", MimeType = "text/csv", Buffer = [.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(List)] });
        await page.Locator("input[name=Label]").FillAsync("Danh sách thử");
        await page.Content().Locator("form[data-main] button.primary").ClickAsync();
        await page.WaitForURLAsync("**/children/import/*-*");
    }
}
