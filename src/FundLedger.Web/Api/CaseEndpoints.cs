using FundLedger.Features.Children;
using FundLedger.Web.SignIn;
using MediatR;

namespace FundLedger.Web.Api;

/// <summary>What is asked of sealed identities and answered by a second person. What an identity says is not told here.</summary>
internal static class CaseEndpoints
{
    internal sealed record Question(IdentityPurpose Purpose, string Reason);

    internal sealed record Answer(bool Granted, string Reason);

    public static void MapCases(this RouteGroupBuilder funds)
    {
        funds.MapGet("/cases", (string fund, IMediator books, CancellationToken token) =>
            books.Answer(new ListCases(fund), token)).OnlyFor(Role.Approver, Role.CommuneOfficer, Role.Auditor)
            .WithSummary("What was asked of sealed identities: what waits and what was answered, by code");
        funds.MapPost("/children/{code}/identity-requests",
            (string fund, string code, RequestKey key, Question body, IMediator books, CancellationToken token) =>
                books.Answer(new AskIdentity(fund, key.Value, code, body.Purpose, body.Reason), token))
            .WithSummary("Ask another person to open a sealed case, or to erase an identity for good")
            .WithDescription("Officers of the child's commune. The reason has at least 10 characters and no name of a child.");
        funds.MapPost("/children/{code}/identity-requests/{request:long}/answer",
            (string fund, string code, long request, RequestKey key, Answer body, IMediator books, CancellationToken token) =>
                books.Answer(new AnswerIdentity(fund, key.Value, code, request, body.Granted, body.Reason), token))
            .WithSummary("Grant or refuse what was asked of an identity")
            .WithDescription("Approvers, and never the person who asked. A case granted is open to the asker for half an hour.");
    }
}
