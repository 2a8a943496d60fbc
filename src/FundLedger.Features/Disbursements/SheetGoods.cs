using FundLedger.Domain;
using NodaTime;

namespace FundLedger.Features.Disbursements;

/// <summary>What a request takes of one lot of the stock, and what that leaves.</summary>
public sealed record SheetGoods
{
    public int Item { get; init; }

    public string Name { get; init; } = "";

    public string Unit { get; init; } = "";

    public int Lot { get; init; }

    public int Recipients { get; init; }

    public long Quantity { get; init; }

    public Money Value { get; init; }

    /// <summary>Left in stock and promised to nobody, this request's goods counted out.</summary>
    public long FreeAfter { get; init; }

    /// <summary>This request still holds its goods: they are to be added for what was free before it.</summary>
    public long Held { get; init; }

    public LocalDate? ExpiresOn { get; init; }

    public bool IsExpired { get; init; }

    /// <summary>Within thirty days.</summary>
    public bool ExpiresSoon { get; init; }

    public long FreeBefore => FreeAfter + Held;

    internal const string Sql = """
        SELECT l.item_no AS item, i.name, i.unit, l.lot_no AS lot, count(*)::int AS recipients, sum(g.quantity)::bigint AS quantity,
            sum(g.quantity * g.unit_value)::bigint AS value, b.on_hand - b.reserved AS free_after,
            coalesce(sum(g.quantity) FILTER (WHERE g.state = 'reserved'), 0)::bigint AS held, l.expires_on,
            coalesce(l.expires_on < business_today(), false) AS is_expired,
            coalesce(l.expires_on BETWEEN business_today() AND business_today() + 30, false) AS expires_soon
        FROM request_goods g JOIN funds f USING (fund_id) JOIN goods_lots l USING (fund_id, lot_no)
        JOIN goods_items i USING (fund_id, item_no)
        JOIN goods_balances b USING (fund_id, lot_no)
        WHERE f.code = @Fund AND g.disbursement_id = @Id
        GROUP BY i.fund_id, i.item_no, l.fund_id, l.lot_no, b.fund_id, b.lot_no ORDER BY i.name, l.expires_on NULLS LAST, l.lot_no
        """;
}
