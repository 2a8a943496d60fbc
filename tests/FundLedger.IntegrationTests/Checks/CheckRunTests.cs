using FundLedger.Domain;
using FundLedger.Features.Checks;
using FundLedger.Features.Pipeline;
using FundLedger.Testing;
using Npgsql;
using NodaTime;

namespace FundLedger.IntegrationTests.Checks;

/// <summary>When the checks run, who may ask, who sees what, and what a run leaves behind.</summary>
public sealed class CheckRunTests(Books books) : IClassFixture<Books>
{
    private static readonly LocalDate Night = new(2021, 2, 3);

    [Fact]
    public async Task Several_instances_run_one_night_once()
    {
        var night = Night.PlusDays(1);
        var runs = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => books.Ledger.Checks.NightlyAsync(night, Ledger.Token)));
        Assert.Single(runs, run => run is not null);
        Assert.Null(await books.Ledger.Checks.NightlyAsync(night, Ledger.Token));
        Assert.Equal(1, await books.Ledger.Ask<long>("SELECT count(*) FROM check_runs WHERE night = @Night", new { Night = night }));
    }

    [Fact]
    public async Task A_double_click_is_one_run()
    {
        var key = Guid.NewGuid();
        var runs = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Asked(key)));
        Assert.Single(runs.Select(run => run.No).Distinct());
        Assert.Equal(runs[0].No, (await Asked(key)).No);
    }

    [Theory]
    [InlineData(TamDuong.Accountant)]
    [InlineData(TamDuong.Cashier)]
    [InlineData("nobody")]
    public async Task Only_auditors_and_administrators_ask_for_a_run(string user)
    {
        var refusal = await Assert.ThrowsAsync<PostgresException>(
            () => books.Ledger.Checks.OnDemandAsync(Guid.NewGuid(), user, Ledger.Token));
        Assert.Equal("actor_has_role", refusal.ConstraintName);
    }

    [Fact]
    public async Task The_board_shows_the_auditor_the_run_and_its_history()
    {
        var run = await Asked(Guid.NewGuid());
        var board = await books.Ledger.Done(TamDuong.Auditor, new GetCheckBoard(Given.Fund));
        Assert.Equal(StandingChecks.All.Count, board.Run!.Checks.Count);
        Assert.Contains(board.History, past => past.No == run.No && past.State == RunState.Red);
        Assert.Equal("roles-in-conflict", Assert.Single(board.Run.Checks, check => check.State == CheckState.Red).Name);
        Assert.IsType<CheckRunNotFound>((await books.Ledger.Send(TamDuong.Auditor, new GetCheckBoard(Given.Fund, 999_999))).Error);
    }

    [Theory]
    [InlineData(TamDuong.Accountant, Given.Fund)]
    [InlineData(TamDuong.Auditor, "Q03430")]
    public async Task The_board_is_not_there_for_others(string user, string fund)
    {
        await Asked(Guid.NewGuid());
        Assert.IsType<FundNotFound>((await books.Ledger.Send(user, new GetCheckBoard(fund))).Error);
    }

    [Fact]
    public async Task Findings_are_read_by_those_of_the_fund_only()
    {
        await Asked(Guid.NewGuid());
        const string ReadSql = "SELECT count(*) FROM check_faults";
        Assert.Equal(0, await books.As(books.Ledger.Database.Application, TamDuong.OtherOfficer).AskAsync<long>(ReadSql));
        Assert.NotEqual(0, await books.As(books.Ledger.Database.Application, TamDuong.Auditor).AskAsync<long>(ReadSql));
    }

    [Theory]
    [InlineData("SELECT open_pool(@Fund, 'X', 'x', 'x', 'donation', NULL, NULL)")]
    [InlineData("SELECT close_period(@Fund, '2021-02-01')")]
    [InlineData("SELECT claim_request(@Fund, @Key, 'x', 'x')")]
    [InlineData("SELECT record_refusal(@Fund, 'x', 'x', 'x', 'x', NULL, NULL)")]
    [InlineData("SELECT approve_disbursement(@Fund, @Waiting, 'x', true)")]
    public async Task The_name_of_the_checks_reads_every_fund_and_can_do_nothing_else(string sql) =>
        Books.Refused(await books.AsApplication(CheckRunner.Actor, sql), Books.BrokenCheck, "checks_only_read");

    [Fact]
    public async Task The_name_of_the_checks_reads_every_fund() => Assert.Equal(
        await books.Ledger.Ask<long>("SELECT count(*) FROM funds"),
        await books.As(books.Ledger.Database.Application, CheckRunner.Actor).AskAsync<long>("SELECT count(*) FROM funds"));

    [Theory]
    [InlineData("SELECT record_check_run('2021-02-01', NULL, '(checks)', now(), now(), true, '[]')")]
    [InlineData("SELECT plant_canary()")]
    public async Task A_user_does_not_write_down_a_run(string sql) =>
        Books.Refused(await books.AsApplication(TamDuong.Auditor, sql), Books.BrokenCheck, "actor_has_role");

    [Fact]
    public async Task A_planted_fault_cannot_be_committed() =>
        Books.Refused(await books.AsApplication(CheckRunner.Actor, "SELECT plant_canary()"), Books.BrokenCheck, "canary_never_kept");

    [Theory]
    [InlineData("UPDATE check_runs SET canary_found = true")]
    [InlineData("DELETE FROM check_faults")]
    [InlineData("UPDATE check_results SET has_run = true")]
    [InlineData("TRUNCATE check_faults")]
    public async Task What_was_found_stays_found(string sql)
    {
        await Asked(Guid.NewGuid());
        Books.Refused(await books.AsOwner(sql), Books.Frozen, "append_only");
    }

    private Task<CheckRun> Asked(Guid key) => books.Ledger.Checks.OnDemandAsync(key, TamDuong.Auditor, Ledger.Token);
}
