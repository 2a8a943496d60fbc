using FundLedger.Domain;
using FundLedger.Domain.Goods;
using FundLedger.Features.Pipeline;
using MediatR;
using NodaTime;

namespace FundLedger.Features.Goods;

/// <summary>The stock card (thẻ kho) of one kind of goods: its lots, and what came in and went out.</summary>
public sealed record GetGoodsItem(string Fund, int Item) : IQuery<GoodsCard>;

public sealed record GoodsCard(int Item, string Name, string Unit, IReadOnlyList<StockedLot> Lots, IReadOnlyList<CardRow> Rows)
{
    public long OnHand => Lots.Sum(lot => lot.OnHand);

    public Money Value => new(Lots.Sum(lot => lot.Value.Dong));
}

public sealed record StockedLot
{
    public int Lot { get; init; }

    public string Pool { get; init; } = "";

    public string PoolVi { get; init; } = "";

    public string PoolEn { get; init; } = "";

    public LocalDate ReceivedOn { get; init; }

    public string Voucher { get; init; } = "";

    public LocalDate? ExpiresOn { get; init; }

    public bool IsExpired { get; init; }

    public string? Quality { get; init; }

    public long OnHand { get; init; }

    public long Reserved { get; init; }

    /// <summary>Zero while nobody knows.</summary>
    public Money UnitValue { get; init; }

    public Money Value { get; init; }

    public ValueBasis? Basis { get; init; }

    public string? BasisNumber { get; init; }

    public LocalDate? BasisDate { get; init; }

    public bool IsValued => UnitValue.IsPositive;
}

/// <summary>One line of a stock card.</summary>
public sealed record CardRow
{
    public LocalDate Date { get; init; }

    public string Voucher { get; init; } = "";

    /// <summary>received, valued, issued, returned, lost or reversed.</summary>
    public string Kind { get; init; } = "";

    public int Lot { get; init; }

    /// <summary>Negative when it went out.</summary>
    public long Quantity { get; init; }

    public Money Value { get; init; }

    /// <summary>How much of the goods was left after it, all lots together.</summary>
    public long Left { get; init; }

    /// <summary>The request that it went to; null for others.</summary>
    public long? Request { get; init; }

    /// <summary>Its entry; null for goods without a value.</summary>
    public long? Entry { get; init; }

    public bool IsReversed { get; init; }

    public long Move { get; init; }

    public bool MayReverse => Kind is "received" or "valued" or "lost" && !IsReversed;
}

internal sealed class GetGoodsItemHandler(Db db) : IRequestHandler<GetGoodsItem, Result<GoodsCard>>
{
    private const string ItemSql = """
        SELECT i.name, i.unit FROM goods_items i JOIN funds f USING (fund_id) WHERE f.code = @Fund AND i.item_no = @Item
        """;

    private const string LotsSql = """
        SELECT l.lot_no AS lot, p.code AS pool, p.name_vi AS pool_vi, p.name_en AS pool_en, v.voucher_date AS received_on,
            format_voucher(v.voucher_type, v.voucher_year, v.voucher_no) AS voucher, l.expires_on,
            coalesce(l.expires_on < business_today(), false) AS is_expired, l.quality, b.on_hand, b.reserved, b.unit_value, b.value,
            coalesce(l.basis, w.basis) AS basis, coalesce(l.basis_number, w.basis_number) AS basis_number,
            coalesce(l.basis_date, w.basis_date) AS basis_date
        FROM goods_lots l JOIN funds f USING (fund_id) JOIN goods_balances b USING (fund_id, lot_no) JOIN goods_papers g USING (fund_id,
            paper_no)
        JOIN vouchers v USING (fund_id, voucher_type, voucher_year, voucher_no) JOIN pools p ON p.fund_id = l.fund_id
            AND p.pool_id = l.pool_id
        LEFT JOIN LATERAL (SELECT x.* FROM goods_valuations x WHERE x.fund_id = l.fund_id AND x.lot_no = l.lot_no AND b.unit_value > 0
            ORDER BY x.paper_no DESC LIMIT 1) w ON true
        WHERE f.code = @Fund AND l.item_no = @Item ORDER BY l.expires_on NULLS LAST, l.lot_no
        """;

    private const string RowsSql = """
        SELECT m.moved_on AS date, format_voucher(g.voucher_type, g.voucher_year, g.voucher_no) AS voucher, m.kind, m.lot_no AS lot,
            m.quantity,
            m.value, sum(m.quantity) OVER (ORDER BY m.moved_on, m.move_no)::bigint AS left, m.disbursement_id AS request,
                m.entry_no AS entry, m.move_no AS move,
            EXISTS (SELECT FROM goods_moves r WHERE r.fund_id = m.fund_id AND r.reverses_move = m.move_no) AS is_reversed
        FROM goods_moves m JOIN goods_lots l USING (fund_id, lot_no) JOIN funds f USING (fund_id)
        JOIN goods_papers g ON g.fund_id = m.fund_id AND g.paper_no = m.paper_no
        WHERE f.code = @Fund AND l.item_no = @Item ORDER BY m.moved_on, m.move_no
        """;

    private sealed record Named
    {
        public string Name { get; init; } = "";

        public string Unit { get; init; } = "";
    }

    public async Task<Result<GoodsCard>> Handle(GetGoodsItem request, CancellationToken cancellationToken)
    {
        if (await db.FindAsync<Named>(ItemSql, request, cancellationToken) is not { } item) return new GoodsNotKept(request.Fund,
            request.Item);
        return new GoodsCard(
            request.Item, item.Name, item.Unit, await db.ListAsync<StockedLot>(LotsSql, request, cancellationToken),
            await db.ListAsync<CardRow>(RowsSql, request, cancellationToken));
    }
}

public sealed record GoodsNotKept(string Fund, int Item) : NotFound($"Fund {Fund} keeps no goods number {Item} that this user may see.");
