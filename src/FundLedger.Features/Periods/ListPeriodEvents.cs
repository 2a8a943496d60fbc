using FundLedger.Domain;
using FundLedger.Features.Pipeline;
using MediatR;
using NodaTime;

namespace FundLedger.Features.Periods;

/// <summary>Who began, accepted, closed, asked and reopened, newest first.</summary>
public sealed record ListPeriodEvents(string Fund) : IQuery<IReadOnlyList<PeriodEvent>>;

public sealed record PeriodEvent
{
    public long LogNo { get; init; }

    /// <summary>First day of the month.</summary>
    public LocalDate Month { get; init; }

    /// <summary>closing, taken_back, accepted, closed, reopen_requested, reopen_rejected or reopened.</summary>
    public string Event { get; init; } = "";

    public Instant RecordedAt { get; init; }

    /// <summary>Name of the person as people write it.</summary>
    public string By { get; init; } = "";

    public string? Reason { get; init; }

    /// <summary>Of a closing.</summary>
    public int? Version { get; init; }

    /// <summary>Digest of the month's statement at a closing, 64 hexadecimal digits.</summary>
    public string? Digest { get; init; }

    /// <summary>A request for a reopening that nobody has decided.</summary>
    public bool IsWaiting { get; init; }

    /// <summary>Whether it was the reader who did it.</summary>
    public bool IsMine { get; init; }
}

internal sealed class ListPeriodEventsHandler(Db db) : IRequestHandler<ListPeriodEvents, Result<IReadOnlyList<PeriodEvent>>>
{
    private const string EventsSql = """
        SELECT e.log_no, e.month, e.event, e.recorded_at, coalesce(u.display_name, e.actor) AS by, e.reason, e.version, e.digest,
            e.event = 'reopen_requested' AND NOT EXISTS (SELECT FROM period_events a
                WHERE a.fund_id = e.fund_id AND a.answers = e.log_no) AS is_waiting,
            u.person_id = (SELECT me.person_id FROM users me WHERE me.user_name = acting_user()) AS is_mine
        FROM (SELECT p.fund_id, p.log_no, p.month, p.event, p.recorded_at, p.actor, p.reason, NULL::int AS version, NULL AS digest
              FROM period_events p
              UNION ALL
              SELECT c.fund_id, c.log_no, c.month, 'closed', c.closed_at, c.closed_by, NULL, c.version, encode(s.digest, 'hex')
              FROM closed_periods c LEFT JOIN statement_seals s USING (fund_id, month, version)) e
        JOIN funds f USING (fund_id) LEFT JOIN users u ON u.user_name = e.actor
        WHERE f.code = @Fund ORDER BY e.log_no DESC
        """;

    public async Task<Result<IReadOnlyList<PeriodEvent>>> Handle(ListPeriodEvents request, CancellationToken cancellationToken) =>
        (await db.ListAsync<PeriodEvent>(EventsSql, new { request.Fund }, cancellationToken)).ToList();
}
