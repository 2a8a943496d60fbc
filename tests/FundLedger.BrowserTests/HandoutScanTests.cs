using System.Text.Json;
using FundLedger.Features.Papers;
using FundLedger.Features.Setup;
using Microsoft.Playwright;

namespace FundLedger.BrowserTests;

/// <summary>Codes that are scanned from the printed list, on a phone without a network.</summary>
public sealed class HandoutScanTests(Site site) : BrowserTest(site)
{
    private const string ApprovedSql = """
        SELECT min(disbursement_id)::text FROM disbursements JOIN funds f USING (fund_id) WHERE f.code = 'Q106' AND status = 'approved'
        """;

    private const string DeliveredSql = "SELECT count(*) FROM deliveries";

    // A camera that shows what the test holds before it: the browser's own needs a device.
    private const string CameraScript = """
        const shown = document.createElement('canvas');
        [shown.width, shown.height] = [640, 480];
        window.hold = (fields) => {
          const brush = shown.getContext('2d');
          brush.fillStyle = '#ddd';
          brush.fillRect(0, 0, 640, 480);
          const side = 300 / fields.length;
          fields.forEach((row, y) => [...row].forEach((field, x) => {
            brush.fillStyle = field === '1' ? '#111' : '#fff';
            brush.fillRect(170 + x * side, 90 + y * side, side + .5, side + .5);
          }));
          return shown.toDataURL();
        };
        // A camera gives pictures whether or not anything moves.
        setInterval(() => shown.getContext('2d').fillRect(0, 0, 1, 1), 60);
        navigator.mediaDevices.getUserMedia = async () => shown.captureStream(15);
        """;

    [Fact]
    public async Task A_code_is_scanned_from_the_paper_without_a_network_and_a_second_time_it_says_when_and_by_whom()
    {
        var (order, codes) = await OpenedAsync();
        var phone = await PageOf(DemoUsers.Cashier, width: 360);
        await phone.Context.AddInitScriptAsync(CameraScript);
        await phone.GotoAsync($"/handout/Q106/{order}");
        await phone.Locator("[data-ready]").WaitForAsync();
        await phone.Content().Should().ToContainTextAsync("Đồng hồ điện thoại lệch");
        await phone.Context.SetOfflineAsync(true);
        await phone.ReloadAsync();
        await phone.Locator("[data-ready]").WaitForAsync();

        await HoldAsync(phone, $"Q106/{order}/{codes[0]}");
        await phone.Button("Quét mã QR").ClickAsync();
        await phone.Field("Mã 8 chữ số").Should().ToHaveValueAsync(codes[0]);
        await phone.Button("Ghi").ClickAsync();
        await phone.Locator("[data-waiting]").Should().ToHaveTextAsync("1");
        await HoldAsync(phone, $"Q106/{order}9/{codes[1]}");
        await phone.Content().Should().ToContainTextAsync($"Mã này của danh sách khác: Q106 LC-{order}9");
        await HoldAsync(phone, $"Q106/{order}/{codes[0]}");
        await phone.Content().Should().ToContainTextAsync("đã ghi trên máy này rồi, lúc");
        await phone.Content().Should().ToContainTextAsync("người ghi: Thủ quỹ");
        await phone.Button("Tắt máy ảnh").ClickAsync();

        // From a photo as well.
        var photo = await HoldAsync(phone, codes[1]);
        await phone.Locator("[data-photo]").SetInputFilesAsync(
            new FilePayload { Name = "ma.png", MimeType = "image/png", Buffer = Convert.FromBase64String(photo.Split(',')[1]) });
        await phone.Field("Mã 8 chữ số").Should().ToHaveValueAsync(codes[1]);
        await phone.Button("Ghi").ClickAsync();
        await phone.Locator("[data-waiting]").Should().ToHaveTextAsync("2");
        Assert.Equal(0, await Site.AskAsync<long>(DeliveredSql));

        await phone.Context.SetOfflineAsync(false);
        await phone.Button("Đồng bộ").ClickAsync();
        await phone.Locator("[data-waiting]").Should().ToHaveTextAsync("0");
        Assert.Equal(2, await Site.AskAsync<long>(DeliveredSql));
        await TheOfficeSeesThePhoneAsync(order);
    }

    private async Task TheOfficeSeesThePhoneAsync(string order)
    {
        var page = await PageOf(DemoUsers.Cashier);
        await page.GotoAsync($"/handouts/Q106/{order}");
        var phone = page.GetByRole(AriaRole.Region, new() { Name = "Điện thoại đang giữ danh sách" });
        await phone.Should().ToContainTextAsync("Thủ quỹ");
        await phone.Should().ToContainTextAsync("đồng hồ máy lệch");
        await page.GotoAsync($"/payments/Q106/{order}");
        await page.Content().Should().ToContainTextAsync("Điện thoại đang giữ danh sách");
    }

    private static async Task<string> HoldAsync(IPage phone, string text)
    {
        string[] fields = [.. QrPattern.Of(text, 0, 1).Dark.Select(row => string.Concat(row.Select(dark => dark ? '1' : '0')))];
        return (await phone.EvaluateAsync<JsonElement>("fields => window.hold(fields)", fields)).GetString()!;
    }

    private async Task<(string Order, IReadOnlyList<string> Codes)> OpenedAsync()
    {
        var page = await PageOf(DemoUsers.Cashier);
        await page.GotoAsync($"/payments/Q106/new/{await Site.AskAsync<string>(ApprovedSql)}?Way=cash");
        await page.Button("Lập lệnh chi").ClickAsync();
        await page.Notice().Should().ToContainTextAsync("Đã lập lệnh chi số");
        var order = page.Url.Split('/')[^1];
        await page.GotoAsync($"/handouts/Q106/{order}");
        await page.Button("Lấy mã").ClickAsync();
        await page.Link("Màn hình phát tiền").Should().ToBeVisibleAsync();
        var heads = await page.Locator("tbody th").AllInnerTextsAsync();
        return (order, [.. heads.Select(text => text.Replace(" ", "", StringComparison.Ordinal).Trim())]);
    }
}
