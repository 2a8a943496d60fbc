using FundLedger.Domain;
using FundLedger.Features.Ledger;
using FundLedger.Features.Pipeline;
using MediatR;

namespace FundLedger.Features.Norms;

/// <summary>Gives a draft up. It stays on record and can be copied, but goes no further.</summary>
public sealed record DiscardNorm(string Fund, Guid Key, int Decision) : ICommand<NormMoved>;

internal sealed class DiscardNormHandler(Db db, FundLock fundLock, NormStore norms) : IRequestHandler<DiscardNorm, Result<NormMoved>>
{
    private const string DiscardSql = "SELECT discard_norm(@FundId, @Decision)";

    public async Task<Result<NormMoved>> Handle(DiscardNorm request, CancellationToken cancellationToken)
    {
        var fund = await fundLock.TakeAsync(request.Fund, cancellationToken);
        var step = await norms.StepAsync(request.Fund, request.Decision, "draft", cancellationToken);
        if (step.Error is { } refused) return refused;
        await db.ExecuteAsync(DiscardSql, new { fund.FundId, request.Decision }, cancellationToken);
        return new NormMoved(request.Decision, step.Value.Number, "discarded");
    }
}
