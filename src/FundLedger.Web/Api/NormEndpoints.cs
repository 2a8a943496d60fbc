using FundLedger.Domain.Text;
using FundLedger.Features.Norms;
using MediatR;

namespace FundLedger.Web.Api;

internal static class NormEndpoints
{
    internal sealed record NewNorm(int? Decision, NormFile File);

    internal sealed record SeenNorm(string ContentHash);

    internal sealed record ReturnedNorm(string Reason);

    /// <param name="File">The whole decision in the form in which it can be sent as a draft.</param>
    internal sealed record NormContent(ListedDecision Decision, NormFile File, string ContentHash, IReadOnlyList<NormStepTaken> Steps)
    {
        public static NormContent Of(NormsOfFund norms)
        {
            var shown = norms.Shown!;
            var head = new NormHead
            {
                Number = shown.Number, IssuedOn = shown.IssuedOn, IssuedBy = shown.IssuedBy, ValidFrom = shown.ValidFrom,
                ValidTo = shown.ValidTo, IsSample = shown.IsSample, LegalBases = shown.LegalBases,
                Title = new Wording(shown.TitleVi, shown.TitleEn),
            };
            return new NormContent(shown, NormFile.Of(head, norms.Lines), norms.Hash, norms.Steps);
        }
    }

    public static void MapNorms(this RouteGroupBuilder funds)
    {
        funds.MapGet("/norms", (string fund, IMediator books, CancellationToken token) =>
            books.Answer(new GetNorms(fund), norms => norms.Decisions, token))
            .WithSummary("Norm decisions: the drafts of the fund's unit and all that were published");
        funds.MapGet("/norms/{id:int}", (string fund, int id, IMediator books, CancellationToken token) =>
            books.Answer(new GetNorms(fund, id), NormContent.Of, token))
            .WithSummary("A norm decision with its lines, as a file, and its content hash");
        funds.MapPost("/norms", (string fund, RequestKey key, NewNorm body, IMediator books, CancellationToken token) =>
            books.Answer(new DraftNorm(fund, key.Value, body.Decision, body.File), token))
            .WithSummary("Draft a norm decision")
            .WithDescription("A new draft, or an earlier one anew. Fund accountants of the unit only.");
        var one = funds.MapGroup("/norms/{id:int}");
        one.MapPost("/proposal", (string fund, int id, RequestKey key, SeenNorm body, IMediator books, CancellationToken token) =>
            books.Answer(new ProposeNorm(fund, key.Value, id, body.ContentHash), token))
            .WithSummary("Propose a draft");
        one.MapPost("/return", (string fund, int id, RequestKey key, ReturnedNorm body, IMediator books, CancellationToken token) =>
            books.Answer(new ReturnNorm(fund, key.Value, id, body.Reason), token))
            .WithSummary("Make a proposed decision a draft again");
        one.MapPost("/publication", (string fund, int id, RequestKey key, SeenNorm body, IMediator books, CancellationToken token) =>
            books.Answer(new PublishNorm(fund, key.Value, id, body.ContentHash), token))
            .WithSummary("Publish a proposed decision")
            .WithDescription("Approvers only, and never its proposer. The decision before ends on the day before.");
    }
}
