using FundLedger.Domain;
using FundLedger.Features.Pipeline;
using MediatR;
using NodaTime;

namespace FundLedger.Features.Statements;

/// <summary>The closings that a statement to a day can be of, and what each of them added to the one before.</summary>
/// <param name="To">Last day of the statement.</param>
public sealed record CompareVersions(string Fund, LocalDate To) : IQuery<VersionComparison>;

/// <param name="Versions">From 1; none while the last month was never closed.</param>
/// <param name="Added">What was written after the first closing and is dated no later than the last day, in the order of writing.</param>
public sealed record VersionComparison(IReadOnlyList<StatementVersion> Versions, IReadOnlyList<VersionAddition> Added);

public sealed record StatementVersion
{
    public int Version { get; init; }

    public Instant ClosedAt { get; init; }

    public string ClosedBy { get; init; } = "";

    public long LogNo { get; init; }
}

/// <summary>One movement of the fund balance that an earlier version does not have.</summary>
public sealed record VersionAddition
{
    /// <summary>The first version that has it; null while the month has not been closed again.</summary>
    public int? Version { get; init; }

    public LocalDate Date { get; init; }

    public string? Voucher { get; init; }

    /// <summary>receipt, disbursement, transfer or lapse; a reversal counts as what it reverses.</summary>
    public string Kind { get; init; } = "";

    public string Pool { get; init; } = "";

    /// <summary>What it adds to the fund balance.</summary>
    public Money Effect { get; init; }
}

internal sealed class CompareVersionsHandler(Db db) : IRequestHandler<CompareVersions, Result<VersionComparison>>
{
    private const string VersionsSql = """
        SELECT c.version, c.closed_at, coalesce(u.display_name, c.closed_by) AS closed_by, c.log_no
        FROM closed_periods c JOIN funds f USING (fund_id) LEFT JOIN users u ON u.user_name = c.closed_by
        WHERE f.code = @Fund AND c.month = date_trunc('month', @To)::date ORDER BY c.version
        """;

    private const string AddedSql = """
        SELECT (SELECT min(c.version) FROM closed_periods c WHERE c.fund_id = m.fund_id AND c.month = date_trunc('month', @To)::date
                AND c.log_no >= m.log_no) AS version,
            m.entry_date AS date, format_voucher(m.voucher_type, m.voucher_year, m.voucher_no) AS voucher, m.counts_as AS kind,
            p.code AS pool, m.effect
        FROM fund_movements m JOIN funds f USING (fund_id) JOIN pools p USING (fund_id, pool_id)
        WHERE f.code = @Fund AND m.entry_date <= @To AND m.log_no > (SELECT min(c.log_no) FROM closed_periods c
            WHERE c.fund_id = m.fund_id AND c.month = date_trunc('month', @To)::date)
        ORDER BY m.log_no, m.line
        """;

    public async Task<Result<VersionComparison>> Handle(CompareVersions request, CancellationToken cancellationToken) =>
        new VersionComparison(
            await db.ListAsync<StatementVersion>(VersionsSql, request, cancellationToken),
            await db.ListAsync<VersionAddition>(AddedSql, request, cancellationToken));
}
