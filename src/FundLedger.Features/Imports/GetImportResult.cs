using FundLedger.Domain;
using FundLedger.Features.Papers;
using FundLedger.Features.Pipeline;
using MediatR;

namespace FundLedger.Features.Imports;

/// <summary>The result of an import that was carried out, for its sender and for a day.</summary>
public sealed record GetImportResult(string Fund, Guid Import) : IQuery<ExportedFile>;

internal sealed class GetImportResultHandler(ImportLoad load) : IRequestHandler<GetImportResult, Result<ExportedFile>>
{
    private const string ContentType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    public async Task<Result<ExportedFile>> Handle(GetImportResult request, CancellationToken cancellationToken)
    {
        var found = await load.FindAsync(request.Fund, request.Import, cancellationToken);
        if (found.Error is { } missing) return missing;
        load.Sweep();
        return found.Value.Outcome == "committed" && load.Shelf.Find(request.Import, ImportFiles.Result) is { } result
            ? ExportedFile.Of($"ket-qua-nhap-{request.Import.ToString()[..8]}.xlsx", ContentType, result)
            : new ImportNotFound(request.Import);
    }
}
