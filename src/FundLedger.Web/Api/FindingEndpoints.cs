using FundLedger.Domain;
using FundLedger.Domain.Audits;
using FundLedger.Features.Findings;
using FundLedger.Features.Papers;
using FundLedger.Features.Samples;
using FundLedger.Web.SignIn;
using MediatR;
using NodaTime;

namespace FundLedger.Web.Api;

/// <summary>What auditors write, and what the fund answers.</summary>
internal static class FindingEndpoints
{
    /// <param name="Digest">As the auditor read or recomputed it.</param>
    internal sealed record Attestation(string Digest)
    {
        public string? Note { get; init; }
    }

    /// <param name="Subject">statement, voucher, request or other.</param>
    internal sealed record NewFinding(string Subject, string Said)
    {
        /// <summary>Number of that paper; left out for other.</summary>
        public string? Reference { get; init; }
    }

    /// <param name="Content">In base64.</param>
    internal sealed record AnswerPaper(string Name, byte[] Content);

    internal sealed record FindingReply(string Said)
    {
        public AnswerPaper? Paper { get; init; }

        public AnswerFinding In(string fund, RequestKey key, int finding) => new(
            fund, key.Value, finding, Said, Paper is { } paper ? new ScannedPaper(paper.Name, paper.Content) : null);
    }

    internal sealed record Judgement(bool Accepted, string Said);

    internal sealed record NewSample(long Seed, int Size, LocalDate From, LocalDate To)
    {
        /// <summary>Left out for all that was paid in the days.</summary>
        public long? Request { get; init; }
    }

    /// <param name="Result">received, lacking, notReceived or notFound.</param>
    internal sealed record Heard(SampleResult Result)
    {
        /// <summary>How much was lacking; left out unless the result says so.</summary>
        public Money? Short { get; init; }

        public string? Note { get; init; }
    }

    private static readonly Role[] Readers = [Role.Auditor, Role.FundAccountant, Role.Approver];

    public static void MapFindings(this RouteGroupBuilder funds)
    {
        MapStatements(funds);
        MapReading(funds);
        funds.MapPost("/findings", (string fund, RequestKey key, NewFinding body, IMediator books, CancellationToken token) =>
            books.Answer(new OpenFinding(fund, key.Value, body.Subject, body.Reference ?? "", body.Said), token))
            .WithSummary("Open a finding").WithDescription("Auditors only; the fund's accountants and approvers are told.");
        funds.MapPost("/findings/{finding:int}/answer",
            (string fund, int finding, RequestKey key, FindingReply body, IMediator books, CancellationToken token) =>
                books.Answer(body.In(fund, key, finding), token))
            .WithSummary("Answer a finding, with a paper where there is one")
            .WithDescription("Accountants and approvers who are another person than its finder. The paper carries no child's identity.");
        funds.MapPost("/findings/{finding:int}/judgement",
            (string fund, int finding, RequestKey key, Judgement body, IMediator books, CancellationToken token) =>
                books.Answer(new JudgeAnswer(fund, key.Value, finding, body.Accepted, body.Said), token))
            .WithSummary("Accept the answer to a finding, or send it back")
            .WithDescription("Auditors who have given none of its answers.");
    }

    private static void MapStatements(RouteGroupBuilder funds)
    {
        funds.MapGet("/issued-statements",
            (string fund, IMediator books, CancellationToken token) => books.Answer(new ListIssuedStatements(fund), token))
            .OnlyFor(Role.Auditor).WithSummary("The statements that were issued at closings, and who attested them");
        funds.MapPost("/issued-statements/{statement}/attestation",
            (string fund, string statement, RequestKey key, Attestation body, IMediator books, CancellationToken token) =>
                books.Answer(new AttestStatement(fund, key.Value, statement, body.Digest, body.Note), token))
            .WithSummary("Attest an issued statement by its digest")
            .WithDescription("Auditors only, who closed no month and wrote, asked for and approved nothing in it. It is never withdrawn.");
    }

    private static void MapReading(RouteGroupBuilder funds)
    {
        funds.MapGet("/findings", (string fund, FindingState? state, IMediator books, CancellationToken token) =>
            books.Answer(new ListFindings(fund, state), token))
            .OnlyFor(Readers).WithSummary("Findings of auditors, those that wait first");
        funds.MapGet("/findings/{finding:int}",
            (string fund, int finding, IMediator books, CancellationToken token) => books.Answer(new GetFinding(fund, finding), token))
            .OnlyFor(Readers).WithSummary("A finding with all that was said to it");
        funds.MapGet("/findings/{finding:int}/steps/{step:int}/paper",
            (string fund, int finding, int step, IMediator books, CancellationToken token) =>
                books.File(new GetFindingPaper(fund, finding, step), token))
            .OnlyFor(Readers)
            .Produces(StatusCodes.Status200OK, null, "application/octet-stream")
            .WithSummary("The paper of an answer");
    }

    public static void MapSamples(this RouteGroupBuilder funds)
    {
        funds.MapGet("/samples", (string fund, IMediator books, CancellationToken token) => books.Answer(new ListSamples(fund), token))
            .OnlyFor(Role.Auditor).WithSummary("The samples of auditors, the latest first");
        funds.MapGet("/samples/{sample:int}",
            (string fund, int sample, IMediator books, CancellationToken token) => books.Answer(new GetSample(fund, sample), token))
            .OnlyFor(Role.Auditor).WithSummary("A sample with its lines and what was heard of them");
        funds.MapPost("/samples", (string fund, RequestKey key, NewSample body, IMediator books, CancellationToken token) =>
            books.Answer(new DrawSample(fund, key.Value, body.Seed, body.Size, body.From, body.To, body.Request), token))
            .WithSummary("Draw a sample of lines that were paid")
            .WithDescription("Auditors only. Anybody with the books draws the same by the same seed.");
        funds.MapPost("/samples/{sample:int}/lines/{rank:int}/result",
            (string fund, int sample, int rank, RequestKey key, Heard body, IMediator books, CancellationToken token) =>
                books.Answer(new RecordSampleResult(fund, key.Value, sample, rank, body.Result, body.Short, body.Note), token))
            .WithSummary("Record what was heard of a sampled line, once")
            .WithDescription("Whatever is not received in full opens a finding. Auditors only.");
    }
}
