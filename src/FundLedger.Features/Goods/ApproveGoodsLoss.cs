using FundLedger.Domain;
using FundLedger.Domain.Goods;
using FundLedger.Domain.Ledger;
using FundLedger.Features.Ledger;
using FundLedger.Features.Pipeline;
using MediatR;

namespace FundLedger.Features.Goods;

/// <summary>Takes lost goods off the stock by a phiếu xuất kho of today.</summary>
public sealed record ApproveGoodsLoss(string Fund, Guid Key, int Loss) : ICommand<GoodsLossApproved>;

public sealed record GoodsLossApproved(string Voucher);

/// <summary>Takes the fund's lock, then reads the loss as the rules judge it; shared by approve and reject.</summary>
internal sealed class GoodsLossLoad(FundLock fundLock)
{
    private const string LossSql = """
        SELECT x.lot_no AS lot, x.quantity, x.status, x.asker_person FROM goods_losses x JOIN funds f USING (fund_id)
        WHERE f.code = @Fund AND x.loss_no = @Loss
        """;

    public async Task<(LockedFund Fund, WaitingLoss? Waiting, Error? Refusal)> LockAsync(ICommand command, int no, CancellationToken token)
    {
        var (fund, loss) = await fundLock.TakeWithAsync<WaitingLoss>(command, LossSql, token);
        Error? refusal = loss is null ? new GoodsLossNotFound(no)
            : loss.Status != "asked" ? new GoodsLossNotWaiting(no)
            : loss.AskerPerson == fund.Person ? new GoodsLossDecidedByAsker(no)
            : null;
        return (fund, loss, refusal);
    }
}

internal sealed record WaitingLoss
{
    public int Lot { get; init; }

    public long Quantity { get; init; }

    public string Status { get; init; } = "";

    public long AskerPerson { get; init; }
}

internal sealed class ApproveGoodsLossHandler(Db db, GoodsLossLoad losses, GoodsStore goods)
    : IRequestHandler<ApproveGoodsLoss, Result<GoodsLossApproved>>
{
    private const string ApproveSql = "SELECT voucher_year, voucher_no FROM approve_goods_loss(@FundId, @Loss, @Key)";

    public async Task<Result<GoodsLossApproved>> Handle(ApproveGoodsLoss request, CancellationToken cancellationToken)
    {
        var (fund, loss, refusal) = await losses.LockAsync(request, request.Loss, cancellationToken);
        if (refusal is not null) return refusal;
        var lot = await goods.LotAsync(fund.FundId, loss!.Lot, cancellationToken);
        if (lot!.RefusalToLose(loss.Quantity, fund.Today) is { } gone) return gone;
        var approved = await db.SingleAsync<GoodsVoucher>(ApproveSql, new { fund.FundId, request.Loss, request.Key }, cancellationToken);
        return new GoodsLossApproved(approved.As(VoucherType.GoodsIssue));
    }
}
