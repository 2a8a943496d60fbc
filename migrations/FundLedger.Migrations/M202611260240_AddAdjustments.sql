-- Adjusting entries take their place in lists that other scripts lengthen too: hence by what the lists hold by now, and late.

-- One word more in the lists of voucher types and entry kinds, whatever they hold by now.
DO $$
DECLARE
    v_type text := (SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = 'vouchers_voucher_type_check');
    v_why text := (SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = 'voucher_says_why');
    v_kind text := (SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = 'journal_entries_kind_check');
BEGIN
    EXECUTE 'ALTER TABLE vouchers DROP CONSTRAINT vouchers_voucher_type_check, DROP CONSTRAINT voucher_says_why';
    EXECUTE 'ALTER TABLE vouchers ADD CONSTRAINT vouchers_voucher_type_check ' || replace(v_type, 'ARRAY[', 'ARRAY[''PK''::text, ');
    EXECUTE 'ALTER TABLE vouchers ADD CONSTRAINT voucher_says_why ' || regexp_replace(v_why, 'CASE voucher_type',
        'CASE voucher_type WHEN ''PK'' THEN donor_id IS NULL AND disbursement_id IS NULL AND reverses_entry_no IS NULL');
    EXECUTE 'ALTER TABLE journal_entries DROP CONSTRAINT journal_entries_kind_check';
    EXECUTE 'ALTER TABLE journal_entries ADD CONSTRAINT journal_entries_kind_check ' || replace(v_kind, 'ARRAY[', 'ARRAY[''adjustment''::text, ');
END $$;

-- One more table of sealed records.
DO $$
BEGIN
    EXECUTE 'CREATE OR REPLACE VIEW sealed_records WITH (security_invoker = true) AS ' || rtrim(pg_get_viewdef('sealed_records'::regclass), '; ')
        || ' UNION ALL SELECT fund_id, log_no, hash, ''adjustment_events'' FROM adjustment_events';
END $$;
