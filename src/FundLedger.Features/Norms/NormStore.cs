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
        WHERE f.code = @Fund AND n.status = 'published' AND n.in_force @> @On::date
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
