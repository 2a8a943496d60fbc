using FundLedger.IntegrationTests.Api;
using FundLedger.IntegrationTests.Pages;
using FundLedger.Testing;

namespace FundLedger.IntegrationTests.Goods;

/// <summary>Goods from the gift plan to the results, by the pages.</summary>
public sealed class GivenGoodsPagesTests(WebLedger web) : IClassFixture<WebLedger>
{
    private const string Gifts = "/disbursements/gifts?Occasion=tet/2021";

    [Fact]
    public async Task Goods_are_chosen_for_each_gift_issued_and_recorded_line_by_line()
    {
        var ledger = web.Ledger;
        await ledger.Given.Pool();
        var milk = await Stock.Item(ledger);
        await Stock.Received(ledger, milk, 10, 50_000, ledger.Clock.Today.PlusDays(20));
        var children = await ledger.Given.Children(2);
        var plan = await PageForm.Open(web, TamDuong.Accountant, Gifts);
        Assert.Contains("Hiện vật từ kho cho mỗi suất", plan.Text, StringComparison.Ordinal);
        Assert.Contains("Sữa bột: còn 10 hộp", plan.Text, StringComparison.Ordinal);
        var gift = await ledger.Done(TamDuong.Accountant, Stock.Gifts(milk, 2, true, children));
        var sheet = await PageForm.Open(web, TamDuong.Approver, $"/disbursements/Q106/{gift.Id}");
        Assert.Contains("Hiện vật trong đề nghị", sheet.Text, StringComparison.Ordinal);
        Assert.Contains("Hết hạn trong 30 ngày", sheet.Text, StringComparison.Ordinal);
        await Stock.Approved(ledger, gift.Id);
        var address = $"/goods/Q106/requests/{gift.Id}";
        var goods = await PageForm.Open(web, TamDuong.Cashier, address);
        var unnamed = await goods.Send($"{address}?handler=Issue", ("Receiver", ""));
        Assert.Contains("Chưa ghi tên cán bộ nhận hàng", unnamed.Text, StringComparison.Ordinal);
        goods = await PageForm.Open(web, TamDuong.Cashier, address);
        Assert.Equal(302, (await goods.Send($"{address}?handler=Issue", ("Receiver", "Cán bộ xã Bình Lư"))).Status);
        goods = await PageForm.Open(web, TamDuong.Cashier, address);
        Assert.Contains("Cán bộ xã Bình Lư", goods.Text, StringComparison.Ordinal);
        Assert.Equal(302, (await goods.Send($"{address}?handler=Settle", ("Lines", "1"), ("Note", "Gia đình đi vắng"))).Status);
        var csv = await PageForm.Open(web, TamDuong.Auditor, $"{address}?handler=Export&format=csv");
        Assert.Contains("nhập lại kho", csv.Text, StringComparison.Ordinal);
        Assert.Equal(404, (await PageForm.Open(web, TamDuong.OtherOfficer, address)).Status);
        Assert.Equal(404, (await PageForm.Open(web, TamDuong.Cashier, "/goods/Q106/requests/999")).Status);
    }
}
