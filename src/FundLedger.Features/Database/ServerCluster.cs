namespace FundLedger.Features.Database;

/// <summary>The cluster in a data folder together with the programs and the account that run it.</summary>
internal sealed class ServerCluster
{
    // The database's own collation is Vietnamese, so that a plain ORDER BY puts Đức before Út; the rest of the locale stays neutral.
    private static readonly string[] InitdbOptions =
    [
        "--username=" + EmbeddedPostgres.Administrator, "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8",
        "--locale-provider=icu", "--icu-locale=vi-VN", "--no-instructions",
    ];

    // Errors of PostgreSQL quote the row they concern; the log is read by people who may not know the children's names.
    private static readonly string[] Settings =
    [
        "listen_addresses=", "port=5432", "unix_socket_permissions=0700", "timezone=UTC", "log_timezone=UTC", "jit=off",
        "log_error_verbosity=terse", "log_min_error_statement=panic",
    ];

    // A database of a test lives for seconds: most of its processor time is planning, often the same statement several times, and a
    // worker that tidies it up comes for nothing. Functions that ask for plans of their own still get them.
    private static readonly string[] FastSettings =
        ["fsync=off", "full_page_writes=off", "synchronous_commit=off", "plan_cache_mode=force_generic_plan", "autovacuum=off"];

    private readonly ServerFolder folder;
    private readonly PostgresBinaries binaries;
    private readonly ServerAccount account;
    private readonly bool fast;

    private ServerCluster(ServerFolder folder, PostgresBinaries binaries, bool fast)
    {
        this.folder = folder;
        this.binaries = binaries;
        this.fast = fast;
        account = ServerAccount.Choose(folder, binaries);
    }

    public static ServerCluster In(ServerFolder folder, EmbeddedPostgresOptions options) =>
        new(folder, PostgresBinaries.Find(folder.Root, folder.ClusterMajor()), options.Fast);

    public async Task CreateIfMissingAsync(CancellationToken token)
    {
        if (folder.ClusterMajor() is not null)
        {
            return;
        }

        if (Directory.Exists(folder.UnfinishedCluster))
        {
            Directory.Delete(folder.UnfinishedCluster, recursive: true);
        }

        Directory.CreateDirectory(folder.UnfinishedCluster);
        await account.GiveAsync(folder.UnfinishedCluster, token);
        string[] initdb = [binaries.Initdb, "-D", folder.UnfinishedCluster, .. InitdbOptions];
        await ShellCommand.RunAsync(account.Command(fast ? [.. initdb, "--no-sync"] : initdb, diesWithParent: false), token);
        Directory.Move(folder.UnfinishedCluster, folder.Cluster);
    }

    public async Task<ServerProcess> StartAsync(string socketFolder, CancellationToken token)
    {
        // Another account may have run it before.
        await account.GiveAsync(folder.Cluster, token);
        await account.GiveAsync(socketFolder, token);
        var settings = Settings.Append("unix_socket_directories=" + socketFolder).Concat(fast ? FastSettings : []);
        string[] server = [binaries.Postgres, "-D", folder.Cluster, .. settings.SelectMany(setting => (string[])["-c", setting])];
        return await ServerProcess.StartAsync(account.Command(server, diesWithParent: true), folder.Log);
    }
}
