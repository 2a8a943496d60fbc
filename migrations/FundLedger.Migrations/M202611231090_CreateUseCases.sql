-- What the application may do: one function per use case. Each checks its promises itself, whatever the caller checked before.

CREATE FUNCTION claim_request(p_fund int, p_key uuid, p_request text, p_content_hash bytea)
RETURNS TABLE (is_new boolean, same_content boolean, answer jsonb)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
SET enable_seqscan = off AS $$
BEGIN
    IF NOT p_fund = ANY (readable_funds()) THEN PERFORM refuse('actor_has_role', 'Not a fund of this user.'); END IF;
    INSERT INTO request_keys VALUES (p_fund, p_key, p_request, p_content_hash, NULL, acting_user(), ledger_now())
    ON CONFLICT (fund_id, request_key) DO NOTHING;
    IF FOUND THEN RETURN QUERY SELECT true, true, NULL::jsonb;
    ELSE RETURN QUERY SELECT false, s.same, CASE WHEN s.same THEN k.answer END
                      FROM request_keys k, LATERAL (SELECT k.request = p_request AND k.content_hash = p_content_hash
                                                        AND k.recorded_by = acting_user() AS same) s
                      WHERE k.fund_id = p_fund AND k.request_key = p_key;
    END IF;
END $$;

CREATE FUNCTION answer_request(p_fund int, p_key uuid, p_answer jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE request_keys SET answer = p_answer WHERE fund_id = p_fund AND request_key = p_key AND answer IS NULL AND recorded_by = acting_user();
END $$;

-- ---------------------------------------------------------------- pools and money in

CREATE FUNCTION open_pool(p_fund int, p_code text, p_name_vi text, p_name_en text, p_source text, p_supports text[], p_occasions text[])
RETURNS int LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE v_pool int;
BEGIN
    PERFORM require_role(p_fund, 'fund_accountant');
    PERFORM lock_fund(p_fund);
    SELECT coalesce(max(pool_id), 0) + 1 INTO v_pool FROM pools WHERE fund_id = p_fund;
    INSERT INTO pools VALUES (p_fund, v_pool, p_code, p_name_vi, p_name_en, p_source, p_supports, p_occasions);
    RETURN v_pool;
END $$;

CREATE FUNCTION record_receipt(p_fund int, p_key uuid, p_pool int, p_amount bigint, p_date date, p_money_account text,
    p_donor_name text, p_donor_kind text, p_donor_address text, p_bank_reference text, p_content text, p_attachments text,
    OUT voucher_year smallint, OUT voucher_no int, OUT entry_no bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
SET enable_seqscan = off AS $$
DECLARE
    v vouchers;
    e journal_entries;
    v_donor bigint;
BEGIN
    PERFORM require_role(p_fund, 'fund_accountant');
    PERFORM lock_fund(p_fund);
    PERFORM require_physical(p_money_account);
    SELECT d.donor_id INTO v_donor FROM donors d WHERE d.fund_id = p_fund AND d.kind = p_donor_kind
        AND lower(btrim(d.name)) = lower(btrim(p_donor_name)) AND lower(btrim(coalesce(d.address, ''))) = lower(btrim(coalesce(p_donor_address, '')));
    IF NOT FOUND THEN
        v_donor := next_number(p_fund, 'donor');
        INSERT INTO donors VALUES (p_fund, v_donor, btrim(p_donor_name), p_donor_kind, nullif(btrim(p_donor_address), ''));
    END IF;
    v.fund_id := p_fund; v.voucher_type := 'PT'; v.voucher_date := p_date; v.amount := p_amount; v.money_account := p_money_account;
    v.pool_id := p_pool; v.donor_id := v_donor; v.bank_reference := nullif(btrim(p_bank_reference), '');
    v := write_voucher(v, p_donor_name, p_donor_address, p_content, p_attachments);
    e := entry_of(v, 'receipt', p_key);
    entry_no := (post_entries(e, ARRAY[posting_line(1, 1, p_money_account, p_pool, 'debit', p_amount),
                                       posting_line(1, 2, 'fund_balance', p_pool, 'credit', p_amount)]))[1];
    voucher_year := v.voucher_year; voucher_no := v.voucher_no;
END $$;

-- ---------------------------------------------------------------- support: asked, decided, paid

-- p_lines is a table in arrays: element i of each is line i. Reserves the total in the pool.
CREATE FUNCTION submit_disbursement(p_fund int, p_key uuid, p_support_kind text, p_occasion text, p_year int, p_need text, p_pool int,
    p_decision int, p_judged_on date, p_beneficiary text[], p_class text[], p_line_code text[], p_cost bigint[], p_insurance bigint[], p_other_aid bigint[],
    p_case_reference text[], p_allowed bigint[], p_amount bigint[], p_reasons_vi text[], p_reasons_en text[]) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
SET enable_seqscan = off AS $$
DECLARE
    v_id bigint;
    v_total bigint := (SELECT sum(a) FROM unnest(p_amount) a);
BEGIN
    PERFORM require_role(p_fund, 'fund_accountant', 'commune_officer');
    PERFORM lock_fund(p_fund);
    IF EXISTS (SELECT FROM unnest(p_beneficiary) code LEFT JOIN beneficiaries b ON b.beneficiary_code = code
               WHERE b.unit_id IS NULL OR NOT b.unit_id = ANY (units_of_fund(p_fund))) THEN
        PERFORM refuse('beneficiary_in_scope', 'A fund supports the children of its own unit and its communes.');
    END IF;
    v_id := next_number(p_fund, 'disbursement');
    INSERT INTO disbursements VALUES (p_fund, v_id, p_support_kind, p_occasion, p_year, p_need, p_pool, p_decision, p_judged_on,
        business_today(), v_total, cardinality(p_beneficiary), 'requested', acting_user(), acting_person());
    INSERT INTO disbursement_lines
    SELECT p_fund, v_id, i, u.beneficiary, u.class, CASE WHEN u.class = 'protected' THEN NULL ELSE b.unit_id END, p_decision, u.line_code,
        u.cost, u.insurance, u.other_aid, nullif(upper(btrim(u.case_reference)), ''), u.allowed, u.amount, u.reasons_vi, u.reasons_en
    FROM unnest(p_beneficiary, p_class, p_line_code, p_cost, p_insurance, p_other_aid, p_case_reference, p_allowed, p_amount, p_reasons_vi,
        p_reasons_en) WITH ORDINALITY u(beneficiary, class, line_code, cost, insurance, other_aid, case_reference, allowed, amount,
        reasons_vi, reasons_en, i)
    JOIN beneficiaries b ON b.beneficiary_code = u.beneficiary
    ORDER BY u.beneficiary;
    PERFORM add_disbursement_event(p_fund, v_id, 'requested', NULL);
    PERFORM post_entries(commitment_of_disbursement(p_fund, v_id, 'commitment', p_key),
        ARRAY[posting_line(1, 1, 'committed', p_pool, 'debit', v_total), posting_line(1, 2, 'commitment_control', p_pool, 'credit', v_total)]);
    RETURN v_id;
END $$;

CREATE FUNCTION approve_disbursement(p_fund int, p_id bigint, p_content_hash bytea) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM require_role(p_fund, 'approver');
    PERFORM lock_fund(p_fund);
    UPDATE disbursements SET status = 'approved', approver = acting_user(), approver_person = acting_person()
    WHERE fund_id = p_fund AND disbursement_id = p_id AND status = 'requested'
        AND requested_content_hash(p_fund, p_id) = p_content_hash;
    IF NOT FOUND THEN PERFORM refuse('decision_on_what_was_seen', 'The request is not waiting, or is not what the approver saw.'); END IF;
    PERFORM add_disbursement_event(p_fund, p_id, 'approved', NULL);
END $$;

CREATE FUNCTION reject_disbursement(p_fund int, p_id bigint, p_key uuid, p_reason text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM require_role(p_fund, 'approver');
    IF length(btrim(coalesce(p_reason, ''))) < 5 THEN PERFORM refuse('reason_given', 'A rejection says why.'); END IF;
    PERFORM lock_fund(p_fund);
    UPDATE disbursements SET status = 'rejected', approver = acting_user(), approver_person = acting_person()
    WHERE fund_id = p_fund AND disbursement_id = p_id AND status = 'requested';
    IF NOT FOUND THEN PERFORM refuse('decision_on_what_was_seen', 'The request is not waiting.'); END IF;
    PERFORM release_commitment(p_fund, p_id, p_key);
    PERFORM give_norm_back(p_fund, p_id);
    PERFORM add_disbursement_event(p_fund, p_id, 'rejected', btrim(p_reason));
END $$;

CREATE FUNCTION pay_disbursement(p_fund int, p_id bigint, p_key uuid, p_date date, p_money_account text, p_payee text, p_payee_address text,
    p_content text, p_attachments text, OUT voucher_year smallint, OUT voucher_no int)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
SET enable_seqscan = off AS $$
DECLARE
    d disbursements;
    v vouchers;
    v_lines postings[];
BEGIN
    PERFORM require_role(p_fund, 'cashier');
    PERFORM lock_fund(p_fund);
    PERFORM require_physical(p_money_account);
    UPDATE disbursements SET status = 'paid', payer = acting_user(), payer_person = acting_person()
    WHERE fund_id = p_fund AND disbursement_id = p_id AND status = 'approved'
        AND p_date >= (SELECT (a.recorded_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date FROM disbursement_events a
                       WHERE a.fund_id = p_fund AND a.disbursement_id = p_id AND a.event = 'approved') RETURNING * INTO d;
    IF NOT FOUND THEN PERFORM refuse('paid_after_approval', 'The request is not approved, or the payment is dated before it.'); END IF;
    IF requested_content_hash(p_fund, p_id) <> disbursement_content_hash(p_fund, p_id) THEN
        PERFORM refuse('paid_as_approved', 'What is to be paid is not what was approved.');
    END IF;
    PERFORM release_commitment(p_fund, p_id, p_key);
    v.fund_id := p_fund; v.voucher_type := 'PC'; v.voucher_date := p_date; v.amount := d.total; v.money_account := p_money_account;
    v.pool_id := d.pool_id; v.disbursement_id := p_id;
    v := write_voucher(v, p_payee, p_payee_address, p_content, p_attachments);
    SELECT array_agg(s.l ORDER BY s.line_no, s.side_no) INTO v_lines FROM (
        SELECT l.line_no, x.side_no, ROW(NULL, NULL, l.line_no, x.side_no, x.account, d.pool_id, x.side, l.amount, NULL, d.support_kind,
            d.occasion_code, d.occasion_year, l.decision_id, l.line_code, l.beneficiary_code, l.class_code, l.unit_id)::postings AS l
        FROM disbursement_lines l
        CROSS JOIN (VALUES (1, 'fund_balance', 'debit'), (2, p_money_account, 'credit')) x(side_no, account, side)
        WHERE l.fund_id = p_fund AND l.disbursement_id = p_id) s;
    PERFORM post_entries(entry_of(v, 'disbursement', p_key), v_lines, ARRAY(SELECT generate_series(1, d.line_count)));
    PERFORM add_disbursement_event(p_fund, p_id, 'paid', NULL);
    voucher_year := v.voucher_year; voucher_no := v.voucher_no;
END $$;

-- ---------------------------------------------------------------- correction and closing

-- Cancels a financial entry in red: the same postings negated, the money going to (or out of) p_money_account. A paid child may be paid again.
CREATE FUNCTION reverse_entry(p_fund int, p_entry_no bigint, p_key uuid, p_date date, p_money_account text, p_reason text,
    OUT voucher_year smallint, OUT voucher_no int, OUT entry_no bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    o journal_entries;
    v vouchers;
    e journal_entries;
    v_lines postings[];
BEGIN
    PERFORM require_role(p_fund, 'fund_accountant');
    IF length(btrim(coalesce(p_reason, ''))) < 5 THEN PERFORM refuse('reason_given', 'A reversal says why.'); END IF;
    PERFORM lock_fund(p_fund);
    PERFORM require_physical(p_money_account);
    SELECT j.* INTO o FROM journal_entries j WHERE j.fund_id = p_fund AND j.book = 'financial' AND j.entry_no = p_entry_no;
    IF NOT FOUND OR o.kind NOT IN ('receipt', 'disbursement') OR p_date < o.entry_date THEN
        PERFORM refuse('reversal_of_a_posted_entry', 'Only a posted receipt or payment is reversed, and not before its own date.');
    END IF;
    v.fund_id := p_fund; v.voucher_type := 'BD'; v.voucher_date := p_date; v.money_account := p_money_account;
    v.disbursement_id := o.disbursement_id; v.reverses_entry_no := p_entry_no;
    SELECT sum(p.amount) FILTER (WHERE p.side = 'debit'), min(p.pool_id),
        array_agg(ROW(NULL, NULL, 1, p.line, CASE WHEN a.is_liquid THEN p_money_account ELSE p.account_code END, p.pool_id, p.side, -p.amount,
            NULL, p.support_kind, p.occasion_code, p.occasion_year, p.decision_id, p.norm_line, p.beneficiary_code, p.class_code, p.unit_id)
            ::postings ORDER BY p.line)
    INTO v.amount, v.pool_id, v_lines
    FROM postings p JOIN accounts a USING (account_code)
    WHERE p.fund_id = p_fund AND p.book = 'financial' AND p.entry_no = p_entry_no;
    v := write_voucher(v, NULL, NULL, btrim(p_reason), NULL);
    e := entry_of(v, 'reversal', p_key);
    entry_no := (post_entries(e, v_lines, ARRAY[o.disbursement_line]))[1];
    IF o.disbursement_line IS NOT NULL THEN PERFORM give_norm_back(p_fund, o.disbursement_id, o.disbursement_line); END IF;
    voucher_year := v.voucher_year; voucher_no := v.voucher_no;
END $$;

-- Closes a month that has ended; months close in order.
CREATE FUNCTION close_period(p_fund int, p_month date) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE c closed_periods; v_seal record;
BEGIN
    PERFORM require_role(p_fund, 'fund_accountant');
    PERFORM lock_fund(p_fund);
    IF p_month + interval '1 month' > business_today() THEN PERFORM refuse('month_has_ended', 'The month has not ended.'); END IF;
    IF p_month <> coalesce((SELECT (max(month) + interval '1 month')::date FROM closed_periods WHERE fund_id = p_fund),
                           (SELECT date_trunc('month', opened_on)::date FROM funds WHERE fund_id = p_fund)) THEN
        PERFORM refuse('months_close_in_order', 'Months are closed one after another.');
    END IF;
    c.fund_id := p_fund; c.month := p_month; c.closed_at := ledger_now(); c.closed_by := acting_user(); c.hash_version := 1;
    c.last_entry_no := coalesce((SELECT last_no FROM number_series WHERE fund_id = p_fund AND series = 'financial'), 0);
    c.liquid := coalesce((SELECT sum(liquid) FROM pool_days WHERE fund_id = p_fund AND day < p_month + interval '1 month'), 0);
    c.log_no := (SELECT log_no + 1 FROM fund_heads WHERE fund_id = p_fund);
    SELECT * INTO v_seal FROM seal(p_fund, canonical('close', '1', p_fund::text, canonical_date(p_month), canonical_instant(c.closed_at),
        c.closed_by, c.last_entry_no::text, c.liquid::text, c.log_no::text));
    c.hash := v_seal.hash;
    INSERT INTO closed_periods SELECT c.*;
END $$;

-- Written after the refused transaction has been rolled back; the message carries figures and citations, never a name.
CREATE FUNCTION record_refusal(p_fund int, p_request text, p_code text, p_message text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE r refusals; v_seal record;
BEGIN
    IF NOT p_fund = ANY (readable_funds()) THEN PERFORM refuse('actor_has_role', 'Not a fund of this user.'); END IF;
    PERFORM lock_fund(p_fund);
    r.fund_id := p_fund; r.refusal_no := next_number(p_fund, 'refusal'); r.recorded_at := ledger_now(); r.recorded_by := acting_user();
    r.request := p_request; r.code := p_code; r.message := left(p_message, 1000); r.hash_version := 1;
    r.log_no := (SELECT log_no + 1 FROM fund_heads WHERE fund_id = p_fund);
    SELECT * INTO v_seal FROM seal(p_fund, canonical('refusal', '1', p_fund::text, r.refusal_no::text, canonical_instant(r.recorded_at),
        r.recorded_by, r.request, r.code, r.message, r.log_no::text));
    r.hash := v_seal.hash;
    INSERT INTO refusals SELECT r.*;
END $$;

-- ---------------------------------------------------------------- what a child got

-- Support paid to children of the reader's units, also by funds whose books the reader does not see: whoever works for a child must know
-- what it already got. Reversals are negative.
CREATE FUNCTION support_received(p_codes text[]) RETURNS TABLE (beneficiary_code text, fund_code text, fund_vi text, fund_en text,
    entry_no bigint, entry_date date, voucher text, support_kind text, occasion_code text, occasion_year smallint, decision_id int,
    norm_line text, amount bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT p.beneficiary_code, f.code, f.name_vi, f.name_en, e.entry_no, e.entry_date,
        e.voucher_type || '-' || e.voucher_year || '-' || lpad(e.voucher_no::text, greatest(5, length(e.voucher_no::text)), '0'),
        p.support_kind, p.occasion_code, p.occasion_year, p.decision_id, p.norm_line, p.amount
    FROM postings p JOIN journal_entries e USING (fund_id, book, entry_no) JOIN funds f USING (fund_id)
    JOIN beneficiaries b USING (beneficiary_code)
    WHERE p.beneficiary_code = ANY (p_codes) AND p.book = 'financial' AND p.account_code = 'fund_balance'
        AND b.unit_id = ANY ((SELECT readable_units())::int[])
$$;
