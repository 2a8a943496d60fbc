-- How the reports of a fund are headed and who signs them, from which day: what the administration asks of a paper (Decree 30/2020/NĐ-CP).

CREATE TABLE report_frames (
    fund_id int NOT NULL REFERENCES funds,
    frame_no int NOT NULL CHECK (frame_no > 0),
    valid_from date NOT NULL,
    superior text CHECK (length(btrim(superior)) BETWEEN 2 AND 120),
    issuer text NOT NULL CHECK (length(btrim(issuer)) BETWEEN 2 AND 120),
    symbol text NOT NULL CHECK (symbol ~ '^[A-ZĐ0-9&/-]{2,30}$'),
    place text NOT NULL CHECK (length(btrim(place)) BETWEEN 2 AND 60),
    recipients text[] NOT NULL,
    on_behalf text CHECK (length(btrim(on_behalf)) BETWEEN 2 AND 120),
    instead_of text CHECK (length(btrim(instead_of)) BETWEEN 2 AND 120),
    position text NOT NULL CHECK (length(btrim(position)) BETWEEN 2 AND 120),
    signer text CHECK (length(btrim(signer)) BETWEEN 2 AND 120),
    set_at timestamptz NOT NULL,
    set_by text NOT NULL,
    PRIMARY KEY (fund_id, frame_no),
    CONSTRAINT frame_recipients_few CHECK (cardinality(recipients) BETWEEN 1 AND 10 AND array_position(recipients, NULL) IS NULL),
    CONSTRAINT frame_setter_present CHECK (set_by <> '')
);
COMMENT ON TABLE report_frames IS 'Heads and signers of reports. Of those that hold on a day the one that begins last is taken, of several the last one set.';
COMMENT ON COLUMN report_frames.on_behalf IS 'The line that begins with TM.';
COMMENT ON COLUMN report_frames.instead_of IS 'The line that begins with KT.; position is then that of the deputy.';

SELECT make_append_only('report_frames');
ALTER TABLE report_frames ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_my_funds ON report_frames FOR SELECT TO fundledger_app USING (fund_id = ANY ((SELECT readable_funds())::int[]));
CREATE POLICY of_all_funds ON report_frames FOR SELECT TO fundledger_auditor USING (true);
GRANT SELECT ON report_frames TO fundledger_app, fundledger_auditor;

CREATE FUNCTION set_report_frame(p_fund int, p_valid_from date, p_superior text, p_issuer text, p_symbol text, p_place text, p_recipients text[],
    p_on_behalf text, p_instead_of text, p_position text, p_signer text) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE v_no int;
BEGIN
    PERFORM require_role(p_fund, 'fund_accountant');
    PERFORM lock_fund(p_fund);
    v_no := 1 + (SELECT count(*) FROM report_frames WHERE fund_id = p_fund);
    INSERT INTO report_frames VALUES (p_fund, v_no, p_valid_from, nullif(btrim(p_superior), ''), btrim(p_issuer), btrim(p_symbol), btrim(p_place),
        p_recipients, nullif(btrim(p_on_behalf), ''), nullif(btrim(p_instead_of), ''), btrim(p_position), nullif(btrim(p_signer), ''),
        ledger_now(), acting_user());
    RETURN v_no;
END $$;
GRANT EXECUTE ON FUNCTION set_report_frame TO fundledger_app;

-- A frozen report keeps the frame that held on its day: a frame that is set later, with an earlier day, does not change the paper.
ALTER TABLE report_freezes ADD COLUMN frame_no int;
ALTER TABLE report_freezes ADD CONSTRAINT report_freezes_frame FOREIGN KEY (fund_id, frame_no) REFERENCES report_frames;

CREATE FUNCTION report_frame_on(p_fund int, p_day date) RETURNS int LANGUAGE sql STABLE AS $$
    SELECT frame_no FROM report_frames WHERE fund_id = p_fund AND valid_from <= p_day ORDER BY valid_from DESC, frame_no DESC LIMIT 1
$$;
GRANT EXECUTE ON FUNCTION report_frame_on TO fundledger_app, fundledger_auditor;

CREATE OR REPLACE FUNCTION report_freeze_terms(r report_freezes) RETURNS text[] LANGUAGE sql STABLE AS $$
    SELECT ARRAY['report', r.fund_id::text, r.freeze_no::text, r.report, r.occasion_code, to_char(r.from_date, 'YYYY-MM-DD'),
        to_char(r.cut_off, 'YYYY-MM-DD'), to_char(r.to_date, 'YYYY-MM-DD'), r.follows::text, r.log_no::text, encode(r.log_hash, 'hex'),
        encode(r.digest, 'hex'), to_char(r.frozen_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'), r.frozen_by, r.person_id::text]
        || CASE WHEN r.frame_no IS NULL THEN '{}' ELSE ARRAY[r.frame_no::text] END
$$;

CREATE OR REPLACE FUNCTION add_report_freeze(r report_freezes) RETURNS int LANGUAGE plpgsql AS $$
BEGIN
    PERFORM lock_fund(r.fund_id);
    r.freeze_no := 1 + (SELECT count(*) FROM report_freezes WHERE fund_id = r.fund_id);
    SELECT h.log_no, h.log_hash INTO r.log_no, r.log_hash FROM fund_heads h WHERE h.fund_id = r.fund_id;
    r.digest := sha256(convert_to(r.figures, 'UTF8'));
    r.frozen_at := ledger_now(); r.frozen_by := acting_user(); r.person_id := acting_person();
    r.frame_no := report_frame_on(r.fund_id, business_today());
    INSERT INTO report_freezes SELECT r.*;
    RETURN r.freeze_no;
END $$;
