namespace FundLedger.Features.Ledger;

/// <summary>What is kept at closings, what auditors write, and plans of a year.</summary>
internal sealed partial record ReferenceTerms
{
    internal const string AuditSql = """
        SELECT 'closing_papers' AS subject, to_char(k.month, 'YYYY-MM') || '/' || k.version AS key, ARRAY['closing_papers', k.fund_id::text,
            to_char(k.month, 'YYYY-MM-DD'), k.version::text, k.signed_no::text, k.names, k.address, k.fonts,
            to_char(k.kept_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'), k.kept_by,
            (SELECT json_agg(json_build_array(to_char(i.from_date, 'YYYY-MM-DD'), encode(i.digest, 'hex')) ORDER BY i.from_date)::text
             FROM issued_statements i WHERE i.fund_id = k.fund_id AND i.month = k.month AND i.version = k.version)] AS terms
        FROM closing_papers k WHERE k.fund_id = @FundId
        UNION ALL
        SELECT 'attestation', a.attestation_no::text, ARRAY['attestation', a.fund_id::text, a.attestation_no::text,
            to_char(a.month, 'YYYY-MM-DD'), a.version::text, to_char(a.from_date, 'YYYY-MM-DD'), encode(a.digest, 'hex'), a.note,
            to_char(a.attested_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'), a.attested_by, a.person_id::text]
        FROM attestations a WHERE a.fund_id = @FundId
        UNION ALL
        SELECT 'finding', x.finding_no::text, ARRAY['finding', x.fund_id::text, x.finding_no::text, x.subject, x.reference, x.said,
            to_char(x.opened_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'), x.opened_by, x.person_id::text]
        FROM findings x WHERE x.fund_id = @FundId
        UNION ALL
        SELECT 'finding_step', s.finding_no || '/' || s.step_no, ARRAY['finding_step', s.fund_id::text, s.finding_no::text, s.step_no::text,
            s.step, s.said, s.file_name, s.media_type, encode(sha256(s.content), 'hex'),
            to_char(s.at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'), s.actor, s.person_id::text]
        FROM finding_steps s WHERE s.fund_id = @FundId
        UNION ALL
        SELECT 'sample', s.sample_no::text, ARRAY['sample', s.fund_id::text, s.sample_no::text, s.seed::text,
            to_char(s.from_date, 'YYYY-MM-DD'), to_char(s.to_date, 'YYYY-MM-DD'), s.disbursement_id::text, s.log_no::text,
            s.population::text, encode(s.population_digest, 'hex'), s.size::text,
            to_char(s.drawn_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'), s.drawn_by, s.person_id::text,
            (SELECT json_agg(json_build_array(l.rank, l.line_key, l.disbursement_id, l.line_no, l.amount) ORDER BY l.rank)::text
             FROM sample_lines l WHERE l.fund_id = s.fund_id AND l.sample_no = s.sample_no)]
        FROM samples s WHERE s.fund_id = @FundId
        UNION ALL
        SELECT 'sample_result', r.sample_no || '/' || r.rank, ARRAY['sample_result', r.fund_id::text, r.sample_no::text, r.rank::text,
            r.result, r.short_by::text, r.note, r.finding_no::text,
            to_char(r.recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'), r.recorded_by, r.person_id::text]
        FROM sample_results r WHERE r.fund_id = @FundId
        UNION ALL
        SELECT 'year_plan', y.plan_no::text, ARRAY['year_plan', y.fund_id::text, y.plan_no::text, y.year::text, y.version::text, y.reason,
            to_json(y.sources)::text, to_json(y.source_money)::text, to_json(y.kinds)::text, to_json(y.kind_money)::text,
            to_json(y.kind_children)::text, to_char(y.proposed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'), y.proposed_by,
            y.person_id::text]
        FROM year_plans y WHERE y.fund_id = @FundId
        UNION ALL
        SELECT 'year_plan_decision', d.plan_no::text, ARRAY['year_plan_decision', d.fund_id::text, d.plan_no::text, d.is_adopted::text,
            d.reason, to_char(d.decided_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'), d.decided_by, d.person_id::text]
        FROM year_plan_decisions d WHERE d.fund_id = @FundId
        """;
}
