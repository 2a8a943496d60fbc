using FundLedger.Domain;
using FundLedger.Domain.Norms;
using FundLedger.Features.Ledger;
using FundLedger.Features.Norms;
using FundLedger.Features.Pipeline;
using MediatR;
using NodaTime;

namespace FundLedger.Features.Disbursements;

/// <summary>What a request for one case can name today: lines of the norm for one child, children by code, pools.</summary>
public sealed record GetSupportChoices(string Fund) : IQuery<SupportChoices>;

/// <param name="Lines">Empty when no norm is in force today.</param>
public sealed record SupportChoices(IReadOnlyList<NormLine> Lines, IReadOnlyList<SurgeryChild> Children, IReadOnlyList<Pool> Pools);

internal sealed class GetSupportChoicesHandler(Db db, NormStore norms, Pools pools)
    : IRequestHandler<GetSupportChoices, Result<SupportChoices>>
{
    private const string TodaySql = "SELECT business_today()";

    public async Task<Result<SupportChoices>> Handle(GetSupportChoices request, CancellationToken cancellationToken)
    {
        var today = await db.SingleAsync<LocalDate>(TodaySql, null, cancellationToken);
        var decision = await norms.InForceAsync(request.Fund, today, cancellationToken);
        return new SupportChoices(
            [.. decision?.Lines.Where(line => line.Payee == NormPayee.Child && line.Support.OccasionCode is null) ?? []],
            await db.ListAsync<SurgeryChild>(GetSurgeryChoicesHandler.ChildrenSql, request, cancellationToken),
            await pools.ListAsync(request.Fund, cancellationToken));
    }
}
