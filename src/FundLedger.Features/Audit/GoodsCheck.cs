namespace FundLedger.Features.Audit;

/// <summary>What is left of each lot follows from its moves, and the account of goods moves by what goods moved.</summary>
internal static class GoodsCheck
{
    private const string GoodsSql = """
        WITH lots AS (
            SELECT m.fund_id, m.lot_no::text AS number, concat_ws(' ', l.pool_id, sum(m.quantity),
                (SELECT coalesce(sum(g.quantity), 0) FROM request_goods g WHERE g.fund_id = m.fund_id AND g.lot_no = m.lot_no
                    AND g.state = 'reserved'), coalesce(max(m.unit_value) FILTER
                (WHERE m.kind = 'received' OR (m.kind = 'valued' AND r.move_no IS NULL)), 0), sum(m.value)) AS expected, NULL AS found
            FROM goods_moves m JOIN goods_lots l USING (fund_id, lot_no)
            LEFT JOIN goods_moves r ON r.fund_id = m.fund_id AND r.reverses_move = m.move_no
            WHERE m.fund_id = ANY (@Funds) GROUP BY m.fund_id, m.lot_no, l.pool_id
            UNION ALL
            SELECT fund_id, lot_no::text, NULL, concat_ws(' ', pool_id, on_hand, reserved, unit_value, value)
            FROM goods_balances WHERE fund_id = ANY (@Funds)),
        entries AS (
            SELECT fund_id, entry_no::text AS number, sum(value)::text AS expected, NULL AS found FROM goods_moves
            WHERE fund_id = ANY (@Funds) AND entry_no IS NOT NULL GROUP BY fund_id, entry_no
            UNION ALL
            SELECT fund_id, entry_no::text, NULL, sum(posting_signed(side, amount))::text FROM postings
            WHERE fund_id = ANY (@Funds) AND book = 'financial' AND account_code = 'goods' GROUP BY fund_id, entry_no),
        compared AS (
            SELECT fund_id, 'lot' AS kind, number, 'pool, left, promised, unit value, value' AS field, max(expected) AS expected,
                max(found) AS found
            FROM lots GROUP BY fund_id, number
            UNION ALL
            SELECT fund_id, 'entry', number, 'goods moved', max(expected), max(found) FROM entries GROUP BY fund_id, number)
        SELECT f.code AS fund, c.kind, c.number, c.field, c.expected, c.found FROM compared c JOIN funds f USING (fund_id)
        ORDER BY f.code, c.kind, c.number
        """;

    public static RowComparison New() => new("goods", GoodsSql);
}
