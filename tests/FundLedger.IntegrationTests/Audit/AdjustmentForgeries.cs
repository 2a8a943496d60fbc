namespace FundLedger.IntegrationTests.Audit;

/// <summary>What somebody with every right might do to adjusting entries; columns as in <see cref="Forgeries"/>.</summary>
internal static class AdjustmentForgeries
{
    public static readonly TheoryData<string, string, string, string, string> All = new()
    {
        { "adjustments", "adjustment", "1", "content_hash", "UPDATE adjustments SET total = total + 1 WHERE fund_id = {F}" },
        { "adjustments", "adjustment", "1", "reason", "UPDATE adjustments SET reason = 'Lý do khác' WHERE fund_id = {F}" },
        {
            "documents", "entry", "financial/8", "posting 1 pool",
            "UPDATE adjustments SET pool_ids = '{2,2}' WHERE fund_id = {F}"
        },
        {
            "hash-log", "adjustment step", "1/posted", "hash",
            "UPDATE adjustment_events SET actor = 'ketoan2' WHERE fund_id = {F} AND event = 'posted'"
        },
        {
            "adjustments", "adjustment", "1", "second person", """
            ALTER TABLE adjustment_events DROP CONSTRAINT adjustment_approver_is_not_requester;
            UPDATE adjustments SET changes_balance = true WHERE fund_id = {F};
            UPDATE adjustment_events SET changes_balance = true WHERE fund_id = {F};
            UPDATE adjustments a SET content_hash = adjustment_content_hash(a);
            UPDATE adjustment_events e SET content_hash = a.content_hash FROM adjustments a WHERE a.fund_id = e.fund_id
            """
        },
        { "adjustments", "adjustment", "1", "adjustment", "DELETE FROM adjustments WHERE fund_id = {F}" },
    };
}
