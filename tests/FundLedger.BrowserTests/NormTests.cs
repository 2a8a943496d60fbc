using FundLedger.Features.Setup;
using FundLedger.Testing;
using Microsoft.Playwright;

namespace FundLedger.BrowserTests;

public sealed class NormTests(Site site) : BrowserTest(site)
{
    [Fact]
    public async Task The_next_decision_is_drafted_compared_tried_and_published_by_a_second_person()
    {
        var accountant = await PageOf(DemoUsers.Accountant);
        var draft = await DraftedAsync(accountant, "15/1/2022");
        await accountant.Link("Tính thử").ClickAsync();
        await accountant.Content().Should().ToContainTextAsync("0 ₫ cho");
        await accountant.GotoAsync(draft);
        await accountant.ConfirmAsync(accountant.Button("Trình ban hành"));
        await accountant.Notice().Should().ToContainTextAsync("người duyệt sẽ ban hành");
        await accountant.Content().Should().ToContainTextAsync("Người trình không tự ban hành");
        await accountant.Button("Ban hành").Should().ToHaveCountAsync(0);

        var approver = await PageOf(DemoUsers.Approver);
        await ReturnedAsync(approver, draft);
        await accountant.GotoAsync(draft);
        await accountant.Content().Should().ToContainTextAsync("Hiệu lực phải sau Tết");
        await accountant.Link("Sửa dự thảo").ClickAsync();
        await accountant.Field("Hiệu lực từ ngày").FillAsync("1/3/2022");
        await accountant.Button("Lưu dự thảo").ClickAsync();
        await accountant.ConfirmAsync(accountant.Button("Trình ban hành"));
        await accountant.Notice().Should().ToContainTextAsync("người duyệt sẽ ban hành");
        await approver.GotoAsync(draft);
        await approver.ConfirmAsync(approver.Button("Ban hành"));
        await approver.Notice().Should().ToContainTextAsync("Đã ban hành quyết định 27/QĐ-QBTTE");
        await approver.GotoAsync("/norms");
        await approver.Content().Should().ToContainTextAsync("thay bởi 27/QĐ-QBTTE");
    }

    private static async Task<string> DraftedAsync(IPage accountant, string from)
    {
        await accountant.GotoAsync("/norms");
        await accountant.Link("Soạn quyết định").ClickAsync();
        await accountant.Field("Số, ký hiệu").FillAsync("27/QĐ-QBTTE");
        await accountant.Field("Ngày ban hành").FillAsync("20/12/2021");
        await accountant.Field("Cơ quan ban hành").FillAsync("Hội đồng quản lý Quỹ");
        await accountant.Field("Tên quyết định").FillAsync("Định mức sử dụng Quỹ năm 2022");
        await accountant.Field("Hiệu lực từ ngày").FillAsync(from);
        await accountant.Button("Lưu dự thảo").ClickAsync();
        await accountant.Notice().Should().ToContainTextAsync("27/QĐ-QBTTE: 20 dòng định mức");
        return accountant.Url;
    }

    // Requests for Tết have been judged by the decision before.
    private static async Task ReturnedAsync(IPage approver, string draft)
    {
        await approver.GotoAsync("/");
        await approver.Content().Should().ToContainTextAsync("1 quyết định định mức chờ");
        await approver.GotoAsync(draft);
        await approver.ConfirmAsync(approver.Button("Ban hành"));
        await approver.Refusal().Should().ToContainTextAsync("đề nghị được xét đến ngày");
        await approver.Field("Lý do trả lại").FillAsync("Hiệu lực phải sau Tết Nhâm Dần");
        await approver.Button("Trả lại").ClickAsync();
        await approver.Notice().Should().ToContainTextAsync("trở lại là dự thảo");
    }

    [Fact]
    public async Task A_workbook_that_cannot_be_read_is_named_cell_by_cell()
    {
        var page = await PageOf(DemoUsers.Accountant);
        await page.GotoAsync("/norms/new");
        var form = await page.FileBehindAsync(page.Link("Tải mẫu trống"));
        await page.Field("Tệp Excel").SetInputFilesAsync(new FilePayload { Name = "trống.xlsx", Buffer = form });
        await page.Button("Nhập").ClickAsync();
        Assert.Contains("chưa có gì được ghi", await page.ProblemAsync(page.Field("Tệp Excel")), StringComparison.Ordinal);
        await page.Content().GetByRole(AriaRole.Row).Filter(new() { HasText = "B2" }).Should().ToContainTextAsync("Số, ký hiệu");
    }

    [Fact]
    public async Task An_accident_is_tried_by_its_norm_line_and_asked_for_with_every_paper()
    {
        var page = await PageOf(DemoUsers.Accountant);
        await page.GotoAsync("/disbursements/support");
        await page.Field("Dòng định mức").SelectOptionAsync("D-12");
        await page.Field("Mã trẻ").FillAsync("TE-000003");
        await page.Field("Số hồ sơ vụ việc").FillAsync("TN-2021-09");
        await page.Field("Số tiền đề nghị").FillAsync("1.500.000");
        await page.Field("Lý do chọn mức").FillAsync("Gãy tay, nằm viện 9 ngày");
        await page.Field("Chi từ nguồn").SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await page.Button("Tính thử").ClickAsync();
        await page.Content().Should().ToContainTextAsync("Định mức cho phép");
        await page.Button("Gửi đề nghị").ClickAsync();
        await page.Content().Should().ToContainTextAsync("Còn thiếu 1 giấy tờ");
        await page.AttachAsync(SamplePapers.Of("D-12"));
        await page.Button("Gửi đề nghị").ClickAsync();
        await page.Notice().Should().ToContainTextAsync("1.500.000");
        await page.Content().Should().ToContainTextAsync("Gãy tay, nằm viện 9 ngày");
    }
}
