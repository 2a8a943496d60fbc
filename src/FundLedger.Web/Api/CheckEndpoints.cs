using FundLedger.Features.Checks;
using FundLedger.Web.SignIn;
using MediatR;

namespace FundLedger.Web.Api;

internal static class CheckEndpoints
{
    public static void MapChecks(this RouteGroupBuilder funds)
    {
        funds.MapGet("/checks", (string fund, long? run, IMediator books, CancellationToken token) =>
            books.Answer(new GetCheckBoard(fund, run), token)).OnlyFor(Role.Auditor, Role.Administrator)
            .WithSummary("What the standing checks found in the fund: the last run, or an earlier one by its number")
            .WithDescription("`run` is null when they have never run. A check that could not run is `incomplete`, never green.");
        funds.MapPost("/checks",
            async (string fund, RequestKey key, CurrentUser me, CheckRunner checks, IMediator books, CancellationToken token) =>
            {
                var run = await checks.OnDemandAsync(key.Value, me.UserName, token);
                return await books.Answer(new GetCheckBoard(fund, run.No), token);
            })
            .OnlyFor(Role.Auditor, Role.Administrator)
            .WithSummary("Run the standing checks now")
            .WithDescription("Looks at the books of all funds and answers with what it found in this one. Changes nothing in the books.");
    }
}
