-- Which book or list left as a file, by whom, narrowed how, with how many rows, of which moment: written and sealed before the file is handed over.

CREATE TABLE list_exports (
    fund_id int NOT NULL REFERENCES funds,
    export_no int NOT NULL CHECK (export_no > 0),
    list text NOT NULL CHECK (list ~ '^[a-z-]{2,30}$'),
    narrowed_to text NOT NULL CHECK (length(narrowed_to) BETWEEN 1 AND 500),
    format text NOT NULL CHECK (format IN ('pdf', 'xlsx', 'csv', 'json')),
    row_count bigint NOT NULL,
    read_at timestamptz NOT NULL,
    exported_at timestamptz NOT NULL,
    exported_by text NOT NULL,
    PRIMARY KEY (fund_id, export_no),
    CONSTRAINT export_counts_its_rows CHECK (row_count >= 0),
    CONSTRAINT export_read_before_it_left CHECK (read_at <= exported_at),
    CONSTRAINT export_actor_present CHECK (exported_by <> '')
);
COMMENT ON TABLE list_exports IS 'Books and lists that left as files. read_at: everything in the file is of that moment.';

SELECT make_append_only('list_exports');
ALTER TABLE list_exports ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_my_funds ON list_exports FOR SELECT TO fundledger_app USING (fund_id = ANY ((SELECT readable_funds())::int[]));
CREATE POLICY of_all_funds ON list_exports FOR SELECT TO fundledger_auditor USING (true);
GRANT SELECT ON list_exports TO fundledger_app, fundledger_auditor;

DO $$
DECLARE v_subjects text := (SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = 'reference_events_subject_check');
BEGIN
    ALTER TABLE reference_events DROP CONSTRAINT reference_events_subject_check;
    EXECUTE 'ALTER TABLE reference_events ADD CONSTRAINT reference_events_subject_check ' || replace(v_subjects, 'ARRAY[', 'ARRAY[''list_export''::text, ');
END $$;

CREATE FUNCTION list_export_terms(x list_exports) RETURNS text[] LANGUAGE sql STABLE AS $$
    SELECT ARRAY['list_export', x.fund_id::text, x.export_no::text, x.list, x.narrowed_to, x.format, x.row_count::text,
        to_char(x.read_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'), to_char(x.exported_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'),
        x.exported_by]
$$;

CREATE FUNCTION list_export_sealed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM record_reference(NEW.fund_id, 'list_export', NEW.export_no::text, list_export_terms(NEW));
    RETURN NULL;
END $$;
CREATE TRIGGER sealed AFTER INSERT ON list_exports FOR EACH ROW EXECUTE FUNCTION list_export_sealed();

CREATE FUNCTION note_export(p_fund int, p_list text, p_narrowed text, p_format text, p_rows bigint, p_read_at timestamptz)
RETURNS int LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET enable_seqscan = off AS $$
DECLARE v_no int;
BEGIN
    PERFORM require_role(p_fund, 'fund_accountant', 'approver', 'cashier', 'auditor', 'commune_officer');
    PERFORM lock_fund(p_fund);
    v_no := coalesce((SELECT max(export_no) FROM list_exports WHERE fund_id = p_fund), 0) + 1;
    INSERT INTO list_exports VALUES (p_fund, v_no, p_list, p_narrowed, p_format, p_rows, p_read_at, ledger_now(), acting_user());
    RETURN v_no;
END $$;
GRANT EXECUTE ON FUNCTION note_export TO fundledger_app;
