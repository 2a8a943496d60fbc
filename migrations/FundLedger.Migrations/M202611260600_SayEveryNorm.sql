-- A norm line can say all that decisions say: several amounts of which the case chooses one (variants), an amount made of parts, totals
-- that several funds complete together, limits for a batch, who is paid, and by which day it is judged.

ALTER TABLE norm_lines
    ADD COLUMN payee text NOT NULL DEFAULT 'child' CHECK (payee IN ('child', 'household', 'institution', 'fund')),
    ADD COLUMN age_from smallint CHECK (age_from >= 0),
    ADD COLUMN age_to smallint CHECK (age_to < 16),
    ADD COLUMN judged_on text NOT NULL DEFAULT 'request' CHECK (judged_on IN ('request', 'occasion', 'event')),
    ADD COLUMN goods_allowed boolean NOT NULL DEFAULT false,
    ADD COLUMN batch_shares int CHECK (batch_shares > 0),
    ADD COLUMN batch_ceiling bigint CHECK (batch_ceiling > 0),
    ADD COLUMN source_kinds text[] CHECK (cardinality(source_kinds) > 0),
    ADD COLUMN exception_level text CHECK (exception_level <> ''),
    ADD CONSTRAINT norm_ages_in_order CHECK (age_from <= age_to),
    ADD CONSTRAINT norm_ages_of_children CHECK (payee = 'child' OR (age_from IS NULL AND age_to IS NULL)),
    ADD CONSTRAINT norm_judged_on_named_day CHECK (judged_on <> 'occasion' OR occasion_code IS NOT NULL);
COMMENT ON COLUMN norm_lines.batch_shares IS 'Supports that one request may give by this line; batch_ceiling is the most that they may come to.';
COMMENT ON COLUMN norm_lines.exception_level IS 'Who may give more than the line by a decision of its own; NULL when nobody may.';

CREATE TABLE norm_variants (
    decision_id int NOT NULL,
    line_code text NOT NULL,
    variant text NOT NULL,
    name_vi text NOT NULL,
    name_en text NOT NULL,
    cost_from bigint CHECK (cost_from > 0),
    cost_below bigint CHECK (cost_below > 0),
    rank smallint NOT NULL,
    PRIMARY KEY (decision_id, line_code, variant),
    FOREIGN KEY (decision_id, line_code) REFERENCES norm_lines,
    CONSTRAINT norm_cost_band_in_order CHECK (cost_from < cost_below)
);
COMMENT ON TABLE norm_variants IS 'The amounts of a line of which a case gets one: insured or not, hospital level, step of severity, band of cost. A line with one amount has one without a name.';

CREATE TABLE norm_parts (
    decision_id int NOT NULL,
    line_code text NOT NULL,
    variant text NOT NULL,
    part_no smallint NOT NULL CHECK (part_no > 0),
    rule text NOT NULL CHECK (rule IN ('fixed', 'top_up', 'percent_of_net_cost', 'actual_up_to', 'range', 'per_unit', 'expense', 'percent_of')),
    amount bigint CHECK (amount > 0),
    percent smallint CHECK (percent BETWEEN 1 AND 100),
    ceiling bigint CHECK (ceiling > 0),
    unit text,
    most int CHECK (most > 0),
    PRIMARY KEY (decision_id, line_code, variant, part_no),
    FOREIGN KEY (decision_id, line_code, variant) REFERENCES norm_variants,
    CONSTRAINT norm_part_fits_rule CHECK (CASE rule
        WHEN 'fixed' THEN amount IS NOT NULL AND num_nonnulls(percent, ceiling, unit, most) = 0
        WHEN 'top_up' THEN ceiling IS NOT NULL AND num_nonnulls(amount, percent, unit, most) = 0
        WHEN 'percent_of_net_cost' THEN percent IS NOT NULL AND ceiling IS NOT NULL AND num_nonnulls(amount, unit, most) = 0
        WHEN 'actual_up_to' THEN ceiling IS NOT NULL AND num_nonnulls(amount, percent, unit, most) = 0
        WHEN 'range' THEN amount IS NOT NULL AND ceiling IS NOT NULL AND amount <= ceiling AND num_nonnulls(percent, unit, most) = 0
        WHEN 'per_unit' THEN amount IS NOT NULL AND unit IS NOT NULL AND unit IN ('day', 'child') AND num_nonnulls(percent, ceiling) = 0
        WHEN 'expense' THEN unit IS NOT NULL AND unit = 'fare' AND num_nonnulls(amount, percent, most) = 0
        ELSE percent IS NOT NULL AND unit IS NOT NULL AND unit = 'free_receipts' AND num_nonnulls(amount, ceiling, most) = 0 END)
);
COMMENT ON TABLE norm_parts IS 'What a variant comes to: the sum of its parts, each by one of the rules of AmountRule in the domain.';

INSERT INTO norm_variants SELECT decision_id, line_code, '', '', '', NULL, NULL, 1 FROM norm_lines;
INSERT INTO norm_parts SELECT decision_id, line_code, '', 1, amount_rule, amount, percent, CASE WHEN amount_rule <> 'fixed' THEN ceiling END, NULL, NULL
FROM norm_lines;

CREATE TRIGGER immutable BEFORE INSERT OR UPDATE OR DELETE ON norm_variants FOR EACH ROW EXECUTE FUNCTION published_norm_immutable();
CREATE TRIGGER immutable BEFORE INSERT OR UPDATE OR DELETE ON norm_parts FOR EACH ROW EXECUTE FUNCTION published_norm_immutable();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON norm_variants FOR EACH STATEMENT EXECUTE FUNCTION append_only();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON norm_parts FOR EACH STATEMENT EXECUTE FUNCTION append_only();
GRANT SELECT ON norm_variants, norm_parts TO fundledger_app, fundledger_auditor;

DROP FUNCTION norm_allowed(norm_lines, bigint, bigint, bigint);
ALTER TABLE norm_lines DROP CONSTRAINT norm_amount_fits_rule, DROP COLUMN amount_rule, DROP COLUMN amount, DROP COLUMN percent, DROP COLUMN ceiling;

-- What makes no sense to judge by is not published: the same conditions as NormLine.IsSound and NormDecision.Create.
CREATE FUNCTION norm_is_sound() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE v_line text;
BEGIN
    SELECT l.line_code INTO v_line FROM norm_lines l
    CROSS JOIN LATERAL (SELECT count(*) AS variants, count(*) FILTER (WHERE v.variant = '') AS unnamed,
            bool_or(v.cost_from IS NOT NULL OR v.cost_below IS NOT NULL) AS banded
        FROM norm_variants v WHERE (v.decision_id, v.line_code) = (l.decision_id, l.line_code)) v
    CROSS JOIN LATERAL (SELECT count(DISTINCT p.variant) AS with_parts, count(*) AS parts, count(*) FILTER (WHERE p.rule = 'top_up') AS totals,
            count(DISTINCT p.variant) FILTER (WHERE p.rule IN ('percent_of_net_cost', 'actual_up_to')) AS by_cost
        FROM norm_parts p WHERE (p.decision_id, p.line_code) = (l.decision_id, l.line_code)) p
    WHERE l.decision_id = NEW.decision_id AND (v.variants = 0 OR p.with_parts <> v.variants OR (v.variants > 1 AND v.unnamed > 0)
        OR (v.banded AND p.by_cost <> v.variants) OR (p.totals > 0 AND (p.totals <> v.variants OR p.parts <> v.variants OR l.occasion_code IS NULL))
        OR (l.payee = 'child') <> EXISTS (SELECT FROM norm_line_classes c WHERE (c.decision_id, c.line_code) = (l.decision_id, l.line_code)))
    ORDER BY l.line_code COLLATE "C" LIMIT 1;
    IF v_line IS NOT NULL THEN
        PERFORM refuse('norm_is_sound', format('Line %s has no amount, an amount without parts, or the wrong groups for its payee.', v_line));
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER is_sound BEFORE INSERT OR UPDATE ON norm_decisions FOR EACH ROW WHEN (NEW.status = 'published') EXECUTE FUNCTION norm_is_sound();

-- ---------------------------------------------------------------- the limit

-- The most that one part gives for the facts of one case, in đồng; NULL when a fact that it asks for is missing.
CREATE FUNCTION norm_part_limit(p norm_parts, p_cost bigint, p_insurance bigint, p_other_aid bigint, p_quantities jsonb, p_already bigint)
RETURNS bigint IMMUTABLE LANGUAGE sql AS $$
    SELECT CASE p.rule
        WHEN 'fixed' THEN p.amount
        WHEN 'range' THEN p.ceiling
        WHEN 'top_up' THEN p.ceiling - p_already
        WHEN 'per_unit' THEN CASE WHEN (p_quantities ->> p.unit)::bigint >= 0
            THEN p.amount * least((p_quantities ->> p.unit)::bigint, p.most::bigint) END
        WHEN 'expense' THEN CASE WHEN (p_quantities ->> p.unit)::bigint >= 0
            THEN least((p_quantities ->> p.unit)::bigint, p.ceiling) END
        WHEN 'percent_of' THEN div((p_quantities ->> p.unit)::numeric * p.percent, 100)::bigint
        ELSE least(p.ceiling, div((p_cost - coalesce(p_insurance, 0) - coalesce(p_other_aid, 0))::numeric * coalesce(p.percent, 100), 100))::bigint
        END
$$;

-- The most that a variant of a line allows; NULL when nothing is left to support, or a fact is missing.
CREATE FUNCTION norm_limit(p_decision int, p_line text, p_variant text, p_cost bigint, p_insurance bigint, p_other_aid bigint,
    p_quantities jsonb, p_already bigint) RETURNS bigint STABLE LANGUAGE sql AS $$
    SELECT CASE WHEN bool_and(x.part IS NOT NULL) THEN nullif(sum(greatest(0, x.part)), 0)::bigint END
    FROM (SELECT norm_part_limit(p, p_cost, p_insurance, p_other_aid, p_quantities, p_already) AS part FROM norm_parts p
          WHERE (p.decision_id, p.line_code, p.variant) = (p_decision, p_line, p_variant)) x
$$;

-- The most that any case can get by a line; NULL when only the facts of the case set a bound.
CREATE FUNCTION norm_highest(l norm_lines) RETURNS bigint STABLE LANGUAGE sql AS $$
    SELECT CASE WHEN bool_and(v.highest IS NOT NULL) THEN max(v.highest) END
    FROM (SELECT CASE WHEN bool_and(h.part IS NOT NULL) THEN sum(h.part)::bigint END AS highest
          FROM norm_parts p CROSS JOIN LATERAL (SELECT CASE p.rule WHEN 'fixed' THEN p.amount WHEN 'per_unit' THEN p.amount * p.most
              ELSE p.ceiling END AS part) h
          WHERE (p.decision_id, p.line_code) = (l.decision_id, l.line_code) GROUP BY p.variant) v
$$;
GRANT EXECUTE ON FUNCTION norm_highest TO fundledger_app;

-- ---------------------------------------------------------------- how often

CREATE FUNCTION completes_a_total(l norm_lines) RETURNS boolean STABLE LANGUAGE sql AS $$
    SELECT EXISTS (SELECT FROM norm_parts p WHERE (p.decision_id, p.line_code) = (l.decision_id, l.line_code) AND p.rule = 'top_up')
$$;

-- The keys under which one use counts; the same words as UsageKey in the domain. A line that completes a total counts by itself and is
-- only seen by the others under the key of the occasion.
CREATE OR REPLACE FUNCTION norm_usage_keys(l norm_lines, p_year int, p_judged_on date, p_case_reference text,
    OUT usage_key text, OUT allowed smallint) RETURNS SETOF record STABLE LANGUAGE sql AS $$
    SELECT CASE l.frequency
            WHEN 'occasion' THEN l.support_kind || '/' || l.occasion_code || '/' || p_year
            WHEN 'incident' THEN l.line_code || '/incident/' || upper(btrim(p_case_reference))
            WHEN 'year' THEN l.line_code || '/year/' || extract(year FROM p_judged_on)
            WHEN 'school_year' THEN format('%s/school-year/%s-%s', l.line_code, extract(year FROM p_judged_on - interval '7 months'),
                extract(year FROM p_judged_on - interval '7 months') + 1)
            WHEN 'months_36' THEN l.line_code || '/months36'
            WHEN 'life' THEN l.line_code || '/life' END,
        -- A window that moves cannot be one counter: norm_used_in_36_months looks at the uses themselves.
        CASE WHEN l.frequency = 'months_36' OR completes_a_total(l) THEN 32767::smallint ELSE l.frequency_limit END
    UNION ALL
    SELECT l.line_code || '/life', l.life_limit WHERE l.life_limit IS NOT NULL AND l.frequency <> 'life'
    UNION ALL
    SELECT concat_ws('/', l.support_kind, l.occasion_code, p_year, l.line_code), l.frequency_limit WHERE completes_a_total(l)
$$;

-- What all funds together gave children under one key, taken back where it was rejected or reversed. Which fund gave is not told.
CREATE FUNCTION norm_already_given(p_beneficiaries text[], p_key text, OUT beneficiary_code text, OUT amount bigint) RETURNS SETOF record
STABLE LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT u.beneficiary_code, sum(u.delta * l.amount)::bigint
    FROM norm_usages u JOIN disbursement_lines l USING (fund_id, disbursement_id, line_no)
    JOIN beneficiaries b ON b.beneficiary_code = u.beneficiary_code
    WHERE u.beneficiary_code = ANY (p_beneficiaries) AND u.usage_key = p_key AND b.unit_id = ANY (readable_units())
    GROUP BY u.beneficiary_code
$$;
GRANT EXECUTE ON FUNCTION norm_already_given, completes_a_total TO fundledger_app;
GRANT EXECUTE ON FUNCTION completes_a_total TO fundledger_auditor;

-- ---------------------------------------------------------------- the norm holds for every writer

CREATE OR REPLACE FUNCTION disbursement_line_within_norm() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    d disbursements;
    n norm_decisions;
    l norm_lines;
    v_classes text[];
    v_key text;
    v_already bigint;
    v_allowed bigint;
BEGIN
    SELECT * INTO d FROM disbursements WHERE fund_id = NEW.fund_id AND disbursement_id = NEW.disbursement_id;
    SELECT * INTO n FROM norm_decisions WHERE decision_id = NEW.decision_id;
    SELECT * INTO l FROM norm_lines WHERE decision_id = NEW.decision_id AND line_code = NEW.line_code;
    IF EXISTS (SELECT FROM disbursement_events WHERE fund_id = NEW.fund_id AND disbursement_id = NEW.disbursement_id) THEN
        PERFORM refuse('lines_sealed_with_request', 'No line is added to a request that has been made.');
    END IF;
    IF n.status <> 'published' OR NOT n.in_force @> d.judged_on OR NEW.decision_id <> d.decision_id
       OR n.issuing_unit_id <> (SELECT unit_id FROM funds WHERE fund_id = NEW.fund_id) THEN
        PERFORM refuse('norm_in_force', format('Decision %s is not in force for this fund on %s.', n.number, d.judged_on));
    END IF;
    IF l.support_kind <> d.support_kind OR l.occasion_code IS DISTINCT FROM d.occasion_code
       OR l.need IS DISTINCT FROM d.need THEN
        PERFORM refuse('norm_line_fits', format('Line %s is for another support.', l.line_code));
    END IF;
    IF l.payee <> 'child' THEN
        PERFORM refuse('norm_payee', format('Line %s is not paid to a child.', l.line_code));
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
    IF NOT (NEW.class_code = 'any_child' OR NEW.class_code = ANY (v_classes))
       OR NOT EXISTS (SELECT FROM norm_line_classes c JOIN child_classes k USING (class_code)
                      WHERE c.decision_id = NEW.decision_id AND c.line_code = NEW.line_code AND (c.class_code = NEW.class_code
                          OR (NEW.class_code = 'protected' AND (k.privacy_tier = 'sealed' OR c.class_code = ANY (v_classes))))) THEN
        PERFORM refuse('norm_group', format('%s is not of group %s on %s, or the line is for other groups.',
            NEW.beneficiary_code, NEW.class_code, d.judged_on));
    END IF;
    IF l.frequency = 'incident' AND coalesce(btrim(NEW.case_reference), '') = '' THEN
        PERFORM refuse('norm_case_named', format('Line %s counts by case: name it.', l.line_code));
    END IF;
    IF l.frequency = 'months_36'
       AND norm_used_in_36_months(NEW.beneficiary_code, l.line_code, d.judged_on) >= l.frequency_limit THEN
        PERFORM refuse('norm_frequency', format('Line %s was used within the last 36 months.', l.line_code));
    END IF;
    -- Counted before the limit is asked for: the counter's row makes two funds that complete one total come one after the other.
    INSERT INTO norm_usages (beneficiary_code, usage_key, delta, allowed, fund_id, disbursement_id, line_no, used_on, recorded_at, recorded_by)
    SELECT NEW.beneficiary_code, k.usage_key, 1, k.allowed, NEW.fund_id, NEW.disbursement_id, NEW.line_no, d.judged_on, ledger_now(),
        acting_user()
    FROM norm_usage_keys(l, d.occasion_year, d.judged_on, NEW.case_reference) k ORDER BY k.usage_key;
    IF completes_a_total(l) THEN
        v_key := concat_ws('/', l.support_kind, l.occasion_code, d.occasion_year);
        v_already := coalesce(NEW.other_aid, 0) + coalesce((SELECT sum(u.delta * x.amount) FROM norm_usages u
            JOIN disbursement_lines x USING (fund_id, disbursement_id, line_no)
            WHERE u.beneficiary_code = NEW.beneficiary_code AND u.usage_key = v_key), 0);
    END IF;
    v_allowed := norm_limit(l.decision_id, l.line_code, '', NEW.cost, NEW.insurance, NEW.other_aid, NULL, v_already);
    IF v_allowed IS NULL OR NEW.allowed > v_allowed OR NEW.amount > v_allowed
       OR NEW.amount < (SELECT sum(p.amount) FROM norm_parts p
                        WHERE (p.decision_id, p.line_code, p.variant) = (l.decision_id, l.line_code, '') AND p.rule = 'range') THEN
        PERFORM refuse('norm_cap', format('%s is above the norm: decision %s line %s allows %s.', NEW.amount, n.number, l.line_code, v_allowed));
    END IF;
    RETURN NEW;
END $$;

-- The head of a request says what its lines say, and they stay within what a batch may give, once the transaction that wrote them is complete.
CREATE OR REPLACE FUNCTION disbursement_adds_up() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
SET enable_seqscan = off AS $$
DECLARE v_line text;
BEGIN
    IF (NEW.total, NEW.line_count) IS DISTINCT FROM (SELECT (sum(amount)::bigint, count(*)::int) FROM disbursement_lines
            WHERE fund_id = NEW.fund_id AND disbursement_id = NEW.disbursement_id) THEN
        PERFORM refuse('disbursement_adds_up', 'The total and the number of lines of a request are those of its lines.');
    END IF;
    SELECT l.line_code INTO v_line FROM disbursement_lines x JOIN norm_lines l USING (decision_id, line_code)
    WHERE x.fund_id = NEW.fund_id AND x.disbursement_id = NEW.disbursement_id
    GROUP BY l.decision_id, l.line_code HAVING count(*) > min(l.batch_shares) OR sum(x.amount) > min(l.batch_ceiling) LIMIT 1;
    IF v_line IS NOT NULL THEN
        PERFORM refuse('norm_batch', format('One request gives less at once by line %s than this.', v_line));
    END IF;
    RETURN NULL;
END $$;

-- ---------------------------------------------------------------- the seals of decisions say all of it

CREATE OR REPLACE FUNCTION norm_terms(n norm_decisions) RETURNS text[] STABLE LANGUAGE sql AS $$
    SELECT ARRAY['norm_decision', n.decision_id::text, n.issuing_unit_id::text, n.number, canonical_date(n.issued_on), n.issued_by, n.title_vi,
            n.title_en, n.in_force::text, n.is_sample::text]
        || coalesce((SELECT array_agg(x.term ORDER BY l.line_code COLLATE "C", x.place) FROM norm_lines l CROSS JOIN LATERAL
            unnest(ARRAY['line', l.line_code, l.name_vi, l.name_en, l.support_kind, l.occasion_code, l.need, l.frequency,
                l.frequency_limit::text, l.life_limit::text, l.payee, l.age_from::text, l.age_to::text, l.judged_on, l.goods_allowed::text,
                l.batch_shares::text, l.batch_ceiling::text, to_json(l.source_kinds)::text, l.approver_level, l.exception_level,
                to_json(l.papers_vi)::text, to_json(l.papers_en)::text, l.sort_order::text,
                (SELECT json_agg(json_build_array(c.class_code, c.rank) ORDER BY c.class_code COLLATE "C")::text FROM norm_line_classes c
                 WHERE c.decision_id = l.decision_id AND c.line_code = l.line_code),
                (SELECT json_agg(json_build_array(v.variant, v.name_vi, v.name_en, v.cost_from, v.cost_below, v.rank)
                     ORDER BY v.variant COLLATE "C")::text
                 FROM norm_variants v WHERE v.decision_id = l.decision_id AND v.line_code = l.line_code),
                (SELECT json_agg(json_build_array(p.variant, p.part_no, p.rule, p.amount, p.percent, p.ceiling, p.unit, p.most)
                     ORDER BY p.variant COLLATE "C", p.part_no)::text
                 FROM norm_parts p WHERE p.decision_id = l.decision_id AND p.line_code = l.line_code)]) WITH ORDINALITY x(term, place)
            WHERE l.decision_id = n.decision_id), '{}')
$$;
SELECT record_reference(f.fund_id, 'norm_decision', n.decision_id::text, norm_terms(n))
FROM funds f JOIN norm_decisions n ON n.issuing_unit_id = f.unit_id WHERE n.status = 'published' ORDER BY f.fund_id, n.decision_id;
