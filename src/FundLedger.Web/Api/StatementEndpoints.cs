using FundLedger.Features.Audit;
using FundLedger.Features.Funds;
using FundLedger.Features.Packs;
using FundLedger.Features.Statements;
using FundLedger.Web.Pages.Audit;
using FundLedger.Web.SignIn;
using MediatR;

namespace FundLedger.Web.Api;

/// <summary>What is read from the books: statements, files, verification.</summary>
internal static class StatementEndpoints
{
    public static void MapStatements(this RouteGroupBuilder funds)
    {
        funds.MapGet("/overview", (string fund, IMediator books, CancellationToken token) => books.Answer(new GetFundOverview(fund), token))
            .OnlyFor(Role.FundAccountant, Role.Approver, Role.Cashier, Role.Auditor)
            .WithSummary("Where the money stands today: by pool, by month, in cash and in the bank");
        funds.MapGet("/statement", (string fund, Day from, Day to, ClosingVersion? version, IMediator books, CancellationToken token) =>
            books.Answer(new GetFundStatement(fund, from.Date, to.Date) { Version = version?.Number }, token))
            .OnlyFor(Role.FundAccountant, Role.Approver, Role.Auditor)
            .WithSummary("The statement of a period, both days included")
            .WithDescription("What there was, came, went and is left, with every voucher. A version names an earlier closing.");
        funds.MapGet("/statement/versions", (string fund, Day to, IMediator books, CancellationToken token) =>
            books.Answer(new CompareVersions(fund, to.Date), token))
            .OnlyFor(Role.FundAccountant, Role.Approver, Role.Auditor)
            .WithSummary("The closings that a statement to a day can be of, and what each added to the one before");
        funds.MapGet("/exports/{format}",
            (string fund, FileKind format, Day from, Day to, ClosingVersion? version, IMediator books, CancellationToken token) =>
                books.File(
                    new ExportFund(fund, from.Date, to.Date, format.Format, Answers.Language) { Version = version?.Number }, token))
            .OnlyFor(Role.FundAccountant, Role.Approver, Role.Auditor)
            .Produces(StatusCodes.Status200OK, null, "application/octet-stream")
            .WithSummary("The statement as a file: pdf, xlsx, csv, json, the journal for hledger, Ledger or beancount, or its proof")
            .WithDescription("A closing gives the same bytes for ever; a version names an earlier one of a month that was reopened.");
        funds.MapGet("/verification", (string fund, IMediator books, CancellationToken token) =>
            books.Answer(new VerifyLedger(fund), token))
            .OnlyFor(Role.Auditor)
            .WithSummary("Recompute the hash log and every derived figure, and compare")
            .WithDescription("Names the first record that is not as it must be. Auditors only.");
        funds.MapGet("/audit-pack", PackAsync)
            .OnlyFor(Role.Auditor)
            .Produces(StatusCodes.Status200OK, null, "application/zip")
            .WithSummary("All that an auditor takes away for whole months, as one archive with a manifest")
            .WithDescription("Statement with its proof, books, journals, approvals, hand-outs by code, log. No name of a child. Noted in "
                + "the fund's log before it leaves, with the SHA-256 of its manifest.");
        funds.MapGet("/refusals", (string fund, IMediator books, CancellationToken token) => books.Answer(new ListRefusals(fund), token))
            .OnlyFor(Role.Auditor)
            .WithSummary("What was asked and refused, by which rule and version of it, newest first");
    }

    private static async Task<IResult> PackAsync(string fund, Day from, Day to, IMediator books, CancellationToken token)
    {
        var file = await PackDownloads.MakeAsync(books, new ExportPack(fund, from.Date, to.Date, Answers.Language), token);
        return file.Match<IResult>(
            made => TypedResults.Stream(made.Content, made.ContentType, made.Name), refused => Problems.From(refused));
    }
}
