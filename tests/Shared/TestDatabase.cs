using FundLedger.Features.Database;

namespace FundLedger.Testing;

/// <summary>One database of the test server, dropped when disposed.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private readonly TestCluster cluster;

    internal TestDatabase(TestCluster cluster, string name)
    {
        this.cluster = cluster;
        Name = name;
    }

    public string Name { get; }

    /// <summary>As the application signs in.</summary>
    public string Application => As(LedgerRoles.Application);

    /// <summary>As the auditor signs in.</summary>
    public string Auditor => As(LedgerRoles.Auditor);

    /// <summary>As the superuser, whom no right limits; the triggers and constraints still do.</summary>
    public string Administrator => As(EmbeddedPostgres.Administrator);

    /// <summary>As migrations run: with the rights of the owner of all tables.</summary>
    public string Owner => LedgerDatabase.AsOwner(Administrator);

    public string As(string role) => cluster.Connection(Name, role);

    public async ValueTask DisposeAsync() => await cluster.DropAsync(this);
}
