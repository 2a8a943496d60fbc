using System.Net;
using FundLedger.IntegrationTests.Api;
using FundLedger.Testing;

namespace FundLedger.IntegrationTests.Pages;

public sealed class VoucherPrintPageTests(LedgerCluster cluster) : IAsyncLifetime
{
    private readonly WebLedger web = new(cluster);

    public async ValueTask InitializeAsync()
    {
        await web.InitializeAsync();
        await web.Ledger.Given.Pool();
    }

    public ValueTask DisposeAsync() => web.DisposeAsync();

    [Fact]
    public async Task What_is_chosen_is_printed_as_one_file_and_the_list_counts_it()
    {
        var receipt = await web.Ledger.Given.Receipt("CHUNG", 700_000);
        var address = $"/vouchers?Type=PT&From=01/01/2021&To=31/12/2021&First={receipt.Voucher}&Last={receipt.Voucher}";
        var client = await web.As(TamDuong.Cashier);
        var page = await PageForm.Open(client, address);
        Assert.Contains(receipt.Voucher, page.Text, StringComparison.Ordinal);
        Assert.Contains("In 1 chứng từ", page.Text, StringComparison.Ordinal);
        var printed = await page.SendHidden(address);
        Assert.Equal(302, printed.Status);
        using var file = await client.GetAsync(printed.Location, Ledger.Token);
        Assert.Equal("application/pdf", file.Content.Headers.ContentType!.MediaType);
        Assert.Equal(printed.Location, (await page.SendHidden(address)).Location);
        Assert.Contains("1 chứng từ đã in trước đây", (await PageForm.Open(client, address)).Text, StringComparison.Ordinal);
        using var other = await (await web.As(TamDuong.Accountant)).GetAsync(printed.Location, Ledger.Token);
        Assert.Equal(HttpStatusCode.NotFound, other.StatusCode);
    }

    [Fact]
    public async Task A_voucher_is_printed_from_its_page_and_says_by_whom()
    {
        var receipt = await web.Ledger.Given.Receipt("CHUNG", 800_000);
        var page = await PageForm.Open(web, TamDuong.Cashier, $"/vouchers/Q106/{receipt.Voucher}");
        var printed = await page.Send($"/vouchers/Q106/{receipt.Voucher}?handler=Print", ("language", "vi"));
        Assert.Matches("^/vouchers/Q106/prints/[0-9]+[.]pdf$", printed.Location);
        Assert.Contains("In lần 1", (await PageForm.Open(web, TamDuong.Auditor, $"/vouchers/Q106/{receipt.Voucher}")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_choice_that_cannot_be_one_run_says_why_and_keeps_what_was_typed()
    {
        var page = await PageForm.Open(web, TamDuong.Cashier, "/vouchers?Type=PT&From=01/12/2020&To=31/01/2021");
        Assert.Contains("value=\"01/12/2020\"", page.Text, StringComparison.Ordinal);
        Assert.Contains("cùng một năm", page.Text, StringComparison.Ordinal);
    }
}
