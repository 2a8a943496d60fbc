using FundLedger.Features.Pipeline;

namespace FundLedger.Features.Ledger;

/// <summary>
/// The fields of a fund, a pool, an institution, a ladder, a delegation or a norm decision, in the order in which the hash log seals them.
/// </summary>
internal sealed partial record ReferenceTerms
{
    // A list is one field, its JSON.
    internal const string ListSql = """
        SELECT 'fund' AS subject, f.fund_id::text AS key, ARRAY['fund', f.fund_id::text, f.unit_id::text, f.code, f.name_vi, f.name_en,
            to_char(f.opened_on, 'YYYY-MM-DD'), f.regime] AS terms
        FROM funds f WHERE f.fund_id = @FundId
        UNION ALL
        SELECT 'pool', p.pool_id::text, ARRAY['pool', p.fund_id::text, p.pool_id::text, p.code, p.name_vi, p.name_en, p.source_kind,
            to_json(p.support_kinds)::text, to_json(p.occasion_codes)::text]
        FROM pools p WHERE p.fund_id = @FundId
        UNION ALL
        SELECT 'institution', i.institution_code, ARRAY['institution', i.fund_id::text, i.institution_code, i.unit_id::text, i.name,
            to_char(i.registered_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'), i.registered_by]
        FROM institutions i WHERE i.fund_id = @FundId
        UNION ALL
        SELECT 'later_paper', p.disbursement_id || '/' || p.paper_no, ARRAY['later_paper', p.fund_id::text, p.disbursement_id::text,
            p.paper_no::text, p.name_vi, p.media_type, p.holder, p.key_id, encode(p.sha256, 'hex'),
            to_char(p.attached_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'), p.attached_by]
        FROM later_papers p WHERE p.fund_id = @FundId
        UNION ALL
        SELECT 'ladder', l.ladder_no::text, ARRAY['ladder', l.fund_id::text, l.ladder_no::text, l.number,
            to_char(l.issued_on, 'YYYY-MM-DD'), to_char(l.valid_from, 'YYYY-MM-DD'), l.status, l.proposer,
            l.proposer_person::text, to_char(l.proposed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'), l.decider,
            l.decider_person::text, to_char(l.decided_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'), l.refusal_reason]
            || (SELECT array_agg(x.term ORDER BY s.step, x.place) FROM approval_steps s CROSS JOIN LATERAL unnest(ARRAY[
                    s.step::text, s.level_code, s.name_vi, s.name_en, s.above_total::text, s.above_case::text, to_json(s.norm_levels)::text,
                    (SELECT json_agg(h.user_name ORDER BY h.user_name COLLATE "C")::text FROM approval_step_holders h
                     WHERE h.fund_id = s.fund_id AND h.ladder_no = s.ladder_no AND h.step = s.step)]) WITH ORDINALITY x(term, place)
                WHERE s.fund_id = l.fund_id AND s.ladder_no = l.ladder_no)
        FROM approval_ladders l WHERE l.fund_id = @FundId
        UNION ALL
        SELECT 'delegation', d.delegation_no::text, ARRAY['delegation', d.fund_id::text, d.delegation_no::text, d.level_code, d.holder,
            d.holder_person::text, d.delegate, d.delegate_person::text, d.days::text, d.reason,
            to_char(d.made_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'),
            to_char(d.ended_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'), d.ended_by]
        FROM approval_delegations d WHERE d.fund_id = @FundId
        UNION ALL
        SELECT 'payment_order', o.order_no::text, ARRAY['payment_order', o.fund_id::text, o.order_no::text, o.disbursement_id::text, o.way,
            o.status, o.money_account, o.bank_profile, o.officer, o.officer_person::text, to_char(o.settle_by, 'YYYY-MM-DD'),
            to_char(o.prepared_on, 'YYYY-MM-DD'), o.total::text, o.line_count::text, o.voucher_type, o.voucher_year::text,
            o.voucher_no::text]
            || (SELECT array_agg(x.term ORDER BY l.line_no, x.place) FROM payment_order_lines l CROSS JOIN LATERAL unnest(ARRAY[
                    l.disbursement_id::text, l.line_no::text, l.amount::text, encode(l.payee_commitment, 'hex'), l.outcome, l.paid::text,
                    to_char(l.ended_on, 'YYYY-MM-DD'), l.bank_reference, l.note, l.voucher_type, l.voucher_year::text, l.voucher_no::text])
                    WITH ORDINALITY x(term, place)
                WHERE l.fund_id = o.fund_id AND l.order_no = o.order_no)
            || (SELECT array_agg(x.term ORDER BY s.step_no, x.place) FROM payment_order_steps s CROSS JOIN LATERAL unnest(ARRAY[
                    s.step_no::text, s.step, s.actor, s.person_id::text, to_char(s.at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'),
                    s.reason]) WITH ORDINALITY x(term, place)
                WHERE s.fund_id = o.fund_id AND s.order_no = o.order_no)
        FROM payment_orders o WHERE o.fund_id = @FundId
        UNION ALL
        SELECT 'handout', h.order_no::text, ARRAY['handout', h.fund_id::text, h.order_no::text,
            to_char(h.opened_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'), h.opened_by]
            || (SELECT array_agg(x.term ORDER BY c.line_no, x.place) FROM handout_codes c
                CROSS JOIN LATERAL unnest(ARRAY[c.line_no::text, c.code_seal]) WITH ORDINALITY x(term, place)
                WHERE c.fund_id = h.fund_id AND c.order_no = h.order_no)
            || coalesce((SELECT array_agg(x.term ORDER BY d.line_no, x.place) FROM deliveries d CROSS JOIN LATERAL unnest(ARRAY[
                    d.line_no::text, d.scan_id::text, d.outcome, d.paid::text, d.relation, encode(d.collector_commitment, 'hex'), d.device,
                    to_char(d.scanned_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'),
                    to_char(d.received_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'), d.recorded_by, d.person_id::text])
                    WITH ORDINALITY x(term, place)
                WHERE d.fund_id = h.fund_id AND d.order_no = h.order_no), '{}')
            || coalesce((SELECT array_agg(x.term ORDER BY k.scan_id, x.place) FROM delivery_conflicts k CROSS JOIN LATERAL unnest(ARRAY[
                    k.scan_id::text, k.reason, k.code, k.line_no::text, k.outcome, k.device,
                    to_char(k.scanned_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'),
                    to_char(k.received_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'), k.recorded_by]) WITH ORDINALITY x(term, place)
                WHERE k.fund_id = h.fund_id AND k.order_no = h.order_no), '{}')
        FROM handouts h WHERE h.fund_id = @FundId
        UNION ALL
        SELECT 'print_run', r.run_no::text, ARRAY['print_run', r.fund_id::text, r.run_no::text, r.language,
            to_char(r.printed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'), r.printed_by, r.person_id::text]
            || (SELECT array_agg(x.term ORDER BY p.voucher_type, p.voucher_year, p.voucher_no, x.place) FROM voucher_prints p
                CROSS JOIN LATERAL unnest(ARRAY[p.voucher_type, p.voucher_year::text, p.voucher_no::text, p.copy_no::text])
                    WITH ORDINALITY x(term, place)
                WHERE p.fund_id = r.fund_id AND p.run_no = r.run_no)
        FROM print_runs r WHERE r.fund_id = @FundId
        UNION ALL
        SELECT 'handout_print', p.order_no || '/' || p.print_no, ARRAY['handout_print', p.fund_id::text, p.order_no::text,
            p.print_no::text, p.line_no::text, p.with_names::text,
            to_char(p.printed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'), p.printed_by]
        FROM handout_prints p WHERE p.fund_id = @FundId
        UNION ALL
        SELECT 'payment_print', p.order_no || '/' || p.print_no, ARRAY['payment_print', p.fund_id::text, p.order_no::text,
            p.print_no::text, p.paper, p.line_no::text, p.copy_no::text,
            to_char(p.printed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'), p.printed_by, p.person_id::text]
        FROM payment_prints p WHERE p.fund_id = @FundId
        UNION ALL
        SELECT 'signed_list', s.order_no || '/' || s.scan_no, ARRAY['signed_list', s.fund_id::text, s.order_no::text, s.scan_no::text,
            s.scan_id::text, s.line_no::text, s.media_type, s.holder, s.key_id, encode(s.sha256, 'hex'),
            to_char(s.attached_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'), s.attached_by]
        FROM signed_lists s WHERE s.fund_id = @FundId
        UNION ALL
        SELECT 'goods_item', i.item_no::text, ARRAY['goods_item', i.fund_id::text, i.item_no::text, i.name, i.unit,
            to_char(i.added_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'), i.added_by]
        FROM goods_items i WHERE i.fund_id = @FundId
        UNION ALL
        SELECT 'receipt_likeness', format_voucher(k.voucher_type, k.voucher_year, k.voucher_no), ARRAY['receipt_likeness', k.fund_id::text,
            k.voucher_type, k.voucher_year::text, k.voucher_no::text, k.like_vouchers, k.reason,
            to_char(k.kept_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'), k.kept_by]
        FROM receipt_likenesses k WHERE k.fund_id = @FundId
        UNION ALL
        SELECT 'list_export', x.export_no::text, ARRAY['list_export', x.fund_id::text, x.export_no::text, x.list, x.narrowed_to, x.format,
            x.row_count::text, to_char(x.read_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'),
            to_char(x.exported_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'), x.exported_by]
        FROM list_exports x WHERE x.fund_id = @FundId
        UNION ALL
        SELECT 'report', r.freeze_no::text, ARRAY['report', r.fund_id::text, r.freeze_no::text, r.report, r.occasion_code,
            to_char(r.from_date, 'YYYY-MM-DD'), to_char(r.cut_off, 'YYYY-MM-DD'), to_char(r.to_date, 'YYYY-MM-DD'), r.follows::text,
            r.log_no::text, encode(r.log_hash, 'hex'), encode(r.digest, 'hex'),
            to_char(r.frozen_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'), r.frozen_by, r.person_id::text]
            || CASE WHEN r.frame_no IS NULL THEN '{}' ELSE ARRAY[r.frame_no::text] END
        FROM report_freezes r WHERE r.fund_id = @FundId
        UNION ALL
        SELECT 'goods_loss', x.loss_no::text, ARRAY['goods_loss', x.fund_id::text, x.loss_no::text, x.lot_no::text, x.quantity::text,
            x.cause,
            x.minutes_number, to_char(x.minutes_date, 'YYYY-MM-DD'), x.reason, to_char(x.asked_on, 'YYYY-MM-DD'), x.status, x.asker,
            x.asker_person::text, x.decider, x.decider_person::text, to_char(x.decided_on, 'YYYY-MM-DD'), x.rejection_reason,
                x.paper_no::text]
        FROM goods_losses x WHERE x.fund_id = @FundId
        UNION ALL
        SELECT 'goods_paper', p.paper_no::text, ARRAY['goods_paper', p.fund_id::text, p.paper_no::text, p.kind, p.voucher_type,
            p.voucher_year::text, p.voucher_no::text, encode(v.content_hash, 'hex'),
            (SELECT json_agg(json_build_array(l.lot_no, l.line, l.item_no, l.pool_id, l.quantity, l.unit_value, l.basis, l.basis_number,
                l.basis_date, l.expires_on, l.quality) ORDER BY l.lot_no)::text FROM goods_lots l
             WHERE l.fund_id = p.fund_id AND l.paper_no = p.paper_no),
            (SELECT json_build_array(w.lot_no, w.unit_value, w.basis, w.basis_number, w.basis_date)::text FROM goods_valuations w
             WHERE w.fund_id = p.fund_id AND w.paper_no = p.paper_no),
            (SELECT json_agg(json_build_array(m.move_no, m.lot_no, m.kind, m.quantity, m.unit_value, m.value, m.moved_on, m.entry_no,
                m.disbursement_id, m.line_no, m.reverses_move) ORDER BY m.move_no)::text FROM goods_moves m
             WHERE m.fund_id = p.fund_id AND m.paper_no = p.paper_no)]
        FROM goods_papers p LEFT JOIN vouchers v USING (fund_id, voucher_type, voucher_year, voucher_no) WHERE p.fund_id = @FundId
        UNION ALL
        SELECT 'request_goods', x.disbursement_id::text, ARRAY['request_goods', x.fund_id::text, x.disbursement_id::text,
            (SELECT json_agg(json_build_array(g.line_no, g.lot_no, g.quantity, g.unit_value, g.state, g.note)
                ORDER BY g.line_no, g.lot_no)::text
             FROM request_goods g WHERE g.fund_id = x.fund_id AND g.disbursement_id = x.disbursement_id),
            (SELECT json_build_array(i.paper_no, i.issued_on, i.issuer, i.issuer_person, i.settled_on, i.settler, i.settler_person,
                i.back_paper)::text FROM goods_issues i WHERE i.fund_id = x.fund_id AND i.disbursement_id = x.disbursement_id)]
        FROM (SELECT fund_id, disbursement_id FROM request_goods UNION SELECT fund_id, disbursement_id FROM goods_issues) x
        WHERE x.fund_id = @FundId
        UNION ALL
        SELECT 'norm_decision', n.decision_id::text, ARRAY['norm_decision', n.decision_id::text, n.issuing_unit_id::text, n.number,
            to_char(n.issued_on, 'YYYY-MM-DD'), n.issued_by, n.title_vi, n.title_en, n.in_force::text, n.is_sample::text,
            to_json(n.legal_bases)::text, n.proposer, n.proposer_person::text, n.publisher, n.publisher_person::text,
            n.superseded_by::text, n.status, n.drafter, n.return_reason,
            (SELECT json_build_array(s.file_name, s.media_type, encode(sha256(s.content), 'hex'), s.attached_by,
                 to_char(s.attached_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'))::text
             FROM norm_scans s WHERE s.decision_id = n.decision_id)]
            || coalesce((SELECT array_agg(x.term ORDER BY l.line_code COLLATE "C", x.place) FROM norm_lines l CROSS JOIN LATERAL
                unnest(ARRAY['line', l.line_code, l.name_vi, l.name_en, l.support_kind, l.occasion_code, l.need, l.frequency,
                    l.frequency_limit::text, l.life_limit::text, l.payee, l.age_from::text, l.age_to::text, l.judged_on,
                    l.goods_allowed::text, l.batch_shares::text, l.batch_ceiling::text, to_json(l.source_kinds)::text, l.approver_level,
                    l.exception_level, to_json(l.papers_vi)::text, to_json(l.papers_en)::text, l.sort_order::text,
                    (SELECT json_agg(json_build_array(c.class_code, c.rank) ORDER BY c.class_code COLLATE "C")::text
                     FROM norm_line_classes c WHERE c.decision_id = l.decision_id AND c.line_code = l.line_code),
                    (SELECT json_agg(json_build_array(v.variant, v.name_vi, v.name_en, v.cost_from, v.cost_below, v.rank)
                         ORDER BY v.variant COLLATE "C")::text
                     FROM norm_variants v WHERE v.decision_id = l.decision_id AND v.line_code = l.line_code),
                    (SELECT json_agg(json_build_array(p.variant, p.part_no, p.rule, p.amount, p.percent, p.ceiling, p.unit, p.most)
                         ORDER BY p.variant COLLATE "C", p.part_no)::text
                     FROM norm_parts p WHERE p.decision_id = l.decision_id AND p.line_code = l.line_code)])
                    WITH ORDINALITY x(term, place)
                WHERE l.decision_id = n.decision_id), '{}')
        FROM norm_decisions n JOIN funds f ON f.unit_id = n.issuing_unit_id
        WHERE f.fund_id = @FundId AND n.status IN ('published', 'superseded')
        """;

    public string Subject { get; init; } = "";

    /// <summary>Its number.</summary>
    public string Key { get; init; } = "";

    public string?[] Terms { get; init; } = [];

    public static async Task<IReadOnlyList<ReferenceTerms>> ListAsync(Db db, int fundId, CancellationToken token) =>
    [
        .. await db.ListAsync<ReferenceTerms>(ListSql, new { FundId = fundId }, token),
        .. await db.ListAsync<ReferenceTerms>(AuditSql, new { FundId = fundId }, token),
    ];
}
