using FundLedger.Features.Setup;
using Microsoft.Playwright;

namespace FundLedger.BrowserTests;

public sealed class ReceiptTests(Site site) : BrowserTest(site)
{
    private const string Company = "Tổ chức, doanh nghiệp";

    [Fact]
    public async Task The_accountant_records_a_receipt_and_gets_its_number_and_its_paper()
    {
        var page = await FormFilledAsync("Hợp tác xã chè Bản Bo", "1.234.567");
        await page.Button("Ghi nhận").ClickAsync();

        await page.Title().Should().ToContainTextAsync(Hands.ReceiptNumber());
        await page.Notice().Should().ToContainTextAsync("1.234.567");
        var paper = await page.FileBehindAsync(page.Link("Xem trước"));
        Assert.StartsWith("%PDF", System.Text.Encoding.Latin1.GetString(paper), StringComparison.Ordinal);
        Assert.Contains(
            "Một triệu hai trăm ba mươi tư nghìn năm trăm sáu mươi bảy đồng", await Paper.TextAsync(paper), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1,5")]
    [InlineData("-5")]
    [InlineData("1e6")]
    [InlineData("12.34.5")]
    public async Task An_unclear_amount_gets_a_hint_and_nothing_typed_is_lost(string amount)
    {
        var donor = $"Người gõ {amount}";
        var page = await FormFilledAsync(donor, amount);
        await page.Field("Nội dung").FillAsync("Ủng hộ trẻ em vùng cao");
        var pool = await page.Field("Ghi vào nguồn").InputValueAsync();
        await page.Button("Ghi nhận").ClickAsync();

        Assert.NotEmpty(await page.ProblemAsync(page.Field("Số tiền")));
        await page.Field("Số tiền").Should().ToHaveValueAsync(amount);
        await page.Field("Người nộp").Should().ToHaveValueAsync(donor);
        await page.Field("Là").Should().ToHaveValueAsync("organisation");
        await page.Field("Ghi vào nguồn").Should().ToHaveValueAsync(pool);
        await page.Field("Nội dung").Should().ToHaveValueAsync("Ủng hộ trẻ em vùng cao");
        await ReceiptsShouldBeAsync(page, donor, 0);
    }

    [Theory]
    [InlineData("vi", "Ghi nhận", "Số tiền", "Chưa điền.")]
    [InlineData("en", "Record", "Amount", "This is still empty.")]
    public async Task What_was_left_empty_is_said_beside_its_field_in_the_language_of_the_page(
        string language, string send, string amount, string problem)
    {
        var page = await PageOf(DemoUsers.Accountant);
        await page.GotoAsync("/receipts/new");
        await page.Button(language).ClickAsync();
        await page.Locator($"html.js[lang={language}]").WaitForAsync();
        await page.Button(send).ClickAsync();

        Assert.Equal(problem, await page.ProblemAsync(page.Field(amount)));
        await page.Content().GetByText(problem).Nth(2).WaitForAsync();
        await page.Field(amount).FillAsync("5.000");
        await page.Field(amount).Should().Not.ToHaveAttributeAsync("aria-invalid", "true");
    }

    [Fact]
    public async Task An_amount_with_spaces_and_the_sign_of_the_currency_is_understood()
    {
        var page = await FormFilledAsync("Chợ phiên Tam Đường", "1 234 567 đ");
        await page.Button("Ghi nhận").ClickAsync();

        await page.Notice().Should().ToContainTextAsync("1.234.567");
        await ReceiptsShouldBeAsync(page, "Chợ phiên Tam Đường", 1);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_double_click_records_one_receipt(bool withScript)
    {
        var donor = withScript ? "Bấm đúp có script" : "Bấm đúp không script";
        var page = await FormFilledAsync(donor, "50.000", withScript);
        await page.Button("Ghi nhận").DblClickAsync();

        await page.Title().Should().ToContainTextAsync(Hands.ReceiptNumber());
        await ReceiptsShouldBeAsync(page, donor, 1);
    }

    [Fact]
    public async Task A_network_that_breaks_while_saving_costs_nothing_that_was_typed_and_records_nothing_twice()
    {
        const string Donor = "Người mất mạng";
        var page = await FormFilledAsync(Donor, "70.000");
        await page.Field("Nội dung").FillAsync("Ủng hộ lúc mất mạng");
        var lost = await page.LoseAnswersAsync("**/receipts/new");
        await page.Button("Ghi nhận").ClickAsync();
        await lost.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        await page.ErrorPageAsync();
        await page.UnrouteAllAsync();
        await page.GotoAsync("/receipts/new");

        await page.Refusal().Should().ToContainTextAsync("gửi lại không ghi hai lần");
        await page.Field("Người nộp").Should().ToHaveValueAsync(Donor);
        await page.Field("Số tiền").Should().ToHaveValueAsync("70.000");
        await page.Field("Nội dung").Should().ToHaveValueAsync("Ủng hộ lúc mất mạng");
        await page.Button("Ghi nhận").ClickAsync();
        await page.Title().Should().ToContainTextAsync(Hands.ReceiptNumber());
        await ReceiptsShouldBeAsync(page, Donor, 1);
    }

    [Fact]
    public async Task Without_a_network_nothing_is_sent_and_everything_stays()
    {
        const string Donor = "Người chưa có mạng";
        var page = await FormFilledAsync(Donor, "80.000");
        await page.Context.SetOfflineAsync(true);
        await page.Button("Ghi nhận").ClickAsync();
        await page.Refusal().Should().ToContainTextAsync("chưa gửi");
        await page.Field("Người nộp").Should().ToHaveValueAsync(Donor);
        await page.Context.SetOfflineAsync(false);
        await page.Button("Ghi nhận").ClickAsync();
        await page.Title().Should().ToContainTextAsync(Hands.ReceiptNumber());
        await ReceiptsShouldBeAsync(page, Donor, 1);
    }

    [Fact]
    public async Task The_back_button_and_the_same_form_again_lead_to_the_same_receipt()
    {
        const string Donor = "Người bấm quay lại";
        var page = await FormFilledAsync(Donor, "60.000");
        var sent = await page.RunAndWaitForRequestAsync(
            () => page.Button("Ghi nhận").ClickAsync(), request => request.Method == "POST");
        await page.Title().Should().ToContainTextAsync(Hands.ReceiptNumber());
        var first = page.Url;

        await page.GoBackAsync();
        await page.Button("Ghi nhận").ClickAsync();
        var again = await page.APIRequest.PostAsync("/receipts/new", new()
        {
            DataByte = sent.PostDataBuffer,
            Headers = new Dictionary<string, string> { ["Content-Type"] = "application/x-www-form-urlencoded" },
        });

        Assert.Equal(first, again.Url);
        await ReceiptsShouldBeAsync(page, Donor, 1);
    }

    [Fact]
    public async Task Two_tabs_of_one_form_record_one_receipt()
    {
        const string Donor = "Người mở hai tab";
        var first = await PageOf(DemoUsers.Accountant);
        var second = await first.Context.NewPageAsync();
        await FillAsync(first, Donor, "70.000");
        await FillAsync(second, Donor, "70.000");
        await first.Button("Ghi nhận").ClickAsync();
        await first.Title().Should().ToContainTextAsync(Hands.ReceiptNumber());
        await second.Button("Ghi nhận").ClickAsync();

        await second.Title().Should().ToContainTextAsync(Hands.ReceiptNumber());
        Assert.Equal(first.Url, second.Url);
        await ReceiptsShouldBeAsync(first, Donor, 1);
    }

    private async Task<IPage> FormFilledAsync(string donor, string amount, bool withScript = true)
    {
        var page = await PageOf(DemoUsers.Accountant, withScript);
        await FillAsync(page, donor, amount);
        return page;
    }

    private static async Task FillAsync(IPage page, string donor, string amount)
    {
        await page.GotoAsync("/receipts/new");
        await page.Field("Số tiền").FillAsync(amount);
        await page.Field("Ghi vào nguồn").SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await page.GetByRole(AriaRole.Radio, new() { Name = "Tiền mặt" }).CheckAsync();
        await page.Field("Người nộp").FillAsync(donor);
        await page.Field("Là").SelectOptionAsync(Company);
    }

    private static async Task ReceiptsShouldBeAsync(IPage page, string donor, int count)
    {
        await page.GotoAsync("/receipts?Donor=" + Uri.EscapeDataString(donor));
        await page.Content().Should().ToContainTextAsync(count == 0 ? "Không có khoản thu nào khớp" : $"Cộng {count} phiếu thu");
    }
}
