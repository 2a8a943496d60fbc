-- A child is registered with the paper that its classes rest on. Of a child of a sealed group no paper is written down in clear: its kind
-- would tell the group. It goes to the vault.

ALTER TABLE beneficiary_classes ADD CONSTRAINT sealed_evidence_only_in_vault
    CHECK (class_code <> 'protected' OR num_nonnulls(evidence_kind, evidence_number, evidence_date) = 0) NOT VALID;
ALTER TABLE child_events ADD CONSTRAINT sealed_event_evidence_only_in_vault
    CHECK (class_code IS DISTINCT FROM 'protected' OR num_nonnulls(evidence_kind, evidence_number, evidence_date) = 0) NOT VALID;

DROP FUNCTION register_beneficiary(int, text, text[], date, text, bytea, bytea, text, smallint[], text, bytea, bytea);
CREATE FUNCTION register_beneficiary(p_unit int, p_household text, p_classes text[], p_valid_from date, p_key_id text, p_nonce bytea,
    p_sealed bytea, p_code text, p_subgroups smallint[], p_carer_key_id text, p_carer_nonce bytea, p_carer_sealed bytea,
    p_evidence_kind text DEFAULT NULL, p_evidence_number text DEFAULT NULL, p_evidence_date date DEFAULT NULL) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM require_role_for_unit(p_unit, 'commune_officer', 'fund_accountant');
    INSERT INTO beneficiaries VALUES (p_code, p_unit, p_household, ledger_now(), acting_user());
    INSERT INTO beneficiary_classes (beneficiary_code, class_code, privacy_tier, valid_from, subgroup_no, evidence_kind, evidence_number,
        evidence_date)
    SELECT p_code, c.class_code, c.privacy_tier, p_valid_from, u.subgroup_no, e.kind, e.number, e.issued
    FROM unnest(p_classes, p_subgroups) u(class_code, subgroup_no) JOIN child_classes c USING (class_code)
    LEFT JOIN (VALUES (nullif(btrim(p_evidence_kind), ''), nullif(btrim(p_evidence_number), ''), p_evidence_date)) e(kind, number, issued)
        ON NOT 'protected' = ANY (p_classes);
    INSERT INTO identity_vault VALUES (p_code, p_key_id, p_nonce, p_sealed);
    INSERT INTO carers VALUES (p_code, 1, business_today(), NULL, p_carer_key_id, p_carer_nonce, p_carer_sealed);
    INSERT INTO child_events (beneficiary_code, event, happened_on, from_unit, reason, recorded_at, recorded_by)
    VALUES (p_code, 'registered', business_today(), p_unit, 'Đăng ký vào danh sách', ledger_now(), acting_user());
    RETURN p_code;
END $$;
GRANT EXECUTE ON FUNCTION register_beneficiary TO fundledger_app;
