-- A look at an identity is a link of the hash log too: of the fund of the child's own unit. Who and when stand there; which child and why only
-- as a commitment, because whoever may read the log of a fund need not know that.

ALTER TABLE identity_accesses ADD COLUMN salt bytea NOT NULL CHECK (length(salt) = 16)
    DEFAULT substr(sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())), 1, 16);

CREATE TABLE identity_access_events (
    fund_id int NOT NULL REFERENCES funds,
    access_no bigint NOT NULL CONSTRAINT identity_access_sealed_once UNIQUE REFERENCES identity_accesses,
    recorded_at timestamptz NOT NULL,
    actor text NOT NULL CONSTRAINT identity_access_actor_present CHECK (actor <> ''),
    details_commitment bytea NOT NULL CHECK (length(details_commitment) = 32),
    hash_version smallint NOT NULL,
    log_no bigint NOT NULL,
    hash bytea NOT NULL CHECK (length(hash) = 32),
    PRIMARY KEY (fund_id, log_no)
);
COMMENT ON TABLE identity_access_events IS 'That somebody looked at an identity, sealed; the child and the reason by a salted commitment, whose words are in identity_accesses.';
SELECT make_append_only('identity_access_events');

-- The fund of the unit, or the nearest one above it that has a fund.
CREATE FUNCTION fund_of_unit(p_unit int) RETURNS int LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT f.fund_id FROM funds f WHERE p_unit = ANY (units_of_fund(f.fund_id)) ORDER BY cardinality(units_of_fund(f.fund_id)), f.fund_id LIMIT 1
$$;

CREATE FUNCTION seal_identity_access(a identity_accesses) RETURNS void LANGUAGE plpgsql AS $$
DECLARE e identity_access_events; v_seal record;
BEGIN
    e.fund_id := fund_of_unit((SELECT unit_id FROM beneficiaries b WHERE b.beneficiary_code = a.beneficiary_code));
    PERFORM lock_fund(e.fund_id);
    e.access_no := a.access_no; e.recorded_at := a.accessed_at; e.actor := a.accessed_by; e.hash_version := 1;
    e.details_commitment := commitment_of(a.salt, a.beneficiary_code, a.reason);
    e.log_no := (SELECT log_no + 1 FROM fund_heads WHERE fund_id = e.fund_id);
    SELECT * INTO v_seal FROM seal(e.fund_id, canonical('identity_access', '1', e.fund_id::text, e.access_no::text,
        canonical_instant(e.recorded_at), e.actor, encode(e.details_commitment, 'hex'), e.log_no::text));
    e.hash := v_seal.hash;
    INSERT INTO identity_access_events SELECT e.*;
END $$;

CREATE FUNCTION identity_access_sealed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM seal_identity_access(NEW);
    RETURN NULL;
END $$;

-- What has been looked at so far is sealed as it stands.
SELECT seal_identity_access(a) FROM identity_accesses a ORDER BY a.access_no;

CREATE TRIGGER sealed AFTER INSERT ON identity_accesses FOR EACH ROW EXECUTE FUNCTION identity_access_sealed();

DO $$
BEGIN
    EXECUTE 'CREATE OR REPLACE VIEW sealed_records WITH (security_invoker = true) AS ' || rtrim(pg_get_viewdef('sealed_records'::regclass), '; ')
        || ' UNION ALL SELECT fund_id, log_no, hash, ''identity_access_events'' FROM identity_access_events';
END $$;

ALTER TABLE identity_access_events ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_my_funds ON identity_access_events FOR SELECT TO fundledger_app USING (fund_id = ANY ((SELECT readable_funds())::int[]));
CREATE POLICY of_all_funds ON identity_access_events FOR SELECT TO fundledger_auditor USING (true);
GRANT SELECT ON identity_access_events TO fundledger_app, fundledger_auditor;
GRANT EXECUTE ON FUNCTION fund_of_unit TO fundledger_app, fundledger_auditor;
