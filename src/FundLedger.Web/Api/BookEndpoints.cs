using FundLedger.Features.Books;
using FundLedger.Web.Pages.Books;
using FundLedger.Web.SignIn;
using MediatR;

namespace FundLedger.Web.Api;

/// <summary>The books as files.</summary>
internal static class BookEndpoints
{
    /// <summary>Which rows; what is left out does not matter, except the period.</summary>
    internal sealed record BookFilter(Day From, Day To, string? Account, string? Pool, long? Donor, bool? Units);

    public static void MapBooks(this RouteGroupBuilder funds) =>
        funds.MapGet("/books/{book}/{format}", AnswerAsync)
            .OnlyFor(Role.FundAccountant, Role.Approver, Role.Auditor)
            .Produces(StatusCodes.Status200OK, null, "application/octet-stream")
            .WithSummary("A book as a file: pdf, xlsx, csv or json")
            .WithDescription("cash, bank, journal, ledger, trial-balance, account, pool, donor, advances, goods, "
                + "appropriation, vouchers, internal. Each file is noted in the fund's log before it leaves.");

    private static async Task<IResult> AnswerAsync(
        string fund, string book, string format, [AsParameters] BookFilter filter, IMediator books, CancellationToken token)
    {
        var question = new BookQuestion(fund, book, filter.From.Date, filter.To.Date)
        {
            Account = filter.Account, Pool = filter.Pool, Donor = filter.Donor, WithUnits = filter.Units ?? false,
        };
        var file = await BookFiles.MakeAsync(books, new ExportBook(question, format, Answers.Language), token);
        return file.Match<IResult>(
            made => TypedResults.Stream(made.Content, made.ContentType, made.Name), refused => Problems.From(refused));
    }
}
