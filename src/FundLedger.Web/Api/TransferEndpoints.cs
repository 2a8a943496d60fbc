using FundLedger.Domain;
using FundLedger.Features.Periods;
using FundLedger.Features.Transfers;
using FundLedger.Web.SignIn;
using MediatR;
using NodaTime;

namespace FundLedger.Web.Api;

/// <summary>Transfers between pools, and what becomes of budget money at the end of a year.</summary>
internal static class TransferEndpoints
{
    internal sealed record NewTransfer(string FromPool, string ToPool, Money Amount, string MoneyAccount, string Reason)
    {
        public string? DecisionNumber { get; init; }

        public LocalDate? DecisionDate { get; init; }

        public RequestTransfer In(string fund, RequestKey key) => new(fund, key.Value, FromPool, ToPool, Amount, MoneyAccount, Reason)
        {
            DecisionNumber = DecisionNumber, DecisionDate = DecisionDate,
        };
    }

    internal sealed record TransferApproval(string Seen);

    internal sealed record TransferRejection(string Reason);

    internal sealed record YearEndDecision(string Pool, YearEndOutcome Outcome, string Reason)
    {
        public string? DecisionNumber { get; init; }

        public LocalDate? DecisionDate { get; init; }

        public DecideYearEnd In(string fund, RequestKey key, int year) => new(fund, key.Value, year, Pool, Outcome, Reason)
        {
            DecisionNumber = DecisionNumber, DecisionDate = DecisionDate,
        };
    }

    internal sealed record BudgetPayment(string Pool, Money Amount, LocalDate Date, string MoneyAccount, string Payee)
    {
        public string? Content { get; init; }

        public ReturnBudget In(string fund, RequestKey key) => new(fund, key.Value, Pool, Amount, Date, MoneyAccount, Payee)
        {
            Content = Content,
        };
    }

    public static void MapTransfers(this RouteGroupBuilder funds)
    {
        funds.MapGet("/transfers", (string fund, IMediator books, CancellationToken token) => books.Answer(new ListTransfers(fund), token))
            .OnlyFor(Role.FundAccountant, Role.Approver, Role.Auditor)
            .WithSummary("The transfers between the fund's pools, newest first");
        funds.MapGet("/transfers/{id:long}",
            (string fund, long id, IMediator books, CancellationToken token) => books.Answer(new ListTransfers(fund, id), token))
            .OnlyFor(Role.FundAccountant, Role.Approver, Role.Auditor)
            .WithSummary("One transfer between pools, as a list of one");
        funds.MapPost("/transfers", (string fund, RequestKey key, NewTransfer body, IMediator books, CancellationToken token) =>
            books.Answer(body.In(fund, key), token))
            .WithSummary("Ask that money be moved between two pools")
            .WithDescription("Two other persons approve. Where the pools' restrictions forbid it, a decision must be cited.");
        funds.MapPost("/transfers/{id:long}/approval",
            (string fund, long id, RequestKey key, TransferApproval body, IMediator books, CancellationToken token) =>
                books.Answer(new ApproveTransfer(fund, key.Value, id, body.Seen), token))
            .WithSummary("Approve a transfer; the second approval posts it")
            .WithDescription("seen is the contentHash of the transfer that was read. Approvers only.");
        funds.MapPost("/transfers/{id:long}/rejection",
            (string fund, long id, RequestKey key, TransferRejection body, IMediator books, CancellationToken token) =>
                books.Answer(new RejectTransfer(fund, key.Value, id, body.Reason), token))
            .WithSummary("Turn a transfer down")
            .WithDescription("Approvers only.");
    }

    public static void MapYearEnd(this RouteGroupBuilder funds)
    {
        funds.MapGet("/year-end/{year:int}",
            (string fund, int year, IMediator books, CancellationToken token) => books.Answer(new GetYearEnd(fund, year), token))
            .OnlyFor(Role.FundAccountant, Role.Approver, Role.Cashier, Role.Auditor)
            .WithSummary("The end of a year: what each pool holds, decisions on budget money, what is due back, the next opening");
        funds.MapPost("/year-end/{year:int}/decisions",
            (string fund, int year, RequestKey key, YearEndDecision body, IMediator books, CancellationToken token) =>
                books.Answer(body.In(fund, key, year), token))
            .WithSummary("Say what becomes of a budget pool: carried or lapsed")
            .WithDescription("While December is closing. Carrying over cites a decision. Approvers only.");
        funds.MapPost("/year-end/returns",
            (string fund, RequestKey key, BudgetPayment body, IMediator books, CancellationToken token) =>
                books.Answer(body.In(fund, key), token))
            .WithSummary("Pay lapsed budget money back")
            .WithDescription("Cashiers only, not the one who decided the lapse.");
    }
}
