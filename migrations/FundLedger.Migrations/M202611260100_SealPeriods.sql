-- The steps of closing and reopening, and the digests of statements, are links of the log like all that the view has listed so far.

DO $$
BEGIN
    EXECUTE 'CREATE OR REPLACE VIEW sealed_records WITH (security_invoker = true) AS '
        || rtrim(pg_get_viewdef('sealed_records'::regclass), ';')
        || ' UNION ALL SELECT fund_id, log_no, hash, ''period_events'' FROM period_events'
        || ' UNION ALL SELECT fund_id, log_no, hash, ''statement_seals'' FROM statement_seals';
END $$;
