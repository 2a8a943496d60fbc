namespace FundLedger.Features.Audit;

/// <summary>
/// Every entry comes of a key that was answered, and not by a refusal; every refused key names the record of its refusal. What was sent and
/// what was answered is in no hash: to change that changes no books, and <c>entry_once_per_request</c> stands even where a key is gone.
/// </summary>
internal static class KeyCheck
{
    private const string KeysSql = """
        WITH entries AS (
            SELECT e.fund_id, e.book, e.entry_no,
                coalesce(k.is_answered AND k.refusal_no IS NULL AND k.recorded_by = e.recorded_by, false) AS holds
            FROM journal_entries e LEFT JOIN request_keys k USING (fund_id, request_key)
            WHERE e.fund_id = ANY (@Funds) AND e.kind <> 'advance_return'
            UNION ALL
            -- What comes back of an advance is posted with its settlement, under a key made of that one's.
            SELECT e.fund_id, e.book, e.entry_no,
                coalesce(k.is_answered AND k.refusal_no IS NULL AND k.recorded_by = e.recorded_by, false)
            FROM journal_entries e
            LEFT JOIN request_keys k ON k.fund_id = e.fund_id AND md5(k.request_key || '/return')::uuid = e.request_key
            WHERE e.fund_id = ANY (@Funds) AND e.kind = 'advance_return')
        SELECT f.code AS fund, 'entry' AS kind, coalesce(min(e.book || '/' || e.entry_no) FILTER (WHERE NOT e.holds), 'each') AS number,
            'key answered to its author' AS field, count(*)::text AS expected, (count(*) FILTER (WHERE e.holds))::text AS found
        FROM entries e JOIN funds f USING (fund_id) GROUP BY f.code
        UNION ALL
        SELECT f.code, 'refusal', k.refusal_no::text, 'request', concat_ws(' by ', r.request, r.recorded_by),
            concat_ws(' by ', k.request, k.recorded_by)
        FROM request_keys k JOIN funds f USING (fund_id) LEFT JOIN refusals r USING (fund_id, refusal_no)
        WHERE k.fund_id = ANY (@Funds) AND k.refusal_no IS NOT NULL
        UNION ALL
        SELECT f.code, 'request key', k.request_key::text, 'answer', 'there', NULL
        FROM request_keys k JOIN funds f USING (fund_id) WHERE k.fund_id = ANY (@Funds) AND NOT k.is_answered
        """;

    public static RowComparison New() => new("request-keys", KeysSql);
}
