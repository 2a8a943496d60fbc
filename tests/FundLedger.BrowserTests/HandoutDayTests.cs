using FundLedger.Features.Setup;
using Microsoft.Playwright;
using NodaTime;

namespace FundLedger.BrowserTests;

/// <summary>A whole morning of a commune: eighty families, three hours without a network, two phones.</summary>
public sealed class HandoutDayTests(Site site) : HandoutTest(site)
{
    private const int Families = 80;
    private const int ScannedOneOf = 10;

    private const string TimesSql = "SELECT EXTRACT(EPOCH FROM max(scanned_at) - min(scanned_at))::bigint FROM deliveries";

    [Fact]
    public async Task Eighty_codes_in_three_hours_without_a_network_are_eighty_results_and_a_code_on_two_phones_is_a_conflict()
    {
        var (order, codes) = await OpenedAsync(await Site.ApprovedGiftsAsync(Families));
        Assert.Equal(Families, codes.Count);
        var morning = new DateTime(2021, 12, 20, 2, 0, 0, DateTimeKind.Utc);
        var (phone, other) = (await PhoneAsync(order, morning), await PhoneAsync(order, morning));
        foreach (var one in (IPage[])[phone, other]) await one.Context.SetOfflineAsync(true);
        await phone.ReloadAsync();
        await phone.Locator("[data-ready]").WaitForAsync();
        await phone.Content().Should().ToContainTextAsync("Mất mạng");
        await NoteAllAsync(phone, order, codes);
        await NoteAsync(other, codes[0]);
        await NoteAsync(other, codes[^1]);
        Assert.Equal((Families, 0), (await KeptNotesAsync(phone), await Site.AskAsync<long>(DeliveredSql)));

        Site.GoOn(Duration.FromHours(3));
        foreach (var one in (IPage[])[phone, other]) await one.Context.SetOfflineAsync(false);
        for (var press = 0; press < 5; press++) await phone.Button("Đồng bộ").ClickAsync();
        await phone.Locator("[data-waiting]").Should().ToHaveTextAsync("0");
        Assert.Equal((Families, 0), (await Site.AskAsync<long>(DeliveredSql), await Site.AskAsync<long>(ConflictsSql)));
        Assert.True(await Site.AskAsync<long>(TimesSql) > 2.9 * 3600);
        Assert.Equal(0, await KeptNotesAsync(phone));
        await other.Button("Đồng bộ").ClickAsync();
        await other.Content().GetByText("đã có người ghi trước").Should().ToHaveCountAsync(2);
        Assert.Equal((Families, 2), (await Site.AskAsync<long>(DeliveredSql), await Site.AskAsync<long>(ConflictsSql)));
        await TheOfficeSeesBothAsync(order);
    }

    // Most codes are typed, some are held before the camera; two and a quarter minutes go by with each family.
    private static async Task NoteAllAsync(IPage phone, string order, IReadOnlyList<string> codes)
    {
        await phone.Button("Quét mã QR").ClickAsync();
        for (var i = 0; i < codes.Count; i++)
        {
            await GoOnAsync(phone, TimeSpan.FromSeconds(135));
            if (i % ScannedOneOf == 0)
            {
                await HoldAsync(phone, $"Q106/{order}/{codes[i]}");
                await phone.Field("Mã 8 chữ số").Should().ToHaveValueAsync(codes[i]);
                await phone.Button("Ghi").ClickAsync();
            }
            else
            {
                await NoteAsync(phone, codes[i]);
            }
        }

        await phone.Locator("[data-waiting]").Should().ToHaveTextAsync($"{codes.Count}");
        await phone.Button("Tắt máy ảnh").ClickAsync();
    }

    private async Task TheOfficeSeesBothAsync(string order)
    {
        var page = await PageOf(DemoUsers.Cashier);
        await page.GotoAsync($"/handouts/Q106/{order}");
        await page.Content().Should().ToContainTextAsync("2 mã cần xem lại");
        await page.Content().GetByText("không được tính").Should().ToHaveCountAsync(2);
    }
}
