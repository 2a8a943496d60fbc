using FundLedger.Domain;
using FundLedger.Domain.Norms;
using FundLedger.Features.Ledger;
using FundLedger.Features.Norms;
using FundLedger.Features.Pipeline;
using MediatR;

namespace FundLedger.Features.Disbursements;

/// <summary>
/// Asks for one support of one child, household or institution, or of the fund itself, by any line of the norm; reserves the amount in the
/// pool.
/// </summary>
/// <param name="Papers">Those that the norm line asks for before the payment, and any other.</param>
public sealed record RequestSupport(string Fund, Guid Key, string Pool, SupportCase Case, IReadOnlyList<AttachedPaper> Papers)
    : ICommand<DisbursementRequested>
{
    /// <summary>The returned request that this one mends; null for none.</summary>
    public long? Replaces { get; init; }
}

internal sealed class RequestSupportHandler(FundLock fundLock, NormStore norms, DisbursementRequest requests, RequestOrigin origin)
    : IRequestHandler<RequestSupport, Result<DisbursementRequested>>
{
    public async Task<Result<DisbursementRequested>> Handle(RequestSupport request, CancellationToken cancellationToken)
    {
        var line = request.Case.ToLine();
        if (line.Error is { } malformed) return malformed;
        var doubts = await origin.FindAsync(request.Fund, [request.Case.Beneficiary], cancellationToken);
        var fund = await fundLock.TakeAsync(request.Fund, cancellationToken);
        var on = request.Case.HappenedOn ?? fund.Today;
        if (on > fund.Today) return new EventInFuture(on, fund.Today);
        var decision = await norms.InForceAsync(request.Fund, on, cancellationToken);
        if (decision is null) return new NoNormInForce(request.Fund, on);
        if (NormLineOf(decision, request.Case.Line) is not { } norm) return new NormLineNotForCase(request.Case.Line);
        var asked = new SupportAsked(request.Fund, request.Key, request.Pool, norm.Support, null, on, [line.Value])
        {
            Line = norm.Code, Papers = request.Papers, Terms = request.Case.Terms,
            Replaces = request.Replaces, Doubts = doubts,
        };
        return await requests.SubmitAsync(fund, asked, cancellationToken);
    }

    internal static NormLine? NormLineOf(NormDecision decision, string code) => decision.Lines.FirstOrDefault(line =>
        line.Code == code && line.Support.OccasionCode is null);
}

public sealed record EventInFuture(NodaTime.LocalDate On, NodaTime.LocalDate Today)
    : Refused($"{On:uuuu-MM-dd} is after today, {Today:uuuu-MM-dd}.")
{
    public override string Field => "HappenedOn";
}
