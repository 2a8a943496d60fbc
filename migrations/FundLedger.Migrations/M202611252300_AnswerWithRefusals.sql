-- A refusal is an answer too: its key keeps it, with the number of the record in the refusals, and the same request gets it again.

ALTER TABLE request_keys
    ADD COLUMN refusal_no bigint,
    ADD COLUMN is_answered boolean NOT NULL GENERATED ALWAYS AS (answer IS NOT NULL) STORED,
    ADD CONSTRAINT request_key_refusal FOREIGN KEY (fund_id, refusal_no) REFERENCES refusals (fund_id, refusal_no),
    ADD CONSTRAINT refused_key_answers CHECK (refusal_no IS NULL OR answer IS NOT NULL);
CREATE UNIQUE INDEX refusal_answers_one_key ON request_keys (fund_id, refusal_no) WHERE refusal_no IS NOT NULL;

DROP FUNCTION claim_request(int, uuid, text, bytea);
DROP FUNCTION record_refusal(int, text, text, text);

-- The first to claim carries the request out. Whoever comes second waits for the first one's transaction here, on the primary key, and learns
-- what is kept; when the first one's was rolled back, the second is the first. Claim before the fund's lock; several keys in their order.
CREATE FUNCTION claim_request(p_fund int, p_key uuid, p_request text, p_content_hash bytea)
RETURNS TABLE (is_new boolean, same_content boolean, is_refusal boolean, answer jsonb)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
SET enable_seqscan = off AS $$
BEGIN
    IF NOT p_fund = ANY (readable_funds()) THEN PERFORM refuse('actor_has_role', 'Not a fund of this user.'); END IF;
    INSERT INTO request_keys (fund_id, request_key, request, content_hash, recorded_by, recorded_at)
    VALUES (p_fund, p_key, p_request, p_content_hash, acting_user(), ledger_now())
    ON CONFLICT (fund_id, request_key) DO NOTHING;
    IF FOUND THEN RETURN QUERY SELECT true, true, false, NULL::jsonb;
    ELSE RETURN QUERY SELECT false, s.same, k.refusal_no IS NOT NULL, CASE WHEN s.same THEN k.answer END
                      FROM request_keys k, LATERAL (SELECT k.request = p_request AND k.content_hash = p_content_hash
                                                        AND k.recorded_by = acting_user() AS same) s
                      WHERE k.fund_id = p_fund AND k.request_key = p_key;
    END IF;
END $$;

-- Fills in the answer of one's own claim, once.
CREATE OR REPLACE FUNCTION answer_request(p_fund int, p_key uuid, p_answer jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
SET enable_seqscan = off AS $$
BEGIN
    UPDATE request_keys SET answer = p_answer WHERE fund_id = p_fund AND request_key = p_key AND answer IS NULL AND recorded_by = acting_user();
    IF NOT FOUND THEN PERFORM refuse('answered_once', 'The key is not claimed by this user, or has its answer.'); END IF;
END $$;

-- Written after the refused transaction has been rolled back; the message carries figures and citations, never a name. With a key, which the
-- caller has claimed in this transaction, the refusal becomes the key's answer; without one, another request holds the key.
CREATE FUNCTION record_refusal(p_fund int, p_request text, p_code text, p_message text, p_key uuid, p_answer jsonb) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
SET enable_seqscan = off AS $$
DECLARE r refusals; v_seal record;
BEGIN
    IF NOT p_fund = ANY (readable_funds()) THEN PERFORM refuse('actor_has_role', 'Not a fund of this user.'); END IF;
    PERFORM lock_fund(p_fund);
    r.fund_id := p_fund; r.refusal_no := next_number(p_fund, 'refusal'); r.recorded_at := ledger_now(); r.recorded_by := acting_user();
    r.request := p_request; r.code := p_code; r.message := left(p_message, 1000); r.hash_version := 1;
    r.log_no := (SELECT log_no + 1 FROM fund_heads WHERE fund_id = p_fund);
    SELECT * INTO v_seal FROM seal(p_fund, canonical('refusal', '1', p_fund::text, r.refusal_no::text, canonical_instant(r.recorded_at),
        r.recorded_by, r.request, r.code, r.message, r.log_no::text));
    r.hash := v_seal.hash;
    INSERT INTO refusals SELECT r.*;
    IF p_key IS NOT NULL THEN
        PERFORM answer_request(p_fund, p_key, p_answer);
        UPDATE request_keys SET refusal_no = r.refusal_no WHERE fund_id = p_fund AND request_key = p_key;
    END IF;
    RETURN r.refusal_no;
END $$;

GRANT EXECUTE ON FUNCTION claim_request, record_refusal TO fundledger_app;

-- For the verifier: that each key has its answer, and what it led to. The hash of what was sent and the answer itself stay unread.
CREATE POLICY of_my_funds ON request_keys FOR SELECT TO fundledger_app USING (fund_id = ANY ((SELECT readable_funds())::int[]));
CREATE POLICY of_all_funds ON request_keys FOR SELECT TO fundledger_auditor USING (true);
GRANT SELECT (fund_id, request_key, request, refusal_no, is_answered, recorded_by, recorded_at) ON request_keys
    TO fundledger_app, fundledger_auditor;
