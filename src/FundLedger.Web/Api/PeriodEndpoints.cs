using FundLedger.Features.Periods;
using FundLedger.Web.SignIn;
using MediatR;

namespace FundLedger.Web.Api;

/// <summary>Closing and reopening months.</summary>
internal static class PeriodEndpoints
{
    internal sealed record Why(string Reason);

    internal sealed record Acceptance(string ItemsHash, string Reason);

    public static void MapPeriods(this RouteGroupBuilder funds)
    {
        funds.MapGet("/periods", (string fund, IMediator books, CancellationToken token) => books.Answer(new ListPeriods(fund), token))
            .OnlyFor(Role.FundAccountant, Role.Approver, Role.Auditor)
            .WithSummary("The months of the books: open, closing and closed");
        funds.MapGet("/periods/events",
            (string fund, IMediator books, CancellationToken token) => books.Answer(new ListPeriodEvents(fund), token))
            .OnlyFor(Role.FundAccountant, Role.Approver, Role.Auditor)
            .WithSummary("Who began, accepted, closed, asked for a reopening and decided, newest first");
        funds.MapGet("/periods/{month}/checklist", (string fund, Month month, IMediator books, CancellationToken token) =>
            books.Answer(new GetChecklist(fund, month.FirstDay), token))
            .OnlyFor(Role.FundAccountant, Role.Approver, Role.Auditor)
            .WithSummary("What stands in the way of closing a month, written yyyy-MM")
            .WithDescription("A blocker must be mended, an open item settled or accepted by a second person; a warning is only said.");
        MapClosing(funds);
        MapReopening(funds);
    }

    private static void MapClosing(RouteGroupBuilder funds)
    {
        funds.MapPost("/periods/{month}/closing/start",
            (string fund, Month month, RequestKey key, IMediator books, CancellationToken token) =>
                books.Answer(new StartClosing(fund, key.Value, month.FirstDay), token))
            .WithSummary("Begin to close a month")
            .WithDescription("From then on nothing is dated in it. Fund accountants only.");
        funds.MapPost("/periods/{month}/closing/take-back",
            (string fund, Month month, RequestKey key, IMediator books, CancellationToken token) =>
                books.Answer(new TakeClosingBack(fund, key.Value, month.FirstDay), token))
            .WithSummary("Open a month again that is being closed")
            .WithDescription("Only before it was closed. Fund accountants only.");
        funds.MapPost("/periods/{month}/closing/acceptance",
            (string fund, Month month, RequestKey key, Acceptance body, IMediator books, CancellationToken token) =>
                books.Answer(new AcceptOpenItems(fund, key.Value, month.FirstDay, body.ItemsHash, body.Reason), token))
            .WithSummary("Accept that the open items of a closing stay open")
            .WithDescription("By an approver who did not begin the closing; itemsHash is openItemsHash of the checklist that was seen.");
        funds.MapPost("/periods/{month}/closing", (string fund, Month month, RequestKey key, IMediator books, CancellationToken token) =>
            books.Answer(new ClosePeriod(fund, key.Value, month.FirstDay), token))
            .WithSummary("Close a month, written yyyy-MM")
            .WithDescription("Months are closed in order, after they have ended, when the checklist is clear; the statement is sealed.");
    }

    private static void MapReopening(RouteGroupBuilder funds)
    {
        funds.MapPost("/periods/{month}/reopening",
            (string fund, Month month, RequestKey key, Why body, IMediator books, CancellationToken token) =>
                books.Answer(new RequestReopening(fund, key.Value, month.FirstDay, body.Reason), token))
            .WithSummary("Ask that the month which was closed last be opened again")
            .WithDescription("Another person decides. Fund accountants only.");
        funds.MapPost("/periods/reopenings/{request:long}/approval",
            (string fund, long request, RequestKey key, IMediator books, CancellationToken token) =>
                books.Answer(new ApproveReopening(fund, key.Value, request), token))
            .WithSummary("Open a closed month again, as the second person")
            .WithDescription("Closing it anew makes the next version of its statement; the old one stays. Approvers only.");
        funds.MapPost("/periods/reopenings/{request:long}/rejection",
            (string fund, long request, RequestKey key, Why body, IMediator books, CancellationToken token) =>
                books.Answer(new RejectReopening(fund, key.Value, request, body.Reason), token))
            .WithSummary("Leave a closed month closed")
            .WithDescription("Approvers only.");
    }
}
