using FundLedger.Domain;
using FundLedger.Features.Pipeline;
using MediatR;

namespace FundLedger.Features.Imports;

/// <summary>Ends an import with nothing added; its file is destroyed.</summary>
public sealed record CancelImport(string Fund, Guid Key, Guid Import) : ICommand<ImportCancelled>;

public sealed record ImportCancelled(Guid Import);

internal sealed class CancelImportHandler(Db db, ImportLoad load) : IRequestHandler<CancelImport, Result<ImportCancelled>>
{
    private const string EndSql = """
        SELECT end_import(fund_id, @Import, 'cancelled', NULL, @Rows, 0, @AlreadyIn, @Duplicate, @Bad) FROM funds WHERE code = @Fund
        """;

    public async Task<Result<ImportCancelled>> Handle(CancelImport request, CancellationToken cancellationToken)
    {
        var found = await load.FindAsync(request.Fund, request.Import, cancellationToken);
        if (found.Error is { } missing) return missing;
        if (found.Value.Outcome is not null) return new ImportEnded(request.Import);
        var counts = ImportFiles.Read<ImportState>(load.Shelf, request.Import, ImportFiles.State)?.Checked?.Counts
            ?? new ImportCounts(0, 0, 0, 0, 0, 0);
        await db.ExecuteAsync(
            EndSql, new { request.Fund, request.Import, counts.Rows, counts.AlreadyIn, counts.Duplicate, counts.Bad }, cancellationToken);
        db.WhenCommitted(() => load.Shelf.Destroy(request.Import));
        return new ImportCancelled(request.Import);
    }
}
