-- The lines of a request are judged together: what is the same for all lines of one norm line is asked once, and a child is looked at by
-- itself only when something is written of it that could stand in the way. Asked line by line, 10,000 lines took longer than a command may.

CREATE INDEX child_events_that_mark ON child_events (beneficiary_code) WHERE event IN ('died', 'left', 'aged_out', 'suspended', 'merged');

-- Children of whom anything is written that may end or merge them: only these are ever absent, or have more codes than one.
CREATE FUNCTION marked_children() RETURNS TABLE (beneficiary_code text) LANGUAGE sql STABLE AS $$
    SELECT e.beneficiary_code FROM child_events e WHERE e.event IN ('died', 'left', 'aged_out', 'suspended', 'merged')
    UNION ALL
    SELECT e.other_code FROM child_events e WHERE e.other_code IS NOT NULL AND e.event = 'merged'
$$;

-- ---------------------------------------------------------------- what a norm counts

CREATE OR REPLACE FUNCTION norm_usage_counted() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET plan_cache_mode = force_custom_plan AS $$
BEGIN
    -- A use that is given back has a total already; CHECKs look at a row before ON CONFLICT does, so it cannot go the way of the others.
    PERFORM FROM norm_usage_totals t WHERE (t.beneficiary_code, t.usage_key) IN (SELECT a.beneficiary_code, a.usage_key FROM added a WHERE a.delta < 0)
    ORDER BY t.beneficiary_code, t.usage_key FOR UPDATE;
    UPDATE norm_usage_totals t SET used = t.used + n.delta, allowed = n.allowed
    FROM (SELECT a.beneficiary_code, a.usage_key, sum(a.delta) AS delta, (array_agg(a.allowed ORDER BY a.usage_no DESC))[1] AS allowed
          FROM added a GROUP BY 1, 2 HAVING min(a.delta) < 0) n
    WHERE (t.beneficiary_code, t.usage_key) = (n.beneficiary_code, n.usage_key);
    -- Two first uses at once: the second waits here for the first, then counts on top of it.
    INSERT INTO norm_usage_totals AS t
    SELECT a.beneficiary_code, a.usage_key, sum(a.delta), (array_agg(a.allowed ORDER BY a.usage_no DESC))[1]
    FROM added a GROUP BY 1, 2
    HAVING min(a.delta) > 0 OR NOT EXISTS (SELECT FROM norm_usage_totals k WHERE (k.beneficiary_code, k.usage_key) = (a.beneficiary_code, a.usage_key))
    ORDER BY 1, 2
    ON CONFLICT (beneficiary_code, usage_key) DO UPDATE SET used = t.used + EXCLUDED.used, allowed = EXCLUDED.allowed;
    RETURN NULL;
END $$;
DROP TRIGGER counted ON norm_usages;
CREATE TRIGGER counted AFTER INSERT ON norm_usages REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION norm_usage_counted();

CREATE OR REPLACE FUNCTION norm_counts_together() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET plan_cache_mode = force_custom_plan AS $$
DECLARE u norm_usages; v_used bigint;
BEGIN
    FOR u IN SELECT a.* FROM added a WHERE a.delta > 0 AND a.beneficiary_code IN (SELECT m.beneficiary_code FROM marked_children() m)
            ORDER BY a.usage_no LOOP
        SELECT sum(t.used) INTO v_used FROM norm_usage_totals t
        WHERE t.beneficiary_code = ANY (codes_of_child(u.beneficiary_code)) AND t.usage_key = u.usage_key;
        IF v_used > u.allowed THEN
            PERFORM refuse('norm_frequency', format('%s: used %s of %s times under all codes of the child.', u.usage_key, v_used, u.allowed));
        END IF;
    END LOOP;
    RETURN NULL;
END $$;
DROP TRIGGER counted_together ON norm_usages;
CREATE TRIGGER counted_together AFTER INSERT ON norm_usages REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION norm_counts_together();

-- ---------------------------------------------------------------- what a line may be

CREATE OR REPLACE FUNCTION child_is_there() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET plan_cache_mode = force_custom_plan AS $$
DECLARE v_gone record;
BEGIN
    PERFORM FROM beneficiaries b WHERE b.beneficiary_code IN (SELECT a.beneficiary_code FROM added a) ORDER BY b.beneficiary_code FOR SHARE;
    WITH marked AS MATERIALIZED (
        SELECT a.beneficiary_code, d.judged_on, d.support_kind FROM added a JOIN disbursements d USING (fund_id, disbursement_id)
        WHERE a.beneficiary_code IN (SELECT m.beneficiary_code FROM marked_children() m))
    SELECT m.beneficiary_code, c.absence INTO v_gone
    FROM marked m CROSS JOIN LATERAL (SELECT child_absence(m.beneficiary_code, m.judged_on) AS absence) c
    WHERE c.absence IS NOT NULL AND NOT (m.support_kind = 'death' AND c.absence = 'died') ORDER BY 1 LIMIT 1;
    IF FOUND THEN PERFORM refuse('child_supportable', format('%s: %s.', v_gone.beneficiary_code, v_gone.absence)); END IF;
    RETURN NULL;
END $$;
DROP TRIGGER child_is_there ON disbursement_lines;
CREATE TRIGGER child_is_there AFTER INSERT ON disbursement_lines REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION child_is_there();

CREATE OR REPLACE FUNCTION stock_as_reserved() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET plan_cache_mode = force_custom_plan AS $$
BEGIN
    IF EXISTS (SELECT FROM added a
            LEFT JOIN (SELECT g.fund_id, g.disbursement_id, g.line_no, sum(g.quantity * g.unit_value)::bigint AS worth FROM request_goods g
                WHERE (g.fund_id, g.disbursement_id) IN (SELECT x.fund_id, x.disbursement_id FROM added x) GROUP BY 1, 2, 3) r
                USING (fund_id, disbursement_id, line_no)
            WHERE a.stock IS DISTINCT FROM r.worth) THEN
        PERFORM refuse('stock_as_reserved', 'A line says what the goods are worth that are reserved for it.');
    END IF;
    IF EXISTS (SELECT FROM added a JOIN request_goods g USING (fund_id, disbursement_id, line_no) JOIN goods_lots l USING (fund_id, lot_no)
               JOIN disbursements d USING (fund_id, disbursement_id) WHERE l.pool_id <> d.pool_id) THEN
        PERFORM refuse('goods_of_the_pool', 'Goods are given out of the pool of their request.');
    END IF;
    RETURN NULL;
END $$;
DROP TRIGGER stock_as_reserved ON disbursement_lines;
CREATE TRIGGER stock_as_reserved AFTER INSERT ON disbursement_lines REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION stock_as_reserved();

CREATE OR REPLACE FUNCTION disbursement_line_within_norm() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET plan_cache_mode = force_custom_plan AS $$
DECLARE
    g record;
    d disbursements;
    n norm_decisions;
    l norm_lines;
    e disbursement_lines;
    v record;
    v_key text;
    v_bad text;
    v_allowed bigint;
BEGIN
    FOR g IN SELECT DISTINCT a.fund_id, a.disbursement_id, a.decision_id, a.line_code FROM added a ORDER BY 1, 2, 3, 4 LOOP
        SELECT * INTO d FROM disbursements WHERE fund_id = g.fund_id AND disbursement_id = g.disbursement_id;
        -- Held until this is written: nobody closes its range meanwhile.
        SELECT * INTO n FROM norm_decisions WHERE decision_id = g.decision_id FOR SHARE;
        SELECT * INTO l FROM norm_lines WHERE decision_id = g.decision_id AND line_code = g.line_code;
        IF EXISTS (SELECT FROM disbursement_events WHERE fund_id = g.fund_id AND disbursement_id = g.disbursement_id) THEN
            PERFORM refuse('lines_sealed_with_request', 'No line is added to a request that has been made.');
        END IF;
        IF n.status NOT IN ('published', 'superseded') OR NOT n.in_force @> d.judged_on OR g.decision_id <> d.decision_id
           OR n.issuing_unit_id <> (SELECT unit_id FROM funds WHERE fund_id = g.fund_id) THEN
            PERFORM refuse('norm_in_force', format('Decision %s is not in force for this fund on %s.', n.number, d.judged_on));
        END IF;
        IF l.support_kind <> d.support_kind OR l.occasion_code IS DISTINCT FROM d.occasion_code
           OR l.need IS DISTINCT FROM d.need THEN
            PERFORM refuse('norm_line_fits', format('Line %s is for another support.', l.line_code));
        END IF;
        IF l.source_kinds IS NOT NULL AND NOT EXISTS (SELECT FROM pools p WHERE (p.fund_id, p.pool_id) = (d.fund_id, d.pool_id)
                AND p.source_kind = ANY (l.source_kinds)) THEN
            PERFORM refuse('norm_source', format('Line %s is not paid from a pool of this source.', l.line_code));
        END IF;
        IF l.judged_on = 'occasion' AND d.judged_on <> (SELECT o.held_on FROM occasion_dates o
                WHERE (o.occasion_code, o.year) = (d.occasion_code, d.occasion_year)) THEN
            PERFORM refuse('norm_judged_on', format('Line %s is judged on the date of the occasion.', l.line_code));
        END IF;
        -- A child's line needs to name the child only; whatever else a line says of its recipient is looked at line by line.
        FOR e IN SELECT a.* FROM added a
                WHERE coalesce((a.fund_id, a.disbursement_id, a.decision_id, a.line_code) = (g.fund_id, g.disbursement_id, g.decision_id, g.line_code), false)
                    AND (l.payee <> 'child' OR a.beneficiary_code IS NULL OR a.quantities ? 'free_receipts') ORDER BY a.line_no LOOP
            PERFORM require_recipient(e, l, d);
        END LOOP;
        IF NOT l.goods_allowed AND EXISTS (SELECT FROM added a WHERE a.goods IS NOT NULL
                AND coalesce((a.fund_id, a.disbursement_id, a.decision_id, a.line_code) = (g.fund_id, g.disbursement_id, g.decision_id, g.line_code), false)) THEN
            PERFORM refuse('norm_goods', format('Line %s is given in money only.', l.line_code));
        END IF;
        IF EXISTS (SELECT FROM added a JOIN child_classes k USING (class_code) WHERE k.privacy_tier = 'sealed')
           OR EXISTS (SELECT FROM added a JOIN beneficiary_classes c USING (beneficiary_code)
                WHERE coalesce((a.fund_id, a.disbursement_id, a.decision_id, a.line_code) = (g.fund_id, g.disbursement_id, g.decision_id, g.line_code), false)
                    AND c.class_code = 'protected' AND c.valid_from <= d.judged_on AND (c.valid_to IS NULL OR c.valid_to >= d.judged_on)
                    AND a.class_code NOT IN ('protected', 'any_child')) THEN
            PERFORM refuse('sealed_group_only_in_vault', 'A sealed group is never written on a request; the line says "protected".');
        END IF;
        IF l.payee = 'child' THEN
            WITH held AS (SELECT c.beneficiary_code, c.class_code FROM beneficiary_classes c
                WHERE c.valid_from <= d.judged_on AND (c.valid_to IS NULL OR c.valid_to >= d.judged_on)),
            covered AS MATERIALIZED (SELECT c.class_code, k.privacy_tier FROM norm_line_classes c JOIN child_classes k USING (class_code)
                WHERE c.decision_id = g.decision_id AND c.line_code = g.line_code),
            asked AS (SELECT a.beneficiary_code, a.class_code FROM added a
                WHERE coalesce((a.fund_id, a.disbursement_id, a.decision_id, a.line_code) = (g.fund_id, g.disbursement_id, g.decision_id, g.line_code), false))
            SELECT min(format('%s is not of group %s', a.beneficiary_code, a.class_code)) INTO v_bad FROM (
                SELECT a.* FROM asked a WHERE a.class_code <> 'any_child'
                    AND NOT EXISTS (SELECT FROM held c WHERE c.beneficiary_code = a.beneficiary_code AND c.class_code = a.class_code)
                UNION ALL
                SELECT a.* FROM asked a WHERE a.class_code <> 'protected' AND a.class_code NOT IN (SELECT c.class_code FROM covered c)
                -- Behind "protected" may stand the sealed group, which only the application can read, or an open group of the same child.
                UNION ALL
                SELECT a.* FROM asked a WHERE a.class_code = 'protected' AND NOT EXISTS (SELECT FROM covered c WHERE c.privacy_tier = 'sealed'
                    OR c.class_code = 'protected' OR c.class_code IN (SELECT h.class_code FROM held h WHERE h.beneficiary_code = a.beneficiary_code))) a;
            IF v_bad IS NOT NULL THEN
                PERFORM refuse('norm_group', format('%s on %s, or the line is for other groups.', v_bad, d.judged_on));
            END IF;
        END IF;
        IF l.frequency = 'incident' AND EXISTS (SELECT FROM added a WHERE coalesce(btrim(a.case_reference), '') = ''
                AND coalesce((a.fund_id, a.disbursement_id, a.decision_id, a.line_code) = (g.fund_id, g.disbursement_id, g.decision_id, g.line_code), false)) THEN
            PERFORM refuse('norm_case_named', format('Line %s counts by case: name it.', l.line_code));
        END IF;
        SELECT min(format('"%s" for a cost of %s', a.variant, a.cost)) INTO v_bad
        FROM added a LEFT JOIN norm_variants t ON (t.decision_id, t.line_code, t.variant) = (a.decision_id, a.line_code, a.variant)
        WHERE coalesce((a.fund_id, a.disbursement_id, a.decision_id, a.line_code) = (g.fund_id, g.disbursement_id, g.decision_id, g.line_code), false)
            AND (t.variant IS NULL OR coalesce(a.cost, 0) < t.cost_from OR coalesce(a.cost, 0) >= t.cost_below);
        IF v_bad IS NOT NULL THEN
            PERFORM refuse('norm_variant', format('Line %s has no amount %s.', l.line_code, v_bad));
        END IF;
        -- A window that moves is asked for line by line; all other uses are counted at once.
        FOR v IN SELECT CASE WHEN l.frequency = 'months_36' THEN a.line_no END AS line_no, min(coalesce(a.beneficiary_code, a.recipient)) AS user_code
                FROM added a
                WHERE coalesce((a.fund_id, a.disbursement_id, a.decision_id, a.line_code) = (g.fund_id, g.disbursement_id, g.decision_id, g.line_code), false)
                GROUP BY 1 ORDER BY 2 LOOP
            IF l.frequency = 'months_36'
               AND norm_used_in_36_months(v.user_code, l.line_code, d.judged_on) >= l.frequency_limit THEN
                PERFORM refuse('norm_frequency', format('Line %s was used within the last 36 months.', l.line_code));
            END IF;
            -- Counted before the limit is asked for: the counter's row makes two funds that complete one total come one after the other.
            WITH k AS MATERIALIZED (
                SELECT r.case_reference, k.usage_key, k.allowed
                FROM (SELECT DISTINCT CASE WHEN l.frequency = 'incident' THEN a.case_reference ELSE '' END AS case_reference FROM added a
                      WHERE coalesce((a.fund_id, a.disbursement_id, a.decision_id, a.line_code) = (g.fund_id, g.disbursement_id, g.decision_id, g.line_code), false)) r
                CROSS JOIN LATERAL norm_usage_keys(l, d.occasion_year, d.judged_on, r.case_reference) k)
            INSERT INTO norm_usages (beneficiary_code, usage_key, delta, allowed, fund_id, disbursement_id, line_no, used_on, recorded_at, recorded_by)
            SELECT coalesce(a.beneficiary_code, a.recipient), k.usage_key, 1, k.allowed, a.fund_id, a.disbursement_id, a.line_no, d.judged_on,
                (SELECT ledger_now()), (SELECT acting_user())
            FROM added a JOIN k ON k.case_reference = CASE WHEN l.frequency = 'incident' THEN a.case_reference ELSE '' END
            WHERE coalesce((a.fund_id, a.disbursement_id, a.decision_id, a.line_code) = (g.fund_id, g.disbursement_id, g.decision_id, g.line_code), false)
                AND a.line_no = coalesce(v.line_no, a.line_no)
            ORDER BY 1, 2;
        END LOOP;
        v_key := CASE WHEN completes_a_total(l) THEN concat_ws('/', l.support_kind, l.occasion_code, d.occasion_year) END;
        FOR v IN
            WITH asked AS (SELECT a.*, coalesce(a.beneficiary_code, a.recipient) AS user_code FROM added a
                WHERE coalesce((a.fund_id, a.disbursement_id, a.decision_id, a.line_code) = (g.fund_id, g.disbursement_id, g.decision_id, g.line_code), false)),
            marked AS MATERIALIZED (SELECT m.line_no, m.user_code, codes_of_child(m.user_code) AS codes FROM (
                SELECT a.line_no, a.user_code FROM asked a WHERE v_key IS NOT NULL
                    AND a.user_code IN (SELECT c.beneficiary_code FROM marked_children() c) OFFSET 0) m),
            codes AS (SELECT a.line_no, a.user_code AS code FROM asked a WHERE v_key IS NOT NULL
                UNION SELECT m.line_no, c.code FROM marked m CROSS JOIN LATERAL unnest(m.codes) c(code)),
            -- Looked up along the keys: tables that are filled in this very moment have no statistics yet, and any other index looks as good.
            -- What the child had by other requests, and by lines of this one that were counted before: only one with two codes has any.
            given AS (SELECT u.line_no, sum(u.delta * (SELECT y.amount FROM disbursement_lines y WHERE y.fund_id = u.fund_id
                    AND y.disbursement_id = u.disbursement_id AND y.line_no BETWEEN u.used_by AND u.used_by ORDER BY y.line_no LIMIT 1))::bigint AS amount
                FROM (
                    SELECT c.line_no, o.delta, o.fund_id, o.disbursement_id, o.line_no AS used_by
                    FROM codes c CROSS JOIN LATERAL (SELECT * FROM norm_usages k WHERE k.beneficiary_code = c.code AND k.usage_key = v_key OFFSET 0) o
                    WHERE (o.fund_id, o.disbursement_id) <> (g.fund_id, g.disbursement_id)
                    UNION ALL
                    SELECT m.line_no, o.delta, o.fund_id, o.disbursement_id, o.line_no
                    FROM marked m CROSS JOIN LATERAL (SELECT * FROM norm_usages k WHERE k.beneficiary_code = ANY (m.codes) AND k.usage_key = v_key
                        AND k.usage_no < (SELECT w.usage_no FROM norm_usages w WHERE w.beneficiary_code = m.user_code AND w.usage_key = v_key
                            AND (w.fund_id, w.disbursement_id, w.line_no) = (g.fund_id, g.disbursement_id, m.line_no)) OFFSET 0) o
                    WHERE (o.fund_id, o.disbursement_id) = (g.fund_id, g.disbursement_id)) u
                GROUP BY u.line_no),
            judged AS (SELECT a.amount, a.allowed, a.exception_number IS NOT NULL AS is_exception, a.variant, a.cost, a.insurance, a.other_aid,
                    a.quantities, CASE WHEN v_key IS NOT NULL THEN coalesce(a.other_aid, 0) + coalesce(h.amount, 0) END AS already
                FROM asked a LEFT JOIN given h USING (line_no)),
            alike AS (SELECT DISTINCT * FROM judged)
            SELECT a.*, norm_limit(l.decision_id, l.line_code, a.variant, a.cost, a.insurance, a.other_aid, a.quantities, a.already) AS most
            FROM alike a
        LOOP
            v_allowed := v.most;
            -- Above the norm only by a decision of its own, where the line lets somebody take one.
            IF v.is_exception AND v.amount > v_allowed THEN
                IF l.exception_level IS NULL THEN
                    PERFORM refuse('norm_exception', format('Line %s knows no exception.', l.line_code));
                END IF;
                v_allowed := v.amount;
            ELSIF v.is_exception THEN
                PERFORM refuse('norm_exception', format('%s is within the norm: no exception is needed.', v.amount));
            END IF;
            IF v_allowed IS NULL OR v.allowed > v_allowed OR v.amount > v_allowed
               OR v.amount < (SELECT sum(p.amount) FROM norm_parts p
                              WHERE (p.decision_id, p.line_code, p.variant) = (l.decision_id, l.line_code, v.variant) AND p.rule = 'range') THEN
                PERFORM refuse('norm_cap', format('%s is above the norm: decision %s line %s allows %s.', v.amount, n.number, l.line_code, v_allowed));
            END IF;
        END LOOP;
    END LOOP;
    RETURN NULL;
END $$;
DROP TRIGGER within_norm ON disbursement_lines;
CREATE TRIGGER within_norm AFTER INSERT ON disbursement_lines REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION disbursement_line_within_norm();

-- ---------------------------------------------------------------- asking

CREATE OR REPLACE FUNCTION submit_disbursement(p_fund integer, p_key uuid, p_support_kind text, p_occasion text, p_year integer, p_need text, p_pool integer, p_decision integer, p_judged_on date, p_beneficiary text[], p_class text[], p_line_code text[], p_cost bigint[], p_insurance bigint[], p_other_aid bigint[], p_case_reference text[], p_allowed bigint[], p_amount bigint[], p_reasons_vi text[], p_reasons_en text[], p_variant text[] DEFAULT NULL::text[], p_quantities text[] DEFAULT NULL::text[], p_exception jsonb DEFAULT NULL::jsonb, p_paper bytea DEFAULT NULL::bytea, p_goods bigint[] DEFAULT NULL::bigint[])
 RETURNS bigint
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
 SET enable_seqscan TO 'off'
AS $$
DECLARE
    v_id bigint;
    v_total bigint := (SELECT sum(a) FROM unnest(p_amount) a);
BEGIN
    PERFORM require_role(p_fund, 'fund_accountant', 'commune_officer');
    PERFORM lock_fund(p_fund);
    PERFORM FROM beneficiaries b WHERE b.beneficiary_code = ANY (p_beneficiary) ORDER BY b.beneficiary_code FOR SHARE;
    IF EXISTS (SELECT FROM unnest(p_beneficiary, p_class) u(code, class) LEFT JOIN beneficiaries b ON b.beneficiary_code = u.code
               WHERE u.class IS NOT NULL AND (b.unit_id IS NULL OR NOT b.unit_id = ANY ((SELECT units_of_fund(p_fund))::int[]))) THEN
        PERFORM refuse('beneficiary_in_scope', 'A fund supports the children of its own unit and its communes.');
    END IF;
    v_id := next_number(p_fund, 'disbursement');
    INSERT INTO disbursements VALUES (p_fund, v_id, p_support_kind, p_occasion, p_year, p_need, p_pool, p_decision, p_judged_on,
        business_today(), v_total, cardinality(p_beneficiary), 'requested', acting_user(), acting_person());
    IF p_paper IS NOT NULL THEN
        INSERT INTO exception_papers VALUES (p_fund, v_id, p_exception ->> 'fileName', p_exception ->> 'mediaType', p_paper);
    END IF;
    INSERT INTO disbursement_lines
    SELECT p_fund, v_id, i, b.beneficiary_code, u.class, CASE WHEN u.class IS NULL THEN unit_of_recipient(p_fund, n.payee, u.beneficiary)
            WHEN u.class <> 'protected' THEN b.unit_id END, p_decision, u.line_code,
        u.cost, u.insurance, u.other_aid, nullif(upper(btrim(u.case_reference)), ''), u.allowed, u.amount, u.reasons_vi, u.reasons_en,
        coalesce(p_variant[i], ''), p_quantities[i]::jsonb, p_exception ->> 'number',
        (p_exception ->> 'date')::date, p_exception ->> 'reason', encode(sha256(p_paper), 'hex'),
        CASE WHEN u.class IS NULL THEN u.beneficiary END, p_goods[i],
        r.worth
    FROM unnest(p_beneficiary, p_class, p_line_code, p_cost, p_insurance, p_other_aid, p_case_reference, p_allowed, p_amount, p_reasons_vi,
        p_reasons_en) WITH ORDINALITY u(beneficiary, class, line_code, cost, insurance, other_aid, case_reference, allowed, amount,
        reasons_vi, reasons_en, i)
    LEFT JOIN (SELECT g.line_no, sum(g.quantity * g.unit_value) AS worth FROM request_goods g
               WHERE g.fund_id = p_fund AND g.disbursement_id = v_id GROUP BY g.line_no) r ON r.line_no = u.i
    LEFT JOIN norm_lines n ON n.decision_id = p_decision AND n.line_code = u.line_code
    LEFT JOIN beneficiaries b ON b.beneficiary_code = u.beneficiary AND u.class IS NOT NULL
    ORDER BY u.beneficiary;
    -- Whatever is planned from here on would take the lines for a few, and look for each among all.
    IF cardinality(p_beneficiary) >= 1000 THEN ANALYZE disbursement_lines, norm_usages, norm_usage_totals; END IF;
    PERFORM add_disbursement_event(p_fund, v_id, 'requested', NULL);
    v_total := request_money(p_fund, v_id);
    IF v_total = 0 THEN RETURN v_id; END IF;
    PERFORM post_entries(commitment_of_disbursement(p_fund, v_id, 'commitment', p_key),
        ARRAY[posting_line(1, 1, 'committed', p_pool, 'debit', v_total), posting_line(1, 2, 'commitment_control', p_pool, 'credit', v_total)]);
    RETURN v_id;
END $$;


-- ---------------------------------------------------------------- what stands in the way later

-- Lines that line_obstacle has to be asked about: of every other line it says nothing. Whoever gives it another reason adds it here too.
CREATE FUNCTION lines_in_doubt(p_fund int, p_id bigint) RETURNS TABLE (line_no int) LANGUAGE sql STABLE AS $$
    WITH asked AS MATERIALIZED (
        SELECT l.line_no, l.beneficiary_code, l.class_code, d.judged_on
        FROM disbursements d JOIN disbursement_lines l USING (fund_id, disbursement_id)
        WHERE d.fund_id = p_fund AND d.disbursement_id = p_id AND d.status IN ('requested', 'approved'))
    SELECT a.line_no FROM asked a WHERE a.beneficiary_code IS NULL OR a.class_code = 'protected'
        OR a.beneficiary_code IN (SELECT m.beneficiary_code FROM marked_children() m)
    UNION
    SELECT a.line_no FROM asked a JOIN beneficiaries b USING (beneficiary_code)
    WHERE NOT b.unit_id = ANY ((SELECT units_of_fund(p_fund))::int[])
    UNION
    SELECT a.line_no FROM asked a WHERE a.class_code <> 'any_child' AND NOT EXISTS (
        SELECT FROM beneficiary_classes c WHERE c.beneficiary_code = a.beneficiary_code AND c.class_code = a.class_code
            AND c.valid_from <= a.judged_on AND (c.valid_to IS NULL OR c.valid_to >= a.judged_on))
$$;

CREATE OR REPLACE FUNCTION obstacles_of(p_fund int, p_id bigint) RETURNS TABLE (line_no int, beneficiary_code text, obstacle text)
LANGUAGE sql STABLE AS $$
    WITH doubted AS MATERIALIZED (
        SELECT l AS line, d.judged_on, d.support_kind, r.recorded_at
        FROM disbursements d JOIN disbursement_lines l USING (fund_id, disbursement_id)
        JOIN disbursement_events r ON r.fund_id = d.fund_id AND r.disbursement_id = d.disbursement_id AND r.event = 'requested'
        WHERE d.fund_id = p_fund AND d.disbursement_id = p_id AND d.status IN ('requested', 'approved')
            AND l.line_no IN (SELECT n.line_no FROM lines_in_doubt(p_fund, p_id) n))
    SELECT (n.line).line_no, coalesce((n.line).beneficiary_code, (n.line).recipient), o.obstacle
    FROM doubted n CROSS JOIN LATERAL (
        SELECT line_obstacle(n.line, n.judged_on, (SELECT units_of_fund(p_fund)), n.recorded_at) AS obstacle OFFSET 0) o
    WHERE o.obstacle IS NOT NULL AND NOT (n.support_kind = 'death' AND o.obstacle = 'died')
        AND NOT line_has_ended(p_fund, p_id, (n.line).line_no)
    ORDER BY (n.line).line_no
$$;

-- ---------------------------------------------------------------- what a request continues

CREATE OR REPLACE FUNCTION recent_support(p_fund integer, p_kind text, p_occasion text, p_year integer, p_recipients text[], p_before bigint, p_day date)
 RETURNS TABLE(disbursement_id bigint, recipient text, amount bigint)
 LANGUAGE sql
 STABLE
AS $$
    SELECT d.disbursement_id, coalesce(l.beneficiary_code, l.recipient), l.amount
    FROM disbursements d JOIN disbursement_lines l USING (fund_id, disbursement_id)
    WHERE d.fund_id = p_fund AND d.support_kind = p_kind AND d.status IN ('requested', 'approved', 'paid')
        AND d.requested_on BETWEEN p_day - 7 AND p_day AND d.disbursement_id < p_before
        AND ((d.occasion_code = p_occasion AND d.occasion_year = p_year) OR coalesce(l.beneficiary_code, l.recipient) IN (SELECT u FROM unnest(p_recipients) u))
$$;

CREATE OR REPLACE FUNCTION steps_by_ladder(p_fund integer, p_id bigint)
 RETURNS SETOF disbursement_steps
 LANGUAGE plpgsql
 STABLE
AS $$
DECLARE
    d disbursements;
    v_ladder int;
    v_sum bigint;
    v_case bigint;
    v_levels text[];
    v_unknown text;
BEGIN
    SELECT * INTO d FROM disbursements x WHERE x.fund_id = p_fund AND x.disbursement_id = p_id;
    v_ladder := ladder_in_force(p_fund, d.requested_on);
    IF v_ladder IS NULL THEN PERFORM refuse('ladder_in_force', 'The fund has no ladder: nobody could approve.'); END IF;
    WITH own AS (SELECT coalesce(l.beneficiary_code, l.recipient) AS recipient, l.amount FROM disbursement_lines l
                 WHERE l.fund_id = p_fund AND l.disbursement_id = p_id),
    recent AS (SELECT r.recipient, r.amount FROM recent_support(p_fund, d.support_kind, d.occasion_code, d.occasion_year,
                 (SELECT array_agg(o.recipient) FROM own o), p_id, d.requested_on) r),
    each AS (SELECT sum(a.amount) AS amount, bool_or(a.is_own) AS is_own FROM (
                 SELECT o.recipient, o.amount, true AS is_own FROM own o UNION ALL SELECT r.recipient, r.amount, false FROM recent r) a
             GROUP BY a.recipient)
    SELECT (SELECT sum(a.amount) FROM (TABLE own UNION ALL TABLE recent) a), (SELECT max(e.amount) FROM each e WHERE e.is_own)
    INTO v_sum, v_case;
    v_levels := ARRAY(SELECT DISTINCT CASE WHEN l.exception_number IS NULL THEN n.approver_level ELSE coalesce(n.exception_level, n.approver_level) END
        FROM disbursement_lines l JOIN norm_lines n USING (decision_id, line_code) WHERE l.fund_id = p_fund AND l.disbursement_id = p_id);
    SELECT u INTO v_unknown FROM unnest(v_levels) u WHERE NOT EXISTS (SELECT FROM approval_steps s
        WHERE s.fund_id = p_fund AND s.ladder_no = v_ladder AND u = ANY (s.norm_levels || s.level_code)) LIMIT 1;
    IF v_unknown IS NOT NULL THEN
        PERFORM refuse('ladder_knows_level', format('The norm asks for %s, who is on no step of the ladder.', v_unknown));
    END IF;
    RETURN QUERY SELECT p_fund, p_id, s.step, s.ladder_no, s.level_code, s.name_vi, s.name_en, v_sum, d.requester_person, NULL::text, NULL::bigint,
            NULL::text, NULL::bigint
        FROM approval_steps s WHERE s.fund_id = p_fund AND s.ladder_no = v_ladder AND s.step <= (SELECT max(m.step) FROM approval_steps m
            WHERE m.fund_id = p_fund AND m.ladder_no = v_ladder
                AND (m.step = 1 OR v_sum > m.above_total OR v_case > m.above_case OR v_levels && (m.norm_levels || m.level_code)))
        ORDER BY s.step;
END $$;


-- ---------------------------------------------------------------- paying

CREATE OR REPLACE FUNCTION refuse_unpayable(p_fund int, p_id bigint, p_lines int[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE o record;
BEGIN
    PERFORM FROM beneficiaries b WHERE b.beneficiary_code IN (
            SELECT l.beneficiary_code FROM disbursement_lines l
            WHERE l.fund_id = p_fund AND l.disbursement_id = p_id AND l.line_no = ANY (p_lines)
            UNION ALL
            SELECT h.beneficiary_code FROM disbursement_lines l JOIN beneficiaries h ON h.household_code = l.recipient
            WHERE l.fund_id = p_fund AND l.disbursement_id = p_id AND l.line_no = ANY (p_lines))
    ORDER BY b.beneficiary_code FOR SHARE OF b;
    SELECT * INTO o FROM obstacles_of(p_fund, p_id) x WHERE x.line_no = ANY (p_lines) LIMIT 1;
    IF FOUND THEN PERFORM refuse('line_still_payable', format('Line %s, %s: %s.', o.line_no, o.beneficiary_code, o.obstacle)); END IF;
END $$;

CREATE OR REPLACE FUNCTION prepare_payment_order(p_fund integer, p_key uuid, p_id bigint, p_way text, p_account text, p_on date, p_lines integer[], p_profile text, p_officer text, p_settle_by date, p_names text[], p_banks text[], p_accounts text[], p_content text, OUT order_no integer, OUT voucher_year smallint, OUT voucher_no integer)
 RETURNS record
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $$
DECLARE
    d disbursements;
    o payment_orders;
    v vouchers;
BEGIN
    PERFORM require_role(p_fund, 'cashier');
    PERFORM lock_fund(p_fund);
    d := approved_for_order(p_fund, p_id, p_on);
    IF cardinality(p_lines) = 0 OR NOT p_lines <@ lines_to_pay(p_fund, p_id) THEN
        PERFORM refuse('line_paid_or_under_way_once', 'A line is paid already, or on its way on another order.');
    END IF;
    IF p_way = 'release' THEN PERFORM refuse('order_names_its_carrier', 'What is not paid is released, and not ordered.'); END IF;
    PERFORM refuse_unpayable(p_fund, p_id, p_lines);
    IF p_way = 'bank_list' AND cardinality(p_names) IS DISTINCT FROM cardinality(p_lines) THEN
        PERFORM refuse('order_has_its_payees', 'Each line of a bank list names its payee and account.');
    END IF;
    o.fund_id := p_fund; o.order_no := (SELECT coalesce(max(x.order_no), 0) + 1 FROM payment_orders x WHERE x.fund_id = p_fund);
    o.disbursement_id := p_id; o.way := p_way; o.status := CASE WHEN p_way IN ('cash', 'advance') THEN 'sent' ELSE 'prepared' END;
    o.money_account := p_account; o.bank_profile := p_profile; o.officer := p_officer; o.settle_by := p_settle_by; o.prepared_on := p_on;
    IF p_way = 'advance' THEN
        SELECT x.person_id INTO o.officer_person FROM advance_officers_of(p_fund) x WHERE x.user_name = p_officer;
        IF NOT FOUND THEN PERFORM refuse('advance_to_an_officer', 'An advance is taken by a commune officer of the fund or of a fund below it.'); END IF;
    END IF;
    SELECT sum(line_money(l)), count(*) INTO o.total, o.line_count FROM disbursement_lines l
    WHERE l.fund_id = p_fund AND l.disbursement_id = p_id AND l.line_no = ANY (p_lines);
    IF p_way = 'advance' THEN
        IF EXISTS (SELECT FROM payment_orders x WHERE x.fund_id = p_fund AND x.officer_person = o.officer_person AND x.status = 'sent') THEN
            PERFORM refuse('one_open_advance', 'The officer has an advance that is not settled.');
        END IF;
        PERFORM require_physical(p_account);
        v.fund_id := p_fund; v.voucher_type := 'PC'; v.voucher_date := p_on; v.amount := o.total; v.money_account := p_account;
        v.pool_id := d.pool_id; v.disbursement_id := p_id;
        -- With the account's name: an officer may be called like somebody else.
        v := write_voucher(v, (SELECT format('%s (%s)', u.display_name, u.user_name) FROM users u WHERE u.user_name = p_officer), NULL, p_content, NULL);
        PERFORM post_entries(entry_of(v, 'advance', p_key), ARRAY[posting_line(1, 1, 'advances', d.pool_id, 'debit', o.total),
            posting_line(1, 2, p_account, d.pool_id, 'credit', o.total)]);
        o.voucher_type := 'PC'; o.voucher_year := v.voucher_year; o.voucher_no := v.voucher_no;
    END IF;
    INSERT INTO payment_orders SELECT o.*;
    INSERT INTO payment_order_lines (fund_id, order_no, disbursement_id, line_no, amount)
    SELECT p_fund, o.order_no, p_id, l.line_no, line_money(l) FROM disbursement_lines l
    WHERE l.fund_id = p_fund AND l.disbursement_id = p_id AND l.line_no = ANY (p_lines);
    IF o.line_count >= 1000 THEN ANALYZE payment_order_lines; END IF;
    IF p_way = 'bank_list' THEN PERFORM write_payees(p_fund, o.order_no, p_lines, p_names, p_banks, p_accounts); END IF;
    PERFORM add_order_step(p_fund, o.order_no, 'prepared');
    order_no := o.order_no; voucher_year := o.voucher_year; voucher_no := o.voucher_no;
END $$;

CREATE OR REPLACE FUNCTION open_handout(p_list text, p_order integer)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $$
DECLARE
    o payment_orders := order_of(p_list, p_order);
    v_line int;
    v_code text;
BEGIN
    IF NOT coalesce(hands_out(o), false) THEN PERFORM refuse('actor_has_role', 'The list is handed out by who took the money.'); END IF;
    PERFORM lock_fund(o.fund_id);
    INSERT INTO handouts VALUES (o.fund_id, p_order, ledger_now(), acting_user()) ON CONFLICT DO NOTHING;
    IF NOT FOUND THEN RETURN; END IF;
    FOR v_line IN SELECT l.line_no FROM payment_order_lines l WHERE l.fund_id = o.fund_id AND l.order_no = p_order ORDER BY l.line_no LOOP
        LOOP
            v_code := lpad((('x' || substr(md5(gen_random_uuid()::text || gen_random_uuid()::text), 1, 12))::bit(48)::bigint % 100000000)::text, 8, '0');
            INSERT INTO handout_codes (fund_id, order_no, line_no, code) VALUES (o.fund_id, p_order, v_line, v_code) ON CONFLICT DO NOTHING;
            EXIT WHEN FOUND;
        END LOOP;
    END LOOP;
    IF o.line_count >= 1000 THEN ANALYZE handout_codes; END IF;
    PERFORM seal_handout(o.fund_id, p_order);
END $$;
