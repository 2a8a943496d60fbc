namespace FundLedger.IntegrationTests.Sweep;

/// <summary>
/// After the close nothing is dated inside: by form, import, API, job, command line or raw SQL. The ways to write are found by reflection
/// and in the catalogue; one that has no meeting with the closed month fails here.
/// </summary>
public sealed class ClosedMonthSweepTests(ClosedMonth month) : IClassFixture<ClosedMonth>
{
    private static readonly string[] Refusals = ["period-closed", "period-closed-meanwhile", "period-being-closed", "period_open"];

    [Fact]
    public async Task Every_way_to_write_says_how_it_meets_a_closed_month()
    {
        var paths = await WritePaths.AllAsync(month);
        var unknown = paths.Except(Meetings.All.Keys).Order(StringComparer.Ordinal).ToList();
        Assert.True(
            unknown.Count == 0,
            $"Say how this path meets a closed month, or exempt it with a reason (Meetings.cs):\n{string.Join('\n', unknown)}");
        Assert.Empty(Meetings.All.Keys.Except(paths));
        Assert.Contains(paths, path => path.StartsWith("verb ", StringComparison.Ordinal));
        Assert.Contains(paths, path => path.StartsWith("table ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Whatever_carries_a_day_is_refused_inside_the_closed_month()
    {
        var before = await month.Ledger.Ask<long>("SELECT log_no FROM fund_heads WHERE fund_id = @FundId", new { month.FundId });
        var passed = new List<string>();
        foreach (var (path, meeting) in Meetings.All.Where(one => one.Value.Attempt is not null))
        {
            var refused = await meeting.Attempt!(month);
            if (!Refusals.Contains(refused)) passed.Add($"{path}: {refused ?? "carried out"}");
        }

        Assert.True(passed.Count == 0, string.Join('\n', passed));
        Assert.Equal(0, await month.Ledger.Ask<long>(
            "SELECT count(*) FROM journal_entries WHERE fund_id = @FundId AND log_no > @before AND entry_date <= @Inside",
            new { month.FundId, before, ClosedMonth.Inside }));
    }

    [Fact]
    public void A_path_that_only_sends_a_command_names_one_that_has_its_own_meeting() => Assert.All(
        Meetings.All.Where(one => one.Value.Sends is not null),
        one => Assert.Null(Meetings.All[$"command {one.Value.Sends}"].Sends));

    [Fact]
    public void An_exemption_says_why() => Assert.All(
        Meetings.All.Where(one => one.Value is { Attempt: null, Sends: null }),
        one => Assert.True(one.Value.Reason is { Length: > 25 }, one.Key));
}
