using FundLedger.Features.Traces;
using FundLedger.Web.Pages.Traces;
using MediatR;

namespace FundLedger.Web.Api;

/// <summary>Money followed from receipts to those it reached, and back.</summary>
internal static class TraceEndpoints
{
    public static void MapTraces(this RouteGroupBuilder funds)
    {
        funds.MapGet("/traces/receipts/{number}", (string fund, string number, Rows? take, IMediator books, CancellationToken token) =>
            books.Answer(new TraceReceipt(fund, number) { Take = take?.Count ?? TraceReceipt.Page }, token))
            .OnlyFor(TraceReaders.OfMoney)
            .WithSummary("What became of the money of a receipt: whom it reached, what went back, what is left")
            .WithDescription("First in, first out in each pool, by entry number. Sums are over all lines, also those not shown.");
        funds.MapGet("/traces/payments/{number}", (string fund, string number, long? entry, IMediator books, CancellationToken token) =>
            books.Answer(new TraceSupport(fund, number) { EntryNo = entry }, token))
            .OnlyFor(TraceReaders.OfMoney)
            .WithSummary("Which receipts the money of a payment, or of one entry of it, had come from");
        funds.MapGet("/traces/children/{code}", (string fund, string code, IMediator books, CancellationToken token) =>
            books.Answer(new TraceChild(fund, code), token))
            .OnlyFor(TraceReaders.OfChildren)
            .WithSummary("Which receipts the money that a child received from this fund had come from");
    }
}
