-- Which reports a fund owes in a year, by which day, and what answered each of them. Whoever keeps the books is told so many days before.

CREATE TABLE report_rules (
    rule_code text PRIMARY KEY,
    name_vi text NOT NULL,
    name_en text NOT NULL,
    due_month int NOT NULL CHECK (due_month BETWEEN 1 AND 12),
    due_day int NOT NULL CHECK (due_day BETWEEN 1 AND 31),
    due_years_later int NOT NULL CHECK (due_years_later IN (0, 1)),
    last_month int NOT NULL CHECK (last_month BETWEEN 1 AND 12),
    report text CHECK (report IN ('receipt-use', 'occasion', 'matrix'))
);
COMMENT ON TABLE report_rules IS 'What is due each year, from which the calendar of a fund is made. The period begins on 1 January.';
COMMENT ON COLUMN report_rules.report IS 'The report of the books that answers it; null where it is another document.';
INSERT INTO report_rules VALUES
    ('first_quarter', 'Danh sách trẻ em theo nhóm và kế hoạch năm', 'List of children by group and plan of the year', 3, 31, 0, 3, NULL),
    ('half_year', 'Báo cáo 6 tháng', 'Report of the half year', 6, 15, 0, 6, 'receipt-use'),
    ('child_friendly', 'Đánh giá xã, thị trấn phù hợp với trẻ em', 'Assessment of child-friendly communes', 10, 30, 0, 12, NULL),
    ('year', 'Báo cáo năm', 'Report of the year', 12, 10, 0, 12, 'receipt-use'),
    ('publication', 'Công khai thu, chi Quỹ của năm', 'Publication of what was received and used', 3, 31, 1, 12, 'receipt-use');
GRANT SELECT ON report_rules TO fundledger_app, fundledger_auditor;

CREATE TABLE report_dues (
    fund_id int NOT NULL REFERENCES funds,
    due_no int NOT NULL CHECK (due_no > 0),
    year int NOT NULL CHECK (year BETWEEN 2000 AND 2100),
    rule_code text NOT NULL REFERENCES report_rules,
    due_on date NOT NULL,
    from_date date NOT NULL,
    to_date date NOT NULL,
    report text,
    tell_days int NOT NULL,
    planned_at timestamptz NOT NULL,
    planned_by text NOT NULL,
    PRIMARY KEY (fund_id, due_no),
    CONSTRAINT due_once_a_year UNIQUE (fund_id, year, rule_code),
    CONSTRAINT due_told_in_time CHECK (tell_days BETWEEN 1 AND 60),
    CONSTRAINT due_planner_present CHECK (planned_by <> '')
);
COMMENT ON TABLE report_dues IS 'The reports that a fund owes in a year. tell_days: so many days before it is due its accountants are told.';

CREATE TABLE report_answers (
    fund_id int NOT NULL,
    due_no int NOT NULL,
    freeze_no int,
    document text CHECK (length(btrim(document)) BETWEEN 3 AND 120),
    answered_at timestamptz NOT NULL,
    answered_by text NOT NULL,
    PRIMARY KEY (fund_id, due_no),
    FOREIGN KEY (fund_id, due_no) REFERENCES report_dues,
    FOREIGN KEY (fund_id, freeze_no) REFERENCES report_freezes,
    CONSTRAINT due_answer_says_what CHECK (num_nonnulls(freeze_no, document) > 0),
    CONSTRAINT due_answerer_present CHECK (answered_by <> '')
);
COMMENT ON TABLE report_answers IS 'What was sent for a due report: the frozen report, or number and date of another document.';

SELECT make_append_only(t) FROM unnest('{report_dues, report_answers}'::regclass[]) t;
DO $$
DECLARE t text;
BEGIN
    FOREACH t IN ARRAY '{report_dues, report_answers}'::text[] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
        EXECUTE format('CREATE POLICY of_my_funds ON %I FOR SELECT TO fundledger_app USING (fund_id = ANY ((SELECT readable_funds())::int[]))', t);
        EXECUTE format('CREATE POLICY of_all_funds ON %I FOR SELECT TO fundledger_auditor USING (true)', t);
    END LOOP;
END $$;
GRANT SELECT ON report_dues, report_answers TO fundledger_app, fundledger_auditor;

-- A report of the books is answered by a frozen report of its own kind and period.
CREATE FUNCTION report_answer_fits() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM report_dues d WHERE d.fund_id = NEW.fund_id AND d.due_no = NEW.due_no AND d.report IS NOT NULL AND NOT EXISTS (
            SELECT FROM report_freezes f WHERE f.fund_id = d.fund_id AND f.freeze_no = NEW.freeze_no
                AND (f.report, f.from_date, f.to_date) = (d.report, d.from_date, d.to_date))) THEN
        PERFORM refuse('due_answered_by_its_report', 'It is answered by a frozen report of its kind and period.');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER fits BEFORE INSERT ON report_answers FOR EACH ROW EXECUTE FUNCTION report_answer_fits();

-- Returns how many reports were added: none where the year was planned before. A fund that opened in the year owes them from its first day.
CREATE FUNCTION plan_reports(p_fund int, p_year int, p_tell_days int) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_first date := (SELECT greatest(f.opened_on, make_date(p_year, 1, 1)) FROM funds f WHERE f.fund_id = p_fund);
    v_added int;
BEGIN
    PERFORM require_role(p_fund, 'fund_accountant');
    PERFORM lock_fund(p_fund);
    INSERT INTO report_dues (fund_id, due_no, year, rule_code, due_on, from_date, to_date, report, tell_days, planned_at, planned_by)
    SELECT p_fund, (SELECT count(*) FROM report_dues d WHERE d.fund_id = p_fund) + row_number() OVER (ORDER BY r.due_years_later, r.due_month),
        p_year, r.rule_code, make_date(p_year + r.due_years_later, r.due_month, r.due_day), v_first,
        month_end(make_date(p_year, r.last_month, 1)), r.report, p_tell_days, ledger_now(), acting_user()
    FROM report_rules r
    WHERE month_end(make_date(p_year, r.last_month, 1)) >= v_first
        AND NOT EXISTS (SELECT FROM report_dues d WHERE d.fund_id = p_fund AND d.year = p_year AND d.rule_code = r.rule_code);
    GET DIAGNOSTICS v_added = ROW_COUNT;
    RETURN v_added;
END $$;

CREATE FUNCTION answer_due(p_fund int, p_due int, p_freeze int, p_document text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM require_role(p_fund, 'fund_accountant');
    PERFORM lock_fund(p_fund);
    INSERT INTO report_answers VALUES (p_fund, p_due, p_freeze, nullif(btrim(p_document), ''), ledger_now(), acting_user());
END $$;
GRANT EXECUTE ON FUNCTION plan_reports, answer_due TO fundledger_app;

-- In one function and one constraint a few words are added; whoever finds them otherwise stops here.
DO $$
DECLARE
    v_next text := pg_get_functiondef('who_acts_next'::regproc);
    v_subjects text := (SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = 'notices'::regclass AND conname = 'notices_subject_check');
BEGIN
    IF strpos(v_next, E'\n    WHEN ''transfer'' THEN') = 0 OR strpos(v_subjects, '''disbursement''::text') = 0 THEN
        RAISE EXCEPTION 'What tells who acts next does not read as expected.';
    END IF;
    EXECUTE replace(v_next, E'\n    WHEN ''transfer'' THEN', E'\n    WHEN ''report'' THEN'
        || E'\n        RETURN QUERY SELECT h.user_name, h.person_id FROM report_dues d CROSS JOIN holders_of(p_fund, ''fund_accountant'') h'
        || E'\n        WHERE d.fund_id = p_fund AND d.due_no = p_no'
        || E'\n            AND NOT EXISTS (SELECT FROM report_answers a WHERE a.fund_id = p_fund AND a.due_no = d.due_no);'
        || E'\n    WHEN ''transfer'' THEN');
    ALTER TABLE notices DROP CONSTRAINT notices_subject_check;
    EXECUTE 'ALTER TABLE notices ADD CONSTRAINT notices_subject_check '
        || replace(v_subjects, '''disbursement''::text', '''disbursement''::text, ''report''::text');
END $$;

-- Each night: what is due soon and what is overdue, each told once.
CREATE FUNCTION tell_of_reports() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM tell(d.fund_id, 'report', d.due_no, e.event)
    FROM report_dues d
    CROSS JOIN LATERAL (SELECT CASE WHEN d.due_on < business_today() THEN 'overdue' ELSE 'due_soon' END AS event) e
    WHERE d.due_on - d.tell_days <= business_today()
        AND NOT EXISTS (SELECT FROM report_answers a WHERE a.fund_id = d.fund_id AND a.due_no = d.due_no)
        AND NOT EXISTS (SELECT FROM notices n WHERE n.fund_id = d.fund_id AND n.subject = 'report' AND n.subject_no = d.due_no
            AND n.event = e.event);
    RETURN NULL;
END $$;
CREATE TRIGGER told_of_reports AFTER INSERT ON check_runs FOR EACH ROW WHEN (NEW.night IS NOT NULL) EXECUTE FUNCTION tell_of_reports();
