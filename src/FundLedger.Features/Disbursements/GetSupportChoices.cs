using FundLedger.Domain;
using FundLedger.Domain.Norms;
using FundLedger.Features.Ledger;
using FundLedger.Features.Norms;
using FundLedger.Features.Pipeline;
using MediatR;
using NodaTime;

namespace FundLedger.Features.Disbursements;

/// <summary>What a request for one case can name today: lines of the norm, children and households by code, institutions, pools.</summary>
public sealed record GetSupportChoices(string Fund) : IQuery<SupportChoices>;

/// <param name="Lines">Empty when no norm is in force today.</param>
public sealed record SupportChoices(IReadOnlyList<NormLine> Lines, IReadOnlyList<SurgeryChild> Children, IReadOnlyList<Pool> Pools)
{
    public IReadOnlyList<SupportHousehold> Households { get; init; } = [];

    public IReadOnlyList<ListedInstitution> Institutions { get; init; } = [];

    public IReadOnlyList<StockChoice> Stock { get; init; } = [];
}

/// <summary>A household with a child who may be supported.</summary>
public sealed record SupportHousehold
{
    public string Code { get; init; } = "";

    public string Unit { get; init; } = "";

    public int Children { get; init; }
}

internal sealed class GetSupportChoicesHandler(Db db, NormStore norms, Pools pools)
    : IRequestHandler<GetSupportChoices, Result<SupportChoices>>
{
    private const string TodaySql = "SELECT business_today()";

    private const string HouseholdsSql = """
        SELECT b.household_code AS code, u.name AS unit, count(*)::int AS children
        FROM beneficiaries b JOIN units u USING (unit_id) JOIN funds f ON b.unit_id = ANY (units_of_fund(f.fund_id))
        WHERE f.code = @Fund AND child_absence(b.beneficiary_code, business_today()) IS NULL
        GROUP BY b.household_code, u.name ORDER BY b.household_code
        """;

    public async Task<Result<SupportChoices>> Handle(GetSupportChoices request, CancellationToken cancellationToken)
    {
        var today = await db.SingleAsync<LocalDate>(TodaySql, null, cancellationToken);
        var decision = await norms.InForceAsync(request.Fund, today, cancellationToken);
        return new SupportChoices(
            [.. decision?.Lines.Where(line => line.Support.OccasionCode is null) ?? []],
            await db.ListAsync<SurgeryChild>(GetSurgeryChoicesHandler.ChildrenSql, request, cancellationToken),
            await pools.ListAsync(request.Fund, cancellationToken))
        {
            Households = await db.ListAsync<SupportHousehold>(HouseholdsSql, request, cancellationToken),
            Institutions = await db.ListAsync<ListedInstitution>(ListInstitutionsHandler.ListSql, request, cancellationToken),
            Stock = await db.ListAsync<StockChoice>(GetGiftChoicesHandler.StockSql, request, cancellationToken),
        };
    }
}
