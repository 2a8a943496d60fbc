using Dapper;
using FundLedger.Features.Database;
using FundLedger.Testing;
using Npgsql;

namespace FundLedger.IntegrationTests.Database;

/// <summary>A server that exists: what a program may do on it with the connection that it was given.</summary>
public sealed class GivenServerTests(LedgerCluster cluster) : IAsyncLifetime
{
    private const string EncodingSql = """
        SELECT datname || ' ' || pg_encoding_to_char(encoding) FROM pg_database WHERE datname = current_database()
        """;

    private const string DropSql = "SELECT format('DROP DATABASE %I', @Name::text)";

    private readonly string folder = Directory.CreateTempSubdirectory("fundledger-given-").FullName;
    private TestDatabase database = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => database = await cluster.CreateEmptyDatabaseAsync();

    public async ValueTask DisposeAsync()
    {
        await database.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task With_the_applications_connection_alone_nothing_is_migrated_and_what_is_missing_is_told()
    {
        await LedgerRoles.PrepareAsync(database.Administrator, Token);
        await using var opened = await LedgerDatabase.OpenAsync(new DatabaseSettings(folder, database.Application), Token);
        Assert.Equal((null, null, false), (opened.OwnerConnection, opened.AuditorConnection, opened.IsEmbedded));
        Assert.Equal(database.Application, opened.ApplicationConnection);
        var noRight = Assert.Throws<DatabaseSetupException>(() => opened.AdministratorConnection);
        Assert.Contains("FUNDLEDGER_OWNER_DATABASE", noRight.Message, StringComparison.Ordinal);
        var lacks = await Assert.ThrowsAsync<DatabaseSetupException>(() => opened.PrepareAsync(Token));
        var all = string.Join(", ", await Migrator.PendingAsync(database.Application, Token));
        Assert.StartsWith($"The database lacks the migrations {all}. ", lacks.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(folder));
    }

    [Fact]
    public async Task With_an_administrators_connection_it_is_migrated_once_and_read_as_the_auditor()
    {
        await using (var opened = await LedgerDatabase.OpenAsync(new DatabaseSettings(folder, database.Administrator), Token))
        {
            var all = (await Migrator.PendingAsync(database.Administrator, Token)).Count;
            Assert.InRange(all, 50, int.MaxValue);
            Assert.Equal(all, await opened.PrepareAsync(Token));
            Assert.Equal(0, await opened.PrepareAsync(Token));
            Assert.Equal(database.Administrator, opened.AdministratorConnection);
            Assert.Equal("fundledger_auditor", await UserAsync(opened.AuditorConnection!));
            Assert.Equal("fundledger_owner", await UserAsync(opened.OwnerConnection!));
        }

        await using var again = await LedgerDatabase.OpenAsync(new DatabaseSettings(folder, database.Application), Token);
        Assert.Equal(0, await again.PrepareAsync(Token));
        Assert.Empty(await Migrator.PendingAsync(database.Application, Token));
    }

    [Fact]
    public async Task Options_of_the_connection_are_kept_beside_the_role()
    {
        var given = database.Administrator + ";Options=-c work_mem=8MB";
        await using var opened = await LedgerDatabase.OpenAsync(new DatabaseSettings(folder, database.Application, given), Token);
        await LedgerRoles.PrepareAsync(given, Token);
        Assert.Equal("-c work_mem=8MB -c role=fundledger_owner", new NpgsqlConnectionStringBuilder(opened.OwnerConnection!).Options);
        Assert.Equal("-c role=fundledger_auditor", new NpgsqlConnectionStringBuilder(opened.AuditorConnection!).Options![^26..]);
    }

    [Fact]
    public async Task A_server_tells_an_administrator_from_the_application_also_where_the_database_is_missing()
    {
        await LedgerRoles.PrepareAsync(database.Administrator, Token);
        Assert.True(await DatabaseServer.IsAdministratorAsync(database.Administrator, Token));
        Assert.False(await DatabaseServer.IsAdministratorAsync(database.Application, Token));
        var missing = new NpgsqlConnectionStringBuilder(database.Administrator) { Database = "khong_co" }.ConnectionString;
        Assert.True(await DatabaseServer.IsAdministratorAsync(missing, Token));
        Assert.True(await DatabaseServer.LetsInAsync(database.Application, Token));
        Assert.False(await DatabaseServer.LetsInAsync(database.As("khong_ai"), Token));
        var elsewhere = await Assert.ThrowsAsync<PostgresException>(() => DatabaseServer.LetsInAsync(missing, Token));
        Assert.Equal(PostgresErrorCodes.InvalidCatalogName, elsewhere.SqlState);
    }

    [Fact]
    public async Task A_database_is_made_once_also_by_several_at_once()
    {
        var name = "made_" + Guid.NewGuid().ToString("N")[..8];
        var made = new NpgsqlConnectionStringBuilder(database.Administrator) { Database = name, Pooling = false }.ConnectionString;
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => DatabaseServer.CreateIfMissingAsync(made, Token))));
        await DatabaseServer.CreateIfMissingAsync(made, Token);
        await using (var connection = new NpgsqlConnection(made))
        {
            Assert.Equal($"{name} UTF8", await connection.ExecuteScalarAsync<string>(EncodingSql));
        }

        await using var administrator = new NpgsqlConnection(database.Administrator);
        await administrator.ExecuteAsync(await administrator.QuerySingleAsync<string>(DropSql, new { Name = name }));
    }

    [Fact]
    public async Task Who_may_make_no_roles_needs_none_where_they_all_are()
    {
        await LedgerRoles.PrepareAsync(database.Administrator, Token);
        await LedgerRoles.PrepareAsync(database.Application, Token);
        var session = new NpgsqlConnectionStringBuilder(LedgerRoles.Unpooled("Host=/run/so;Database=so"));
        Assert.Equal((false, false, "/run/so", "so"), (session.Pooling, session.Enlist, session.Host, session.Database));
        Assert.True(Migrator.Knows(202611261300));
        Assert.False(Migrator.Knows(1));
    }

    private static async Task<string?> UserAsync(string connectionString)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        return await connection.ExecuteScalarAsync<string>("SELECT current_user::text");
    }
}
