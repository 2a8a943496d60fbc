using FundLedger.Features.Ledger;
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

    /// <summary>Which entries; what is left out does not matter, except the period.</summary>
    internal sealed record EntryFilter(
        Day From, Day To, string? Book, string? Pool, string? Account, string? Kind, Day? AfterDate, long? AfterEntry, Rows? Take)
    {
        public ListEntries Of(string fund)
        {
            var first = new ListEntries(fund, From.Date, To.Date);
            return first with
            {
                Book = Book ?? first.Book, Pool = Pool, Account = Account, Kind = Kind, PageSize = Take?.Count ?? first.PageSize,
                After = AfterDate is { } date && AfterEntry is { } entry ? new EntryPlace(date.Date, entry) : null,
            };
        }
    }

    public static void MapLedger(this RouteGroupBuilder funds)
    {
        funds.MapGet("/pools", (string fund, IMediator books, CancellationToken token) => books.Answer(new ListPools(fund), token))
            .OnlyFor(Role.FundAccountant, Role.Approver, Role.Cashier, Role.Auditor, Role.CommuneOfficer)
            .WithSummary("The pools with what they hold, what is reserved and what is available");
        funds.MapPost("/pools", (string fund, RequestKey key, NewPool body, IMediator books, CancellationToken token) =>
            books.Answer(body.In(fund, key), token))
            .WithSummary("Open a pool")
            .WithDescription("Money of one source under one restriction. Fund accountants only.");
        funds.MapGet("/entries", (string fund, [AsParameters] EntryFilter filter, IMediator books, CancellationToken token) =>
            books.Answer(filter.Of(fund), token)).OnlyFor(Role.FundAccountant, Role.Auditor)
            .WithSummary("The journal of a period by date and number, a page at a time")
            .WithDescription("For the next page send what `next` holds as afterDate and afterEntry.");
        funds.MapGet("/trial-balance", (string fund, Day from, Day to, IMediator books, CancellationToken token) =>
            books.Answer(new GetTrialBalance(fund, from.Date, to.Date), token)).OnlyFor(Role.FundAccountant, Role.Auditor)
            .WithSummary("The trial balance of a period");
        funds.MapPost("/entries/{entryNo:long}/reversal",
            (string fund, long entryNo, RequestKey key, Reversal body, IMediator books, CancellationToken token) =>
                books.Answer(new ReverseEntry(fund, key.Value, entryNo, body.Date, body.MoneyAccount, body.Reason), token))
            .WithSummary("Reverse a receipt or a payment")
            .WithDescription("Posts its negative under a voucher of its own; nothing is edited.");
    }
}
