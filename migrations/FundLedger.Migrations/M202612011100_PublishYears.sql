-- What everybody may read of a year is a report of its own; the calendar asks for it by 31 March. It is kept of closed months only.

ALTER TABLE report_freezes DROP CONSTRAINT report_freezes_report_check;
ALTER TABLE report_freezes ADD CONSTRAINT report_freezes_report_check CHECK (report IN ('receipt-use', 'occasion', 'matrix', 'publication'));
ALTER TABLE report_rules DROP CONSTRAINT report_rules_report_check;
ALTER TABLE report_rules ADD CONSTRAINT report_rules_report_check CHECK (report IN ('receipt-use', 'occasion', 'matrix', 'publication'));

-- A year that was planned before keeps what it said would answer it.
UPDATE report_rules SET report = 'publication' WHERE rule_code = 'publication';

ALTER TABLE report_freezes ADD CONSTRAINT publication_is_whole CHECK (report <> 'publication' OR cut_off = to_date);

CREATE FUNCTION publication_stands() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM period_states s WHERE s.fund_id = NEW.fund_id AND s.closed_through >= NEW.to_date) THEN
        PERFORM refuse('publication_of_closed_months', 'What is published for good is of closed months.');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER published_when_closed BEFORE INSERT ON report_freezes FOR EACH ROW WHEN (NEW.report = 'publication')
    EXECUTE FUNCTION publication_stands();
