using FundLedger.Features.Setup;
using Microsoft.Playwright;

namespace FundLedger.BrowserTests;

/// <summary>The screen for handing out money, on a phone that loses its network.</summary>
public sealed class HandoutPageTests(Site site) : BrowserTest(site)
{
    private const string ApprovedSql = """
        SELECT min(disbursement_id)::text FROM disbursements JOIN funds f USING (fund_id) WHERE f.code = 'Q106' AND status = 'approved'
        """;

    private const string DeliveredSql = "SELECT count(*) FROM deliveries";

    private const string ConflictsSql = "SELECT count(*) FROM delivery_conflicts";

    [Fact]
    public async Task Shares_noted_without_a_network_are_one_result_each_however_often_they_are_sent()
    {
        var (codes, address) = await OpenedAsync();
        var phone = await PhoneAsync(address);
        await phone.Context.SetOfflineAsync(true);
        await phone.ReloadAsync();
        await phone.Content().Should().ToContainTextAsync("Mất mạng");
        foreach (var code in codes) await NoteAsync(phone, code);
        await phone.Locator("[data-waiting]").Should().ToHaveTextAsync($"{codes.Count}");
        await NoteAsync(phone, codes[0]);
        await phone.Content().Should().ToContainTextAsync("đã ghi trên máy này rồi");
        await phone.Button("Đồng bộ").ClickAsync();
        await phone.Content().Should().ToContainTextAsync("Chưa có mạng");
        Assert.Equal(0, await Site.AskAsync<long>(DeliveredSql));

        await phone.Context.SetOfflineAsync(false);
        for (var press = 0; press < 5; press++) await phone.Button("Đồng bộ").ClickAsync();
        await phone.Locator("[data-waiting]").Should().ToHaveTextAsync("0");
        Assert.Equal((codes.Count, 0), (await Site.AskAsync<long>(DeliveredSql), await Site.AskAsync<long>(ConflictsSql)));
        Assert.Equal(0, await phone.EvaluateAsync<int>("""
            async () => { const all = await indexedDB.databases(); let count = 0;
              for (const { name } of all.filter((one) => one.name.startsWith('handout'))) {
                const base = await new Promise((done) => { const asked = indexedDB.open(name); asked.onsuccess = () => done(asked.result); });
                const notes = base.transaction('notes').objectStore('notes');
                count += await new Promise((done) => { const asked = notes.count(); asked.onsuccess = () => done(asked.result); });
              } return count; }
            """));

        var other = await PhoneAsync(address);
        await NoteAsync(other, codes[0]);
        await other.Button("Đồng bộ").ClickAsync();
        await other.Content().Should().ToContainTextAsync("đã có người ghi trước");
        Assert.Equal(1, await Site.AskAsync<long>(ConflictsSql));
    }

    // Cash that is paid by list: the cashier opens it and reads the codes from the page.
    private async Task<(IReadOnlyList<string> Codes, string Address)> OpenedAsync()
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
        return ([.. heads.Select(text => text.Replace(" ", "", StringComparison.Ordinal).Trim())], $"/handout/Q106/{order}");
    }

    private async Task<IPage> PhoneAsync(string address)
    {
        var phone = await PageOf(DemoUsers.Cashier, width: 360);
        await phone.GotoAsync(address);
        await phone.Locator("[data-ready]").WaitForAsync();
        return phone;
    }

    private static async Task NoteAsync(IPage phone, string code)
    {
        await phone.Field("Mã 8 chữ số").FillAsync(code);
        await phone.Field("Mã 8 chữ số").PressAsync("Enter");
        // Taken, or the page says why not.
        await phone.Locator("[data-problem]:not([hidden]), #Code:placeholder-shown").First.WaitForAsync();
    }
}
