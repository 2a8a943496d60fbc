using Dapper;
using FundLedger.Features.Database;
using Npgsql;

namespace FundLedger.IntegrationTests.Database;

public sealed class EmbeddedPostgresTests : IDisposable
{
    private readonly string folder = ScratchFolder();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task It_starts_in_an_empty_folder_keeps_its_data_and_is_gone_when_disposed()
    {
        string socket;
        await using (var first = await StartAsync(folder))
        {
            Assert.True(first.IsOwner);
            socket = first.SocketFolder;
            await RunAsync(first, "CREATE TABLE kept AS SELECT 42 AS answer");
        }

        Assert.False(Directory.Exists(socket));
        await using var second = await StartAsync(folder);
        Assert.Equal(42, await RunAsync(second, "SELECT answer FROM kept"));
    }

    [Fact]
    public async Task It_listens_on_a_socket_that_only_its_user_reaches_and_on_no_network_address()
    {
        await using var server = await StartAsync(folder);
        Assert.Equal("", await TextAsync(server, "SHOW listen_addresses"));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(server.SocketFolder));
    }

    [Fact]
    public async Task It_writes_durably_unless_told_to_be_fast()
    {
        await using (var durable = await EmbeddedPostgres.StartAsync(new EmbeddedPostgresOptions(folder), Token))
        {
            Assert.Equal("on", await TextAsync(durable, "SHOW fsync"));
        }

        await using var fast = await StartAsync(folder);
        Assert.Equal("off", await TextAsync(fast, "SHOW fsync"));
    }

    [Fact]
    public async Task It_sorts_names_as_Vietnamese_does()
    {
        await using var server = await StartAsync(folder);
        const string sql = "SELECT string_agg(name, ' ' ORDER BY name) FROM unnest(ARRAY['Út', 'Đức', 'Dũng', 'Ân', 'An']) AS name";
        Assert.Equal("An Ân Dũng Đức Út", await TextAsync(server, sql));
    }

    [Fact]
    public async Task In_a_folder_with_a_long_path_it_moves_its_socket_to_the_temporary_folder_and_cleans_up()
    {
        await using var server = await StartAsync(Path.Combine(folder, new string('x', 100)));
        Assert.StartsWith(Path.GetTempPath(), server.SocketFolder, StringComparison.Ordinal);
        Assert.Equal(1, await RunAsync(server, "SELECT 1"));
        await server.DisposeAsync();
        Assert.False(Directory.Exists(server.SocketFolder));
    }

    [Fact]
    public async Task A_half_made_cluster_is_made_again()
    {
        Directory.CreateDirectory(Path.Combine(folder, "postgres.new", "base"));
        await using var server = await StartAsync(folder);
        Assert.Equal(1, await RunAsync(server, "SELECT 1"));
    }

    [Fact]
    public async Task Four_that_start_at_once_share_one_server()
    {
        var servers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => StartAsync(folder))));
        var owner = Assert.Single(servers, server => server.IsOwner);
        foreach (var joined in servers.Except([owner]))
        {
            Assert.Equal(1, await RunAsync(joined, "SELECT 1"));
            await joined.DisposeAsync();
        }

        Assert.Equal(1, await RunAsync(owner, "SELECT 1"));
        await owner.DisposeAsync();
    }

    [Fact]
    public async Task A_server_of_another_version_is_not_started_on_the_data()
    {
        await (await StartAsync(folder)).DisposeAsync();
        await File.WriteAllTextAsync(Path.Combine(folder, "postgres", "PG_VERSION"), "9\n", Token);
        var refused = await Assert.ThrowsAsync<DatabaseSetupException>(() => StartAsync(folder));
        Assert.Contains("PostgreSQL 9", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_cannot_start_says_why()
    {
        await (await StartAsync(folder)).DisposeAsync();
        await File.AppendAllTextAsync(Path.Combine(folder, "postgres", "postgresql.conf"), "no_such_setting = 1\n", Token);
        var refused = await Assert.ThrowsAsync<DatabaseSetupException>(() => StartAsync(folder));
        Assert.Contains("no_such_setting", refused.Message, StringComparison.Ordinal);
    }

    /// <summary>In memory where the system allows it; a cluster is some hundred small files.</summary>
    internal static string ScratchFolder()
    {
        var memory = Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath();
        return Directory.CreateDirectory(Path.Combine(memory, "fundledger-scratch-" + Path.GetRandomFileName())).FullName;
    }

    internal static Task<EmbeddedPostgres> StartAsync(string folder) =>
        EmbeddedPostgres.StartAsync(new EmbeddedPostgresOptions(folder, Fast: true), Token);

    internal static async Task<int> RunAsync(EmbeddedPostgres server, string sql)
    {
        await using var connection = Connection(server);
        return await connection.ExecuteScalarAsync<int>(sql);
    }

    private static async Task<string?> TextAsync(EmbeddedPostgres server, string sql)
    {
        await using var connection = Connection(server);
        return await connection.ExecuteScalarAsync<string>(sql);
    }

    private static NpgsqlConnection Connection(EmbeddedPostgres server) =>
        new(server.ConnectionString("postgres", EmbeddedPostgres.Administrator) + ";Pooling=false");
}
