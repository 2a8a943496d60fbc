namespace FundLedger.IntegrationTests.Audit;

/// <summary>What somebody with every right might do to roles, pools, funds and norms; columns as in <see cref="Forgeries"/>.</summary>
internal static class ReferenceForgeries
{
    public static readonly TheoryData<string, string, string, string, string> All = new()
    {
        {
            "roles", "role", "duyet2/cashier", "role",
            "INSERT INTO user_roles VALUES ('duyet2', {F}, 'cashier')"
        },
        {
            "roles", "account", "duyet2", "person",
            "UPDATE users SET person_id = (SELECT person_id FROM users WHERE user_name = 'thuquy') WHERE user_name = 'duyet2'"
        },
        {
            "hash-log", "role event", "4/duyet2", "hash",
            "UPDATE role_events SET user_name = 'duyet2' WHERE fund_id = {F} AND user_name = 'duyet'"
        },
        {
            "references", "pool", "2", "content",
            "UPDATE pools SET support_kinds = NULL WHERE fund_id = {F} AND pool_id = 2"
        },
        {
            "references", "norm_decision", "1", "content",
            "UPDATE norm_parts SET ceiling = ceiling + 1 WHERE decision_id = 1 AND line_code = 'D-01'"
        },
        {
            "references", "norm_decision", "1", "content",
            "UPDATE norm_variants SET cost_from = 1 WHERE decision_id = 1 AND line_code = 'D-07'"
        },
        {
            "references", "norm_decision", "1", "content",
            "UPDATE norm_lines SET exception_level = 'anybody' WHERE decision_id = 1 AND line_code = 'D-07'"
        },
        {
            "references", "receipt_likeness", "PT-2021-00001", "content",
            "INSERT INTO receipt_likenesses VALUES ({F}, 'PT', 2021, 1, 'PT-2021-00002', 'Hai người cùng tên', now(), 'ketoan')"
        },
        {
            "turnovers", "turnover", "financial cash 1 2021-01", "debit/credit",
            "UPDATE monthly_turnovers SET debit = debit + 1 WHERE fund_id = {F} AND account_code = 'cash' AND pool_id = 1"
        },
        {
            "turnovers", "turnover", "financial cash 1 2021-01", "debit/credit",
            """
            ALTER TABLE monthly_turnovers DROP CONSTRAINT IF EXISTS turnover_month_starts_on_first;
            UPDATE monthly_turnovers SET month = month + 14 WHERE fund_id = {F} AND account_code = 'cash' AND pool_id = 1 AND month = '2021-01-01'
            """
        },
        {
            "turnovers", "turnover", "financial cash 1 2021-01-15", "debit/credit",
            """
            ALTER TABLE monthly_turnovers DROP CONSTRAINT IF EXISTS turnover_month_starts_on_first;
            INSERT INTO monthly_turnovers SELECT fund_id, book, account_code, pool_id, '2021-01-15', debit, credit FROM monthly_turnovers
            WHERE fund_id = {F} AND account_code = 'cash' AND pool_id = 1 AND month = '2021-01-01'
            """
        },
        {
            "vouchers", "voucher", "PT-2021-00001", "entries",
            "UPDATE journal_entries SET voucher_no = 1 WHERE fund_id = {F} AND voucher_type = 'PT' AND voucher_no = 2"
        },
        {
            "vouchers", "voucher", "PT-2021-00002", "details_commitment",
            "UPDATE voucher_details SET content = repeat('x', 2000000) WHERE fund_id = {F} AND voucher_type = 'PT' AND voucher_no = 2"
        },
        {
            "references", "closing_papers", "2021-01/1", "content",
            """
            ALTER TABLE closing_papers DISABLE TRIGGER append_only;
            UPDATE closing_papers SET names = replace(names, 'Quỹ', 'Kho') WHERE fund_id = {F} AND month = '2021-01-01'
            """
        },
        {
            "statements", "statement", "2021-01/1", "digest",
            """
            ALTER TABLE statement_seals DISABLE TRIGGER append_only;
            UPDATE statement_seals SET digest = sha256('x') WHERE fund_id = {F} AND month = '2021-01-01'
            """
        },
        {
            "references", "fund", "1", "content",
            "UPDATE funds SET opened_on = '2020-12-31' WHERE fund_id = {F}"
        },
    };
}
