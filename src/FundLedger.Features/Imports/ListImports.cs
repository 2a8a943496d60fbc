using FundLedger.Domain;
using FundLedger.Features.Pipeline;
using FundLedger.Features.Vault;
using MediatR;
using NodaTime;

namespace FundLedger.Features.Imports;

/// <summary>
/// The imports of a list into a fund, newest first: who, when, which file by its hash, and the counts; nothing of its content.
/// </summary>
public sealed record ListImports(string Fund, string List) : IQuery<IReadOnlyList<ListedImport>>;

public sealed record ListedImport
{
    public Guid Import { get; init; }

    public string Label { get; init; } = "";

    /// <summary>SHA-256 of the file in hex.</summary>
    public string FileHash { get; init; } = "";

    public int FileSize { get; init; }

    public Instant UploadedAt { get; init; }

    public string UploadedBy { get; init; } = "";

    public bool IsMine { get; init; }

    /// <summary>committed or cancelled; null while it goes on or when its file was destroyed after a day.</summary>
    public string? Outcome { get; init; }

    public Instant? EndedAt { get; init; }

    public int Rows { get; init; }

    public int Added { get; init; }

    public int AlreadyIn { get; init; }

    public int Duplicate { get; init; }

    public int Bad { get; init; }

    /// <summary>Its file or its result can still be fetched by its sender.</summary>
    public bool IsHere { get; init; }
}

internal sealed class ListImportsHandler(Db db, VaultKey key, IClock clock)
    : IRequestHandler<ListImports, Result<IReadOnlyList<ListedImport>>>
{
    private const string ImportsSql = """
        SELECT i.import_id AS import, i.label, encode(i.file_hash, 'hex') AS file_hash, i.file_size, i.uploaded_at, i.uploaded_by,
            i.uploaded_by = acting_user() AS is_mine, e.outcome, e.recorded_at AS ended_at, coalesce(e.rows_read, 0) AS rows,
            coalesce(e.rows_added, 0) AS added, coalesce(e.rows_already_in, 0) AS already_in, coalesce(e.rows_duplicate, 0) AS duplicate,
            coalesce(e.rows_bad, 0) AS bad
        FROM imports i JOIN funds f USING (fund_id) LEFT JOIN import_ends e USING (fund_id, import_id)
        WHERE f.code = @Fund AND i.list_code = @List ORDER BY i.uploaded_at DESC, i.import_id LIMIT 200
        """;

    public async Task<Result<IReadOnlyList<ListedImport>>> Handle(ListImports request, CancellationToken cancellationToken)
    {
        key.Imports.Sweep(clock.GetCurrentInstant());
        var rows = await db.ListAsync<ListedImport>(ImportsSql, request, cancellationToken);
        return rows.Select(row => row with { IsHere = row.IsMine && key.Imports.Has(row.Import) }).ToList();
    }
}
