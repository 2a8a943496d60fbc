namespace FundLedger.Features.Setup;

/// <summary>Loads what is the same for every fund: groups, kinds, occasions, chart of accounts, regime maps. Safe to repeat.</summary>
public static class LoadReference
{
    private const string ClassesSql = """
        INSERT INTO child_classes (class_code, group_no, letter, name_vi, name_en, privacy_tier, sort_order)
        SELECT code, group_no, letter, name_vi, name_en, privacy_tier, sort_order
        FROM jsonb_to_recordset(@Rows::jsonb)
            AS r(code text, group_no smallint, letter text, name_vi text, name_en text, privacy_tier text, sort_order smallint)
        ON CONFLICT (class_code) DO UPDATE SET name_vi = EXCLUDED.name_vi, name_en = EXCLUDED.name_en, sort_order = EXCLUDED.sort_order
        """;

    private const string SupportKindsSql = """
        INSERT INTO support_kinds (support_kind, name_vi, name_en)
        SELECT code, name_vi, name_en FROM jsonb_to_recordset(@Rows::jsonb) AS r(code text, name_vi text, name_en text)
        ON CONFLICT (support_kind) DO UPDATE SET name_vi = EXCLUDED.name_vi, name_en = EXCLUDED.name_en
        """;

    private const string SourceKindsSql = """
        INSERT INTO source_kinds (source_kind, name_vi, name_en, is_budget)
        SELECT code, name_vi, name_en, is_budget
        FROM jsonb_to_recordset(@Rows::jsonb) AS r(code text, name_vi text, name_en text, is_budget boolean)
        ON CONFLICT (source_kind) DO UPDATE SET name_vi = EXCLUDED.name_vi, name_en = EXCLUDED.name_en
        """;

    private const string AccountsSql = """
        INSERT INTO accounts (account_code, name_vi, name_en, book, normal_side, is_physical, is_liquid, is_goods)
        SELECT code, name_vi, name_en, book, normal_side, is_physical, is_liquid, is_goods
        FROM jsonb_to_recordset(@Rows::jsonb) AS r(code text, name_vi text, name_en text, book text, normal_side text,
            is_physical boolean, is_liquid boolean, is_goods boolean)
        ON CONFLICT (account_code) DO UPDATE SET name_vi = EXCLUDED.name_vi, name_en = EXCLUDED.name_en
        """;

    private const string AdjustableAccountsSql = """
        INSERT INTO adjustable_accounts (account_code, is_allowed, reason_vi, reason_en)
        SELECT account, is_allowed, reason_vi, reason_en
        FROM jsonb_to_recordset(@Rows::jsonb) AS r(account text, is_allowed boolean, reason_vi text, reason_en text)
        ON CONFLICT (account_code) DO UPDATE
        SET is_allowed = EXCLUDED.is_allowed, reason_vi = EXCLUDED.reason_vi, reason_en = EXCLUDED.reason_en
        """;

    private const string RegimeMapsSql = """
        INSERT INTO regime_maps (regime, version, valid_from, account_code, regime_account, name_vi, statement_line, status)
        SELECT regime, version, valid_from, account, regime_account, name_vi, statement_line, status
        FROM jsonb_to_recordset(@Rows::jsonb) AS r(regime text, version text, valid_from date, account text, regime_account text,
            name_vi text, statement_line text, status text)
        ON CONFLICT (regime, version, account_code) DO UPDATE
        SET regime_account = EXCLUDED.regime_account, name_vi = EXCLUDED.name_vi, statement_line = EXCLUDED.statement_line,
            status = EXCLUDED.status
        """;

    private const string OccasionsSql = """
        INSERT INTO occasions (occasion_code, name_vi, name_en, calendar, date_rule)
        SELECT code, name_vi, name_en, calendar, date_rule
        FROM jsonb_to_recordset(@Rows::jsonb) AS r(code text, name_vi text, name_en text, calendar text, date_rule text)
        ON CONFLICT (occasion_code) DO UPDATE SET name_vi = EXCLUDED.name_vi, name_en = EXCLUDED.name_en
        """;

    private const string OccasionDatesSql = """
        INSERT INTO occasion_dates (occasion_code, year, held_on)
        SELECT o ->> 'code', d.key::smallint, d.value::date
        FROM jsonb_array_elements(@Rows::jsonb) o CROSS JOIN jsonb_each_text(o) d
        WHERE d.key ~ '^[0-9]{4}$' AND d.value IS NOT NULL
        ON CONFLICT DO NOTHING
        """;

    // A name that was confirmed or changed here since is not written over.
    private const string ClassVersionsSql = """
        INSERT INTO class_versions (class_code, subgroup_no, valid_from, valid_to, name_vi, name_en, source, is_confirmed)
        SELECT class_code, subgroup_no, valid_from, valid_to, name_vi, name_en, source, is_confirmed
        FROM jsonb_to_recordset(@Rows::jsonb) AS r(class_code text, subgroup_no smallint, valid_from date, valid_to date, name_vi text,
            name_en text, source text, is_confirmed boolean)
        ON CONFLICT (class_code, subgroup_no, valid_from) DO NOTHING
        """;

    private static readonly (string File, string Sql)[] Steps =
    [
        ("child-classes.csv", ClassesSql),
        ("class-versions.csv", ClassVersionsSql),
        ("support-kinds.csv", SupportKindsSql),
        ("source-kinds.csv", SourceKindsSql),
        ("accounts.csv", AccountsSql),
        ("adjustable-accounts.csv", AdjustableAccountsSql),
        ("regime-map.csv", RegimeMapsSql),
        ("occasions.csv", OccasionsSql),
        ("occasions.csv", OccasionDatesSql),
    ];

    /// <param name="ownerConnection">A connection string whose sessions act as the owner of the schema.</param>
    public static async Task RunAsync(string ownerConnection, CancellationToken token)
    {
        await using var session = await OwnerSession.BeginAsync(ownerConnection, token);
        foreach (var (file, sql) in Steps)
        {
            using var text = ReferenceFile.Open(file);
            await session.ExecuteAsync(sql, new { Rows = ReferenceFile.CsvAsJson(text) }, token);
        }

        await session.CommitAsync(token);
    }
}
