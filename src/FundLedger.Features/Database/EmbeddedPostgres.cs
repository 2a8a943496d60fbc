using Npgsql;

namespace FundLedger.Features.Database;

/// <summary>How to start the embedded server.</summary>
/// <param name="DataFolder">The folder of the cluster, its socket and its log; made when missing.</param>
/// <param name="Fast">Gives up durability for speed: a power cut loses everything. For tests only.</param>
public sealed record EmbeddedPostgresOptions(string DataFolder, bool Fast = false);

/// <summary>
/// A PostgreSQL server of our own in the data folder, reached through a unix socket and never through the network. Whoever may enter
/// the socket's folder, which is this user alone, may sign in as any role without a password. When another process already runs the
/// server of that folder it is shared; it stops with the process that started it, also when that process is killed.
/// </summary>
public sealed class EmbeddedPostgres : IAsyncDisposable
{
    /// <summary>The superuser of the cluster.</summary>
    public const string Administrator = "postgres";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(20);

    private readonly ServerFolder folder;
    private FileStream? ownership;
    private ServerProcess? process;

    private EmbeddedPostgres(ServerFolder folder, FileStream? ownership)
    {
        this.folder = folder;
        this.ownership = ownership;
    }

    /// <summary>Whether this object started the server and will stop it; otherwise another process did and will.</summary>
    public bool IsOwner => ownership is not null;

    /// <summary>The folder of the server's socket: the host of a connection string.</summary>
    public string SocketFolder { get; private set; } = "";

    /// <summary>Starts the server of the folder, or joins it when it runs. Raises <see cref="DatabaseSetupException"/>.</summary>
    public static async Task<EmbeddedPostgres> StartAsync(EmbeddedPostgresOptions options, CancellationToken token)
    {
        var folder = new ServerFolder(options.DataFolder);
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(token);
        limited.CancelAfter(Patience);
        try
        {
            return await OwnOrJoinAsync(folder, options, limited.Token);
        }
        catch (OperationCanceledException late) when (!token.IsCancellationRequested)
        {
            throw new DatabaseSetupException($"PostgreSQL in {folder.Root} was not ready after a minute.\n{folder.LogTail()}", late);
        }
        catch (UnauthorizedAccessException denied)
        {
            throw new DatabaseSetupException($"The data folder {folder.Root} belongs to another user. {denied.Message}", denied);
        }
    }

    /// <summary>A connection string to this server.</summary>
    public string ConnectionString(string database, string role) =>
        new NpgsqlConnectionStringBuilder { Host = SocketFolder, Database = database, Username = role }.ConnectionString;

    public async ValueTask DisposeAsync()
    {
        if (process is not null)
        {
            await process.StopAsync();
            folder.RemoveSocketFolder();
            process = null;
        }

        ownership?.Dispose();
        ownership = null;
    }

    private static async Task<EmbeddedPostgres> OwnOrJoinAsync(
        ServerFolder folder, EmbeddedPostgresOptions options, CancellationToken token)
    {
        while (true)
        {
            var server = new EmbeddedPostgres(folder, FileLock.TryTake(folder.OwnerLock));
            if (server.IsOwner ? await server.LaunchOrLetGoAsync(options, token) : await server.JoinAsync(token))
            {
                return server;
            }

            await Task.Delay(Between, token);
        }
    }

    private async Task<bool> JoinAsync(CancellationToken token)
    {
        SocketFolder = folder.ReadySocketFolder() ?? "";
        return SocketFolder.Length > 0 && await AnswersAsync(token);
    }

    private async Task<bool> AnswersAsync(CancellationToken token)
    {
        await using var connection = new NpgsqlConnection(ConnectionString("postgres", Administrator) + ";Pooling=false");
        try
        {
            await connection.OpenAsync(token);
            return true;
        }
        catch (NpgsqlException)
        {
            // It stops at this moment, or its owner was killed: the next round finds out which.
            return false;
        }
    }

    private async Task<bool> LaunchOrLetGoAsync(EmbeddedPostgresOptions options, CancellationToken token)
    {
        try
        {
            await LaunchAsync(options, token);
            return true;
        }
        catch
        {
            await DisposeAsync();
            throw;
        }
    }

    private async Task LaunchAsync(EmbeddedPostgresOptions options, CancellationToken token)
    {
        while (folder.FormerServerIsLeaving())
        {
            await Task.Delay(Between, token);
        }

        var cluster = ServerCluster.In(folder, options);
        await cluster.CreateIfMissingAsync(token);
        SocketFolder = folder.CreateSocketFolder();
        process = await cluster.StartAsync(SocketFolder, token);
        while (folder.ReadySocketFolder() is null)
        {
            if (process.HasExited)
            {
                throw new DatabaseSetupException($"PostgreSQL in {folder.Root} did not start.\n{folder.LogTail()}");
            }

            await Task.Delay(Between, token);
        }
    }
}
