-- A voucher may be printed again, but not unnoticed: each print is a row that says who and when, is numbered from 1 for its voucher, and is
-- sealed with the run that it was printed in. The number of the voucher stays what it is.

CREATE TABLE print_runs (
    fund_id int NOT NULL REFERENCES funds,
    run_no int NOT NULL CHECK (run_no > 0),
    language text NOT NULL CHECK (language IN ('vi', 'en')),
    printed_at timestamptz NOT NULL,
    printed_by text NOT NULL CHECK (printed_by <> ''),
    person_id bigint NOT NULL REFERENCES persons,
    PRIMARY KEY (fund_id, run_no)
);
COMMENT ON TABLE print_runs IS 'One file with one or more vouchers, made by one person at one time.';

CREATE TABLE voucher_prints (
    fund_id int NOT NULL,
    voucher_type text NOT NULL,
    voucher_year smallint NOT NULL,
    voucher_no int NOT NULL,
    copy_no int NOT NULL,
    run_no int NOT NULL,
    PRIMARY KEY (fund_id, voucher_type, voucher_year, voucher_no, copy_no),
    FOREIGN KEY (fund_id, run_no) REFERENCES print_runs,
    FOREIGN KEY (fund_id, voucher_type, voucher_year, voucher_no) REFERENCES vouchers,
    CONSTRAINT printed_once_in_a_run UNIQUE (fund_id, run_no, voucher_type, voucher_year, voucher_no)
);
COMMENT ON COLUMN voucher_prints.copy_no IS 'Which print of the voucher it is; from the second on the paper says so.';

SELECT make_append_only(t) FROM unnest('{print_runs, voucher_prints}'::regclass[]) t;

DO $$
DECLARE t text;
BEGIN
    FOREACH t IN ARRAY '{print_runs, voucher_prints}'::text[] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
        EXECUTE format('CREATE POLICY of_my_funds ON %I FOR SELECT TO fundledger_app USING (fund_id = ANY ((SELECT readable_funds())::int[]))', t);
        EXECUTE format('CREATE POLICY of_all_funds ON %I FOR SELECT TO fundledger_auditor USING (true)', t);
    END LOOP;
END $$;
GRANT SELECT ON print_runs, voucher_prints TO fundledger_app, fundledger_auditor;

DO $$
DECLARE v_subjects text := (SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = 'reference_events_subject_check');
BEGIN
    ALTER TABLE reference_events DROP CONSTRAINT reference_events_subject_check;
    EXECUTE 'ALTER TABLE reference_events ADD CONSTRAINT reference_events_subject_check ' || replace(v_subjects, 'ARRAY[', 'ARRAY[''print_run''::text, ');
END $$;

-- The first print is number 1, and none is left out: the paper that says "lần 3" has two before it.
CREATE FUNCTION voucher_print_counts_on() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.copy_no <> 1 + (SELECT count(*) FROM voucher_prints p WHERE p.fund_id = NEW.fund_id AND p.voucher_type = NEW.voucher_type
            AND p.voucher_year = NEW.voucher_year AND p.voucher_no = NEW.voucher_no) THEN
        PERFORM refuse('voucher_print_counts_on', 'The prints of a voucher are numbered one after the other.');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER counts_on BEFORE INSERT ON voucher_prints FOR EACH ROW EXECUTE FUNCTION voucher_print_counts_on();

CREATE FUNCTION print_vouchers(p_fund int, p_language text, p_type text, p_year int, p_nos int[]) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE r print_runs;
BEGIN
    PERFORM require_role(p_fund, 'fund_accountant', 'approver', 'cashier', 'auditor');
    PERFORM lock_fund(p_fund);
    IF NOT coalesce(cardinality(p_nos) BETWEEN 1 AND 240, false) THEN
        PERFORM refuse('print_run_size', 'Between one and 240 vouchers are printed together.');
    END IF;
    r.fund_id := p_fund; r.run_no := 1 + coalesce((SELECT max(x.run_no) FROM print_runs x WHERE x.fund_id = p_fund), 0);
    r.language := p_language; r.printed_at := ledger_now(); r.printed_by := acting_user(); r.person_id := acting_person();
    INSERT INTO print_runs SELECT r.*;
    INSERT INTO voucher_prints
    SELECT p_fund, p_type, p_year, u, 1 + (SELECT count(*) FROM voucher_prints p WHERE p.fund_id = p_fund AND p.voucher_type = p_type
        AND p.voucher_year = p_year AND p.voucher_no = u), r.run_no
    FROM unnest(p_nos) u ORDER BY u;
    PERFORM record_reference(p_fund, 'print_run', r.run_no::text, ARRAY['print_run', p_fund::text, r.run_no::text, r.language,
            to_char(r.printed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'), r.printed_by, r.person_id::text]
        || (SELECT array_agg(x.term ORDER BY p.voucher_no, x.place) FROM voucher_prints p CROSS JOIN LATERAL
                unnest(ARRAY[p.voucher_type, p.voucher_year::text, p.voucher_no::text, p.copy_no::text]) WITH ORDINALITY x(term, place)
            WHERE p.fund_id = p_fund AND p.run_no = r.run_no));
    RETURN r.run_no;
END $$;
GRANT EXECUTE ON FUNCTION print_vouchers TO fundledger_app;
