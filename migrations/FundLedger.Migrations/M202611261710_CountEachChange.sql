-- The movement of the register counts every coming and going, also of who comes and goes within one period; and the targets of a plan
-- stand beside the coverage.

-- The list of children as of a day says where they lived then.
GRANT EXECUTE ON FUNCTION unit_on TO fundledger_app;

-- The classes of one child on a day, with its unit, and once under '*'; nothing when it is not there.
CREATE FUNCTION memberships_on(b beneficiaries, p_on date) RETURNS TABLE (unit_id int, class_code text) LANGUAGE sql STABLE AS $$
    SELECT u.unit_id, c.class_code
    FROM (SELECT unit_on(b.beneficiary_code, p_on) AS unit_id) u
    CROSS JOIN LATERAL (SELECT '*' AS class_code UNION ALL
        SELECT k.class_code FROM beneficiary_classes k WHERE k.beneficiary_code = b.beneficiary_code AND k.valid_from <= p_on
            AND (k.valid_to IS NULL OR k.valid_to >= p_on)) c
    WHERE (b.registered_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date <= p_on
        AND child_state_on(b.beneficiary_code, p_on) IN ('active', 'suspended')
$$;

CREATE OR REPLACE FUNCTION register_members(p_units int[], p_on date)
RETURNS TABLE (unit_id int, class_code text, beneficiary_code text) LANGUAGE sql STABLE AS $$
    SELECT m.unit_id, m.class_code, b.beneficiary_code
    FROM beneficiaries b CROSS JOIN LATERAL memberships_on(b, p_on) m
    WHERE m.unit_id = ANY (p_units) AND (b.unit_id = ANY (p_units) OR EXISTS (
        SELECT FROM child_events e WHERE e.beneficiary_code = b.beneficiary_code AND e.event = 'moved' AND e.from_unit = ANY (p_units)))
$$;

-- On which days of a period anything about a child begins or ends.
CREATE FUNCTION days_of_change(b beneficiaries, p_from date, p_to date) RETURNS TABLE (day date) LANGUAGE sql STABLE AS $$
    SELECT d.day
    FROM (SELECT e.happened_on AS day FROM child_events e WHERE e.beneficiary_code = b.beneficiary_code
          UNION SELECT k.valid_from FROM beneficiary_classes k WHERE k.beneficiary_code = b.beneficiary_code
          UNION SELECT k.valid_to + 1 FROM beneficiary_classes k WHERE k.beneficiary_code = b.beneficiary_code
          UNION SELECT (b.registered_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date) d
    WHERE d.day BETWEEN p_from AND p_to
$$;

CREATE OR REPLACE FUNCTION register_counts(p_fund int, p_from date, p_to date)
RETURNS TABLE (unit_id int, class_code text, opening int, increases int, decreases int, closing int, supported int)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH units AS (SELECT units_of_fund(p_fund) AS ids WHERE p_fund = ANY (readable_funds())),
    changes AS (
        SELECT m.unit_id, m.class_code, m.change
        FROM units, beneficiaries b CROSS JOIN LATERAL days_of_change(b, p_from, p_to) d
        CROSS JOIN LATERAL (
            (SELECT a.unit_id, a.class_code, 1 AS change FROM memberships_on(b, d.day) a
             EXCEPT SELECT x.unit_id, x.class_code, 1 FROM memberships_on(b, d.day - 1) x)
            UNION ALL
            (SELECT x.unit_id, x.class_code, -1 FROM memberships_on(b, d.day - 1) x
             EXCEPT SELECT a.unit_id, a.class_code, -1 FROM memberships_on(b, d.day) a)) m
        WHERE m.unit_id = ANY (units.ids)),
    after AS (SELECT m.* FROM units, register_members(units.ids, p_to) m),
    given AS (
        SELECT s.beneficiary_code FROM support_received(ARRAY(SELECT DISTINCT a.beneficiary_code FROM after a)) s
        WHERE s.entry_date BETWEEN p_from AND p_to GROUP BY s.beneficiary_code HAVING sum(s.amount) > 0),
    counted AS (
        SELECT a.unit_id, a.class_code, 0 AS came, 0 AS went, 1 AS there,
            (a.beneficiary_code IN (SELECT g.beneficiary_code FROM given g))::int AS helped FROM after a
        UNION ALL
        SELECT c.unit_id, c.class_code, (c.change = 1)::int, (c.change = -1)::int, 0, 0 FROM changes c)
    SELECT unit_id, class_code, (sum(there) - sum(came) + sum(went))::int, sum(came)::int, sum(went)::int, sum(there)::int,
        sum(helped)::int
    FROM counted GROUP BY unit_id, class_code
$$;

-- Whom the counts of a day count, so that their ages can be looked up in the vault by machine.
CREATE FUNCTION members_of_fund(p_fund int, p_on date) RETURNS TABLE (class_code text, beneficiary_code text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT m.class_code, m.beneficiary_code FROM register_members(units_of_fund(p_fund), p_on) m WHERE p_fund = ANY (readable_funds())
$$;
GRANT EXECUTE ON FUNCTION members_of_fund TO fundledger_app;

CREATE TABLE coverage_targets (
    target_no bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    unit_id int NOT NULL REFERENCES units,
    year smallint NOT NULL CHECK (year BETWEEN 2000 AND 2100),
    class_code text REFERENCES child_classes,
    percent smallint NOT NULL CONSTRAINT target_of_a_hundred CHECK (percent BETWEEN 0 AND 100),
    source text NOT NULL CONSTRAINT target_has_source CHECK (length(btrim(source)) BETWEEN 5 AND 200),
    recorded_at timestamptz NOT NULL,
    recorded_by text NOT NULL CHECK (recorded_by <> '')
);
COMMENT ON TABLE coverage_targets IS 'How many of a hundred registered children a plan wants supported in a year; class_code NULL for all. The last one written holds.';
CREATE INDEX coverage_targets_of_unit ON coverage_targets (unit_id, year);
SELECT make_append_only('coverage_targets');
ALTER TABLE coverage_targets ENABLE ROW LEVEL SECURITY;
-- The targets of a plan are no secret: a commune's report shows those of its district beside its own.
CREATE POLICY of_all_plans ON coverage_targets FOR SELECT TO fundledger_app USING (true);
CREATE POLICY of_all_units ON coverage_targets FOR SELECT TO fundledger_auditor USING (true);
GRANT SELECT ON coverage_targets TO fundledger_app, fundledger_auditor;

CREATE FUNCTION set_coverage_target(p_fund int, p_year int, p_class text, p_percent int, p_source text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM require_role(p_fund, 'fund_accountant');
    INSERT INTO coverage_targets (unit_id, year, class_code, percent, source, recorded_at, recorded_by)
    SELECT f.unit_id, p_year, p_class, p_percent, btrim(p_source), ledger_now(), acting_user() FROM funds f WHERE f.fund_id = p_fund;
END $$;
GRANT EXECUTE ON FUNCTION set_coverage_target TO fundledger_app;
