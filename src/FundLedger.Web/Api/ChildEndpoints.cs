using FundLedger.Features.Children;
using FundLedger.Web.SignIn;
using MediatR;
using NodaTime;

namespace FundLedger.Web.Api;

/// <summary>Children by code. Who a code stands for is never told here: that is the officer's screen, with a reason written down.</summary>
internal static class ChildEndpoints
{
    internal sealed record NewChild(
        string FullName, LocalDate BirthDate, string GuardianName, string GuardianRelation, IReadOnlyList<string> Classes)
    {
        public string? Household { get; init; }

        public LocalDate? ClassesSince { get; init; }

        public RegisterChild In(string fund, RequestKey key) =>
            new(fund, key.Value, FullName, BirthDate, GuardianName, GuardianRelation, Classes)
            {
                Household = Household, ClassesSince = ClassesSince,
            };
    }

    public static void MapChildren(this RouteGroupBuilder funds)
    {
        funds.MapGet("/children", (string fund, string? unit, string? @class, IMediator books, CancellationToken token) =>
            books.Answer(new ListChildren(fund, unit, @class), token))
            .OnlyFor(Role.FundAccountant, Role.Approver, Role.Auditor, Role.CommuneOfficer)
            .WithSummary("The children of the fund's units by code")
            .WithDescription("Optionally those of one unit or of one class, by its code.");
        funds.MapPost("/children", (string fund, RequestKey key, NewChild body, IMediator books, CancellationToken token) =>
            books.Answer(body.In(fund, key), token))
            .WithSummary("Put a child on the list")
            .WithDescription("The name goes to the vault; the answer is the code. Officers of the commune only.");
    }
}
