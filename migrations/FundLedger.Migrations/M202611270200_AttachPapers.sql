-- The papers of a request: those that the norm asks for beforehand are there before it is, or there is no request.

-- Papers that come into being with the payment or after it. A decision may say so of any other paper, by the words at the end of its name.
CREATE FUNCTION paper_follows_payment(p_name text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
    SELECT btrim(p_name) IN ('Quyết định', 'Danh sách ký nhận', 'Biên nhận của người đứng đầu cơ sở', 'Biên bản bàn giao', 'Biên bản thăm hỏi',
            'Hoá đơn', 'Hóa đơn')
        OR lower(btrim(p_name)) LIKE '%(sau khi chi)'
$$;

CREATE TABLE request_papers (
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
    PRIMARY KEY (fund_id, disbursement_id, paper_no),
    CONSTRAINT request_papers_request FOREIGN KEY (fund_id, disbursement_id) REFERENCES disbursements DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT request_paper_size CHECK (length(content) BETWEEN 29 AND 10485788),
    CONSTRAINT request_paper_count CHECK (paper_no BETWEEN 1 AND 20),
    CONSTRAINT request_paper_name CHECK (length(name_vi) <= 200 AND name_vi !~ '[[:cntrl:]]')
);
COMMENT ON TABLE request_papers IS 'Papers of a request, encrypted: nonce, ciphertext and tag of AES-256-GCM under a key of the holder, outside the database. Named as the norm names them; an empty name for any other. Their SHA-256 is under the seal of the request.';
SELECT make_append_only('request_papers');
ALTER TABLE request_papers ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_my_funds ON request_papers FOR SELECT TO fundledger_app USING (fund_id = ANY ((SELECT readable_funds())::int[]));
CREATE POLICY of_all_funds ON request_papers FOR SELECT TO fundledger_auditor USING (true);
GRANT SELECT (fund_id, disbursement_id, paper_no, name_vi, media_type, holder, key_id, size, sha256) ON request_papers TO fundledger_app;
GRANT SELECT ON request_papers TO fundledger_auditor;

-- What was asked stays as asked: a paper comes before its request, in the same transaction.
CREATE FUNCTION request_paper_comes_first() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM disbursements WHERE fund_id = NEW.fund_id AND disbursement_id = NEW.disbursement_id) THEN
        PERFORM refuse('paper_before_request', 'A paper is attached before its request is submitted.');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER comes_first BEFORE INSERT ON request_papers FOR EACH ROW EXECUTE FUNCTION request_paper_comes_first();

-- At the end of the transaction, when the lines are there too. The papers of a request for one child lie under the key of that child.
CREATE FUNCTION request_has_its_papers() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
    SET enable_seqscan = off AS $$
DECLARE v_missing text; v_child text;
BEGIN
    SELECT string_agg(DISTINCT p.name, '; ') INTO v_missing
    FROM (SELECT DISTINCT decision_id, line_code FROM disbursement_lines
          WHERE fund_id = NEW.fund_id AND disbursement_id = NEW.disbursement_id) l
    JOIN norm_lines n USING (decision_id, line_code) CROSS JOIN LATERAL unnest(n.papers_vi) p(name)
    WHERE NOT paper_follows_payment(p.name) AND NOT EXISTS (SELECT FROM request_papers r
        WHERE r.fund_id = NEW.fund_id AND r.disbursement_id = NEW.disbursement_id AND r.name_vi = p.name);
    IF v_missing IS NOT NULL THEN
        PERFORM refuse('request_has_its_papers', format('The norm asks for papers that are not attached: %s.', v_missing));
    END IF;
    IF NEW.line_count > 1 THEN RETURN NULL; END IF;
    SELECT beneficiary_code INTO v_child FROM disbursement_lines WHERE fund_id = NEW.fund_id AND disbursement_id = NEW.disbursement_id;
    IF EXISTS (SELECT FROM request_papers r WHERE r.fund_id = NEW.fund_id AND r.disbursement_id = NEW.disbursement_id
               AND r.holder <> coalesce(v_child, r.holder)) THEN
        PERFORM refuse('paper_under_its_childs_key', 'The papers of a child lie under the key of that child.');
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER has_its_papers AFTER INSERT ON disbursements DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION request_has_its_papers();

-- For the request that this very transaction submits next.
CREATE FUNCTION attach_papers(p_fund int, p_names text[], p_media_types text[], p_holder text, p_key_id text, p_contents bytea[])
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM require_role(p_fund, 'fund_accountant', 'commune_officer');
    PERFORM lock_fund(p_fund);
    INSERT INTO request_papers (fund_id, disbursement_id, paper_no, name_vi, media_type, holder, key_id, content)
    SELECT p_fund, coalesce((SELECT last_no FROM number_series WHERE fund_id = p_fund AND series = 'disbursement'), 0) + 1,
        i, u.name, u.media_type, p_holder, p_key_id, u.content
    FROM unnest(p_names, p_media_types, p_contents) WITH ORDINALITY u(name, media_type, content, i);
END $$;
GRANT EXECUTE ON FUNCTION attach_papers TO fundledger_app;

-- A paper shows whom it is about: each look is written down for every child of the request, and a sealed case stays shut until two opened it.
-- Papers of many hold no child of a sealed group.
CREATE FUNCTION open_paper(p_fund int, p_id bigint, p_no int, p_reason text)
RETURNS TABLE (name_vi text, media_type text, holder text, key_id text, content bytea)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET enable_seqscan = off AS $$
DECLARE v_code text; v_holder text;
BEGIN
    PERFORM require_role(p_fund, 'fund_accountant', 'approver', 'auditor', 'commune_officer');
    SELECT r.holder INTO v_holder FROM request_papers r WHERE r.fund_id = p_fund AND r.disbursement_id = p_id AND r.paper_no = p_no;
    FOR v_code IN SELECT b.beneficiary_code FROM disbursement_lines l JOIN beneficiaries b USING (beneficiary_code)
            WHERE v_holder IS NOT NULL AND l.fund_id = p_fund AND l.disbursement_id = p_id
            ORDER BY fund_of_unit(b.unit_id), b.beneficiary_code LOOP
        IF is_sealed_case(v_code) THEN
            CONTINUE WHEN v_holder <> v_code;
            IF NOT case_is_open(v_code) THEN
                PERFORM refuse('sealed_case_granted', format('%s is a sealed case: another person grants its opening first.', v_code));
            END IF;
        END IF;
        PERFORM write_identity_step(v_code, p_reason, 'opened');
    END LOOP;
    RETURN QUERY SELECT r.name_vi, r.media_type, r.holder, r.key_id, r.content FROM request_papers r
        WHERE r.fund_id = p_fund AND r.disbursement_id = p_id AND r.paper_no = p_no;
END $$;
GRANT EXECUTE ON FUNCTION open_paper TO fundledger_app;

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
            FROM disbursement_lines l WHERE l.fund_id = d.fund_id AND l.disbursement_id = d.disbursement_id)
        || coalesce((SELECT string_agg(canonical('paper', p.paper_no::text, p.name_vi, p.media_type, p.holder, p.key_id,
                encode(sha256(p.content), 'hex')), ''::bytea ORDER BY p.paper_no)
            FROM request_papers p WHERE p.fund_id = d.fund_id AND p.disbursement_id = d.disbursement_id), ''::bytea))
    FROM disbursements d WHERE d.fund_id = p_fund AND d.disbursement_id = p_id
$$;
