using FundLedger.Features.Pipeline;
using NodaTime;

namespace FundLedger.Features.Children;

/// <summary>Reads the list of children; for the screen and for the file.</summary>
internal sealed class ChildListReader(Db db, ChildAges ages)
{
    private const string AsOfSql = "SELECT coalesce(@AsOf::date, business_today())";

    private const string ChildrenSql = """
        SELECT b.beneficiary_code AS code, b.household_code AS household, u.name AS unit,
            ARRAY(SELECT k.name_vi FROM beneficiary_classes c JOIN child_classes k USING (class_code)
                  WHERE c.beneficiary_code = b.beneficiary_code AND c.valid_from <= @On AND (c.valid_to IS NULL OR c.valid_to >= @On)
                  ORDER BY k.sort_order) AS classes_vi,
            ARRAY(SELECT k.name_en FROM beneficiary_classes c JOIN child_classes k USING (class_code)
                  WHERE c.beneficiary_code = b.beneficiary_code AND c.valid_from <= @On AND (c.valid_to IS NULL OR c.valid_to >= @On)
                  ORDER BY k.sort_order) AS classes_en,
            EXISTS (SELECT FROM beneficiary_classes c
                    WHERE c.beneficiary_code = b.beneficiary_code AND c.class_code = 'protected') AS is_protected,
            t.state, (b.registered_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS registered_on, coalesce(s.received, 0)::bigint AS received
        FROM beneficiaries b JOIN funds f ON b.unit_id = ANY (units_of_fund(f.fund_id))
        JOIN units u ON u.unit_id = CASE WHEN @On = business_today() THEN b.unit_id ELSE unit_on(b.beneficiary_code, @On) END
        CROSS JOIN LATERAL (SELECT child_state_on(b.beneficiary_code, @On) AS state) t
        LEFT JOIN (SELECT coalesce(merged_into(r.beneficiary_code), r.beneficiary_code) AS beneficiary_code, sum(r.amount) AS received
                   FROM support_received(ARRAY(SELECT beneficiary_code FROM beneficiaries)) r GROUP BY 1) s USING (beneficiary_code)
        WHERE f.code = @Fund AND (@Unit::text IS NULL OR u.code = @Unit)
            AND (CASE WHEN @State::text IS NULL THEN t.state <> 'merged' ELSE t.state = @State END)
            AND (b.registered_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date <= @On
            AND (@Class::text IS NULL OR EXISTS (SELECT FROM beneficiary_classes c
                 WHERE c.beneficiary_code = b.beneficiary_code AND c.class_code = @Class
                     AND c.valid_from <= @On AND (c.valid_to IS NULL OR c.valid_to >= @On)))
        ORDER BY u.name COLLATE "vi-VN-x-icu", b.beneficiary_code
        """;

    private const string UnitsSql = """
        SELECT u.code, u.name, count(b.beneficiary_code)::int AS children
        FROM funds f JOIN units u ON u.unit_id = ANY (units_of_fund(f.fund_id)) LEFT JOIN beneficiaries b
            ON b.unit_id = u.unit_id AND merged_into(b.beneficiary_code) IS NULL
        WHERE f.code = @Fund GROUP BY u.code, u.name ORDER BY u.name COLLATE "vi-VN-x-icu"
        """;

    private const string ClassesSql = """
        SELECT k.class_code AS code, k.name_vi, k.name_en, count(DISTINCT b.beneficiary_code)::int AS children
        FROM funds f JOIN beneficiaries b ON b.unit_id = ANY (units_of_fund(f.fund_id))
        JOIN beneficiary_classes c USING (beneficiary_code) JOIN child_classes k USING (class_code)
        WHERE f.code = @Fund AND c.valid_from <= @On AND (c.valid_to IS NULL OR c.valid_to >= @On)
            AND merged_into(b.beneficiary_code) IS NULL
        GROUP BY k.class_code, k.name_vi, k.name_en, k.sort_order ORDER BY k.sort_order
        """;

    public async Task<ChildList> ReadAsync(ListChildren request, CancellationToken cancellationToken)
    {
        var on = await db.SingleAsync<LocalDate>(AsOfSql, request, cancellationToken);
        var filter = new { request.Fund, request.Unit, request.Class, request.State, On = on };
        var children = await db.ListAsync<ListedChild>(ChildrenSql, filter, cancellationToken);
        if (request.Ages is { } band) children = await OfAgeAsync(children, band, on, cancellationToken);
        return new ChildList(
            on, children,
            await db.ListAsync<UnitCount>(UnitsSql, filter, cancellationToken),
            await db.ListAsync<ClassCount>(ClassesSql, filter, cancellationToken));
    }

    private async Task<IReadOnlyList<ListedChild>> OfAgeAsync(
        IReadOnlyList<ListedChild> children, AgeBand band, LocalDate on, CancellationToken token)
    {
        var known = await ages.OnAsync(on, children.Select(child => child.Code), token);
        return [.. children.Where(child => known.TryGetValue(child.Code, out var age) && AgeBands.Of(age) == band)];
    }
}
