using Dapper;
using FluentMigrator;
using FundLedger.Features.Database;
using FundLedger.Migrations;
using FundLedger.Testing;
using Npgsql;

namespace FundLedger.IntegrationTests.Database;

/// <summary>A migration for these tests alone; its script is beside this file.</summary>
[Migration(202101010900)]
public sealed class M202101010900_CreateSample : SqlMigration;

public sealed class MigratorTests(LedgerCluster cluster) : IAsyncLifetime
{
    private TestDatabase database = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => database = await cluster.CreateEmptyDatabaseAsync();

    public async ValueTask DisposeAsync() => await database.DisposeAsync();

    [Fact]
    public async Task Of_four_programs_that_start_at_once_one_migrates_and_all_succeed()
    {
        var applied = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(PrepareAndMigrateAsync)));
        Assert.Equal([0, 0, 0, 1], applied.Order());
    }

    [Fact]
    public async Task Four_databases_of_one_server_prepare_its_roles_at_once()
    {
        var databases = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => cluster.CreateEmptyDatabaseAsync()));
        await Task.WhenAll(databases.Select(each => Task.Run(() => LedgerRoles.PrepareAsync(each.Administrator, Token))));
        foreach (var each in databases)
        {
            await ApplicationRoleCheck.EnsureAsync(each.Application, Token);
            await each.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_script_runs_unchanged_as_the_owner_role_and_once_only()
    {
        Assert.Equal(1, await PrepareAndMigrateAsync());
        Assert.Equal(0, await PrepareAndMigrateAsync());
        await using var connection = new NpgsqlConnection(database.Administrator);
        Assert.Equal("fundledger_owner", await connection.ExecuteScalarAsync<string>(
            "SELECT tableowner::text FROM pg_tables WHERE tablename = 'samples'"));
        Assert.Equal("Quỹ; $(token) #{x}", await connection.ExecuteScalarAsync<string>("SELECT note FROM samples"));
    }

    [Fact]
    public async Task The_application_sees_what_is_pending_and_cannot_change_the_list()
    {
        await LedgerRoles.PrepareAsync(database.Administrator, Token);
        var migrations = typeof(MigratorTests).Assembly;
        Assert.Equal([202101010900], await Migrator.PendingAsync(database.Application, migrations, Token));
        await PrepareAndMigrateAsync();
        Assert.Empty(await Migrator.PendingAsync(database.Application, migrations, Token));
        await using var connection = new NpgsqlConnection(database.Application);
        var refused = await Assert.ThrowsAsync<PostgresException>(() => connection.ExecuteAsync("DELETE FROM schema_versions"));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
    }

    [Fact]
    public async Task Neither_the_application_nor_the_auditor_creates_anything()
    {
        await LedgerRoles.PrepareAsync(database.Administrator, Token);
        foreach (var user in (string[])[database.Application, database.Auditor])
        {
            await using var connection = new NpgsqlConnection(user + ";Options=-c default_transaction_read_only=off");
            var refused = await Assert.ThrowsAsync<PostgresException>(() => connection.ExecuteAsync("CREATE TABLE own ()"));
            Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
            refused = await Assert.ThrowsAsync<PostgresException>(() => connection.ExecuteAsync("CREATE TEMP TABLE own ()"));
            Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
        }
    }

    private async Task<int> PrepareAndMigrateAsync()
    {
        await LedgerRoles.PrepareAsync(database.Administrator, Token);
        return await Migrator.MigrateAsync(database.Owner, typeof(MigratorTests).Assembly, Token);
    }
}
