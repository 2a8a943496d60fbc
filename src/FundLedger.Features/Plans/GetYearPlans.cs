using FundLedger.Domain;
using FundLedger.Domain.Text;
using FundLedger.Features.Books;
using FundLedger.Features.Pipeline;
using MediatR;
using NodaTime;

namespace FundLedger.Features.Plans;

/// <summary>The plans of a year, the last version first, and what a plan can name.</summary>
public sealed record GetYearPlans(string Fund, int Year) : IQuery<YearPlans>
{
    /// <summary>Number of a plan, whose year it then is; null for <paramref name="Year"/>.</summary>
    public int? Plan { get; init; }
}

public sealed record YearPlans(
    int Year, LocalDate Today, IReadOnlyList<YearPlan> Plans, IReadOnlyList<PlanName> Sources, IReadOnlyList<PlanName> Kinds)
{
    /// <summary>The last one that was adopted; null while none was.</summary>
    public YearPlan? InForce => Plans.FirstOrDefault(plan => plan.IsAdopted == true);

    public YearPlan? Waiting => Plans.FirstOrDefault(plan => plan.IsAdopted is null);
}

public sealed record PlanName
{
    public string Code { get; init; } = "";

    internal string NameVi { get; init; } = "";

    internal string NameEn { get; init; } = "";

    public Wording Name => new(NameVi, NameEn);
}

public sealed record YearPlan
{
    public int Plan { get; init; }

    public int Version { get; init; }

    public string? Reason { get; init; }

    internal string[] Sources { get; init; } = [];

    internal long[] SourceMoney { get; init; } = [];

    internal string[] Kinds { get; init; } = [];

    internal long[] KindMoney { get; init; } = [];

    internal int[] KindChildren { get; init; } = [];

    public Instant ProposedAt { get; init; }

    public string ProposedBy { get; init; } = "";

    /// <summary>Null while nobody has decided.</summary>
    public bool? IsAdopted { get; init; }

    public Instant? DecidedAt { get; init; }

    public string? DecidedBy { get; init; }

    /// <summary>Why it was rejected.</summary>
    public string? Rejection { get; init; }

    /// <summary>Who asks proposed it: another person decides.</summary>
    public bool IsOwn { get; init; }

    public IReadOnlyList<PlannedReceipt> Receipts =>
        [.. Sources.Zip(SourceMoney, (source, money) => new PlannedReceipt(source, new Money(money)))];

    public IReadOnlyList<PlannedUse> Uses =>
        [.. Kinds.Select((kind, place) => new PlannedUse(kind, new Money(KindMoney[place]), KindChildren[place]))];
}

internal sealed class GetYearPlansHandler(Db db) : IRequestHandler<GetYearPlans, Result<YearPlans>>
{
    private const string PlansSql = """
        SELECT y.plan_no AS plan, y.version, y.reason, y.sources, y.source_money, y.kinds, y.kind_money, y.kind_children, y.proposed_at,
            coalesce(p.display_name, y.proposed_by) AS proposed_by, d.is_adopted, d.decided_at,
            coalesce(u.display_name, d.decided_by) AS decided_by, d.reason AS rejection,
            y.person_id = (SELECT a.person_id FROM users a WHERE a.user_name = acting_user()) AS is_own
        FROM year_plans y LEFT JOIN year_plan_decisions d USING (fund_id, plan_no) LEFT JOIN users p ON p.user_name = y.proposed_by
        LEFT JOIN users u ON u.user_name = d.decided_by
        WHERE y.fund_id = @FundId AND y.year = @Year ORDER BY y.version DESC
        """;

    private const string YearSql = "SELECT year FROM year_plans WHERE fund_id = @FundId AND plan_no = @Plan";

    private const string SourcesSql = """
        SELECT source_kind AS code, name_vi, name_en FROM source_kinds ORDER BY is_budget, source_kind COLLATE "C"
        """;

    private const string KindsSql = "SELECT support_kind AS code, name_vi, name_en FROM support_kinds ORDER BY support_kind COLLATE \"C\"";

    public async Task<Result<YearPlans>> Handle(GetYearPlans request, CancellationToken cancellationToken)
    {
        var funds = await db.ListAsync<BookFund>(BookSql.Funds, new { request.Fund, WithUnits = false }, cancellationToken);
        if (funds.Count == 0) return new FundNotFound(request.Fund);
        if (!funds[0].MayRead) return new RoleMissing($"The plans of {request.Fund} are read by its accountants, approvers and auditors.");
        var year = await db.FindAsync<int?>(YearSql, new { funds[0].FundId, request.Plan }, cancellationToken) ?? request.Year;
        return new YearPlans(
            year, funds[0].Today,
            await db.ListAsync<YearPlan>(PlansSql, new { funds[0].FundId, Year = year }, cancellationToken),
            await db.ListAsync<PlanName>(SourcesSql, null, cancellationToken),
            await db.ListAsync<PlanName>(KindsSql, null, cancellationToken));
    }
}
