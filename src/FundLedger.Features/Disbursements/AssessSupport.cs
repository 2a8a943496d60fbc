using FundLedger.Domain;
using FundLedger.Domain.Norms;
using FundLedger.Features.Norms;
using FundLedger.Features.Pipeline;
using MediatR;
using NodaTime;

namespace FundLedger.Features.Disbursements;

/// <summary>
/// What the norm gives in one case, before anything is asked for. Refused for the reasons for which the request would be.
/// </summary>
public sealed record AssessSupport(string Fund, SupportCase Case) : IQuery<SupportAssessed>
{
    /// <summary>Code of the pool out of whose stock goods are wanted; without it they are not looked at.</summary>
    public string? Pool { get; init; }
}

internal sealed class AssessSupportHandler(Db db, NormStore norms, SupportFactsReader facts, RequestStock stock)
    : IRequestHandler<AssessSupport, Result<SupportAssessed>>
{
    private const string TodaySql = "SELECT business_today()";

    public async Task<Result<SupportAssessed>> Handle(AssessSupport request, CancellationToken cancellationToken)
    {
        var asked = request.Case.ToLine();
        if (asked.Error is { } malformed) return malformed;
        var today = await db.SingleAsync<LocalDate>(TodaySql, null, cancellationToken);
        var on = request.Case.HappenedOn ?? today;
        if (on > today) return new EventInFuture(on, today);
        var decision = await norms.InForceAsync(request.Fund, on, cancellationToken);
        if (decision is null) return new NoNormInForce(request.Fund, on);
        if (RequestSupportHandler.NormLineOf(decision, request.Case.Line) is not { } norm) return new NormLineNotForCase(request.Case.Line);
        var use = new NormUse { On = on, CaseReference = request.Case.CaseReference };
        if (UsageKey.Of(norm, use).Error is { } uncountable) return uncountable;
        var found = await facts.ReadAsync(request.Fund, [request.Case.Beneficiary], [norm], use, cancellationToken);
        if (found is not [var known]) return new BeneficiaryNotFound(request.Case.Beneficiary);
        var stocked = await stock.TryAsync(request.Fund, request.Pool, asked.Value, cancellationToken);
        if (stocked.Error is { } lacking) return lacking;
        var line = stocked.Value.With(known);
        if (known.ObstacleFor(norm.Support.Kind, line) is { } obstacle) return obstacle;
        var verdict = norm.Judge(decision, line.Of(known.Facts, null));
        return verdict.IsOk ? SupportAssessed.Of(verdict.Value) : verdict.Error!;
    }
}
