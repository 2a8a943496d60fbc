using FundLedger.Domain;
using FundLedger.Domain.Ledger;
using FundLedger.Features.Pipeline;
using NodaTime;

namespace FundLedger.Features.Adjustments;

/// <summary>An adjustment with its lines and what became of it.</summary>
public sealed record Adjustment
{
    public long Id { get; init; }

    public LocalDate Date { get; init; }

    public Money Total { get; init; }

    /// <summary>It changes what the fund owns, and is posted by a second person.</summary>
    public bool ChangesBalance { get; init; }

    /// <summary>Null where it was erased.</summary>
    public string? Reason { get; init; }

    public string Requester { get; init; } = "";

    /// <summary>requested, posted or rejected.</summary>
    public string Status { get; init; } = "";

    /// <summary>Who posted or rejected it; null while it waits.</summary>
    public string? DecidedBy { get; init; }

    public Instant? DecidedAt { get; init; }

    public string? Voucher { get; init; }

    /// <summary>64 hexadecimal digits; an approval names what it saw.</summary>
    public string ContentHash { get; init; } = "";

    public IReadOnlyList<AdjustmentLine> Lines { get; init; } = [];

    internal long RequesterPerson { get; init; }

    internal string[] AccountCodes { get; init; } = [];

    internal string[] Pools { get; init; } = [];

    internal string[] Sides { get; init; } = [];

    internal long[] Amounts { get; init; } = [];

    internal Refused? RefusalToDecide(long person) =>
        Status != "requested" ? new AdjustmentDecided(Id, Status)
        : person == RequesterPerson ? new PosterIsRequester(Id)
        : null;

    internal Adjustment WithLines() => this with
    {
        Lines = [.. AccountCodes.Select((account, i) => new AdjustmentLine(
            account, Pools[i], Sides[i] == "debit" ? Side.Debit : Side.Credit, new Money(Amounts[i])))],
    };
}

/// <param name="Pool">Code of the pool.</param>
public sealed record AdjustmentLine(string Account, string Pool, Side Side, Money Amount);

public sealed record AdjustmentNotFound(string Fund, long Id) : NotFound($"Fund {Fund} has no adjustment {Id} that this user may see.");

public sealed record AdjustmentNotAsSeen(long Id) : Refused($"Adjustment {Id} is not what the approver saw.");

/// <summary>Reads adjustments inside the running request.</summary>
internal sealed class AdjustmentReader(Db db)
{
    private const string AdjustmentsSql = """
        SELECT a.adjustment_id AS id, a.adjusted_on AS date, a.total, a.changes_balance, a.reason, a.requester_person,
            encode(a.content_hash, 'hex') AS content_hash, a.account_codes, a.sides, a.amounts,
            ARRAY(SELECT l.code FROM unnest(a.pool_ids) WITH ORDINALITY u(pool_id, i)
                  JOIN pools l ON l.fund_id = a.fund_id AND l.pool_id = u.pool_id ORDER BY i) AS pools,
            coalesce((SELECT display_name FROM users WHERE user_name = a.requester), a.requester) AS requester,
            coalesce(e.event, 'requested') AS status, e.recorded_at AS decided_at,
            (SELECT display_name FROM users WHERE user_name = e.actor) AS decided_by,
            format_voucher(e.voucher_type, e.voucher_year, e.voucher_no) AS voucher
        FROM adjustments a JOIN funds f USING (fund_id)
        LEFT JOIN adjustment_events e ON e.fund_id = a.fund_id AND e.adjustment_id = a.adjustment_id AND e.event <> 'requested'
        WHERE f.code = @Fund AND (@Id::bigint IS NULL OR a.adjustment_id = @Id)
        ORDER BY (e.event IS NULL) DESC, a.adjustment_id DESC LIMIT 200
        """;

    public async Task<Adjustment?> FindAsync(string fund, long id, CancellationToken token) =>
        (await ReadAsync(fund, id, token)).SingleOrDefault();

    /// <summary>The waiting ones first, then newest first; at most 200.</summary>
    public Task<IReadOnlyList<Adjustment>> ListAsync(string fund, CancellationToken token) => ReadAsync(fund, null, token);

    private async Task<IReadOnlyList<Adjustment>> ReadAsync(string fund, long? id, CancellationToken token) =>
        [.. (await db.ListAsync<Adjustment>(AdjustmentsSql, new { Fund = fund, Id = id }, token)).Select(row => row.WithLines())];
}
