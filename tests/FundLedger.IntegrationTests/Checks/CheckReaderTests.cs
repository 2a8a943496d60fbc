using FundLedger.Domain.Text;
using FundLedger.Features.Checks;
using FundLedger.Features.Pipeline;
using FundLedger.Features.Setup;
using FundLedger.Testing;
using NodaTime;

namespace FundLedger.IntegrationTests.Checks;

/// <summary>Runs are read as they were kept, by each reader for the funds that are theirs to audit.</summary>
public sealed class CheckReaderTests(Ledger ledger) : IClassFixture<Ledger>
{
    private static readonly Instant StartedAt = Instant.FromUtc(2021, 1, 3, 19, 0);
    private static readonly Instant FinishedAt = Instant.FromUtc(2021, 1, 3, 19, 0, 7);

    // One check that is right, one that could not run, one that found something, and one that only a later program knows.
    private const string KeepSql = """
        WITH run AS (INSERT INTO check_runs (night, started_by, started_at, finished_at, canary_found)
                VALUES (@Night, '(checks)', @StartedAt, @FinishedAt, true) RETURNING run_no),
            results AS (INSERT INTO check_results
                SELECT r.run_no, c.* FROM run r, (VALUES (1, 'zero-sums', true, NULL), (2, 'pool-balances', false, 'Không đọc được'),
                    (18, 'roles-in-conflict', true, NULL), (99, 'of-a-later-program', true, NULL)) c),
            faults AS (INSERT INTO check_faults
                SELECT f.fund_id, r.run_no, 18, c.faults, c.first::jsonb FROM run r, funds f JOIN (VALUES
                    ('Q106', 25, '[{"kind": "user", "number": "ketoan", "vi": "giữ cùng lúc hai vai", "en": "holds two roles at once"}]'),
                    ('Q03412', 3, '[]'), ('Q03430', 7, '[]')) c(fund, faults, first) ON c.fund = f.code)
        SELECT run_no FROM run
        """;

    private const string NightsSql = """
        INSERT INTO check_runs (night, started_by, started_at, finished_at, canary_found)
        SELECT '2020-10-01'::date + n, '(checks)', @StartedAt, @FinishedAt, n <> 35 FROM generate_series(1, 35) n ORDER BY n
        """;

    [Fact]
    public async Task Each_check_is_told_as_it_came_out_and_one_that_was_no_part_of_the_run_as_not_run()
    {
        var run = (await BoardAsync(TamDuong.Auditor, Given.Fund, await KeepAsync(new LocalDate(2021, 1, 3)))).Run!;
        Assert.Equal((new LocalDate(2021, 1, 3), "(checks)", StartedAt, FinishedAt), (run.Night, run.StartedBy, run.StartedAt, run.FinishedAt));
        Assert.Equal((true, RunState.Red, 1), (run.CanaryFound, run.State, run.Red));
        Assert.Equal(StandingChecks.All.Select(check => check.No), run.Checks.Select(check => check.No));
        var told = run.Checks.Where(check => check.State != CheckState.NotRun)
            .Select(check => (check.No, check.Name, check.Weight, check.State, check.Note, check.Faults));
        Assert.Equal(
        [
            (1, "zero-sums", CheckWeight.BooksWrong, CheckState.Green, null, 0),
            (2, "pool-balances", CheckWeight.BooksWrong, CheckState.Incomplete, "Không đọc được", 0),
            (18, "roles-in-conflict", CheckWeight.ToLookAt, CheckState.Red, null, 25L),
        ], told);
        Assert.All(run.Checks.Where(check => check.State == CheckState.NotRun), check => Assert.Equal((null, 0), (check.Note, check.Funds.Count)));
        Assert.Equal(
            StandingChecks.All.Select(check => (check.Title, check.Meaning, check.WhatToDo)),
            run.Checks.Select(check => (check.Title, check.Meaning, check.WhatToDo)));
    }

    [Fact]
    public async Task What_was_found_is_told_of_the_fund_that_is_asked_for_and_only_to_who_audits_or_administers_it()
    {
        var no = await KeepAsync(new LocalDate(2021, 1, 2));
        var found = await FoundAsync(TamDuong.Auditor, Given.Fund, no);
        Assert.Equal(("Q106", 25L), (found.Fund, found.Faults));
        Assert.Equal([new CheckFinding("user", "ketoan", "giữ cùng lúc hai vai", "holds two roles at once")], found.First);
        Assert.Equal(new Wording("giữ cùng lúc hai vai", "holds two roles at once"), found.First[0].Words);
        found = await FoundAsync(TamDuong.Auditor, TamDuong.BinhLu, no);
        Assert.Equal(("Q03412", 3L, 0), (found.Fund, found.Faults, found.First.Count));
        await AddUser.RunAsync(
            ledger.Database.Owner, new NewUser("quantri.khunha", "Quản trị xã Khun Há", null, true, [("Q03430", "administrator")]), Ledger.Token);
        Assert.Equal(7, (await FoundAsync("quantri.khunha", "Q03430", no)).Faults);
        Assert.Equal(new FundNotFound(Given.Fund), await RefusedAsync("quantri.khunha", Given.Fund, no));
        Assert.Equal(new FundNotFound("Q03430"), await RefusedAsync(TamDuong.OtherOfficer, "Q03430", no));
        Assert.Equal(new CheckRunNotFound(no + 1_000), await RefusedAsync(TamDuong.Auditor, Given.Fund, no + 1_000));
    }

    [Fact]
    public async Task A_past_run_is_told_by_the_counts_of_the_fund()
    {
        var no = await KeepAsync(new LocalDate(2021, 1, 1));
        var past = (await BoardAsync(TamDuong.Auditor, TamDuong.BinhLu, no)).History.Single(run => run.No == no);
        Assert.Equal((new LocalDate(2021, 1, 1), "(checks)", StartedAt), (past.Night, past.StartedBy, past.StartedAt));
        Assert.Equal((true, 1, 1, 4, RunState.Red), (past.CanaryFound, past.Red, past.Incomplete, past.Checks, past.State));
    }

    [Fact]
    public async Task The_last_thirty_runs_are_told_the_latest_first_and_the_latest_is_shown()
    {
        await OwnerSql.ExecuteAsync(ledger.Database.Administrator, NightsSql, new { StartedAt, FinishedAt }, Ledger.Token);
        var board = await BoardAsync(TamDuong.Auditor, Given.Fund, null);
        Assert.Equal((new LocalDate(2020, 11, 5), RunState.AlarmBroken), (board.Run!.Night, board.Run.State));
        Assert.Equal(Enumerable.Range(0, 30).Select(back => new LocalDate(2020, 11, 5).PlusDays(-back)), board.History.Select(run => run.Night!.Value));
        Assert.Equal((RunState.AlarmBroken, RunState.Green), (board.History[0].State, board.History[1].State));
        Assert.Equal((0, 0, 0), (board.History[1].Red, board.History[1].Incomplete, board.History[1].Checks));
        var before = (await BoardAsync(TamDuong.Auditor, Given.Fund, board.History[1].No)).Run!;
        Assert.Equal((new LocalDate(2020, 11, 4), RunState.Green), (before.Night, before.State));
        Assert.All(before.Checks, check => Assert.Equal(CheckState.NotRun, check.State));
    }

    private Task<long> KeepAsync(LocalDate night) =>
        OwnerSql.SingleAsync<long>(ledger.Database.Administrator, KeepSql, new { Night = night, StartedAt, FinishedAt }, Ledger.Token);

    private async Task<FundFaults> FoundAsync(string user, string fund, long no) =>
        Assert.Single((await BoardAsync(user, fund, no)).Run!.Checks.Single(check => check.No == 18).Funds);

    private Task<CheckBoard> BoardAsync(string user, string fund, long? no) => ledger.Done(user, new GetCheckBoard(fund, no));

    private async Task<Domain.Error?> RefusedAsync(string user, string fund, long no) => (await ledger.Send(user, new GetCheckBoard(fund, no))).Error;
}
