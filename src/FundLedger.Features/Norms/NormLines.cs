using FundLedger.Domain;
using FundLedger.Domain.Norms;
using FundLedger.Domain.Text;
using FundLedger.Features.Pipeline;

namespace FundLedger.Features.Norms;

/// <summary>The lines of a decision, read as the domain judges by them.</summary>
internal static class NormLines
{
    private const string LinesSql = """
        SELECT l.line_code, l.name_vi, l.name_en, l.support_kind, l.occasion_code, l.need, l.frequency, l.frequency_limit, l.life_limit,
            l.payee, l.age_from, l.age_to, l.judged_on, l.goods_allowed, l.batch_shares, l.batch_ceiling, l.source_kinds,
            l.approver_level, l.exception_level, l.papers_vi, l.papers_en,
            ARRAY(SELECT c.class_code FROM norm_line_classes c
                  WHERE c.decision_id = l.decision_id AND c.line_code = l.line_code ORDER BY c.rank) AS classes
        FROM norm_lines l WHERE l.decision_id = @DecisionId AND (@Support::text IS NULL OR l.support_kind = @Support)
        ORDER BY l.sort_order
        """;

    private const string PartsSql = """
        SELECT v.line_code, v.variant, v.name_vi, v.name_en, v.cost_from, v.cost_below, p.rule, p.amount, p.percent, p.ceiling, p.unit,
            p.most
        FROM norm_variants v JOIN norm_parts p USING (decision_id, line_code, variant)
        WHERE v.decision_id = @DecisionId ORDER BY v.line_code, v.rank, v.variant, p.part_no
        """;

    /// <param name="support">Support kind to read only its lines, or null.</param>
    public static async Task<IReadOnlyList<NormLine>> ReadAsync(Db db, int decisionId, string? support, CancellationToken token)
    {
        var asked = new { DecisionId = decisionId, Support = support };
        var lines = await db.ListAsync<LineRow>(LinesSql, asked, token);
        var parts = (await db.ListAsync<PartRow>(PartsSql, asked, token)).ToLookup(part => part.LineCode);
        return [.. lines.Select(line => line.ToLine([.. parts[line.LineCode].GroupBy(part => part.Variant).Select(VariantOf)]))];
    }

    private static NormVariant VariantOf(IGrouping<string, PartRow> parts)
    {
        var (first, rules) = (parts.First(), parts.Select(part => part.ToRule()).ToList());
        var rule = rules is [var only] ? only : new AmountRule.Sum(rules);
        return new NormVariant(first.Variant, new Wording(first.NameVi, first.NameEn), rule)
        {
            CostFrom = first.CostFrom, CostBelow = first.CostBelow,
        };
    }

    private sealed record LineRow
    {
        public string LineCode { get; init; } = "";

        public string NameVi { get; init; } = "";

        public string NameEn { get; init; } = "";

        public string SupportKind { get; init; } = "";

        public string? OccasionCode { get; init; }

        public string? Need { get; init; }

        public string Frequency { get; init; } = "";

        public int FrequencyLimit { get; init; }

        public int? LifeLimit { get; init; }

        public string Payee { get; init; } = "";

        public int? AgeFrom { get; init; }

        public int? AgeTo { get; init; }

        public string JudgedOn { get; init; } = "";

        public bool GoodsAllowed { get; init; }

        public int? BatchShares { get; init; }

        public Money? BatchCeiling { get; init; }

        public string[]? SourceKinds { get; init; }

        public string ApproverLevel { get; init; } = "";

        public string? ExceptionLevel { get; init; }

        public string[] PapersVi { get; init; } = [];

        public string[] PapersEn { get; init; } = [];

        public string[] Classes { get; init; } = [];

        public NormLine ToLine(IReadOnlyList<NormVariant> amounts) => new()
        {
            Code = LineCode,
            Support = new SupportSought(SupportKind, OccasionCode, Need),
            Name = new Wording(NameVi, NameEn),
            Amounts = amounts,
            Frequency = new Domain.Norms.Frequency(NormCodes.Units.Of(Frequency), FrequencyLimit, LifeLimit),
            Payee = NormCodes.Payees.Of(Payee),
            Groups = Classes,
            AgeFrom = AgeFrom,
            AgeTo = AgeTo,
            JudgedOn = NormCodes.Days.Of(JudgedOn),
            GoodsAllowed = GoodsAllowed,
            Batch = BatchShares is null && BatchCeiling is null ? null : new BatchQuota(BatchShares, BatchCeiling),
            SourceKinds = SourceKinds ?? [],
            ApproverLevel = ApproverLevel,
            ExceptionLevel = ExceptionLevel,
            Papers = [.. PapersVi.Zip(PapersEn, (vi, en) => new Wording(vi, en))],
        };
    }

    private sealed record PartRow
    {
        public string LineCode { get; init; } = "";

        public string Variant { get; init; } = "";

        public string NameVi { get; init; } = "";

        public string NameEn { get; init; } = "";

        public Money? CostFrom { get; init; }

        public Money? CostBelow { get; init; }

        public string Rule { get; init; } = "";

        public Money? Amount { get; init; }

        public int? Percent { get; init; }

        public Money? Ceiling { get; init; }

        public string? Unit { get; init; }

        public int? Most { get; init; }

        public AmountRule ToRule() => Rule switch
        {
            "fixed" => new AmountRule.Fixed(Amount!.Value),
            "top_up" => new AmountRule.TopUpTo(Ceiling!.Value),
            "percent_of_net_cost" => new AmountRule.PercentOfNetCost(Percent!.Value, Ceiling!.Value),
            "actual_up_to" => new AmountRule.ActualUpTo(Ceiling!.Value),
            "range" => new AmountRule.Range(Amount!.Value, Ceiling!.Value),
            "per_unit" => new AmountRule.PerUnit(Amount!.Value, NormCodes.Quantities.Of(Unit!), Most),
            "expense" => new AmountRule.Expense(NormCodes.Quantities.Of(Unit!), Ceiling),
            "percent_of" => new AmountRule.PercentOf(Percent!.Value, NormCodes.Quantities.Of(Unit!)),
            _ => throw new InvalidOperationException($"Norm line {LineCode} has the unknown rule {Rule}."),
        };
    }
}
