using FundLedger.Features.Setup;
using Microsoft.Playwright;

namespace FundLedger.BrowserTests;

/// <summary>The auditor's desk: from a statement to its files, samples, findings, attestations.</summary>
public sealed class AuditDeskTests(Site site) : BrowserTest(site)
{
    private const string OperationSql = """
        SELECT disbursement_id || ' ' || format_voucher(voucher_type, voucher_year, voucher_no) FROM journal_entries e
        JOIN disbursements d USING (fund_id, disbursement_id) JOIN funds f USING (fund_id)
        WHERE f.code = 'Q106' AND e.kind = 'disbursement' AND d.support_kind = 'surgery' AND e.entry_date < '2021-04-01' LIMIT 1
        """;

    [Fact]
    public async Task From_a_statement_to_voucher_approvals_and_file_it_takes_three_clicks()
    {
        var found = (await Site.AskAsync<string>(OperationSql)).Split(' ');
        var (request, voucher) = (found[0], found[1]);
        var page = await PageOf(DemoUsers.Auditor);
        await page.GotoAsync("/statements?from=2021-01-01&to=2021-03-31");
        var clicks = 0;

        await Click(page.Link(voucher));
        await page.Link($"Đề nghị số {request}").Should().ToBeVisibleAsync();
        await Click(page.Link($"Đề nghị số {request}"));
        await page.Content().Should().ToContainTextAsync("Chủ tịch Hội đồng quản lý Quỹ, 16/03/2021");
        var download = page.WaitForDownloadAsync();
        await Click(page.Locator("#papers").GetByRole(AriaRole.Button, new() { Name = "Tải về" }).First);
        Assert.EndsWith(".pdf", (await download).SuggestedFilename, StringComparison.Ordinal);
        Assert.Equal(3, clicks);

        await page.GotoAsync("/audit/looks");
        await page.Content().Should().ToContainTextAsync($"/vouchers/Q106/{voucher}");
        await page.Content().Should().ToContainTextAsync($"/disbursements/Q106/{request}");

        async Task Click(ILocator link)
        {
            clicks++;
            await link.ClickAsync();
        }
    }

    [Fact]
    public async Task A_sample_is_drawn_and_what_is_amiss_is_answered_by_the_fund_and_accepted()
    {
        var auditor = await PageOf(DemoUsers.Auditor);
        await auditor.GotoAsync("/audit/samples");
        await auditor.Field("Từ ngày").FillAsync("01/01/2021");
        await auditor.Field("Đến ngày").FillAsync("30/09/2021");
        await auditor.Field("Cỡ mẫu").FillAsync("3");
        await auditor.Field("Số gieo").FillAsync("2026");
        await auditor.Button("Chọn mẫu").ClickAsync();
        await auditor.Notice().Should().ToContainTextAsync("Đã chọn mẫu số 1");
        var sheet = await auditor.FileBehindAsync(auditor.Link("In phiếu kiểm tra"));
        Assert.Contains("Số gieo 2026", await Paper.TextAsync(sheet), StringComparison.Ordinal);
        await auditor.GetByLabel("Chưa nhận").CheckAsync();
        await auditor.Button("Ghi kết quả").ClickAsync();
        await auditor.Notice().Should().ToContainTextAsync("lập phát hiện số 1");

        var accountant = await PageOf(DemoUsers.Accountant);
        await accountant.GotoAsync("/audit/findings/1");
        await accountant.Field("Quỹ đã làm gì, vì sao").FillAsync("Đã chi lại cho gia đình, có ký nhận");
        await accountant.Button("Gửi trả lời").ClickAsync();
        await accountant.Notice().Should().ToContainTextAsync("Đã gửi trả lời");

        await auditor.GotoAsync("/audit/findings?state=Answered");
        await auditor.Link("1").ClickAsync();
        await auditor.Field("Lý do").FillAsync("Đã xem giấy ký nhận");
        await auditor.Button("Chấp nhận").ClickAsync();
        await auditor.Notice().Should().ToContainTextAsync("kết thúc");
    }

    [Fact]
    public async Task A_statement_is_attested_and_anybody_sees_it_on_the_page_of_its_code()
    {
        var auditor = await PageOf(DemoUsers.Auditor);
        await auditor.GotoAsync("/audit/statements");
        var id = await auditor.Content().GetByRole(AriaRole.Rowheader).First.InnerTextAsync();
        await auditor.Field("Mã sao kê").FillAsync(id);
        await auditor.Field("SHA-256 của số liệu").FillAsync(await auditor.Content().Locator("code.hash").First.InnerTextAsync());
        await auditor.ConfirmAsync(auditor.Button("Xác nhận"));
        await auditor.Notice().Should().ToContainTextAsync($"Đã xác nhận sao kê {id}");

        var anybody = await PageOf(null);
        await anybody.GotoAsync($"/verify/{id}");
        await anybody.Content().Should().ToContainTextAsync("1 kiểm toán viên");
    }
}
