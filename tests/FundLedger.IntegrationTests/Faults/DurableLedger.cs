using FundLedger.Testing;

namespace FundLedger.IntegrationTests.Faults;

/// <summary>A ledger and its web application on a server of their own, with default durability, that a test may kill.</summary>
internal sealed class DurableLedger : IAsyncDisposable
{
    private readonly LedgerCluster shared;
    private readonly Dictionary<string, HttpClient> clients = [];

    private DurableLedger(TestCluster server)
    {
        Server = server;
        shared = new LedgerCluster(server);
        Ledger = new Ledger(shared);
    }

    public TestCluster Server { get; }

    public Ledger Ledger { get; }

    public WebHost Web { get; private set; } = null!;

    public static async Task<DurableLedger> StartAsync(string place)
    {
        var started = new DurableLedger(await TestCluster.StartAsync(place, Ledger.Token));
        await started.Ledger.InitializeAsync();
        await started.Server.HardenAsync(Ledger.Token);
        started.Web = await WebHost.StartAsync(started.Ledger.Database, started.Ledger.Folder, started.Ledger.Clock, Ledger.Token);
        foreach (var user in (string[])[TamDuong.Accountant, TamDuong.SecondAccountant, TamDuong.Approver, TamDuong.Cashier])
        {
            started.clients[user] = await started.Web.SignedInAsync(user, Ledger.Token);
        }

        return started;
    }

    public HttpClient As(string user) => clients[user];

    public async ValueTask DisposeAsync()
    {
        foreach (var client in clients.Values) client.Dispose();
        await Web.DisposeAsync();
        await Ledger.DisposeAsync();
        await shared.DisposeAsync();
    }
}
