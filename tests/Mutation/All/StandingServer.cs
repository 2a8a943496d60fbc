namespace FundLedger.IntegrationTests;

/// <summary>Not a test: keeps a server with a prepared district for the test programs that Stryker starts, ends and kills.</summary>
public sealed class StandingServer(LedgerCluster cluster)
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(200);

    [Fact(Explicit = true)]
    public async Task Keep()
    {
        var note = Environment.GetEnvironmentVariable("FUNDLEDGER_KEEP_SERVER")!;
        var (server, district) = await cluster.ReadyAsync();
        // Nobody copies a database to which somebody is connected.
        await server.HangUpAsync(district);
        await File.WriteAllTextAsync(note + ".new", $"{server.Folder}:{district.Name}", Ledger.Token);
        File.Move(note + ".new", note);
        while (File.Exists(note)) await Task.Delay(Between, Ledger.Token);
    }
}
