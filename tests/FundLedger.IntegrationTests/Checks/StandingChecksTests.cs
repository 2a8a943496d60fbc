using Dapper;
using FundLedger.Features.Checks;
using FundLedger.IntegrationTests.Audit;
using FundLedger.Testing;
using NodaTime;
using Npgsql;

namespace FundLedger.IntegrationTests.Checks;

/// <summary>Somebody with every right plants a fault, the guards switched off: exactly the check that watches for it turns red.</summary>
public sealed class StandingChecksTests(AuditedLedger audited) : IClassFixture<AuditedLedger>, IAsyncLifetime
{
    private const string Fund = "(SELECT fund_id FROM funds WHERE code = 'Q106')";

    // The tests' accountant has a second account that may approve, which check 18 rightly finds.
    private const string OneRoleEachSql = "DELETE FROM user_roles WHERE user_name = 'ketoan.duyet'";

    private const string UnansweredSql = """
        INSERT INTO request_keys (fund_id, request_key, request, content_hash, recorded_by, recorded_at)
        SELECT fund_id, gen_random_uuid(), 'RecordReceipt', sha256('x'), 'ketoan', '2021-02-01'
        FROM funds, generate_series(1, 25) WHERE code = 'Q106'
        """;

    private static readonly LocalDate Night = new(2021, 2, 10);

    public async ValueTask InitializeAsync()
    {
        audited.Ledger.Clock.Today = Night;
        await audited.Forge(OneRoleEachSql);
    }

    public async ValueTask DisposeAsync() => await audited.PutBack();

    [Theory]
    [MemberData(nameof(PlantedFaults.All), MemberType = typeof(PlantedFaults))]
    public async Task A_planted_fault_turns_exactly_its_check_red_and_is_named(int check, string kind, string number, string fault)
    {
        Assert.True(await audited.Forge(fault.Replace("{F}", Fund, StringComparison.Ordinal)) > 0, "Nothing was planted.");
        var run = await Run();
        Assert.Equal(RunState.Red, run.State);
        var red = Assert.Single(run.Checks, outcome => outcome.State != CheckState.Green);
        Assert.Equal((check, CheckState.Red), (red.No, red.State));
        var found = Assert.Single(red.Funds);
        Assert.Equal("Q106", found.Fund);
        Assert.Contains(found.First, finding => finding.Kind == kind && (finding.Number == number || number == "*"));
    }

    [Fact]
    public void Every_check_has_a_fault_that_proves_it() =>
        Assert.Empty(StandingChecks.All.Select(check => check.No).Except(PlantedFaults.Checks));

    [Fact]
    public async Task On_books_that_are_right_every_check_is_green()
    {
        var run = await Run();
        Assert.Equal(RunState.Green, run.State);
        Assert.True(run.CanaryFound);
        Assert.True(run.Checks.Count >= 12, "There are fewer checks than promised.");
        Assert.All(run.Checks, check => Assert.Equal(CheckState.Green, check.State));
    }

    [Fact]
    public async Task One_person_behind_two_accounts_is_found_to_hold_two_roles()
    {
        await audited.PutBack();
        var red = Assert.Single((await Run()).Checks, check => check.State == CheckState.Red);
        Assert.Equal(("roles-in-conflict", 2), (red.Name, red.Funds.Count));
    }

    [Fact]
    public async Task Many_findings_are_counted_and_the_first_twenty_kept()
    {
        await audited.Forge(UnansweredSql);
        var found = (await Run()).Checks.Single(check => check.No == 16).Funds.Single();
        Assert.Equal((25, FundFaults.Most), (found.Faults, found.First.Count));
    }

    [Fact]
    public async Task A_session_that_holds_a_funds_lock_is_found_by_its_age()
    {
        // How old a transaction is cannot be forged: the same question for locks of any age.
        var sql = StandingChecks.All.Single(check => check.Name == "stuck-requests").Sql;
        var ofAnyAge = sql.Replace("clock_timestamp() - interval '24 hours'", "clock_timestamp()", StringComparison.Ordinal);
        await using var source = NpgsqlDataSource.Create(audited.Ledger.Database.Application);
        await using var job = await source.OpenConnectionAsync(Ledger.Token);
        await using var stuck = await job.BeginTransactionAsync(Ledger.Token);
        await job.ExecuteAsync("SELECT lock_fund(1)", transaction: stuck);
        Assert.Equal(1, await LocksAsync(ofAnyAge));
        Assert.Equal(0, await LocksAsync(sql));
        await stuck.RollbackAsync(Ledger.Token);
        Assert.Equal(0, await LocksAsync(ofAnyAge));

        async Task<int> LocksAsync(string question) =>
            (await OwnerSql.ListAsync<Finding>(audited.Ledger.Database.Application, question, null, Ledger.Token)).Count(one => one.Kind == "lock");
    }

    private sealed record Finding
    {
        public string Kind { get; init; } = "";
    }

    [Fact]
    public async Task A_check_that_may_not_look_is_incomplete_and_the_others_go_on()
    {
        await audited.Forge("REVOKE SELECT ON number_series FROM fundledger_app");
        var run = await Run();
        await audited.Forge("GRANT SELECT ON number_series TO fundledger_app");
        audited.Ledger.OpenNewSessions();
        var incomplete = Assert.Single(run.Checks, check => check.State != CheckState.Green);
        Assert.Equal((5, CheckState.Incomplete), (incomplete.No, incomplete.State));
        Assert.Contains("number_series", incomplete.Note, StringComparison.Ordinal);
        Assert.Equal(RunState.Incomplete, run.State);
    }

    [Theory]
    [InlineData("(1, 1, 'debit', 1000), (1, 1, 'credit', 1000)")]
    [InlineData("(2, 1, 'debit', 1000), (2, 1, 'credit', 999)")]
    public async Task When_the_planted_fault_is_not_found_the_alarm_is_broken_and_nothing_else_counts(string planted)
    {
        await audited.Forge($"""
            CREATE OR REPLACE FUNCTION plant_canary() RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp
            AS $$ INSERT INTO check_canaries VALUES {planted} $$
            """);
        var run = await Run();
        await audited.Forge("""
            CREATE OR REPLACE FUNCTION plant_canary() RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp
            AS $$ INSERT INTO check_canaries VALUES (1, 1, 'debit', 1000), (1, 1, 'credit', 999) $$
            """);
        Assert.Equal((false, RunState.AlarmBroken), (run.CanaryFound, run.State));
    }

    [Fact]
    public async Task A_canary_that_cannot_be_planted_is_a_broken_alarm_too()
    {
        await audited.Forge("REVOKE EXECUTE ON FUNCTION plant_canary FROM fundledger_app");
        var run = await Run();
        await audited.Forge("GRANT EXECUTE ON FUNCTION plant_canary TO fundledger_app");
        Assert.Equal(RunState.AlarmBroken, run.State);
    }

    // Some of these tests refuse statements while they are prepared: each run has sessions that none of that happened to.
    private Task<CheckRun> Run()
    {
        audited.Ledger.OpenNewSessions();
        return audited.Ledger.Checks.OnDemandAsync(Guid.NewGuid(), TamDuong.Auditor, Ledger.Token);
    }
}
