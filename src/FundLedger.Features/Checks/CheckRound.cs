using System.Data;
using System.Text.Json;
using FundLedger.Features.Pipeline;
using Npgsql;
using NodaTime;

namespace FundLedger.Features.Checks;

/// <summary>
/// One run of all checks, in one snapshot of the books, kept when it is done. It is no request of a user: it acts as itself.
/// </summary>
internal sealed class CheckRound(Db db, CheckReader reader, CheckLimits limits, IClock clock)
{
    private const string BeginSql = "SAVEPOINT standing_check";
    private const string EndSql = "ROLLBACK TO SAVEPOINT standing_check";

    // Another instance that is at it keeps the lock until it has committed.
    private const string TakeNightSql = "SELECT pg_try_advisory_xact_lock(7025, 0)";

    private const string NightDoneSql = "SELECT EXISTS (SELECT FROM check_runs WHERE night = @Night)";

    private const string AnsweredSql = "SELECT run_no FROM check_runs WHERE request_key = @Key";

    private const string LimitsSql = "SELECT set_config('app.checkpoint_hours', @CheckpointHours::text, true)";

    private const string RecordSql = """
        SELECT record_check_run(@Night, @Key, @StartedBy, @StartedAt, @FinishedAt, @CanaryFound, @Results::jsonb)
        """;

    /// <summary>The run of a night; null when it was made before or is being made elsewhere.</summary>
    public async Task<CheckRun?> RunNightAsync(LocalDate night, CancellationToken token)
    {
        await using (db)
        {
            await db.BeginRoundAsync(token);
            if (!await db.SingleAsync<bool>(TakeNightSql, null, token)) return null;
            if (await db.SingleAsync<bool>(NightDoneSql, new { Night = night }, token)) return null;
            return await KeepAsync(night, null, CheckRunner.Actor, token);
        }
    }

    /// <summary>A run that somebody asked for; the same key gives the run that it gave first.</summary>
    public async Task<CheckRun> RunAsync(Guid key, string startedBy, CancellationToken token)
    {
        await using (db)
        {
            await db.BeginRoundAsync(token);
            if (await db.FindAsync<long?>(AnsweredSql, new { Key = key }, token) is { } answered)
            {
                return (await reader.FindAsync(answered, null, token))!;
            }

            return await KeepAsync(null, key, startedBy, token);
        }
    }

    private async Task<CheckRun> KeepAsync(LocalDate? night, Guid? key, string startedBy, CancellationToken token)
    {
        var startedAt = clock.GetCurrentInstant();
        await db.ExecuteAsync(LimitsSql, limits, token);
        var canaryFound = await ApartAsync(() => Canary.IsFoundAsync(db, token), _ => false, token);
        var results = new List<CheckResult>();
        foreach (var check in StandingChecks.All)
        {
            results.Add(await ApartAsync(
                () => AskAsync(check, token), why => new CheckResult(check.No, check.Name, false, why, []), token));
        }

        var run = new
        {
            Night = night, Key = key, StartedBy = startedBy, StartedAt = startedAt, FinishedAt = clock.GetCurrentInstant(),
            CanaryFound = canaryFound, Results = JsonSerializer.Serialize(results, Json.Options),
        };
        var runNo = await db.SingleAsync<long>(RecordSql, run, token);
        var kept = await reader.FindAsync(runNo, null, token);
        await db.CommitAsync("SELECT", null, token);
        return kept!;
    }

    // Each question in a savepoint of its own: one that the database refuses must not take the others along, and nothing planted stays.
    // A server that goes away or has no room ends the session and with it the run: that is thrown on, for there is nothing to go back to.
    private async Task<T> ApartAsync<T>(Func<Task<T>> ask, Func<string, T> couldNot, CancellationToken token)
    {
        await db.ExecuteAsync(BeginSql, null, token);
        T answer;
        try
        {
            answer = await ask();
        }
        catch (Exception failure) when (failure is (PostgresException or DataException) && db.HasSession)
        {
            answer = couldNot(failure.Message);
        }

        await db.ExecuteAsync(EndSql, null, token);
        return answer;
    }

    private async Task<CheckResult> AskAsync(StandingCheck check, CancellationToken token)
    {
        var funds = new SortedDictionary<int, (long Faults, List<CheckFinding> First)>();
        await foreach (var row in db.StreamAsync<Row>(check.Sql, null).WithCancellation(token))
        {
            var (faults, first) = funds.GetValueOrDefault(row.FundId, (0, []));
            if (first.Count < FundFaults.Most) first.Add(new CheckFinding(row.Kind, row.Number, row.Vi, row.En));
            funds[row.FundId] = (faults + 1, first);
        }

        return new CheckResult(
            check.No, check.Name, true, null, [.. funds.Select(fund => new Found(fund.Key, fund.Value.Faults, fund.Value.First))]);
    }

    // As record_check_run reads them.
    private sealed record CheckResult(int No, string Name, bool HasRun, string? Note, IReadOnlyList<Found> Funds);

    private sealed record Found(int FundId, long Faults, IReadOnlyList<CheckFinding> First);

    private sealed record Row
    {
        public int FundId { get; init; }

        public string Kind { get; init; } = "";

        public string Number { get; init; } = "";

        public string Vi { get; init; } = "";

        public string En { get; init; } = "";
    }
}
