-- Requests for support and what became of them.

CREATE TABLE disbursements (
    fund_id int NOT NULL REFERENCES funds,
    disbursement_id bigint NOT NULL,
    support_kind text NOT NULL REFERENCES support_kinds,
    occasion_code text,
    occasion_year smallint,
    need text,
    pool_id int NOT NULL,
    decision_id int NOT NULL REFERENCES norm_decisions,
    judged_on date NOT NULL,
    requested_on date NOT NULL,
    total bigint NOT NULL CHECK (total > 0),
    line_count int NOT NULL CHECK (line_count > 0),
    status text NOT NULL CHECK (status IN ('requested', 'approved', 'rejected', 'paid')),
    requester text NOT NULL CONSTRAINT requester_present CHECK (requester <> ''),
    requester_person bigint NOT NULL REFERENCES persons,
    approver text,
    approver_person bigint REFERENCES persons,
    payer text,
    payer_person bigint REFERENCES persons,
    PRIMARY KEY (fund_id, disbursement_id),
    FOREIGN KEY (fund_id, pool_id) REFERENCES pools,
    FOREIGN KEY (occasion_code, occasion_year) REFERENCES occasion_dates,
    CONSTRAINT approver_is_not_requester CHECK (approver_person <> requester_person),
    CONSTRAINT payer_is_not_requester CHECK (payer_person <> requester_person),
    CONSTRAINT payer_is_not_approver CHECK (payer_person <> approver_person),
    CONSTRAINT decided_before_paid CHECK (CASE status
        WHEN 'requested' THEN approver_person IS NULL AND payer_person IS NULL
        WHEN 'paid' THEN approver_person IS NOT NULL AND payer_person IS NOT NULL
        ELSE approver_person IS NOT NULL AND payer_person IS NULL END)
);

CREATE TABLE disbursement_lines (
    fund_id int NOT NULL,
    disbursement_id bigint NOT NULL,
    line_no int NOT NULL CHECK (line_no > 0),
    beneficiary_code text NOT NULL REFERENCES beneficiaries,
    class_code text NOT NULL REFERENCES child_classes,
    unit_id int REFERENCES units,
    decision_id int NOT NULL,
    line_code text NOT NULL,
    cost bigint CHECK (cost > 0),
    insurance bigint CHECK (insurance >= 0),
    other_aid bigint CHECK (other_aid >= 0),
    case_reference text CONSTRAINT case_reference_canonical CHECK (length(case_reference) BETWEEN 1 AND 60
        AND case_reference !~ '\s' AND case_reference IS NFC NORMALIZED AND case_reference = upper(case_reference)),
    allowed bigint NOT NULL,
    amount bigint NOT NULL CHECK (amount > 0),
    reasons_vi text NOT NULL,
    reasons_en text NOT NULL,
    PRIMARY KEY (fund_id, disbursement_id, line_no),
    FOREIGN KEY (fund_id, disbursement_id) REFERENCES disbursements,
    FOREIGN KEY (decision_id, line_code) REFERENCES norm_lines,
    CONSTRAINT beneficiary_once_per_disbursement UNIQUE (fund_id, disbursement_id, beneficiary_code),
    CONSTRAINT norm_cap CHECK (amount <= allowed),
    CONSTRAINT protected_child_has_no_place CHECK (class_code <> 'protected' OR unit_id IS NULL)
);
SELECT make_append_only('disbursement_lines');
CREATE INDEX disbursement_lines_by_beneficiary ON disbursement_lines (beneficiary_code);

-- What a request is called on screens and lists, e.g. "Quà Tết 2022": the norm's own name, with the year of the occasion.
CREATE VIEW disbursement_titles WITH (security_invoker = true) AS
SELECT d.fund_id, d.disbursement_id, concat_ws(' ', n.name_vi, d.occasion_year) AS title_vi, concat_ws(' ', n.name_en, d.occasion_year) AS title_en
FROM disbursements d
CROSS JOIN LATERAL (SELECT l.name_vi, l.name_en FROM norm_lines l
    WHERE l.decision_id = d.decision_id AND l.support_kind = d.support_kind AND l.occasion_code IS NOT DISTINCT FROM d.occasion_code
        AND l.need IS NOT DISTINCT FROM d.need
    ORDER BY l.sort_order LIMIT 1) n;

CREATE TABLE disbursement_events (
    fund_id int NOT NULL,
    disbursement_id bigint NOT NULL,
    event text NOT NULL CHECK (event IN ('requested', 'approved', 'rejected', 'paid')),
    recorded_at timestamptz NOT NULL,
    actor text NOT NULL CONSTRAINT event_actor_present CHECK (actor <> ''),
    person_id bigint NOT NULL REFERENCES persons,
    content_hash bytea NOT NULL,
    reason text,
    reason_salt bytea,
    reason_commitment bytea,
    hash_version smallint NOT NULL,
    log_no bigint NOT NULL,
    hash bytea NOT NULL CHECK (length(hash) = 32),
    PRIMARY KEY (fund_id, disbursement_id, event),
    CONSTRAINT event_sealed_once UNIQUE (fund_id, log_no),
    FOREIGN KEY (fund_id, disbursement_id) REFERENCES disbursements
);
COMMENT ON TABLE disbursement_events IS 'Who asked, decided and paid, sealed; the status of a disbursement is the projection of these rows.';
CREATE UNIQUE INDEX disbursement_decided_once ON disbursement_events (fund_id, disbursement_id) WHERE event IN ('approved', 'rejected');
SELECT make_append_only('disbursement_events');

CREATE TABLE refusals (
    fund_id int NOT NULL REFERENCES funds,
    refusal_no bigint NOT NULL,
    recorded_at timestamptz NOT NULL,
    recorded_by text NOT NULL CONSTRAINT refusal_actor_present CHECK (recorded_by <> ''),
    request text NOT NULL,
    code text NOT NULL,
    message text NOT NULL,
    hash_version smallint NOT NULL,
    log_no bigint NOT NULL,
    hash bytea NOT NULL CHECK (length(hash) = 32),
    PRIMARY KEY (fund_id, refusal_no),
    CONSTRAINT refusal_sealed_once UNIQUE (fund_id, log_no)
);
COMMENT ON TABLE refusals IS 'What was asked and refused, with the rule: written in a second transaction after the first was rolled back.';
SELECT make_append_only('refusals');

CREATE TABLE request_keys (
    fund_id int NOT NULL REFERENCES funds,
    request_key uuid NOT NULL,
    request text NOT NULL,
    content_hash bytea NOT NULL,
    answer jsonb,
    recorded_by text NOT NULL CHECK (recorded_by <> ''),
    recorded_at timestamptz NOT NULL,
    PRIMARY KEY (fund_id, request_key)
);
COMMENT ON TABLE request_keys IS 'A request is carried out once per key: the second asker waits here and gets the first answer.';

-- ---------------------------------------------------------------- the norm holds for every writer

CREATE FUNCTION disbursement_line_within_norm() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    d disbursements;
    n norm_decisions;
    l norm_lines;
    v_classes text[];
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
    v_allowed := norm_allowed(l, NEW.cost, NEW.insurance, NEW.other_aid);
    IF v_allowed IS NULL OR NEW.allowed > v_allowed OR NEW.amount > v_allowed
       OR (l.amount_rule = 'range' AND NEW.amount < l.amount) THEN
        PERFORM refuse('norm_cap', format('%s is above the norm: decision %s line %s allows %s.', NEW.amount, n.number, l.line_code, v_allowed));
    END IF;
    IF l.frequency = 'months_36'
       AND norm_used_in_36_months(NEW.beneficiary_code, l.line_code, d.judged_on) >= l.frequency_limit THEN
        PERFORM refuse('norm_frequency', format('Line %s was used within the last 36 months.', l.line_code));
    END IF;
    INSERT INTO norm_usages (beneficiary_code, usage_key, delta, allowed, fund_id, disbursement_id, line_no, used_on, recorded_at, recorded_by)
    SELECT NEW.beneficiary_code, k.usage_key, 1, k.allowed, NEW.fund_id, NEW.disbursement_id, NEW.line_no, d.judged_on, ledger_now(),
        acting_user()
    FROM norm_usage_keys(l, d.occasion_year, d.judged_on, NEW.case_reference) k ORDER BY k.usage_key;
    RETURN NEW;
END $$;
CREATE TRIGGER within_norm BEFORE INSERT ON disbursement_lines FOR EACH ROW EXECUTE FUNCTION disbursement_line_within_norm();

CREATE FUNCTION disbursement_pool_allowed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM pools p WHERE p.fund_id = NEW.fund_id AND p.pool_id = NEW.pool_id
                   AND (p.support_kinds IS NULL OR NEW.support_kind = ANY (p.support_kinds))
                   AND (p.occasion_codes IS NULL OR NEW.occasion_code = ANY (p.occasion_codes))) THEN
        PERFORM refuse('pool_allows_purpose', format('Pool %s may not be used for %s.', NEW.pool_id, NEW.support_kind));
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER pool_allowed BEFORE INSERT ON disbursements FOR EACH ROW EXECUTE FUNCTION disbursement_pool_allowed();

-- What was asked stays as asked; only the hands that decide and pay are added, in order.
CREATE FUNCTION disbursement_moves_forward() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (OLD.status, NEW.status) NOT IN (('requested', 'approved'), ('requested', 'rejected'), ('approved', 'paid'))
       OR to_jsonb(OLD) - '{status,approver,approver_person,payer,payer_person}'::text[]
          <> to_jsonb(NEW) - '{status,approver,approver_person,payer,payer_person}'::text[]
       OR (OLD.approver_person IS NOT NULL AND (NEW.approver_person, NEW.approver) IS DISTINCT FROM (OLD.approver_person, OLD.approver)) THEN
        PERFORM refuse('disbursement_moves_forward', format('A disbursement cannot go from %s to %s.', OLD.status, NEW.status));
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER moves_forward BEFORE UPDATE ON disbursements FOR EACH ROW EXECUTE FUNCTION disbursement_moves_forward();
-- The head of a request says what its lines say, once the transaction that wrote them is complete.
CREATE FUNCTION disbursement_adds_up() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
SET enable_seqscan = off AS $$
BEGIN
    IF (NEW.total, NEW.line_count) IS DISTINCT FROM (SELECT (sum(amount)::bigint, count(*)::int) FROM disbursement_lines
            WHERE fund_id = NEW.fund_id AND disbursement_id = NEW.disbursement_id) THEN
        PERFORM refuse('disbursement_adds_up', 'The total and the number of lines of a request are those of its lines.');
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER adds_up AFTER INSERT ON disbursements DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION disbursement_adds_up();

CREATE TRIGGER append_only BEFORE DELETE ON disbursements FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON disbursements FOR EACH STATEMENT EXECUTE FUNCTION append_only();

-- A payment is the payment of an approved line, of its amount, to its child, from its pool.
CREATE FUNCTION payment_matches_line() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE v_bad record;
BEGIN
    SELECT a.entry_no INTO v_bad
    FROM added a
    JOIN journal_entries e USING (fund_id, book, entry_no)
    LEFT JOIN disbursements d ON d.fund_id = e.fund_id AND d.disbursement_id = e.disbursement_id
    LEFT JOIN disbursement_lines l ON l.fund_id = e.fund_id AND l.disbursement_id = e.disbursement_id AND l.line_no = e.disbursement_line
    WHERE e.kind = 'disbursement' AND (l.amount IS DISTINCT FROM a.amount OR l.beneficiary_code IS DISTINCT FROM a.beneficiary_code
        OR d.pool_id IS DISTINCT FROM a.pool_id OR d.status NOT IN ('approved', 'paid') OR e.line_count <> 2)
    LIMIT 1;
    IF FOUND THEN
        PERFORM refuse('payment_matches_approval', 'A payment is the payment of an approved line, in its amount.');
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER matches_line AFTER INSERT ON postings REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION payment_matches_line();
