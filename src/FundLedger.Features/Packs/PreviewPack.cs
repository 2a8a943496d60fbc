using FundLedger.Domain;
using FundLedger.Domain.Statements;
using FundLedger.Features.Pipeline;
using FundLedger.Features.Statements;
using MediatR;
using NodaTime;

namespace FundLedger.Features.Packs;

/// <summary>Of which state of the books a pack would be, and the packs that left before. Only the fund's auditors ask.</summary>
public sealed record PreviewPack(string Fund, LocalDate From, LocalDate To) : IQuery<PackPreview>;

/// <param name="Statement">The statement that the pack would enclose.</param>
/// <param name="Before">The latest first.</param>
public sealed record PackPreview(FundStatement Statement, IReadOnlyList<PackThatLeft> Before);

public sealed record PackThatLeft
{
    public int Number { get; init; }

    /// <summary>Its days, and the digest of its manifest.</summary>
    public string NarrowedTo { get; init; } = "";

    public long Rows { get; init; }

    public Instant At { get; init; }

    public string By { get; init; } = "";
}

internal sealed class PreviewPackHandler(Db db, StatementReader statements) : IRequestHandler<PreviewPack, Result<PackPreview>>
{
    private const string BeforeSql = """
        SELECT x.export_no AS number, x.narrowed_to, x.row_count AS rows, x.exported_at AS at,
            coalesce(u.display_name, x.exported_by) AS "by"
        FROM list_exports x JOIN funds f USING (fund_id) LEFT JOIN users u ON u.user_name = x.exported_by
        WHERE f.code = @Fund AND x.list = @List ORDER BY x.export_no DESC LIMIT 20
        """;

    public async Task<Result<PackPreview>> Handle(PreviewPack request, CancellationToken cancellationToken)
    {
        var statement = await PackPeriods.ReadAsync(db, statements, request.Fund, request.From, request.To, cancellationToken);
        if (statement.Error is { } refusal) return refusal;
        var asked = new { request.Fund, PackNotes.List };
        return new PackPreview(statement.Value, await db.ListAsync<PackThatLeft>(BeforeSql, asked, cancellationToken));
    }
}
