using Dapper;
using FundLedger.Features;

namespace FundLedger.IntegrationTests.Setup;

/// <summary>On which days the people of the demo did what.</summary>
public sealed class DemoYearTests(DemoLedger demo) : IClassFixture<DemoLedger>
{
    private const string WaitsSql = """
        SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND classid = 7003 AND objid = 1 AND NOT granted
            AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))
        """;

    [Fact]
    public async Task One_commune_registers_its_children_on_each_working_day() => Assert.Equal(
        "05.01 Q03390 nhaplieu, 06.01 Q03413 nhaplieu, 07.01 Q03412 canbo, 08.01 Q03405 nhaplieu, 11.01 Q03406 nhaplieu, "
        + "12.01 Q03400 nhaplieu, 13.01 Q03421 nhaplieu, 14.01 Q03430 nhaplieu, 15.01 Q03427 nhaplieu, 18.01 Q03424 nhaplieu, "
        + "19.01 Q03394 nhaplieu, 20.01 Q03415 nhaplieu, 21.01 Q03418 nhaplieu",
        await demo.Ask<string>("""
            SELECT string_agg(line, ', ' ORDER BY line) FROM (
                SELECT DISTINCT concat_ws(' ', to_char(b.registered_at AT TIME ZONE 'Asia/Ho_Chi_Minh', 'DD.MM'), f.code, b.registered_by) AS line
                FROM beneficiaries b JOIN child_events e USING (beneficiary_code)
                JOIN funds f ON f.unit_id = coalesce((SELECT from_unit FROM child_events m WHERE m.beneficiary_code = b.beneficiary_code
                    AND m.event = 'moved'), b.unit_id)) days
            """));

    [Fact]
    public async Task What_happened_to_children_in_the_year() => Assert.Equal(
        "08.03 group_added g04 canbo, 19.04 suspended canbo, 14.06 resumed canbo, 05.07 left canbo, 16.08 suspended canbo, "
        + "23.08 moved canbo, 20.09 carer_changed canbo",
        await demo.Ask<string>("""
            SELECT string_agg(concat_ws(' ', to_char(happened_on, 'DD.MM'), event, class_code, recorded_by), ', ' ORDER BY event_no)
            FROM child_events WHERE event <> 'registered'
            """));

    [Fact]
    public async Task Every_step_of_a_request_has_its_day_and_its_hand() => Assert.Equal(
        "1 requested 25.01 ketoan, 1 approved 26.01 duyet, 1 paid 28.01 thuquy, 2 requested 15.03 ketoan, 2 approved 16.03 duyet, "
        + "2 paid 19.03 thuquy, 3 requested 21.05 ketoan, 3 approved 24.05 duyet, 3 paid 25.05 thuquy, 4 requested 06.09 ketoan, "
        + "4 rejected 08.09 duyet2, 5 requested 10.09 ketoan, 5 approved 13.09 duyet2, 5 paid 14.09 thuquy, 6 requested 11.10 ketoan, "
        + "6 approved 12.10 duyet2, 6 paid 15.10 thuquy, 7 requested 13.12 ketoan, 7 approved 16.12 duyet2, 8 requested 17.12 ketoan",
        await demo.Ask<string>("""
            SELECT string_agg(line, ', ' ORDER BY id, no) FROM (
                SELECT disbursement_id AS id, log_no AS no, concat_ws(' ', disbursement_id, event,
                    to_char(recorded_at AT TIME ZONE 'Asia/Ho_Chi_Minh', 'DD.MM'), actor) AS line
                FROM disbursement_events) steps
            """));

    [Fact]
    public async Task Eleven_months_are_closed_early_in_the_next() => Assert.Equal(
        "05.02 05.03 05.04 05.05 07.06 05.07 05.08 08.09 05.10 05.11 06.12",
        await demo.Ask<string>(
            "SELECT string_agg(to_char(closed_at AT TIME ZONE 'Asia/Ho_Chi_Minh', 'DD.MM'), ' ' ORDER BY month) FROM closed_periods"));

    [Fact]
    public async Task Two_targets_one_sealed_case_that_waits_and_the_morning_on_which_it_ends()
    {
        Assert.Equal("100, g04 90", await demo.Ask<string>(
            "SELECT string_agg(concat_ws(' ', class_code, percent), ', ' ORDER BY target_no) FROM coverage_targets"));
        Assert.Equal("open canbo 16.12", await demo.Ask<string>("""
            SELECT concat_ws(' ', purpose, requester, to_char(requested_at AT TIME ZONE 'Asia/Ho_Chi_Minh', 'DD.MM')) FROM identity_requests
            """));
        Assert.Equal("nhaplieu 20.12 09:00", await demo.Ask<string>("""
            SELECT concat_ws(' ', user_name, to_char(disabled_at AT TIME ZONE 'Asia/Ho_Chi_Minh', 'DD.MM HH24:MI')) FROM users
            WHERE disabled_at IS NOT NULL
            """));
    }

    [Fact]
    public async Task A_load_waits_for_another_one_that_is_running()
    {
        await using var source = FeaturesSetup.OpenDataSource(demo.Database.Owner);
        await using var connection = await source.OpenConnectionAsync(Ledger.Token);
        await using var running = await connection.BeginTransactionAsync(Ledger.Token);
        await connection.ExecuteAsync("SELECT pg_advisory_xact_lock(7003, 1)", transaction: running);
        var load = demo.LoadAsync();
        while (!load.IsCompleted && !await demo.Ask<bool>(WaitsSql)) await Task.Yield();
        Assert.False(load.IsCompleted, "The load did not wait.");
        await running.CommitAsync(Ledger.Token);
        await load;
    }

    [Fact]
    public async Task The_load_tells_each_commune_and_each_month_and_each_deed_has_its_minute()
    {
        string[] communes = ["03390", "03413", "03412", "03405", "03406", "03400", "03421", "03430", "03427", "03424", "03394", "03415", "03418"];
        string[] months = ["02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12"];
        Assert.Equal(
            [
                "Opening the funds of Tam Đường district.", "01/2021", .. communes.Select(code => $"Registering the children of Q{code}."),
                .. months.Select(month => month + "/2021"), "The demo is complete.",
            ],
            demo.Told);
        Assert.Equal(240, await demo.Ask<long>("SELECT count(DISTINCT registered_at) FROM beneficiaries"));
        Assert.True(await demo.Ask<bool>("SELECT is_demo FROM ledger_settings"));
        Assert.Equal("2021-01-01", await demo.Ask<string>(
            "SELECT string_agg(DISTINCT to_char(recorded_at, 'YYYY-MM-DD'), ' ') FROM role_events WHERE event = 'granted'"));
        Assert.Equal("TT107 2021-01-01", await demo.Ask<string>("SELECT string_agg(DISTINCT regime || ' ' || opened_on, ' ') FROM funds"));
    }
}
