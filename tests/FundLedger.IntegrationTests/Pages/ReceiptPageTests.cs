using FundLedger.IntegrationTests.Api;
using FundLedger.Testing;

namespace FundLedger.IntegrationTests.Pages;

public sealed class ReceiptPageTests(WebLedger web) : IClassFixture<WebLedger>
{
    private const string New = "/receipts/new";

    private const string CountSql = "SELECT count(*) FROM vouchers WHERE voucher_type = 'PT' AND amount = @Amount";

    [Theory]
    [InlineData("1,5", "bỏ phần sau dấu phẩy")]
    [InlineData("-5", "Hãy nhập số dương")]
    [InlineData("1e6", "Hãy nhập đủ các chữ số")]
    [InlineData("12.34.5", "Hãy chia từng nhóm ba chữ số")]
    public async Task A_bad_amount_is_explained_beside_its_field_and_nothing_typed_is_lost(string amount, string hint)
    {
        var page = await Open();
        var again = await page.Send(New, Fields(amount, "Bà Trần Thị Mẫu"));
        Assert.Equal(200, again.Status);
        Assert.Contains(hint, again.Text, StringComparison.Ordinal);
        Assert.Contains($"value=\"{amount}\"", again.Text, StringComparison.Ordinal);
        Assert.Contains("value=\"Bà Trần Thị Mẫu\"", again.Text, StringComparison.Ordinal);
        Assert.Matches("<option[^>]*selected[^>]*value=\"CHUNG\"|<option[^>]*value=\"CHUNG\"[^>]*selected", again.Text);
    }

    [Fact]
    public async Task A_double_click_gives_one_receipt_and_twice_its_voucher()
    {
        var page = await Open();
        var first = await page.Send(New, Fields("1.500.001", "Ông A"));
        var second = await page.Send(New, Fields("1.500.001", "Ông A"));
        Assert.Equal(302, first.Status);
        Assert.StartsWith("/vouchers/Q106/PT-2021-", first.Location, StringComparison.Ordinal);
        Assert.Equal(first.Location, second.Location);
        Assert.Equal(1, await Recorded(1_500_001));
    }

    [Fact]
    public async Task A_receipt_like_another_one_asks_why_beside_a_link_to_it_and_keeps_what_was_typed()
    {
        var first = await (await Open()).Send(New, Fields("1.500.020", "Bà Lò Thị Mẫu"));
        var page = await PageForm.Open(web, TamDuong.Accountant, New);
        var asked = await page.Send(New, Fields("1.500.020", "Bà Lò Thị Mẫu"));
        Assert.Equal(200, asked.Status);
        Assert.Contains($"<a href=\"{first.Location}\">", asked.Text, StringComparison.Ordinal);
        Assert.Contains("value=\"Bà Lò Thị Mẫu\"", asked.Text, StringComparison.Ordinal);
        Assert.Contains("Vẫn ghi nhận, vì", asked.Text, StringComparison.Ordinal);
        var sent = await asked.Send(New, [.. Fields("1.500.020", "Bà Lò Thị Mẫu"), ("DespiteLikeness", "Bà góp thêm lần thứ hai")]);
        Assert.Equal(302, sent.Status);
        var voucher = await PageForm.Open(web, TamDuong.Accountant, sent.Location!);
        Assert.Contains("Lý do vẫn ghi: Bà góp thêm lần thứ hai", voucher.Text, StringComparison.Ordinal);
        Assert.Equal(2, await Recorded(1_500_020));
    }

    [Fact]
    public async Task Two_tabs_with_the_same_content_give_one_receipt()
    {
        var one = await Open();
        var other = await PageForm.Open(web, TamDuong.Accountant, New);
        var first = await one.Send(New, Fields("1.500.002", "Ông A"));
        var second = await other.Send(New, Fields("1.500.002", "Ông A"));
        Assert.Equal(first.Location, second.Location);
        Assert.Equal(1, await Recorded(1_500_002));
    }

    [Fact]
    public async Task Another_receipt_in_a_second_tab_is_asked_about_once_and_then_recorded()
    {
        var one = await Open();
        var other = await PageForm.Open(web, TamDuong.Accountant, New);
        await one.Send(New, Fields("1.500.003", "Ông A"));
        var asked = await other.Send(New, Fields("1.500.004", "Ông B"));
        Assert.Contains("Biểu mẫu này đã được gửi một lần với nội dung khác", asked.Text, StringComparison.Ordinal);
        var sent = await asked.Send(New, Fields("1.500.004", "Ông B"));
        Assert.Equal(302, sent.Status);
        Assert.Equal((1, 1), (await Recorded(1_500_003), await Recorded(1_500_004)));
    }

    [Fact]
    public async Task A_refused_form_is_corrected_and_sent_and_sent_twice_it_is_refused_twice_the_same()
    {
        var page = await Open();
        var refused = await page.Send(New, Fields("1.500.007", "Ông A", "05/01/2021"));
        var again = await page.Send(New, Fields("1.500.007", "Ông A", "05/01/2021"));
        Assert.Contains("ở sau ngày nghiệp vụ hôm nay", refused.Text, StringComparison.Ordinal);
        Assert.Contains("ở sau ngày nghiệp vụ hôm nay", again.Text, StringComparison.Ordinal);
        var sent = await again.Send(New, Fields("1.500.007", "Ông A"));
        Assert.Equal(302, sent.Status);
        Assert.Equal(1, await Recorded(1_500_007));
        Assert.Equal(1, await web.Ledger.Ask<long>("SELECT count(*) FROM refusals WHERE code = 'date-in-future'"));
    }

    [Fact]
    public async Task A_new_form_after_a_receipt_is_a_new_receipt()
    {
        await (await Open()).Send(New, Fields("1.500.005", "Ông A"));
        await (await Open()).Send(New, Fields("1.500.005", "Ông B"));
        Assert.Equal(2, await Recorded(1_500_005));
    }

    [Fact]
    public async Task A_bank_reference_that_is_recorded_already_leads_to_its_voucher()
    {
        (string, string)[] fields =
        [
            .. Fields("1.500.008", "Ông A").Where(field => field.Item1 != "MoneyAccount"), ("MoneyAccount", "bank"), ("BankReference", "FT-TRANG-1"),
        ];
        var recorded = await (await Open()).Send(New, fields);
        var refused = await (await Open()).Send(New, fields);
        Assert.Equal(302, recorded.Status);
        Assert.Contains($"href=\"{recorded.Location}\"", refused.Text, StringComparison.Ordinal);
        Assert.Contains("value=\"FT-TRANG-1\"", refused.Text, StringComparison.Ordinal);
        Assert.Equal(1, await Recorded(1_500_008));
    }

    [Fact]
    public async Task Only_the_accountant_may_record()
    {
        Assert.Equal(403, (await PageForm.Open(web, TamDuong.Cashier, New)).Status);
        Assert.Equal(403, (await PageForm.Open(web, TamDuong.Approver, "/receipts")).Status);
    }

    [Fact]
    public async Task The_file_is_the_list_and_no_name_in_it_is_a_formula()
    {
        await (await Open()).Send(New, Fields("1.500.006", "=HYPERLINK(\"x\")"));
        var file = await PageForm.Open(web, TamDuong.Auditor, "/receipts?handler=Export&format=csv&Donor=hyperlink");
        Assert.Contains("\"'=HYPERLINK(\"\"x\"\")\"", file.Text, StringComparison.Ordinal);
        Assert.EndsWith(",1500006\r\n", file.Text, StringComparison.Ordinal);
    }

    private static (string, string)[] Fields(string amount, string donor, string date = "04/01/2021") =>
    [
        ("Amount", amount), ("Date", date), ("Pool", "CHUNG"), ("MoneyAccount", "cash"), ("DonorName", donor),
        ("DonorKind", "person"),
    ];

    private Task<long> Recorded(long amount) => web.Ledger.Ask<long>(CountSql, new { Amount = amount });

    private async Task<PageForm> Open()
    {
        if (await web.Ledger.Ask<long>("SELECT count(*) FROM pools") == 0) await web.Ledger.Given.Pool();
        return await PageForm.Open(web, TamDuong.Accountant, New);
    }
}
