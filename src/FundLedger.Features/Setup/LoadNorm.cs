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
        INSERT INTO norm_lines (decision_id, line_code, name_vi, name_en, support_kind, occasion_code, need, frequency, frequency_limit,
            life_limit, payee, age_from, age_to, judged_on, goods_allowed, batch_shares, batch_ceiling, source_kinds, approver_level,
            exception_level, papers_vi, papers_en, sort_order)
        SELECT n.decision_id, l ->> 'code', l #>> '{name,vi}', l #>> '{name,en}', l #>> '{support,kind}', l #>> '{support,occasion}',
            l #>> '{support,need}', replace(l #>> '{frequency,unit}', 'per_', ''), (l #>> '{frequency,limit}')::smallint,
            (l #>> '{frequency,lifeLimit}')::smallint, coalesce(l ->> 'payee', 'child'), (l ->> 'ageFrom')::smallint,
            (l ->> 'ageTo')::smallint, coalesce(l ->> 'judgedOn', 'request'),
            coalesce((l ->> 'goodsAllowed')::boolean, false),
            (l #>> '{batch,shares}')::int, (l #>> '{batch,ceiling}')::bigint,
            (SELECT array_agg(k) FROM jsonb_array_elements_text(l -> 'sourceKinds') k),
            l ->> 'approverLevel', l ->> 'exceptionLevel', ARRAY(SELECT p ->> 'vi' FROM jsonb_array_elements(l -> 'papers') p),
            ARRAY(SELECT p ->> 'en' FROM jsonb_array_elements(l -> 'papers') p), i
        FROM norm_decisions n, jsonb_array_elements(@File::jsonb -> 'lines') WITH ORDINALITY x(l, i)
        WHERE n.status = 'draft' AND n.number = @File::jsonb #>> '{decision,number}'
            AND n.issuing_unit_id = (SELECT unit_id FROM funds WHERE code = @Fund)
        """;

    // A line with one amount has a rule, a line with several has variants, each with its rule.
    private const string VariantsSql = """
        INSERT INTO norm_variants (decision_id, line_code, variant, name_vi, name_en, cost_from, cost_below, rank)
        SELECT n.decision_id, l ->> 'code', coalesce(v ->> 'code', ''), coalesce(v #>> '{name,vi}', ''), coalesce(v #>> '{name,en}', ''),
            (v ->> 'costFrom')::bigint, (v ->> 'costBelow')::bigint, i
        FROM norm_decisions n, jsonb_array_elements(@File::jsonb -> 'lines') l,
            jsonb_array_elements(coalesce(l -> 'variants', jsonb_build_array(l - 'name' - 'code'))) WITH ORDINALITY x(v, i)
        WHERE n.status = 'draft' AND n.number = @File::jsonb #>> '{decision,number}'
            AND n.issuing_unit_id = (SELECT unit_id FROM funds WHERE code = @Fund)
        """;

    private const string PartsSql = """
        INSERT INTO norm_parts (decision_id, line_code, variant, part_no, rule, amount, percent, ceiling, unit, most)
        SELECT n.decision_id, l ->> 'code', coalesce(v ->> 'code', ''), i, r ->> 'type',
            coalesce(r ->> 'amount', r ->> 'from')::bigint, (r ->> 'percent')::smallint,
            coalesce(r ->> 'ceiling', r ->> 'to', r ->> 'total')::bigint, coalesce(r ->> 'unit', r ->> 'base'), (r ->> 'most')::int
        FROM norm_decisions n, jsonb_array_elements(@File::jsonb -> 'lines') l,
            jsonb_array_elements(coalesce(l -> 'variants', jsonb_build_array(l - 'name' - 'code'))) v,
            jsonb_array_elements(coalesce(v #> '{rule,parts}', jsonb_build_array(v -> 'rule'))) WITH ORDINALITY x(r, i)
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
        foreach (var sql in (string[])[DecisionSql, LinesSql, VariantsSql, PartsSql, ClassesSql, PublishSql])
        {
            await session.ExecuteAsync(sql, new { File = file, Fund = fund }, token);
        }

        await session.CommitAsync(token);
    }
}
