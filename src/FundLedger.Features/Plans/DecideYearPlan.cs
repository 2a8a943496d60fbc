using FundLedger.Domain;
using FundLedger.Features.Ledger;
using FundLedger.Features.Pipeline;
using MediatR;

namespace FundLedger.Features.Plans;

/// <summary>Adopts a proposed plan, or rejects it with a reason; another person than proposed it. A plan never changes after it.</summary>
public sealed record DecideYearPlan(string Fund, Guid Key, int Plan, bool IsAdopted, string? Reason) : ICommand<YearPlanDecided>;

public sealed record YearPlanDecided(int Plan);

public sealed record YearPlanUnknown(int Plan) : NotFound($"There is no plan {Plan}.");

public sealed record YearPlanDecidedBefore(int Plan) : Refused($"Plan {Plan} has its decision already.");

public sealed record YearPlanDeciderIsProposer(int Plan) : Refused($"Who proposed plan {Plan} does not decide on it.");

public sealed record YearPlanRejectionUnsaid(int Plan) : Invalid($"Plan {Plan} is rejected with a reason, 10 to 500 letters.")
{
    public override string Field => "Reason";
}

internal sealed class DecideYearPlanHandler(Db db, FundLock fundLock) : IRequestHandler<DecideYearPlan, Result<YearPlanDecided>>
{
    private const string FactsSql = """
        SELECT y.person_id AS proposer, d.plan_no IS NOT NULL AS is_decided FROM year_plans y
        LEFT JOIN year_plan_decisions d USING (fund_id, plan_no) WHERE y.fund_id = @FundId AND y.plan_no = @Plan
        """;

    private const string DecideSql = "SELECT decide_year_plan(@FundId, @Plan, @IsAdopted, @Reason)";

    public async Task<Result<YearPlanDecided>> Handle(DecideYearPlan request, CancellationToken cancellationToken)
    {
        var fund = await fundLock.TakeAsync(request.Fund, cancellationToken);
        var facts = await db.FindAsync<Facts>(FactsSql, new { fund.FundId, request.Plan }, cancellationToken);
        if (Flaw(request, fund, facts) is { } flaw) return flaw;
        var reason = request.IsAdopted ? null : request.Reason;
        var decision = new { fund.FundId, request.Plan, request.IsAdopted, Reason = reason };
        await db.ExecuteAsync(DecideSql, decision, cancellationToken);
        return new YearPlanDecided(request.Plan);
    }

    private static Error? Flaw(DecideYearPlan request, LockedFund fund, Facts? facts) =>
        facts is null ? new YearPlanUnknown(request.Plan)
        : facts.IsDecided ? new YearPlanDecidedBefore(request.Plan)
        : facts.Proposer == fund.Person ? new YearPlanDeciderIsProposer(request.Plan)
        : !request.IsAdopted && (request.Reason?.Trim().Length ?? 0) is < YearPlanReasons.Shortest or > YearPlanReasons.Longest
            ? new YearPlanRejectionUnsaid(request.Plan)
        : null;

    private sealed record Facts
    {
        public long Proposer { get; init; }

        public bool IsDecided { get; init; }
    }
}
