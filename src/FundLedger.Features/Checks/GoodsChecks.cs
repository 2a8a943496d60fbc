namespace FundLedger.Features.Checks;

/// <summary>Whether the stock is what came in and went out, and is worth what the account of goods says.</summary>
internal static class GoodsChecks
{
    private const string StockSql = """
        WITH lots AS (
            SELECT b.fund_id, b.lot_no, b.on_hand, b.value, coalesce(sum(m.quantity), 0) AS moved, coalesce(sum(m.value), 0) AS worth
            FROM goods_balances b LEFT JOIN goods_moves m USING (fund_id, lot_no) GROUP BY b.fund_id, b.lot_no),
        pools AS (
            SELECT b.fund_id, b.pool_id, b.goods, coalesce(sum(l.value), 0) AS worth
            FROM pool_balances b LEFT JOIN goods_balances l USING (fund_id, pool_id) GROUP BY b.fund_id, b.pool_id)
        SELECT fund_id, 'lot' AS kind, lot_no::text AS number,
            format('sổ kho ghi %s, trị giá %s; nhập trừ xuất là %s, trị giá %s', on_hand, value, moved, worth) AS vi,
            format('the stock says %s worth %s; what came in less what went out is %s worth %s', on_hand, value, moved, worth) AS en
        FROM lots WHERE on_hand <> moved OR value <> worth
        UNION ALL
        SELECT p.fund_id, 'pool', o.code, format('tài khoản hiện vật ghi %s, các lô trị giá %s', p.goods, p.worth),
            format('the account of goods says %s, the lots are worth %s', p.goods, p.worth)
        FROM pools p JOIN public.pools o USING (fund_id, pool_id) WHERE p.goods <> p.worth
        ORDER BY 1, 2, 3
        """;

    public static IReadOnlyList<StandingCheck> All { get; } =
    [
        new(21, "goods-stock", CheckWeight.BooksWrong)
        {
            Title = new("Kho hiện vật khớp thẻ kho và sổ", "The stock agrees with its cards and the books"),
            Meaning = new(
                "Số lượng hoặc giá trị hiện vật không đúng với các lần nhập, xuất, hoặc với tài khoản hiện vật.",
                "Goods by quantity or value are not what came in and went out, or not what the account of goods says."),
            WhatToDo = CheckWords.StopAndVerify,
            Sql = StockSql,
        },
    ];
}
