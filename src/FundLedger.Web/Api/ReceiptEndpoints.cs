using FundLedger.Domain;
using FundLedger.Features.Receipts;
using FundLedger.Web.SignIn;
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

        public string? DespiteLikeness { get; init; }

        public RecordReceipt In(string fund, RequestKey key) => new(fund, key.Value, Pool, Amount, Date, MoneyAccount, DonorName)
        {
            DonorKind = DonorKind, DonorAddress = DonorAddress, BankReference = BankReference, Content = Content, Attachments = Attachments,
            DespiteLikeness = DespiteLikeness,
        };
    }

    /// <summary>Which receipts; what is left out does not matter.</summary>
    internal sealed record ReceiptFilter(
        string? Pool, string? SourceKind, string? MoneyAccount, Day? From, Day? To, string? Text, Rows? Take)
    {
        public ListReceipts Of(string fund) => new(fund)
        {
            Pool = Pool, SourceKind = SourceKind, MoneyAccount = MoneyAccount, From = From?.Date, To = To?.Date, Text = Text,
            Take = Take?.Count ?? ListReceipts.Page,
        };
    }

    public static void MapReceipts(this RouteGroupBuilder funds)
    {
        funds.MapGet("/receipts", (string fund, [AsParameters] ReceiptFilter filter, IMediator books, CancellationToken token) =>
            books.Answer(filter.Of(fund), token))
            .OnlyFor(Role.FundAccountant, Role.Cashier, Role.Auditor)
            .WithSummary("Receipts, newest first")
            .WithDescription("Sums are over all that the filter lets through, also beyond the rows taken.");
        funds.MapPost("/receipts", (string fund, RequestKey key, Receipt body, IMediator books, CancellationToken token) =>
            books.Answer(body.In(fund, key), token))
            .WithSummary("Record money received")
            .WithDescription("Posts the entry and its receipt voucher. Fund accountants only. "
                + "A receipt of the same giver and amount within 3 days of another is recorded with a reason in despiteLikeness only.");
    }
}
