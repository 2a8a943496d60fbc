using System.Diagnostics;
using System.Globalization;
using Dapper;
using FundLedger.Features.Database;
using Npgsql;

namespace FundLedger.Testing;

/// <summary>
/// A PostgreSQL server for one run of a test program, in memory where the system allows it, with one migrated template database from
/// which each test class takes its own copy in a few hundredths of a second.
/// </summary>
public sealed class TestCluster : IAsyncDisposable
{
    private const string Prefix = "fundledger-test-";
    private const string InUse = "in-use";
    private const string Template = "fundledger_template";
    private const string DropSql = "DROP DATABASE {0} WITH (FORCE)";

    private readonly string folder;
    private readonly FileStream? inUse;
    private bool isFast = true;
    private EmbeddedPostgres server;
    // Of the program, not of the cluster: a program that joins one server again and again would use a name twice.
    private static int copies;

    static TestCluster() => SqlMapper.ConnectionStringComparer = new OneSchema();

    private TestCluster(string folder, FileStream? inUse, EmbeddedPostgres server)
    {
        this.folder = folder;
        this.inUse = inUse;
        this.server = server;
    }

    /// <summary>A connection string of the superuser; of the server's own database unless another is named.</summary>
    public string Administrator(string database = "postgres") => server.ConnectionString(database, EmbeddedPostgres.Administrator);

    /// <summary>Starts the server, in memory unless a place is named, and migrates the template.</summary>
    public static Task<TestCluster> StartAsync(CancellationToken token) =>
        StartAsync(Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath(), token);

    /// <summary>
    /// Starts the server again with the durability that a real installation has, for tests that kill it. What was made before is safe from
    /// them too: they kill programs, not the machine.
    /// </summary>
    public Task HardenAsync(CancellationToken token)
    {
        isFast = false;
        return RecoverAsync(token);
    }

    /// <summary>Joins the server that another program keeps in this folder; it goes on when this one is disposed.</summary>
    public static async Task<TestCluster> JoinAsync(string folder, CancellationToken token) =>
        new(folder, null, await EmbeddedPostgres.StartAsync(new EmbeddedPostgresOptions(folder, Fast: true), token));

    /// <summary>Where the server is, for <see cref="JoinAsync"/>.</summary>
    public string Folder => folder;

    /// <summary>A database that is there already.</summary>
    public TestDatabase Existing(string name) => new(this, name);

    /// <summary>Kills the server and all its sessions as <c>kill -9</c> does: nothing is written any more, nobody is told.</summary>
    public void Kill()
    {
        using var server = Process.GetProcessById(int.Parse(File.ReadLines(PostmasterFile).First(), CultureInfo.InvariantCulture));
        var sessions = ChildrenOf(server.Id);
        server.Kill();
        server.WaitForExit();
        foreach (var session in sessions)
        {
            using (session)
            {
                session.Kill();
                session.WaitForExit();
            }
        }
    }

    /// <summary>Starts the server again on what the last one left.</summary>
    public async Task RecoverAsync(CancellationToken token)
    {
        await OwnerSql.HangUpAsync(server.SocketFolder);
        await server.DisposeAsync();
        server = await EmbeddedPostgres.StartAsync(new EmbeddedPostgresOptions(folder, isFast), token);
    }

    private string PostmasterFile => Path.Combine(folder, "postgres", "postmaster.pid");

    public static async Task<TestCluster> StartAsync(string place, CancellationToken token)
    {
        RemoveLeftovers(place);
        var folder = Path.Combine(place, Prefix + Path.GetRandomFileName());
        Directory.CreateDirectory(folder);
        var inUse = FileLock.TryTake(Path.Combine(folder, InUse))!;
        var server = await EmbeddedPostgres.StartAsync(new EmbeddedPostgresOptions(folder, Fast: true), token);
        var cluster = new TestCluster(folder, inUse, server);
        await cluster.MigrateTemplateAsync(token);
        return cluster;
    }

    /// <summary>A copy of the migrated template. Dispose it to drop it.</summary>
    public Task<TestDatabase> CreateDatabaseAsync(CancellationToken token) =>
        CopyAsync($"CREATE DATABASE {{0}} TEMPLATE {Template} STRATEGY FILE_COPY", token);

    /// <summary>A database with nothing in it, not even the roles' rights.</summary>
    public Task<TestDatabase> CreateEmptyDatabaseAsync(CancellationToken token) =>
        CopyAsync("CREATE DATABASE {0} TEMPLATE template0", token);

    /// <summary>A copy of a database with all that is in it. Nobody else may be connected to that one meanwhile.</summary>
    public async Task<TestDatabase> CopyAsync(TestDatabase original, CancellationToken token)
    {
        await HangUpAsync(original);
        return await CopyAsync($"CREATE DATABASE {{0}} TEMPLATE {original.Name} STRATEGY FILE_COPY", token);
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await OwnerSql.HangUpAsync(server.SocketFolder);
        await server.DisposeAsync();
        if (inUse is null) return;
        await inUse.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    internal async Task DropAsync(TestDatabase database)
    {
        await HangUpAsync(database);
        await ExecuteAsync(DropSql, database.Name, CancellationToken.None);
    }

    internal string Connection(string database, string role) => server.ConnectionString(database, role);

    /// <summary>The folders of runs that were killed: nobody holds their lock any more.</summary>
    private static void RemoveLeftovers(string memory)
    {
        foreach (var left in Directory.GetDirectories(memory, Prefix + "*"))
        {
            using var held = File.Exists(Path.Combine(left, InUse)) ? Mine(Path.Combine(left, InUse)) : null;
            if (held is not null)
            {
                Directory.Delete(left, recursive: true);
            }
        }
    }

    /// <summary>The lock, or null when it is held or belongs to another user.</summary>
    private static FileStream? Mine(string lockFile)
    {
        try
        {
            return FileLock.TryTake(lockFile);
        }
        catch (UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static List<Process> ChildrenOf(int parent) => [.. Process.GetProcesses().Where(one => ParentOf(one.Id) == parent)];

    // The fourth word of the line, counted after the program's name, which stands in brackets and may hold anything.
    private static int ParentOf(int process)
    {
        try
        {
            var line = File.ReadAllText($"/proc/{process}/stat");
            return int.Parse(line[(line.LastIndexOf(')') + 2)..].Split(' ')[1], CultureInfo.InvariantCulture);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }

    internal async Task HangUpAsync(TestDatabase database)
    {
        await OwnerSql.HangUpAsync(server.SocketFolder, database.Name);
        NpgsqlConnection.ClearAllPools();
    }

    private async Task MigrateTemplateAsync(CancellationToken token)
    {
        await ExecuteAsync("CREATE DATABASE {0} TEMPLATE template0", Template, token);
        await LedgerRoles.PrepareAsync(Administrator(Template), token);
        await Migrator.MigrateAsync(LedgerDatabase.AsOwner(Administrator(Template)), token);
    }

    private async Task<TestDatabase> CopyAsync(string statement, CancellationToken token)
    {
        var database = new TestDatabase(this, FormattableString.Invariant($"test_{Environment.ProcessId}_{Interlocked.Increment(ref copies)}"));
        await ExecuteAsync(statement, database.Name, token);
        return database;
    }

    /// <summary>A statement about a database, which takes no parameters; the names come from this class.</summary>
    private Task<int> ExecuteAsync(string statement, string database, CancellationToken token) =>
        OwnerSql.ExecuteAsync(Administrator(), string.Format(null, statement, database), null, token);
}
