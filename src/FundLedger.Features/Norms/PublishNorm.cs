using FundLedger.Domain;
using FundLedger.Features.Ledger;
using FundLedger.Features.Pipeline;
using MediatR;
using NodaTime;

namespace FundLedger.Features.Norms;

/// <summary>
/// A second person publishes a proposed decision. The one that is in force on its first day ends on the day before, and stays cited for
/// the days until then.
/// </summary>
/// <param name="Seen">Hash of the content that was shown, 64 hexadecimal digits.</param>
public sealed record PublishNorm(string Fund, Guid Key, int Decision, string Seen) : ICommand<NormMoved>;

public sealed record PublisherIsProposer(string Number)
    : Refused($"Norm decision {Number} must be published by someone other than the one who proposed it.");

public sealed record NormOverlaps(string Number, string Other, LocalDate OtherFrom)
    : Refused($"Norm decision {Number} would be in force together with {Other}, which is in force from {OtherFrom:uuuu-MM-dd}.")
{
    public override string Field => "ValidFrom";
}

/// <summary>The decision before it has judged requests on days that the new one would take.</summary>
public sealed record NormBackDated(string Number, LocalDate From, int Requests, LocalDate LastJudged)
    : Refused($"Decision {Number} would begin on {From:uuuu-MM-dd}, but {Requests} requests were judged up to {LastJudged:uuuu-MM-dd}.")
{
    public override string Field => "ValidFrom";
}

internal sealed class PublishNormHandler(Db db, FundLock fundLock, NormStore norms) : IRequestHandler<PublishNorm, Result<NormMoved>>
{
    private const string PublishSql = "SELECT publish_norm(@FundId, @Decision, decode(@Hash, 'hex'))";

    // What stays in the way: another that begins within the new one, or requests judged by the one that would end.
    private const string ObstacleSql = """
        SELECT o.number AS other, lower(o.in_force) AS other_from,
            CASE WHEN lower(o.in_force) < lower(n.in_force) THEN j.requests ELSE -1 END AS requests, j.last_judged
        FROM norm_decisions n JOIN norm_decisions o ON o.issuing_unit_id = n.issuing_unit_id AND o.decision_id <> n.decision_id
            AND o.in_force && n.in_force AND o.status IN ('published', 'superseded')
        CROSS JOIN LATERAL (SELECT count(*)::int AS requests, max(d.judged_on) AS last_judged FROM disbursements d
            WHERE d.decision_id = o.decision_id AND d.judged_on >= lower(n.in_force) AND d.status <> 'rejected') j
        WHERE n.decision_id = @Decision AND (lower(o.in_force) >= lower(n.in_force) OR o.status = 'superseded' OR j.requests > 0)
        ORDER BY lower(o.in_force) DESC LIMIT 1
        """;

    public async Task<Result<NormMoved>> Handle(PublishNorm request, CancellationToken cancellationToken)
    {
        var fund = await fundLock.TakeAsync(request.Fund, cancellationToken);
        var found = await norms.StepAsync(request.Fund, request.Decision, "proposed", cancellationToken);
        if (found.Error is { } refused) return refused;
        var step = found.Value;
        if (step.ProposerPerson == fund.Person) return new PublisherIsProposer(step.Number);
        if (step.Hash != request.Seen) return new NormNotAsSeen(step.Number);
        if (step.RefusalOfDates() is { } dates) return dates;
        if (await db.FindAsync<Obstacle>(ObstacleSql, new { request.Decision }, cancellationToken) is { } obstacle)
        {
            return obstacle.RefusalOf(step);
        }

        await db.ExecuteAsync(PublishSql, new { fund.FundId, request.Decision, step.Hash }, cancellationToken);
        return new NormMoved(request.Decision, step.Number, "published");
    }

    private sealed record Obstacle
    {
        public string Other { get; init; } = "";

        public LocalDate OtherFrom { get; init; }

        public int Requests { get; init; }

        public LocalDate? LastJudged { get; init; }

        public Refused RefusalOf(NormStep step) => Requests > 0
            ? new NormBackDated(step.Number, step.ValidFrom, Requests, LastJudged!.Value)
            : new NormOverlaps(step.Number, Other, OtherFrom);
    }
}
