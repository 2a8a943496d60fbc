using FundLedger.Domain;
using FundLedger.Features;
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
    private TestDatabase? database;
    private ServiceProvider? services;

    public Ledger(LedgerCluster cluster) => this.cluster = cluster;

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
        database = await cluster.CreateDatabaseAsync();
        await TamDuong.PrepareAsync(database.Owner, Token);
        services = new ServiceCollection()
            .AddFundLedger()
            .AddSingleton<IClock>(Clock)
            .AddSingleton(VaultKey.In(Folder))
            .AddSingleton(FeaturesSetup.OpenDataSource(database.Application))
            .BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
    }

    public async ValueTask DisposeAsync()
    {
        if (services is not null) await services.DisposeAsync();
        if (database is not null) await database.DisposeAsync();
        if (Directory.Exists(Folder)) Directory.Delete(Folder, recursive: true);
    }

    /// <summary>Sends a command or query as a user, through everything that a real request passes.</summary>
    public async Task<Result<T>> Send<T>(string user, IRequest<Result<T>> request)
    {
        await using var scope = services!.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Actor>().SignIn(user);
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(request, Token);
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
