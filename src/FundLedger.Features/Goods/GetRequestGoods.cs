using FundLedger.Domain;
using FundLedger.Features.Pipeline;
using MediatR;
using NodaTime;

namespace FundLedger.Features.Goods;

/// <summary>The goods of a request, line by line, and how far they have come.</summary>
public sealed record GetRequestGoods(string Fund, long Id) : IQuery<RequestGoods>;

public sealed record RequestGoods(RequestGoodsHead Head, IReadOnlyList<RequestGoodsRow> Rows)
{
    public Money Value => new(Rows.Sum(row => row.Value.Dong));

    public IReadOnlyList<RequestGoodsRow> In(string state) => [.. Rows.Where(row => row.State == state)];
}

public sealed record RequestGoodsHead
{
    public string TitleVi { get; init; } = "";

    public string TitleEn { get; init; } = "";

    public string Status { get; init; } = "";

    public string PoolVi { get; init; } = "";

    public string PoolEn { get; init; } = "";

    /// <summary>The voucher by which they were issued; null until then.</summary>
    public string? Issue { get; init; }

    public LocalDate? IssuedOn { get; init; }

    public string? IssuedBy { get; init; }

    public string? Receiver { get; init; }

    public LocalDate? SettledOn { get; init; }

    /// <summary>The voucher of what came back; null when nothing did.</summary>
    public string? Back { get; init; }

    /// <summary>The reader is a cashier of the fund who neither asked nor took a step.</summary>
    public bool MayAct { get; init; }

    public bool IsApproved => Status is "approved" or "paid";
}

public sealed record RequestGoodsRow
{
    public int Line { get; init; }

    public string Child { get; init; } = "";

    public string? Unit { get; init; }

    public int Item { get; init; }

    public string Name { get; init; } = "";

    public string Measure { get; init; } = "";

    public int Lot { get; init; }

    public LocalDate? ExpiresOn { get; init; }

    public bool IsExpired { get; init; }

    public long Quantity { get; init; }

    public Money Value { get; init; }

    /// <summary>reserved, released, issued, given or back.</summary>
    public string State { get; init; } = "";

    public string? Note { get; init; }
}

internal sealed class GetRequestGoodsHandler(Db db) : IRequestHandler<GetRequestGoods, Result<RequestGoods>>
{
    private const string HeadSql = """
        SELECT t.title_vi, t.title_en, d.status, p.name_vi AS pool_vi, p.name_en AS pool_en,
            format_voucher(g.voucher_type, g.voucher_year, g.voucher_no) AS issue, i.issued_on, u.display_name AS issued_by,
            w.counterparty_name AS receiver, i.settled_on, format_voucher(b.voucher_type, b.voucher_year, b.voucher_no) AS back,
            actor_has_role(d.fund_id, 'cashier') AND NOT EXISTS (SELECT FROM users m WHERE m.user_name = acting_user()
                AND (m.person_id IN (d.requester_person, d.approver_person) OR EXISTS (SELECT FROM disbursement_steps s
                    WHERE s.fund_id = d.fund_id AND s.disbursement_id = d.disbursement_id AND s.decided_person = m.person_id))) AS may_act
        FROM disbursements d JOIN funds f USING (fund_id) JOIN disbursement_titles t USING (fund_id, disbursement_id)
        JOIN pools p USING (fund_id, pool_id)
        LEFT JOIN goods_issues i ON i.fund_id = d.fund_id AND i.disbursement_id = d.disbursement_id
        LEFT JOIN goods_papers g ON g.fund_id = i.fund_id AND g.paper_no = i.paper_no
        LEFT JOIN voucher_details w ON w.fund_id = g.fund_id AND w.voucher_type = g.voucher_type AND w.voucher_year = g.voucher_year
            AND w.voucher_no = g.voucher_no
        LEFT JOIN goods_papers b ON b.fund_id = i.fund_id AND b.paper_no = i.back_paper LEFT JOIN users u ON u.user_name = i.issuer
        WHERE f.code = @Fund AND d.disbursement_id = @Id
        """;

    private const string RowsSql = """
        SELECT g.line_no AS line, coalesce(l.beneficiary_code, l.recipient) AS child, u.name AS unit, o.item_no AS item, i.name,
            i.unit AS measure, g.lot_no AS lot, o.expires_on, coalesce(o.expires_on < business_today(), false) AS is_expired, g.quantity,
            g.quantity * g.unit_value AS value, g.state, g.note
        FROM request_goods g JOIN funds f USING (fund_id) JOIN disbursement_lines l USING (fund_id, disbursement_id, line_no)
        JOIN goods_lots o USING (fund_id, lot_no) JOIN goods_items i USING (fund_id, item_no) LEFT JOIN units u ON u.unit_id = l.unit_id
        WHERE f.code = @Fund AND g.disbursement_id = @Id ORDER BY g.line_no, i.name, g.lot_no
        """;

    public async Task<Result<RequestGoods>> Handle(GetRequestGoods request, CancellationToken cancellationToken)
    {
        var rows = await db.ListAsync<RequestGoodsRow>(RowsSql, request, cancellationToken);
        return rows.Count > 0 && await db.FindAsync<RequestGoodsHead>(HeadSql, request, cancellationToken) is { } head
            ? new RequestGoods(head, rows) : new GoodsRequestNotFound(request.Id);
    }
}
