using FundLedger.Domain;
using FundLedger.Features;
using FundLedger.Features.Checks;
using FundLedger.Features.Database;
using FundLedger.Features.Papers;
using FundLedger.Features.Pipeline;
using FundLedger.Features.Setup;
using FundLedger.Features.Statements;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Npgsql;

namespace FundLedger.Cli;

/// <summary>The books while a verb works with them: as the auditor, who reads, or as a user.</summary>
internal sealed class Books : IAsyncDisposable
{
    /// <summary>The name under which the auditor's queries are logged; no user can have it.</summary>
    private const string Operator = "(operator)";

    private const string IsDemoSql = "SELECT is_demo FROM ledger_settings";

    private readonly LedgerDatabase database;
    private readonly ServiceProvider services;
    private readonly string actor;

    private Books(LedgerDatabase database, ServiceProvider services, string actor) =>
        (this.database, this.services, this.actor) = (database, services, actor);

    /// <summary>Raises <see cref="DatabaseSetupException"/> when nothing may be read that way.</summary>
    public static Task<Books> OpenAsync(Verb verb, CancellationToken token) => OpenAsync(verb, verb.Settings, ConnectionFor, token);

    /// <summary>The same for another database than the environment names.</summary>
    public static Task<Books> OpenAsync(Verb verb, DatabaseSettings settings, CancellationToken token) =>
        OpenAsync(verb, settings, ConnectionFor, token);

    /// <summary>As the application, for what leaves a trace.</summary>
    public static Task<Books> OpenAsApplicationAsync(Verb verb, CancellationToken token) =>
        OpenAsync(verb, verb.Settings, (_, database) => Patient(database.ApplicationConnection), token);

    private static async Task<Books> OpenAsync(
        Verb verb, DatabaseSettings settings, Func<Verb, LedgerDatabase, string> connection, CancellationToken token)
    {
        var database = await LedgerDatabase.OpenAsync(settings, token);
        try
        {
            var source = FeaturesSetup.OpenDataSource(connection(verb, database));
            var clock = await ClockAsync(verb, source, token);
            var services = new ServiceCollection()
                .AddFundLedger().AddSingleton(_ => source).AddSingleton(clock).AddSingleton(LimitsOf(verb)).AddSingleton(AddressOf(verb));
            if (SigningOf(verb) is { } certificate) services.AddSingleton(new PaperSigner(certificate, clock));
            return new Books(database, services.BuildServiceProvider(), verb.Actor ?? Operator);
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }

    public async Task<Result<T>> AskAsync<T>(IQuery<T> query, CancellationToken token)
    {
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Actor>().SignIn(actor);
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(query, token);
    }

    /// <summary>Runs the standing checks; they read every fund under a name of their own.</summary>
    public Task<CheckRun> CheckAsync(CancellationToken token) =>
        services.GetRequiredService<CheckRunner>().OnDemandAsync(Guid.NewGuid(), actor, token);

    public async Task<Result<T>> DoAsync<T>(ICommand<T> command, CancellationToken token)
    {
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Actor>().SignIn(actor);
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(command, token);
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        await database.DisposeAsync();
    }

    private static CheckLimits LimitsOf(Verb verb) => CheckLimits.Read(verb.Host.Variable(CheckLimits.Variable))
        ?? throw new DatabaseSetupException($"{CheckLimits.Variable} must be a number of hours from 1 to 744.");

    private static PublicAddress AddressOf(Verb verb) => PublicAddress.Read(verb.Host.Variable(PublicAddress.Variable))
        ?? throw new DatabaseSetupException($"{PublicAddress.Variable} must be the http or https address of the pages.");

    private static SigningCertificate? SigningOf(Verb verb)
    {
        try
        {
            return SigningCertificate.Read(verb.Host.Variable);
        }
        catch (SigningCertificateException unusable)
        {
            throw new DatabaseSetupException(unusable.Message);
        }
    }

    // Without a time limit: to verify or to export all the books may take long.
    private static string Patient(string connection) =>
        new NpgsqlConnectionStringBuilder(connection) { CommandTimeout = 0 }.ConnectionString;

    private static string ConnectionFor(Verb verb, LedgerDatabase database)
    {
        var connection = verb.Actor is null ? database.AuditorConnection : database.ApplicationConnection;
        return connection is not null
            ? Patient(connection)
            : throw new DatabaseSetupException(
                "This connection is the application's and reads the funds of one user: say which with --as USER, or set " +
                "FUNDLEDGER_OWNER_DATABASE.");
    }

    // The demo's books are read on the demo's day, as the web application does.
    private static async Task<IClock> ClockAsync(Verb verb, NpgsqlDataSource source, CancellationToken token)
    {
        await using var command = source.CreateCommand(IsDemoSql);
        return await command.ExecuteScalarAsync(token) is true ? new StandingClock(LoadDemo.Now) : verb.Host.Clock;
    }

    private sealed class StandingClock(Instant now) : IClock
    {
        public Instant GetCurrentInstant() => now;
    }
}
