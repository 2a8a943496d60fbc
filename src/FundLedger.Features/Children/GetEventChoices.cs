using FundLedger.Domain;
using FundLedger.Features.Pipeline;
using MediatR;

namespace FundLedger.Features.Children;

/// <summary>What the forms for events of a child offer: groups with their sub-groups, and the communes it may move to.</summary>
public sealed record GetEventChoices(string Fund, string Code) : IQuery<EventChoices>;

public sealed record EventChoices(IReadOnlyList<ClassChoice> Classes, IReadOnlyList<CommuneChoice> Communes);

/// <summary>A class, or one of its sub-groups.</summary>
public sealed record ClassChoice
{
    public string Code { get; init; } = "";

    /// <summary>0 for the class itself.</summary>
    public int Subgroup { get; init; }

    public string NameVi { get; init; } = "";

    public string NameEn { get; init; } = "";

    /// <summary>Whether a source confirms the name.</summary>
    public bool IsConfirmed { get; init; }

    /// <summary>Kept in the vault only; lists say "protected".</summary>
    public bool IsSealed { get; init; }
}

public sealed record CommuneChoice
{
    public string Code { get; init; } = "";

    public string Name { get; init; } = "";
}

internal sealed class GetEventChoicesHandler(Db db) : IRequestHandler<GetEventChoices, Result<EventChoices>>
{
    private const string ClassesSql = """
        SELECT v.class_code AS code, v.subgroup_no AS subgroup, v.name_vi, v.name_en, v.is_confirmed, k.privacy_tier = 'sealed' AS is_sealed
        FROM class_versions v JOIN child_classes k USING (class_code)
        WHERE business_today() BETWEEN v.valid_from AND coalesce(v.valid_to, 'infinity')
        ORDER BY k.sort_order, k.class_code, v.subgroup_no
        """;

    private const string CommunesSql = """
        SELECT u.code, u.name FROM units u
        WHERE u.level = 'commune' AND (u.valid_to IS NULL OR u.valid_to >= business_today())
            AND u.unit_id <> (SELECT unit_id FROM beneficiaries WHERE beneficiary_code = @Code)
        ORDER BY u.name COLLATE "vi-VN-x-icu"
        """;

    public async Task<Result<EventChoices>> Handle(GetEventChoices request, CancellationToken cancellationToken) => new EventChoices(
        await db.ListAsync<ClassChoice>(ClassesSql, request, cancellationToken),
        await db.ListAsync<CommuneChoice>(CommunesSql, request, cancellationToken));
}
