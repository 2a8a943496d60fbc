using FundLedger.IntegrationTests.Api;
using FundLedger.IntegrationTests.Pages;
using FundLedger.Testing;

namespace FundLedger.IntegrationTests.Goods;

/// <summary>The pages of goods, from the empty list to the stock card.</summary>
public sealed class GoodsPagesTests(WebLedger web) : IAsyncLifetime, IClassFixture<WebLedger>
{
    private const string Receive = "/goods/receive";

    public async ValueTask InitializeAsync()
    {
        if (await web.Ledger.Ask<long>("SELECT count(*) FROM pools") == 0) await web.Ledger.Given.Pool();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Goods_go_from_the_list_into_stock_and_out_by_minutes()
    {
        var list = await PageForm.Open(web, TamDuong.Accountant, "/goods");
        Assert.Contains("Hiện vật", list.Text, StringComparison.Ordinal);
        var form = await PageForm.Open(web, TamDuong.Accountant, "/goods/items/new");
        var added = await form.Send("/goods/items/new", ("Name", "Sữa bột"), ("Unit", "hộp"));
        Assert.StartsWith("/goods/Q106/", added.Location, StringComparison.Ordinal);
        var item = added.Location![(added.Location!.LastIndexOf('/') + 1)..];
        var empty = await PageForm.Open(web, TamDuong.Accountant, added.Location);
        Assert.Contains("Mặt hàng chưa nhập kho lần nào", empty.Text, StringComparison.Ordinal);
        var receipt = await PageForm.Open(web, TamDuong.Accountant, Receive);
        var refused = await receipt.Send(Receive, Fields(item, "100", "50.000", number: ""));
        Assert.Equal(200, refused.Status);
        Assert.Contains("hóa đơn, báo giá hoặc biên bản", refused.Text, StringComparison.Ordinal);
        Assert.Contains("value=\"50.000\"", refused.Text, StringComparison.Ordinal);
        receipt = await PageForm.Open(web, TamDuong.Accountant, Receive);
        var received = await receipt.Send(Receive, Fields(item, "100", "50.000", number: "HD-12"));
        Assert.Equal(302, received.Status);
        var voucher = await PageForm.Open(web, TamDuong.Auditor, received.Location!);
        Assert.Contains("Phiếu nhập kho", voucher.Text, StringComparison.Ordinal);
        Assert.Contains("C30-HD", voucher.Text, StringComparison.Ordinal);
        var card = await PageForm.Open(web, TamDuong.Cashier, added.Location);
        Assert.Contains("PN-2021-", card.Text, StringComparison.Ordinal);
        var lot = await web.Ledger.Ask<string>("SELECT max(lot_no)::text FROM goods_lots");
        var asked = await card.Send($"{added.Location}?handler=Loss", ("LossLot", lot), ("Quantity", "5"), ("Cause", "Spoiled"),
            ("MinutesNumber", "BB-1"), ("MinutesDate", "04/01/2021"), ("Reason", "Hộp bị rách, sữa ẩm mốc"));
        Assert.Equal(302, asked.Status);
        var losses = await PageForm.Open(web, TamDuong.Approver, "/goods/losses");
        var loss = await web.Ledger.Ask<string>("SELECT max(loss_no)::text FROM goods_losses");
        Assert.Equal(302, (await losses.Send("/goods/losses?handler=Approve", ("Loss", loss))).Status);
        var csv = await PageForm.Open(web, TamDuong.Auditor, "/goods?handler=Export&format=csv");
        Assert.Contains("Sữa bột,hộp,95,0,0,", csv.Text, StringComparison.Ordinal);
        var cardCsv = await PageForm.Open(web, TamDuong.Auditor, $"{added.Location}?handler=Export&format=csv");
        Assert.Contains(",5,95,-250000", cardCsv.Text, StringComparison.Ordinal);
        Assert.Contains("BB-1", (await PageForm.Open(web, TamDuong.Auditor, "/goods/losses?handler=Export&format=csv")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_lines_keep_what_was_typed()
    {
        await web.Ledger.Done(TamDuong.Accountant, new Features.Goods.AddGoodsItem(Given.Fund, Guid.NewGuid(), "Gạo tẻ", "kg"));
        var receipt = await PageForm.Open(web, TamDuong.Accountant, Receive);
        var more = await receipt.Send($"{Receive}?handler=More", Fields("1", "77", "", "HD-77"));
        Assert.Contains("value=\"77\"", more.Text, StringComparison.Ordinal);
        Assert.Contains("Lines[3].Item", more.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_may_not_write_or_read_goods_is_told_so()
    {
        Assert.Equal(403, (await PageForm.Open(web, TamDuong.Cashier, Receive)).Status);
        Assert.Equal(403, (await PageForm.Open(web, TamDuong.Auditor, "/goods/items/new")).Status);
        Assert.Equal(404, (await PageForm.Open(web, TamDuong.Accountant, "/goods/Q106/999")).Status);
        Assert.Equal(404, (await PageForm.Open(web, TamDuong.OtherOfficer, "/goods/Q106/1")).Status);
    }

    private static (string, string)[] Fields(string item, string quantity, string unit, string number) =>
    [
        ("Date", "04/01/2021"), ("Pool", "CHUNG"), ("DonorName", "Công ty Sữa"), ("DonorKind", "organisation"),
        ("Lines[0].Item", item), ("Lines[0].Quantity", quantity), ("Lines[0].UnitValue", unit), ("Lines[0].ExpiresOn", "30/06/2021"),
        ("Basis", "Invoice"), ("BasisNumber", number), ("BasisDate", "04/01/2021"),
    ];
}
