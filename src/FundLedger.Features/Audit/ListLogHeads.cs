using FundLedger.Domain;
using FundLedger.Features.Pipeline;
using MediatR;
using NodaTime;

namespace FundLedger.Features.Audit;

/// <summary>The head of the hash log of every fund that the user audits: whoever kept one can prove later what stood before it.</summary>
public sealed record ListLogHeads : IQuery<LogHeads>;

public sealed record LogHeads(IReadOnlyList<LogHead> Heads);

public sealed record LogHead
{
    public string Fund { get; init; } = "";

    public string NameVi { get; init; } = "";

    public string NameEn { get; init; } = "";

    /// <summary>Number of sealed records.</summary>
    public long LogNo { get; init; }

    /// <summary>SHA-256 of the last record, 64 hexadecimal digits; of an empty log that of its first link.</summary>
    public string Hash { get; init; } = "";

    /// <summary>The last record that a checkpoint covers; null when none was signed.</summary>
    public long? SignedNo { get; init; }

    public Instant? SignedAt { get; init; }
}

internal sealed class ListLogHeadsHandler(Db db) : IRequestHandler<ListLogHeads, Result<LogHeads>>
{
    private const string HeadsSql = """
        SELECT f.code AS fund, f.name_vi, f.name_en, h.log_no, encode(h.log_hash, 'hex') AS hash, c.log_no AS signed_no,
            c.made_at AS signed_at
        FROM fund_heads h JOIN funds f USING (fund_id)
        LEFT JOIN LATERAL (
            SELECT p.log_no, p.made_at FROM checkpoints p WHERE p.fund_id = h.fund_id ORDER BY p.log_no DESC LIMIT 1) c ON true
        WHERE actor_has_role(f.fund_id, 'auditor') ORDER BY f.fund_id
        """;

    public async Task<Result<LogHeads>> Handle(ListLogHeads request, CancellationToken cancellationToken) =>
        new LogHeads(await db.ListAsync<LogHead>(HeadsSql, null, cancellationToken));
}
