using FundLedger.Domain;
using FundLedger.Domain.Statements;
using FundLedger.Features.Pipeline;
using MediatR;

namespace FundLedger.Features.Children;

/// <summary>How the register moved in a period, by class and commune, and how many of its children were supported. Counts only.</summary>
public sealed record GetRegisterReport(string Fund, ReportPeriod Period) : IQuery<RegisterReport>;

/// <param name="Cells">One for each class of each commune, and one for all children of a commune under the class <c>*</c>.</param>
public sealed record RegisterReport(ReportPeriod Period, IReadOnlyList<RegisterCell> Cells)
{
    /// <summary>All children of all communes, each once.</summary>
    public RegisterCell All { get; } = RegisterCell.Sum(Cells.Where(cell => cell.IsAll));

    /// <summary>Over all communes, by class. A child of two classes is in both.</summary>
    public IReadOnlyList<RegisterCell> ByClass { get; } = [.. Cells.Where(cell => !cell.IsAll)
        .GroupBy(cell => cell.Class).Select(RegisterCell.Sum).OrderBy(cell => cell.SortOrder)];

    public IReadOnlyList<RegisterCell> ByUnit { get; } = [.. Cells.Where(cell => cell.IsAll)];

    /// <summary>What the plan of the year wants, the last word of each; the unit's own, else that of the unit above.</summary>
    public IReadOnlyList<CoverageTarget> Targets { get; init; } = [];

    /// <summary>The children at the end of the period by class and age, all children first.</summary>
    public IReadOnlyList<AgeRow> Ages { get; init; } = [];

    /// <param name="coveredClass">Class code, or <c>*</c> for all children.</param>
    public CoverageTarget? TargetOf(string coveredClass) => Targets.FirstOrDefault(target => target.Class == coveredClass);
}

/// <summary>How many of a hundred registered children a plan wants supported.</summary>
public sealed record CoverageTarget
{
    /// <summary>Class code, or <c>*</c> for all children.</summary>
    public string Class { get; init; } = "";

    public int Percent { get; init; }

    /// <summary>The plan or decision that says so.</summary>
    public string Source { get; init; } = "";
}

/// <param name="Class">Class code, or <c>*</c> for all children.</param>
/// <param name="Counts">One for each <see cref="AgeBand"/>, in their order.</param>
/// <param name="Unknown">Erased since, or moved out of the reader's sight.</param>
public sealed record AgeRow(string Class, string NameVi, string NameEn, IReadOnlyList<int> Counts, int Unknown);

public sealed record RegisterCell
{
    public string Class { get; init; } = "";

    public string NameVi { get; init; } = "";

    public string NameEn { get; init; } = "";

    public string Unit { get; init; } = "";

    public int SortOrder { get; init; }

    /// <summary>On the eve of the period.</summary>
    public int Opening { get; init; }

    /// <summary>Registered, moved in, of the class since; who comes, goes and comes again in one period counts each time.</summary>
    public int Increases { get; init; }

    /// <summary>Died, left, came of age, moved out, not of the class any more; each time.</summary>
    public int Decreases { get; init; }

    public int Closing { get; init; }

    /// <summary>Of those at the end, who was supported in the period; each once.</summary>
    public int Supported { get; init; }

    public bool IsAll => Class == "*";

    /// <summary>Supported of a hundred registered; null where nobody is.</summary>
    public int? Coverage => Closing == 0 ? null : (int)Math.Round(100m * Supported / Closing, MidpointRounding.AwayFromZero);

    internal static RegisterCell Sum(IEnumerable<RegisterCell> cells)
    {
        var all = cells.ToList();
        return (all.FirstOrDefault() ?? new RegisterCell { Class = "*" }) with
        {
            Unit = "", Opening = all.Sum(cell => cell.Opening), Increases = all.Sum(cell => cell.Increases),
            Decreases = all.Sum(cell => cell.Decreases), Closing = all.Sum(cell => cell.Closing),
            Supported = all.Sum(cell => cell.Supported),
        };
    }
}

internal sealed class GetRegisterReportHandler(Db db, AgeCounts ages) : IRequestHandler<GetRegisterReport, Result<RegisterReport>>
{
    internal const string CountsSql = """
        SELECT c.class_code AS class, coalesce(k.name_vi, '') AS name_vi, coalesce(k.name_en, '') AS name_en, u.name AS unit,
            coalesce(k.sort_order, 0)::int AS sort_order, c.opening, c.increases, c.decreases, c.closing, c.supported
        FROM funds f CROSS JOIN LATERAL register_counts(f.fund_id, @From, @To) c JOIN units u ON u.unit_id = c.unit_id
        LEFT JOIN child_classes k USING (class_code)
        WHERE f.code = @Fund ORDER BY u.name COLLATE "vi-VN-x-icu", k.sort_order NULLS FIRST
        """;

    private const string TargetsSql = """
        SELECT DISTINCT ON (t.class_code) coalesce(t.class_code, '*') AS class, t.percent::int AS percent, t.source
        FROM coverage_targets t JOIN funds f ON f.code = @Fund JOIN units u ON u.unit_id = f.unit_id
        WHERE t.unit_id IN (u.unit_id, u.parent_unit_id) AND t.year = extract(year FROM @To::date)
        ORDER BY t.class_code, t.unit_id = u.unit_id DESC, t.target_no DESC
        """;

    public async Task<Result<RegisterReport>> Handle(GetRegisterReport request, CancellationToken cancellationToken)
    {
        var period = new { request.Fund, request.Period.From, request.Period.To };
        return new RegisterReport(request.Period, await db.ListAsync<RegisterCell>(CountsSql, period, cancellationToken))
        {
            Targets = await db.ListAsync<CoverageTarget>(TargetsSql, period, cancellationToken),
            Ages = await ages.ReadAsync(request.Fund, request.Period.To, cancellationToken),
        };
    }
}
