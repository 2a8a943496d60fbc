-- A norm decision is drafted by one person and published by another; the next one closes the range of the one before it. What is proposed,
-- published or superseded is never edited.

ALTER TABLE norm_decisions
    ADD COLUMN legal_bases text[] NOT NULL DEFAULT '{}',
    ADD COLUMN drafter text NOT NULL DEFAULT 'setup' CONSTRAINT norm_drafter_present CHECK (drafter <> ''),
    ADD COLUMN proposer text,
    ADD COLUMN proposer_person bigint REFERENCES persons,
    ADD COLUMN publisher text,
    ADD COLUMN publisher_person bigint REFERENCES persons,
    ADD COLUMN return_reason text,
    ADD COLUMN superseded_by int REFERENCES norm_decisions,
    DROP CONSTRAINT norm_decisions_status_check,
    ADD CONSTRAINT norm_decisions_status_check CHECK (status IN ('draft', 'proposed', 'published', 'superseded', 'discarded')),
    ADD CONSTRAINT norm_proposed_by_somebody CHECK (status <> 'proposed' OR proposer_person IS NOT NULL),
    ADD CONSTRAINT norm_publisher_is_not_proposer CHECK (publisher_person <> proposer_person),
    ADD CONSTRAINT norm_superseded_by_another CHECK ((status = 'superseded') = (superseded_by IS NOT NULL) AND superseded_by <> decision_id),
    DROP CONSTRAINT norm_decisions_do_not_overlap,
    ADD CONSTRAINT norm_decisions_do_not_overlap EXCLUDE USING gist (issuing_unit_id WITH =, in_force WITH &&)
        WHERE (status IN ('published', 'superseded'));
COMMENT ON COLUMN norm_decisions.superseded_by IS 'The decision that closed its range; it is still cited for the days before.';

CREATE TABLE norm_scans (
    decision_id int PRIMARY KEY REFERENCES norm_decisions,
    file_name text NOT NULL CHECK (length(file_name) BETWEEN 1 AND 200 AND file_name !~ '[/\\[:cntrl:]]'),
    media_type text NOT NULL CHECK (media_type IN ('application/pdf', 'image/png', 'image/jpeg')),
    content bytea NOT NULL CONSTRAINT norm_scan_size CHECK (length(content) BETWEEN 1 AND 10485760),
    attached_by text NOT NULL CHECK (attached_by <> ''),
    attached_at timestamptz NOT NULL
);
COMMENT ON TABLE norm_scans IS 'The paper as it was signed; its SHA-256 is among the sealed terms of the decision.';

CREATE TABLE norm_decision_events (
    decision_id int NOT NULL REFERENCES norm_decisions,
    event_no smallint NOT NULL,
    event text NOT NULL CHECK (event IN ('drafted', 'proposed', 'returned', 'published', 'superseded', 'discarded')),
    recorded_at timestamptz NOT NULL,
    actor text NOT NULL CHECK (actor <> ''),
    reason text,
    PRIMARY KEY (decision_id, event_no),
    CONSTRAINT norm_returned_with_reason CHECK (event <> 'returned' OR length(btrim(reason)) >= 5)
);
COMMENT ON TABLE norm_decision_events IS 'What became of a decision and by whom, written by a trigger on its status.';
SELECT make_append_only('norm_decision_events');
INSERT INTO norm_decision_events
SELECT decision_id, 1, CASE status WHEN 'published' THEN 'published' ELSE 'drafted' END, ledger_now(), 'setup', NULL FROM norm_decisions;

-- ---------------------------------------------------------------- one way only

CREATE FUNCTION norm_moves_forward() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.status <> 'draft' OR num_nonnulls(NEW.proposer_person, NEW.publisher_person) > 0 THEN
            PERFORM refuse('norm_begins_as_draft', 'A norm decision begins as a draft.');
        END IF;
        RETURN NEW;
    END IF;
    IF TG_OP = 'DELETE' OR OLD.status IN ('superseded', 'discarded') THEN
        PERFORM refuse('published_norm_immutable', 'A norm decision is never deleted, nor changed once it is published: publish the next one.');
    END IF;
    IF (OLD.status, NEW.status) IN (('draft', 'draft'), ('draft', 'proposed'), ('draft', 'discarded')) AND NEW.publisher_person IS NULL
       AND NEW.decision_id = OLD.decision_id AND NEW.issuing_unit_id = OLD.issuing_unit_id THEN
        RETURN NEW;
    END IF;
    -- From here on only what the step itself writes may differ.
    IF to_jsonb(NEW) - ARRAY['status', 'proposer', 'proposer_person', 'publisher', 'publisher_person', 'return_reason', 'superseded_by', 'in_force']
       <> to_jsonb(OLD) - ARRAY['status', 'proposer', 'proposer_person', 'publisher', 'publisher_person', 'return_reason', 'superseded_by', 'in_force'] THEN
        PERFORM refuse('published_norm_immutable', 'What is proposed or published is not changed: return it, or publish the next one.');
    END IF;
    CASE OLD.status || ' ' || NEW.status
        WHEN 'proposed draft' THEN
            IF NEW.in_force <> OLD.in_force OR num_nonnulls(NEW.proposer, NEW.proposer_person, NEW.publisher, NEW.publisher_person) > 0 THEN
                PERFORM refuse('published_norm_immutable', 'A decision that is returned is a draft again and nobody''s proposal.');
            END IF;
        WHEN 'proposed published' THEN
            IF NEW.in_force <> OLD.in_force OR NEW.proposer_person IS DISTINCT FROM OLD.proposer_person OR NEW.proposer IS DISTINCT FROM OLD.proposer
               OR NEW.publisher_person IS NULL OR NEW.publisher_person = NEW.proposer_person OR coalesce(NEW.publisher, '') = '' THEN
                PERFORM refuse('norm_published_by_two', 'A norm decision is published by another person than the one who proposed it.');
            END IF;
            IF lower(NEW.in_force) < NEW.issued_on THEN
                PERFORM refuse('norm_not_retroactive', 'A norm decision does not take effect before the day on which it was issued.');
            END IF;
        WHEN 'published superseded' THEN
            IF NEW.proposer_person IS DISTINCT FROM OLD.proposer_person OR NEW.publisher_person IS DISTINCT FROM OLD.publisher_person
               OR NEW.proposer IS DISTINCT FROM OLD.proposer OR NEW.publisher IS DISTINCT FROM OLD.publisher
               OR isempty(NEW.in_force) OR lower(NEW.in_force) <> lower(OLD.in_force) OR NOT NEW.in_force <@ OLD.in_force
               OR NEW.in_force = OLD.in_force
               OR NOT EXISTS (SELECT FROM norm_decisions s WHERE s.decision_id = NEW.superseded_by AND s.issuing_unit_id = NEW.issuing_unit_id
                              AND s.status IN ('proposed', 'published') AND lower(s.in_force) = upper(NEW.in_force)) THEN
                PERFORM refuse('norm_succession', 'A decision ends on the day before the one that supersedes it begins.');
            END IF;
            IF EXISTS (SELECT FROM disbursements d WHERE d.decision_id = NEW.decision_id AND d.status <> 'rejected'
                       AND d.judged_on >= upper(NEW.in_force)) THEN
                PERFORM refuse('norm_back_dated', 'Requests have been judged by the decision before, on days that the new one would take.');
            END IF;
        ELSE PERFORM refuse('published_norm_immutable', format('A norm decision does not go from %s to %s.', OLD.status, NEW.status));
    END CASE;
    RETURN NEW;
END $$;

-- The successor must be there when all is written.
CREATE FUNCTION norm_successor_published() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM norm_decisions s WHERE s.decision_id = NEW.superseded_by AND s.status IN ('published', 'superseded')) THEN
        PERFORM refuse('norm_succession', 'What supersedes a decision is a published one.');
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION norm_status_recorded() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO norm_decision_events
    SELECT NEW.decision_id, coalesce(max(e.event_no), 0) + 1, CASE WHEN NEW.status <> 'draft' THEN NEW.status WHEN TG_OP = 'INSERT' THEN 'drafted'
        ELSE 'returned' END, ledger_now(), acting_hand(), CASE WHEN NEW.status = 'draft' THEN NEW.return_reason END
    FROM norm_decision_events e WHERE e.decision_id = NEW.decision_id;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION published_norm_immutable() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE v_decisions int[] := CASE TG_OP WHEN 'INSERT' THEN ARRAY[NEW.decision_id] WHEN 'DELETE' THEN ARRAY[OLD.decision_id]
    ELSE ARRAY[OLD.decision_id, NEW.decision_id] END;
BEGIN
    IF EXISTS (SELECT FROM norm_decisions WHERE decision_id = ANY (v_decisions) AND status <> 'draft') THEN
        PERFORM refuse('published_norm_immutable', 'A published norm decision is never changed; publish the next one.');
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;

-- What makes no sense to judge by is neither proposed nor published: the same conditions as NormLine.IsSound and NormDecision.Create.
CREATE OR REPLACE FUNCTION norm_is_sound() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
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
    IF NOT EXISTS (SELECT FROM norm_lines WHERE decision_id = NEW.decision_id) THEN
        PERFORM refuse('norm_is_sound', 'A norm decision has at least one line.');
    END IF;
    RETURN NEW;
END $$;

DROP TRIGGER immutable ON norm_decisions;
DROP TRIGGER is_sound ON norm_decisions;
DROP TRIGGER sealed ON norm_decisions;
-- Named so that it is asked first.
CREATE TRIGGER forward_only BEFORE INSERT OR UPDATE OR DELETE ON norm_decisions FOR EACH ROW EXECUTE FUNCTION norm_moves_forward();
CREATE TRIGGER is_sound BEFORE INSERT OR UPDATE ON norm_decisions FOR EACH ROW WHEN (NEW.status IN ('proposed', 'published'))
    EXECUTE FUNCTION norm_is_sound();
CREATE TRIGGER sealed AFTER INSERT OR UPDATE ON norm_decisions FOR EACH ROW WHEN (NEW.status IN ('published', 'superseded'))
    EXECUTE FUNCTION norm_terms_sealed();
CREATE CONSTRAINT TRIGGER successor_published AFTER UPDATE ON norm_decisions DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.status = 'superseded') EXECUTE FUNCTION norm_successor_published();
CREATE TRIGGER recorded AFTER INSERT ON norm_decisions FOR EACH ROW EXECUTE FUNCTION norm_status_recorded();
CREATE TRIGGER recorded_again AFTER UPDATE ON norm_decisions FOR EACH ROW WHEN (NEW.status <> OLD.status) EXECUTE FUNCTION norm_status_recorded();
CREATE TRIGGER immutable BEFORE INSERT OR UPDATE OR DELETE ON norm_scans FOR EACH ROW EXECUTE FUNCTION published_norm_immutable();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON norm_scans FOR EACH STATEMENT EXECUTE FUNCTION append_only();

-- ---------------------------------------------------------------- the seals of decisions say all of it

CREATE OR REPLACE FUNCTION norm_terms(n norm_decisions) RETURNS text[] STABLE LANGUAGE sql AS $$
    SELECT ARRAY['norm_decision', n.decision_id::text, n.issuing_unit_id::text, n.number, canonical_date(n.issued_on), n.issued_by, n.title_vi,
            n.title_en, n.in_force::text, n.is_sample::text, to_json(n.legal_bases)::text, n.proposer, n.proposer_person::text, n.publisher,
            n.publisher_person::text, n.superseded_by::text, n.status, n.drafter, n.return_reason,
            (SELECT json_build_array(s.file_name, s.media_type, encode(sha256(s.content), 'hex'), s.attached_by,
                 to_char(s.attached_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'))::text
             FROM norm_scans s WHERE s.decision_id = n.decision_id)]
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

CREATE OR REPLACE FUNCTION fund_terms_sealed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM record_reference(NEW.fund_id, 'fund', NEW.fund_id::text, fund_terms(NEW));
    IF TG_OP = 'INSERT' THEN
        PERFORM record_reference(NEW.fund_id, 'norm_decision', n.decision_id::text, norm_terms(n))
        FROM norm_decisions n WHERE n.issuing_unit_id = NEW.unit_id AND n.status IN ('published', 'superseded');
    END IF;
    RETURN NULL;
END $$;

-- What somebody sees before proposing or publishing it.
CREATE FUNCTION norm_content_hash(p_decision int) RETURNS bytea STABLE LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT sha256(canonical(VARIADIC norm_terms(n))) FROM norm_decisions n WHERE n.decision_id = p_decision
$$;

-- ---------------------------------------------------------------- drafting, proposing, publishing

-- Writes a draft from a structured file, a new one when p_decision is null. The file is of the form that docs/norm-files.md describes.
CREATE FUNCTION write_norm_draft(p_unit int, p_decision int, p_file jsonb, p_drafter text) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
    h jsonb := p_file -> 'decision';
    v_id int := p_decision;
BEGIN
    IF v_id IS NULL THEN
        INSERT INTO norm_decisions (issuing_unit_id, number, issued_on, issued_by, title_vi, title_en, in_force, status, is_sample, legal_bases, drafter)
        VALUES (p_unit, h ->> 'number', (h ->> 'issuedOn')::date, h ->> 'issuedBy', h #>> '{title,vi}', h #>> '{title,en}',
            daterange((h ->> 'validFrom')::date, (h ->> 'validTo')::date, '[]'), 'draft', coalesce((h ->> 'isSample')::boolean, false),
            ARRAY(SELECT jsonb_array_elements_text(coalesce(h -> 'legalBases', '[]'))), p_drafter)
        RETURNING decision_id INTO v_id;
    ELSE
        UPDATE norm_decisions SET number = h ->> 'number', issued_on = (h ->> 'issuedOn')::date, issued_by = h ->> 'issuedBy',
            title_vi = h #>> '{title,vi}', title_en = h #>> '{title,en}',
            in_force = daterange((h ->> 'validFrom')::date, (h ->> 'validTo')::date, '[]'),
            legal_bases = ARRAY(SELECT jsonb_array_elements_text(coalesce(h -> 'legalBases', '[]')))
        WHERE decision_id = v_id AND issuing_unit_id = p_unit AND status = 'draft';
        IF NOT FOUND THEN PERFORM refuse('norm_is_draft', 'Only a draft is written anew.'); END IF;
        DELETE FROM norm_line_classes WHERE decision_id = v_id;
        DELETE FROM norm_parts WHERE decision_id = v_id;
        DELETE FROM norm_variants WHERE decision_id = v_id;
        DELETE FROM norm_lines WHERE decision_id = v_id;
    END IF;
    INSERT INTO norm_lines (decision_id, line_code, name_vi, name_en, support_kind, occasion_code, need, frequency, frequency_limit, life_limit,
        payee, age_from, age_to, judged_on, goods_allowed, batch_shares, batch_ceiling, source_kinds, approver_level, exception_level,
        papers_vi, papers_en, sort_order)
    SELECT v_id, l ->> 'code', l #>> '{name,vi}', l #>> '{name,en}', l #>> '{support,kind}', l #>> '{support,occasion}', l #>> '{support,need}',
        replace(l #>> '{frequency,unit}', 'per_', ''), (l #>> '{frequency,limit}')::smallint, (l #>> '{frequency,lifeLimit}')::smallint,
        coalesce(l ->> 'payee', 'child'), (l ->> 'ageFrom')::smallint, (l ->> 'ageTo')::smallint, coalesce(l ->> 'judgedOn', 'request'),
        coalesce((l ->> 'goodsAllowed')::boolean, false), (l #>> '{batch,shares}')::int, (l #>> '{batch,ceiling}')::bigint,
        (SELECT array_agg(k) FROM jsonb_array_elements_text(l -> 'sourceKinds') k), l ->> 'approverLevel', l ->> 'exceptionLevel',
        ARRAY(SELECT p ->> 'vi' FROM jsonb_array_elements(coalesce(l -> 'papers', '[]')) p),
        ARRAY(SELECT p ->> 'en' FROM jsonb_array_elements(coalesce(l -> 'papers', '[]')) p), i
    FROM jsonb_array_elements(p_file -> 'lines') WITH ORDINALITY x(l, i);
    -- A line with one amount has a rule, a line with several has variants, each with its rule.
    INSERT INTO norm_variants (decision_id, line_code, variant, name_vi, name_en, cost_from, cost_below, rank)
    SELECT v_id, l ->> 'code', coalesce(v ->> 'code', ''), coalesce(v #>> '{name,vi}', ''), coalesce(v #>> '{name,en}', ''),
        (v ->> 'costFrom')::bigint, (v ->> 'costBelow')::bigint, i
    FROM jsonb_array_elements(p_file -> 'lines') l,
        jsonb_array_elements(coalesce(l -> 'variants', jsonb_build_array(l - 'name' - 'code'))) WITH ORDINALITY x(v, i);
    INSERT INTO norm_parts (decision_id, line_code, variant, part_no, rule, amount, percent, ceiling, unit, most)
    SELECT v_id, l ->> 'code', coalesce(v ->> 'code', ''), i, r ->> 'type', coalesce(r ->> 'amount', r ->> 'from')::bigint,
        (r ->> 'percent')::smallint, coalesce(r ->> 'ceiling', r ->> 'to', r ->> 'total')::bigint, coalesce(r ->> 'unit', r ->> 'base'),
        (r ->> 'most')::int
    FROM jsonb_array_elements(p_file -> 'lines') l,
        jsonb_array_elements(coalesce(l -> 'variants', jsonb_build_array(l - 'name' - 'code'))) v,
        jsonb_array_elements(coalesce(v #> '{rule,parts}', jsonb_build_array(v -> 'rule'))) WITH ORDINALITY x(r, i);
    INSERT INTO norm_line_classes (decision_id, line_code, class_code, rank)
    SELECT v_id, l ->> 'code', g.code, g.rank
    FROM jsonb_array_elements(p_file -> 'lines') l, jsonb_array_elements_text(coalesce(l -> 'groups', '[]')) WITH ORDINALITY g(code, rank);
    RETURN v_id;
END $$;

-- The decision of the fund's unit in one of the given states, locked.
CREATE FUNCTION norm_of_fund(p_fund int, p_decision int, p_states text[]) RETURNS norm_decisions LANGUAGE plpgsql AS $$
DECLARE n norm_decisions;
BEGIN
    PERFORM lock_fund(p_fund);
    SELECT d.* INTO n FROM norm_decisions d JOIN funds f ON f.unit_id = d.issuing_unit_id
    WHERE d.decision_id = p_decision AND f.fund_id = p_fund AND d.status = ANY (p_states) FOR UPDATE OF d;
    IF NOT FOUND THEN PERFORM refuse('decision_on_what_was_seen', 'The norm decision is not of this unit, or no longer in that state.'); END IF;
    RETURN n;
END $$;

CREATE FUNCTION draft_norm(p_fund int, p_decision int, p_file jsonb) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM require_role(p_fund, 'fund_accountant');
    IF p_decision IS NOT NULL THEN PERFORM norm_of_fund(p_fund, p_decision, '{draft}'); END IF;
    RETURN write_norm_draft((SELECT unit_id FROM funds WHERE fund_id = p_fund), p_decision, p_file, acting_user());
END $$;

CREATE FUNCTION attach_norm_scan(p_fund int, p_decision int, p_name text, p_type text, p_content bytea) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM require_role(p_fund, 'fund_accountant');
    PERFORM norm_of_fund(p_fund, p_decision, '{draft}');
    INSERT INTO norm_scans VALUES (p_decision, p_name, p_type, p_content, acting_user(), ledger_now())
    ON CONFLICT (decision_id) DO UPDATE SET file_name = p_name, media_type = p_type, content = p_content, attached_by = acting_user(),
        attached_at = ledger_now();
END $$;

CREATE FUNCTION discard_norm(p_fund int, p_decision int) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM require_role(p_fund, 'fund_accountant');
    PERFORM norm_of_fund(p_fund, p_decision, '{draft}');
    UPDATE norm_decisions SET status = 'discarded' WHERE decision_id = p_decision;
END $$;

CREATE FUNCTION propose_norm(p_fund int, p_decision int, p_content_hash bytea) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM require_role(p_fund, 'fund_accountant');
    PERFORM norm_of_fund(p_fund, p_decision, '{draft}');
    IF norm_content_hash(p_decision) IS DISTINCT FROM p_content_hash THEN
        PERFORM refuse('decision_on_what_was_seen', 'The draft is not what was seen.');
    END IF;
    UPDATE norm_decisions SET status = 'proposed', proposer = acting_user(), proposer_person = acting_person(), return_reason = NULL
    WHERE decision_id = p_decision;
END $$;

-- The approver returns it with a reason; whoever proposed it may take it back.
CREATE FUNCTION return_norm(p_fund int, p_decision int, p_reason text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE n norm_decisions;
BEGIN
    PERFORM require_role(p_fund, 'approver', 'fund_accountant');
    IF length(btrim(coalesce(p_reason, ''))) < 5 THEN PERFORM refuse('reason_given', 'What is returned says why.'); END IF;
    PERFORM norm_of_fund(p_fund, p_decision, '{proposed}');
    UPDATE norm_decisions SET status = 'draft', proposer = NULL, proposer_person = NULL, return_reason = btrim(p_reason)
    WHERE decision_id = p_decision;
END $$;

-- Another person publishes what was seen; the decision in force on its first day ends on the day before.
CREATE FUNCTION publish_norm(p_fund int, p_decision int, p_content_hash bytea) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE n norm_decisions;
BEGIN
    PERFORM require_role(p_fund, 'approver');
    PERFORM lock_fund(f.fund_id) FROM funds f JOIN funds mine ON mine.unit_id = f.unit_id WHERE mine.fund_id = p_fund;
    n := norm_of_fund(p_fund, p_decision, '{proposed}');
    IF norm_content_hash(p_decision) IS DISTINCT FROM p_content_hash THEN
        PERFORM refuse('decision_on_what_was_seen', 'The proposed decision is not what was seen.');
    END IF;
    UPDATE norm_decisions d SET status = 'superseded', superseded_by = n.decision_id, in_force = daterange(lower(d.in_force), lower(n.in_force))
    WHERE d.issuing_unit_id = n.issuing_unit_id AND d.status = 'published' AND d.in_force @> lower(n.in_force)
        AND lower(d.in_force) < lower(n.in_force);
    UPDATE norm_decisions SET status = 'published', publisher = acting_user(), publisher_person = acting_person() WHERE decision_id = p_decision;
END $$;

-- ---------------------------------------------------------------- judged by the decision of the day

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

-- ---------------------------------------------------------------- who sees what

-- Decisions that are published are public; a draft is seen by the people of its own unit only.
ALTER TABLE norm_decisions ENABLE ROW LEVEL SECURITY;
CREATE POLICY published_or_mine ON norm_decisions FOR SELECT TO fundledger_app
    USING (status IN ('published', 'superseded') OR issuing_unit_id IN (SELECT f.unit_id FROM funds f WHERE f.fund_id = ANY ((SELECT readable_funds())::int[])));
CREATE POLICY all_of_them ON norm_decisions FOR SELECT TO fundledger_auditor USING (true);
DO $$
DECLARE t text;
BEGIN
    FOREACH t IN ARRAY ARRAY['norm_lines', 'norm_line_classes', 'norm_variants', 'norm_parts', 'norm_scans', 'norm_decision_events'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
        EXECUTE format('CREATE POLICY of_decisions_seen ON %I FOR SELECT TO fundledger_app USING (decision_id IN (SELECT n.decision_id FROM norm_decisions n))', t);
        EXECUTE format('CREATE POLICY all_of_them ON %I FOR SELECT TO fundledger_auditor USING (true)', t);
        EXECUTE format('GRANT SELECT ON %I TO fundledger_app, fundledger_auditor', t);
    END LOOP;
END $$;
GRANT EXECUTE ON FUNCTION draft_norm, attach_norm_scan, discard_norm, propose_norm, return_norm, publish_norm TO fundledger_app;
GRANT EXECUTE ON FUNCTION norm_content_hash TO fundledger_app;
