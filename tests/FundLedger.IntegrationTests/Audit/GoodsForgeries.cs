namespace FundLedger.IntegrationTests.Audit;

/// <summary>What somebody with every right might do to goods in stock; columns as in <see cref="Forgeries"/>.</summary>
internal static class GoodsForgeries
{
    public static readonly TheoryData<string, string, string, string, string> All = new()
    {
        { "references", "goods_item", "1", "content", "UPDATE goods_items SET unit = 'thùng' WHERE fund_id = {F}" },
        { "references", "goods_paper", "1", "content", "UPDATE goods_lots SET expires_on = '2022-06-30' WHERE fund_id = {F} AND lot_no = 1" },
        { "references", "goods_paper", "3", "content", "UPDATE goods_valuations SET unit_value = 46000 WHERE fund_id = {F}" },
        { "references", "goods_loss", "1", "content", "UPDATE goods_losses SET cause = 'lost' WHERE fund_id = {F}" },
        {
            "references", "goods_paper", "4", "content", """
            DELETE FROM goods_moves WHERE fund_id = {F} AND paper_no = 4;
            DELETE FROM goods_papers WHERE fund_id = {F} AND paper_no = 4
            """
        },
        {
            "requests", "request", "{G}", "content_hash",
            "UPDATE request_goods SET lot_no = 2 WHERE fund_id = {F} AND line_no = 1"
        },
        { "references", "request_goods", "{G}", "content", "UPDATE request_goods SET state = 'given' WHERE fund_id = {F} AND line_no = 2" },
        { "references", "request_goods", "{G}", "content", "UPDATE goods_issues SET issuer = 'duyet' WHERE fund_id = {F}" },
        {
            "goods", "lot", "1", "pool, left, promised, unit value, value",
            "UPDATE goods_balances SET on_hand = on_hand - 10, value = value - 500000 WHERE fund_id = {F} AND lot_no = 1"
        },
    };
}
