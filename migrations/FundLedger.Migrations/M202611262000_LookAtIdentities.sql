-- A search shows several identities at once: each child shown is a look of its own, written down and sealed before anything is shown.

-- In the order of funds and codes, so that two searches wait for each other in one order.
CREATE FUNCTION look_at_identities(p_codes text[], p_reason text)
RETURNS TABLE (beneficiary_code text, key_id text, nonce bytea, sealed bytea)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE v_code text;
BEGIN
    FOR v_code IN SELECT b.beneficiary_code FROM beneficiaries b WHERE b.beneficiary_code = ANY (p_codes)
            ORDER BY fund_of_unit(b.unit_id), b.beneficiary_code LOOP
        RETURN QUERY SELECT v_code, o.key_id, o.nonce, o.sealed FROM open_identity(v_code, p_reason) o;
    END LOOP;
END $$;
GRANT EXECUTE ON FUNCTION look_at_identities TO fundledger_app;
