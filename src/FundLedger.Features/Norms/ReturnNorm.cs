using FundLedger.Domain;
using FundLedger.Domain.Ledger;
using FundLedger.Features.Ledger;
using FundLedger.Features.Pipeline;
using MediatR;

namespace FundLedger.Features.Norms;

/// <summary>Makes a proposed decision a draft again: the approver returns it, or its proposer takes it back.</summary>
/// <param name="Reason">At least 10 characters.</param>
public sealed record ReturnNorm(string Fund, Guid Key, int Decision, string Reason) : ICommand<NormMoved>;

internal sealed class ReturnNormHandler(Db db, FundLock fundLock, NormStore norms) : IRequestHandler<ReturnNorm, Result<NormMoved>>
{
    private const string ReturnSql = "SELECT return_norm(@FundId, @Decision, @Reason)";

    public async Task<Result<NormMoved>> Handle(ReturnNorm request, CancellationToken cancellationToken)
    {
        if (LongReasonMissing.In(request.Reason) is { } noReason) return noReason;
        var fund = await fundLock.TakeAsync(request.Fund, cancellationToken);
        var step = await norms.StepAsync(request.Fund, request.Decision, "proposed", cancellationToken);
        if (step.Error is { } refused) return refused;
        await db.ExecuteAsync(ReturnSql, new { fund.FundId, request.Decision, Reason = request.Reason.Trim() }, cancellationToken);
        return new NormMoved(request.Decision, step.Value.Number, "draft");
    }
}
