using FundLedger.Domain;
using FundLedger.Features.Pipeline;
using MediatR;

namespace FundLedger.Features.Children;

/// <summary>The children of a fund's units, by code; no names.</summary>
/// <param name="Unit">Unit code to show only its children, or null.</param>
/// <param name="Class">Class code to show only its children, or null.</param>
public sealed record ListChildren(string Fund, string? Unit = null, string? Class = null) : IQuery<ChildList>;

public sealed record ChildList(IReadOnlyList<ListedChild> Children, IReadOnlyList<UnitCount> Units, IReadOnlyList<ClassCount> Classes);

public sealed record ListedChild
{
    public string Code { get; init; } = "";

    public string Household { get; init; } = "";

    public string Unit { get; init; } = "";

    public string[] ClassesVi { get; init; } = [];

    public string[] ClassesEn { get; init; } = [];

    /// <summary>Support received so far from every fund, reversals taken off.</summary>
    public Money Received { get; init; }
}

public sealed record UnitCount
{
    public string Code { get; init; } = "";

    public string Name { get; init; } = "";

    public int Children { get; init; }
}

public sealed record ClassCount
{
    public string Code { get; init; } = "";

    public string NameVi { get; init; } = "";

    public string NameEn { get; init; } = "";

    public int Children { get; init; }
}

internal sealed class ListChildrenHandler(Db db) : IRequestHandler<ListChildren, Result<ChildList>>
{
    private const string ChildrenSql = """
        SELECT b.beneficiary_code AS code, b.household_code AS household, u.name AS unit,
            ARRAY(SELECT k.name_vi FROM beneficiary_classes c JOIN child_classes k USING (class_code)
                  WHERE c.beneficiary_code = b.beneficiary_code AND (c.valid_to IS NULL OR c.valid_to >= business_today())
                  ORDER BY k.sort_order) AS classes_vi,
            ARRAY(SELECT k.name_en FROM beneficiary_classes c JOIN child_classes k USING (class_code)
                  WHERE c.beneficiary_code = b.beneficiary_code AND (c.valid_to IS NULL OR c.valid_to >= business_today())
                  ORDER BY k.sort_order) AS classes_en,
            coalesce(s.received, 0)::bigint AS received
        FROM beneficiaries b JOIN units u USING (unit_id) JOIN funds f ON b.unit_id = ANY (units_of_fund(f.fund_id))
        LEFT JOIN (SELECT r.beneficiary_code, sum(r.amount) AS received
                   FROM support_received(ARRAY(SELECT beneficiary_code FROM beneficiaries)) r GROUP BY 1) s USING (beneficiary_code)
        WHERE f.code = @Fund AND (@Unit::text IS NULL OR u.code = @Unit)
            AND (@Class::text IS NULL OR EXISTS (SELECT FROM beneficiary_classes c
                 WHERE c.beneficiary_code = b.beneficiary_code AND c.class_code = @Class
                     AND (c.valid_to IS NULL OR c.valid_to >= business_today())))
        ORDER BY u.name COLLATE "vi-VN-x-icu", b.beneficiary_code
        """;

    private const string UnitsSql = """
        SELECT u.code, u.name, count(b.beneficiary_code)::int AS children
        FROM funds f JOIN units u ON u.unit_id = ANY (units_of_fund(f.fund_id)) LEFT JOIN beneficiaries b ON b.unit_id = u.unit_id
        WHERE f.code = @Fund GROUP BY u.code, u.name ORDER BY u.name COLLATE "vi-VN-x-icu"
        """;

    private const string ClassesSql = """
        SELECT k.class_code AS code, k.name_vi, k.name_en, count(DISTINCT b.beneficiary_code)::int AS children
        FROM funds f JOIN beneficiaries b ON b.unit_id = ANY (units_of_fund(f.fund_id))
        JOIN beneficiary_classes c USING (beneficiary_code) JOIN child_classes k USING (class_code)
        WHERE f.code = @Fund AND (c.valid_to IS NULL OR c.valid_to >= business_today())
        GROUP BY k.class_code, k.name_vi, k.name_en, k.sort_order ORDER BY k.sort_order
        """;

    public async Task<Result<ChildList>> Handle(ListChildren request, CancellationToken cancellationToken) => new ChildList(
        await db.ListAsync<ListedChild>(ChildrenSql, request, cancellationToken),
        await db.ListAsync<UnitCount>(UnitsSql, request, cancellationToken),
        await db.ListAsync<ClassCount>(ClassesSql, request, cancellationToken));
}
