using FundLedger.Features.Checks;
using FundLedger.IntegrationTests.Audit;
using FundLedger.Testing;

namespace FundLedger.IntegrationTests.Checks;

/// <summary>What the board tells of a run that was made before a check was, and of runs that are past.</summary>
public sealed class CheckBoardTests(AuditedLedger audited) : IClassFixture<AuditedLedger>, IAsyncLifetime
{
    private const string OneRoleEachSql = "DELETE FROM user_roles WHERE user_name = 'ketoan.duyet'";

    private const string NewerSql = "DELETE FROM check_results WHERE check_no = 3 AND run_no = (SELECT max(run_no) FROM check_runs)";

    private const string IncompleteSql = """
        UPDATE check_results SET has_run = false, note = 'Không đọc được' WHERE check_no = 5 AND run_no = (SELECT max(run_no) FROM check_runs)
        """;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync() => await audited.PutBack();

    [Fact]
    public async Task A_check_that_was_not_part_of_the_run_is_told_so_and_one_that_could_not_run_says_why()
    {
        await audited.Forge(OneRoleEachSql);
        var made = await RunAsync();
        Assert.Equal(RunState.Green, made.State);
        await audited.Forge(NewerSql);
        await audited.Forge(IncompleteSql);
        var board = await audited.Ledger.Done(TamDuong.Auditor, new GetCheckBoard(Given.Fund));
        var run = board.Run!;
        Assert.Equal((made.No, RunState.Incomplete, 0), (run.No, run.State, run.Red));
        var (newer, without) = (run.Checks.Single(check => check.No == 3), run.Checks.Single(check => check.No == 5));
        Assert.Equal((CheckState.NotRun, null, "money-balances"), (newer.State, newer.Note, newer.Name));
        Assert.Equal((CheckState.Incomplete, "Không đọc được", 0L), (without.State, without.Note, without.Faults));
        Assert.Equal(StandingChecks.All.Count - 2, run.Checks.Count(check => check.State == CheckState.Green));
        var past = board.History[0];
        Assert.Equal((made.No, 0, 1, StandingChecks.All.Count - 1), (past.No, past.Red, past.Incomplete, past.Checks));
        Assert.Equal((RunState.Incomplete, "kiemtoan", null), (past.State, past.StartedBy, past.Night));
    }

    [Fact]
    public async Task An_earlier_run_is_shown_by_its_number_with_the_faults_of_the_fund_that_is_asked_for()
    {
        var first = await RunAsync();
        await RunAsync();
        var board = await audited.Ledger.Done(TamDuong.Auditor, new GetCheckBoard(Given.Fund, first.No));
        Assert.Equal((first.No, "kiemtoan", true), (board.Run!.No, board.Run.StartedBy, board.Run.CanaryFound));
        var red = Assert.Single(board.Run.Checks, check => check.State == CheckState.Red);
        Assert.Equal(("roles-in-conflict", "Q106", 1L), (red.Name, Assert.Single(red.Funds).Fund, red.Faults));
        var told = red.Funds[0].First[0];
        Assert.Equal(("user", "ketoan"), (told.Kind, told.Number));
        Assert.Equal(2, Assert.Single(first.Checks, check => check.State == CheckState.Red).Funds.Count);
        Assert.True(board.Run.StartedAt < board.Run.FinishedAt);
    }

    private Task<CheckRun> RunAsync() => audited.Ledger.Checks.OnDemandAsync(Guid.NewGuid(), TamDuong.Auditor, Ledger.Token);
}
