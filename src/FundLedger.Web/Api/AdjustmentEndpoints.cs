using FundLedger.Domain;
using FundLedger.Domain.Ledger;
using FundLedger.Features.Adjustments;
using FundLedger.Web.SignIn;
using MediatR;
using NodaTime;

namespace FundLedger.Web.Api;

internal static class AdjustmentEndpoints
{
    internal sealed record NewAdjustment(LocalDate Date, string Reason, IReadOnlyList<AdjustmentPosting> Lines)
    {
        public RecordAdjustment In(string fund, RequestKey key) => new(
            fund, key.Value, Date, Reason,
            [.. Lines.Select(line => new AskedPosting(line.Account, line.Pool, line.Side, line.Amount))]);
    }

    internal sealed record AdjustmentPosting(string Account, string Pool, Side Side, Money Amount);

    internal sealed record AdjustmentApproval(string ContentHash);

    public static void MapAdjustments(this RouteGroupBuilder funds)
    {
        funds.MapGet("/adjustments", (string fund, IMediator books, CancellationToken token) =>
            books.Answer(new ListAdjustments(fund), token)).OnlyFor(Role.FundAccountant, Role.Approver, Role.Auditor)
            .WithSummary("Adjusting entries, the waiting ones first, and the accounts that are open for them");
        funds.MapPost("/adjustments", (string fund, RequestKey key, NewAdjustment body, IMediator books, CancellationToken token) =>
            books.Answer(body.In(fund, key), token))
            .WithSummary("Write an adjusting entry")
            .WithDescription(
                "2 to 20 lines that balance in each pool. Posted at once under a PK voucher, unless it changes the fund's balance: "
                + "then it waits for a second person.");
        funds.MapPost("/adjustments/{id:long}/approval",
            (string fund, long id, RequestKey key, AdjustmentApproval body, IMediator books, CancellationToken token) =>
                books.Answer(new ApproveAdjustment(fund, key.Value, id, body.ContentHash), token))
            .WithSummary("Post a waiting adjustment")
            .WithDescription("By another person than its requester; names the content that was seen by its hash.");
        funds.MapPost("/adjustments/{id:long}/rejection",
            (string fund, long id, RequestKey key, IMediator books, CancellationToken token) =>
                books.Answer(new RejectAdjustment(fund, key.Value, id), token))
            .WithSummary("Turn a waiting adjustment down");
    }
}
