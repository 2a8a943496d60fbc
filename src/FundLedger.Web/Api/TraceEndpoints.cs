using FundLedger.Features.Traces;
using FundLedger.Web.Pages.Reports;
using FundLedger.Web.Pages.Traces;
using FundLedger.Web.SignIn;
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
        MapDonors(funds);
    }

    private static void MapDonors(RouteGroupBuilder funds)
    {
        funds.MapGet("/donors", (string fund, Day from, Day to, string? text, IMediator books, CancellationToken token) =>
            books.Answer(new ListDonors(fund, from.Date, to.Date) { Text = text }, token))
            .OnlyFor(Role.FundAccountant, Role.Approver, Role.Auditor)
            .WithSummary("Who gave to the fund in a period, with how many gifts and how much");
        funds.MapGet("/donors/{donor:long}/statement/{format}", StatementAsync)
            .OnlyFor(Role.FundAccountant, Role.Approver, Role.Auditor)
            .Produces(StatusCodes.Status200OK, null, "application/octet-stream")
            .WithSummary("What the gifts of a donor have paid for, as a file: pdf, xlsx, csv or json")
            .WithDescription("Gifts of the period, used up to its last day. With shared=true kinds that reached fewer than five children "
                + "are one sum, of whole quarters, halves and years only. Each file is noted in the fund's log before it leaves.");
    }

    private static async Task<IResult> StatementAsync(
        string fund, long donor, string format, Day from, Day to, bool? shared, IMediator books, CancellationToken token)
    {
        var question = new DonorQuestion(fund, donor, from.Date, to.Date) { IsShared = shared ?? false };
        var file = await ReportDownloads.MakeAsync(books, new ExportDonorStatement(question, format, Answers.Language), token);
        return file.Match<IResult>(
            made => TypedResults.Stream(made.Content, made.ContentType, made.Name), refused => Problems.From(refused));
    }
}
