using FundLedger.Domain;
using FundLedger.Domain.Goods;
using FundLedger.Features.Goods;
using FundLedger.Web.SignIn;
using MediatR;
using NodaTime;

namespace FundLedger.Web.Api;

/// <summary>Goods in stock: what came in, what it is worth, what went out.</summary>
internal static class GoodsEndpoints
{
    internal sealed record NewItem(string Name, string Unit);

    internal sealed record NewLine(int Item, long Quantity)
    {
        public GoodsValue? Value { get; init; }

        public LocalDate? ExpiresOn { get; init; }

        public string? Quality { get; init; }

        public GoodsLine Line => new(Item, Quantity) { Value = Value, ExpiresOn = ExpiresOn, Quality = Quality };
    }

    internal sealed record NewGoodsReceipt(string Pool, LocalDate Date, string DonorName, string DonorKind, IReadOnlyList<NewLine> Lines)
    {
        public string? DonorAddress { get; init; }

        public string? Content { get; init; }

        public string? Attachments { get; init; }

        public ReceiveGoods In(string fund, RequestKey key) => new(fund, key.Value, Pool, Date, DonorName, [.. Lines.Select(line =>
            line.Line)])
        {
            DonorKind = DonorKind, DonorAddress = DonorAddress, Content = Content, Attachments = Attachments,
        };
    }

    internal sealed record Valuation(LocalDate Date, GoodsValue Value);

    internal sealed record NewLoss(int Lot, long Quantity, LossCause Cause, string MinutesNumber, LocalDate MinutesDate, string Reason)
    {
        public AskGoodsLoss In(string fund, RequestKey key) => new(fund, key.Value, Lot, Quantity, Cause, Reason)
        {
            MinutesNumber = MinutesNumber, MinutesDate = MinutesDate,
        };
    }

    internal sealed record LossRejection(string Reason);

    internal sealed record GoodsReversal(LocalDate Date, string Reason);

    /// <param name="NotGiven">Numbers of the lines whose goods come back; the others were given.</param>
    internal sealed record Results(IReadOnlyList<int> NotGiven, string? Note);

    internal sealed record Issue(string Receiver);

    internal sealed record Release(IReadOnlyList<int> Lines, string Note);

    internal static readonly Role[] Readers = [Role.FundAccountant, Role.Approver, Role.Cashier, Role.Auditor, Role.CommuneOfficer];

    public static void MapGoods(this RouteGroupBuilder funds)
    {
        funds.MapGet("/goods", (string fund, GoodsState? state, string? pool, string? text, IMediator books, CancellationToken token) =>
            books.Answer(new ListGoods(fund, state ?? GoodsState.All, pool, text), token))
            .OnlyFor(Readers)
            .WithSummary("What the fund has in stock, item by item")
            .WithDescription("state: all, inStock, expiring (within thirty days), expired or unvalued.");
        funds.MapGet("/goods/{item:int}",
            (string fund, int item, IMediator books, CancellationToken token) => books.Answer(new GetGoodsItem(fund, item), token))
            .OnlyFor(Readers)
            .WithSummary("The stock card of one kind of goods: its lots, what came in and went out");
        funds.MapPost("/goods", (string fund, RequestKey key, NewItem body, IMediator books, CancellationToken token) =>
            books.Answer(new AddGoodsItem(fund, key.Value, body.Name, body.Unit), token))
            .WithSummary("Add something to the list of goods")
            .WithDescription("Accountants and cashiers only. Name and unit are sealed and never changed.");
        funds.MapPost("/goods/receipts", (string fund, RequestKey key, NewGoodsReceipt body, IMediator books, CancellationToken token) =>
            books.Answer(body.In(fund, key), token))
            .WithSummary("Take goods that were given into stock")
            .WithDescription("Accountants only. A line without value is counted and valued later.");
        funds.MapPost("/goods/lots/{lot:int}/valuation",
            (string fund, int lot, RequestKey key, Valuation body, IMediator books, CancellationToken token) =>
                books.Answer(new ValueGoods(fund, key.Value, lot, body.Date, body.Value), token))
            .WithSummary("Say what a lot is worth that came without a value")
            .WithDescription("Accountants only.");
        funds.MapPost("/goods/entries/{entryNo:long}/reversal",
            (string fund, long entryNo, RequestKey key, GoodsReversal body, IMediator books, CancellationToken token) =>
                books.Answer(new ReverseGoods(fund, key.Value, entryNo, body.Date, body.Reason), token))
            .WithSummary("Cancel an entry that moved goods by its negative")
            .WithDescription("Accountants only.");
        funds.MapPost("/goods/moves/{move:long}/reversal",
            (string fund, long move, RequestKey key, GoodsReversal body, IMediator books, CancellationToken token) =>
                books.Answer(new ReverseUnvaluedGoods(fund, key.Value, move, body.Date, body.Reason), token))
            .WithSummary("Cancel what came or was lost without a value, which has no entry")
            .WithDescription("Accountants only. Numbers of moves are on the stock card.");
        funds.MapLosses();
        funds.MapHandOver();
    }

    private static void MapLosses(this RouteGroupBuilder funds)
    {
        funds.MapGet("/goods/losses", (string fund, bool? waiting, IMediator books, CancellationToken token) =>
            books.Answer(new ListGoodsLosses(fund, waiting ?? false), token))
            .OnlyFor(Role.FundAccountant, Role.Approver, Role.Cashier, Role.Auditor)
            .WithSummary("Losses of goods, those that wait first");
        funds.MapPost("/goods/losses", (string fund, RequestKey key, NewLoss body, IMediator books, CancellationToken token) =>
            books.Answer(body.In(fund, key), token))
            .WithSummary("Ask that goods be taken off the stock by minutes")
            .WithDescription("Accountants and cashiers only. Another person approves.");
        funds.MapPost("/goods/losses/{loss:int}/approval",
            (string fund, int loss, RequestKey key, IMediator books, CancellationToken token) =>
                books.Answer(new ApproveGoodsLoss(fund, key.Value, loss), token))
            .WithSummary("Take lost goods off the stock, today")
            .WithDescription("Approvers only, not the one who asked.");
        funds.MapPost("/goods/losses/{loss:int}/rejection",
            (string fund, int loss, RequestKey key, LossRejection body, IMediator books, CancellationToken token) =>
                books.Answer(new RejectGoodsLoss(fund, key.Value, loss, body.Reason), token))
            .WithSummary("Turn a loss down")
            .WithDescription("Approvers only.");
    }

    private static void MapHandOver(this RouteGroupBuilder funds)
    {
        funds.MapGet("/disbursements/{id:long}/goods", (string fund, long id, IMediator books, CancellationToken token) =>
            books.Answer(new GetRequestGoods(fund, id), token))
            .OnlyFor(Readers)
            .WithSummary("The goods of a request, line by line, and how far they have come");
        funds.MapPost("/disbursements/{id:long}/goods/issue",
            (string fund, long id, RequestKey key, Issue body, IMediator books, CancellationToken token) =>
                books.Answer(new IssueGoods(fund, key.Value, id, body.Receiver), token))
            .WithSummary("Issue the goods of an approved request, today")
            .WithDescription("Cashiers only, not who asked nor who took a step.");
        funds.MapPost("/disbursements/{id:long}/goods/results",
            (string fund, long id, RequestKey key, Results body, IMediator books, CancellationToken token) =>
                books.Answer(new SettleGoods(fund, key.Value, id, body.NotGiven, body.Note), token))
            .WithSummary("Record who got the goods; the rest comes back into its lots")
            .WithDescription("Cashiers only, not who asked nor who took a step.");
        funds.MapPost("/disbursements/{id:long}/goods/release",
            (string fund, long id, RequestKey key, Release body, IMediator books, CancellationToken token) =>
                books.Answer(new ReleaseGoods(fund, key.Value, id, body.Lines, body.Note), token))
            .WithSummary("Take goods of lines out of an approved request before they are issued")
            .WithDescription("Cashiers only, not who asked nor who took a step.");
    }
}
