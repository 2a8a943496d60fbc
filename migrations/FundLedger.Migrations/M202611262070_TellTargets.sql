-- The targets of a plan are no secret: a commune's report shows those of its district beside its own.

DROP POLICY of_my_units ON coverage_targets;
CREATE POLICY of_all_plans ON coverage_targets FOR SELECT TO fundledger_app USING (true);
