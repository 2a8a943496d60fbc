using FundLedger.IntegrationTests.Api;
using FundLedger.IntegrationTests.Pages;
using FundLedger.Testing;

namespace FundLedger.IntegrationTests.Adjustments;

public sealed class AdjustmentPagesTests(WebLedger web) : IClassFixture<WebLedger>
{
    private const string New = "/ledger/adjustments/new";

    [Theory]
    [InlineData("vi", "không được ghi tay", "advances", "CHUNG", "100.000")]
    [InlineData("en", "is not written to by hand", "advances", "CHUNG", "100.000")]
    [InlineData("vi", "quỹ không có nguồn", "bank", "KHAC", "100.000")]
    [InlineData("vi", "Hãy nhập số dương", "bank", "CHUNG", "-100.000")]
    [InlineData("vi", "lệch nhau", "bank", "CHUNG", "100.001")]
    [InlineData("en", "differ by", "bank", "CHUNG", "100.001")]
    public async Task A_bad_line_is_explained_and_nothing_typed_is_lost(string language, string reason, string account, string pool, string amount)
    {
        var page = await Open(language);
        var again = await page.Send(New, Fields(account, pool, amount));
        Assert.Equal(200, again.Status);
        Assert.Contains(reason, again.Text, StringComparison.Ordinal);
        Assert.Contains($"value=\"{amount}\"", again.Text, StringComparison.Ordinal);
        Assert.Contains("Nộp tiền mặt vào tài khoản", again.Text, StringComparison.Ordinal);
        Assert.Contains("value=\"100.000\"", again.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_deposit_is_recorded_once_however_often_it_is_sent()
    {
        var page = await Open("vi");
        var first = await page.Send(New, Fields("bank", "CHUNG", "100.000"));
        var second = await page.Send(New, Fields("bank", "CHUNG", "100.000"));
        Assert.Equal((302, first.Location), (first.Status, second.Location));
        var sheet = await PageForm.Open(web, TamDuong.Auditor, first.Location!);
        Assert.Contains("PK-2021-", sheet.Text, StringComparison.Ordinal);
        Assert.Equal(200, (await PageForm.Open(web, TamDuong.Auditor, "/ledger/adjustments")).Status);
        var voucher = await web.Ledger.Ask<string>("SELECT format_voucher(voucher_type, voucher_year, voucher_no) FROM vouchers WHERE voucher_type = 'PK'");
        Assert.Contains("Phiếu kế toán", (await PageForm.Open(web, TamDuong.Auditor, $"/vouchers/Q106/{voucher}")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_may_not_write_or_read_them_is_told_so()
    {
        await Open("vi");
        Assert.Equal(403, (await PageForm.Open(web, TamDuong.Approver, New)).Status);
        Assert.Equal(403, (await PageForm.Open(web, TamDuong.Cashier, "/ledger/adjustments")).Status);
        Assert.Equal(404, (await PageForm.Open(web, TamDuong.Accountant, "/ledger/adjustments/Q106/999")).Status);
    }

    private static (string, string)[] Fields(string account, string pool, string amount) =>
    [
        ("Date", "04/01/2021"), ("Reason", "Nộp tiền mặt vào tài khoản"),
        ("Lines[0].Side", "debit"), ("Lines[0].Account", account), ("Lines[0].Pool", pool), ("Lines[0].Amount", amount),
        ("Lines[1].Side", "credit"), ("Lines[1].Account", "cash"), ("Lines[1].Pool", pool), ("Lines[1].Amount", "100.000"),
    ];

    private async Task<PageForm> Open(string language)
    {
        if (await web.Ledger.Ask<long>("SELECT count(*) FROM pools") == 0)
        {
            await web.Ledger.Given.Pool();
            await web.Ledger.Given.Receipt("CHUNG", 5_000_000);
        }

        if (language == "vi") return await PageForm.Open(web, TamDuong.Accountant, New);
        await (await PageForm.Open(web, TamDuong.SecondAccountant, New)).Send("/choices?handler=Language", ("language", language), ("next", "/"));
        return await PageForm.Open(web, TamDuong.SecondAccountant, New);
    }
}
