using FundLedger.IntegrationTests;
using FundLedger.Testing;

[assembly: AssemblyFixture(typeof(LedgerCluster))]

namespace FundLedger.IntegrationTests;

/// <summary>The PostgreSQL server of this run; take it as a constructor parameter of a test class or of a class fixture.</summary>
public sealed class LedgerCluster : IAsyncLifetime
{
    private TestCluster? cluster;

    public TestCluster Server => cluster ?? throw new InvalidOperationException("The test server has not started.");

    /// <summary>A database of one's own, migrated and empty; dispose it.</summary>
    public Task<TestDatabase> CreateDatabaseAsync() => Server.CreateDatabaseAsync(TestContext.Current.CancellationToken);

    public async ValueTask InitializeAsync() => cluster = await TestCluster.StartAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (cluster is not null)
        {
            await cluster.DisposeAsync();
        }
    }
}
