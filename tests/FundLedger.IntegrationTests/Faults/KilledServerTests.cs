namespace FundLedger.IntegrationTests.Faults;

/// <summary>PostgreSQL is killed in the middle of posting and started again; the application and its senders stay.</summary>
public sealed class KilledServerTests
{
    [Fact]
    public async Task What_was_being_posted_when_the_server_was_killed_is_done_once()
    {
        await using var books = await DurableLedger.StartAsync(Path.GetTempPath());
        var crowd = await Crowd.GatherAsync(books.Ledger, receiptCount: 60 * LongMode.Rounds, paymentCount: 8);
        var (onTheirWay, _) = await crowd.SendAsync(books.As, faultAfter: 20, async () =>
        {
            for (var round = 0; round < LongMode.Rounds; round++)
            {
                if (round > 0) await Task.Delay(500, Ledger.Token);
                books.Server.Kill();
                await books.Server.RecoverAsync(Ledger.Token);
            }
        });
        Assert.True(onTheirWay > 0, "Nothing was under way when the server was killed.");
        await crowd.SendAgainAsync(books.As);
        await crowd.WasDoneOnceAsync();
    }
}
