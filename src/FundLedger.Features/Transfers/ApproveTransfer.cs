using FundLedger.Domain;
using FundLedger.Domain.Ledger;
using FundLedger.Features.Pipeline;
using MediatR;

namespace FundLedger.Features.Transfers;

/// <summary>Approves a transfer as it was seen: the first approval is kept, the second one posts it, dated today.</summary>
/// <param name="Seen">Content hash (hex) of the transfer on the approver's screen.</param>
public sealed record ApproveTransfer(string Fund, Guid Key, long Id, string Seen) : ICommand<TransferApproved>;

/// <param name="Voucher">Number of the transfer's voucher; null while a second approval is missing.</param>
public sealed record TransferApproved(long Id, string? Voucher);

internal sealed class ApproveTransferHandler(Db db, TransferLoad transfers) : IRequestHandler<ApproveTransfer, Result<TransferApproved>>
{
    private const string ApproveSql = """
        SELECT voucher_year, voucher_no FROM approve_transfer(@FundId, @Id, @Key, decode(@ContentHash, 'hex'))
        """;

    private sealed record Approved
    {
        public int? VoucherYear { get; init; }

        public int? VoucherNo { get; init; }
    }

    public async Task<Result<TransferApproved>> Handle(ApproveTransfer request, CancellationToken cancellationToken)
    {
        var (fund, transfer) = await transfers.LockAsync(request, cancellationToken);
        if (transfer is null) return new TransferNotFound(request.Fund, request.Id);
        if (transfer.RefusalToApprove(fund.Person, request.Seen) is { } refusal) return refusal;
        var approved = await db.SingleAsync<Approved>(
            ApproveSql, new { fund.FundId, request.Id, request.Key, transfer.ContentHash }, cancellationToken);
        return new TransferApproved(request.Id, approved is { VoucherYear: { } year, VoucherNo: { } no }
            ? new VoucherNumber(VoucherType.Transfer, year, no).ToString() : null);
    }
}
