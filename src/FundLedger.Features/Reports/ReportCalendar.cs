using FundLedger.Domain;
using FundLedger.Domain.Text;
using FundLedger.Features.Pipeline;
using MediatR;
using NodaTime;

namespace FundLedger.Features.Reports;

/// <summary>The reports that a fund owes for a year, in the order of their days.</summary>
public sealed record GetReportCalendar(string Fund, int Year) : IQuery<ReportCalendar>;

/// <param name="Dues">Empty while nobody has planned the year.</param>
public sealed record ReportCalendar(int Year, LocalDate Today, IReadOnlyList<ReportDue> Dues);

public enum DueState
{
    Planned,

    /// <summary>So near that its accountants are told.</summary>
    Soon,
    Overdue,
    Made,
}

public sealed record ReportDue
{
    public int Number { get; init; }

    public string Rule { get; init; } = "";

    internal string NameVi { get; init; } = "";

    internal string NameEn { get; init; } = "";

    public LocalDate DueOn { get; init; }

    public LocalDate From { get; init; }

    public LocalDate To { get; init; }

    /// <summary>The report of the books that answers it; null where another document does.</summary>
    public string? Report { get; init; }

    public int TellDays { get; init; }

    /// <summary>Frozen reports that can answer it, the last one first.</summary>
    public int[] Candidates { get; init; } = [];

    /// <summary>The frozen report that was sent.</summary>
    public int? Freeze { get; init; }

    /// <summary>Number and date of what was sent.</summary>
    public string? Document { get; init; }

    public Instant? AnsweredAt { get; init; }

    public string? AnsweredBy { get; init; }

    internal LocalDate Today { get; init; }

    public Wording Name => new(NameVi, NameEn);

    public DueState State => AnsweredAt is not null ? DueState.Made
        : DueOn < Today ? DueState.Overdue
        : DueOn.PlusDays(-TellDays) <= Today ? DueState.Soon
        : DueState.Planned;
}

internal sealed class GetReportCalendarHandler(Db db, FrozenReports frozen) : IRequestHandler<GetReportCalendar, Result<ReportCalendar>>
{
    private const string DuesSql = """
        SELECT d.due_no AS number, d.rule_code AS rule, r.name_vi, r.name_en, d.due_on, d.from_date AS "from", d.to_date AS "to", d.report,
            d.tell_days, a.freeze_no AS freeze, a.document, a.answered_at, coalesce(u.display_name, a.answered_by) AS answered_by,
            business_today() AS today, ARRAY(SELECT f.freeze_no FROM report_freezes f WHERE f.fund_id = d.fund_id
                AND (f.report, f.from_date, f.to_date) = (d.report, d.from_date, d.to_date) ORDER BY f.freeze_no DESC) AS candidates
        FROM report_dues d JOIN report_rules r USING (rule_code) LEFT JOIN report_answers a USING (fund_id, due_no)
        LEFT JOIN users u ON u.user_name = a.answered_by
        WHERE d.fund_id = @FundId AND d.year = @Year ORDER BY d.due_on, d.due_no
        """;

    public async Task<Result<ReportCalendar>> Handle(GetReportCalendar request, CancellationToken cancellationToken)
    {
        var fund = await frozen.FundAsync(request.Fund, cancellationToken);
        if (fund.Error is { } refusal) return refusal;
        var asked = new { fund.Value.FundId, request.Year };
        return new ReportCalendar(request.Year, fund.Value.Today, await db.ListAsync<ReportDue>(DuesSql, asked, cancellationToken));
    }
}
