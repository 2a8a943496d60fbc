using FundLedger.Domain;
using FundLedger.Features.Pipeline;
using MediatR;
using NodaTime;

namespace FundLedger.Features.Checks;

/// <summary>
/// What the standing checks found in a fund: the last run or an earlier one, and the runs before. Its auditors and administrators ask.
/// </summary>
/// <param name="Run">Number of a run; null for the last one.</param>
public sealed record GetCheckBoard(string Fund, long? Run = null) : IQuery<CheckBoard>;

/// <param name="Run">Null when the checks have never run.</param>
public sealed record CheckBoard(CheckRun? Run, IReadOnlyList<PastRun> History);

public sealed record PastRun
{
    public long No { get; init; }

    public LocalDate? Night { get; init; }

    public string StartedBy { get; init; } = "";

    public Instant StartedAt { get; init; }

    public bool CanaryFound { get; init; }

    /// <summary>Checks that found something in the fund.</summary>
    public int Red { get; init; }

    /// <summary>Checks that could not run.</summary>
    public int Incomplete { get; init; }

    public int Checks { get; init; }

    public RunState State =>
        !CanaryFound ? RunState.AlarmBroken : Red > 0 ? RunState.Red : Incomplete > 0 ? RunState.Incomplete : RunState.Green;
}

public sealed record CheckRunNotFound(long Run) : NotFound($"There is no run {Run} of the standing checks.");

internal sealed class GetCheckBoardHandler(Db db, CheckReader reader) : IRequestHandler<GetCheckBoard, Result<CheckBoard>>
{
    private const string FundSql = """
        SELECT fund_id FROM funds WHERE code = @Fund AND actor_has_role(fund_id, 'auditor', 'administrator')
        """;

    private const string HistorySql = """
        SELECT r.run_no AS no, r.night, r.started_by, r.started_at, r.canary_found, c.checks, c.incomplete,
            (SELECT count(*) FROM check_faults f WHERE f.fund_id = @FundId AND f.run_no = r.run_no) AS red
        FROM check_runs r
        CROSS JOIN LATERAL (SELECT count(*) AS checks, count(*) FILTER (WHERE NOT has_run) AS incomplete
            FROM check_results x WHERE x.run_no = r.run_no) c
        ORDER BY r.run_no DESC LIMIT 30
        """;

    public async Task<Result<CheckBoard>> Handle(GetCheckBoard request, CancellationToken cancellationToken)
    {
        if (await db.FindAsync<int?>(FundSql, request, cancellationToken) is not { } fundId) return new FundNotFound(request.Fund);
        var run = await reader.FindAsync(request.Run, request.Fund, cancellationToken);
        if (run is null && request.Run is { } missing) return new CheckRunNotFound(missing);
        return new CheckBoard(run, await db.ListAsync<PastRun>(HistorySql, new { FundId = fundId }, cancellationToken));
    }
}
