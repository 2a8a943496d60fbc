using FundLedger.Domain;
using FundLedger.Features.Pipeline;
using MediatR;
using NodaTime;

namespace FundLedger.Features.Disbursements;

/// <summary>The requests of a fund whose step the person asking may take now: the urgent first, then the oldest.</summary>
public sealed record GetInbox(string Fund) : IQuery<Inbox>
{
    /// <summary>Only requests up to this sum; null for all.</summary>
    public Money? UpTo { get; init; }

    /// <summary>Code of a support kind; null for all.</summary>
    public string? SupportKind { get; init; }
}

/// <param name="All">How many wait without the filter.</param>
public sealed record Inbox(IReadOnlyList<InboxItem> Items, int All, IReadOnlyList<RequestedFor> Kinds)
{
    public Money Sum => new(Items.Sum(item => item.Total.Dong));

    /// <summary>The value of the goods out of stock among the sum; the rest is money.</summary>
    public Money Goods => new(Items.Sum(item => item.Goods.Dong));
}

public sealed record InboxItem
{
    public long Id { get; init; }

    public string TitleVi { get; init; } = "";

    public string TitleEn { get; init; } = "";

    public LocalDate RequestedOn { get; init; }

    public string Requester { get; init; } = "";

    public string PoolVi { get; init; } = "";

    public string PoolEn { get; init; } = "";

    public int Lines { get; init; }

    public Money Total { get; init; }

    /// <summary>The value of the goods out of stock among the total.</summary>
    public Money Goods { get; init; }

    /// <summary>Content hash, lower-case hex: what an approval sends back as seen.</summary>
    public string Seen { get; init; } = "";

    /// <summary>The step that waits, and how many there are; zero for what was asked before the fund had a ladder.</summary>
    public int Step { get; init; }

    public int Steps { get; init; }

    /// <summary>Lines that may not be paid any more: the request cannot be approved.</summary>
    public int Obstacles { get; init; }

    /// <summary>It cannot wait, and stands first.</summary>
    public bool IsUrgent { get; init; }

    internal string SupportKind { get; init; } = "";

    internal string KindVi { get; init; } = "";

    internal string KindEn { get; init; } = "";
}

internal sealed class GetInboxHandler(Db db) : IRequestHandler<GetInbox, Result<Inbox>>
{
    private const string ItemsSql = """
        SELECT d.disbursement_id AS id, t.title_vi, t.title_en, d.requested_on, u.display_name AS requester, p.name_vi AS pool_vi,
            p.name_en AS pool_en, d.line_count AS lines, d.total, encode(e.content_hash, 'hex') AS seen,
            r.urgent_reason IS NOT NULL AS is_urgent, s.step, s.steps, d.support_kind,
            k.name_vi AS kind_vi, k.name_en AS kind_en,
            (SELECT coalesce(sum(l.stock), 0)::bigint FROM disbursement_lines l
             WHERE l.fund_id = d.fund_id AND l.disbursement_id = d.disbursement_id) AS goods,
            (SELECT count(*)::int FROM disbursement_obstacles(d.fund_id, d.disbursement_id)) AS obstacles
        FROM disbursements d JOIN funds f USING (fund_id) JOIN disbursement_titles t USING (fund_id, disbursement_id)
        JOIN pools p USING (fund_id, pool_id) JOIN users u ON u.user_name = d.requester JOIN support_kinds k USING (support_kind)
        JOIN disbursement_events e ON e.fund_id = d.fund_id AND e.disbursement_id = d.disbursement_id AND e.event = 'requested'
        LEFT JOIN request_terms r ON r.fund_id = d.fund_id AND r.disbursement_id = d.disbursement_id
        CROSS JOIN LATERAL (
            SELECT coalesce(min(x.step) FILTER (WHERE x.decided_by IS NULL), 0)::int AS step, count(*)::int AS steps
            FROM disbursement_steps x WHERE x.fund_id = d.fund_id AND x.disbursement_id = d.disbursement_id) s
        WHERE f.code = @Fund AND d.status = 'requested' AND may_decide(d.fund_id, d.disbursement_id)
        ORDER BY r.urgent_reason IS NULL, d.requested_on, d.disbursement_id
        """;

    public async Task<Result<Inbox>> Handle(GetInbox request, CancellationToken cancellationToken)
    {
        var all = await db.ListAsync<InboxItem>(ItemsSql, request, cancellationToken);
        var kinds = all.Select(item => new RequestedFor { Code = item.SupportKind, NameVi = item.KindVi, NameEn = item.KindEn })
            .Distinct().OrderBy(kind => kind.NameVi, StringComparer.Ordinal);
        return new Inbox([.. all.Where(item => IsWanted(item, request))], all.Count, [.. kinds]);
    }

    private static bool IsWanted(InboxItem item, GetInbox wanted) =>
        (wanted.UpTo is null || item.Total <= wanted.UpTo)
        && (string.IsNullOrEmpty(wanted.SupportKind) || item.SupportKind == wanted.SupportKind);
}
