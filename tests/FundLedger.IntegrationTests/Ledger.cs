using FundLedger.Domain;
using FundLedger.Features;
using FundLedger.Features.Checkpoints;
using FundLedger.Features.Checks;
using FundLedger.Features.Pipeline;
using FundLedger.Features.Vault;
using FundLedger.Testing;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Npgsql;

namespace FundLedger.IntegrationTests;

/// <summary>
/// A ledger of one's own for a test class: the real pipeline on a fresh database with the district's funds, norm and people.
/// </summary>
public sealed class Ledger : IAsyncLifetime
{
    private readonly LedgerCluster cluster;
    private readonly Ledger? original;
    private TestDatabase? database;
    private ServiceProvider? services;

    public Ledger(LedgerCluster cluster) => this.cluster = cluster;

    private Ledger(Ledger original)
    {
        (cluster, this.original, Folder) = (original.cluster, original, original.Folder);
        Clock = new TestClock(original.Clock.Today);
    }

    /// <summary>Where the key of its identities is.</summary>
    public string Folder { get; } = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    public TestClock Clock { get; } = new(new LocalDate(2021, 1, 4));

    public TestDatabase Database => database ?? throw new InvalidOperationException("The ledger is not ready.");

    public Given Given => new(this);

    /// <summary>The standing checks, as the nightly worker runs them.</summary>
    public CheckRunner Checks => services!.GetRequiredService<CheckRunner>();

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        database = original is null ? await cluster.CreateTamDuongAsync() : await cluster.CopyDatabaseAsync(original.Database);
        services = Application(database.Application);
    }

    public async ValueTask DisposeAsync()
    {
        if (services is not null) await services.DisposeAsync();
        if (database is not null) await database.DisposeAsync();
        if (original is null && Directory.Exists(Folder)) Directory.Delete(Folder, recursive: true);
    }

    /// <summary>A copy with all that is in it, to be initialised and disposed; this one must be at rest and outlive it.</summary>
    public Ledger Copy() => new(this);

    /// <summary>Hangs up: the database stays, to be copied, but nothing can be sent any more.</summary>
    public async Task RestAsync()
    {
        if (services is not null) await services.DisposeAsync();
        services = null;
    }

    /// <summary>
    /// Opens new sessions: one in which a statement was refused while it was being prepared answers out of step later.
    /// </summary>
    public void OpenNewSessions() => services!.GetRequiredService<NpgsqlDataSource>().Clear();

    /// <summary>The use cases on another way to the database, or with another clock or vault key; dispose it.</summary>
    public ServiceProvider Application(string connection, IClock? clock = null, string? vaultFolder = null) => new ServiceCollection()
        .AddFundLedger()
        .AddSingleton(clock ?? Clock)
        .AddSingleton(VaultKey.In(vaultFolder ?? Folder))
        .AddSingleton(CheckpointKey.In(Folder))
        .AddSingleton(_ => FeaturesSetup.OpenDataSource(connection))
        .BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });

    /// <summary>Sends a command or query as a user, through everything that a real request passes.</summary>
    public Task<Result<T>> Send<T>(string user, IRequest<Result<T>> request) => Send(services!, user, request);

    public static async Task<Result<T>> Send<T>(IServiceProvider application, string user, IRequest<Result<T>> request)
    {
        await using var scope = application.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Actor>().SignIn(user);
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(request, Token);
    }

    /// <summary>Signs the heads of all logs that have grown, as the program does each minute; returns how many that were.</summary>
    public async Task<int> Sign()
    {
        await using var scope = services!.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<CheckpointRound>().SignAsync(Token);
    }

    /// <summary>Hands over what was signed and is not anchored yet.</summary>
    public async Task Anchor(AnchorLine? last, Func<IReadOnlyList<AnchorLine>, Task> write)
    {
        await using var scope = services!.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<CheckpointRound>().AnchorAsync(last, write, Token);
    }

    /// <summary>The same, for preconditions: anything but success fails the test.</summary>
    public async Task<T> Done<T>(string user, IRequest<Result<T>> request)
    {
        var result = await Send(user, request);
        Assert.True(result.IsOk, $"{request.GetType().Name}: {result.Error}");
        return result.Value;
    }

    /// <summary>Runs raw SQL as a database role, around the application; returns what the database refused, or null.</summary>
    public static async Task<PostgresException?> Refusal(string connection, string sql, object? parameters = null)
    {
        try
        {
            await OwnerSql.ExecuteAsync(connection, sql, parameters, Token);
            return null;
        }
        catch (PostgresException refusal)
        {
            return refusal;
        }
    }

    public Task<T> Ask<T>(string sql, object? parameters = null) => OwnerSql.SingleAsync<T>(Database.Owner, sql, parameters, Token);

    public Task<IReadOnlyList<T>> List<T>(string sql, object? parameters = null) =>
        OwnerSql.ListAsync<T>(Database.Owner, sql, parameters, Token);
}
