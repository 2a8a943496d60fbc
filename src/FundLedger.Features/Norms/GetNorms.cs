using FundLedger.Domain;
using FundLedger.Domain.Norms;
using FundLedger.Features.Pipeline;
using MediatR;

namespace FundLedger.Features.Norms;

/// <summary>
/// The norm decisions that were published and the drafts of the fund's own unit, those of the unit first, and one of them with its lines.
/// </summary>
/// <param name="Decision">The decision to show; null for the one in force for the fund's unit, else for the unit above it.</param>
/// <param name="Support">Support kind to show only its lines, or null.</param>
public sealed record GetNorms(string Fund, int? Decision = null, string? Support = null) : IQuery<NormsOfFund>;

/// <param name="Shown">Null when no decision was ever published.</param>
/// <param name="Groups">The groups that the shown lines name, each once, in their legal order.</param>
/// <param name="Supports">Support kinds of all lines of the decision, with their numbers of lines.</param>
/// <param name="Steps">What became of the decision shown, the latest last.</param>
public sealed record NormsOfFund(
    IReadOnlyList<ListedDecision> Decisions,
    ListedDecision? Shown,
    IReadOnlyList<NormLine> Lines,
    IReadOnlyList<NormGroup> Groups,
    IReadOnlyList<SupportCount> Supports,
    IReadOnlyList<NormStepTaken> Steps)
{
    /// <summary>Hash of the content of the decision shown; a decision about it names what was seen by this.</summary>
    public string Hash { get; init; } = "";
}

public sealed record NormDecisionNotFound(int Decision) : NotFound($"There is no norm decision {Decision}.");

internal sealed class GetNormsHandler(Db db, NormStore norms) : IRequestHandler<GetNorms, Result<NormsOfFund>>
{
    private const string KnownSql = "SELECT count(*) FROM funds WHERE code = @Fund";

    private const string GroupsSql = """
        SELECT k.class_code AS code, k.group_no AS no, k.name_vi, k.name_en, k.privacy_tier = 'sealed' AS is_sealed
        FROM child_classes k
        WHERE EXISTS (SELECT FROM norm_line_classes c JOIN norm_lines l USING (decision_id, line_code)
                      WHERE c.class_code = k.class_code AND c.decision_id = @DecisionId
                          AND (@Support::text IS NULL OR l.support_kind = @Support))
        ORDER BY k.sort_order
        """;

    private const string SupportsSql = """
        SELECT k.support_kind AS code, k.name_vi, k.name_en, count(*)::int AS lines
        FROM norm_lines l JOIN support_kinds k USING (support_kind) WHERE l.decision_id = @DecisionId
        GROUP BY k.support_kind, k.name_vi, k.name_en ORDER BY min(l.sort_order)
        """;

    private const string StepsSql = """
        SELECT e.event, e.recorded_at AS at, e.actor, e.reason FROM norm_decision_events e WHERE e.decision_id = @DecisionId
        ORDER BY e.event_no
        """;

    private const string HashSql = "SELECT encode(norm_content_hash(@DecisionId), 'hex')";

    public async Task<Result<NormsOfFund>> Handle(GetNorms request, CancellationToken cancellationToken)
    {
        if (await db.SingleAsync<long>(KnownSql, request, cancellationToken) == 0) return new FundNotFound(request.Fund);
        var decisions = await norms.ListAsync(request.Fund, cancellationToken);
        if (request.Decision is { } wanted && decisions.All(row => row.DecisionId != wanted)) return new NormDecisionNotFound(wanted);
        if (Chosen(decisions, request.Decision) is not { } shown) return new NormsOfFund(decisions, null, [], [], [], []);
        var parameters = new { shown.DecisionId, request.Support };
        return new NormsOfFund(
            decisions,
            shown,
            await NormLines.ReadAsync(db, shown.DecisionId, request.Support, cancellationToken),
            await db.ListAsync<NormGroup>(GroupsSql, parameters, cancellationToken),
            await db.ListAsync<SupportCount>(SupportsSql, parameters, cancellationToken),
            await db.ListAsync<NormStepTaken>(StepsSql, parameters, cancellationToken))
        {
            Hash = await db.SingleAsync<string>(HashSql, parameters, cancellationToken),
        };
    }

    // Who opens the page sees what is in force; a draft is shown when it is asked for.
    private static ListedDecision? Chosen(IReadOnlyList<ListedDecision> decisions, int? wanted)
    {
        if (wanted is { } id) return decisions.Single(row => row.DecisionId == id);
        var published = decisions.Where(row => row.IsPublished).ToList();
        return published.Find(row => row is { IsOwn: true, IsInForce: true })
            ?? published.Find(row => row is { IsAbove: true, IsInForce: true })
            ?? published.FirstOrDefault();
    }
}
