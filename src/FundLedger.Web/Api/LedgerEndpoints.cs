using FundLedger.Features.Audit;
using FundLedger.Features.Ledger;
using FundLedger.Features.Periods;
using FundLedger.Web.SignIn;
using MediatR;
using NodaTime;

namespace FundLedger.Web.Api;

internal static class LedgerEndpoints
{
    internal sealed record NewPool(string Code, string NameVi, string NameEn, string SourceKind)
    {
        public IReadOnlyList<string>? SupportKinds { get; init; }

        public IReadOnlyList<string>? Occasions { get; init; }

        public OpenPool In(string fund, RequestKey key) => new(fund, key.Value, Code, NameVi, NameEn, SourceKind)
        {
            SupportKinds = SupportKinds, Occasions = Occasions,
        };
    }

    internal sealed record Reversal(LocalDate Date, string MoneyAccount, string Reason);

    public static void MapLedger(this RouteGroupBuilder funds)
    {
        funds.MapGet("/pools", (string fund, IMediator books, CancellationToken token) => books.Answer(new ListPools(fund), token))
            .OnlyFor(Role.FundAccountant, Role.Approver, Role.Cashier, Role.Auditor, Role.CommuneOfficer)
            .WithSummary("The pools with what they hold, what is reserved and what is available");
        funds.MapPost("/pools", (string fund, RequestKey key, NewPool body, IMediator books, CancellationToken token) =>
            books.Answer(body.In(fund, key), token))
            .WithSummary("Open a pool")
            .WithDescription("Money of one source under one restriction. Fund accountants only.");
        funds.MapPost("/entries/{entryNo:long}/reversal",
            (string fund, long entryNo, RequestKey key, Reversal body, IMediator books, CancellationToken token) =>
                books.Answer(new ReverseEntry(fund, key.Value, entryNo, body.Date, body.MoneyAccount, body.Reason), token))
            .WithSummary("Reverse a receipt or a payment")
            .WithDescription("Posts its negative under a voucher of its own; nothing is edited.");
        funds.MapGet("/periods", (string fund, IMediator books, CancellationToken token) => books.Answer(new ListClosings(fund), token))
            .OnlyFor(Role.FundAccountant, Role.Auditor)
            .WithSummary("The closed months and the ones still open");
        funds.MapPost("/periods/{month}/closing", (string fund, Month month, RequestKey key, IMediator books, CancellationToken token) =>
            books.Answer(new ClosePeriod(fund, key.Value, month.FirstDay), token))
            .WithSummary("Close a month, written yyyy-MM")
            .WithDescription("Months are closed in order, after they have ended, for good.");
    }
}
