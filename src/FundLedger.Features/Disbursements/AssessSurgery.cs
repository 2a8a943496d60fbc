using FundLedger.Domain;
using FundLedger.Domain.Norms;
using FundLedger.Domain.Text;
using FundLedger.Features.Norms;
using FundLedger.Features.Pipeline;
using MediatR;
using NodaTime;

namespace FundLedger.Features.Disbursements;

/// <summary>
/// What the norm gives for one operation, before anything is asked for. Refused for the reasons for which the request would be.
/// </summary>
public sealed record AssessSurgery(string Fund, string Need, string Beneficiary, string CaseReference) : IQuery<SupportAssessed>
{
    public Money Cost { get; init; }

    public Money Insurance { get; init; }

    public Money OtherAid { get; init; }

    /// <summary>Null for as much as the norm gives.</summary>
    public Money? Amount { get; init; }
}

/// <param name="Limit">The most that the norm gives in this case.</param>
/// <param name="Allowed">What would be asked for.</param>
/// <param name="Reasons">How it came about, one sentence each; the group judged by is not among them.</param>
public sealed record SupportAssessed(Money Limit, Money Allowed, NormCitation Citation, IReadOnlyList<Wording> Reasons)
{
    internal static SupportAssessed Of(NormVerdict verdict) => new(
        verdict.Limit, verdict.Allowed, verdict.Citation,
        [.. verdict.Reasons.Where(reason => reason is not ClassCovered).Select(reason => reason.Sentence)]);
}

internal sealed class AssessSurgeryHandler(Db db, NormStore norms, ChildFactsReader children)
    : IRequestHandler<AssessSurgery, Result<SupportAssessed>>
{
    private const string TodaySql = "SELECT business_today()";

    public async Task<Result<SupportAssessed>> Handle(AssessSurgery request, CancellationToken cancellationToken)
    {
        var cost = CaseCost.Of(request.Cost, request.Insurance, request.OtherAid);
        if (cost.Error is { } negative) return negative;
        var today = await db.SingleAsync<LocalDate>(TodaySql, null, cancellationToken);
        var decision = await norms.InForceAsync(request.Fund, today, cancellationToken);
        if (decision is null) return new NoNormInForce(request.Fund, today);

        var sought = new SupportSought(RequestSurgeryHandler.Surgery, null, request.Need);
        var lines = decision.LinesFor(sought).ToList();
        var use = new NormUse { On = today, CaseReference = request.CaseReference };
        var uncountable = lines.Select(line => UsageKey.Of(line, use).Error).FirstOrDefault(error => error is not null);
        if (uncountable is not null) return uncountable;
        var found = await children.ReadAsync(request.Fund, [request.Beneficiary], lines, use, cancellationToken);
        if (found is not [var child]) return new BeneficiaryNotFound(request.Beneficiary);
        if (child.AbsenceFor(RequestSurgeryHandler.Surgery) is { } absence) return absence;
        var verdict = decision.BestLineFor(sought, child.Facts with { Requested = request.Amount, Cost = cost.Value });
        return verdict.IsOk ? SupportAssessed.Of(verdict.Value) : verdict.Error!;
    }
}
