-- What the papers of a closing are made with is kept when it is closed: names, the address of the verify page, the fonts, the signed
-- checkpoint. The statements that end with it (month, quarter, year so far) are issued with it, by their digests, for anybody to check.

CREATE TABLE closing_papers (
    fund_id int NOT NULL,
    month date NOT NULL,
    version int NOT NULL,
    signed_no bigint,
    names text NOT NULL,
    address text NOT NULL,
    fonts text,
    kept_at timestamptz NOT NULL,
    kept_by text NOT NULL,
    PRIMARY KEY (fund_id, month, version),
    FOREIGN KEY (fund_id, month, version) REFERENCES closed_periods,
    FOREIGN KEY (fund_id, signed_no) REFERENCES checkpoints (fund_id, log_no),
    CONSTRAINT closing_address_plain CHECK (address = '' OR address ~ '^https?://[!-~]{1,200}$'),
    CONSTRAINT closing_fonts_digest CHECK (fonts ~ '^[0-9a-f]{64}$'),
    CONSTRAINT closing_papers_actor_present CHECK (kept_by <> '')
);
COMMENT ON TABLE closing_papers IS 'What the papers of a closing are made with, as it was then: they stay the same bytes whatever changes later.';
COMMENT ON COLUMN closing_papers.signed_no IS 'Log record of the checkpoint that was signed with the closing; null where nothing was signed.';

CREATE TABLE issued_statements (
    fund_id int NOT NULL,
    month date NOT NULL,
    version int NOT NULL,
    from_date date NOT NULL,
    digest bytea NOT NULL,
    PRIMARY KEY (fund_id, month, version, from_date),
    FOREIGN KEY (fund_id, month, version) REFERENCES closing_papers,
    CONSTRAINT issued_once_by_digest UNIQUE (fund_id, month, version, from_date, digest),
    CONSTRAINT issued_statement_digest CHECK (length(digest) = 32),
    CONSTRAINT issued_statement_starts_before_its_end CHECK (from_date <= month_end(month))
);
COMMENT ON TABLE issued_statements IS 'Digests of the statements that end with a closing; from_date is their first day.';

SELECT make_append_only(t) FROM unnest('{closing_papers, issued_statements}'::regclass[]) t;

DO $$
DECLARE t text; v_subjects text := (SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = 'reference_events_subject_check');
BEGIN
    FOREACH t IN ARRAY '{closing_papers, issued_statements}'::text[] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
        EXECUTE format('CREATE POLICY of_my_funds ON %I FOR SELECT TO fundledger_app USING (fund_id = ANY ((SELECT readable_funds())::int[]))', t);
        EXECUTE format('CREATE POLICY of_all_funds ON %I FOR SELECT TO fundledger_auditor USING (true)', t);
    END LOOP;
    ALTER TABLE reference_events DROP CONSTRAINT reference_events_subject_check;
    EXECUTE 'ALTER TABLE reference_events ADD CONSTRAINT reference_events_subject_check ' || replace(v_subjects, 'ARRAY[', 'ARRAY[''closing_papers''::text, ');
END $$;
GRANT SELECT ON closing_papers, issued_statements TO fundledger_app, fundledger_auditor;

CREATE FUNCTION names_now(p_fund int) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT json_build_object('unit', u.name, 'fund', json_build_array(f.name_vi, f.name_en),
        'pools', (SELECT coalesce(json_object_agg(p.code, json_build_array(p.name_vi, p.name_en) ORDER BY p.pool_id), '{}')
                  FROM pools p WHERE p.fund_id = p_fund),
        'sources', (SELECT json_object_agg(s.source_kind, json_build_array(s.name_vi, s.name_en) ORDER BY s.source_kind COLLATE "C")
                    FROM source_kinds s),
        'supports', (SELECT json_object_agg(k.support_kind, json_build_array(k.name_vi, k.name_en) ORDER BY k.support_kind COLLATE "C")
                     FROM support_kinds k),
        'classes', (SELECT json_agg(json_build_array(c.class_code, c.name_vi, c.name_en) ORDER BY c.sort_order, c.class_code COLLATE "C")
                    FROM child_classes c))::text
    FROM funds f JOIN units u USING (unit_id) WHERE f.fund_id = p_fund
$$;

CREATE FUNCTION keep_closing_papers(p_fund int, p_month date, p_address text, p_fonts text, p_froms date[], p_digests bytea[])
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE k closing_papers; v_sealed statement_seals; v_first date;
BEGIN
    PERFORM require_role(p_fund, 'fund_accountant');
    PERFORM lock_fund(p_fund);
    SELECT * INTO v_sealed FROM statement_seals s WHERE s.fund_id = p_fund AND s.month = p_month ORDER BY s.version DESC LIMIT 1;
    v_first := (SELECT greatest(p_month, f.opened_on) FROM funds f WHERE f.fund_id = p_fund);
    IF v_sealed.version IS NULL OR NOT EXISTS (SELECT FROM period_states s WHERE s.fund_id = p_fund AND s.closed_through = month_end(p_month)) THEN
        PERFORM refuse('papers_kept_at_closing', 'The papers of a closing are kept when it is closed.');
    END IF;
    IF NOT EXISTS (SELECT FROM unnest(p_froms, p_digests) i(from_date, digest) WHERE i.from_date = v_first AND i.digest = v_sealed.digest) THEN
        PERFORM refuse('month_is_issued_as_sealed', 'The statement of the month is issued with the digest that was sealed.');
    END IF;
    k.fund_id := p_fund; k.month := p_month; k.version := v_sealed.version; k.names := names_now(p_fund);
    k.address := coalesce(p_address, ''); k.fonts := p_fonts; k.kept_at := ledger_now(); k.kept_by := acting_user();
    k.signed_no := (SELECT min(c.log_no) FROM checkpoints c WHERE c.fund_id = p_fund AND c.log_no >= v_sealed.log_no - 1);
    INSERT INTO closing_papers SELECT k.*;
    INSERT INTO issued_statements SELECT p_fund, p_month, k.version, i.from_date, i.digest FROM unnest(p_froms, p_digests) i(from_date, digest);
    PERFORM record_reference(p_fund, 'closing_papers', to_char(p_month, 'YYYY-MM') || '/' || k.version,
        ARRAY['closing_papers', p_fund::text, to_char(p_month, 'YYYY-MM-DD'), k.version::text, k.signed_no::text, k.names, k.address, k.fonts,
            to_char(k.kept_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'), k.kept_by,
            (SELECT json_agg(json_build_array(to_char(i.from_date, 'YYYY-MM-DD'), encode(i.digest, 'hex')) ORDER BY i.from_date)::text
             FROM issued_statements i WHERE i.fund_id = p_fund AND i.month = p_month AND i.version = k.version)]);
END $$;
GRANT EXECUTE ON FUNCTION keep_closing_papers TO fundledger_app;

CREATE FUNCTION closing_has_papers() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM closing_papers k WHERE k.fund_id = NEW.fund_id AND k.month = NEW.month AND k.version = NEW.version) THEN
        PERFORM refuse('closing_has_papers', 'A closing keeps what its papers are made with in the same transaction.');
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER has_papers AFTER INSERT ON statement_seals DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION closing_has_papers();

-- What anybody may know of a statement, without signing in: no figure, no name of a person.
CREATE FUNCTION issued_statement(p_fund text, p_from date, p_to date, p_version int)
RETURNS TABLE (fund text, name_vi text, name_en text, unit text, version int, closed_at timestamptz, log_no bigint, log_hash bytea, digest bytea,
    signed_no bigint, signed_hash bytea, signed_at timestamptz, public_key bytea, latest int, is_open boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT f.code, coalesce(k.names::json -> 'fund' ->> 0, f.name_vi), coalesce(k.names::json -> 'fund' ->> 1, f.name_en),
        coalesce(k.names::json ->> 'unit', u.name), c.version, c.closed_at, c.log_no, c.hash,
        coalesce(i.digest, CASE WHEN p_from = greatest(c.month, f.opened_on) THEN s.digest END),
        p.log_no, p.log_hash, p.made_at, p.public_key,
        (SELECT max(x.version) FROM closed_periods x WHERE x.fund_id = c.fund_id AND x.month = c.month),
        coalesce(month_end(c.month) > t.closed_through, true)
    FROM funds f JOIN units u USING (unit_id) JOIN closed_periods c USING (fund_id) JOIN period_states t USING (fund_id)
    LEFT JOIN closing_papers k USING (fund_id, month, version) LEFT JOIN statement_seals s USING (fund_id, month, version)
    LEFT JOIN issued_statements i ON i.fund_id = c.fund_id AND i.month = c.month AND i.version = c.version AND i.from_date = p_from
    LEFT JOIN LATERAL (SELECT x.* FROM checkpoints x WHERE x.fund_id = c.fund_id AND x.log_no >= coalesce(k.signed_no, c.log_no)
        ORDER BY x.log_no LIMIT 1) p ON true
    WHERE f.code = p_fund AND month_end(c.month) = p_to AND c.version = p_version AND p_from BETWEEN f.opened_on AND p_to
$$;
GRANT EXECUTE ON FUNCTION issued_statement TO fundledger_app;
