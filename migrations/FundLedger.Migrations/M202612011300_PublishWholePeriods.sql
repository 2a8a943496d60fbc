-- A publication is of a whole quarter, half or year: days in between would tell small counts by their difference. The year in which the
-- fund opened begins with its first day.

CREATE OR REPLACE FUNCTION publication_stands() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_quarter date := date_trunc('quarter', NEW.to_date)::date;
    v_half date := make_date(extract(year FROM NEW.to_date)::int, CASE WHEN extract(month FROM NEW.to_date) <= 6 THEN 1 ELSE 7 END, 1);
    v_year date := date_trunc('year', NEW.to_date)::date;
    v_opened date := (SELECT f.opened_on FROM funds f WHERE f.fund_id = NEW.fund_id);
BEGIN
    IF NOT EXISTS (SELECT FROM period_states s WHERE s.fund_id = NEW.fund_id AND s.closed_through >= NEW.to_date) THEN
        PERFORM refuse('publication_of_closed_months', 'What is published for good is of closed months.');
    END IF;
    IF NOT coalesce(CASE NEW.to_date
        WHEN (v_year + interval '1 year')::date - 1 THEN
            NEW.from_date IN (v_quarter, v_half, v_year) OR (NEW.from_date = v_opened AND v_opened > v_year)
        WHEN (v_half + interval '6 months')::date - 1 THEN NEW.from_date IN (v_quarter, v_half)
        WHEN (v_quarter + interval '3 months')::date - 1 THEN NEW.from_date = v_quarter
    END, false) THEN
        PERFORM refuse('publication_of_whole_periods', 'What is published is of a whole quarter, half or year.');
    END IF;
    RETURN NEW;
END $$;

-- After the checks of the row itself, which say more of a report that is not of its last day.
DROP TRIGGER published_when_closed ON report_freezes;
CREATE TRIGGER published_when_closed AFTER INSERT ON report_freezes FOR EACH ROW WHEN (NEW.report = 'publication')
    EXECUTE FUNCTION publication_stands();
