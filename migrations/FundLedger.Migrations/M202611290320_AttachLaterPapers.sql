-- What comes into being with a payment or after it is attached when it is there: beside the request, whose content stays as it was approved.
-- Numbers go on behind those of the request, which has at most twenty.

CREATE TABLE later_papers (
    fund_id int NOT NULL,
    disbursement_id bigint NOT NULL,
    paper_no int NOT NULL,
    name_vi text NOT NULL,
    media_type text NOT NULL CHECK (media_type IN ('application/pdf', 'image/png', 'image/jpeg')),
    holder text NOT NULL CHECK (holder ~ '^[A-Z0-9-]{2,40}$'),
    key_id text NOT NULL CHECK (key_id ~ '^k-[0-9a-f]{16}$'),
    content bytea NOT NULL,
    size int GENERATED ALWAYS AS (length(content) - 28) STORED,
    sha256 bytea GENERATED ALWAYS AS (sha256(content)) STORED,
    attached_at timestamptz NOT NULL,
    attached_by text NOT NULL REFERENCES users,
    PRIMARY KEY (fund_id, disbursement_id, paper_no),
    FOREIGN KEY (fund_id, disbursement_id) REFERENCES disbursements,
    CONSTRAINT later_paper_size CHECK (length(content) BETWEEN 29 AND 10485788),
    CONSTRAINT later_paper_count CHECK (paper_no BETWEEN 101 AND 140),
    CONSTRAINT later_paper_name CHECK (length(name_vi) <= 200 AND name_vi !~ '[[:cntrl:]]')
);
COMMENT ON TABLE later_papers IS 'Papers that came after the approval or the payment of a request, encrypted as those of the request are; each sealed in the log by itself.';
SELECT make_append_only('later_papers');
ALTER TABLE later_papers ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_my_funds ON later_papers FOR SELECT TO fundledger_app USING (fund_id = ANY ((SELECT readable_funds())::int[]));
CREATE POLICY of_all_funds ON later_papers FOR SELECT TO fundledger_auditor USING (true);
GRANT SELECT (fund_id, disbursement_id, paper_no, name_vi, media_type, holder, key_id, size, sha256, attached_at, attached_by)
    ON later_papers TO fundledger_app;
GRANT SELECT ON later_papers TO fundledger_auditor;

-- All papers of requests but their content.
CREATE VIEW papers_of_requests WITH (security_invoker = true) AS
SELECT fund_id, disbursement_id, paper_no, name_vi, media_type, holder, size, NULL::timestamptz AS attached_at, NULL::text AS attached_by
FROM request_papers
UNION ALL
SELECT fund_id, disbursement_id, paper_no, name_vi, media_type, holder, size, attached_at, attached_by FROM later_papers;
GRANT SELECT ON papers_of_requests TO fundledger_app, fundledger_auditor;

CREATE FUNCTION later_paper_terms(p later_papers) RETURNS text[] LANGUAGE sql STABLE AS $$
    SELECT ARRAY['later_paper', p.fund_id::text, p.disbursement_id::text, p.paper_no::text, p.name_vi, p.media_type, p.holder, p.key_id,
        encode(sha256(p.content), 'hex'), to_char(p.attached_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'), p.attached_by]
$$;

DO $$
DECLARE
    v_subjects text := (SELECT pg_get_constraintdef(oid) FROM pg_constraint
        WHERE conrelid = 'reference_events'::regclass AND conname = 'reference_events_subject_check');
BEGIN
    IF strpos(v_subjects, '''pool''::text') = 0 THEN RAISE EXCEPTION 'The subjects of the log do not read as expected.'; END IF;
    ALTER TABLE reference_events DROP CONSTRAINT reference_events_subject_check;
    EXECUTE 'ALTER TABLE reference_events ADD CONSTRAINT reference_events_subject_check '
        || replace(v_subjects, '''pool''::text', '''pool''::text, ''later_paper''::text');
END $$;

CREATE FUNCTION later_paper_is_sealed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM record_reference(NEW.fund_id, 'later_paper', format('%s/%s', NEW.disbursement_id, NEW.paper_no), later_paper_terms(NEW));
    RETURN NULL;
END $$;
CREATE TRIGGER sealed AFTER INSERT ON later_papers FOR EACH ROW EXECUTE FUNCTION later_paper_is_sealed();

CREATE FUNCTION later_paper_of_request() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE d disbursements; v_child text;
BEGIN
    SELECT * INTO d FROM disbursements WHERE fund_id = NEW.fund_id AND disbursement_id = NEW.disbursement_id;
    IF d.status IS NULL OR d.status NOT IN ('approved', 'paid') THEN
        PERFORM refuse('later_paper_of_approved', 'Papers are attached later to what was approved or paid.');
    END IF;
    IF NEW.name_vi <> '' AND NOT EXISTS (SELECT FROM disbursement_lines l JOIN norm_lines n USING (decision_id, line_code)
            WHERE l.fund_id = NEW.fund_id AND l.disbursement_id = NEW.disbursement_id AND NEW.name_vi = ANY (n.papers_vi)) THEN
        PERFORM refuse('later_paper_of_norm', 'The norm lines of the request know no such paper.');
    END IF;
    SELECT beneficiary_code INTO v_child FROM disbursement_lines
    WHERE fund_id = NEW.fund_id AND disbursement_id = NEW.disbursement_id AND d.line_count = 1;
    IF v_child IS NOT NULL AND NEW.holder <> v_child THEN
        PERFORM refuse('paper_under_its_childs_key', 'The papers of a child lie under the key of that child.');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER of_request BEFORE INSERT ON later_papers FOR EACH ROW EXECUTE FUNCTION later_paper_of_request();

-- The number under which the next one is to be encrypted.
CREATE FUNCTION next_later_paper(p_fund int, p_id bigint) RETURNS int LANGUAGE sql STABLE AS $$
    SELECT coalesce(max(paper_no), 100) + 1 FROM later_papers WHERE fund_id = p_fund AND disbursement_id = p_id
$$;

CREATE FUNCTION attach_later_paper(p_fund int, p_id bigint, p_no int, p_name text, p_media_type text, p_holder text, p_key_id text, p_content bytea)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM require_role(p_fund, 'fund_accountant', 'commune_officer', 'cashier');
    PERFORM lock_fund(p_fund);
    IF p_no <> next_later_paper(p_fund, p_id) THEN
        PERFORM refuse('later_papers_in_order', 'Later papers are numbered one after the other.');
    END IF;
    INSERT INTO later_papers (fund_id, disbursement_id, paper_no, name_vi, media_type, holder, key_id, content, attached_at, attached_by)
    VALUES (p_fund, p_id, p_no, p_name, p_media_type, p_holder, p_key_id, p_content, ledger_now(), acting_user());
END $$;
GRANT EXECUTE ON FUNCTION next_later_paper, attach_later_paper TO fundledger_app;

-- Papers that norms expect with or after the payment of what was paid, and that nobody has attached: of the last year.
CREATE VIEW papers_awaited WITH (security_invoker = true) AS
SELECT d.fund_id, d.disbursement_id, p.name_vi, min(p.name_en) AS name_en,
    max((e.recorded_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date) AS paid_on
FROM disbursements d
JOIN disbursement_events e ON e.fund_id = d.fund_id AND e.disbursement_id = d.disbursement_id AND e.event = 'paid'
JOIN (SELECT DISTINCT fund_id, disbursement_id, decision_id, line_code FROM disbursement_lines) l
    ON l.fund_id = d.fund_id AND l.disbursement_id = d.disbursement_id
JOIN norm_lines n ON n.decision_id = l.decision_id AND n.line_code = l.line_code
CROSS JOIN LATERAL unnest(n.papers_vi, n.papers_en) p(name_vi, name_en)
WHERE d.status = 'paid' AND paper_follows_payment(p.name_vi) AND e.recorded_at > ledger_now() - interval '1 year'
    AND NOT EXISTS (SELECT FROM papers_of_requests x
        WHERE x.fund_id = d.fund_id AND x.disbursement_id = d.disbursement_id AND x.name_vi = p.name_vi)
GROUP BY d.fund_id, d.disbursement_id, p.name_vi;
GRANT SELECT ON papers_awaited TO fundledger_app, fundledger_auditor;
GRANT EXECUTE ON FUNCTION paper_follows_payment TO fundledger_app, fundledger_auditor;

-- As before, for papers that came later too. The papers of a sealed case are opened by whoever two persons let open the case, and by the approver
-- at whose step the request waits: who asked for the support is the other person there, and each look is written down as any other.
CREATE OR REPLACE FUNCTION open_paper(p_fund int, p_id bigint, p_no int, p_reason text)
RETURNS TABLE (name_vi text, media_type text, holder text, key_id text, content bytea)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET enable_seqscan = off AS $$
DECLARE v_code text; v_holder text;
BEGIN
    PERFORM require_role(p_fund, 'fund_accountant', 'approver', 'auditor', 'commune_officer');
    SELECT r.holder INTO v_holder FROM papers_of_requests r WHERE r.fund_id = p_fund AND r.disbursement_id = p_id AND r.paper_no = p_no;
    FOR v_code IN SELECT b.beneficiary_code FROM disbursement_lines l JOIN beneficiaries b USING (beneficiary_code)
            WHERE v_holder IS NOT NULL AND l.fund_id = p_fund AND l.disbursement_id = p_id
            ORDER BY fund_of_unit(b.unit_id), b.beneficiary_code LOOP
        IF is_sealed_case(v_code) THEN
            CONTINUE WHEN v_holder <> v_code;
            IF NOT case_is_open(v_code) AND NOT coalesce(may_decide(p_fund, p_id), false) THEN
                PERFORM refuse('sealed_case_granted', format('%s is a sealed case: another person grants its opening first.', v_code));
            END IF;
        END IF;
        PERFORM write_identity_step(v_code, p_reason, 'opened');
    END LOOP;
    RETURN QUERY SELECT r.name_vi, r.media_type, r.holder, r.key_id, r.content FROM request_papers r
        WHERE r.fund_id = p_fund AND r.disbursement_id = p_id AND r.paper_no = p_no
        UNION ALL SELECT r.name_vi, r.media_type, r.holder, r.key_id, r.content FROM later_papers r
        WHERE r.fund_id = p_fund AND r.disbursement_id = p_id AND r.paper_no = p_no;
END $$;
