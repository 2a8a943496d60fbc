using FundLedger.Domain;
using FundLedger.Domain.Text;
using FundLedger.Features.Pipeline;
using MediatR;
using NodaTime;

namespace FundLedger.Features.Goods;

/// <summary>Which goods a list shows.</summary>
public enum GoodsState
{
    All,
    InStock,

    /// <summary>Some of it expires within thirty days.</summary>
    Expiring,

    Expired,

    /// <summary>Some of it has no value yet.</summary>
    Unvalued,
}

/// <summary>What the fund has in stock, item by item.</summary>
/// <param name="Pool">Code of the pool that the goods lie in; null or empty for all.</param>
/// <param name="Text">Part of the name, accents and capitals left out of account.</param>
public sealed record ListGoods(string Fund, GoodsState State = GoodsState.All, string? Pool = null, string? Text = null)
    : IQuery<GoodsStock>;

public sealed record GoodsStock(IReadOnlyList<StockedItem> Items, LocalDate Today)
{
    public Money Value => new(Items.Sum(item => item.Value.Dong));
}

public sealed record StockedItem
{
    public int Item { get; init; }

    public string Name { get; init; } = "";

    public string Unit { get; init; } = "";

    public long OnHand { get; init; }

    /// <summary>Promised to requests.</summary>
    public long Reserved { get; init; }

    /// <summary>Of what is valued; apart from money in every sum.</summary>
    public Money Value { get; init; }

    /// <summary>How much of it has no value yet.</summary>
    public long Unvalued { get; init; }

    /// <summary>How much of it expires within thirty days.</summary>
    public long Expiring { get; init; }

    public long Expired { get; init; }

    /// <summary>The first day on which some of it expires that has not yet; null when none does.</summary>
    public LocalDate? ExpiresFirst { get; init; }

    internal bool Is(GoodsState state) => state switch
    {
        GoodsState.InStock => OnHand > 0,
        GoodsState.Expiring => Expiring > 0,
        GoodsState.Expired => Expired > 0,
        GoodsState.Unvalued => Unvalued > 0,
        _ => true,
    };
}

internal sealed class ListGoodsHandler(Db db) : IRequestHandler<ListGoods, Result<GoodsStock>>
{
    private const string StockSql = """
        SELECT i.item_no AS item, i.name, i.unit, coalesce(sum(s.on_hand), 0)::bigint AS on_hand, coalesce(sum(s.reserved),
            0)::bigint AS reserved,
            coalesce(sum(s.value), 0)::bigint AS value, coalesce(sum(s.on_hand) FILTER (WHERE s.unit_value = 0), 0)::bigint AS unvalued,
            coalesce(sum(s.on_hand) FILTER (WHERE s.expires_on < business_today()), 0)::bigint AS expired,
            coalesce(sum(s.on_hand) FILTER (WHERE s.expires_on BETWEEN business_today() AND business_today() + 30), 0)::bigint AS expiring,
            min(s.expires_on) FILTER (WHERE s.on_hand > 0 AND s.expires_on >= business_today()) AS expires_first
        FROM goods_items i JOIN funds f USING (fund_id)
        LEFT JOIN (SELECT l.fund_id, l.item_no, l.expires_on, b.on_hand, b.reserved, b.unit_value, b.value
                   FROM goods_lots l JOIN goods_balances b USING (fund_id, lot_no) JOIN pools p ON p.fund_id = l.fund_id
                       AND p.pool_id = l.pool_id
                   WHERE @Pool::text IS NULL OR p.code = @Pool) s ON s.fund_id = i.fund_id AND s.item_no = i.item_no
        WHERE f.code = @Fund GROUP BY i.fund_id, i.item_no ORDER BY i.name COLLATE "vi-VN-x-icu", i.item_no
        """;

    private const string TodaySql = "SELECT business_today()";

    public async Task<Result<GoodsStock>> Handle(ListGoods request, CancellationToken cancellationToken)
    {
        var asked = new { request.Fund, Pool = string.IsNullOrWhiteSpace(request.Pool) ? null : request.Pool };
        var items = await db.ListAsync<StockedItem>(StockSql, asked, cancellationToken);
        var wanted = SearchKey.Of(request.Text ?? "");
        var shown = items.Where(item => item.Is(request.State) && SearchKey.Of(item.Name).Contains(wanted, StringComparison.Ordinal));
        return new GoodsStock([.. shown], await db.SingleAsync<LocalDate>(TodaySql, null, cancellationToken));
    }
}
