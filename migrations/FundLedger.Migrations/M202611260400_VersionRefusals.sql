-- A refusal says which version of its rule it was judged by: a line of a norm decision, or else the program and its schema. Refusals of before
-- stay as they were sealed, under hash version 1.

ALTER TABLE refusals
    ADD COLUMN rule_version text,
    ADD CONSTRAINT refusal_rule_version CHECK (CASE hash_version WHEN 1 THEN rule_version IS NULL
        ELSE rule_version IS NOT NULL AND btrim(rule_version) <> '' END);
COMMENT ON COLUMN refusals.rule_version IS 'Number and date of the norm decision with its line, or the program and its schema. Null before hash version 2.';

DROP FUNCTION record_refusal(int, text, text, text, uuid, jsonb);

-- Written after the refused transaction has been rolled back; the message carries figures and citations, never a name. With a key, which the
-- caller has claimed in this transaction, the refusal becomes the key's answer; without one, another request holds the key.
CREATE FUNCTION record_refusal(p_fund int, p_request text, p_code text, p_rule_version text, p_message text, p_key uuid, p_answer jsonb)
RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
SET enable_seqscan = off AS $$
DECLARE r refusals; v_seal record;
BEGIN
    IF NOT p_fund = ANY (readable_funds()) THEN PERFORM refuse('actor_has_role', 'Not a fund of this user.'); END IF;
    PERFORM lock_fund(p_fund);
    r.fund_id := p_fund; r.refusal_no := next_number(p_fund, 'refusal'); r.recorded_at := ledger_now(); r.recorded_by := acting_user();
    r.request := p_request; r.code := p_code; r.rule_version := p_rule_version; r.message := left(p_message, 1000); r.hash_version := 2;
    r.log_no := (SELECT log_no + 1 FROM fund_heads WHERE fund_id = p_fund);
    SELECT * INTO v_seal FROM seal(p_fund, canonical('refusal', '2', p_fund::text, r.refusal_no::text, canonical_instant(r.recorded_at),
        r.recorded_by, r.request, r.code, r.message, r.rule_version, r.log_no::text));
    r.hash := v_seal.hash;
    INSERT INTO refusals SELECT r.*;
    IF p_key IS NOT NULL THEN
        PERFORM answer_request(p_fund, p_key, p_answer);
        UPDATE request_keys SET refusal_no = r.refusal_no WHERE fund_id = p_fund AND request_key = p_key;
    END IF;
    RETURN r.refusal_no;
END $$;
GRANT EXECUTE ON FUNCTION record_refusal TO fundledger_app;
