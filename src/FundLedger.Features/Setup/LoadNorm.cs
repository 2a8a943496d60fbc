namespace FundLedger.Features.Setup;

/// <summary>
/// Loads a norm decision from a structured file, for one unit, and publishes it. A decision of the same number is left as it is.
/// </summary>
public static class LoadNorm
{
    private const string DecisionSql = """
        INSERT INTO norm_decisions (issuing_unit_id, number, issued_on, issued_by, title_vi, title_en, in_force, status, is_sample)
        SELECT f.unit_id, d ->> 'number', (d ->> 'issuedOn')::date, d ->> 'issuedBy', d #>> '{title,vi}', d #>> '{title,en}',
            daterange((d ->> 'validFrom')::date, (d ->> 'validTo')::date, '[]'), 'draft', (d ->> 'isSample')::boolean
        FROM funds f, jsonb_extract_path(@File::jsonb, 'decision') d
        WHERE f.code = @Fund
            AND NOT EXISTS (SELECT FROM norm_decisions n WHERE n.issuing_unit_id = f.unit_id AND n.number = d ->> 'number')
        """;

    private const string LinesSql = """
        INSERT INTO norm_lines (decision_id, line_code, name_vi, name_en, support_kind, occasion_code, need, amount_rule, amount, percent,
            ceiling, frequency, frequency_limit, life_limit, approver_level, papers_vi, papers_en, sort_order)
        SELECT n.decision_id, l ->> 'code', l #>> '{name,vi}', l #>> '{name,en}', l #>> '{support,kind}', l #>> '{support,occasion}',
            l #>> '{support,need}', l #>> '{rule,type}', (coalesce(l #>> '{rule,amount}', l #>> '{rule,from}'))::bigint,
            (l #>> '{rule,percent}')::smallint, (coalesce(l #>> '{rule,ceiling}', l #>> '{rule,to}', l #>> '{rule,amount}'))::bigint,
            replace(l #>> '{frequency,unit}', 'per_', ''), (l #>> '{frequency,limit}')::smallint, (l #>> '{frequency,lifeLimit}')::smallint,
            l ->> 'approverLevel', ARRAY(SELECT p ->> 'vi' FROM jsonb_array_elements(l -> 'papers') p),
            ARRAY(SELECT p ->> 'en' FROM jsonb_array_elements(l -> 'papers') p), i
        FROM norm_decisions n, jsonb_array_elements(@File::jsonb -> 'lines') WITH ORDINALITY x(l, i)
        WHERE n.status = 'draft' AND n.number = @File::jsonb #>> '{decision,number}'
            AND n.issuing_unit_id = (SELECT unit_id FROM funds WHERE code = @Fund)
        """;

    private const string ClassesSql = """
        INSERT INTO norm_line_classes (decision_id, line_code, class_code, rank)
        SELECT n.decision_id, l ->> 'code', g.code, g.rank
        FROM norm_decisions n, jsonb_array_elements(@File::jsonb -> 'lines') l,
            jsonb_array_elements_text(l -> 'groups') WITH ORDINALITY g(code, rank)
        WHERE n.status = 'draft' AND n.number = @File::jsonb #>> '{decision,number}'
            AND n.issuing_unit_id = (SELECT unit_id FROM funds WHERE code = @Fund)
        """;

    private const string PublishSql = """
        UPDATE norm_decisions SET status = 'published'
        WHERE status = 'draft' AND number = @File::jsonb #>> '{decision,number}'
            AND issuing_unit_id = (SELECT unit_id FROM funds WHERE code = @Fund)
        """;

    /// <summary>
    /// Raises a database error when the file breaks a rule of the schema, and <see cref="InvalidDataException"/> when the fund is
    /// not there;
    /// then nothing is loaded.
    /// </summary>
    public static async Task RunAsync(string ownerConnection, string fund, string file, CancellationToken token)
    {
        await using var session = await OwnerSession.BeginAsync(ownerConnection, token);
        await FundCodes.RequireAsync(session, [fund], token);
        foreach (var sql in (string[])[DecisionSql, LinesSql, ClassesSql, PublishSql])
        {
            await session.ExecuteAsync(sql, new { File = file, Fund = fund }, token);
        }

        await session.CommitAsync(token);
    }
}
