using FundLedger.Features.Database;

namespace FundLedger.UnitTests.Database;

/// <summary>The program that is the server: started by its command, watched, and interrupted in the end.</summary>
public sealed class ServerProcessTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("fundledger-process-").FullName;

    private string Log => Path.Combine(folder, "postgres.log");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task It_runs_at_the_root_with_a_log_of_its_users_own_until_it_is_stopped()
    {
        var server = await ServerProcess.StartAsync(["sh", "-c", "pwd; echo wrong >&2; echo ready; exec sleep 60"], Log);
        while (!await HasSaidAsync("ready\n")) await Task.Yield();
        Assert.Equal("/\nwrong\nready\n", await File.ReadAllTextAsync(Log, Token));
        Assert.False(server.HasExited);
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Log));
        await server.StopAsync();
        Assert.True(server.HasExited);
        await server.StopAsync();
    }

    [Fact]
    public async Task One_that_ends_by_itself_needs_no_stopping_and_its_last_words_are_kept()
    {
        var server = await ServerProcess.StartAsync(["sh", "-c", "echo cannot start; exit 1"], Log);
        while (!server.HasExited) await Task.Yield();
        await server.StopAsync();
        Assert.Equal("cannot start\n", await File.ReadAllTextAsync(Log, Token));
    }

    [Fact]
    public void It_steps_down_from_root_and_dies_with_its_parent_where_it_is_told_to()
    {
        Assert.SkipWhen(Environment.GetEnvironmentVariable("FUNDLEDGER_PGBIN") is { Length: > 0 }, "The operator has named the programs.");
        Assert.SkipUnless(Directory.Exists("/usr/lib/postgresql"), "There is no server of the system.");
        var account = ServerAccount.Choose(new ServerFolder(folder), PostgresBinaries.Find(folder, null));
        string[] command = ["postgres", "-D", folder];
        string[] bound = [.. account.Command(command, diesWithParent: true)];
        string[] free = [.. account.Command(command, diesWithParent: false)];
        Assert.Equal(["--pdeathsig", "INT", .. command], bound[^5..]);
        Assert.Equal(bound[..^5], free[..^3]);
        Assert.Equal(command, free[^3..]);
        Assert.DoesNotContain("--pdeathsig", free);
        Assert.Equal(!Environment.IsPrivilegedProcess, free.Length == 4 && free[0] == "setpriv");
    }

    [Fact]
    public async Task Who_gives_up_waiting_for_another_programs_server_is_told_of_no_fault()
    {
        var shared = new ServerFolder(folder);
        await using var held = FileLock.TryTake(shared.OwnerLock);
        using var patience = new CancellationTokenSource();
        var joining = EmbeddedPostgres.StartAsync(new EmbeddedPostgresOptions(folder), patience.Token);
        Assert.False(joining.IsCompleted);
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => joining);
    }

    private async Task<bool> HasSaidAsync(string words) =>
        File.Exists(Log) && (await File.ReadAllTextAsync(Log, Token)).EndsWith(words, StringComparison.Ordinal);
}
