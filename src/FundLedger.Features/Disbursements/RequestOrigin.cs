using FundLedger.Domain;
using FundLedger.Features.Ledger;
using FundLedger.Features.Pipeline;
using FundLedger.Features.Vault;

namespace FundLedger.Features.Disbursements;

/// <summary>
/// What a request says of where it comes from: which returned one it mends, and whom of its children the register may have twice. Both
/// stand before it and are sealed with it.
/// </summary>
internal sealed class RequestOrigin(Db db, LikeChildren likes)
{
    private const string LastEventSql = "SELECT coalesce(max(event_no), 0) FROM child_events";

    private const string ReturnedSql = """
        SELECT d.status = 'returned' AS is_returned,
            (SELECT r.disbursement_id FROM request_replacements r
             WHERE r.fund_id = d.fund_id AND r.replaces_id = d.disbursement_id) AS replaced_by
        FROM disbursements d WHERE d.fund_id = @FundId AND d.disbursement_id = @Id
        """;

    /// <summary>
    /// Compares the children with all of the fund's communes. Names are read for it, which takes a while in a large commune: it is asked
    /// before the fund is held. What is decided meanwhile decides the pair all the same.
    /// </summary>
    public async Task<RequestDoubts> FindAsync(string fund, IReadOnlyCollection<string> codes, CancellationToken token)
    {
        var last = await db.SingleAsync<long>(LastEventSql, null, token);
        return new RequestDoubts(last, await likes.UndecidedOfAsync(fund, codes, token));
    }

    /// <summary>Why the request does not mend what it names, or null; the caller holds the fund's lock.</summary>
    public async Task<Error?> FlawAsync(LockedFund fund, string code, long? replaces, CancellationToken token)
    {
        if (replaces is not { } id) return null;
        if (await db.FindAsync<Returned>(ReturnedSql, new { fund.FundId, Id = id }, token) is not { } returned)
        {
            return new DisbursementNotFound(code, id);
        }

        return !returned.IsReturned ? new RequestNotReturned(id)
            : returned.ReplacedBy is { } already ? new RequestReplacedAlready(id, already)
            : null;
    }

    public async Task PutAsync(int fundId, long? replaces, RequestDoubts doubts, CancellationToken token)
    {
        if (replaces is not null) await db.ExecuteAsync("SELECT cite_returned(@fundId, @replaces)", new { fundId, replaces }, token);
        if (doubts.Pairs.Count == 0) return;
        await db.ExecuteAsync(
            "SELECT doubt_children(@fundId, @Codes, @Others, @After)",
            new
            {
                fundId, Codes = doubts.Pairs.Select(pair => pair.Code).ToArray(),
                Others = doubts.Pairs.Select(pair => pair.Other).ToArray(),
                doubts.After,
            },
            token);
    }

    private sealed record Returned
    {
        public bool IsReturned { get; init; }

        public long? ReplacedBy { get; init; }
    }
}

/// <param name="After">The last event of a child that was known when they were compared.</param>
internal sealed record RequestDoubts(long After, IReadOnlyList<(string Code, string Other)> Pairs)
{
    public static RequestDoubts None { get; } = new(0, []);
}

/// <summary>Only what was returned is mended; anything else is asked for by itself.</summary>
public sealed record RequestNotReturned(long Id) : Refused($"Request {Id} was not returned to be corrected.");

public sealed record RequestReplacedAlready(long Id, long By) : Refused($"Request {Id} was corrected and sent again as request {By}.");
