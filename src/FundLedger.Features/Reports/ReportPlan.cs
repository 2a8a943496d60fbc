using FundLedger.Domain;
using FundLedger.Domain.Text;
using FundLedger.Features.Books;
using FundLedger.Features.Pipeline;

namespace FundLedger.Features.Reports;

/// <summary>The plan of the year that a report stands beside: the last one that was adopted as the report's books know.</summary>
internal sealed class ReportPlan(IReadOnlyList<PlanLine> lines)
{
    private const string LinesSql = """
        WITH plan AS (
            SELECT y.* FROM year_plans y JOIN year_plan_decisions d USING (fund_id, plan_no)
            JOIN reference_events r ON r.fund_id = d.fund_id AND r.subject = 'year_plan_decision' AND r.subject_key = d.plan_no::text
            WHERE y.fund_id = @FundId AND y.year = @Year AND d.is_adopted AND r.log_no <= @LogNo ORDER BY y.version DESC LIMIT 1)
        SELECT false AS is_use, x.code, s.name_vi, s.name_en, x.money, 0 AS children, p.version
        FROM plan p CROSS JOIN unnest(p.sources, p.source_money) AS x(code, money) JOIN source_kinds s ON s.source_kind = x.code
        UNION ALL
        SELECT true, x.code, k.name_vi, k.name_en, x.money, x.children, p.version
        FROM plan p CROSS JOIN unnest(p.kinds, p.kind_money, p.kind_children) AS x(code, money, children)
        JOIN support_kinds k ON k.support_kind = x.code
        ORDER BY 1, 2
        """;

    public static ReportPlan None { get; } = new([]);

    public bool IsNone => lines.Count == 0;

    public IReadOnlyList<PlanLine> Sources => [.. lines.Where(line => !line.IsUse)];

    public IReadOnlyList<PlanLine> Kinds => [.. lines.Where(line => line.IsUse)];

    public Wording Said(int year) => new(
        FormattableString.Invariant($"Kế hoạch năm {year}, phiên bản {lines[0].Version}"),
        FormattableString.Invariant($"Plan of {year}, version {lines[0].Version}"));

    public PlanFigure? OfSource(string code) => Of(Sources, code);

    public PlanFigure? OfKind(string? code) => Of(Kinds, code);

    public static PlanFigure? Sum(IReadOnlyList<PlanLine> of) => of.Count == 0 ? null
        : new PlanFigure(of.Aggregate(Money.Zero, (sum, line) => sum + line.Money), null);

    /// <summary>That of a report on receipt and use of one fund, of days within one year; else none.</summary>
    public static async Task<ReportPlan> FindAsync(Db db, BookHead head, CancellationToken token)
    {
        var year = head.Question.To.Year;
        if (head.Form != ReportForms.ReceiptAndUse || head.Funds.Count > 1 || head.Question.From.Year != year) return None;
        var asked = new { head.Fund.FundId, Year = year, head.Fund.LogNo };
        return new ReportPlan(await db.ListAsync<PlanLine>(LinesSql, asked, token));
    }

    private static PlanFigure? Of(IReadOnlyList<PlanLine> of, string? code) => of.FirstOrDefault(line => line.Code == code) is { } line
        ? new PlanFigure(line.Money, line.IsUse ? line.Children : null) : null;
}

/// <param name="Children">Null for what is no use.</param>
internal sealed record PlanFigure(Money Money, int? Children);

internal sealed record PlanLine
{
    public bool IsUse { get; init; }

    public string Code { get; init; } = "";

    public string NameVi { get; init; } = "";

    public string NameEn { get; init; } = "";

    public Money Money { get; init; }

    public int Children { get; init; }

    public int Version { get; init; }
}
