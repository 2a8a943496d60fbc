-- Who may touch what. The application reads what its signed-in user may see (row-level security) and writes only through the use cases;
-- the auditor reads the books of every fund; nobody but the owner runs anything else.

GRANT SELECT ON ledger_settings, units, child_classes, support_kinds, source_kinds, occasions, occasion_dates, accounts, regime_maps,
    norm_decisions, norm_lines, norm_line_classes, persons, user_roles TO fundledger_app, fundledger_auditor;
GRANT SELECT, UPDATE (password_hash, security_stamp, concurrency_stamp, lockout_enabled, lockout_end, access_failed_count, last_sign_in_at)
    ON users TO fundledger_app;
GRANT SELECT, INSERT ON data_protection_keys TO fundledger_app;
GRANT SELECT ON disbursement_titles TO fundledger_app, fundledger_auditor;

-- Tables of one fund: seen by those who have a role in it.
DO $$
DECLARE t text;
BEGIN
    FOREACH t IN ARRAY ARRAY['funds', 'fund_heads', 'number_series', 'pools', 'donors', 'pool_balances', 'money_balances', 'pool_days',
        'money_days', 'vouchers', 'voucher_details', 'journal_entries', 'postings', 'closed_periods', 'disbursements', 'disbursement_lines',
        'disbursement_events', 'refusals', 'norm_usages']
    LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
        EXECUTE format('CREATE POLICY of_my_funds ON %I FOR SELECT TO fundledger_app USING (fund_id = ANY ((SELECT readable_funds())::int[]))', t);
        EXECUTE format('CREATE POLICY of_all_funds ON %I FOR SELECT TO fundledger_auditor USING (true)', t);
        EXECUTE format('GRANT SELECT ON %I TO fundledger_app, fundledger_auditor', t);
    END LOOP;
END $$;

-- Of interest to the pipeline alone, which reaches it through two functions.
ALTER TABLE request_keys ENABLE ROW LEVEL SECURITY;

-- Tables of children: seen by those who work for their unit.
ALTER TABLE beneficiaries ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_my_units ON beneficiaries FOR SELECT TO fundledger_app USING (unit_id = ANY ((SELECT readable_units())::int[]));
CREATE POLICY of_all_units ON beneficiaries FOR SELECT TO fundledger_auditor USING (true);
ALTER TABLE households ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_my_units ON households FOR SELECT TO fundledger_app USING (unit_id = ANY ((SELECT readable_units())::int[]));
ALTER TABLE beneficiary_classes ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_my_units ON beneficiary_classes FOR SELECT TO fundledger_app
    USING (EXISTS (SELECT FROM beneficiaries b WHERE b.beneficiary_code = beneficiary_classes.beneficiary_code));
CREATE POLICY of_all_units ON beneficiary_classes FOR SELECT TO fundledger_auditor USING (true);
ALTER TABLE norm_usage_totals ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_my_units ON norm_usage_totals FOR SELECT TO fundledger_app
    USING (EXISTS (SELECT FROM beneficiaries b WHERE b.beneficiary_code = norm_usage_totals.beneficiary_code));
CREATE POLICY of_all_units ON norm_usage_totals FOR SELECT TO fundledger_auditor USING (true);
ALTER TABLE identity_accesses ENABLE ROW LEVEL SECURITY;
CREATE POLICY for_auditors ON identity_accesses FOR SELECT TO fundledger_app
    USING (EXISTS (SELECT FROM beneficiaries b JOIN user_roles r ON b.unit_id = ANY (units_of_fund(r.fund_id))
        WHERE b.beneficiary_code = identity_accesses.beneficiary_code AND r.user_name = current_setting('app.actor', true)
            AND r.role = 'auditor'));
CREATE POLICY for_all ON identity_accesses FOR SELECT TO fundledger_auditor USING (true);
GRANT SELECT ON beneficiaries, households, beneficiary_classes, norm_usage_totals, identity_accesses TO fundledger_app;
GRANT SELECT ON beneficiaries, beneficiary_classes, norm_usage_totals, identity_accesses TO fundledger_auditor;

GRANT EXECUTE ON FUNCTION lock_fund, units_of_fund, readable_funds, readable_units, actor_has_role, acting_user, ledger_now, business_today,
    claim_request, answer_request, open_pool, record_receipt, submit_disbursement, approve_disbursement, reject_disbursement, pay_disbursement,
    reverse_entry, close_period, record_refusal, register_beneficiary, next_beneficiary_code, new_household, open_identity,
    identities_for_judging, norm_usage_keys, norm_used_in_36_months, posting_signed TO fundledger_app;
GRANT EXECUTE ON FUNCTION posting_signed, ledger_now, business_today, readable_funds, readable_units, norm_usage_keys TO fundledger_auditor;
GRANT EXECUTE ON FUNCTION support_received, bank_reference_holder TO fundledger_app;
