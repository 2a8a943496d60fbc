-- Who asked, approved or pays does not take the money. The receiver is a name on paper: the same name is refused, and somebody else of that
-- name is written with what tells the two apart.

CREATE FUNCTION hands_of_request(p_fund int, p_id bigint) RETURNS TABLE (person_id bigint) LANGUAGE sql STABLE AS $$
    SELECT x.person FROM disbursements d CROSS JOIN LATERAL (VALUES (d.requester_person), (d.approver_person)) x(person)
    WHERE d.fund_id = p_fund AND d.disbursement_id = p_id AND x.person IS NOT NULL
    UNION
    SELECT s.decided_person FROM disbursement_steps s WHERE s.fund_id = p_fund AND s.disbursement_id = p_id AND s.decided_person IS NOT NULL
    UNION
    SELECT u.person_id FROM users u WHERE u.user_name = acting_hand()
$$;

CREATE FUNCTION receiver_took_no_part() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM vouchers v CROSS JOIN LATERAL hands_of_request(v.fund_id, v.disbursement_id) h JOIN persons p USING (person_id)
        WHERE v.fund_id = NEW.fund_id AND v.voucher_type = NEW.voucher_type AND v.voucher_year = NEW.voucher_year AND v.voucher_no = NEW.voucher_no
            AND lower(btrim(NEW.counterparty_name) COLLATE "vi-VN-x-icu") = lower(btrim(p.full_name) COLLATE "vi-VN-x-icu")) THEN
        PERFORM refuse('receiver_took_no_part', 'Who asked, approved or pays does not take the money.');
    END IF;
    RETURN NULL;
END $$;
CREATE FUNCTION payee_took_no_part() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM payment_orders o CROSS JOIN LATERAL hands_of_request(o.fund_id, o.disbursement_id) h JOIN persons p USING (person_id)
        WHERE o.fund_id = NEW.fund_id AND o.order_no = NEW.order_no
            AND lower(btrim(NEW.name) COLLATE "vi-VN-x-icu") = lower(btrim(p.full_name) COLLATE "vi-VN-x-icu")) THEN
        PERFORM refuse('receiver_took_no_part', 'Who asked, approved or pays does not take the money.');
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER of_another AFTER INSERT OR UPDATE ON payment_payees FOR EACH ROW EXECUTE FUNCTION payee_took_no_part();
CREATE TRIGGER of_another AFTER INSERT ON voucher_details FOR EACH ROW WHEN (NEW.voucher_type = 'PC') EXECUTE FUNCTION receiver_took_no_part();
