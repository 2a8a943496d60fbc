-- The steps of transfers, decisions at the end of a year and openings are links of the log like all that the view has listed so far.

DO $$
BEGIN
    EXECUTE 'CREATE OR REPLACE VIEW sealed_records WITH (security_invoker = true) AS '
        || rtrim(pg_get_viewdef('sealed_records'::regclass), ';')
        || ' UNION ALL SELECT fund_id, log_no, hash, ''pool_transfer_events'' FROM pool_transfer_events'
        || ' UNION ALL SELECT fund_id, log_no, hash, ''year_end_decisions'' FROM year_end_decisions'
        || ' UNION ALL SELECT fund_id, log_no, hash, ''year_openings'' FROM year_openings';
END $$;
