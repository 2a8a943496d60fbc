-- Goods that were received or lost without a value are put right like others: by a voucher of reversal, which has no entry because they had
-- none. Whoever must decide on a loss is told.

DO $$
DECLARE
    v_why text := (SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = 'voucher_says_why');
    v_subject text := (SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = 'notices_subject_check');
BEGIN
    ALTER TABLE vouchers DROP CONSTRAINT voucher_says_why, DROP CONSTRAINT voucher_amount_positive;
    EXECUTE 'ALTER TABLE vouchers ADD CONSTRAINT voucher_says_why '
        || regexp_replace(v_why, '''BD''::text THEN \(reverses_entry_no IS NOT NULL\)', '''BD'' THEN (reverses_entry_no IS NULL) = (amount = 0)');
    ALTER TABLE vouchers ADD CONSTRAINT voucher_amount_positive
        CHECK (amount > 0 OR (amount = 0 AND money_account = 'goods' AND voucher_type IN ('PN', 'PX', 'BD')));
    ALTER TABLE notices DROP CONSTRAINT notices_subject_check;
    EXECUTE 'ALTER TABLE notices ADD CONSTRAINT notices_subject_check ' || replace(v_subject, 'ARRAY[', 'ARRAY[''goods_loss''::text, ');
END $$;

CREATE FUNCTION reverse_unvalued_goods(p_fund int, p_move bigint, p_date date, p_reason text, OUT voucher_year smallint, OUT voucher_no int)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    o goods_moves;
    v vouchers;
    v_paper bigint;
BEGIN
    PERFORM require_role(p_fund, 'fund_accountant');
    IF length(btrim(coalesce(p_reason, ''))) < 5 THEN PERFORM refuse('reason_given', 'A reversal says why.'); END IF;
    PERFORM lock_fund(p_fund);
    SELECT * INTO o FROM goods_moves WHERE fund_id = p_fund AND move_no = p_move;
    IF NOT FOUND OR o.kind NOT IN ('received', 'lost') OR o.entry_no IS NOT NULL THEN
        PERFORM refuse('goods_move_without_entry', 'Only what moved goods without a value is reversed here; an entry is reversed by an entry.');
    END IF;
    IF (SELECT unit_value FROM goods_balances WHERE fund_id = p_fund AND lot_no = o.lot_no) > 0 THEN
        PERFORM refuse('goods_still_unvalued', format('Lot %s was valued since: that is reversed first.', o.lot_no));
    END IF;
    SELECT p_fund, 'BD', p_date, 0, 'goods', w.pool_id INTO v.fund_id, v.voucher_type, v.voucher_date, v.amount, v.money_account, v.pool_id
    FROM goods_papers g JOIN vouchers w USING (fund_id, voucher_type, voucher_year, voucher_no)
    WHERE g.fund_id = p_fund AND g.paper_no = o.paper_no;
    v := write_voucher(v, NULL, NULL, btrim(p_reason), NULL);
    v_paper := add_goods_paper(v, 'reversal');
    PERFORM add_goods_move(p_fund, v_paper, o.lot_no, 'reversed', -o.quantity, o.unit_value, 0, p_date, NULL, o.disbursement_id, o.line_no, p_move);
    PERFORM seal_goods_paper(p_fund, v_paper);
    voucher_year := v.voucher_year; voucher_no := v.voucher_no;
END $$;
GRANT EXECUTE ON FUNCTION reverse_unvalued_goods TO fundledger_app;

-- ---------------------------------------------------------------- who must act next

DO $$
DECLARE v_rule text := pg_get_functiondef('who_acts_next'::regproc);
BEGIN
    EXECUTE regexp_replace(v_rule, E'\n    ELSE\n', E'
    WHEN ''goods_loss'' THEN
        RETURN QUERY SELECT h.user_name, h.person_id FROM goods_losses x CROSS JOIN holders_of(p_fund, ''approver'') h
        WHERE x.fund_id = p_fund AND x.loss_no = p_no AND x.status = ''asked'' AND h.person_id <> x.asker_person;
    ELSE
');
END $$;

CREATE FUNCTION tell_of_goods_loss() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM tell(NEW.fund_id, 'goods_loss', NEW.loss_no, NEW.status, CASE NEW.status WHEN 'asked' THEN '{}' ELSE ARRAY[NEW.asker] END);
    RETURN NULL;
END $$;
CREATE TRIGGER told AFTER INSERT OR UPDATE OF status ON goods_losses FOR EACH ROW EXECUTE FUNCTION tell_of_goods_loss();
