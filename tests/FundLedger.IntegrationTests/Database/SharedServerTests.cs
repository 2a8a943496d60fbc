using System.Diagnostics;
using FundLedger.Features.Database;

namespace FundLedger.IntegrationTests.Database;

/// <summary>Two processes and one data folder: the second is this program once more, told to run <see cref="Hold"/> alone.</summary>
public sealed class SharedServerTests : IDisposable
{
    private const string HeldFolder = "FUNDLEDGER_TEST_HELD_FOLDER";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly string? Held = Environment.GetEnvironmentVariable(HeldFolder);
    private readonly string folder = Held ?? EmbeddedPostgresTests.ScratchFolder();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Ready => Path.Combine(folder, "ready");

    public void Dispose()
    {
        if (Held is null)
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task A_second_process_joins_the_server_and_leaves_it_running_and_a_killed_owner_takes_it_along()
    {
        using var owner = StartOwner();
        await UntilAsync(() => File.Exists(Ready));
        for (var visit = 0; visit < 2; visit++)
        {
            await using var joined = await EmbeddedPostgresTests.StartAsync(folder);
            Assert.False(joined.IsOwner);
            await EmbeddedPostgresTests.RunAsync(joined, "CREATE TABLE IF NOT EXISTS kept AS SELECT 42 AS answer");
        }

        var server = int.Parse((await File.ReadAllLinesAsync(Path.Combine(folder, "postgres", "postmaster.pid"), Token))[0], null);
        owner.Kill();
        await UntilAsync(() => !Directory.Exists($"/proc/{server}"));

        await using var next = await EmbeddedPostgresTests.StartAsync(folder);
        Assert.True(next.IsOwner);
        Assert.Equal(42, await EmbeddedPostgresTests.RunAsync(next, "SELECT answer FROM kept"));
    }

    [Fact(Explicit = true)]
    public async Task Hold()
    {
        Assert.NotNull(Held);
        await using var server = await EmbeddedPostgresTests.StartAsync(folder);
        await File.WriteAllTextAsync(Ready, server.SocketFolder, Token);
        await Task.Delay(Patience, Token);
    }

    private Process StartOwner()
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        string[] arguments =
        [
            "exec", typeof(SharedServerTests).Assembly.Location, "-explicit", "only",
            "-method", $"{typeof(SharedServerTests).FullName}.{nameof(Hold)}",
        ];
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment[HeldFolder] = folder;
        return Process.Start(start)!;
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(Token);
        limited.CancelAfter(Patience);
        while (!condition())
        {
            await Task.Delay(20, limited.Token);
        }
    }
}
