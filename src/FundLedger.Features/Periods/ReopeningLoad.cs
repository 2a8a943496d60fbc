using FundLedger.Domain;
using FundLedger.Features.Ledger;
using FundLedger.Features.Pipeline;
using NodaTime;

namespace FundLedger.Features.Periods;

/// <summary>A request to open a closed month again.</summary>
internal sealed record Reopening
{
    public long Request { get; init; }

    public LocalDate Month { get; init; }

    public long Requester { get; init; }

    public bool IsDecided { get; init; }

    public Refused? RefusalToDecide(long person) =>
        IsDecided ? new ReopeningDecided(Request)
        : Requester == person ? new ReopenerIsRequester(Request)
        : null;
}

/// <summary>Takes the fund's lock, then loads the request for its approval or rejection.</summary>
internal sealed class ReopeningLoad(FundLock fundLock)
{
    private const string RequestSql = """
        SELECT q.log_no AS request, q.month, q.person_id AS requester,
            EXISTS (SELECT FROM period_events a WHERE a.fund_id = q.fund_id AND a.answers = q.log_no) AS is_decided
        FROM period_events q JOIN funds f USING (fund_id)
        WHERE f.code = @Fund AND q.log_no = @Request AND q.event = 'reopen_requested'
        """;

    public Task<(LockedFund Fund, Reopening? Request)> LockAsync(ICommand command, CancellationToken token) =>
        fundLock.TakeWithAsync<Reopening>(command, RequestSql, token);
}
