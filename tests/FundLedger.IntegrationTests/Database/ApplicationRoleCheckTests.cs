using Dapper;
using FundLedger.Features.Database;
using FundLedger.Testing;
using Npgsql;

namespace FundLedger.IntegrationTests.Database;

public sealed class ApplicationRoleCheckTests(LedgerCluster cluster) : IAsyncLifetime
{
    private TestDatabase database = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => database = await cluster.CreateDatabaseAsync();

    public async ValueTask DisposeAsync() => await database.DisposeAsync();

    [Fact]
    public Task The_application_role_may_start() => ApplicationRoleCheck.EnsureAsync(database.Application, Token);

    [Fact]
    public async Task A_superuser_may_not_start() =>
        Assert.Contains("superuser", await RefusalAsync(database.Administrator), StringComparison.Ordinal);

    [Fact]
    public async Task A_superuser_disguised_as_the_application_may_not_start()
    {
        var disguised = database.Administrator + ";Options=-c role=fundledger_app";
        Assert.Contains("superuser", await RefusalAsync(disguised), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_member_of_the_owner_role_may_not_start()
    {
        await RunAsync("CREATE ROLE check_member LOGIN IN ROLE fundledger_owner");
        Assert.Contains("member of fundledger_owner", await RefusalAsync(database.As("check_member")), StringComparison.Ordinal);
        await RunAsync("DROP ROLE check_member");
    }

    [Fact]
    public async Task The_owner_of_a_table_may_not_start()
    {
        await RunAsync("CREATE ROLE check_owner LOGIN; CREATE TABLE owned (); ALTER TABLE owned OWNER TO check_owner");
        await RunAsync($"GRANT CONNECT ON DATABASE {database.Name} TO check_owner");
        Assert.Contains("owns 1", await RefusalAsync(database.As("check_owner")), StringComparison.Ordinal);
        await RunAsync("DROP OWNED BY check_owner; DROP ROLE check_owner");
    }

    [Fact]
    public async Task A_role_that_makes_roles_may_not_start()
    {
        await RunAsync("CREATE ROLE check_maker LOGIN CREATEROLE");
        await RunAsync($"GRANT CONNECT ON DATABASE {database.Name} TO check_maker");
        Assert.Contains("make roles", await RefusalAsync(database.As("check_maker")), StringComparison.Ordinal);
        await RunAsync("DROP OWNED BY check_maker; DROP ROLE check_maker");
    }

    private static async Task<string> RefusalAsync(string connection) =>
        (await Assert.ThrowsAsync<DatabaseSetupException>(() => ApplicationRoleCheck.EnsureAsync(connection, Token))).Message;

    private async Task RunAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(database.Administrator);
        await connection.ExecuteAsync(sql);
    }
}
