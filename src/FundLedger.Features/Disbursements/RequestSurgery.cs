using FundLedger.Domain;
using FundLedger.Domain.Norms;
using FundLedger.Features.Ledger;
using FundLedger.Features.Pipeline;
using MediatR;

namespace FundLedger.Features.Disbursements;

/// <summary>Asks for support of one operation of one child; reserves the amount in the pool. Judged on the business date.</summary>
/// <param name="Need">What the operation is for, as the norm names it: e.g. <c>heart</c>, <c>cleft</c>.</param>
/// <param name="CaseReference">The hospital's file number: an operation is supported once under it. No name of a person.</param>
public sealed record RequestSurgery(string Fund, Guid Key, string Pool, string Need, string Beneficiary, string CaseReference)
    : ICommand<DisbursementRequested>
{
    public Money Cost { get; init; }

    public Money Insurance { get; init; }

    public Money OtherAid { get; init; }

    /// <summary>Null for as much as the norm gives.</summary>
    public Money? Amount { get; init; }

    public CaseTerms Terms { get; init; } = CaseTerms.None;

    /// <summary>Those that the norm line asks for before the payment, and any other.</summary>
    public IReadOnlyList<AttachedPaper> Papers { get; init; } = [];

    /// <summary>The returned request that this one mends; null for none.</summary>
    public long? Replaces { get; init; }
}

internal sealed class RequestSurgeryHandler(FundLock fundLock, DisbursementRequest requests, RequestOrigin origin)
    : IRequestHandler<RequestSurgery, Result<DisbursementRequested>>
{
    public const string Surgery = "surgery";

    public async Task<Result<DisbursementRequested>> Handle(RequestSurgery request, CancellationToken cancellationToken)
    {
        var cost = CaseCost.Of(request.Cost, request.Insurance, request.OtherAid);
        if (cost.Error is { } negative) return negative;
        var doubts = await origin.FindAsync(request.Fund, [request.Beneficiary], cancellationToken);
        var fund = await fundLock.TakeAsync(request.Fund, cancellationToken);
        var line = new SupportLine(request.Beneficiary, request.Amount, cost.Value, request.CaseReference);
        var sought = new SupportSought(Surgery, null, request.Need);
        var asked = new SupportAsked(request.Fund, request.Key, request.Pool, sought, null, fund.Today, [line])
        {
            Papers = request.Papers, Terms = request.Terms, Replaces = request.Replaces, Doubts = doubts,
        };
        return await requests.SubmitAsync(fund, asked, cancellationToken);
    }
}
