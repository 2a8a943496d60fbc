using FundLedger.Domain;
using FundLedger.Features.Disbursements;
using FundLedger.Web.SignIn;
using MediatR;
using NodaTime;

namespace FundLedger.Web.Api;

internal static class DisbursementEndpoints
{
    internal sealed record Gifts(string Pool, string Occasion, int Year, IReadOnlyList<GiftLine> Lines)
    {
        public IReadOnlyList<Paper>? Papers { get; init; }

        public long? Replaces { get; init; }

        public RequestHolidayGifts In(string fund, RequestKey key) => new(fund, key.Value, Pool, Occasion, Year, Lines)
        {
            Papers = Paper.All(Papers), Replaces = Replaces,
        };
    }

    /// <param name="Name">The paper's Vietnamese name in the norm line; left out for any other paper.</param>
    /// <param name="Content">A PDF, PNG or JPEG file of at most 10 MiB, in Base64.</param>
    internal sealed record Paper(string? Name, byte[] Content)
    {
        public static IReadOnlyList<AttachedPaper> All(IReadOnlyList<Paper>? papers) =>
            [.. (papers ?? []).Select(paper => new AttachedPaper(paper.Name ?? "", paper.Content))];
    }

    internal sealed record Surgery(string Pool, string Need, string Beneficiary, string CaseReference)
    {
        public Money Cost { get; init; }

        public Money Insurance { get; init; }

        public Money OtherAid { get; init; }

        public Money? Amount { get; init; }

        public IReadOnlyList<Paper>? Papers { get; init; }

        public CaseTerms? Terms { get; init; }

        public long? Replaces { get; init; }

        public RequestSurgery In(string fund, RequestKey key) => new(fund, key.Value, Pool, Need, Beneficiary, CaseReference)
        {
            Cost = Cost, Insurance = Insurance, OtherAid = OtherAid, Amount = Amount, Papers = Paper.All(Papers),
            Terms = Terms ?? CaseTerms.None, Replaces = Replaces,
        };
    }

    /// <param name="Seen">The content hash of the request as the approver saw it: a request that differs is not approved.</param>
    /// <param name="IsUnrelated">The approver declares to be no relation of those who get or take the money.</param>
    internal sealed record Approval(string Seen, bool IsUnrelated);

    internal sealed record Rejection(string Reason);

    internal sealed record Payment(LocalDate Date, string MoneyAccount, string Payee)
    {
        public string? PayeeAddress { get; init; }

        public string? Content { get; init; }

        public string? Attachments { get; init; }

        public PayDisbursement In(string fund, RequestKey key, long id) => new(fund, key.Value, id, Date, MoneyAccount, Payee)
        {
            PayeeAddress = PayeeAddress, Content = Content, Attachments = Attachments,
        };
    }

    /// <summary>Which requests; what is left out does not matter.</summary>
    internal sealed record RequestFilter(string? Status, string? SupportKind, string? Occasion, Rows? Take)
    {
        public ListDisbursements Of(string fund) => new(fund)
        {
            Status = Status, SupportKind = SupportKind, Occasion = Occasion, Take = Take?.Count ?? ListDisbursements.Page,
        };
    }

    private static readonly Role[] Readers =
        [Role.FundAccountant, Role.Approver, Role.Cashier, Role.Auditor, Role.CommuneOfficer];

    /// <param name="Unit">Code of the fund's unit or of one below it.</param>
    internal sealed record Institution(string Unit, string Name);

    /// <param name="Replaces">Number of the returned request that this one corrects; left out for a new one.</param>
    internal sealed record Support(string Pool, SupportCase Case, IReadOnlyList<Paper>? Papers, long? Replaces)
    {
        public RequestSupport In(string fund, RequestKey key) =>
            new(fund, key.Value, Pool, Case, Paper.All(Papers)) { Replaces = Replaces };
    }

    public static void MapDisbursements(this RouteGroupBuilder funds)
    {
        var all = funds.MapGroup("/disbursements");
        funds.MapGet("/disbursements", (string fund, [AsParameters] RequestFilter filter, IMediator books, CancellationToken token) =>
            books.Answer(filter.Of(fund), token)).OnlyFor(Readers)
            .WithSummary("Requests for support, newest first");
        all.MapGet("/{id:long}", (string fund, long id, IMediator books, CancellationToken token) =>
            books.Answer(new GetDisbursement(fund, id), token)).OnlyFor(Readers)
            .WithSummary("A request as one decides on it")
            .WithDescription("Its contentHash is what an approval sends back as seen.");
        all.MapPost("/holiday-gifts", (string fund, RequestKey key, Gifts body, IMediator books, CancellationToken token) =>
            books.Answer(body.In(fund, key), token))
            .WithSummary("Ask for gifts of an occasion for children")
            .WithDescription("Judged by the norm in force; reserves the total in the pool. The papers of the norm line are attached.");
        all.MapPost("/surgery", (string fund, RequestKey key, Surgery body, IMediator books, CancellationToken token) =>
            books.Answer(body.In(fund, key), token))
            .WithSummary("Ask for support of one operation")
            .WithDescription("Judged by the norm in force; reserves the amount in the pool. The papers of the norm line are attached.");
        all.MapPost("/support", (string fund, RequestKey key, Support body, IMediator books, CancellationToken token) =>
            books.Answer(body.In(fund, key), token))
            .WithSummary("Ask for support of one child, household, institution or of the fund by a norm line")
            .WithDescription("Judged by the norm of the day of the event. The papers of the norm line are attached.");
        MapInstitutions(funds);
        MapSteps(all.MapGroup("/{id:long}"));
    }

    private static void MapInstitutions(RouteGroupBuilder funds)
    {
        funds.MapGet("/institutions", (string fund, IMediator books, CancellationToken token) =>
            books.Answer(new ListInstitutions(fund), token)).OnlyFor(Readers)
            .WithSummary("The institutions that the fund may support, and the units where they can be");
        funds.MapPost("/institutions", (string fund, RequestKey key, Institution body, IMediator books, CancellationToken token) =>
            books.Answer(new AddInstitution(fund, key.Value, body.Unit, body.Name), token))
            .WithSummary("Write down an institution that may be supported")
            .WithDescription("Its name is sealed in the log and never changed.");
    }

    private static void MapSteps(RouteGroupBuilder one)
    {
        one.MapPost("/approval", (string fund, long id, RequestKey key, Approval body, IMediator books, CancellationToken token) =>
            books.Answer(new ApproveDisbursement(fund, key.Value, id, body.Seen, body.IsUnrelated), token))
            .WithSummary("Take the step of a request that waits, as it was seen")
            .WithDescription("By who stands on that step of the ladder or acts for the holder, and never by the person who asked.");
        one.MapPost("/rejection", (string fund, long id, RequestKey key, Rejection body, IMediator books, CancellationToken token) =>
            books.Answer(new RejectDisbursement(fund, key.Value, id, body.Reason), token))
            .WithSummary("Reject a request")
            .WithDescription("What it had reserved is available again.");
        one.MapPost("/return", (string fund, long id, RequestKey key, Rejection body, IMediator books, CancellationToken token) =>
            books.Answer(new ReturnDisbursement(fund, key.Value, id, body.Reason), token))
            .WithSummary("Give a request back to be corrected and asked for anew")
            .WithDescription("What it had reserved is available again.");
        one.MapPost("/withdrawal", (string fund, long id, RequestKey key, Rejection body, IMediator books, CancellationToken token) =>
            books.Answer(new WithdrawDisbursement(fund, key.Value, id, body.Reason), token))
            .WithSummary("Take an approved request back before it is paid")
            .WithDescription("For what may not be paid any more, e.g. since a child died. What it had reserved is available again.");
        one.MapPost("/papers", (string fund, long id, RequestKey key, Paper body, IMediator books, CancellationToken token) =>
            books.Answer(new AttachLaterPaper(fund, key.Value, id, new AttachedPaper(body.Name ?? "", body.Content)), token))
            .WithSummary("Attach a paper to what was approved or paid")
            .WithDescription("What was approved stays as it was; the paper is sealed by itself.");
        one.MapPost("/payment", (string fund, long id, RequestKey key, Payment body, IMediator books, CancellationToken token) =>
            books.Answer(body.In(fund, key, id), token))
            .WithSummary("Pay an approved request")
            .WithDescription("One payment voucher, one entry per child. Cashiers only, and neither asker nor approver.");
    }
}
