using FundLedger.Features.Notices;
using MediatR;

namespace FundLedger.Web.Api;

internal static class NoticeEndpoints
{
    /// <summary>Which notices.</summary>
    internal sealed record NoticeFilter(bool? Unread, long? AfterNo, bool? AfterRead)
    {
        public ListNotices Of(string fund) => new(fund)
        {
            OnlyUnread = Unread ?? false, After = AfterNo is { } no ? new NoticePlace(AfterRead ?? false, no) : null,
        };
    }

    /// <param name="Numbers">Null for all of the fund.</param>
    internal sealed record Reading(IReadOnlyList<long>? Numbers);

    internal sealed record MailChoice(bool Wanted);

    public static void MapNotices(this RouteGroupBuilder funds)
    {
        funds.MapGet("/notices", (string fund, [AsParameters] NoticeFilter filter, IMediator books, CancellationToken token) =>
            books.Answer(filter.Of(fund), token))
            .WithSummary("What the caller was told in this fund, unread first, then newest first")
            .WithDescription("A notice names the paper and what happened to it. The next page begins after `next`.");
        funds.MapPost("/notices/reading", (string fund, RequestKey key, Reading body, IMediator books, CancellationToken token) =>
            books.Answer(new ReadNotices(fund, key.Value, body.Numbers), token))
            .WithSummary("Mark notices of one's own as read")
            .WithDescription("Without numbers all of the fund.");
        funds.MapPost("/notices/mails", (string fund, RequestKey key, MailChoice body, IMediator books, CancellationToken token) =>
            books.Answer(new ChooseMails(fund, key.Value, body.Wanted), token))
            .WithSummary("Get notices by mail, or not")
            .WithDescription("Holds for all funds. The address is set by the operator.");
        funds.MapGet(
            "/next/{subject}/{number:long}",
            (string fund, string subject, long number, IMediator books, CancellationToken token) =>
                books.Answer(new GetHandsToAct(fund, subject, number), token))
            .WithSummary("Who can take the next step of a paper")
            .WithDescription("Subjects: disbursement, transfer, adjustment, period (number 202101), norm, ladder, identity.");
    }
}
