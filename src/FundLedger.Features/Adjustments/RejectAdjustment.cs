using FundLedger.Domain;
using FundLedger.Features.Ledger;
using FundLedger.Features.Pipeline;
using MediatR;

namespace FundLedger.Features.Adjustments;

/// <summary>A second person turns an adjustment down; the accountant asks anew.</summary>
public sealed record RejectAdjustment(string Fund, Guid Key, long Id) : ICommand<AdjustmentRejected>;

public sealed record AdjustmentRejected(long Id);

internal sealed class RejectAdjustmentHandler(Db db, FundLock fundLock, AdjustmentReader adjustments)
    : IRequestHandler<RejectAdjustment, Result<AdjustmentRejected>>
{
    private const string RejectSql = "SELECT reject_adjustment(@FundId, @Id)::text";

    public async Task<Result<AdjustmentRejected>> Handle(RejectAdjustment request, CancellationToken cancellationToken)
    {
        var fund = await fundLock.TakeAsync(request.Fund, cancellationToken);
        var adjustment = await adjustments.FindAsync(request.Fund, request.Id, cancellationToken);
        if (adjustment is null) return new AdjustmentNotFound(request.Fund, request.Id);
        if (adjustment.RefusalToDecide(fund.Person) is { } refusal) return refusal;
        await db.ExecuteAsync(RejectSql, new { fund.FundId, request.Id }, cancellationToken);
        return new AdjustmentRejected(request.Id);
    }
}
