namespace FundLedger.IntegrationTests.Audit;

/// <summary>What somebody with every right might do to the books; {F} stands for the number of the district's fund.</summary>
internal static class Forgeries
{
    /// <summary>Pass that must see it, kind, number and field of the record that it must name, and the deed.</summary>
    public static readonly TheoryData<string, string, string, string, string> All = new()
    {
        {
            "hash-log", "entry", "financial/2", "hash",
            "UPDATE postings SET amount = 81000000 WHERE fund_id = {F} AND book = 'financial' AND entry_no = 2"
        },
        {
            "documents", "entry", "financial/2", "posting 1 amount",
            "UPDATE postings SET amount = 81000000 WHERE fund_id = {F} AND book = 'financial' AND entry_no = 2"
        },
        {
            "entries", "entry", "financial/1", "debits less credits of pool 1",
            "UPDATE postings SET amount = 1 WHERE fund_id = {F} AND book = 'financial' AND entry_no = 1 AND line = 1"
        },
        {
            "hash-log", "entry", "financial/4", "hash",
            "UPDATE postings SET class_code = 'poor' WHERE fund_id = {F} AND book = 'financial' AND entry_no = 4"
        },
        {
            "documents", "entry", "financial/4", "posting 1 class",
            "UPDATE postings SET class_code = 'poor' WHERE fund_id = {F} AND book = 'financial' AND entry_no = 4"
        },
        {
            "hash-log", "entry", "financial/1", "hash",
            "UPDATE journal_entries SET entry_date = '2021-01-05' WHERE fund_id = {F} AND book = 'financial' AND entry_no = 1"
        },
        {
            "entries", "entry", "financial/1", "posting 1 entry_date",
            "UPDATE journal_entries SET entry_date = '2021-01-05' WHERE fund_id = {F} AND book = 'financial' AND entry_no = 1"
        },
        {
            "entries", "entry", "financial/4", "entry_no",
            "DELETE FROM journal_entries WHERE fund_id = {F} AND book = 'financial' AND entry_no = 3"
        },
        {
            "hash-log", "log record", "1", "log_no",
            "DELETE FROM reference_events WHERE fund_id = {F} AND log_no = 1"
        },
        {
            "entries", "postings", "Q106", "count",
            "DELETE FROM journal_entries WHERE fund_id = {F} AND book = 'financial' AND entry_no = 8"
        },
        {
            "entries", "entry", "financial/1", "line_count",
            "DELETE FROM postings WHERE fund_id = {F} AND book = 'financial' AND entry_no = 1 AND line = 2"
        },
        {
            "hash-log", "entry", "financial/2", "hash",
            """
            UPDATE journal_entries SET entry_no = CASE entry_no WHEN 1 THEN 1001 ELSE 1 END WHERE fund_id = {F} AND book =
            'financial' AND entry_no IN (1, 2);
            UPDATE journal_entries SET entry_no = 2 WHERE fund_id = {F} AND entry_no = 1001
            """
        },
        {
            "vouchers", "voucher", "PT-2021-00002", "content_hash",
            "UPDATE vouchers SET bank_reference = 'FT21004-002' WHERE fund_id = {F} AND bank_reference IS NOT NULL"
        },
        {
            "vouchers", "voucher", "PC-2021-00001", "content_hash",
            "UPDATE vouchers SET amount = amount + 1 WHERE fund_id = {F} AND voucher_type = 'PC'"
        },
        {
            "vouchers", "voucher", "PC-2021-00001", "amount",
            """
            UPDATE vouchers v SET amount = 899999, content_hash = voucher_content_hash((v.fund_id, v.voucher_type, v.voucher_year,
            v.voucher_no, v.voucher_date, 899999, v.money_account, v.pool_id, v.donor_id, v.bank_reference, v.disbursement_id,
            v.reverses_entry_no, v.details_commitment, v.prepared_by, v.recorded_at, v.content_hash)::vouchers) WHERE fund_id =
            {F} AND voucher_type = 'PC'
            """
        },
        {
            "vouchers", "voucher", "PT-2021-00002", "details_commitment",
            """
            UPDATE voucher_details SET counterparty_name = 'Người khác' WHERE fund_id = {F} AND voucher_type = 'PT' AND voucher_no
            = 2
            """
        },
        {
            "vouchers", "voucher", "PT-2021-00003", "voucher_no",
            "DELETE FROM vouchers WHERE fund_id = {F} AND voucher_type = 'PT' AND voucher_no = 2"
        },
        {
            "documents", "entry", "financial/2", "document",
            "DELETE FROM vouchers WHERE fund_id = {F} AND voucher_type = 'PT' AND voucher_no = 2"
        },
        {
            "donors", "donor", "2", "name and address",
            "UPDATE donors SET name = 'Người khác' WHERE fund_id = {F} AND donor_id = 2"
        },
        {
            "hash-log", "decision", "1/approved", "hash",
            "UPDATE disbursement_events SET actor = 'duyet2' WHERE fund_id = {F} AND disbursement_id = 1 AND event = 'approved'"
        },
        {
            "hash-log", "decision", "2/rejected", "reason",
            "UPDATE disbursement_events SET reason = 'Lý do khác' WHERE fund_id = {F} AND event = 'rejected'"
        },
        {
            "decisions", "request", "1", "approver",
            "UPDATE disbursements SET approver = 'duyet2' WHERE fund_id = {F} AND disbursement_id = 1"
        },
        {
            "decisions", "request", "3", "status",
            "UPDATE disbursements SET status = 'rejected' WHERE fund_id = {F} AND disbursement_id = 3"
        },
        {
            "commitments", "request", "3", "reserved",
            "UPDATE disbursements SET status = 'rejected' WHERE fund_id = {F} AND disbursement_id = 3"
        },
        {
            "hash-log", "refusal", "1", "hash",
            "UPDATE refusals SET message = 'It was allowed.' WHERE fund_id = {F}"
        },
        {
            "requests", "request", "3", "content_hash",
            """
            UPDATE disbursement_lines SET amount = amount - 1, allowed = allowed - 1 WHERE fund_id = {F} AND disbursement_id = 3;
            UPDATE disbursements SET total = total - 1 WHERE fund_id = {F} AND disbursement_id = 3
            """
        },
        {
            "requests", "request", "1", "total",
            "UPDATE disbursement_lines SET amount = amount - 1 WHERE fund_id = {F} AND disbursement_id = 1 AND line_no = 2"
        },
        {
            "documents", "entry", "financial/4", "posting 1 amount",
            "UPDATE disbursement_lines SET amount = amount - 1 WHERE fund_id = {F} AND disbursement_id = 1 AND line_no = 2"
        },
        {
            "hash-log", "head", "Q106", "log_no",
            """
            DELETE FROM disbursement_events WHERE fund_id = {F} AND log_no = (SELECT log_no FROM fund_heads WHERE fund_id = {F}) -
            1;
            DELETE FROM journal_entries WHERE fund_id = {F} AND log_no = (SELECT log_no FROM fund_heads WHERE fund_id = {F})
            """
        },
        {
            "numbers", "number series", "commitment", "last_no",
            "DELETE FROM journal_entries WHERE fund_id = {F} AND log_no = (SELECT log_no FROM fund_heads WHERE fund_id = {F})"
        },
        {
            "hash-log", "head", "Q106", "log_hash",
            "UPDATE fund_heads SET log_hash = sha256('forged') WHERE fund_id = {F}"
        },
        {
            "pool-balances", "pool", "CHUNG", "liquid",
            "UPDATE pool_balances SET liquid = liquid + 1 WHERE fund_id = {F} AND pool_id = 1"
        },
        {
            "pool-balances", "pool", "CHUNG", "committed",
            "UPDATE pool_balances SET committed = 0 WHERE fund_id = {F} AND pool_id = 1"
        },
        {
            "money-balances", "money", "bank", "balance",
            "UPDATE money_balances SET balance = balance - 1 WHERE fund_id = {F} AND account_code = 'bank'"
        },
        {
            "days", "pool day", "1 2021-02-03", "sum",
            "UPDATE pool_days SET liquid = liquid + 1 WHERE fund_id = {F} AND pool_id = 1 AND day = '2021-02-03'"
        },
        {
            "days", "money day", "cash 2021-01-04", "sum",
            "DELETE FROM money_days WHERE fund_id = {F} AND account_code = 'cash' AND day = '2021-01-04'"
        },
        {
            "closings", "closing", "2021-01", "liquid",
            "UPDATE closed_periods SET liquid = liquid + 1 WHERE fund_id = {F}"
        },
        {
            "closings", "entry", "financial/7", "entry_date",
            "UPDATE journal_entries SET entry_date = '2021-01-31' WHERE fund_id = {F} AND book = 'financial' AND entry_no = 7"
        },
        {
            "request-keys", "entry", "financial/2", "key answered to its author",
            """
            DELETE FROM request_keys k USING journal_entries e WHERE e.fund_id = {F} AND e.book = 'financial' AND e.entry_no = 2
                AND k.fund_id = e.fund_id AND k.request_key = e.request_key
            """
        },
        {
            "request-keys", "refusal", "1", "request",
            "UPDATE request_keys SET request = 'RecordReceipt' WHERE fund_id = {F} AND refusal_no IS NOT NULL"
        },
        {
            "norm-uses", "norm use", "1/2 holiday_gift/tet/2021", "used",
            "DELETE FROM norm_usages WHERE disbursement_id = 1 AND line_no = 2"
        },
        {
            "norm-totals", "norm total", "TE-000002 holiday_gift/tet/2021", "used of allowed",
            "UPDATE norm_usage_totals SET used = 0 WHERE beneficiary_code = 'TE-000002'"
        },
    };
}
