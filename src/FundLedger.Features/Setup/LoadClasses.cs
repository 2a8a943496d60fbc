namespace FundLedger.Features.Setup;

/// <summary>Loads classes of children and their sub-groups: local ones, new versions, confirmed names. Safe to repeat.</summary>
public static class LoadClasses
{
    // A class of the law keeps its row; a local one gets it here, and is never a sealed group.
    private const string ClassesSql = """
        INSERT INTO child_classes (class_code, name_vi, name_en, privacy_tier, sort_order)
        SELECT DISTINCT ON (class_code) class_code, name_vi, name_en, 'internal', 175
        FROM jsonb_to_recordset(@Rows::jsonb) AS r(class_code text, subgroup_no smallint, valid_from date, name_vi text, name_en text)
        WHERE subgroup_no = 0 ORDER BY class_code, valid_from DESC
        ON CONFLICT (class_code) DO NOTHING
        """;

    private const string VersionsSql = """
        INSERT INTO class_versions (class_code, subgroup_no, valid_from, valid_to, name_vi, name_en, source, is_confirmed)
        SELECT class_code, subgroup_no, valid_from, valid_to, name_vi, name_en, source, is_confirmed
        FROM jsonb_to_recordset(@Rows::jsonb) AS r(class_code text, subgroup_no smallint, valid_from date, valid_to date, name_vi text,
            name_en text, source text, is_confirmed boolean)
        ORDER BY class_code, subgroup_no, valid_from
        ON CONFLICT (class_code, subgroup_no, valid_from) DO UPDATE
        SET valid_to = EXCLUDED.valid_to, name_vi = EXCLUDED.name_vi, name_en = EXCLUDED.name_en, source = EXCLUDED.source,
            is_confirmed = EXCLUDED.is_confirmed
        """;

    private const string CountSql = "SELECT count(*) FROM class_versions";

    /// <summary>
    /// Returns how many versions there are afterwards. <paramref name="classes"/> is CSV: class_code, subgroup_no (0 for the class itself),
    /// valid_from, valid_to, name_vi, name_en, source, is_confirmed.
    /// </summary>
    public static async Task<long> RunAsync(string ownerConnection, TextReader classes, CancellationToken token)
    {
        var rows = ReferenceFile.CsvAsJson(classes);
        await using var session = await OwnerSession.BeginAsync(ownerConnection, token);
        await session.ExecuteAsync(ClassesSql, new { Rows = rows }, token);
        await session.ExecuteAsync(VersionsSql, new { Rows = rows }, token);
        var count = await session.SingleAsync<long>(CountSql, null, token);
        await session.CommitAsync(token);
        return count;
    }
}
