using FundLedger.Domain;
using FundLedger.Domain.Norms;
using FundLedger.Features.Pipeline;
using MediatR;

namespace FundLedger.Features.Norms;

/// <summary>The published norm decisions, those of the fund's unit first, and one of them with its lines.</summary>
/// <param name="Decision">The decision to show; null for the one in force for the fund's unit, else for the unit above it.</param>
/// <param name="Support">Support kind to show only its lines, or null.</param>
public sealed record GetNorms(string Fund, int? Decision = null, string? Support = null) : IQuery<NormsOfFund>;

/// <param name="Shown">Null when no decision was ever published.</param>
/// <param name="Groups">The groups that the shown lines name, each once, in their legal order.</param>
/// <param name="Supports">Support kinds of all lines of the decision, with their numbers of lines.</param>
public sealed record NormsOfFund(
    IReadOnlyList<ListedDecision> Decisions,
    ListedDecision? Shown,
    IReadOnlyList<NormLine> Lines,
    IReadOnlyList<NormGroup> Groups,
    IReadOnlyList<SupportCount> Supports);

public sealed record NormDecisionNotFound(int Decision) : NotFound($"There is no published norm decision {Decision}.");

internal sealed class GetNormsHandler(Db db) : IRequestHandler<GetNorms, Result<NormsOfFund>>
{
    private const string KnownSql = "SELECT count(*) FROM funds WHERE code = @Fund";

    private const string DecisionsSql = """
        SELECT n.decision_id, n.number, n.issued_on, n.issued_by, n.title_vi, n.title_en, n.is_sample,
            u.name AS unit, u.level AS unit_level,
            lower(n.in_force) AS valid_from, (upper(n.in_force) - 1) AS valid_to,
            n.in_force @> business_today() AS is_in_force, n.issuing_unit_id = o.unit_id AS is_own, u.unit_id = o.parent_unit_id AS is_above
        FROM funds f JOIN units o USING (unit_id) CROSS JOIN norm_decisions n JOIN units u ON u.unit_id = n.issuing_unit_id
        WHERE f.code = @Fund AND n.status = 'published'
        ORDER BY is_own DESC, coalesce(u.unit_id = o.parent_unit_id, false) DESC, u.name COLLATE "vi-VN-x-icu", valid_from DESC
        """;

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

    public async Task<Result<NormsOfFund>> Handle(GetNorms request, CancellationToken cancellationToken)
    {
        if (await db.SingleAsync<long>(KnownSql, request, cancellationToken) == 0) return new FundNotFound(request.Fund);
        var decisions = await db.ListAsync<ListedDecision>(DecisionsSql, request, cancellationToken);
        if (request.Decision is { } wanted && decisions.All(row => row.DecisionId != wanted)) return new NormDecisionNotFound(wanted);
        if (Chosen(decisions, request.Decision) is not { } shown) return new NormsOfFund([], null, [], [], []);
        var parameters = new { shown.DecisionId, request.Support };
        return new NormsOfFund(
            decisions,
            shown,
            await NormLines.ReadAsync(db, shown.DecisionId, request.Support, cancellationToken),
            await db.ListAsync<NormGroup>(GroupsSql, parameters, cancellationToken),
            await db.ListAsync<SupportCount>(SupportsSql, parameters, cancellationToken));
    }

    private static ListedDecision? Chosen(IReadOnlyList<ListedDecision> decisions, int? wanted) =>
        wanted is { } id ? decisions.Single(row => row.DecisionId == id)
        : decisions.FirstOrDefault(row => row is { IsOwn: true, IsInForce: true })
            ?? decisions.FirstOrDefault(row => row is { IsAbove: true, IsInForce: true })
            ?? (decisions.Count > 0 ? decisions[0] : null);
}
