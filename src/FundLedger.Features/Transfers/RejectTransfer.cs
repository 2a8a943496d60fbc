using FundLedger.Domain;
using FundLedger.Domain.Ledger;
using FundLedger.Features.Ledger;
using FundLedger.Features.Pipeline;
using MediatR;

namespace FundLedger.Features.Transfers;

/// <summary>Turns a transfer down, before it was posted.</summary>
/// <param name="Reason">At least 10 characters.</param>
public sealed record RejectTransfer(string Fund, Guid Key, long Id, string Reason) : ICommand<TransferRejected>;

public sealed record TransferRejected(long Id);

internal sealed class RejectTransferHandler(Db db, TransferLoad transfers) : IRequestHandler<RejectTransfer, Result<TransferRejected>>
{
    private const string RejectSql = "SELECT reject_transfer(@FundId, @Id, @Reason)";

    public async Task<Result<TransferRejected>> Handle(RejectTransfer request, CancellationToken cancellationToken)
    {
        if (LongReasonMissing.In(request.Reason) is { } noReason) return noReason;
        var (fund, transfer) = await transfers.LockAsync(request, cancellationToken);
        if (transfer is null) return new TransferNotFound(request.Fund, request.Id);
        if (transfer.RefusalToDecide(fund.Person) is { } refusal) return refusal;
        await db.ExecuteAsync(RejectSql, new { fund.FundId, request.Id, Reason = request.Reason.Trim() }, cancellationToken);
        return new TransferRejected(request.Id);
    }
}
