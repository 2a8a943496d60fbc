using FundLedger.Domain;
using FundLedger.Domain.Norms;
using FundLedger.Features.Ledger;
using FundLedger.Features.Norms;
using FundLedger.Features.Pipeline;
using MediatR;
using NodaTime;

namespace FundLedger.Features.Disbursements;

/// <summary>What a request for an operation can name today: operations of the norm, children by code, pools that allow it.</summary>
public sealed record GetSurgeryChoices(string Fund) : IQuery<SurgeryChoices>;

/// <param name="Lines">The norm's lines for operations; empty when no norm is in force today.</param>
public sealed record SurgeryChoices(IReadOnlyList<NormLine> Lines, IReadOnlyList<SurgeryChild> Children, IReadOnlyList<Pool> Pools)
{
    /// <summary>Hospitals and others that may be paid.</summary>
    public IReadOnlyList<ListedInstitution> Institutions { get; init; } = [];
}

/// <summary>A child by its code, with the commune; without it for a child of a sealed group.</summary>
public sealed record SurgeryChild
{
    public string Code { get; init; } = "";

    public string? Unit { get; init; }
}

internal sealed class GetSurgeryChoicesHandler(Db db, NormStore norms, Pools pools)
    : IRequestHandler<GetSurgeryChoices, Result<SurgeryChoices>>
{
    private const string TodaySql = "SELECT business_today()";

    internal const string ChildrenSql = """
        SELECT b.beneficiary_code AS code,
            CASE WHEN NOT EXISTS (SELECT FROM beneficiary_classes c
                WHERE c.beneficiary_code = b.beneficiary_code AND c.class_code = 'protected') THEN u.name END AS unit
        FROM beneficiaries b JOIN units u USING (unit_id) JOIN funds f ON b.unit_id = ANY (units_of_fund(f.fund_id))
        WHERE f.code = @Fund AND child_absence(b.beneficiary_code, business_today()) IS NULL ORDER BY b.beneficiary_code
        """;

    public async Task<Result<SurgeryChoices>> Handle(GetSurgeryChoices request, CancellationToken cancellationToken)
    {
        var today = await db.SingleAsync<LocalDate>(TodaySql, null, cancellationToken);
        var decision = await norms.InForceAsync(request.Fund, today, cancellationToken);
        var lines = decision?.Lines.Where(line => line.Support is { Kind: RequestSurgeryHandler.Surgery, Need: not null });
        var all = await pools.ListAsync(request.Fund, cancellationToken);
        return new SurgeryChoices(
            [.. lines ?? []],
            await db.ListAsync<SurgeryChild>(ChildrenSql, request, cancellationToken),
            [.. all.Where(pool => pool.Allows(RequestSurgeryHandler.Surgery, null))])
        {
            Institutions = await db.ListAsync<ListedInstitution>(ListInstitutionsHandler.ListSql, request, cancellationToken),
        };
    }
}
