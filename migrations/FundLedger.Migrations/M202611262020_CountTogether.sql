-- The codes of one child count together: against every norm, in its history, and once in the movements of the register.

-- Uses of norms by the codes that children go on under, all their codes added up.
CREATE FUNCTION norm_uses_of(p_codes text[], p_keys text[]) RETURNS TABLE (beneficiary_code text, usage_key text, used int)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT b.beneficiary_code, t.usage_key, sum(t.used)::int
    FROM beneficiaries b JOIN norm_usage_totals t ON t.beneficiary_code = ANY (codes_of_child(b.beneficiary_code))
    WHERE b.beneficiary_code = ANY (p_codes) AND t.usage_key = ANY (p_keys) AND b.unit_id = ANY (readable_units())
    GROUP BY b.beneficiary_code, t.usage_key
$$;

-- A counter's own CHECK knows one code. A child with several is counted over all of them; only the one it goes on under gets new uses, and the
-- child's row is held by whoever asks for support, so that no merge comes in between.
CREATE FUNCTION norm_counts_together() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE v_codes text[] := codes_of_child(NEW.beneficiary_code); v_used bigint;
BEGIN
    IF cardinality(v_codes) = 1 THEN RETURN NULL; END IF;
    SELECT sum(t.used) INTO v_used FROM norm_usage_totals t WHERE t.beneficiary_code = ANY (v_codes) AND t.usage_key = NEW.usage_key;
    IF v_used > NEW.allowed THEN
        PERFORM refuse('norm_frequency', format('%s: used %s of %s times under all codes of the child.', NEW.usage_key, v_used, NEW.allowed));
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER counted_together AFTER INSERT ON norm_usages FOR EACH ROW WHEN (NEW.delta > 0) EXECUTE FUNCTION norm_counts_together();

CREATE OR REPLACE FUNCTION norm_used_in_36_months(p_beneficiary text, p_line text, p_judged_on date) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE v_codes text[] := codes_of_child(p_beneficiary);
BEGIN
    PERFORM pg_advisory_xact_lock(7002, hashtext(v_codes[1]));
    RETURN (SELECT coalesce(sum(u.delta), 0) FROM norm_usages u
            WHERE u.beneficiary_code = ANY (v_codes) AND u.usage_key = p_line || '/months36' AND u.used_on > p_judged_on - interval '36 months');
END $$;

CREATE OR REPLACE FUNCTION norm_already_given(p_beneficiaries text[], p_key text, OUT beneficiary_code text, OUT amount bigint) RETURNS SETOF record
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT b.beneficiary_code, sum(u.delta * l.amount)::bigint
    FROM beneficiaries b JOIN norm_usages u ON u.beneficiary_code = ANY (codes_of_child(b.beneficiary_code))
    JOIN disbursement_lines l USING (fund_id, disbursement_id, line_no)
    WHERE b.beneficiary_code = ANY (p_beneficiaries) AND u.usage_key = p_key AND b.unit_id = ANY (readable_units())
    GROUP BY b.beneficiary_code
$$;

-- What waits for a child is judged again when a second code of it is found: what both have used may be more than one child gets. A total of
-- several supports or a moving window has no such counter: there any use under another code asks for a new judgement.
CREATE FUNCTION used_up_together(l disbursement_lines) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT cardinality(c.codes) > 1 AND EXISTS (
        SELECT FROM norm_usages u
        WHERE (u.fund_id, u.disbursement_id, u.line_no) = (l.fund_id, l.disbursement_id, l.line_no) AND u.delta = 1
            AND CASE WHEN u.allowed = 32767
                THEN (SELECT sum(t.used) FROM norm_usage_totals t WHERE t.usage_key = u.usage_key AND t.beneficiary_code = ANY (c.codes)
                    AND t.beneficiary_code <> l.beneficiary_code) > 0
                ELSE (SELECT sum(t.used) FROM norm_usage_totals t WHERE t.usage_key = u.usage_key AND t.beneficiary_code = ANY (c.codes))
                    > u.allowed END)
    FROM (SELECT codes_of_child(l.beneficiary_code) AS codes) c
$$;

-- In three functions a few words change; whoever finds them otherwise stops here.
CREATE FUNCTION pg_temp.reword(p_function regproc, p_before text, p_after text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE v_text text := pg_get_functiondef(p_function);
BEGIN
    IF strpos(v_text, p_before) = 0 THEN RAISE EXCEPTION '% does not read as expected.', p_function; END IF;
    EXECUTE replace(v_text, p_before, p_after);
END $$;

SELECT pg_temp.reword('disbursement_line_within_norm', 'WHERE u.beneficiary_code = v_user AND u.usage_key',
    'WHERE u.beneficiary_code = ANY (codes_of_child(v_user)) AND u.usage_key');
SELECT pg_temp.reword('line_obstacle', 'IF v_absence IS NOT NULL THEN RETURN v_absence; END IF;',
    'IF v_absence IS NOT NULL THEN RETURN v_absence; END IF;
    IF used_up_together(l) THEN RETURN ''used_together''; END IF;');
SELECT pg_temp.reword('register_counts', 'SELECT s.beneficiary_code FROM support_received(ARRAY(SELECT DISTINCT a.beneficiary_code FROM after a)) s
        WHERE s.entry_date BETWEEN p_from AND p_to GROUP BY s.beneficiary_code HAVING',
    'SELECT c.beneficiary_code FROM (SELECT DISTINCT a.beneficiary_code, k.code FROM after a, unnest(codes_of_child(a.beneficiary_code)) k(code)) c
        JOIN support_received(ARRAY(SELECT DISTINCT k FROM after a, unnest(codes_of_child(a.beneficiary_code)) k)) s ON s.beneficiary_code = c.code
        WHERE s.entry_date BETWEEN p_from AND p_to GROUP BY c.beneficiary_code HAVING');
GRANT EXECUTE ON FUNCTION norm_uses_of TO fundledger_app;
