using FundLedger.Domain;
using FundLedger.Features.Plans;
using FundLedger.Web.SignIn;
using MediatR;

namespace FundLedger.Web.Api;

/// <summary>The plan of a year.</summary>
internal static class PlanEndpoints
{
    internal sealed record NewYearPlan(IReadOnlyList<PlannedReceipt> Receipts, IReadOnlyList<PlannedUse> Uses)
    {
        /// <summary>Of a new version.</summary>
        public string? Reason { get; init; }
    }

    /// <param name="Adopt">False rejects it, with a reason.</param>
    internal sealed record PlanDecision(bool Adopt)
    {
        public string? Reason { get; init; }
    }

    public static void MapPlans(this RouteGroupBuilder funds)
    {
        funds.MapGet("/year-plans/{year:int}", (string fund, int year, IMediator mediator, CancellationToken token) =>
                mediator.Answer(new GetYearPlans(fund, year), token))
            .OnlyFor(Role.FundAccountant, Role.Approver, Role.Auditor)
            .WithSummary("The versions of the plan of a year, the last one first");
        funds.MapPost("/year-plans/{year:int}",
            (string fund, int year, RequestKey key, NewYearPlan body, IMediator mediator, CancellationToken token) =>
                mediator.Answer(new ProposeYearPlan(fund, key.Value, year, body.Reason, body.Receipts, body.Uses), token))
            .OnlyFor(Role.FundAccountant).WithSummary("Propose the plan of a year, or a new version of it");
        funds.MapPost("/year-plans/proposed/{plan:int}/decision",
            (string fund, int plan, RequestKey key, PlanDecision body, IMediator mediator, CancellationToken token) =>
                mediator.Answer(new DecideYearPlan(fund, key.Value, plan, body.Adopt, body.Reason), token))
            .OnlyFor(Role.Approver).WithSummary("Adopt a proposed plan, or reject it with a reason");
    }
}
