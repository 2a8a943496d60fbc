using System.Runtime.Versioning;
using FundLedger.IntegrationTests;
using FundLedger.Testing;

[assembly: AssemblyFixture(typeof(LedgerCluster))]
[assembly: SupportedOSPlatform("linux")]

namespace FundLedger.IntegrationTests;

/// <summary>
/// The PostgreSQL server of this run, started when the first test asks for it; take this as a constructor parameter of a test class or
/// of a class fixture.
/// </summary>
public sealed class LedgerCluster : IAsyncDisposable
{
    /// <summary>A folder of a server that is ready, and the name of its prepared database, parted by a colon; scripts/mutants.py sets it.</summary>
    private static readonly string[]? Standing = Environment.GetEnvironmentVariable("FUNDLEDGER_STANDING_SERVER")?.Split(':');

    private readonly Lazy<Task<TestCluster>> cluster;
    private readonly Lazy<Task<TestDatabase>> tamDuong;

    public LedgerCluster() : this(new Lazy<Task<TestCluster>>(StartAsync))
    {
    }

    /// <summary>A server that a test looks after itself.</summary>
    internal LedgerCluster(TestCluster own) : this(new Lazy<Task<TestCluster>>(Task.FromResult(own)))
    {
    }

    private LedgerCluster(Lazy<Task<TestCluster>> cluster)
    {
        this.cluster = cluster;
        tamDuong = new(PrepareAsync);
    }

    /// <summary>A database of one's own, migrated and empty; dispose it.</summary>
    public async Task<TestDatabase> CreateDatabaseAsync() =>
        await (await cluster.Value).CreateDatabaseAsync(TestContext.Current.CancellationToken);

    /// <summary>The same with the district's funds, norm and people: prepared once, for the hashing of ten passwords takes a second.</summary>
    public async Task<TestDatabase> CreateTamDuongAsync() => await CopyDatabaseAsync(await tamDuong.Value);

    /// <summary>A database with nothing in it, for tests of the migrations themselves.</summary>
    public async Task<TestDatabase> CreateEmptyDatabaseAsync() =>
        await (await cluster.Value).CreateEmptyDatabaseAsync(TestContext.Current.CancellationToken);

    /// <summary>A copy of a database to which nobody is connected; dispose it.</summary>
    public async Task<TestDatabase> CopyDatabaseAsync(TestDatabase original) =>
        await (await cluster.Value).CopyAsync(original, TestContext.Current.CancellationToken);

    /// <summary>The district's database itself, prepared when it is not yet; copies are made of it.</summary>
    internal async Task<(TestCluster Cluster, TestDatabase TamDuong)> ReadyAsync() => (await cluster.Value, await tamDuong.Value);

    private static Task<TestCluster> StartAsync() => Standing is [var folder, _]
        ? TestCluster.JoinAsync(folder, TestContext.Current.CancellationToken)
        : TestCluster.StartAsync(TestContext.Current.CancellationToken);

    private async Task<TestDatabase> PrepareAsync()
    {
        if (Standing is [_, var name]) return (await cluster.Value).Existing(name);
        var prepared = await CreateDatabaseAsync();
        await TamDuong.PrepareAsync(prepared.Owner, TestContext.Current.CancellationToken);
        return prepared;
    }

    public async ValueTask DisposeAsync()
    {
        if (cluster is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
        {
            await (await cluster.Value).DisposeAsync();
        }
    }
}
