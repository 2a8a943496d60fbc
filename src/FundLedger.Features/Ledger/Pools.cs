using FundLedger.Domain;
using FundLedger.Features.Pipeline;

namespace FundLedger.Features.Ledger;

/// <summary>A pool with what it holds: liquid money, what is reserved of it, and for what it may be used (null: for anything).</summary>
public sealed record Pool
{
    public int PoolId { get; init; }

    public string Code { get; init; } = "";

    public string NameVi { get; init; } = "";

    public string NameEn { get; init; } = "";

    public string SourceKind { get; init; } = "";

    public string[]? SupportKinds { get; init; }

    public string[]? OccasionCodes { get; init; }

    public Money Liquid { get; init; }

    public Money Committed { get; init; }

    public Money Available => Liquid - Committed;

    public bool Allows(string supportKind, string? occasion) =>
        (SupportKinds is null || SupportKinds.Contains(supportKind))
        && (OccasionCodes is null || (occasion is not null && OccasionCodes.Contains(occasion)));
}

public sealed record PoolNotFound(string Pool) : NotFound($"The fund has no pool {Pool}.")
{
    public override string Field => "Pool";
}

/// <summary>Pools of the fund, read inside the running request.</summary>
internal sealed class Pools(Db db)
{
    private const string PoolsSql = """
        SELECT p.pool_id, p.code, p.name_vi, p.name_en, p.source_kind, p.support_kinds, p.occasion_codes, b.liquid, b.committed
        FROM pools p JOIN pool_balances b USING (fund_id, pool_id) JOIN funds f USING (fund_id)
        WHERE f.code = @Fund AND (@Code::text IS NULL OR p.code = @Code)
        ORDER BY p.pool_id
        """;

    public Task<IReadOnlyList<Pool>> ListAsync(string fund, CancellationToken token) =>
        db.ListAsync<Pool>(PoolsSql, new { Fund = fund, Code = (string?)null }, token);

    public Task<Pool?> FindAsync(string fund, string code, CancellationToken token) =>
        db.FindAsync<Pool>(PoolsSql, new { Fund = fund, Code = code }, token);
}
