namespace FundLedger.Features.Checks;

/// <summary>Whether the heads of the logs are signed in time: what is not signed can be dropped unseen.</summary>
internal static class SealChecks
{
    // Heads are signed each minute when they have grown; a fund that rests has an old checkpoint and is right. The limit is set by the
    // round, see CheckLimits.
    private const string UnsignedSql = """
        SELECT h.fund_id, 'log' AS kind, c.log_no::text AS number,
            format('điểm đối chiếu mới nhất ở bản ghi %s; bản ghi sau đó từ %s chưa được ký', c.log_no,
                to_char(e.since AT TIME ZONE 'Asia/Ho_Chi_Minh', 'DD/MM/YYYY HH24:MI')) AS vi,
            format('newest checkpoint at record %s; what followed since %s is not signed', c.log_no,
                to_char(e.since AT TIME ZONE 'Asia/Ho_Chi_Minh', 'YYYY-MM-DD HH24:MI')) AS en
        FROM fund_heads h
        CROSS JOIN LATERAL (SELECT coalesce(max(k.log_no), 0) AS log_no FROM checkpoints k WHERE k.fund_id = h.fund_id) c
        CROSS JOIN LATERAL (SELECT min(r.recorded_at) AS since FROM (
            SELECT j.recorded_at FROM journal_entries j WHERE j.fund_id = h.fund_id AND j.log_no > c.log_no
            UNION ALL SELECT d.recorded_at FROM disbursement_events d WHERE d.fund_id = h.fund_id AND d.log_no > c.log_no
            UNION ALL SELECT f.recorded_at FROM refusals f WHERE f.fund_id = h.fund_id AND f.log_no > c.log_no
            UNION ALL SELECT x.recorded_at FROM reference_events x WHERE x.fund_id = h.fund_id AND x.log_no > c.log_no) r) e
        WHERE h.log_no > c.log_no
            AND e.since < ledger_now()
                - make_interval(hours => coalesce(nullif(current_setting('app.checkpoint_hours', true), '')::int, 24))
        ORDER BY h.fund_id
        """;

    public static IReadOnlyList<StandingCheck> All { get; } =
    [
        new(25, "heads-unsigned", CheckWeight.ToLookAt)
        {
            Title = new("Điểm đối chiếu được ký kịp thời", "Checkpoints are signed in time"),
            Meaning = new(
                "Sổ có bản ghi mà quá số giờ cho phép (mặc định 24) vẫn chưa được ký điểm đối chiếu: bị xóa thì không ai thấy.",
                "The log has records that are not signed after the hours allowed (24 unless set): dropped, nobody would see it."),
            WhatToDo = new(
                "Người vận hành xem nhật ký của chương trình: khóa ký, nơi lưu điểm đối chiếu và đồng hồ máy chủ.",
                "The operator looks at the program's log: the signing key, where checkpoints are kept, and the server's clock."),
            Sql = UnsignedSql,
        },
    ];
}
