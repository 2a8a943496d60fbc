using System.Net.Http.Json;
using FundLedger.IntegrationTests.Programs;
using FundLedger.Testing;

namespace FundLedger.IntegrationTests.Faults;

/// <summary>The web application is killed in the middle of posting; another one takes its place.</summary>
public sealed class KilledProgramTests(Ledger ledger) : IClassFixture<Ledger>
{
    private readonly Dictionary<string, HttpClient> clients = [];

    [Fact]
    public async Task What_was_being_posted_when_the_application_was_killed_is_done_once()
    {
        var crowd = await Crowd.GatherAsync(ledger, receiptCount: 60, paymentCount: 8);
        await using (var program = Start())
        {
            await SignInAsync(await program.AddressAsync());
            var (_, lost) = await crowd.SendAsync(user => clients[user], faultAfter: 20, program.KillAsync);
            Assert.True(lost > 0, "Nothing was under way when the application was killed.");
        }

        await using var next = Start();
        await SignInAsync(await next.AddressAsync());
        await crowd.SendAgainAsync(user => clients[user]);
        await crowd.WasDoneOnceAsync();
    }

    private WebProgram Start() =>
        WebProgram.Start(("MODE", "development"), ("DATA", ledger.Folder), ("DATABASE", ledger.Database.Application));

    private async Task SignInAsync(Uri address)
    {
        foreach (var user in (string[])[TamDuong.Accountant, TamDuong.SecondAccountant, TamDuong.Cashier])
        {
            clients[user] = new HttpClient { BaseAddress = address };
            using var answer = await clients[user].PostAsJsonAsync(
                "/api/v1/session", new { userName = user, password = TamDuong.Password }, Ledger.Token);
            answer.EnsureSuccessStatusCode();
        }
    }
}
