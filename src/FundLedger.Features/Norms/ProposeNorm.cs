using FundLedger.Domain;
using FundLedger.Features.Ledger;
using FundLedger.Features.Pipeline;
using MediatR;

namespace FundLedger.Features.Norms;

/// <summary>Lays a draft before the person who will publish it. From then on it is not edited.</summary>
/// <param name="Seen">Hash of the content that was shown, 64 hexadecimal digits.</param>
public sealed record ProposeNorm(string Fund, Guid Key, int Decision, string Seen) : ICommand<NormMoved>;

/// <param name="State">Where the decision is now.</param>
public sealed record NormMoved(int Decision, string Number, string State);

public sealed record NormNotAsSeen(string Number) : Refused($"Norm decision {Number} is not what was seen.");

internal sealed class ProposeNormHandler(Db db, FundLock fundLock, NormStore norms) : IRequestHandler<ProposeNorm, Result<NormMoved>>
{
    private const string ProposeSql = "SELECT propose_norm(@FundId, @Decision, decode(@Hash, 'hex'))";

    public async Task<Result<NormMoved>> Handle(ProposeNorm request, CancellationToken cancellationToken)
    {
        var fund = await fundLock.TakeAsync(request.Fund, cancellationToken);
        var step = await norms.StepAsync(request.Fund, request.Decision, "draft", cancellationToken);
        if (step.Error is { } refused) return refused;
        if (step.Value.Hash != request.Seen) return new NormNotAsSeen(step.Value.Number);
        if (step.Value.RefusalOfDates() is { } dates) return dates;
        await db.ExecuteAsync(ProposeSql, new { fund.FundId, request.Decision, step.Value.Hash }, cancellationToken);
        return new NormMoved(request.Decision, step.Value.Number, "proposed");
    }
}
