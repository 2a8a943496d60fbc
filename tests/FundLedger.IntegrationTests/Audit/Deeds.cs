namespace FundLedger.IntegrationTests.Audit;

/// <summary>What somebody with every right might change at once; {F} stands for the number of the district's fund.</summary>
internal static class Deeds
{
    public static readonly IReadOnlyDictionary<string, string> All = new Dictionary<string, string>
    {
        ["balances"] = """
            UPDATE fund_heads SET log_hash = sha256('x') WHERE fund_id = {F};
            UPDATE pool_balances SET liquid = liquid + 1 WHERE fund_id = {F} AND pool_id = 1;
            UPDATE money_balances SET balance = balance - 1 WHERE fund_id = {F} AND account_code = 'bank';
            UPDATE pool_days SET liquid = liquid + 1 WHERE fund_id = {F} AND pool_id = 1 AND day = '2021-02-03';
            INSERT INTO user_roles VALUES ('duyet2', {F}, 'cashier');
            UPDATE pools SET support_kinds = NULL WHERE fund_id = {F} AND pool_id = 2;
            UPDATE monthly_turnovers SET debit = debit + 1 WHERE fund_id = {F} AND account_code = 'cash' AND pool_id = 1 AND month = '2021-01-01';
            UPDATE donors SET name = 'Người khác' WHERE fund_id = {F} AND donor_id = 2;
            UPDATE vouchers SET bank_reference = 'FT21004-002' WHERE fund_id = {F} AND bank_reference IS NOT NULL;
            UPDATE identity_accesses SET accessed_by = 'canbo2';
            UPDATE child_events SET recorded_by = 'canbo2' WHERE event_no = 1;
            UPDATE number_series SET last_no = last_no + 1 WHERE fund_id = {F} AND series = 'donor';
            UPDATE norm_usage_totals SET used = 0 WHERE beneficiary_code = 'TE-000002';
            UPDATE request_keys SET request = 'RecordReceipt' WHERE fund_id = {F} AND refusal_no IS NOT NULL;
            UPDATE closed_periods SET liquid = liquid + 1 WHERE fund_id = {F} AND version = 1;
            UPDATE period_states SET closing_person = 77 WHERE fund_id = {F};
            UPDATE adjustments SET reason = 'Lý do khác' WHERE fund_id = {F};
            UPDATE journal_entries SET line_count = 3 WHERE fund_id = {F} AND book = 'financial' AND entry_no = 1;
            UPDATE disbursement_lines SET amount = amount - 1 WHERE fund_id = {F} AND disbursement_id = 1 AND line_no = 2;
            UPDATE disbursements SET status = 'requested' WHERE fund_id = {F} AND disbursement_id = 2
            """,
        ["bounds"] = """
            UPDATE refusals SET hash_version = 3 WHERE fund_id = {F};
            UPDATE pool_balances SET committed = committed - 1 WHERE fund_id = {F} AND pool_id = 1;
            UPDATE money_balances SET balance = balance + 1 WHERE fund_id = {F} AND account_code = 'cash';
            UPDATE money_days SET change = change + 1 WHERE fund_id = {F} AND account_code = 'cash' AND day = '2021-01-04';
            UPDATE users SET person_id = 99 WHERE user_name = 'duyet2';
            INSERT INTO receipt_likenesses VALUES ({F}, 'PT', 2021, 1, 'PT-2021-00002', 'Hai người cùng tên', now(), 'ketoan');
            UPDATE vouchers SET donor_id = NULL WHERE fund_id = {F} AND voucher_type = 'PT' AND voucher_no = 1;
            UPDATE voucher_details SET voucher_no = 77 WHERE fund_id = {F} AND voucher_type = 'PT' AND voucher_no = 2;
            UPDATE identity_accesses SET accessed_at = accessed_at + interval '1 hour';
            UPDATE child_events SET recorded_at = recorded_at + interval '1 hour' WHERE event_no = 1;
            UPDATE number_series SET last_no = last_no - 1 WHERE fund_id = {F} AND series = 'transfer';
            UPDATE norm_usages SET allowed = 5 WHERE disbursement_id = 1 AND line_no = 2 AND delta = 1;
            UPDATE request_keys SET answer = NULL WHERE fund_id = {F} AND refusal_no IS NOT NULL;
            UPDATE closed_periods SET last_entry_no = last_entry_no + 1 WHERE fund_id = {F} AND version = 1;
            UPDATE period_states SET closing_month = '2021-03-01' WHERE fund_id = {F};
            UPDATE adjustments SET requester = 'ketoan2' WHERE fund_id = {F};
            UPDATE journal_entries SET entry_date = '2020-12-31' WHERE fund_id = {F} AND book = 'financial' AND entry_no = 1;
            UPDATE disbursements SET line_count = 9 WHERE fund_id = {F} AND disbursement_id = 1;
            UPDATE disbursements SET requester = 'ketoan2' WHERE fund_id = {F} AND disbursement_id = 1;
            UPDATE statement_seals SET version = 7 WHERE fund_id = {F} AND version = 1;
            UPDATE checkpoints SET trial_digest = sha256('x') WHERE fund_id = {F}
            """,
        ["kinds"] = """
            UPDATE refusals SET hash_version = 0 WHERE fund_id = {F};
            UPDATE pool_balances SET goods = goods + 1 WHERE fund_id = {F} AND pool_id = 1;
            INSERT INTO pool_days (fund_id, pool_id, day, liquid) VALUES ({F}, 1, '2021-01-20', 5);
            UPDATE users SET disabled_at = '2021-01-01 00:00:00+00' WHERE user_name = 'duyet2';
            UPDATE voucher_details SET counterparty_name = 'Người khác' WHERE fund_id = {F} AND voucher_type = 'PT' AND voucher_no = 2;
            UPDATE identity_accesses SET reason = 'Theo yêu cầu của gia đình';
            UPDATE child_events SET happened_on = '2020-01-01' WHERE event_no = 1;
            UPDATE norm_usages SET delta = -1 WHERE disbursement_id = 1 AND line_no = 2 AND delta = 1;
            UPDATE request_keys SET recorded_by = 'ketoan2' WHERE fund_id = {F} AND request = 'RecordReceipt';
            UPDATE closed_periods SET version = 5 WHERE fund_id = {F} AND version = 1;
            UPDATE period_states SET closed_through = '2021-02-28' WHERE fund_id = {F};
            UPDATE adjustments SET requester_person = 99 WHERE fund_id = {F};
            UPDATE journal_entries SET kind = 'gift' WHERE fund_id = {F} AND book = 'financial' AND entry_no = 1;
            UPDATE disbursements SET requester_person = 99 WHERE fund_id = {F} AND disbursement_id = 1;
            INSERT INTO exception_papers SELECT (jsonb_populate_record(NULL::exception_papers, jsonb_build_object('fund_id', {F},
                'disbursement_id', 1, 'file_name', 'x', 'media_type', 'application/pdf', 'content', '\x00'))).*;
            UPDATE statement_seals SET month = '2021-02-01' WHERE fund_id = {F} AND version = 1;
            UPDATE checkpoints SET log_hash = sha256('x') WHERE fund_id = {F}
            """,
        ["places"] = """
            UPDATE postings SET entry_date = '2021-01-05' WHERE fund_id = {F} AND book = 'financial' AND entry_no = 2 AND line = 2;
            UPDATE vouchers SET voucher_no = 9 WHERE fund_id = {F} AND voucher_type = 'PT' AND voucher_no = 2;
            UPDATE child_event_seals SET event_no = 99 WHERE event_no = 1;
            UPDATE disbursements SET approver = 'duyet2' WHERE fund_id = {F} AND disbursement_id = 1;
            UPDATE adjustment_events SET requester_person = 99 WHERE fund_id = {F} AND event = 'posted';
            UPDATE disbursement_events SET content_hash = sha256('x') WHERE fund_id = {F} AND disbursement_id = 1 AND event = 'approved';
            UPDATE statement_seals SET digest = sha256('x') WHERE fund_id = {F} AND version = 1;
            UPDATE identity_accesses SET beneficiary_code = 'TE-000002';
            UPDATE user_roles SET role = 'auditor' WHERE fund_id = {F} AND user_name = 'thuquy'
            """,
        ["vouchers"] = """
            UPDATE journal_entries SET voucher_type = NULL, voucher_year = NULL, voucher_no = NULL
            WHERE fund_id = {F} AND book = 'financial' AND entry_no = 2;
            UPDATE disbursements SET approver_person = 99 WHERE fund_id = {F} AND disbursement_id = 1;
            UPDATE adjustment_events SET changes_balance = NOT changes_balance WHERE fund_id = {F} AND event = 'posted';
            UPDATE disbursement_events SET reason = 'Lý do khác' WHERE fund_id = {F} AND event = 'rejected';
            UPDATE monthly_turnovers SET credit = 0, debit = 0 WHERE fund_id = {F} AND account_code = 'bank' AND pool_id = 2;
            DELETE FROM voucher_details WHERE fund_id = {F} AND voucher_type = 'PT' AND voucher_no = 3
            """,
        ["hands"] = """
            UPDATE journal_entries SET voucher_no = 1 WHERE fund_id = {F} AND voucher_type = 'PT' AND voucher_no = 2;
            UPDATE disbursements SET payer = 'duyet2' WHERE fund_id = {F} AND disbursement_id = 1;
            UPDATE adjustment_events SET content_hash = sha256('x') WHERE fund_id = {F} AND event = 'posted';
            UPDATE identity_access_events SET access_no = 99
            """,
        ["steps"] = """
            DROP INDEX IF EXISTS adjustment_decided_once;
            UPDATE disbursements SET payer_person = 99 WHERE fund_id = {F} AND disbursement_id = 1;
            UPDATE disbursement_steps SET name_vi = 'Kế toán' WHERE fund_id = {F} AND disbursement_id = 1;
            UPDATE adjustment_events SET event = 'rejected' WHERE fund_id = {F} AND event = 'requested'
            """,
        ["links"] = """
            UPDATE disbursement_steps SET decided_by = 'duyet2' WHERE fund_id = {F} AND disbursement_id = 1;
            UPDATE adjustments SET pool_ids = '{2,2}' WHERE fund_id = {F}
            """,
        ["persons"] = """
            UPDATE disbursement_events SET person_id = (SELECT person_id FROM users WHERE user_name = 'ketoan')
            WHERE fund_id = {F} AND disbursement_id = 1 AND event = 'approved';
            UPDATE disbursements SET approver_person = requester_person WHERE fund_id = {F} AND disbursement_id = 1;
            UPDATE adjustments SET changes_balance = true WHERE fund_id = {F};
            UPDATE adjustment_events SET changes_balance = true, person_id = requester_person WHERE fund_id = {F};
            UPDATE adjustments a SET content_hash = adjustment_content_hash(a);
            UPDATE adjustment_events e SET content_hash = a.content_hash FROM adjustments a WHERE a.fund_id = e.fund_id;
            UPDATE journal_entries SET log_no = log_no + 1000000 WHERE fund_id = {F} AND book = 'financial' AND entry_no = 8
            """,
        ["issued"] = """
            UPDATE issued_statements SET from_date = '2020-12-01' WHERE fund_id = {F}
            """,
        ["terms"] = """
            INSERT INTO request_terms SELECT * FROM jsonb_populate_record(NULL::request_terms,
                jsonb_build_object('fund_id', {F}, 'disbursement_id', 1, 'payee_kind', 'guardian'))
            """,
        ["cofunders"] = """
            INSERT INTO request_cofunders SELECT * FROM jsonb_populate_record(NULL::request_cofunders,
                jsonb_build_object('fund_id', {F}, 'disbursement_id', 1, 'cofunder_no', 1, 'name', 'Hội', 'amount', 5))
            """,
        ["replacements"] = """
            INSERT INTO request_replacements SELECT * FROM jsonb_populate_record(NULL::request_replacements,
                jsonb_build_object('fund_id', {F}, 'disbursement_id', 3, 'replaces_id', 2))
            """,
        ["doubts"] = """
            INSERT INTO request_doubts SELECT * FROM jsonb_populate_record(NULL::request_doubts,
                jsonb_build_object('fund_id', {F}, 'disbursement_id', 1, 'beneficiary_code', 'TE-000001', 'other_code', 'TE-000002',
                'after_event_no', 1))
            """,
    };

    public static TheoryData<string> Names => [.. All.Keys];
}
