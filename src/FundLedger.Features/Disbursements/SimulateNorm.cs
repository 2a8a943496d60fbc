using FundLedger.Domain;
using FundLedger.Domain.Norms;
using FundLedger.Domain.Text;
using FundLedger.Features.Norms;
using FundLedger.Features.Pipeline;
using MediatR;
using NodaTime;

namespace FundLedger.Features.Disbursements;

/// <summary>What a decision, draft or published, would have cost for the supports that the fund gave in a year.</summary>
/// <param name="Year">By the day on which they were judged; null for the last year that has any.</param>
public sealed record SimulateNorm(string Fund, int Decision, int? Year = null) : IQuery<SimulatedNorm>;

/// <param name="Year">Null when the fund has never given anything.</param>
/// <param name="Unknown">Supports of children whose facts are no longer seen by this fund, left out.</param>
public sealed record SimulatedNorm(ListedDecision Decision, int? Year, IReadOnlyList<int> Years, NormSimulation Simulation, int Unknown);

internal sealed class SimulateNormHandler(Db db, NormStore norms, ChildFactsReader children)
    : IRequestHandler<SimulateNorm, Result<SimulatedNorm>>
{
    private const string YearsSql = """
        SELECT DISTINCT extract(year FROM d.judged_on)::int FROM disbursements d JOIN funds f USING (fund_id)
        WHERE f.code = @Fund AND d.status NOT IN ('rejected', 'returned') ORDER BY 1 DESC
        """;

    // What was taken back is not what was given.
    private const string GivenSql = """
        SELECT d.disbursement_id, d.support_kind, d.occasion_code, d.need, d.occasion_year::int AS occasion_year, d.judged_on,
            coalesce(l.beneficiary_code, l.recipient) AS beneficiary, n.payee, l.cost, l.insurance, l.other_aid, l.case_reference,
            l.variant, l.quantities::text AS quantities, l.amount
        FROM disbursements d JOIN funds f USING (fund_id) JOIN disbursement_lines l USING (fund_id, disbursement_id)
        JOIN norm_lines n ON n.decision_id = l.decision_id AND n.line_code = l.line_code
        WHERE f.code = @Fund AND d.status NOT IN ('rejected', 'returned') AND extract(year FROM d.judged_on) = @Year
            AND (SELECT sum(u.delta) FROM norm_usages u WHERE u.fund_id = l.fund_id AND u.disbursement_id = l.disbursement_id
                 AND u.line_no = l.line_no) > 0
        ORDER BY d.judged_on, d.disbursement_id, l.line_no
        """;

    public async Task<Result<SimulatedNorm>> Handle(SimulateNorm request, CancellationToken cancellationToken)
    {
        var all = await norms.ListAsync(request.Fund, cancellationToken);
        if (all.FirstOrDefault(one => one.DecisionId == request.Decision) is not { } shown)
        {
            return new NormDecisionNotFound(request.Decision);
        }

        var years = await db.ListAsync<int>(YearsSql, request, cancellationToken);
        var year = request.Year ?? (years.Count > 0 ? years[0] : null as int?);
        var given = await db.ListAsync<GivenRow>(GivenSql, new { request.Fund, Year = year }, cancellationToken);
        var decision = DecisionOf(shown, await NormLines.ReadAsync(db, request.Decision, null, cancellationToken));
        var past = new List<PastSupport>();
        foreach (var batch in given.GroupBy(row => (row.DisbursementId, row.CaseReference)))
        {
            past.AddRange(await PastAsync(request.Fund, decision, [.. batch], cancellationToken));
        }

        return new SimulatedNorm(shown, year, years, NormSimulation.Of(decision, past), given.Count - past.Count);
    }

    private static NormDecision DecisionOf(ListedDecision shown, IReadOnlyList<NormLine> lines)
    {
        var paper = new NormDecisionPaper
        {
            Number = shown.Number, IssuedOn = shown.IssuedOn, IssuedBy = shown.IssuedBy,
            Title = new Wording(shown.TitleVi, shown.TitleEn), IsSample = shown.IsSample,
        };
        var inForce = Validity.Between(shown.ValidFrom, shown.ValidTo).Value;
        return NormDecision.Create(new NormDecisionId(shown.DecisionId), paper, inForce, lines).Value;
    }

    private async Task<IEnumerable<PastSupport>> PastAsync(
        string fund, NormDecision decision, IReadOnlyList<GivenRow> batch, CancellationToken token)
    {
        var first = batch[0];
        var sought = new SupportSought(first.SupportKind, first.OccasionCode, first.Need);
        var use = new NormUse { On = first.JudgedOn, OccasionYear = first.OccasionYear, CaseReference = first.CaseReference };
        if (NormCodes.Payees.Of(first.Payee) is not NormPayee.Child and var payee)
        {
            return batch.Select(row => new PastSupport(row.Beneficiary, sought, use, row.FactsOf(payee), row.Amount));
        }

        var codes = batch.Select(row => row.Beneficiary).ToArray();
        var lines = decision.LinesFor(sought).ToList();
        var facts = (await children.ReadAsync(fund, codes, lines, use, token)).ToDictionary(child => child.Code);
        return batch.Where(row => facts.ContainsKey(row.Beneficiary)).Select(row => new PastSupport(
            row.Beneficiary, sought, use, row.FactsFrom(facts[row.Beneficiary].Facts), row.Amount));
    }

    private sealed record GivenRow
    {
        public long DisbursementId { get; init; }

        public string SupportKind { get; init; } = "";

        public string? OccasionCode { get; init; }

        public string? Need { get; init; }

        public int? OccasionYear { get; init; }

        public LocalDate JudgedOn { get; init; }

        public string Beneficiary { get; init; } = "";

        public string Payee { get; init; } = "";

        public Money? Cost { get; init; }

        public Money? Insurance { get; init; }

        public Money? OtherAid { get; init; }

        public string? CaseReference { get; init; }

        public string Variant { get; init; } = "";

        public string? Quantities { get; init; }

        public Money Amount { get; init; }

        // A household or an institution has no age and no class, and its uses are counted by the simulation.
        public CaseFacts FactsOf(NormPayee payee) => FactsFrom(new CaseFacts
        {
            JudgedOn = JudgedOn, AgeInYears = -1, ClassCodes = new HashSet<string>(), Uses = new Dictionary<string, UsesCounted>(),
            Recipient = payee,
        });

        // What was given already counts without this support itself.
        public CaseFacts FactsFrom(CaseFacts child) => child with
        {
            Cost = CaseCost.Of(Cost ?? Money.Zero, Insurance ?? Money.Zero, OtherAid ?? Money.Zero).Value,
            Variant = Variant.Length > 0 ? Variant : null,
            Quantities = QuantitiesText.Read(Quantities),
            AlreadyGiven = child.AlreadyGiven > Amount ? child.AlreadyGiven - Amount : Money.Zero,
        };
    }
}
