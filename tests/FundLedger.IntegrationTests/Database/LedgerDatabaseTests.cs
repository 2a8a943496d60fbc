using Dapper;
using FundLedger.Features.Database;
using FundLedger.Testing;
using Npgsql;

namespace FundLedger.IntegrationTests.Database;

public sealed class LedgerDatabaseTests(LedgerCluster cluster) : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("fundledger-settings-").FullName;
    private TestDatabase database = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => database = await cluster.CreateEmptyDatabaseAsync();

    public async ValueTask DisposeAsync()
    {
        await database.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Without_settings_the_embedded_server_is_started_and_prepared_twice_in_a_row()
    {
        for (var start = 0; start < 2; start++)
        {
            await using var opened = await LedgerDatabase.OpenAsync(new DatabaseSettings(folder), Token);
            await opened.PrepareAsync(Token);
            Assert.True(opened.IsEmbedded);
            Assert.Equal("fundledger_app", await UserAsync(opened.ApplicationConnection));
            Assert.Equal("fundledger_owner", await UserAsync(opened.OwnerConnection!));
        }
    }

    [Fact]
    public async Task An_administrator_of_an_existing_server_gives_the_application_a_password_kept_for_this_user_alone()
    {
        await using var opened = await LedgerDatabase.OpenAsync(new DatabaseSettings(folder, database.Administrator), Token);
        await opened.PrepareAsync(Token);
        var secret = Path.Combine(folder, "app-role.secret");
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(secret));
        var application = new NpgsqlConnectionStringBuilder(opened.ApplicationConnection);
        Assert.Equal("fundledger_app", application.Username);
        Assert.Equal((await File.ReadAllTextAsync(secret, Token)).Trim(), application.Password);
        Assert.Equal("fundledger_app", await UserAsync(opened.ApplicationConnection));
    }

    [Fact]
    public async Task A_database_that_is_missing_on_an_existing_server_is_made()
    {
        var missing = new NpgsqlConnectionStringBuilder(database.Administrator) { Database = "not yet \"there\"", Pooling = false };
        await using (var opened = await LedgerDatabase.OpenAsync(new DatabaseSettings(folder, missing.ConnectionString), Token))
        {
            await opened.PrepareAsync(Token);
        }

        await using var connection = new NpgsqlConnection(missing.ConnectionString);
        Assert.Equal("not yet \"there\"", await connection.ExecuteScalarAsync<string>("SELECT current_database()::text"));
    }

    [Fact]
    public async Task Production_refuses_an_administrator_and_the_embedded_server()
    {
        var settings = new DatabaseSettings(folder, database.Administrator, Production: true);
        await using var opened = await LedgerDatabase.OpenAsync(settings, Token);
        await Assert.ThrowsAsync<DatabaseSetupException>(() => opened.PrepareAsync(Token));
        await Assert.ThrowsAsync<DatabaseSetupException>(() => LedgerDatabase.OpenAsync(settings with { Database = null }, Token));
    }

    [Fact]
    public async Task Production_migrates_with_the_owners_connection_and_works_as_the_application()
    {
        var settings = new DatabaseSettings(folder, database.Application, database.Administrator, Production: true);
        await using var opened = await LedgerDatabase.OpenAsync(settings, Token);
        await opened.PrepareAsync(Token);
        Assert.Equal("fundledger_app", await UserAsync(opened.ApplicationConnection));
        Assert.Equal("fundledger_owner", await UserAsync(opened.OwnerConnection!));
        Assert.False(File.Exists(Path.Combine(folder, "app-role.secret")));
    }

    private static async Task<string?> UserAsync(string connectionString)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        return await connection.ExecuteScalarAsync<string>("SELECT current_user::text");
    }
}
