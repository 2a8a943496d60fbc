-- A norm line may be for a household, an institution or the running of the fund itself: such a line of a request names no child. And a
-- support may be given in goods that the fund buys, in part or whole, where its norm line lets it: their value counts as money does.

CREATE SEQUENCE institution_numbers;

CREATE TABLE institutions (
    institution_code text PRIMARY KEY CHECK (institution_code ~ '^CS-[0-9]{4,}$'),
    fund_id int NOT NULL REFERENCES funds,
    unit_id int NOT NULL REFERENCES units,
    name text NOT NULL CONSTRAINT institution_named
        CHECK (name = btrim(name) AND length(name) BETWEEN 3 AND 150 AND name IS NFC NORMALIZED),
    registered_at timestamptz NOT NULL,
    registered_by text NOT NULL CHECK (registered_by <> '')
);
COMMENT ON TABLE institutions IS 'Schools, nurseries, unions and offices that a fund supports as such; fund_id is of the log that seals them.';
CREATE UNIQUE INDEX institution_once_in_its_unit ON institutions (unit_id, lower(name COLLATE "vi-VN-x-icu"));
SELECT make_append_only('institutions');
CREATE TRIGGER keeps_its_key BEFORE DELETE OR UPDATE OF household_code ON households FOR EACH ROW EXECUTE FUNCTION named_by_the_books();
ALTER TABLE institutions ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_my_units ON institutions FOR SELECT TO fundledger_app USING (unit_id = ANY ((SELECT readable_units())::int[]));
CREATE POLICY of_all_units ON institutions FOR SELECT TO fundledger_auditor USING (true);
GRANT SELECT ON institutions TO fundledger_app, fundledger_auditor;

ALTER TABLE reference_events DROP CONSTRAINT reference_events_subject_check;
ALTER TABLE reference_events ADD CONSTRAINT reference_events_subject_check
    CHECK (subject IN ('fund', 'pool', 'norm_decision', 'institution'));

CREATE FUNCTION institution_terms_sealed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM record_reference(NEW.fund_id, 'institution', NEW.institution_code,
        ARRAY['institution', NEW.fund_id::text, NEW.institution_code, NEW.unit_id::text, NEW.name,
            to_char(NEW.registered_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'), NEW.registered_by]);
    RETURN NULL;
END $$;
CREATE TRIGGER sealed AFTER INSERT ON institutions FOR EACH ROW EXECUTE FUNCTION institution_terms_sealed();

CREATE FUNCTION add_institution(p_fund int, p_unit int, p_name text) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE v_code text := (SELECT 'CS-' || lpad(n::text, greatest(4, length(n::text)), '0') FROM nextval('institution_numbers') n);
BEGIN
    PERFORM require_role(p_fund, 'commune_officer', 'fund_accountant');
    IF NOT p_unit = ANY (units_of_fund(p_fund)) THEN PERFORM refuse('institution_in_scope', 'A fund supports institutions of its own area.'); END IF;
    INSERT INTO institutions VALUES (v_code, p_fund, p_unit, p_name, ledger_now(), acting_user());
    RETURN v_code;
END $$;
GRANT EXECUTE ON FUNCTION add_institution TO fundledger_app;

-- ---------------------------------------------------------------- lines for others

ALTER TABLE disbursement_lines
    ALTER COLUMN beneficiary_code DROP NOT NULL,
    ALTER COLUMN class_code DROP NOT NULL,
    ADD COLUMN recipient text CHECK (recipient <> ''),
    ADD COLUMN goods bigint CONSTRAINT goods_within_amount CHECK (goods > 0 AND goods <= amount),
    ADD CONSTRAINT recipient_once_per_disbursement UNIQUE (fund_id, disbursement_id, recipient),
    ADD CONSTRAINT line_is_for_one
        CHECK (num_nonnulls(beneficiary_code, recipient) = 1 AND (beneficiary_code IS NULL) = (class_code IS NULL));
COMMENT ON COLUMN disbursement_lines.goods IS 'Declared value of the goods among the amount; NULL when all is money.';
COMMENT ON COLUMN disbursement_lines.recipient IS 'Household, institution or fund, by its code, of a line that is for no single child; NULL where beneficiary_code names the child.';

-- What the fund received in a year for no special purpose: what a share for its own running is taken of.
CREATE FUNCTION free_receipts_of(p_fund int, p_year int) RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT coalesce(sum(m.amount), 0)::bigint
    FROM fund_movements m JOIN pools p USING (fund_id, pool_id) JOIN source_kinds s USING (source_kind)
    WHERE m.fund_id = p_fund AND m.counts_as = 'receipt' AND extract(year FROM m.entry_date) = p_year
        AND p.support_kinds IS NULL AND p.occasion_codes IS NULL AND NOT s.is_budget
$$;

CREATE FUNCTION free_receipts(p_fund int, p_year int) RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT free_receipts_of(p_fund, p_year) WHERE p_fund = ANY (readable_funds())
$$;
GRANT EXECUTE ON FUNCTION free_receipts TO fundledger_app;

CREATE INDEX beneficiaries_by_household ON beneficiaries (household_code);

CREATE FUNCTION children_of_household(p_household text, p_on date) RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT count(*) FROM beneficiaries b WHERE b.household_code = p_household AND child_absence(b.beneficiary_code, p_on) IS NULL
$$;

-- Where a recipient is: NULL when the fund has no such recipient of this kind.
CREATE FUNCTION unit_of_recipient(p_fund int, p_payee text, p_recipient text) RETURNS int LANGUAGE sql STABLE AS $$
    SELECT CASE p_payee
        WHEN 'household' THEN (SELECT h.unit_id FROM households h
                               WHERE h.household_code = p_recipient AND h.unit_id = ANY (units_of_fund(p_fund)))
        WHEN 'institution' THEN (SELECT i.unit_id FROM institutions i
                                 WHERE i.institution_code = p_recipient AND i.unit_id = ANY (units_of_fund(p_fund)))
        WHEN 'fund' THEN (SELECT f.unit_id FROM funds f WHERE f.fund_id = p_fund AND f.code = p_recipient) END
$$;

-- Refuses a line that names nobody whom the norm line is for, and counts above what is known of it.
CREATE FUNCTION require_recipient(x disbursement_lines, l norm_lines, d disbursements) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF (l.payee = 'child') <> (x.beneficiary_code IS NOT NULL)
       OR (l.payee <> 'child' AND (x.unit_id IS NULL OR unit_of_recipient(x.fund_id, l.payee, x.recipient) IS DISTINCT FROM x.unit_id)) THEN
        PERFORM refuse('norm_payee', format('Line %s is for a %s of this fund, and %s is none.', l.line_code, l.payee,
            coalesce(x.beneficiary_code, x.recipient)));
    END IF;
    IF l.payee = 'household' THEN
        PERFORM FROM beneficiaries b WHERE b.household_code = x.recipient ORDER BY b.beneficiary_code FOR SHARE;
        IF children_of_household(x.recipient, d.judged_on) < greatest(1, (x.quantities ->> 'child')::bigint) THEN
            PERFORM refuse('household_has_children', format('Household %s has fewer children than that.', x.recipient));
        END IF;
    END IF;
    IF (x.quantities ->> 'free_receipts')::bigint > free_receipts_of(x.fund_id, extract(year FROM d.judged_on)::int) THEN
        PERFORM refuse('free_receipts_received', 'The fund received less than that without a purpose.');
    END IF;
END $$;

DROP POLICY of_my_units ON norm_usage_totals;
CREATE POLICY of_my_units ON norm_usage_totals FOR SELECT TO fundledger_app USING (
    EXISTS (SELECT FROM beneficiaries b WHERE b.beneficiary_code = norm_usage_totals.beneficiary_code)
    OR EXISTS (SELECT FROM households h WHERE h.household_code = norm_usage_totals.beneficiary_code)
    OR EXISTS (SELECT FROM institutions i WHERE i.institution_code = norm_usage_totals.beneficiary_code)
    OR EXISTS (SELECT FROM funds f WHERE f.code = norm_usage_totals.beneficiary_code AND f.fund_id = ANY (readable_funds())));
COMMENT ON COLUMN norm_usages.beneficiary_code IS 'Of the child, or the code of the household, institution or fund whose norm is used.';
COMMENT ON COLUMN norm_usage_totals.beneficiary_code IS 'As in norm_usages.';

CREATE OR REPLACE FUNCTION disbursement_line_within_norm()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $$
DECLARE
    d disbursements;
    n norm_decisions;
    l norm_lines;
    v_classes text[];
    v_key text;
    v_already bigint;
    v_allowed bigint;
    v norm_variants;
    v_user text := coalesce(NEW.beneficiary_code, NEW.recipient);
BEGIN
    SELECT * INTO d FROM disbursements WHERE fund_id = NEW.fund_id AND disbursement_id = NEW.disbursement_id;
    -- Held until this is written: nobody closes its range meanwhile.
    SELECT * INTO n FROM norm_decisions WHERE decision_id = NEW.decision_id FOR SHARE;
    SELECT * INTO l FROM norm_lines WHERE decision_id = NEW.decision_id AND line_code = NEW.line_code;
    IF EXISTS (SELECT FROM disbursement_events WHERE fund_id = NEW.fund_id AND disbursement_id = NEW.disbursement_id) THEN
        PERFORM refuse('lines_sealed_with_request', 'No line is added to a request that has been made.');
    END IF;
    IF n.status NOT IN ('published', 'superseded') OR NOT n.in_force @> d.judged_on OR NEW.decision_id <> d.decision_id
       OR n.issuing_unit_id <> (SELECT unit_id FROM funds WHERE fund_id = NEW.fund_id) THEN
        PERFORM refuse('norm_in_force', format('Decision %s is not in force for this fund on %s.', n.number, d.judged_on));
    END IF;
    IF l.support_kind <> d.support_kind OR l.occasion_code IS DISTINCT FROM d.occasion_code
       OR l.need IS DISTINCT FROM d.need THEN
        PERFORM refuse('norm_line_fits', format('Line %s is for another support.', l.line_code));
    END IF;
    PERFORM require_recipient(NEW, l, d);
    IF NEW.goods IS NOT NULL AND NOT l.goods_allowed THEN
        PERFORM refuse('norm_goods', format('Line %s is given in money only.', l.line_code));
    END IF;
    IF l.source_kinds IS NOT NULL AND NOT EXISTS (SELECT FROM pools p WHERE (p.fund_id, p.pool_id) = (d.fund_id, d.pool_id)
            AND p.source_kind = ANY (l.source_kinds)) THEN
        PERFORM refuse('norm_source', format('Line %s is not paid from a pool of this source.', l.line_code));
    END IF;
    IF l.judged_on = 'occasion' AND d.judged_on <> (SELECT o.held_on FROM occasion_dates o
            WHERE (o.occasion_code, o.year) = (d.occasion_code, d.occasion_year)) THEN
        PERFORM refuse('norm_judged_on', format('Line %s is judged on the date of the occasion.', l.line_code));
    END IF;
    SELECT coalesce(array_agg(c.class_code), '{}') INTO v_classes FROM beneficiary_classes c
    WHERE c.beneficiary_code = NEW.beneficiary_code AND c.valid_from <= d.judged_on AND (c.valid_to IS NULL OR c.valid_to >= d.judged_on);
    IF EXISTS (SELECT FROM child_classes WHERE class_code = NEW.class_code AND privacy_tier = 'sealed')
       OR ('protected' = ANY (v_classes) AND NEW.class_code NOT IN ('protected', 'any_child')) THEN
        PERFORM refuse('sealed_group_only_in_vault', 'A sealed group is never written on a request; the line says "protected".');
    END IF;
    -- Behind "protected" may stand the sealed group, which only the application can read, or an open group of the same child.
    IF l.payee = 'child' AND (NOT (NEW.class_code = 'any_child' OR NEW.class_code = ANY (v_classes))
       OR NOT EXISTS (SELECT FROM norm_line_classes c JOIN child_classes k USING (class_code)
                      WHERE c.decision_id = NEW.decision_id AND c.line_code = NEW.line_code AND (c.class_code = NEW.class_code
                          OR (NEW.class_code = 'protected' AND (k.privacy_tier = 'sealed' OR c.class_code = ANY (v_classes)))))) THEN
        PERFORM refuse('norm_group', format('%s is not of group %s on %s, or the line is for other groups.',
            NEW.beneficiary_code, NEW.class_code, d.judged_on));
    END IF;
    IF l.frequency = 'incident' AND coalesce(btrim(NEW.case_reference), '') = '' THEN
        PERFORM refuse('norm_case_named', format('Line %s counts by case: name it.', l.line_code));
    END IF;
    IF l.frequency = 'months_36'
       AND norm_used_in_36_months(v_user, l.line_code, d.judged_on) >= l.frequency_limit THEN
        PERFORM refuse('norm_frequency', format('Line %s was used within the last 36 months.', l.line_code));
    END IF;
    SELECT * INTO v FROM norm_variants t WHERE (t.decision_id, t.line_code, t.variant) = (l.decision_id, l.line_code, NEW.variant);
    IF NOT FOUND OR coalesce(NEW.cost, 0) < v.cost_from OR coalesce(NEW.cost, 0) >= v.cost_below THEN
        PERFORM refuse('norm_variant', format('Line %s has no amount "%s" for a cost of %s.', l.line_code, NEW.variant, NEW.cost));
    END IF;
    -- Counted before the limit is asked for: the counter's row makes two funds that complete one total come one after the other.
    INSERT INTO norm_usages (beneficiary_code, usage_key, delta, allowed, fund_id, disbursement_id, line_no, used_on, recorded_at, recorded_by)
    SELECT v_user, k.usage_key, 1, k.allowed, NEW.fund_id, NEW.disbursement_id, NEW.line_no, d.judged_on, ledger_now(),
        acting_user()
    FROM norm_usage_keys(l, d.occasion_year, d.judged_on, NEW.case_reference) k ORDER BY k.usage_key;
    IF completes_a_total(l) THEN
        v_key := concat_ws('/', l.support_kind, l.occasion_code, d.occasion_year);
        v_already := coalesce(NEW.other_aid, 0) + coalesce((SELECT sum(u.delta * x.amount) FROM norm_usages u
            JOIN disbursement_lines x USING (fund_id, disbursement_id, line_no)
            WHERE u.beneficiary_code = v_user AND u.usage_key = v_key), 0);
    END IF;
    v_allowed := norm_limit(l.decision_id, l.line_code, NEW.variant, NEW.cost, NEW.insurance, NEW.other_aid, NEW.quantities, v_already);
    -- Above the norm only by a decision of its own, where the line lets somebody take one.
    IF NEW.exception_number IS NOT NULL AND NEW.amount > v_allowed THEN
        IF l.exception_level IS NULL THEN
            PERFORM refuse('norm_exception', format('Line %s knows no exception.', l.line_code));
        END IF;
        v_allowed := NEW.amount;
    ELSIF NEW.exception_number IS NOT NULL THEN
        PERFORM refuse('norm_exception', format('%s is within the norm: no exception is needed.', NEW.amount));
    END IF;
    IF v_allowed IS NULL OR NEW.allowed > v_allowed OR NEW.amount > v_allowed
       OR NEW.amount < (SELECT sum(p.amount) FROM norm_parts p
                        WHERE (p.decision_id, p.line_code, p.variant) = (l.decision_id, l.line_code, NEW.variant) AND p.rule = 'range') THEN
        PERFORM refuse('norm_cap', format('%s is above the norm: decision %s line %s allows %s.', NEW.amount, n.number, l.line_code, v_allowed));
    END IF;
    RETURN NEW;
END $$;

DROP FUNCTION submit_disbursement(integer, uuid, text, text, integer, text, integer, integer, date, text[], text[], text[], bigint[], bigint[], bigint[], text[], bigint[], bigint[], text[], text[], text[], text[], jsonb, bytea);
CREATE OR REPLACE FUNCTION submit_disbursement(p_fund integer, p_key uuid, p_support_kind text, p_occasion text, p_year integer, p_need text, p_pool integer, p_decision integer, p_judged_on date, p_beneficiary text[], p_class text[], p_line_code text[], p_cost bigint[], p_insurance bigint[], p_other_aid bigint[], p_case_reference text[], p_allowed bigint[], p_amount bigint[], p_reasons_vi text[], p_reasons_en text[], p_variant text[] DEFAULT NULL::text[], p_quantities text[] DEFAULT NULL::text[], p_exception jsonb DEFAULT NULL::jsonb, p_paper bytea DEFAULT NULL::bytea,
    p_goods bigint[] DEFAULT NULL::bigint[])
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
    IF EXISTS (SELECT FROM unnest(p_beneficiary, p_class) u(code, class) LEFT JOIN beneficiaries b ON b.beneficiary_code = u.code
               WHERE u.class IS NOT NULL AND (b.unit_id IS NULL OR NOT b.unit_id = ANY (units_of_fund(p_fund)))) THEN
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
        CASE WHEN u.class IS NULL THEN u.beneficiary END, p_goods[i]
    FROM unnest(p_beneficiary, p_class, p_line_code, p_cost, p_insurance, p_other_aid, p_case_reference, p_allowed, p_amount, p_reasons_vi,
        p_reasons_en) WITH ORDINALITY u(beneficiary, class, line_code, cost, insurance, other_aid, case_reference, allowed, amount,
        reasons_vi, reasons_en, i)
    LEFT JOIN norm_lines n ON n.decision_id = p_decision AND n.line_code = u.line_code
    LEFT JOIN beneficiaries b ON b.beneficiary_code = u.beneficiary AND u.class IS NOT NULL
    ORDER BY u.beneficiary;
    PERFORM add_disbursement_event(p_fund, v_id, 'requested', NULL);
    PERFORM post_entries(commitment_of_disbursement(p_fund, v_id, 'commitment', p_key),
        ARRAY[posting_line(1, 1, 'committed', p_pool, 'debit', v_total), posting_line(1, 2, 'commitment_control', p_pool, 'credit', v_total)]);
    RETURN v_id;
END $$;
GRANT EXECUTE ON FUNCTION submit_disbursement TO fundledger_app;

CREATE OR REPLACE FUNCTION child_is_there()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $$
DECLARE
    d disbursements;
    v_absence text;
BEGIN
    IF NEW.beneficiary_code IS NULL THEN RETURN NEW; END IF;
    PERFORM FROM beneficiaries WHERE beneficiary_code = NEW.beneficiary_code FOR SHARE;
    SELECT * INTO d FROM disbursements t WHERE t.fund_id = NEW.fund_id AND t.disbursement_id = NEW.disbursement_id;
    v_absence := child_absence(NEW.beneficiary_code, d.judged_on);
    IF v_absence IS NOT NULL AND NOT (d.support_kind = 'death' AND v_absence = 'died') THEN
        PERFORM refuse('child_supportable', format('%s: %s.', NEW.beneficiary_code, v_absence));
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION line_obstacle(l disbursement_lines, p_judged_on date, p_units integer[], p_asked_at timestamp with time zone)
 RETURNS text
 LANGUAGE plpgsql
 STABLE
AS $$
DECLARE v_absence text := child_absence(l.beneficiary_code, p_judged_on);
BEGIN
    IF l.beneficiary_code IS NULL THEN
        RETURN CASE WHEN EXISTS (SELECT FROM households h WHERE h.household_code = l.recipient)
            AND children_of_household(l.recipient, p_judged_on) < greatest(1, (l.quantities ->> 'child')::bigint) THEN 'household_without' END;
    END IF;
    IF v_absence IS NOT NULL THEN RETURN v_absence; END IF;
    IF NOT (SELECT b.unit_id FROM beneficiaries b WHERE b.beneficiary_code = l.beneficiary_code) = ANY (p_units) THEN RETURN 'moved'; END IF;
    IF l.class_code NOT IN ('any_child', 'protected') AND NOT EXISTS (
            SELECT FROM beneficiary_classes c WHERE c.beneficiary_code = l.beneficiary_code AND c.class_code = l.class_code
                AND c.valid_from <= p_judged_on AND (c.valid_to IS NULL OR c.valid_to >= p_judged_on)) THEN
        RETURN 'group_ended';
    END IF;
    -- Which sealed group a line was judged by is in the vault only: the end of any, written down since, asks for a new judgement.
    IF l.class_code = 'protected' AND EXISTS (
            SELECT FROM child_events e WHERE e.beneficiary_code = l.beneficiary_code AND e.event = 'group_ended' AND e.class_code = 'protected'
                AND e.happened_on <= p_judged_on AND e.recorded_at >= p_asked_at AND child_event_holds(e.event_no)) THEN
        RETURN 'group_ended';
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION obstacles_of(p_fund integer, p_id bigint)
 RETURNS TABLE(line_no integer, beneficiary_code text, obstacle text)
 LANGUAGE sql
 STABLE
AS $$
    SELECT l.line_no, coalesce(l.beneficiary_code, l.recipient), o.obstacle
    FROM disbursements d JOIN disbursement_lines l USING (fund_id, disbursement_id)
    JOIN disbursement_events r ON r.fund_id = d.fund_id AND r.disbursement_id = d.disbursement_id AND r.event = 'requested'
    CROSS JOIN LATERAL (SELECT line_obstacle(l, d.judged_on, (SELECT units_of_fund(p_fund)), r.recorded_at) AS obstacle) o
    WHERE d.fund_id = p_fund AND d.disbursement_id = p_id AND d.status IN ('requested', 'approved') AND o.obstacle IS NOT NULL
        AND NOT (d.support_kind = 'death' AND o.obstacle = 'died')
    ORDER BY l.line_no
$$;

CREATE OR REPLACE FUNCTION disbursement_content_hash(p_fund integer, p_id bigint)
 RETURNS bytea
 LANGUAGE sql
 STABLE
AS $$
    SELECT sha256(canonical('disbursement', d.fund_id::text, d.disbursement_id::text, d.support_kind, d.occasion_code, d.occasion_year::text,
            d.need, d.pool_id::text, d.decision_id::text, canonical_date(d.judged_on), canonical_date(d.requested_on), d.total::text,
            d.line_count::text, d.requester)
        || (SELECT string_agg(canonical(l.line_no::text, coalesce(l.beneficiary_code, l.recipient), l.class_code, l.unit_id::text, l.decision_id::text, l.line_code,
                l.cost::text, l.insurance::text, l.other_aid::text, l.case_reference, l.allowed::text, l.amount::text, l.reasons_vi,
                l.reasons_en) || CASE WHEN l.variant <> '' OR l.quantities IS NOT NULL OR l.exception_number IS NOT NULL
                    THEN canonical('case', l.variant, l.quantities::text, l.exception_number,
                        canonical_date(l.exception_date), l.exception_reason, l.exception_sha256) ELSE '' END
                || CASE WHEN l.goods IS NOT NULL THEN canonical('goods', l.goods::text) ELSE '' END, ''::bytea ORDER BY l.line_no)
            FROM disbursement_lines l WHERE l.fund_id = d.fund_id AND l.disbursement_id = d.disbursement_id))
    FROM disbursements d WHERE d.fund_id = p_fund AND d.disbursement_id = p_id
$$;

CREATE OR REPLACE FUNCTION children_still_there()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $$
DECLARE o record;
BEGIN
    PERFORM FROM disbursement_lines l JOIN beneficiaries b USING (beneficiary_code)
    WHERE l.fund_id = NEW.fund_id AND l.disbursement_id = NEW.disbursement_id ORDER BY b.beneficiary_code FOR SHARE OF b;
    PERFORM FROM disbursement_lines l JOIN beneficiaries b ON b.household_code = l.recipient
    WHERE l.fund_id = NEW.fund_id AND l.disbursement_id = NEW.disbursement_id ORDER BY b.beneficiary_code FOR SHARE OF b;
    SELECT * INTO o FROM obstacles_of(NEW.fund_id, NEW.disbursement_id) LIMIT 1;
    IF FOUND THEN PERFORM refuse('line_still_payable', format('Line %s, %s: %s.', o.line_no, o.beneficiary_code, o.obstacle)); END IF;
    RETURN NEW;
END $$;
