using FundLedger.Domain;
using FundLedger.Features.Papers;
using FundLedger.Features.Pipeline;
using MediatR;

namespace FundLedger.Features.Norms;

/// <summary>The scanned paper of a decision that the fund may see.</summary>
public sealed record GetNormScan(string Fund, int Decision) : IQuery<ExportedFile>;

internal sealed class GetNormScanHandler(Db db, NormStore norms) : IRequestHandler<GetNormScan, Result<ExportedFile>>
{
    private const string ScanSql = "SELECT file_name, media_type, content FROM norm_scans WHERE decision_id = @Decision";

    public async Task<Result<ExportedFile>> Handle(GetNormScan request, CancellationToken cancellationToken)
    {
        var all = await norms.ListAsync(request.Fund, cancellationToken);
        return all.Any(one => one.DecisionId == request.Decision && one.Scan is not null)
            && await db.FindAsync<ScanRow>(ScanSql, new { request.Decision }, cancellationToken) is { } scan
            ? ExportedFile.Of(scan.FileName, scan.MediaType, scan.Content)
            : new NormDecisionNotFound(request.Decision);
    }

    private sealed record ScanRow
    {
        public string FileName { get; init; } = "";

        public string MediaType { get; init; } = "";

        public byte[] Content { get; init; } = [];
    }
}
