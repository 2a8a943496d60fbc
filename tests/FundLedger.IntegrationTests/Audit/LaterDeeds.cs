namespace FundLedger.IntegrationTests.Audit;

/// <summary>The same where goods moved, money went between pools and months were reopened, as in <see cref="Deeds"/>.</summary>
internal static class LaterDeeds
{
    public static readonly IReadOnlyDictionary<string, string> All = new Dictionary<string, string>
    {
        ["balances"] = """
            UPDATE pool_transfers SET approver = 'duyet2' WHERE fund_id = {F} AND transfer_id = 1;
            UPDATE samples SET population = population + 1 WHERE fund_id = {F};
            UPDATE report_freezes SET log_hash = sha256('x') WHERE fund_id = {F};
            UPDATE goods_balances SET on_hand = on_hand - 10 WHERE fund_id = {F} AND lot_no = 1
            """,
        ["bounds"] = """
            UPDATE pool_transfers SET poster = 'duyet' WHERE fund_id = {F} AND transfer_id = 1;
            UPDATE samples SET seed = seed + 1 WHERE fund_id = {F};
            UPDATE report_freezes SET figures = figures || 'x' WHERE fund_id = {F};
            UPDATE goods_balances SET pool_id = 2 WHERE fund_id = {F} AND lot_no = 2
            """,
        ["kinds"] = """
            UPDATE pool_transfers SET status = 'approved' WHERE fund_id = {F} AND transfer_id = 1;
            UPDATE sample_lines SET line_key = 'PC-2021-00009/1' WHERE fund_id = {F} AND rank = 2;
            UPDATE report_freezes SET digest = sha256('x') WHERE fund_id = {F};
            UPDATE goods_moves SET value = value + 1 WHERE fund_id = {F} AND entry_no IS NOT NULL
            """,
        ["places"] = """
            UPDATE pool_transfers SET requester = 'ketoan2' WHERE fund_id = {F} AND transfer_id = 2;
            UPDATE closed_periods SET month = '2021-02-01' WHERE fund_id = {F} AND version = 2;
            UPDATE period_events SET person_id = 99 WHERE fund_id = {F} AND event = 'reopen_requested'
            """,
        ["vouchers"] = """
            UPDATE pool_transfers SET rejecter_person = 99 WHERE fund_id = {F} AND transfer_id = 2;
            UPDATE period_events SET answered_person = 99 WHERE fund_id = {F} AND event = 'reopened'
            """,
        ["hands"] = """
            UPDATE pool_transfers SET voucher_type = NULL WHERE fund_id = {F} AND transfer_id = 1;
            UPDATE period_events SET answers = NULL WHERE fund_id = {F} AND event = 'reopened';
            UPDATE period_events SET reason = 'Lý do khác' WHERE fund_id = {F} AND event = 'reopen_rejected'
            """,
        ["steps"] = """
            UPDATE pool_transfers SET voucher_no = NULL WHERE fund_id = {F} AND transfer_id = 1;
            UPDATE period_events SET month = '2021-02-01' WHERE fund_id = {F} AND event = 'reopen_rejected';
            UPDATE pool_transfer_events SET reason = 'Lý do khác' WHERE fund_id = {F} AND event = 'rejected'
            """,
        ["links"] = """
            UPDATE pool_transfers SET amount = amount + 1 WHERE fund_id = {F} AND transfer_id = 1
            """,
        ["persons"] = """
            UPDATE pool_transfer_events SET person_id = (SELECT person_id FROM users WHERE user_name = 'duyet')
            WHERE fund_id = {F} AND transfer_id = 1 AND event = 'posted';
            UPDATE pool_transfers SET poster_person = approver_person WHERE fund_id = {F} AND transfer_id = 1
            """,
        ["lost-rows"] = """
            DELETE FROM pool_transfer_events WHERE fund_id = {F} AND transfer_id = 1 AND event = 'posted';
            DELETE FROM goods_moves WHERE fund_id = {F} AND lot_no = 1;
            DELETE FROM sample_lines WHERE fund_id = {F} AND rank = 1
            """,
        ["lost-halves"] = """
            DELETE FROM pool_transfer_events WHERE fund_id = {F} AND transfer_id = 1 AND event = 'requested'
            """,
        ["lost-transfers"] = """
            DELETE FROM pool_transfers WHERE fund_id = {F} AND transfer_id = 1
            """,
        ["lost-moves"] = """
            DELETE FROM goods_moves WHERE fund_id = {F} AND entry_no IS NOT NULL
            """,
        ["lost-tail"] = """
            DELETE FROM period_events WHERE fund_id = {F} AND log_no = (SELECT log_no FROM fund_heads WHERE fund_id = {F})
            """,
        ["lots"] = """
            UPDATE request_goods SET quantity = quantity + 1 WHERE fund_id = {F}
            """,
    };

    public static TheoryData<string> Names => [.. All.Keys];
}
