using FundLedger.Domain;
using FundLedger.Features.Pipeline;
using MediatR;
using NodaTime;

namespace FundLedger.Features.Disbursements;

/// <summary>Requests for support of a fund, newest first. A filter that is null or empty asks for all.</summary>
public sealed record ListDisbursements(string Fund) : IQuery<DisbursementList>
{
    /// <summary>The number of rows that a screen shows at first.</summary>
    public const int Page = 100;

    public string? Status { get; init; }

    public string? SupportKind { get; init; }

    public string? Occasion { get; init; }

    public int Take { get; init; } = Page;
}

/// <param name="Statuses">Count and sum of each status under the other filters.</param>
/// <param name="Kinds">The support kinds that were ever asked for in this fund.</param>
public sealed record DisbursementList(
    IReadOnlyList<ListedDisbursement> Disbursements,
    IReadOnlyList<StatusSum> Statuses,
    IReadOnlyList<RequestedFor> Kinds,
    IReadOnlyList<RequestedFor> Occasions);

public sealed record ListedDisbursement
{
    public long Id { get; init; }

    public string Status { get; init; } = "";

    public string TitleVi { get; init; } = "";

    public string TitleEn { get; init; } = "";

    public LocalDate RequestedOn { get; init; }

    public string Requester { get; init; } = "";

    public string PoolVi { get; init; } = "";

    public string PoolEn { get; init; } = "";

    public int Lines { get; init; }

    /// <summary>The value of all that is asked for, money and goods.</summary>
    public Money Total { get; init; }

    /// <summary>The value of the goods out of stock among the total; the rest is money.</summary>
    public Money Goods { get; init; }

    /// <summary>It cannot wait: it stands first while it is not paid.</summary>
    public bool IsUrgent { get; init; }

    /// <summary>The part of the total whose payment was reversed.</summary>
    public Money Reversed { get; init; }

    /// <summary>The payment voucher; null until it is paid.</summary>
    public string? Voucher { get; init; }
}

public sealed record StatusSum
{
    public string Status { get; init; } = "";

    public int Count { get; init; }

    public Money Sum { get; init; }

    /// <summary>The value of the goods out of stock among the sum.</summary>
    public Money Goods { get; init; }

    /// <summary>How many of them cannot wait.</summary>
    public int Urgent { get; init; }

    /// <summary>The part of the sum whose payment was reversed.</summary>
    public Money Reversed { get; init; }
}

/// <summary>A choice of a filter: a code with its names.</summary>
public sealed record RequestedFor
{
    public string Code { get; init; } = "";

    public string NameVi { get; init; } = "";

    public string NameEn { get; init; } = "";
}

internal sealed class ListDisbursementsHandler(Db db) : IRequestHandler<ListDisbursements, Result<DisbursementList>>
{
    private const string RowsSql = """
        SELECT d.disbursement_id AS id, d.status, t.title_vi, t.title_en, d.requested_on, u.display_name AS requester,
            p.name_vi AS pool_vi, p.name_en AS pool_en, d.line_count AS lines, d.total, r.urgent_reason IS NOT NULL AS is_urgent,
            (SELECT coalesce(sum(l.stock), 0)::bigint FROM disbursement_lines l
             WHERE l.fund_id = d.fund_id AND l.disbursement_id = d.disbursement_id) AS goods,
            (SELECT coalesce(sum(v.amount), 0)::bigint FROM vouchers v
             WHERE v.fund_id = d.fund_id AND v.disbursement_id = d.disbursement_id AND v.voucher_type = 'BD') AS reversed,
            (SELECT min(format_voucher(v.voucher_type, v.voucher_year, v.voucher_no)) FROM vouchers v
             WHERE v.fund_id = d.fund_id AND v.disbursement_id = d.disbursement_id AND v.voucher_type = 'PC'
                 AND NOT EXISTS (SELECT FROM payment_orders o
                     WHERE o.fund_id = d.fund_id AND o.disbursement_id = d.disbursement_id)) AS voucher
        FROM disbursements d JOIN funds f USING (fund_id) JOIN disbursement_titles t USING (fund_id, disbursement_id)
        JOIN pools p USING (fund_id, pool_id) JOIN users u ON u.user_name = d.requester
        LEFT JOIN request_terms r USING (fund_id, disbursement_id)
        WHERE f.code = @Fund AND (@Status::text IS NULL OR d.status = @Status)
            AND (@SupportKind::text IS NULL OR d.support_kind = @SupportKind) AND (@Occasion::text IS NULL OR d.occasion_code = @Occasion)
        ORDER BY (r.urgent_reason IS NOT NULL AND d.status IN ('requested', 'approved')) DESC, d.disbursement_id DESC LIMIT @Take
        """;

    private const string StatusesSql = """
        SELECT d.status, count(*)::int AS count, count(q.urgent_reason)::int AS urgent,
            sum(d.total)::bigint AS sum, sum(r.reversed)::bigint AS reversed, sum(g.goods)::bigint AS goods
        FROM disbursements d JOIN funds f USING (fund_id) LEFT JOIN request_terms q USING (fund_id, disbursement_id)
        CROSS JOIN LATERAL (SELECT coalesce(sum(v.amount), 0) AS reversed FROM vouchers v
            WHERE v.fund_id = d.fund_id AND v.disbursement_id = d.disbursement_id AND v.voucher_type = 'BD') r
        CROSS JOIN LATERAL (SELECT coalesce(sum(l.stock), 0) AS goods FROM disbursement_lines l
            WHERE l.fund_id = d.fund_id AND l.disbursement_id = d.disbursement_id) g
        WHERE f.code = @Fund
            AND (@SupportKind::text IS NULL OR d.support_kind = @SupportKind) AND (@Occasion::text IS NULL OR d.occasion_code = @Occasion)
        GROUP BY d.status ORDER BY array_position(ARRAY['requested', 'approved', 'paid', 'rejected', 'returned', 'withdrawn'], d.status)
        """;

    private const string KindsSql = """
        SELECT k.support_kind AS code, k.name_vi, k.name_en FROM support_kinds k
        WHERE k.support_kind IN (SELECT d.support_kind FROM disbursements d JOIN funds f USING (fund_id) WHERE f.code = @Fund)
        ORDER BY k.support_kind
        """;

    private const string OccasionsSql = """
        SELECT o.occasion_code AS code, o.name_vi, o.name_en FROM occasions o
        WHERE o.occasion_code IN (SELECT d.occasion_code FROM disbursements d JOIN funds f USING (fund_id) WHERE f.code = @Fund)
        ORDER BY o.occasion_code
        """;

    public async Task<Result<DisbursementList>> Handle(ListDisbursements request, CancellationToken cancellationToken)
    {
        var filter = new
        {
            request.Fund, Status = Given(request.Status), SupportKind = Given(request.SupportKind), Occasion = Given(request.Occasion),
            request.Take,
        };
        return new DisbursementList(
            await db.ListAsync<ListedDisbursement>(RowsSql, filter, cancellationToken),
            await db.ListAsync<StatusSum>(StatusesSql, filter, cancellationToken),
            await db.ListAsync<RequestedFor>(KindsSql, filter, cancellationToken),
            await db.ListAsync<RequestedFor>(OccasionsSql, filter, cancellationToken));
    }

    private static string? Given(string? filter) => string.IsNullOrWhiteSpace(filter) ? null : filter;
}
