-- Steps that the use cases of the next script share; none of them is granted to the application.

CREATE FUNCTION require_physical(p_account text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM accounts WHERE account_code = p_account AND is_physical) THEN
        PERFORM refuse('money_account_known', format('%s is not a cash or bank account.', p_account));
    END IF;
END $$;

-- What the approver sees and decides on: the request and all its lines.
CREATE FUNCTION disbursement_content_hash(p_fund int, p_id bigint) RETURNS bytea LANGUAGE sql STABLE AS $$
    SELECT sha256(canonical('disbursement', d.fund_id::text, d.disbursement_id::text, d.support_kind, d.occasion_code, d.occasion_year::text,
            d.need, d.pool_id::text, d.decision_id::text, canonical_date(d.judged_on), canonical_date(d.requested_on), d.total::text,
            d.line_count::text, d.requester)
        || (SELECT string_agg(canonical(l.line_no::text, l.beneficiary_code, l.class_code, l.unit_id::text, l.decision_id::text, l.line_code,
                l.cost::text, l.insurance::text, l.other_aid::text, l.case_reference, l.allowed::text, l.amount::text, l.reasons_vi,
                l.reasons_en), ''::bytea ORDER BY l.line_no)
            FROM disbursement_lines l WHERE l.fund_id = d.fund_id AND l.disbursement_id = d.disbursement_id))
    FROM disbursements d WHERE d.fund_id = p_fund AND d.disbursement_id = p_id
$$;

-- The hash that was sealed when the request was made; every later step stands on it.
CREATE FUNCTION requested_content_hash(p_fund int, p_id bigint) RETURNS bytea LANGUAGE sql STABLE AS $$
    SELECT content_hash FROM disbursement_events WHERE fund_id = p_fund AND disbursement_id = p_id AND event = 'requested'
$$;

CREATE FUNCTION add_disbursement_event(p_fund int, p_id bigint, p_event text, p_reason text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    e disbursement_events;
    v_seal record;
BEGIN
    e.fund_id := p_fund; e.disbursement_id := p_id; e.event := p_event; e.recorded_at := ledger_now(); e.actor := acting_user();
    e.person_id := acting_person(); e.hash_version := 1;
    e.content_hash := coalesce(requested_content_hash(p_fund, p_id), disbursement_content_hash(p_fund, p_id));
    IF p_reason IS NOT NULL THEN
        e.reason := p_reason;
        e.reason_salt := substr(sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())), 1, 16);
        e.reason_commitment := commitment_of(e.reason_salt, p_reason);
    END IF;
    e.log_no := (SELECT log_no + 1 FROM fund_heads WHERE fund_id = p_fund);
    SELECT * INTO v_seal FROM seal(p_fund, canonical('decision', '1', p_fund::text, p_id::text, p_event, canonical_instant(e.recorded_at),
        e.actor, e.person_id::text, encode(e.content_hash, 'hex'), encode(e.reason_commitment, 'hex'), e.log_no::text));
    e.hash := v_seal.hash;
    INSERT INTO disbursement_events SELECT e.*;
END $$;

-- The shared part of the entries that a voucher covers.
CREATE FUNCTION entry_of(v vouchers, p_kind text, p_key uuid) RETURNS journal_entries LANGUAGE plpgsql AS $$
DECLARE e journal_entries;
BEGIN
    e.fund_id := v.fund_id; e.book := 'financial'; e.entry_date := v.voucher_date; e.kind := p_kind;
    e.voucher_type := v.voucher_type; e.voucher_year := v.voucher_year; e.voucher_no := v.voucher_no;
    e.disbursement_id := v.disbursement_id; e.reverses_entry_no := v.reverses_entry_no;
    e.request_key := p_key; e.source_hash := v.content_hash;
    RETURN e;
END $$;

CREATE FUNCTION commitment_of_disbursement(p_fund int, p_id bigint, p_kind text, p_key uuid) RETURNS journal_entries LANGUAGE plpgsql AS $$
DECLARE e journal_entries;
BEGIN
    e.fund_id := p_fund; e.book := 'commitment'; e.entry_date := business_today(); e.kind := p_kind; e.disbursement_id := p_id;
    e.request_key := p_key;
    e.source_hash := requested_content_hash(p_fund, p_id);
    RETURN e;
END $$;

-- Gives back to the pool what a request had reserved.
CREATE FUNCTION release_commitment(p_fund int, p_id bigint, p_key uuid) RETURNS void LANGUAGE plpgsql AS $$
DECLARE d disbursements;
BEGIN
    SELECT * INTO d FROM disbursements WHERE fund_id = p_fund AND disbursement_id = p_id;
    PERFORM post_entries(commitment_of_disbursement(p_fund, p_id, 'release', p_key),
        ARRAY[posting_line(1, 1, 'commitment_control', d.pool_id, 'debit', d.total),
              posting_line(1, 2, 'committed', d.pool_id, 'credit', d.total)]);
END $$;

-- Takes back the uses of the norm by a request, or by one of its lines: what was not given may be given later.
CREATE FUNCTION give_norm_back(p_fund int, p_id bigint, p_line int DEFAULT NULL) RETURNS void LANGUAGE sql AS $$
    INSERT INTO norm_usages (beneficiary_code, usage_key, delta, allowed, fund_id, disbursement_id, line_no, used_on, recorded_at, recorded_by)
    SELECT beneficiary_code, usage_key, -1, allowed, fund_id, disbursement_id, line_no, used_on, ledger_now(), acting_user()
    FROM norm_usages WHERE fund_id = p_fund AND disbursement_id = p_id AND line_no = coalesce(p_line, line_no) AND delta = 1
    ORDER BY beneficiary_code, usage_key
$$;
