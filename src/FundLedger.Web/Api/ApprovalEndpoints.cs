using FundLedger.Domain;
using FundLedger.Features.Approvals;
using FundLedger.Features.Disbursements;
using FundLedger.Web.SignIn;
using MediatR;
using NodaTime;

namespace FundLedger.Web.Api;

internal static class ApprovalEndpoints
{
    internal sealed record NewLadder(string Number, LocalDate IssuedOn, LocalDate ValidFrom, IReadOnlyList<ProposedStep> Steps);

    internal sealed record LadderRefusal(string Reason);

    internal sealed record NewDelegation(string Level, string Delegate, LocalDate From, LocalDate To, string Reason);

    /// <summary>Which requests; what is left out does not matter.</summary>
    /// <param name="UpTo">In whole đồng.</param>
    internal sealed record InboxFilter(long? UpTo, string? SupportKind)
    {
        public GetInbox Of(string fund) => new(fund) { UpTo = UpTo is { } most ? new Money(most) : null, SupportKind = SupportKind };
    }

    public static void MapApprovals(this RouteGroupBuilder funds)
    {
        funds.MapGet("/inbox", (string fund, [AsParameters] InboxFilter filter, IMediator books, CancellationToken token) =>
            books.Answer(filter.Of(fund), token)).OnlyFor(Role.Approver)
            .WithSummary("The requests whose step the caller may take now, oldest first");
        funds.MapGet("/ladders", (string fund, IMediator books, CancellationToken token) =>
            books.Answer(new GetLadder(fund), token)).OnlyFor(Role.FundAccountant, Role.Approver, Role.Auditor, Role.Administrator)
            .WithSummary("Who approves what: ladders, newest first, delegations and approvers");
        funds.MapPost("/ladders", (string fund, RequestKey key, NewLadder body, IMediator books, CancellationToken token) =>
            books.Answer(new ProposeLadder(fund, key.Value, body.Number, body.IssuedOn, body.ValidFrom, body.Steps), token))
            .WithSummary("Propose a ladder")
            .WithDescription("One to five steps, the lowest first; an approver who is another person adopts it.");
        funds.MapPost("/ladders/{ladder:int}/adoption",
            (string fund, int ladder, RequestKey key, IMediator books, CancellationToken token) =>
                books.Answer(new AdoptLadder(fund, key.Value, ladder), token))
            .WithSummary("Put a proposed ladder in force")
            .WithDescription("What was asked for before keeps its steps.");
        funds.MapPost("/ladders/{ladder:int}/refusal",
            (string fund, int ladder, RequestKey key, LadderRefusal body, IMediator books, CancellationToken token) =>
                books.Answer(new RefuseLadder(fund, key.Value, ladder, body.Reason), token))
            .WithSummary("Turn a proposed ladder down");
        funds.MapPost("/delegations", (string fund, RequestKey key, NewDelegation body, IMediator books, CancellationToken token) =>
            books.Answer(new DelegateApproval(fund, key.Value, body.Level, body.Delegate, body.From, body.To, body.Reason), token))
            .WithSummary("Let another approver act in one's name on some days")
            .WithDescription("By who stands on the step; at most a year; not passed on.");
        funds.MapPost("/delegations/{delegation:int}/end",
            (string fund, int delegation, RequestKey key, IMediator books, CancellationToken token) =>
                books.Answer(new EndDelegation(fund, key.Value, delegation), token))
            .WithSummary("End a delegation before its last day")
            .WithDescription("By either of the two.");
    }
}
