using FundLedger.Domain;
using FundLedger.Features.Pipeline;
using MediatR;
using NodaTime;

namespace FundLedger.Features.Periods;

/// <summary>The months of a fund's books since it opened, the newest last.</summary>
public sealed record ListPeriods(string Fund) : IQuery<IReadOnlyList<Period>>;

public enum PeriodState
{
    Closed,

    /// <summary>Being closed: nothing is dated in it, and the checklist decides.</summary>
    Closing,

    /// <summary>The first month that is not closed: the one to close next, once it has ended.</summary>
    Next,

    Open,
}

public sealed record Period
{
    /// <summary>The first day of the month.</summary>
    public LocalDate Month { get; init; }

    public PeriodState State { get; init; }

    /// <summary>Whether the month is over on the business date.</summary>
    public bool HasEnded { get; init; }

    /// <summary>How often it was closed; the statements of all these closings can still be printed.</summary>
    public int Versions { get; init; }

    /// <summary>Of the latest closing; a reopened month keeps it.</summary>
    public Instant? ClosedAt { get; init; }

    public string? ClosedBy { get; init; }

    /// <summary>Number of the latest closing in the fund's hash log.</summary>
    public long? LogNo { get; init; }

    /// <summary>What the fund held at the end of a closed month.</summary>
    public Money? Held { get; init; }

    /// <summary>Financial entries dated in the month.</summary>
    public long Entries { get; init; }

    public long Vouchers { get; init; }

    /// <summary>What came into the fund, reversals taken off.</summary>
    public Money Received { get; init; }

    /// <summary>What went out of it, reversals taken off.</summary>
    public Money Paid { get; init; }

    /// <summary>Only the month that was closed last may be reopened.</summary>
    public bool MayReopen { get; init; }

    public bool MayClose => State is PeriodState.Next or PeriodState.Closing && HasEnded;
}

internal sealed class ListPeriodsHandler(Db db) : IRequestHandler<ListPeriods, Result<IReadOnlyList<Period>>>
{
    private const string PeriodsSql = """
        WITH months AS (
            SELECT f.fund_id, m::date AS month, s.closed_through, s.closing_month,
                coalesce(s.closed_through + 1, date_trunc('month', f.opened_on)::date) AS next_month
            FROM funds f JOIN period_states s USING (fund_id) CROSS JOIN LATERAL generate_series(
                date_trunc('month', f.opened_on::timestamp), date_trunc('month', business_today()::timestamp), interval '1 month') m
            WHERE f.code = @Fund)
        SELECT m.month, m.month + interval '1 month' <= business_today() AS has_ended, coalesce(c.version, 0) AS versions, c.closed_at,
            (SELECT coalesce(max(u.display_name), c.closed_by) FROM users u WHERE u.user_name = c.closed_by) AS closed_by, c.log_no,
            CASE WHEN m.month <= m.closed_through THEN c.liquid END AS held,
            CASE WHEN m.month <= m.closed_through THEN 'closed' WHEN m.month = m.closing_month THEN 'closing'
                 WHEN m.month = m.next_month THEN 'next' ELSE 'open' END AS state,
            month_end(m.month) = m.closed_through AND m.closing_month IS NULL AS may_reopen,
            (SELECT count(*) FROM journal_entries e WHERE e.fund_id = m.fund_id AND e.book = 'financial'
                AND e.entry_date >= m.month AND e.entry_date < m.month + interval '1 month') AS entries,
            (SELECT count(*) FROM vouchers v WHERE v.fund_id = m.fund_id AND v.voucher_year = extract(year FROM m.month)
                AND v.voucher_date >= m.month AND v.voucher_date < m.month + interval '1 month') AS vouchers,
            s.received, s.paid
        FROM months m
        LEFT JOIN LATERAL (SELECT * FROM closed_periods x WHERE x.fund_id = m.fund_id AND x.month = m.month
            ORDER BY x.version DESC LIMIT 1) c ON true
        CROSS JOIN LATERAL (
            SELECT coalesce(sum(v.amount) FILTER (WHERE v.counts_as = 'receipt'), 0)::bigint AS received,
                coalesce(sum(v.amount) FILTER (WHERE v.counts_as = 'disbursement'), 0)::bigint AS paid
            FROM fund_movements v WHERE v.fund_id = m.fund_id
                AND v.entry_date >= m.month AND v.entry_date < m.month + interval '1 month') s
        ORDER BY m.month
        """;

    public async Task<Result<IReadOnlyList<Period>>> Handle(ListPeriods request, CancellationToken cancellationToken)
    {
        var periods = await db.ListAsync<Period>(PeriodsSql, new { request.Fund }, cancellationToken);
        return periods.Count == 0 ? new FundNotFound(request.Fund) : (Result<IReadOnlyList<Period>>)periods.ToList();
    }
}
