namespace FundLedger.BrowserTests;

/// <summary>The screen for handing out money, on a phone that loses its network.</summary>
public sealed class HandoutPageTests(Site site) : HandoutTest(site)
{
    [Fact]
    public async Task Shares_noted_without_a_network_are_one_result_each_however_often_they_are_sent()
    {
        var (order, codes) = await OpenedAsync();
        var phone = await PhoneAsync(order);
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
        Assert.Equal(0, await KeptNotesAsync(phone));

        var other = await PhoneAsync(order);
        await NoteAsync(other, codes[0]);
        await other.Button("Đồng bộ").ClickAsync();
        await other.Content().Should().ToContainTextAsync("đã có người ghi trước");
        Assert.Equal(1, await Site.AskAsync<long>(ConflictsSql));
    }
}
