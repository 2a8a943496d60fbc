using FundLedger.Domain;
using FundLedger.Domain.Children;
using FundLedger.Features.Pipeline;
using MediatR;

namespace FundLedger.Features.Children;

/// <summary>An event was written down by mistake: another event says so, and the first counts no more. Both stay.</summary>
/// <param name="EventNo">Number of the event that was wrong.</param>
/// <param name="Reason">At least 5 characters; no name of a child.</param>
public sealed record CorrectChildEvent(string Fund, Guid Key, string Code, long EventNo, string Reason) : ICommand<ChildEventRecorded>;

/// <summary>The event counts no more already: another one says so.</summary>
public sealed record ChildEventCorrectedAlready(string Code, long EventNo) : Refused($"Event {EventNo} of {Code} was already corrected.");

internal sealed class CorrectChildEventHandler(Db db, ChildEventSteps steps)
    : IRequestHandler<CorrectChildEvent, Result<ChildEventRecorded>>
{
    private const string CorrectSql = """
        SELECT record_child_event(@Code, 'corrected', business_today(), @Reason, NULL, NULL, NULL, NULL, NULL, @EventNo)
        """;

    private const string CorrectedSql = "SELECT EXISTS (SELECT FROM child_events WHERE cancels_event_no = @EventNo)";

    public async Task<Result<ChildEventRecorded>> Handle(CorrectChildEvent request, CancellationToken cancellationToken)
    {
        var (refusal, _) = await steps.BeginAsync(
            request, request.Code, ChildEventKind.Corrected, NodaTime.LocalDate.MinIsoValue, request.Reason, cancellationToken);
        if (refusal is not null) return refusal;
        if (await db.SingleAsync<bool>(CorrectedSql, request, cancellationToken))
        {
            return new ChildEventCorrectedAlready(request.Code, request.EventNo);
        }

        await db.ExecuteAsync(CorrectSql, request, cancellationToken);
        return new ChildEventRecorded(request.Code);
    }
}
