namespace FundLedger.Features.Packs;

/// <summary>
/// The hash log from the first record of the period to that of the pack: kinds, numbers, times, hands and hashes; before them the records
/// of the requests whose decisions the pack tells, so that each hash of these is found.
/// </summary>
internal static class PackLogSql
{
    // The number of a child's event or of a look at an identity says nothing without the register.
    public const string Log = """
        SELECT ARRAY[s.log_no::text, s.source, s.what, s.number,
            to_char(s.at AT TIME ZONE 'Asia/Ho_Chi_Minh', 'YYYY-MM-DD"T"HH24:MI:SS"+07:00"'), s.actor, encode(s.hash, 'hex'),
            CASE WHEN s.log_no < @FirstLog THEN 'yes' ELSE 'no' END] AS cells
        FROM (
            SELECT fund_id, log_no, hash, 'entry' AS source, kind AS what, book || '/' || entry_no AS number, recorded_at AS at,
                recorded_by AS actor FROM journal_entries
            UNION ALL
            SELECT fund_id, log_no, hash, 'request', event, disbursement_id::text, recorded_at, actor FROM disbursement_events
            UNION ALL
            SELECT fund_id, log_no, hash, 'refusal', code, request, recorded_at, recorded_by FROM refusals
            UNION ALL
            SELECT fund_id, log_no, hash, 'closing', 'closed', to_char(month, 'YYYY-MM') || '/' || version, closed_at, closed_by
            FROM closed_periods
            UNION ALL
            SELECT fund_id, log_no, hash, 'role', event, concat_ws('/', user_name, role), recorded_at, recorded_by FROM role_events
            UNION ALL
            SELECT fund_id, log_no, hash, 'reference', subject, subject_key, recorded_at, recorded_by FROM reference_events
            UNION ALL
            SELECT fund_id, log_no, hash, 'period', event, to_char(month, 'YYYY-MM'), recorded_at, actor FROM period_events
            UNION ALL
            SELECT fund_id, log_no, hash, 'statement', 'sealed', to_char(month, 'YYYY-MM') || '/' || version, NULL, sealed_by
            FROM statement_seals
            UNION ALL
            SELECT fund_id, log_no, hash, 'transfer', event, transfer_id::text, recorded_at, actor FROM pool_transfer_events
            UNION ALL
            SELECT fund_id, log_no, hash, 'year_end', outcome, year || '/' || pool_id, recorded_at, actor FROM year_end_decisions
            UNION ALL
            SELECT fund_id, log_no, hash, 'year_opening', 'opened', year || '/' || pool_id || '/' || version, NULL, NULL FROM year_openings
            UNION ALL
            SELECT fund_id, log_no, hash, 'adjustment', event, adjustment_id::text, recorded_at, actor FROM adjustment_events
            UNION ALL
            SELECT fund_id, log_no, hash, 'identity', 'opened', access_no::text, recorded_at, actor FROM identity_access_events
            UNION ALL
            SELECT fund_id, log_no, hash, 'child', 'event', event_no::text, recorded_at, actor FROM child_event_seals
            UNION ALL
            SELECT fund_id, log_no, hash, 'import', outcome, list_code, recorded_at, actor FROM import_ends) s
        WHERE s.fund_id = @FundId AND s.log_no <= @LogNo AND (s.log_no >= @FirstLog OR (s.source = 'request' AND s.number IN (
            SELECT x.disbursement_id::text FROM disbursement_events x WHERE x.fund_id = @FundId AND x.log_no BETWEEN @FirstLog AND @LogNo
            UNION
            SELECT j.disbursement_id::text FROM journal_entries j WHERE j.fund_id = @FundId AND j.book = 'financial'
                AND j.entry_date BETWEEN @From AND @To AND j.log_no <= @LogNo AND j.disbursement_id IS NOT NULL)))
        ORDER BY s.log_no
        """;
}
