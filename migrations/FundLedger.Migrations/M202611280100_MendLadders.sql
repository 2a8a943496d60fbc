-- Who approves no longer holds no step: what was lent in that person's name ends too. One level stands on one step of a ladder, by its own
-- code or among those that norms name.

CREATE OR REPLACE FUNCTION approval_hands_of(p_fund int)
RETURNS TABLE (level_code text, user_name text, person_id bigint, in_name_of text, in_name_person bigint) LANGUAGE sql STABLE AS $$
    WITH approvers AS (
        SELECT u.user_name, u.person_id FROM users u JOIN user_roles r USING (user_name)
        WHERE r.fund_id = p_fund AND r.role = 'approver' AND u.disabled_at IS NULL),
    -- A level that the newest ladder no longer has is still held by those of the last one that had it.
    levels AS (
        SELECT DISTINCT ON (s.level_code) s.level_code, s.ladder_no, s.step FROM approval_steps s JOIN approval_ladders l USING (fund_id, ladder_no)
        WHERE s.fund_id = p_fund AND l.status = 'adopted' AND l.valid_from <= business_today()
        ORDER BY s.level_code, l.valid_from DESC, l.ladder_no DESC),
    holders AS (
        SELECT l.level_code, a.user_name, a.person_id FROM levels l
        JOIN approval_step_holders h ON h.fund_id = p_fund AND h.ladder_no = l.ladder_no AND h.step = l.step JOIN approvers a USING (user_name))
    SELECT h.level_code, h.user_name, h.person_id, h.user_name, h.person_id FROM holders h
    UNION ALL
    SELECT d.level_code, a.user_name, a.person_id, d.holder, d.holder_person
    FROM approval_delegations d JOIN approvers a ON a.user_name = d.delegate
    JOIN holders h ON h.level_code = d.level_code AND h.user_name = d.holder
    WHERE d.fund_id = p_fund AND d.days @> business_today() AND d.ended_at IS NULL
$$;

CREATE OR REPLACE FUNCTION ladder_moves_forward() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF OLD.status <> 'proposed' OR NEW.status = 'proposed'
        OR to_jsonb(OLD) - '{status,valid_from,decider,decider_person,decided_at,refusal_reason}'::text[]
           <> to_jsonb(NEW) - '{status,valid_from,decider,decider_person,decided_at,refusal_reason}'::text[]
        OR NEW.valid_from < OLD.valid_from THEN
        PERFORM refuse('ladder_moves_forward', 'A ladder is proposed, then adopted or refused, and never changed.');
    END IF;
    IF NEW.status = 'adopted' THEN
        IF NOT EXISTS (SELECT FROM approval_steps s WHERE s.fund_id = NEW.fund_id AND s.ladder_no = NEW.ladder_no AND s.step = 1)
            OR EXISTS (SELECT FROM approval_steps s WHERE s.fund_id = NEW.fund_id AND s.ladder_no = NEW.ladder_no
                AND (s.step > 1 AND NOT EXISTS (SELECT FROM approval_steps p
                        WHERE p.fund_id = s.fund_id AND p.ladder_no = s.ladder_no AND p.step = s.step - 1)
                    OR NOT EXISTS (SELECT FROM approval_step_holders h
                        WHERE h.fund_id = s.fund_id AND h.ladder_no = s.ladder_no AND h.step = s.step)
                    OR EXISTS (SELECT FROM approval_steps p WHERE p.fund_id = s.fund_id AND p.ladder_no = s.ladder_no AND p.step < s.step
                        AND (p.above_total >= s.above_total OR p.above_case >= s.above_case
                            OR (p.norm_levels || p.level_code) && (s.norm_levels || s.level_code))))) THEN
            PERFORM refuse('ladder_is_whole', 'The steps of a ladder have no gap, rise with their limits, and each has somebody on it.');
        END IF;
    END IF;
    PERFORM record_reference(NEW.fund_id, 'ladder', NEW.ladder_no::text, ladder_terms(NEW));
    RETURN NEW;
END $$;
