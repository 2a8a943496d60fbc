using FundLedger.Features.Setup;
using Microsoft.Playwright;

namespace FundLedger.BrowserTests;

/// <summary>Codes that are scanned from the printed list, on a phone without a network.</summary>
public sealed class HandoutScanTests(Site site) : HandoutTest(site)
{
    [Fact]
    public async Task A_code_is_scanned_from_the_paper_without_a_network_and_a_second_time_it_says_when_and_by_whom()
    {
        var (order, codes) = await OpenedAsync();
        var phone = await PhoneAsync(order);
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
}
