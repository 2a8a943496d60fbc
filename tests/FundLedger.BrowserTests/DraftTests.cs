using FundLedger.Features.Setup;
using FundLedger.Testing;
using Microsoft.Playwright;

namespace FundLedger.BrowserTests;

/// <summary>Whoever leaves a form finds it again; what is missing is said before anything is sent.</summary>
public sealed class DraftTests(Site site) : BrowserTest(site)
{
    private const string Treatment = "/disbursements/support?line=D-10";

    private const string Support = "/disbursements/support?line=D-13";

    [Fact]
    public async Task A_tab_that_was_closed_is_opened_again_with_all_that_was_typed_and_chosen()
    {
        var first = await PageOf(DemoUsers.Accountant);
        await first.GotoAsync(Treatment + "&Fresh=true");
        await first.Field("Mã trẻ").FillAsync("TE-000004");
        await first.Field("Số tiền đề nghị").FillAsync("1.500.000");
        await first.AttachAsync([SamplePapers.Of("D-10")[0]]);
        await first.Content().GetByText("Đã lưu nháp lúc").Should().ToBeVisibleAsync();
        await first.CloseAsync();

        var second = await PageOf(DemoUsers.Accountant);
        await second.GotoAsync("/disbursements");
        await second.Content().GetByText("Hỗ trợ theo dòng D-10").Should().ToBeVisibleAsync();
        await second.GotoAsync(Treatment);
        await second.Content().GetByText("Đã mở lại bản nháp").Should().ToBeVisibleAsync();
        await second.Field("Mã trẻ").Should().ToHaveValueAsync("TE-000004");
        await second.Field("Số tiền đề nghị").Should().ToHaveValueAsync("1.500.000");
        await second.Content().GetByText("ban-quet.pdf").Should().ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_paper_that_is_missing_stops_the_request_by_its_name()
    {
        var page = await PageOf(DemoUsers.Accountant);
        await page.GotoAsync(Support + "&Fresh=true");
        await page.Field("Mã trẻ").FillAsync("TE-000005");
        await page.Field("Số tiền đề nghị").FillAsync("1.500.000");
        await page.Field("Chi từ nguồn").SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await page.AttachAsync([SamplePapers.Of("D-13")[0]]);
        await page.Button("Gửi đề nghị").ClickAsync();
        await page.Content().GetByText("Còn thiếu 1 giấy tờ theo định mức: Biên bản của xã").Should().ToBeVisibleAsync();
        await page.Content().GetByText("ban-quet.pdf").Should().ToBeVisibleAsync();
    }
}
