using FundLedger.Domain;
using FundLedger.Domain.Audits;
using FundLedger.Features.Papers;
using FundLedger.Features.Pipeline;
using MediatR;
using NodaTime;

namespace FundLedger.Features.Findings;

/// <summary>A finding with all that was said to it, and what the reader may do now.</summary>
public sealed record GetFinding(string Fund, int Finding) : IQuery<FindingSheet>;

public sealed record FindingSheet
{
    public int Finding { get; init; }

    public string Subject { get; init; } = "";

    public string Reference { get; init; } = "";

    public string Said { get; init; } = "";

    public Instant OpenedAt { get; init; }

    public string OpenedBy { get; init; } = "";

    public FindingState State { get; init; }

    public IReadOnlyList<FindingStep> Steps { get; init; } = [];

    public bool MayAnswer { get; init; }

    public bool MayJudge { get; init; }
}

public sealed record FindingStep
{
    public int No { get; init; }

    /// <summary>answered, accepted or returned.</summary>
    public string Step { get; init; } = "";

    public string Said { get; init; } = "";

    public string? FileName { get; init; }

    public string? Sha256 { get; init; }

    public Instant At { get; init; }

    public string By { get; init; } = "";
}

/// <summary>The paper of an answer.</summary>
public sealed record GetFindingPaper(string Fund, int Finding, int Step) : IQuery<ExportedFile>;

internal sealed class GetFindingHandler(Db db, FindingLoad findings) : IRequestHandler<GetFinding, Result<FindingSheet>>
{
    private const string HeadSql = """
        SELECT f.fund_id, f.subject, f.reference, f.said, f.opened_at, coalesce(u.display_name, f.opened_by) AS opened_by,
            actor_has_role(f.fund_id, 'fund_accountant', 'approver') AS answers, actor_has_role(f.fund_id, 'auditor') AS judges,
            (SELECT m.person_id FROM users m WHERE m.user_name = acting_user()) AS person
        FROM findings f JOIN funds x USING (fund_id) LEFT JOIN users u ON u.user_name = f.opened_by
        WHERE x.code = @Fund AND f.finding_no = @Finding
        """;

    private const string StepsSql = """
        SELECT s.step_no AS no, s.step, s.said, s.file_name, encode(sha256(s.content), 'hex') AS sha256, s.at,
            coalesce(u.display_name, s.actor) AS "by"
        FROM finding_steps s LEFT JOIN users u ON u.user_name = s.actor WHERE s.fund_id = @FundId AND s.finding_no = @Finding
        ORDER BY s.step_no
        """;

    public async Task<Result<FindingSheet>> Handle(GetFinding request, CancellationToken cancellationToken)
    {
        if (!await FindingReaders.IsOneAsync(db, request.Fund, cancellationToken)) return new FundNotFound(request.Fund);
        if (await db.FindAsync<Head>(HeadSql, request, cancellationToken) is not { } head) return new FindingNotFound(request.Finding);
        var finding = (await findings.FindAsync(head.FundId, request.Finding, cancellationToken))!;
        return new FindingSheet
        {
            Finding = request.Finding, Subject = head.Subject, Reference = head.Reference, Said = head.Said, OpenedAt = head.OpenedAt,
            OpenedBy = head.OpenedBy, State = finding.State,
            Steps = await db.ListAsync<FindingStep>(StepsSql, new { head.FundId, request.Finding }, cancellationToken),
            MayAnswer = head.Answers && finding.RefusalToAnswer(head.Person) is null,
            MayJudge = head.Judges && finding.RefusalToJudge(head.Person) is null,
        };
    }

    private sealed record Head
    {
        public int FundId { get; init; }

        public string Subject { get; init; } = "";

        public string Reference { get; init; } = "";

        public string Said { get; init; } = "";

        public Instant OpenedAt { get; init; }

        public string OpenedBy { get; init; } = "";

        public bool Answers { get; init; }

        public bool Judges { get; init; }

        public long Person { get; init; }
    }
}

internal sealed class GetFindingPaperHandler(Db db) : IRequestHandler<GetFindingPaper, Result<ExportedFile>>
{
    private const string PaperSql = """
        SELECT s.file_name, s.media_type, s.content FROM finding_steps s JOIN funds f USING (fund_id)
        WHERE f.code = @Fund AND s.finding_no = @Finding AND s.step_no = @Step AND s.content IS NOT NULL
        """;

    public async Task<Result<ExportedFile>> Handle(GetFindingPaper request, CancellationToken cancellationToken)
    {
        if (!await FindingReaders.IsOneAsync(db, request.Fund, cancellationToken)) return new FundNotFound(request.Fund);
        return await db.FindAsync<Paper>(PaperSql, request, cancellationToken) is { } paper
            ? ExportedFile.Of(paper.FileName, paper.MediaType, paper.Content)
            : new FindingNotFound(request.Finding);
    }

    private sealed record Paper
    {
        public string FileName { get; init; } = "";

        public string MediaType { get; init; } = "";

        public byte[] Content { get; init; } = [];
    }
}
