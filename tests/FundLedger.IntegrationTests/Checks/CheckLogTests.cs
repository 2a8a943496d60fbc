using FundLedger.Features.Checks;
using FundLedger.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FundLedger.IntegrationTests.Checks;

/// <summary>What the operator reads of a run in the log, and what the board shows before the first one.</summary>
public sealed class CheckLogTests(LedgerCluster cluster) : IAsyncLifetime
{
    private const string OneRoleEachSql = """
        SET session_replication_role = replica; DELETE FROM user_roles WHERE user_name = 'ketoan.duyet'
        """;

    private readonly Ledger ledger = new(cluster);
    private readonly FailureLog log = new();

    public ValueTask InitializeAsync() => ledger.InitializeAsync();

    public async ValueTask DisposeAsync()
    {
        log.Dispose();
        await ledger.DisposeAsync();
    }

    [Fact]
    public async Task A_run_that_found_something_is_an_error_of_the_log_and_a_night_is_told_once()
    {
        var night = ledger.Clock.Today;
        var run = await NightlyAsync();
        Assert.Equal((night, CheckRunner.Actor, RunState.Red), (run!.Night, run.StartedBy, run.State));
        Assert.Equal([$"Standing checks, run {run.No}: Red; red: roles-in-conflict; incomplete:  "], log.Failures);
        Assert.Null(await NightlyAsync());
        Assert.Single(log.Failures);
    }

    [Fact]
    public async Task A_run_that_found_nothing_is_no_error()
    {
        await OwnerSql.ExecuteAsync(ledger.Database.Administrator, OneRoleEachSql, null, Ledger.Token);
        Assert.Equal(RunState.Green, (await NightlyAsync())!.State);
        Assert.Empty(log.Failures);
    }

    [Fact]
    public async Task Before_the_first_run_the_board_is_empty()
    {
        var board = await ledger.Done(TamDuong.Auditor, new GetCheckBoard(Given.Fund));
        Assert.Null(board.Run);
        Assert.Empty(board.History);
        Assert.Equal(new CheckRunNotFound(5), (await ledger.Send(TamDuong.Auditor, new GetCheckBoard(Given.Fund, 5))).Error);
    }

    private async Task<CheckRun?> NightlyAsync()
    {
        await using var application = ledger.Application(ledger.Database.Application);
        using var logs = LoggerFactory.Create(builder => builder.AddProvider(log));
        var runner = new CheckRunner(application.GetRequiredService<IServiceScopeFactory>(), logs.CreateLogger<CheckRunner>());
        return await runner.NightlyAsync(ledger.Clock.Today, Ledger.Token);
    }
}
