using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using FundLedger.Features.Database;

namespace FundLedger.IntegrationTests.Database;

/// <summary>Two processes and one data folder. The other process is this program once more, which then runs no tests.</summary>
public sealed class SharedServerTests : IDisposable
{
    private const string HeldFolder = "FUNDLEDGER_TEST_HELD_FOLDER";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly string folder = EmbeddedPostgresTests.ScratchFolder();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_second_process_joins_the_server_and_a_killed_owner_takes_it_along(bool inPrivateFolder)
    {
        const UnixFileMode mine = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        File.SetUnixFileMode(folder, inPrivateFolder ? mine : mine | UnixFileMode.OtherExecute);
        using var owner = StartOwner();
        await UntilAsync(() => File.Exists(Path.Combine(folder, "ready")));
        for (var visit = 0; visit < 2; visit++)
        {
            await using var joined = await EmbeddedPostgresTests.StartAsync(folder);
            Assert.False(joined.IsOwner);
            await EmbeddedPostgresTests.RunAsync(joined, "CREATE TABLE IF NOT EXISTS kept AS SELECT 42 AS answer");
        }

        var notes = await File.ReadAllLinesAsync(Path.Combine(folder, "postgres", "postmaster.pid"), Token);
        var server = int.Parse(notes[0], CultureInfo.InvariantCulture);
        owner.Kill();
        await UntilAsync(() => !Directory.Exists(string.Create(CultureInfo.InvariantCulture, $"/proc/{server}")));

        await using var next = await EmbeddedPostgresTests.StartAsync(folder);
        Assert.True(next.IsOwner);
        Assert.Equal(42, await EmbeddedPostgresTests.RunAsync(next, "SELECT answer FROM kept"));
    }

    [Fact]
    public async Task A_new_owner_waits_until_the_server_of_a_killed_one_is_gone()
    {
        using var owner = StartOwner();
        await UntilAsync(() => File.Exists(Path.Combine(folder, "ready")));
        owner.Kill();
        await using var next = await EmbeddedPostgresTests.StartAsync(folder);
        Assert.True(next.IsOwner);
        Assert.Equal(1, await EmbeddedPostgresTests.RunAsync(next, "SELECT 1"));
    }

#pragma warning disable CA2255 // This program is its own second process; an initialiser is the only code that runs before the tests.
    [ModuleInitializer]
    internal static void HoldTheServerInstead()
#pragma warning restore CA2255
    {
        if (Environment.GetEnvironmentVariable(HeldFolder) is not { } held)
        {
            return;
        }

        EmbeddedPostgres.StartAsync(new EmbeddedPostgresOptions(held, Fast: true), CancellationToken.None).GetAwaiter().GetResult();
        File.WriteAllText(Path.Combine(held, "ready"), "");
        Task.Delay(Patience).GetAwaiter().GetResult();
        Environment.Exit(1);
    }

    private Process StartOwner()
    {
        var start = new ProcessStartInfo("dotnet", ["exec", typeof(SharedServerTests).Assembly.Location]);
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
