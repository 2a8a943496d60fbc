-- An event of a child re-judges what is asked for it and not paid yet: such a request is neither approved nor paid, but rejected or withdrawn.

ALTER TABLE disbursements DROP CONSTRAINT disbursements_status_check,
    ADD CONSTRAINT disbursements_status_check CHECK (status IN ('requested', 'approved', 'rejected', 'withdrawn', 'paid'));
ALTER TABLE disbursement_events DROP CONSTRAINT disbursement_events_event_check,
    ADD CONSTRAINT disbursement_events_event_check CHECK (event IN ('requested', 'approved', 'rejected', 'withdrawn', 'paid'));

CREATE OR REPLACE FUNCTION disbursement_moves_forward() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (OLD.status, NEW.status) NOT IN (('requested', 'approved'), ('requested', 'rejected'), ('approved', 'paid'), ('approved', 'withdrawn'))
       OR to_jsonb(OLD) - '{status,approver,approver_person,payer,payer_person}'::text[]
          <> to_jsonb(NEW) - '{status,approver,approver_person,payer,payer_person}'::text[]
       OR (OLD.approver_person IS NOT NULL AND (NEW.approver_person, NEW.approver) IS DISTINCT FROM (OLD.approver_person, OLD.approver)) THEN
        PERFORM refuse('disbursement_moves_forward', format('A disbursement cannot go from %s to %s.', OLD.status, NEW.status));
    END IF;
    RETURN NEW;
END $$;

-- Why a line that is not paid yet may not be: what became of the child since, by the day that counts. Null when nothing did.
CREATE FUNCTION line_obstacle(l disbursement_lines, p_judged_on date, p_units int[], p_asked_at timestamptz) RETURNS text
LANGUAGE plpgsql STABLE AS $$
DECLARE v_absence text := child_absence(l.beneficiary_code, p_judged_on);
BEGIN
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

CREATE FUNCTION obstacles_of(p_fund int, p_id bigint) RETURNS TABLE (line_no int, beneficiary_code text, obstacle text)
LANGUAGE sql STABLE AS $$
    SELECT l.line_no, l.beneficiary_code, o.obstacle
    FROM disbursements d JOIN disbursement_lines l USING (fund_id, disbursement_id)
    JOIN disbursement_events r ON r.fund_id = d.fund_id AND r.disbursement_id = d.disbursement_id AND r.event = 'requested'
    CROSS JOIN LATERAL (SELECT line_obstacle(l, d.judged_on, (SELECT units_of_fund(p_fund)), r.recorded_at) AS obstacle) o
    WHERE d.fund_id = p_fund AND d.disbursement_id = p_id AND d.status IN ('requested', 'approved') AND o.obstacle IS NOT NULL
    ORDER BY l.line_no
$$;

-- A child that moved is out of its old fund's sight, and its line still has to say why it waits.
CREATE FUNCTION disbursement_obstacles(p_fund int, p_id bigint) RETURNS TABLE (line_no int, beneficiary_code text, obstacle text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT o.line_no, o.beneficiary_code, o.obstacle FROM obstacles_of(p_fund, p_id) o WHERE p_fund = ANY (readable_funds())
$$;

-- The children are held while it is decided, so that an event comes before or after, and never in between.
CREATE FUNCTION children_still_there() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE o record;
BEGIN
    PERFORM FROM disbursement_lines l JOIN beneficiaries b USING (beneficiary_code)
    WHERE l.fund_id = NEW.fund_id AND l.disbursement_id = NEW.disbursement_id ORDER BY b.beneficiary_code FOR SHARE OF b;
    SELECT * INTO o FROM obstacles_of(NEW.fund_id, NEW.disbursement_id) LIMIT 1;
    IF FOUND THEN PERFORM refuse('line_still_payable', format('Line %s, %s: %s.', o.line_no, o.beneficiary_code, o.obstacle)); END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER children_still_there BEFORE UPDATE OF status ON disbursements FOR EACH ROW
    WHEN (NEW.status IN ('approved', 'paid') AND NEW.status <> OLD.status) EXECUTE FUNCTION children_still_there();

CREATE FUNCTION child_is_there() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE v_absence text;
BEGIN
    PERFORM FROM beneficiaries WHERE beneficiary_code = NEW.beneficiary_code FOR SHARE;
    v_absence := child_absence(NEW.beneficiary_code, (SELECT judged_on FROM disbursements d
        WHERE d.fund_id = NEW.fund_id AND d.disbursement_id = NEW.disbursement_id));
    IF v_absence IS NOT NULL THEN PERFORM refuse('child_supportable', format('%s: %s.', NEW.beneficiary_code, v_absence)); END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER child_is_there BEFORE INSERT ON disbursement_lines FOR EACH ROW EXECUTE FUNCTION child_is_there();

-- What was approved and may not be paid any more gives its money and its uses of the norm back; the rest is asked for anew.
CREATE FUNCTION withdraw_disbursement(p_fund int, p_id bigint, p_key uuid, p_reason text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM require_role(p_fund, 'approver');
    IF length(btrim(coalesce(p_reason, ''))) < 5 THEN PERFORM refuse('reason_given', 'A withdrawal says why.'); END IF;
    PERFORM lock_fund(p_fund);
    IF (SELECT requester_person FROM disbursements WHERE fund_id = p_fund AND disbursement_id = p_id) = acting_person() THEN
        PERFORM refuse('approver_is_not_requester', 'What one asked for is withdrawn by somebody else.');
    END IF;
    UPDATE disbursements SET status = 'withdrawn' WHERE fund_id = p_fund AND disbursement_id = p_id AND status = 'approved';
    IF NOT FOUND THEN PERFORM refuse('decision_on_what_was_seen', 'The request is not approved and unpaid.'); END IF;
    PERFORM release_commitment(p_fund, p_id, p_key);
    PERFORM give_norm_back(p_fund, p_id);
    PERFORM add_disbursement_event(p_fund, p_id, 'withdrawn', btrim(p_reason));
END $$;
GRANT EXECUTE ON FUNCTION disbursement_obstacles, withdraw_disbursement TO fundledger_app;
