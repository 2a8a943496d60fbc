using FundLedger.Domain;
using FundLedger.Features.Receipts;
using MediatR;
using NodaTime;

namespace FundLedger.Web.Api;

internal static class ReceiptEndpoints
{
    internal sealed record Receipt(string Pool, Money Amount, LocalDate Date, string MoneyAccount, string DonorName)
    {
        public string DonorKind { get; init; } = "person";

        public string? DonorAddress { get; init; }

        public string? BankReference { get; init; }

        public string? Content { get; init; }

        public string? Attachments { get; init; }

        public RecordReceipt In(string fund, RequestKey key) => new(fund, key.Value, Pool, Amount, Date, MoneyAccount, DonorName)
        {
            DonorKind = DonorKind, DonorAddress = DonorAddress, BankReference = BankReference, Content = Content, Attachments = Attachments,
        };
    }

    public static void MapReceipts(this RouteGroupBuilder funds)
    {
        funds.MapPost("/receipts", (string fund, RequestKey key, Receipt body, IMediator books, CancellationToken token) =>
            books.Answer(body.In(fund, key), token))
            .WithSummary("Record money received")
            .WithDescription("Posts the entry and its receipt voucher. Fund accountants only.");
    }
}
