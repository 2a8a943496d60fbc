using Dapper;
using Npgsql;

namespace FundLedger.Features.Database;

/// <summary>
/// The database of this installation while a program uses it: the embedded server, started by the first program that opens it, or a
/// server that exists. Disposing it stops what was started here.
/// </summary>
public sealed class LedgerDatabase : IAsyncDisposable
{
    /// <summary>The name of the database in the embedded server.</summary>
    public const string Name = "fundledger";

    private readonly EmbeddedPostgres? server;
    private readonly string? administrator;
    private readonly string? secret;

    private LedgerDatabase(string application, string? administrator, string? secret, EmbeddedPostgres? server)
    {
        ApplicationConnection = application;
        this.administrator = administrator;
        this.secret = secret;
        this.server = server;
    }

    /// <summary>For everything but migrations: the user is the application role.</summary>
    public string ApplicationConnection { get; }

    /// <summary>For making a database. Raises <see cref="DatabaseSetupException"/> when this program was given no such right.</summary>
    internal string AdministratorConnection => administrator ?? throw new DatabaseSetupException(
        "This is the operator's work: name a connection that may make a database in FUNDLEDGER_OWNER_DATABASE.");

    /// <summary>For migrations: sessions act as the owner role. Null when this program was given no right to migrate.</summary>
    public string? OwnerConnection => administrator is null ? null : AsOwner(administrator);

    /// <summary>
    /// For reading every fund: the user is, or acts as, the auditor role. Null when this program was only given the application's.
    /// </summary>
    public string? AuditorConnection => server is not null ? server.ConnectionString(Name, LedgerRoles.Auditor)
        : administrator is null ? null
        : As(administrator, LedgerRoles.Auditor);

    /// <summary>Whether the server is the embedded one.</summary>
    public bool IsEmbedded => server is not null;

    /// <summary>Starts or finds the server; changes nothing in the database. Raises <see cref="DatabaseSetupException"/>.</summary>
    public static async Task<LedgerDatabase> OpenAsync(DatabaseSettings settings, CancellationToken token)
    {
        if (settings.Database is null)
        {
            return settings.Production
                ? throw new DatabaseSetupException("In production FUNDLEDGER_DATABASE must name a server; the embedded one is for trials.")
                : await EmbeddedAsync(settings, token);
        }

        return settings.Production || settings.OwnerDatabase is not null
            ? new LedgerDatabase(settings.Database, settings.OwnerDatabase, secret: null, server: null)
            : await ExistingAsync(settings.Database, settings.DataFolder, token);
    }

    /// <summary>
    /// Makes the roles, migrates and checks that the application's role stands below the guards; returns how many migrations were
    /// applied. Without the right to migrate it only checks. Raises <see cref="DatabaseSetupException"/>.
    /// </summary>
    public async Task<int> PrepareAsync(CancellationToken token)
    {
        var applied = OwnerConnection is null ? 0 : await PrepareAsOwnerAsync(administrator!, OwnerConnection, token);
        await ApplicationRoleCheck.EnsureAsync(ApplicationConnection, token);
        if (OwnerConnection is null && await Migrator.PendingAsync(ApplicationConnection, token) is { Count: > 0 } pending)
        {
            throw new DatabaseSetupException(
                $"The database lacks the migrations {string.Join(", ", pending)}. " +
                "Run: fundledger migrate, with FUNDLEDGER_OWNER_DATABASE set.");
        }

        return applied;
    }

    public async ValueTask DisposeAsync()
    {
        if (server is not null)
        {
            NpgsqlConnection.ClearAllPools();
            await server.DisposeAsync();
        }
    }

    /// <summary>A connection string whose sessions act as the owner role.</summary>
    internal static string AsOwner(string administrator) => As(administrator, LedgerRoles.Owner);

    private static string As(string administrator, string role)
    {
        var builder = new NpgsqlConnectionStringBuilder(administrator);
        builder.Options = (builder.Options + " -c role=" + role).Trim();
        return builder.ConnectionString;
    }

    private static async Task<LedgerDatabase> EmbeddedAsync(DatabaseSettings settings, CancellationToken token)
    {
        var server = await EmbeddedPostgres.StartAsync(new EmbeddedPostgresOptions(settings.DataFolder), token);
        var application = server.ConnectionString(Name, LedgerRoles.Application);
        return new LedgerDatabase(application, server.ConnectionString(Name, EmbeddedPostgres.Administrator), secret: null, server);
    }

    private static async Task<LedgerDatabase> ExistingAsync(string given, string dataFolder, CancellationToken token)
    {
        if (!await DatabaseServer.IsAdministratorAsync(given, token))
        {
            return new LedgerDatabase(given, administrator: null, secret: null, server: null);
        }

        var password = SecretFile.In(dataFolder, "app-role.secret");
        var application = new NpgsqlConnectionStringBuilder(given) { Username = LedgerRoles.Application, Password = password };
        return new LedgerDatabase(application.ConnectionString, given, password, server: null);
    }

    private async Task<int> PrepareAsOwnerAsync(string administratorConnection, string ownerConnection, CancellationToken token)
    {
        await DatabaseServer.CreateIfMissingAsync(administratorConnection, token);
        await LedgerRoles.PrepareAsync(administratorConnection, token);
        if (secret is not null && !await DatabaseServer.LetsInAsync(ApplicationConnection, token))
        {
            await LedgerRoles.SetApplicationPasswordAsync(administratorConnection, secret, token);
        }

        return await Migrator.MigrateAsync(ownerConnection, token);
    }
}
