using System.Text.Json;
using FundLedger.Features.Pipeline;
using NodaTime;

namespace FundLedger.Features.Checks;

/// <summary>Reads runs as they were kept: what they found in the funds that the reader may audit.</summary>
internal sealed class CheckReader(Db db)
{
    private const string RunSql = """
        SELECT run_no, night, started_by, started_at, finished_at, canary_found FROM check_runs
        WHERE run_no = coalesce(@RunNo, (SELECT max(run_no) FROM check_runs))
        """;

    private const string ResultsSql = """
        SELECT check_no, check_name, has_run, note FROM check_results WHERE run_no = @RunNo ORDER BY check_no
        """;

    // The checks themselves are nobody's auditor, and read all that they found.
    private const string FaultsSql = """
        SELECT c.check_no, f.code AS fund, c.faults, c.first_records FROM check_faults c JOIN funds f USING (fund_id)
        WHERE c.run_no = @RunNo AND (@Fund::text IS NULL OR f.code = @Fund)
            AND (current_setting('app.actor') = '(checks)' OR actor_has_role(c.fund_id, 'auditor', 'administrator'))
        ORDER BY c.check_no, f.code
        """;

    /// <param name="runNo">Null for the last run.</param>
    /// <param name="fund">Null for all funds of the reader.</param>
    public async Task<CheckRun?> FindAsync(long? runNo, string? fund, CancellationToken token)
    {
        if (await db.FindAsync<Run>(RunSql, new { RunNo = runNo }, token) is not { } run) return null;
        var results = await db.ListAsync<Result>(ResultsSql, new { run.RunNo }, token);
        var faults = (await db.ListAsync<Fault>(FaultsSql, new { run.RunNo, Fund = fund }, token)).ToLookup(fault => fault.CheckNo);
        var outcomes =
            from check in StandingChecks.All
            join result in results on check.No equals result.CheckNo into kept
            select OutcomeOf(check, kept.SingleOrDefault(), [.. faults[check.No].Select(fault => fault.Found)]);
        return new CheckRun(run.RunNo, run.Night, run.StartedBy, run.StartedAt, run.FinishedAt, run.CanaryFound, [.. outcomes]);
    }

    private static CheckOutcome OutcomeOf(StandingCheck check, Result? result, IReadOnlyList<FundFaults> found)
    {
        var state = result is null ? CheckState.NotRun
            : !result.HasRun ? CheckState.Incomplete
            : found.Count > 0 ? CheckState.Red
            : CheckState.Green;
        return new CheckOutcome(check.No, check.Name, check.Weight, state, result?.Note, found)
        {
            Title = check.Title, Meaning = check.Meaning, WhatToDo = check.WhatToDo,
        };
    }

    private sealed record Run
    {
        public long RunNo { get; init; }

        public LocalDate? Night { get; init; }

        public string StartedBy { get; init; } = "";

        public Instant StartedAt { get; init; }

        public Instant FinishedAt { get; init; }

        public bool CanaryFound { get; init; }
    }

    private sealed record Result
    {
        public int CheckNo { get; init; }

        public string CheckName { get; init; } = "";

        public bool HasRun { get; init; }

        public string? Note { get; init; }
    }

    private sealed record Fault
    {
        public int CheckNo { get; init; }

        public string Fund { get; init; } = "";

        public long Faults { get; init; }

        public string FirstRecords { get; init; } = "[]";

        public FundFaults Found => new(Fund, Faults, JsonSerializer.Deserialize<CheckFinding[]>(FirstRecords, Json.Options)!);
    }
}
