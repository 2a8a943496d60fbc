using FundLedger.Features.Setup;
using NodaTime;

namespace FundLedger.BrowserTests;

public sealed class YearEndTests(Site site) : BrowserTest(site)
{
    [Fact]
    public async Task December_closes_only_after_its_budget_money_was_decided()
    {
        Site.GoOnTo(new LocalDate(2022, 1, 5));
        var accountant = await PageOf(DemoUsers.Accountant);
        await accountant.GotoAsync("/periods");
        await accountant.Button("Bắt đầu khóa sổ").ClickAsync();
        await accountant.Notice().Should().ToContainTextAsync("Đang khóa sổ tháng 12/2021");
        await accountant.Content().Should().ToContainTextAsync("Kinh phí ngân sách cuối năm đã được quyết định Phải sửa");
        await accountant.Button("Khóa sổ tháng 12/2021").Should().ToHaveCountAsync(0);

        var approver = await PageOf(DemoUsers.Approver);
        await approver.GotoAsync("/periods");
        await approver.Field("Vì sao để các khoản này sang tháng sau").FillAsync("Trẻ nhận tiền vào đầu tháng Một");
        await approver.Button("Chấp nhận khoản còn treo").ClickAsync();
        await approver.Notice().Should().ToContainTextAsync("Đã chấp nhận");
        await approver.Link("Kinh phí cuối năm 2021").ClickAsync();
        await approver.Content().Should().ToContainTextAsync("chưa quyết định");
        await approver.Field("Nguồn quỹ").SelectOptionAsync("NGANSACH");
        await approver.Field("Lý do").FillAsync("Dùng tiếp cho học bổng học kỳ hai");
        await approver.Button("Chuyển nguồn sang năm sau").ClickAsync();
        await approver.Field("Lý do").Should().ToHaveValueAsync("Dùng tiếp cho học bổng học kỳ hai");
        Assert.NotEmpty(await approver.ProblemAsync(approver.Field("Số quyết định")));
        await approver.Field("Số quyết định").FillAsync("99/QĐ-UBND");
        await approver.Field("Ngày quyết định").FillAsync("30/12/2021");
        await approver.Button("Chuyển nguồn sang năm sau").ClickAsync();
        await approver.Notice().Should().ToContainTextAsync("Đã quyết định nguồn NGANSACH");

        await accountant.ReloadAsync();
        await accountant.ConfirmAsync(accountant.Button("Khóa sổ tháng 12/2021"));
        await accountant.Notice().Should().ToContainTextAsync("Đã khóa sổ tháng 12/2021");
        await accountant.GotoAsync("/periods/year-end");
        await accountant.Content().Should().ToContainTextAsync("99/QĐ-UBND");
    }
}
