using FundLedger.Domain;
using FundLedger.Features.Ledger;
using FundLedger.Features.Papers;
using FundLedger.Features.Pipeline;
using MediatR;

namespace FundLedger.Features.Norms;

/// <summary>Puts the scanned paper to a draft, in place of an earlier one.</summary>
public sealed record AttachNormScan(string Fund, Guid Key, int Decision, ScannedPaper Scan) : ICommand<NormScanAttached>;

public sealed record NormScanAttached(int Decision, string MediaType);

internal sealed class AttachNormScanHandler(Db db, FundLock fundLock, NormStore norms)
    : IRequestHandler<AttachNormScan, Result<NormScanAttached>>
{
    private const string AttachSql = "SELECT attach_norm_scan(@FundId, @Decision, @Name, @MediaType, @Content)";

    public async Task<Result<NormScanAttached>> Handle(AttachNormScan request, CancellationToken cancellationToken)
    {
        var scan = request.Scan;
        if (scan.MediaType is not { } mediaType) return new ScanUnusable(scan.SafeName);
        var fund = await fundLock.TakeAsync(request.Fund, cancellationToken);
        var draft = await norms.StepAsync(request.Fund, request.Decision, "draft", cancellationToken);
        if (draft.Error is { } refused) return refused;
        await db.ExecuteAsync(
            AttachSql, new { fund.FundId, request.Decision, Name = scan.SafeName, MediaType = mediaType, scan.Content }, cancellationToken);
        return new NormScanAttached(request.Decision, mediaType);
    }
}
