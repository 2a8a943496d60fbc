using FundLedger.Domain;
using FundLedger.Features.Ledger;
using FundLedger.Features.Pipeline;
using MediatR;
using NodaTime;

namespace FundLedger.Features.Audit;

/// <summary>The closed months of a fund with what was sealed at each closing, newest first; the fund's auditors ask.</summary>
public sealed record ListClosings(string Fund) : IQuery<ClosingList>;

public sealed record ClosingList(IReadOnlyList<Closing> Closings);

public sealed record Closing
{
    /// <summary>First day of the month.</summary>
    public LocalDate Month { get; init; }

    /// <summary>1 for the first closing of the month, one more each time it was reopened.</summary>
    public int Version { get; init; }

    public Instant At { get; init; }

    public string By { get; init; } = "";

    /// <summary>The last entry of the financial book at that moment.</summary>
    public long LastEntry { get; init; }

    /// <summary>Liquid money of all pools at the end of the month.</summary>
    public Money Liquid { get; init; }

    public long LogNo { get; init; }

    /// <summary>64 hexadecimal digits: the hash of the closing in the fund's log.</summary>
    public string Hash { get; init; } = "";

    /// <summary>Digest of the month's statement, 64 hexadecimal digits; null for closings of before it was sealed.</summary>
    public string? Digest { get; init; }
}

internal sealed class ListClosingsHandler(Db db) : IRequestHandler<ListClosings, Result<ClosingList>>
{
    private const string ClosingsSql = """
        SELECT c.month, c.version, c.closed_at AS at, coalesce(u.display_name, c.closed_by) AS "by", c.last_entry_no AS last_entry,
            c.liquid, c.log_no, encode(c.hash, 'hex') AS hash, encode(s.digest, 'hex') AS digest
        FROM closed_periods c JOIN funds f USING (fund_id) LEFT JOIN statement_seals s USING (fund_id, month, version)
        LEFT JOIN users u ON u.user_name = c.closed_by
        WHERE f.code = @Fund ORDER BY c.log_no DESC
        """;

    public async Task<Result<ClosingList>> Handle(ListClosings request, CancellationToken cancellationToken)
    {
        if (!await AuditedFund.IsAsync(db, request.Fund, cancellationToken)) return new FundNotFound(request.Fund);
        return new ClosingList(await db.ListAsync<Closing>(ClosingsSql, request, cancellationToken));
    }
}
