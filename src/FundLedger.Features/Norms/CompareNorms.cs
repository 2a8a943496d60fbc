using FundLedger.Domain;
using FundLedger.Domain.Norms;
using FundLedger.Features.Pipeline;
using MediatR;

namespace FundLedger.Features.Norms;

/// <summary>Two decisions of the fund's unit side by side, line by line and term by term.</summary>
/// <param name="Before">The older one; null for the one that the other follows: the last that begins before it.</param>
public sealed record CompareNorms(string Fund, int Decision, int? Before = null) : IQuery<ComparedNorms>;

/// <param name="Before">Null when there is none before.</param>
/// <param name="Choices">The decisions of the unit that it can be compared with.</param>
public sealed record ComparedNorms(
    ListedDecision Decision, ListedDecision? Before, IReadOnlyList<ListedDecision> Choices, IReadOnlyList<ComparedLine> Lines);

internal sealed class CompareNormsHandler(Db db, NormStore norms) : IRequestHandler<CompareNorms, Result<ComparedNorms>>
{
    public async Task<Result<ComparedNorms>> Handle(CompareNorms request, CancellationToken cancellationToken)
    {
        var all = await norms.ListAsync(request.Fund, cancellationToken);
        if (all.FirstOrDefault(one => one.DecisionId == request.Decision) is not { } decision)
        {
            return new NormDecisionNotFound(request.Decision);
        }

        var choices = all.Where(one => one.Unit == decision.Unit && one.DecisionId != decision.DecisionId).ToList();
        if (request.Before is { } wanted && choices.TrueForAll(one => one.DecisionId != wanted)) return new NormDecisionNotFound(wanted);
        var before = request.Before is { } id
            ? choices.Find(one => one.DecisionId == id)
            : choices.Where(one => one.IsPublished && one.ValidFrom < decision.ValidFrom).MaxBy(one => one.ValidFrom);
        var old = before is null ? [] : await NormLines.ReadAsync(db, before.DecisionId, null, cancellationToken);
        var lines = await NormLines.ReadAsync(db, request.Decision, null, cancellationToken);
        return new ComparedNorms(decision, before, choices, NormComparison.Of(old, lines));
    }
}
