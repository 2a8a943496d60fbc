using FundLedger.Domain;
using FundLedger.Domain.Payments;
using FundLedger.Features.Payments;
using MediatR;
using NodaTime;

namespace FundLedger.Web.Api;

/// <summary>Money on its last way: lists that the signed-in person hands out, of whatever fund, and what was noted down.</summary>
internal static class HandoutEndpoints
{
    internal sealed record Note(Guid Id, string Code, string Outcome, Instant At)
    {
        public Money Paid { get; init; }

        public string? Relation { get; init; }

        public string? Collector { get; init; }

        public DeliveryNote Delivery => new(Id, Code, Outcome, Paid, Relation, Collector, At);
    }

    internal sealed record Deliveries(string Device, IReadOnlyList<Note> Notes)
    {
        public RecordDeliveries In(string fund, RequestKey key, string list, int order) =>
            new(fund, key.Value, list, order, Device, [.. Notes.Select(note => note.Delivery)]);
    }

    /// <param name="Content">A PDF, PNG or JPEG file of at most 10 MiB, in Base64.</param>
    internal sealed record Signed(int? Line, byte[] Content)
    {
        public AttachSignedList In(string fund, RequestKey key, string list, int order) =>
            new(fund, key.Value, list, order, Line, new SignedScan(Content));
    }

    internal sealed record Report(string Device, string Step, int Noted, int Waiting, Instant At)
    {
        public ReportHandout In(string fund, RequestKey key, string list, int order) =>
            new(fund, key.Value, list, order, Device, Step, Noted, Waiting, At);
    }

    public static void MapHandouts(this RouteGroupBuilder funds)
    {
        funds.MapGet("/handouts", (string fund, IMediator books, CancellationToken token) => books.Answer(new ListHandouts(), token))
            .WithSummary("The lists that the signed-in person hands out, of whatever fund");
        funds.MapGet("/handouts/{list}/{order:int}",
            (string fund, string list, int order, IMediator books, CancellationToken token) =>
                books.Answer(new GetHandout(list, order), token))
            .WithSummary("One list with its codes and what became of them, for who hands it out");
        funds.MapPost("/handouts/{list}/{order:int}/opening",
            (string fund, string list, int order, RequestKey key, IMediator books, CancellationToken token) =>
                books.Answer(new OpenHandout(fund, key.Value, list, order), token))
            .WithSummary("Draw a code for each line of a list");
        funds.MapPost("/handouts/{list}/{order:int}/deliveries",
            (string fund, string list, int order, RequestKey key, Deliveries body, IMediator books, CancellationToken token) =>
                books.Answer(body.In(fund, key, list, order), token))
            .WithSummary("Send what was noted down while money was handed out")
            .WithDescription("A note that is sent again gets its first answer; the first note for a line counts, another is a conflict.");
        funds.MapPost("/handouts/{list}/{order:int}/reports",
            (string fund, string list, int order, RequestKey key, Report body, IMediator books, CancellationToken token) =>
                books.Answer(body.In(fund, key, list, order), token))
            .WithSummary("A phone says that it holds a list, or how many notes it still has after a sync")
            .WithDescription("The answer has the clock of the server, and how many minutes the phone's is off when more than five.");
        funds.MapGet("/handouts/{list}/{order:int}/signed",
            (string fund, string list, int order, IMediator books, CancellationToken token) =>
                books.Answer(new GetSignedLists(list, order), token))
            .WithSummary("The signed lists of an order");
        funds.MapPost("/handouts/{list}/{order:int}/signed",
            (string fund, string list, int order, RequestKey key, Signed body, IMediator books, CancellationToken token) =>
                books.Answer(body.In(fund, key, list, order), token))
            .WithSummary("Keep the signed list of an order, or the slip of a line, as a photo or scan");
    }
}
