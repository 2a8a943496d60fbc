using FundLedger.Domain;
using FundLedger.Features.Pipeline;
using MediatR;

namespace FundLedger.Features.Children;

/// <summary>What the form for registering a child offers: the fund's unit, the groups, the households known there.</summary>
public sealed record GetRegistration(string Fund) : IQuery<RegistrationChoices>;

public sealed record RegistrationChoices(
    string Unit, bool IsCommune, IReadOnlyList<OfferedClass> Classes, IReadOnlyList<OfferedHousehold> Households);

public sealed record OfferedClass
{
    public string Code { get; init; } = "";

    /// <summary>1 to 14 for a group of the Law on Children; null for a local class.</summary>
    public int? No { get; init; }

    public string NameVi { get; init; } = "";

    public string NameEn { get; init; } = "";

    /// <summary>Kept in the vault only; lists say "protected".</summary>
    public bool IsSealed { get; init; }

    public IReadOnlyList<OfferedSubgroup> Subgroups { get; init; } = [];
}

public sealed record OfferedSubgroup
{
    public string ClassCode { get; init; } = "";

    public int No { get; init; }

    public string NameVi { get; init; } = "";

    public string NameEn { get; init; } = "";
}

public sealed record OfferedHousehold
{
    public string Code { get; init; } = "";

    public int Children { get; init; }
}

internal sealed class GetRegistrationHandler(Db db) : IRequestHandler<GetRegistration, Result<RegistrationChoices>>
{
    private const string UnitSql = "SELECT u.name, u.level FROM funds f JOIN units u USING (unit_id) WHERE f.code = @Fund";

    private const string ClassesSql = """
        SELECT class_code AS code, group_no AS no, name_vi, name_en, privacy_tier = 'sealed' AS is_sealed
        FROM child_classes WHERE class_code NOT IN ('any_child', 'protected') ORDER BY sort_order
        """;

    private const string SubgroupsSql = """
        SELECT class_code, subgroup_no AS no, name_vi, name_en FROM class_versions
        WHERE subgroup_no > 0 AND business_today() BETWEEN valid_from AND coalesce(valid_to, 'infinity') ORDER BY class_code, subgroup_no
        """;

    private const string HouseholdsSql = """
        SELECT h.household_code AS code, count(b.beneficiary_code)::int AS children
        FROM funds f JOIN households h USING (unit_id) LEFT JOIN beneficiaries b USING (household_code)
        WHERE f.code = @Fund GROUP BY 1 ORDER BY 1
        """;

    public async Task<Result<RegistrationChoices>> Handle(GetRegistration request, CancellationToken cancellationToken)
    {
        if (await db.FindAsync<UnitRow>(UnitSql, request, cancellationToken) is not { } unit) return new FundNotFound(request.Fund);
        var subgroups = (await db.ListAsync<OfferedSubgroup>(SubgroupsSql, null, cancellationToken)).ToLookup(one => one.ClassCode);
        var classes = await db.ListAsync<OfferedClass>(ClassesSql, null, cancellationToken);
        return new RegistrationChoices(
            unit.Name,
            unit.Level == "commune",
            [.. classes.Select(one => one with { Subgroups = [.. subgroups[one.Code]] })],
            await db.ListAsync<OfferedHousehold>(HouseholdsSql, request, cancellationToken));
    }

    private sealed record UnitRow
    {
        public string Name { get; init; } = "";

        public string Level { get; init; } = "";
    }
}
