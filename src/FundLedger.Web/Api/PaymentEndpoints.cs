using FundLedger.Domain;
using FundLedger.Domain.Payments;
using FundLedger.Features.Payments;
using FundLedger.Web.Pages;
using FundLedger.Web.SignIn;
using MediatR;
using NodaTime;

namespace FundLedger.Web.Api;

/// <summary>Payment orders: lines of approved requests on their way to people, and what became of them.</summary>
internal static class PaymentEndpoints
{
    /// <param name="Way">cash, bank_list, treasury or advance.</param>
    internal sealed record NewOrder(long Request, string Way, string MoneyAccount, LocalDate Date)
    {
        /// <summary>Numbers of lines; left out for all that are open.</summary>
        public IReadOnlyList<int>? Lines { get; init; }

        public string? BankProfile { get; init; }

        public IReadOnlyList<Payee>? Payees { get; init; }

        public string? Officer { get; init; }

        public LocalDate? SettleBy { get; init; }

        public OrderPayment In(string fund, RequestKey key) => new(fund, key.Value, Request, Way, MoneyAccount, Date, Lines)
        {
            BankProfile = BankProfile, Officer = Officer, SettleBy = SettleBy,
            Payees = [.. (Payees ?? []).Select(one => Payee.Typed(one.Line, one.Name, one.Bank, one.Account))],
        };
    }

    internal sealed record Why(string Reason);

    internal sealed record Outcome(int Line, PaymentOutcome Result, Money Paid)
    {
        public string? Reference { get; init; }

        public string? Note { get; init; }
    }

    internal sealed record Outcomes(LocalDate Date, IReadOnlyList<Outcome> Results)
    {
        public Money Returned { get; init; }

        public string? ReturnedTo { get; init; }

        public RecordPaymentResults In(string fund, RequestKey key, int order) => new(
            fund, key.Value, order, Date,
            [.. Results.Select(one => new PaymentResult(one.Line, one.Result, one.Paid, one.Reference, one.Note))])
        {
            Returned = Returned, ReturnedTo = ReturnedTo ?? "cash",
        };
    }

    internal sealed record NewPaymentPrint
    {
        /// <summary>Of a slip; left out for the list, or for the order to the Treasury.</summary>
        public int? Line { get; init; }
    }

    /// <param name="Copy">1 for the first print of this very paper.</param>
    /// <param name="Content">The PDF in base64; null in the answer to a repeat, for which nothing is printed.</param>
    internal sealed record Print(int Order, int Copy, string? Name, byte[]? Content)
    {
        public static Print Of(PaymentPrinted printed) =>
            new(printed.Order, printed.Copy, printed.File?.Name, (printed.File?.Content as MemoryStream)?.ToArray());
    }

    internal sealed record Release(long Request, IReadOnlyList<int> Lines, string Reason);

    private static readonly Role[] Readers = [Role.FundAccountant, Role.Approver, Role.Cashier, Role.Auditor];

    public static void MapPayments(this RouteGroupBuilder funds)
    {
        funds.MapGet("/payments",
            (string fund, string? status, string? way, IMediator books, CancellationToken token) =>
                books.Answer(new ListPayments(fund, status, way), token))
            .OnlyFor(Readers)
            .WithSummary("The payment orders of the fund, those that wait for somebody first");
        funds.MapGet("/payments/{order:int}",
            (string fund, int order, IMediator books, CancellationToken token) => books.Answer(new GetPayment(fund, order), token))
            .OnlyFor(Readers)
            .WithSummary("One payment order with its lines and steps");
        funds.MapGet("/payments/{order:int}/file",
            (string fund, int order, string? language, IMediator books, CancellationToken token) =>
                books.File(new GetPaymentFile(fund, order, PaperFile.LanguageOf(language)), token))
            .OnlyFor(Role.FundAccountant, Role.Cashier, Role.Auditor)
            .WithSummary("The file for the bank or the paper for the Treasury, once it was taken");
        funds.MapGet("/payments/{order:int}/list",
            (string fund, int order, int? line, string? language, IMediator books, CancellationToken token) =>
                books.File(new PrintHandout(fund, order, line, PaperFile.LanguageOf(language)), token))
            .OnlyFor(Role.FundAccountant, Role.Cashier, Role.Auditor)
            .WithSummary("The list on which people sign for the money of an order, or the slip of one line")
            .WithDescription("A child of a sealed group is on no list; its slip is asked for by its line.");
        funds.MapPost("/payments", (string fund, RequestKey key, NewOrder body, IMediator books, CancellationToken token) =>
            books.Answer(body.In(fund, key), token))
            .WithSummary("Order the payment of open lines of an approved request")
            .WithDescription("Cashiers only, who neither asked, approved nor take the money.");
        funds.MapPost("/payments/releases", (string fund, RequestKey key, Release body, IMediator books, CancellationToken token) =>
            books.Answer(new ReleaseLines(fund, key.Value, body.Request, body.Lines, body.Reason), token))
            .WithSummary("Give approved lines up that will not be paid")
            .WithDescription("Their money is free in the pool again. Cashiers only.");
        MapSteps(funds);
    }

    private static void MapSteps(RouteGroupBuilder funds)
    {
        funds.MapPost("/payments/{order:int}/prints",
            (string fund, int order, RequestKey key, NewPaymentPrint body, IMediator books, CancellationToken token) =>
                books.Answer(new PrintPayment(fund, key.Value, order, body.Line, Answers.Language), Print.Of, token))
            .WithSummary("Print a paper of an order: the list, a slip, or the order to the Treasury")
            .WithDescription("Each print is counted and sealed; from the second on the paper says so. Fund accountants and cashiers.");
        funds.MapPost("/payments/{order:int}/taking", (string fund, int order, RequestKey key, IMediator books, CancellationToken token) =>
            books.Answer(new TakePaymentFile(fund, key.Value, order), token))
            .WithSummary("Take the file of a prepared order; from here on it counts as possibly sent");
        funds.MapPost("/payments/{order:int}/sending", (string fund, int order, RequestKey key, IMediator books, CancellationToken token) =>
            books.Answer(new MarkPaymentSent(fund, key.Value, order), token))
            .WithSummary("Say that the bank or the Treasury has the order");
        funds.MapPost("/payments/{order:int}/not-sent",
            (string fund, int order, RequestKey key, Why body, IMediator books, CancellationToken token) =>
                books.Answer(new MarkPaymentNotSent(fund, key.Value, order, body.Reason), token))
            .WithSummary("Say that an order whose file was taken was never sent");
        funds.MapPost("/payments/{order:int}/cancellation",
            (string fund, int order, RequestKey key, Why body, IMediator books, CancellationToken token) =>
                books.Answer(new CancelPaymentOrder(fund, key.Value, order, body.Reason), token))
            .WithSummary("Cancel a prepared order before its file is taken");
        funds.MapPost("/payments/{order:int}/payees",
            (string fund, int order, RequestKey key, Payee body, IMediator books, CancellationToken token) =>
                books.Answer(new ChangePayee(fund, key.Value, order, Payee.Typed(body.Line, body.Name, body.Bank, body.Account)), token))
            .WithSummary("Correct the payee of a line while its order has not left the house");
        funds.MapPost("/payments/{order:int}/results",
            (string fund, int order, RequestKey key, Outcomes body, IMediator books, CancellationToken token) =>
                books.Answer(body.In(fund, key, order), token))
            .WithSummary("Record what became of lines; settle an advance")
            .WithDescription("What was paid is posted. An advance is settled whole: spent and returned make the advance.");
    }
}
