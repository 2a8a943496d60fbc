using FundLedger.Domain;
using FundLedger.Domain.Payments;
using FundLedger.Features.Pipeline;
using MediatR;
using NodaTime;

namespace FundLedger.Features.Payments;

/// <summary>The payment orders of a fund: what somebody must act on first, then the newest.</summary>
/// <param name="Status">prepared, unknown, sent, settled or cancelled; null for all.</param>
/// <param name="Way">cash, bank_list, treasury, advance or release; null for all.</param>
/// <param name="Request">Only those of this request; null for all.</param>
public sealed record ListPayments(string Fund, string? Status = null, string? Way = null, long? Request = null)
    : IQuery<IReadOnlyList<ListedPayment>>
{
    /// <summary>How many a page shows.</summary>
    public const int Most = 500;

    /// <summary>All of them; else no more than <see cref="Most"/>.</summary>
    public bool IsWhole { get; init; }
}

public sealed record ListedPayment
{
    public int No { get; init; }

    public PaymentWay Way { get; init; }

    public PaymentOrderStatus Status { get; init; }

    public long Request { get; init; }

    public string TitleVi { get; init; } = "";

    public string TitleEn { get; init; } = "";

    public string? Officer { get; init; }

    public LocalDate PreparedOn { get; init; }

    public LocalDate? SettleBy { get; init; }

    public int Lines { get; init; }

    public Money Total { get; init; }

    public Money Paid { get; init; }

    /// <summary>Failed or absent, and not taken up by a later order.</summary>
    public int Unpaid { get; init; }

    public bool IsOverdue { get; init; }
}

internal sealed class ListPaymentsHandler(Db db) : IRequestHandler<ListPayments, Result<IReadOnlyList<ListedPayment>>>
{
    private const string ListSql = """
        SELECT o.order_no AS no, replace(o.way, '_', '') AS way, o.status, o.disbursement_id AS request, t.title_vi, t.title_en,
            u.display_name AS officer, o.prepared_on, o.settle_by, o.line_count AS lines, o.total, l.paid, l.unpaid,
            o.way = 'advance' AND o.status = 'sent' AND o.settle_by < business_today() AS is_overdue
        FROM payment_orders o JOIN funds f USING (fund_id) JOIN disbursement_titles t USING (fund_id, disbursement_id)
        LEFT JOIN users u ON u.user_name = o.officer
        CROSS JOIN LATERAL (
            SELECT coalesce(sum(x.paid), 0)::bigint AS paid, count(*) FILTER (WHERE x.outcome IN ('failed', 'absent') AND NOT EXISTS (
                SELECT FROM payment_order_lines a WHERE a.fund_id = x.fund_id AND a.disbursement_id = x.disbursement_id
                    AND a.line_no = x.line_no AND a.order_no > x.order_no AND a.outcome IS DISTINCT FROM 'cancelled'))::int AS unpaid
            FROM payment_order_lines x WHERE x.fund_id = o.fund_id AND x.order_no = o.order_no) l
        WHERE f.code = @Fund AND (@Status::text IS NULL OR o.status = @Status) AND (@Way::text IS NULL OR o.way = @Way)
            AND (@Request::bigint IS NULL OR o.disbursement_id = @Request)
        ORDER BY array_position(ARRAY['unknown', 'prepared', 'sent'], o.status) NULLS LAST, o.order_no DESC LIMIT @Most::int
        """;

    public async Task<Result<IReadOnlyList<ListedPayment>>> Handle(ListPayments request, CancellationToken cancellationToken) =>
        (await db.ListAsync<ListedPayment>(
            ListSql,
            new { request.Fund, request.Status, request.Way, request.Request, Most = request.IsWhole ? (int?)null : ListPayments.Most },
            cancellationToken)).ToList();
}
