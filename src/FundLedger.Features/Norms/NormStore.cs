using FundLedger.Domain;
using FundLedger.Domain.Norms;
using FundLedger.Domain.Text;
using FundLedger.Features.Pipeline;
using NodaTime;

namespace FundLedger.Features.Norms;

public sealed record NoNormInForce(string Fund, LocalDate On)
    : Refused($"Fund {Fund} has no published norm decision in force on {On:uuuu-MM-dd}.");

/// <summary>Norm decisions as the domain judges by them.</summary>
internal sealed class NormStore(Db db)
{
    private const string DecisionSql = """
        SELECT n.decision_id, n.number, n.issued_on, n.issued_by, n.title_vi, n.title_en, n.is_sample,
            lower(n.in_force) AS valid_from, (upper(n.in_force) - 1) AS valid_to
        FROM norm_decisions n JOIN funds f ON f.unit_id = n.issuing_unit_id
        WHERE f.code = @Fund AND n.status IN ('published', 'superseded') AND n.in_force @> @On::date
        """;

    private const string DecisionsSql = """
        SELECT n.decision_id, n.number, n.issued_on, n.issued_by, n.title_vi, n.title_en, n.is_sample,
            u.name AS unit, u.level AS unit_level,
            lower(n.in_force) AS valid_from, (upper(n.in_force) - 1) AS valid_to,
            n.status, n.legal_bases, n.drafter, n.proposer, n.publisher, n.return_reason, n.proposer_person = p.person_id AS is_my_proposal,
            (SELECT s.number FROM norm_decisions s WHERE s.decision_id = n.superseded_by) AS superseded_by,
            (SELECT s.file_name FROM norm_scans s WHERE s.decision_id = n.decision_id) AS scan,
            n.status IN ('published', 'superseded') AND n.in_force @> business_today() AS is_in_force,
            n.issuing_unit_id = o.unit_id AS is_own, u.unit_id = o.parent_unit_id AS is_above
        FROM funds f JOIN units o USING (unit_id) CROSS JOIN norm_decisions n JOIN units u ON u.unit_id = n.issuing_unit_id
        LEFT JOIN users p ON p.user_name = acting_user()
        WHERE f.code = @Fund AND n.status <> 'discarded' AND (n.status IN ('published', 'superseded') OR n.issuing_unit_id = o.unit_id)
        ORDER BY is_own DESC, n.status IN ('draft', 'proposed') DESC, coalesce(u.unit_id = o.parent_unit_id, false) DESC,
            u.name COLLATE "vi-VN-x-icu", valid_from DESC
        """;

    private const string StepSql = """
        SELECT n.number, n.status, n.issued_on, lower(n.in_force) AS valid_from, n.proposer_person,
            encode(norm_content_hash(n.decision_id), 'hex') AS hash
        FROM norm_decisions n JOIN funds f ON f.unit_id = n.issuing_unit_id WHERE f.code = @Fund AND n.decision_id = @Decision
        """;

    /// <summary>The decision that the fund's unit has in force on a day, or null.</summary>
    public async Task<NormDecision?> InForceAsync(string fund, LocalDate on, CancellationToken token)
    {
        if (await db.FindAsync<DecisionRow>(DecisionSql, new { Fund = fund, On = on }, token) is not { } row)
        {
            return null;
        }

        var lines = await NormLines.ReadAsync(db, row.DecisionId, null, token);
        var paper = new NormDecisionPaper
        {
            Number = row.Number, IssuedOn = row.IssuedOn, IssuedBy = row.IssuedBy, Title = new Wording(row.TitleVi, row.TitleEn),
            IsSample = row.IsSample,
        };
        var validity = Validity.Between(row.ValidFrom, row.ValidTo).Value;
        return NormDecision.Create(new NormDecisionId(row.DecisionId), paper, validity, lines).Value;
    }

    /// <summary>All that were published and the drafts of the fund's own unit, those of the unit first.</summary>
    public Task<IReadOnlyList<ListedDecision>> ListAsync(string fund, CancellationToken token) =>
        db.ListAsync<ListedDecision>(DecisionsSql, new { Fund = fund }, token);

    /// <summary>
    /// A decision of the fund's own unit that is about to take a step; refused with <see cref="NormDecisionNotFound"/> or
    /// <see cref="NormStepNotPossible"/>.
    /// </summary>
    public async Task<Result<NormStep>> StepAsync(string fund, int decision, string from, CancellationToken token)
    {
        if (await db.FindAsync<NormStep>(StepSql, new { Fund = fund, Decision = decision }, token) is not { } step)
        {
            return new NormDecisionNotFound(decision);
        }

        return step.Status == from ? step : new NormStepNotPossible(step.Number, step.Status);
    }

    private sealed record DecisionRow
    {
        public int DecisionId { get; init; }

        public string Number { get; init; } = "";

        public LocalDate IssuedOn { get; init; }

        public string IssuedBy { get; init; } = "";

        public string TitleVi { get; init; } = "";

        public string TitleEn { get; init; } = "";

        public bool IsSample { get; init; }

        public LocalDate ValidFrom { get; init; }

        public LocalDate? ValidTo { get; init; }
    }
}
