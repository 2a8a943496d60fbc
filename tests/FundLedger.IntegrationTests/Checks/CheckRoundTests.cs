using FundLedger.Features;
using FundLedger.Features.Checks;
using FundLedger.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NodaTime;
using Npgsql;

namespace FundLedger.IntegrationTests.Checks;

/// <summary>One run of the checks: whom it waits for, what stops it, what it keeps and what it tells the log.</summary>
public sealed class CheckRoundTests(LedgerCluster cluster) : IAsyncLifetime
{
    private const string LockSql = "SELECT pg_advisory_xact_lock(7025, 0)";
    private const string RunsSql = "SELECT count(*) FROM check_runs";

    private const string SameNightSql = """
        INSERT INTO check_runs (night, started_by, started_at, finished_at, canary_found) VALUES (@Night, '(checks)', now(), now(), true)
        """;

    private const string BrokenSql = """
        CREATE OR REPLACE FUNCTION plant_canary() RETURNS void LANGUAGE plpgsql
        AS $$ BEGIN RAISE EXCEPTION 'Máy chủ đang dừng' USING ERRCODE = '{State}'; END $$
        """;

    // The number of a fund that no integer holds.
    private const string UnreadableSql = """
        DROP FUNCTION unanswered_requests(timestamptz);
        CREATE FUNCTION unanswered_requests(p_before timestamptz)
            RETURNS TABLE (fund_id bigint, request_key uuid, request text, recorded_at timestamptz)
            LANGUAGE sql AS $$ SELECT 3000000000, gen_random_uuid(), 'RecordReceipt', now() $$;
        GRANT EXECUTE ON FUNCTION unanswered_requests TO fundledger_app
        """;

    private const string UnansweredSql = """
        SET session_replication_role = replica;
        INSERT INTO request_keys (fund_id, request_key, request, content_hash, recorded_by, recorded_at)
        SELECT f.fund_id, gen_random_uuid(), 'RecordReceipt', sha256('x'), 'ketoan', '2021-01-02'
        FROM funds f JOIN (VALUES ('Q106', 25), ('Q03412', 20), ('Q03430', 1)) k(code, keys) USING (code), generate_series(1, k.keys)
        """;

    private const string PutRightSql = """
        SET session_replication_role = replica;
        DELETE FROM request_keys WHERE answer IS NULL;
        DELETE FROM user_roles WHERE user_name = 'ketoan.duyet'
        """;

    private const string NoNumbersSql = "REVOKE SELECT ON number_series FROM fundledger_app";
    private const string NumbersSql = "GRANT SELECT ON number_series TO fundledger_app";

    private readonly Ledger ledger = new(cluster);
    private readonly ToldLog log = new();

    private LocalDate Night => ledger.Clock.Today;

    public ValueTask InitializeAsync() => ledger.InitializeAsync();

    public ValueTask DisposeAsync() => ledger.DisposeAsync();

    [Fact]
    public async Task A_night_that_another_instance_is_at_is_left_to_it()
    {
        await using var source = NpgsqlDataSource.Create(ledger.Database.Application);
        await using (var other = await source.OpenConnectionAsync(Ledger.Token))
        {
            await using var at = await other.BeginTransactionAsync(Ledger.Token);
            await using var take = new NpgsqlCommand(LockSql, other, at);
            await take.ExecuteNonQueryAsync(Ledger.Token);
            Assert.Null(await ledger.Checks.NightlyAsync(Night, Ledger.Token));
            Assert.Equal(0, await ledger.Ask<long>(RunsSql));
        }

        var run = await ledger.Checks.NightlyAsync(Night, Ledger.Token);
        Assert.Equal((Night, CheckRunner.Actor, true), (run!.Night, run.StartedBy, run.CanaryFound));
        Assert.Equal(1, await ledger.Ask<long>(RunsSql));
    }

    [Fact]
    public async Task A_night_that_was_kept_meanwhile_is_not_kept_again()
    {
        var meanwhile = new InterruptedClock(ledger.Clock, () => OwnerSql.ExecuteAsync(
            ledger.Database.Administrator, SameNightSql, new { Night }, Ledger.Token));
        await using var application = ledger.Application(ledger.Database.Application, meanwhile);
        Assert.Null(await Runner(application).NightlyAsync(Night, Ledger.Token));
        Assert.Equal((1, 0), (await ledger.Ask<int>(RunsSql), log.Lines.Count));
        Assert.Equal(Night.PlusDays(1), (await Runner(application).NightlyAsync(Night.PlusDays(1), Ledger.Token))!.Night);
    }

    [Fact]
    public async Task A_run_that_was_asked_for_meanwhile_with_the_same_key_is_the_answer_to_both()
    {
        var key = Guid.NewGuid();
        CheckRun? first = null;
        var meanwhile = new InterruptedClock(
            ledger.Clock, async () => first = await ledger.Checks.OnDemandAsync(key, TamDuong.Auditor, Ledger.Token));
        await using var application = ledger.Application(ledger.Database.Application, meanwhile);
        var second = await Runner(application).OnDemandAsync(key, "(operator)", Ledger.Token);
        Assert.Equal((first!.No, TamDuong.Auditor, null), (second.No, second.StartedBy, second.Night));
        Assert.Equal((first.StartedAt, first.FinishedAt, first.State), (second.StartedAt, second.FinishedAt, second.State));
        Assert.Equal(1, await ledger.Ask<long>(RunsSql));
        var other = await Runner(application).OnDemandAsync(Guid.NewGuid(), "(operator)", Ledger.Token);
        Assert.Equal((first.No < other.No, "(operator)", true), (true, other.StartedBy, other.StartedAt < other.FinishedAt));
    }

    [Theory]
    [InlineData("57P01")]
    [InlineData("57P02")]
    [InlineData("53200")]
    [InlineData("53400")]
    public async Task A_server_that_goes_away_or_has_no_room_ends_the_run_and_is_no_finding(string state)
    {
        await OwnerSql.ExecuteAsync(
            ledger.Database.Administrator, BrokenSql.Replace("{State}", state, StringComparison.Ordinal), null, Ledger.Token);
        var asked = await Assert.ThrowsAsync<PostgresException>(
            () => ledger.Checks.OnDemandAsync(Guid.NewGuid(), TamDuong.Auditor, Ledger.Token));
        Assert.Equal(state, asked.SqlState);
        var nightly = await Assert.ThrowsAsync<PostgresException>(() => ledger.Checks.NightlyAsync(Night, Ledger.Token));
        Assert.Equal(state, nightly.SqlState);
        Assert.Equal(0, await ledger.Ask<long>(RunsSql));
    }

    [Fact]
    public async Task Whatever_else_is_the_matter_with_the_canary_breaks_the_alarm_and_the_run_is_kept()
    {
        await OwnerSql.ExecuteAsync(
            ledger.Database.Administrator, BrokenSql.Replace("{State}", "22012", StringComparison.Ordinal), null, Ledger.Token);
        await using var application = ledger.Application(ledger.Database.Application);
        var run = await Runner(application).NightlyAsync(Night, Ledger.Token);
        Assert.Equal((false, RunState.AlarmBroken, 1), (run!.CanaryFound, run.State, run.Red));
        Assert.Equal(
            [(LogLevel.Error, FormattableString.Invariant($"Standing checks, run {run.No}: AlarmBroken; red: roles-in-conflict; incomplete: "))], log.Lines);
    }

    [Fact]
    public async Task An_answer_that_cannot_be_read_leaves_its_check_incomplete_and_the_others_go_on()
    {
        await OwnerSql.ExecuteAsync(ledger.Database.Owner, UnreadableSql, null, Ledger.Token);
        var run = (await ledger.Checks.NightlyAsync(Night, Ledger.Token))!;
        var incomplete = Assert.Single(run.Checks, check => check.State == CheckState.Incomplete);
        Assert.Equal((16, "stuck-requests", 0), (incomplete.No, incomplete.Name, incomplete.Funds.Count));
        Assert.Contains("3000000000", incomplete.Note, StringComparison.Ordinal);
        Assert.Equal((true, 18), (run.CanaryFound, Assert.Single(run.Checks, check => check.State == CheckState.Red).No));
    }

    [Fact]
    public async Task Of_each_fund_all_findings_are_counted_and_the_first_twenty_kept()
    {
        await OwnerSql.ExecuteAsync(ledger.Database.Administrator, UnansweredSql, null, Ledger.Token);
        var found = (await ledger.Checks.NightlyAsync(Night, Ledger.Token))!.Checks.Single(check => check.No == 16).Funds;
        Assert.Equal(
            [("Q03412", 20L, 20), ("Q03430", 1, 1), ("Q106", 25, FundFaults.Most)], found.Select(one => (one.Fund, one.Faults, one.First.Count)));
        var first = found[1].First[0];
        Assert.Equal(("key", "RecordReceipt, bắt đầu 2021-01-02 00:00", "RecordReceipt, begun 2021-01-02 00:00"), (first.Kind, first.Vi, first.En));
    }

    [Fact]
    public async Task The_log_tells_what_is_red_and_what_could_not_run_and_is_no_alarm_when_nothing_is()
    {
        await OwnerSql.ExecuteAsync(ledger.Database.Administrator, UnansweredSql, null, Ledger.Token);
        await OwnerSql.ExecuteAsync(ledger.Database.Owner, NoNumbersSql, null, Ledger.Token);
        var red = await AskedAsync();
        await OwnerSql.ExecuteAsync(ledger.Database.Administrator, PutRightSql, null, Ledger.Token);
        var incomplete = await AskedAsync();
        await OwnerSql.ExecuteAsync(ledger.Database.Owner, NumbersSql, null, Ledger.Token);
        var green = await AskedAsync();
        Assert.Equal(
        [
            (LogLevel.Error, FormattableString.Invariant(
                $"Standing checks, run {red.No}: Red; red: stuck-requests, roles-in-conflict; incomplete: number-gaps")),
            (LogLevel.Error, FormattableString.Invariant($"Standing checks, run {incomplete.No}: Incomplete; red: ; incomplete: number-gaps")),
            (LogLevel.Information, FormattableString.Invariant($"Standing checks, run {green.No}: Green; red: ; incomplete: ")),
        ], log.Lines);
    }

    [Theory]
    [InlineData(70, CheckState.Red)]
    [InlineData(74, CheckState.Green)]
    public async Task The_operator_says_how_old_a_record_may_be_that_is_not_signed(int hours, CheckState state)
    {
        await ledger.Given.Pool();
        await ledger.Given.Receipt("CHUNG", 1_000_000);
        ledger.Clock.Today = ledger.Clock.Today.PlusDays(3);
        await using var application = new ServiceCollection()
            .AddFundLedger().AddSingleton<IClock>(ledger.Clock).AddSingleton(new CheckLimits(hours))
            .AddSingleton(_ => FeaturesSetup.OpenDataSource(ledger.Database.Application)).BuildServiceProvider();
        var run = (await Runner(application).NightlyAsync(Night, Ledger.Token))!;
        Assert.Equal(state, run.Checks.Single(check => check.Name == "heads-unsigned").State);
    }

    // In sessions of its own: one in which a statement was refused while it was being prepared answers out of step later.
    private async Task<CheckRun> AskedAsync()
    {
        await using var application = ledger.Application(ledger.Database.Application);
        return await Runner(application).OnDemandAsync(Guid.NewGuid(), TamDuong.Auditor, Ledger.Token);
    }

    private CheckRunner Runner(ServiceProvider application) => new(application.GetRequiredService<IServiceScopeFactory>(), log);
}
