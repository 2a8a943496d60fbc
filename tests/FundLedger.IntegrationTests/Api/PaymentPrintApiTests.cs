using FundLedger.IntegrationTests.Payments;
using FundLedger.Testing;

namespace FundLedger.IntegrationTests.Api;

/// <summary>Papers of a payment order printed by the API.</summary>
public sealed class PaymentPrintApiTests(WebLedger web) : IClassFixture<WebLedger>
{
    [Fact]
    public async Task A_print_is_counted_and_its_repeat_is_no_second_one()
    {
        var books = new PaymentBooks(web.Ledger);
        var order = await books.Ordered(books.Cash((await books.Approved(2)).Id));
        var (address, key) = ($"/api/v1/funds/Q106/payments/{order}/prints", Guid.NewGuid());
        var first = await web.Post(TamDuong.Cashier, address, new { }, key);
        Assert.Equal(1, first.Body!["copy"]!.GetValue<int>());
        Assert.StartsWith("%PDF-", System.Text.Encoding.Latin1.GetString(Convert.FromBase64String(first.Body["content"]!.GetValue<string>())));
        var again = await web.Post(TamDuong.Cashier, address, new { }, key);
        Assert.Equal((1, null), (again.Body!["copy"]!.GetValue<int>(), again.Body["content"]));
        Assert.Equal(2, (await web.Post(TamDuong.Cashier, address, new { }, Guid.NewGuid())).Body!["copy"]!.GetValue<int>());
        Assert.Equal(1, (await web.Post(TamDuong.Cashier, address, new { line = 2 }, Guid.NewGuid())).Body!["copy"]!.GetValue<int>());
        Assert.Equal(403, (await web.Post(TamDuong.Auditor, address, new { }, Guid.NewGuid())).Status);
        Assert.Equal(404, (await web.Post(TamDuong.Cashier, "/api/v1/funds/Q106/payments/99/prints", new { }, Guid.NewGuid())).Status);
    }
}
