namespace FundLedger.IntegrationTests.Audit;

/// <summary>What somebody with every right might take out of the books at once, as in <see cref="Deeds"/>.</summary>
internal static class Losses
{
    public static readonly IReadOnlyDictionary<string, string> All = new Dictionary<string, string>
    {
        ["lost-rows"] = """
            DELETE FROM fund_heads WHERE fund_id = {F};
            DELETE FROM pool_balances WHERE fund_id = {F} AND pool_id = 1;
            DELETE FROM money_balances WHERE fund_id = {F} AND account_code = 'cash';
            DELETE FROM money_days WHERE fund_id = {F} AND account_code = 'cash' AND day = '2021-01-04';
            DELETE FROM user_roles WHERE fund_id = {F} AND user_name = 'thuquy';
            DELETE FROM donors WHERE fund_id = {F} AND donor_id = 2;
            DELETE FROM identity_accesses;
            DELETE FROM child_events WHERE event_no = 1;
            DELETE FROM number_series WHERE fund_id = {F} AND series = 'refusal';
            DELETE FROM norm_usages WHERE disbursement_id = 1 AND line_no = 2;
            DELETE FROM refusals WHERE fund_id = {F};
            DELETE FROM statement_seals WHERE fund_id = {F};
            DELETE FROM period_states WHERE fund_id = {F};
            DELETE FROM disbursement_events WHERE fund_id = {F} AND disbursement_id = 4 AND event = 'requested';
            DELETE FROM adjustment_events WHERE fund_id = {F} AND event = 'requested';
            DELETE FROM monthly_turnovers WHERE fund_id = {F} AND account_code = 'bank' AND pool_id = 2;
            DELETE FROM vouchers WHERE fund_id = {F} AND voucher_type = 'PT' AND voucher_no = 2;
            DELETE FROM checkpoints WHERE fund_id = {F};
            DELETE FROM pools WHERE fund_id = {F} AND pool_id = 2
            """,
        ["lost-halves"] = """
            DELETE FROM pools WHERE fund_id = {F} AND pool_id = 2;
            DELETE FROM disbursement_lines WHERE fund_id = {F} AND disbursement_id = 1 AND line_no = 2;
            DELETE FROM child_event_seals WHERE event_no = 1;
            DELETE FROM identity_access_events;
            DELETE FROM request_keys WHERE fund_id = {F} AND refusal_no IS NULL;
            DELETE FROM adjustments WHERE fund_id = {F};
            DELETE FROM norm_usage_totals WHERE beneficiary_code = 'TE-000002'
            """,
        ["lost-requests"] = """
            DELETE FROM disbursements WHERE fund_id = {F} AND disbursement_id = 1
            """,
        ["lost-payments"] = """
            DELETE FROM disbursement_events WHERE fund_id = {F} AND disbursement_id = 1 AND event = 'paid'
            """,
        ["lost-adjustments"] = """
            DELETE FROM adjustments WHERE fund_id = {F}
            """,
        ["lost-tail"] = """
            DELETE FROM journal_entries WHERE fund_id = {F} AND log_no = (SELECT log_no FROM fund_heads WHERE fund_id = {F})
            """,
        ["lost-entries"] = """
            DELETE FROM journal_entries WHERE fund_id = {F} AND book = 'financial' AND entry_no = 3
            """,
        ["lost-papers"] = """
            DELETE FROM request_papers WHERE fund_id = {F}
            """,
        ["lost-levels"] = """
            DELETE FROM disbursement_steps WHERE fund_id = {F}
            """,
        ["lost-closings"] = """
            DELETE FROM closed_periods WHERE fund_id = {F} AND version = 1
            """,
        ["lost-references"] = """
            DELETE FROM reference_events WHERE fund_id = {F} AND log_no = 1
            """,
        ["lost-roles"] = """
            DELETE FROM role_events WHERE fund_id = {F} AND user_name = 'thuquy'
            """,
    };

    public static TheoryData<string> Names => [.. All.Keys];
}
