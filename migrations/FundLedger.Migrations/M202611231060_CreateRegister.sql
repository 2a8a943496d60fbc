-- Children: codes here, identities in a vault that only holds ciphertext.

CREATE TABLE households (
    household_code text PRIMARY KEY CHECK (household_code ~ '^HO-[0-9]{4,}$'),
    unit_id int NOT NULL REFERENCES units,
    UNIQUE (household_code, unit_id)
);

CREATE TABLE beneficiaries (
    beneficiary_code text PRIMARY KEY CHECK (beneficiary_code ~ '^TE-[0-9]{6,}$'),
    unit_id int NOT NULL REFERENCES units,
    household_code text NOT NULL,
    registered_at timestamptz NOT NULL,
    registered_by text NOT NULL CHECK (registered_by <> ''),
    CONSTRAINT household_of_same_unit FOREIGN KEY (household_code, unit_id) REFERENCES households (household_code, unit_id)
);
CREATE INDEX beneficiaries_by_unit ON beneficiaries (unit_id);
CREATE SEQUENCE beneficiary_numbers;
CREATE SEQUENCE household_numbers;

CREATE TABLE beneficiary_classes (
    beneficiary_code text NOT NULL REFERENCES beneficiaries,
    class_code text NOT NULL,
    privacy_tier text NOT NULL CONSTRAINT sealed_group_only_in_vault CHECK (privacy_tier <> 'sealed'),
    valid_from date NOT NULL,
    valid_to date CHECK (valid_to >= valid_from),
    PRIMARY KEY (beneficiary_code, class_code, valid_from),
    FOREIGN KEY (class_code, privacy_tier) REFERENCES child_classes (class_code, privacy_tier)
);
COMMENT ON TABLE beneficiary_classes IS 'Groups of a child with dates. A sealed group stands here as "protected"; its name is only in the vault.';

CREATE TABLE identity_vault (
    beneficiary_code text PRIMARY KEY REFERENCES beneficiaries,
    key_id text NOT NULL,
    nonce bytea NOT NULL CHECK (length(nonce) = 12),
    sealed bytea NOT NULL
);
COMMENT ON TABLE identity_vault IS 'Name, birth date, guardian and sealed group, encrypted by the application (AES-256-GCM); the key is outside the database.';

CREATE TABLE identity_accesses (
    access_no bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    accessed_at timestamptz NOT NULL,
    accessed_by text NOT NULL CHECK (accessed_by <> ''),
    beneficiary_code text NOT NULL REFERENCES beneficiaries,
    reason text NOT NULL CHECK (length(btrim(reason)) >= 5)
);
SELECT make_append_only('identity_accesses');

-- A role counts in the units of its own fund: an auditor here who is an officer elsewhere is no officer here.
CREATE FUNCTION require_role_for_unit(p_unit int, VARIADIC p_roles text[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM user_roles r JOIN users u USING (user_name)
                   WHERE r.user_name = acting_user() AND r.role = ANY (p_roles) AND u.disabled_at IS NULL
                       AND p_unit = ANY (units_of_fund(r.fund_id))) THEN
        PERFORM refuse('actor_has_role', format('%s needs one of the roles %s for this unit.', acting_user(), array_to_string(p_roles, ', ')));
    END IF;
END $$;

CREATE FUNCTION register_beneficiary(p_unit int, p_household text, p_classes text[], p_valid_from date, p_key_id text, p_nonce bytea,
    p_sealed bytea, p_code text) RETURNS text LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM require_role_for_unit(p_unit, 'commune_officer', 'fund_accountant');
    INSERT INTO beneficiaries VALUES (p_code, p_unit, p_household, ledger_now(), acting_user());
    INSERT INTO beneficiary_classes
    SELECT p_code, c.class_code, c.privacy_tier, p_valid_from, NULL FROM child_classes c WHERE c.class_code = ANY (p_classes);
    INSERT INTO identity_vault VALUES (p_code, p_key_id, p_nonce, p_sealed);
    RETURN p_code;
END $$;

-- The code is given first, because it is bound into the ciphertext.
CREATE FUNCTION next_beneficiary_code() RETURNS text LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT 'TE-' || lpad(n::text, greatest(6, length(n::text)), '0') FROM nextval('beneficiary_numbers') n
$$;

CREATE FUNCTION new_household(p_unit int) RETURNS text LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE v_code text := (SELECT 'HO-' || lpad(n::text, greatest(4, length(n::text)), '0') FROM nextval('household_numbers') n);
BEGIN
    PERFORM require_role_for_unit(p_unit, 'commune_officer', 'fund_accountant');
    INSERT INTO households VALUES (v_code, p_unit);
    RETURN v_code;
END $$;

-- The only way to an identity: the look is written down in the same statement.
CREATE FUNCTION open_identity(p_code text, p_reason text) RETURNS TABLE (key_id text, nonce bytea, sealed bytea)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM require_role_for_unit((SELECT unit_id FROM beneficiaries WHERE beneficiary_code = p_code), 'commune_officer');
    INSERT INTO identity_accesses (accessed_at, accessed_by, beneficiary_code, reason)
    VALUES (ledger_now(), acting_user(), p_code, p_reason);
    RETURN QUERY SELECT v.key_id, v.nonce, v.sealed FROM identity_vault v WHERE v.beneficiary_code = p_code;
END $$;

-- Ciphertexts for judging age by machine; no person sees them, so it is not written down as a look.
CREATE FUNCTION identities_for_judging(p_codes text[]) RETURNS TABLE (beneficiary_code text, key_id text, nonce bytea, sealed bytea)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT v.beneficiary_code, v.key_id, v.nonce, v.sealed
    FROM identity_vault v JOIN beneficiaries b USING (beneficiary_code)
    WHERE v.beneficiary_code = ANY (p_codes) AND b.unit_id = ANY (readable_units())
$$;
