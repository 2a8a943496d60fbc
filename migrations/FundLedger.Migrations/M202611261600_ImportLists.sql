-- Lists that are imported from files: that one was sent, what became of it, and the rows that it added. The file itself is never here.

CREATE TABLE imports (
    fund_id int NOT NULL REFERENCES funds,
    import_id uuid NOT NULL,
    list_code text NOT NULL CHECK (list_code ~ '^[a-z][a-z_]{2,29}$'),
    label text NOT NULL CONSTRAINT import_has_label CHECK (length(btrim(label)) BETWEEN 1 AND 100),
    file_hash bytea NOT NULL CHECK (length(file_hash) = 32),
    file_size int NOT NULL CHECK (file_size > 0),
    uploaded_at timestamptz NOT NULL,
    uploaded_by text NOT NULL CONSTRAINT import_actor_present CHECK (uploaded_by <> ''),
    PRIMARY KEY (fund_id, import_id)
);
COMMENT ON TABLE imports IS 'That somebody sent a file to be imported, under which label and with which hash; neither its name nor anything in it.';
SELECT make_append_only('imports');

CREATE TABLE import_ends (
    fund_id int NOT NULL,
    import_id uuid NOT NULL,
    list_code text NOT NULL,
    file_hash bytea NOT NULL CHECK (length(file_hash) = 32),
    outcome text NOT NULL CHECK (outcome IN ('committed', 'cancelled')),
    chosen text CHECK (chosen IN ('all', 'good')),
    rows_read int NOT NULL,
    rows_added int NOT NULL CHECK (rows_added >= 0),
    rows_already_in int NOT NULL CHECK (rows_already_in >= 0),
    rows_duplicate int NOT NULL CHECK (rows_duplicate >= 0),
    rows_bad int NOT NULL CHECK (rows_bad >= 0),
    recorded_at timestamptz NOT NULL,
    actor text NOT NULL CONSTRAINT import_end_actor_present CHECK (actor <> ''),
    hash_version smallint NOT NULL,
    log_no bigint NOT NULL,
    hash bytea NOT NULL CHECK (length(hash) = 32),
    PRIMARY KEY (fund_id, log_no),
    CONSTRAINT import_ends_once UNIQUE (fund_id, import_id),
    FOREIGN KEY (fund_id, import_id) REFERENCES imports,
    CONSTRAINT import_counts_add_up CHECK (rows_added + rows_already_in + rows_duplicate + rows_bad <= rows_read
        AND (outcome = 'cancelled' OR rows_added + rows_already_in + rows_duplicate + rows_bad = rows_read)),
    CONSTRAINT import_adds_when_committed CHECK ((outcome = 'committed') = (rows_added > 0) AND (outcome = 'committed') = (chosen IS NOT NULL)),
    CONSTRAINT import_all_or_good CHECK (chosen IS DISTINCT FROM 'all' OR rows_bad + rows_duplicate = 0)
);
COMMENT ON TABLE import_ends IS 'What became of an import: carried out with its counts, or cancelled; sealed.';
CREATE INDEX import_ends_by_file ON import_ends (fund_id, list_code, file_hash);
SELECT make_append_only('import_ends');

-- Rows are compared with identities, so importing is for those who may open them.
CREATE FUNCTION may_import(p_fund int) RETURNS void LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM require_role(p_fund, 'commune_officer');
END $$;

CREATE FUNCTION begin_import(p_fund int, p_import uuid, p_list text, p_label text, p_hash bytea, p_size int) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM require_role(p_fund, 'commune_officer');
    INSERT INTO imports VALUES (p_fund, p_import, p_list, btrim(p_label), p_hash, p_size, ledger_now(), acting_user());
END $$;

-- Several children at once, each by the rules for one; evidence goes to their classes.
CREATE FUNCTION register_imported(p_fund int, p_rows jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE r record;
BEGIN
    PERFORM require_role(p_fund, 'commune_officer');
    FOR r IN SELECT * FROM jsonb_to_recordset(p_rows) AS x(unit int, household text, classes text[], subgroups smallint[], since date, code text,
            key_id text, nonce bytea, sealed bytea, carer_key_id text, carer_nonce bytea, carer_sealed bytea,
            evidence_kind text, evidence_number text, evidence_date date) LOOP
        IF NOT r.unit = ANY (units_of_fund(p_fund)) THEN
            PERFORM refuse('imported_into_own_units', 'Children are imported into the communes of the fund only.');
        END IF;
        PERFORM register_beneficiary(r.unit, r.household, r.classes, r.since, r.key_id, r.nonce, r.sealed, r.code, r.subgroups,
            r.carer_key_id, r.carer_nonce, r.carer_sealed, r.evidence_kind, r.evidence_number, r.evidence_date);
    END LOOP;
END $$;

CREATE FUNCTION import_content(e import_ends) RETURNS bytea LANGUAGE sql STABLE AS $$
    SELECT canonical('import', '1', e.fund_id::text, e.import_id::text, e.list_code, encode(e.file_hash, 'hex'), e.outcome, e.chosen,
        e.rows_read::text, e.rows_added::text, e.rows_already_in::text, e.rows_duplicate::text, e.rows_bad::text,
        canonical_instant(e.recorded_at), e.actor, e.log_no::text)
$$;

-- Ends an import in the transaction that added its rows: what is said to be added is what this very transaction registered.
CREATE FUNCTION end_import(p_fund int, p_import uuid, p_outcome text, p_chosen text, p_rows int, p_added int, p_already_in int, p_duplicate int,
    p_bad int) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE e import_ends; i imports; v_seal record;
BEGIN
    PERFORM require_role(p_fund, 'commune_officer');
    PERFORM lock_fund(p_fund);
    SELECT * INTO i FROM imports WHERE fund_id = p_fund AND import_id = p_import;
    IF i.uploaded_by IS DISTINCT FROM acting_user() THEN
        PERFORM refuse('import_ended_by_its_sender', 'An import is ended by the person who sent it.');
    END IF;
    IF p_added <> (SELECT count(*) FROM child_events c WHERE c.event = 'registered' AND c.xmin = pg_current_xact_id()::xid) THEN
        PERFORM refuse('import_added_what_it_says', 'An import says how many rows it added, no more and no less.');
    END IF;
    e.fund_id := p_fund; e.import_id := p_import; e.list_code := i.list_code; e.file_hash := i.file_hash; e.outcome := p_outcome;
    e.chosen := p_chosen; e.rows_read := p_rows; e.rows_added := p_added; e.rows_already_in := p_already_in; e.rows_duplicate := p_duplicate;
    e.rows_bad := p_bad; e.recorded_at := ledger_now(); e.actor := acting_user(); e.hash_version := 1;
    e.log_no := (SELECT log_no + 1 FROM fund_heads WHERE fund_id = p_fund);
    SELECT * INTO v_seal FROM seal(p_fund, import_content(e));
    e.hash := v_seal.hash;
    INSERT INTO import_ends SELECT e.*;
END $$;

DO $$
BEGIN
    EXECUTE 'CREATE OR REPLACE VIEW sealed_records WITH (security_invoker = true) AS ' || rtrim(pg_get_viewdef('sealed_records'::regclass), '; ')
        || ' UNION ALL SELECT fund_id, log_no, hash, ''import_ends'' FROM import_ends';
END $$;

ALTER TABLE imports ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_my_funds ON imports FOR SELECT TO fundledger_app USING (fund_id = ANY ((SELECT readable_funds())::int[]));
CREATE POLICY of_all_funds ON imports FOR SELECT TO fundledger_auditor USING (true);
ALTER TABLE import_ends ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_my_funds ON import_ends FOR SELECT TO fundledger_app USING (fund_id = ANY ((SELECT readable_funds())::int[]));
CREATE POLICY of_all_funds ON import_ends FOR SELECT TO fundledger_auditor USING (true);
GRANT SELECT ON imports, import_ends TO fundledger_app, fundledger_auditor;
GRANT EXECUTE ON FUNCTION may_import, begin_import, register_imported, end_import TO fundledger_app;
