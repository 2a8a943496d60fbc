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

    public Instant? ClosedAt { get; init; }

    public string? ClosedBy { get; init; }

    /// <summary>What the fund held at the end of a closed month.</summary>
    public Money? Held { get; init; }

    /// <summary>Financial entries dated in the month.</summary>
    public long Entries { get; init; }

    public long Vouchers { get; init; }

    /// <summary>What came into the fund, reversals taken off.</summary>
    public Money Received { get; init; }

    /// <summary>What went out of it, reversals taken off.</summary>
    public Money Paid { get; init; }

    public bool MayClose => State == PeriodState.Next && HasEnded;
}

internal sealed class ListPeriodsHandler(Db db) : IRequestHandler<ListPeriods, Result<IReadOnlyList<Period>>>
{
    private const string PeriodsSql = """
        WITH months AS (
            SELECT f.fund_id, m::date AS month
            FROM funds f CROSS JOIN LATERAL generate_series(
                date_trunc('month', f.opened_on::timestamp), date_trunc('month', business_today()::timestamp), interval '1 month') m
            WHERE f.code = @Fund)
        SELECT m.month, m.month + interval '1 month' <= business_today() AS has_ended, c.closed_at,
            (SELECT coalesce(max(u.display_name), c.closed_by) FROM users u WHERE u.user_name = c.closed_by) AS closed_by, c.liquid AS held,
            CASE WHEN c.month IS NOT NULL THEN 'closed'
                 WHEN NOT EXISTS (SELECT FROM months e LEFT JOIN closed_periods x ON x.fund_id = e.fund_id AND x.month = e.month
                                  WHERE e.month < m.month AND x.month IS NULL) THEN 'next'
                 ELSE 'open' END AS state,
            (SELECT count(*) FROM journal_entries e WHERE e.fund_id = m.fund_id AND e.book = 'financial'
                AND e.entry_date >= m.month AND e.entry_date < m.month + interval '1 month') AS entries,
            (SELECT count(*) FROM vouchers v WHERE v.fund_id = m.fund_id AND v.voucher_year = extract(year FROM m.month)
                AND v.voucher_date >= m.month AND v.voucher_date < m.month + interval '1 month') AS vouchers,
            s.received, s.paid
        FROM months m LEFT JOIN closed_periods c ON c.fund_id = m.fund_id AND c.month = m.month
        CROSS JOIN LATERAL (
            SELECT coalesce(sum(p.amount) FILTER (WHERE p.side = 'credit'), 0)::bigint AS received,
                coalesce(sum(p.amount) FILTER (WHERE p.side = 'debit'), 0)::bigint AS paid
            FROM postings p WHERE p.fund_id = m.fund_id AND p.account_code = 'fund_balance' AND p.book = 'financial'
                AND p.entry_date >= m.month AND p.entry_date < m.month + interval '1 month') s
        ORDER BY m.month
        """;

    public async Task<Result<IReadOnlyList<Period>>> Handle(ListPeriods request, CancellationToken cancellationToken)
    {
        var periods = await db.ListAsync<Period>(PeriodsSql, new { request.Fund }, cancellationToken);
        return periods.Count == 0 ? new FundNotFound(request.Fund) : (Result<IReadOnlyList<Period>>)periods.ToList();
    }
}
