using FundLedger.Domain;
using FundLedger.Domain.Ledger;
using FundLedger.Domain.Text;
using FundLedger.Features.Pipeline;
using MediatR;

namespace FundLedger.Features.Goods;

/// <summary>Turns a loss down: the goods stay in stock.</summary>
/// <param name="Reason">At least 5 characters.</param>
public sealed record RejectGoodsLoss(string Fund, Guid Key, int Loss, string Reason) : ICommand<GoodsLossRejected>;

public sealed record GoodsLossRejected(int Loss);

internal sealed class RejectGoodsLossHandler(Db db, GoodsLossLoad losses) : IRequestHandler<RejectGoodsLoss, Result<GoodsLossRejected>>
{
    private const string RejectSql = "SELECT reject_goods_loss(@FundId, @Loss, @Reason)";

    public async Task<Result<GoodsLossRejected>> Handle(RejectGoodsLoss request, CancellationToken cancellationToken)
    {
        var reason = TypedText.Normalise(request.Reason);
        if (reason.Length is < 5 or > 500) return new ReasonMissing();
        var (fund, _, refusal) = await losses.LockAsync(request, request.Loss, cancellationToken);
        if (refusal is not null) return refusal;
        await db.ExecuteAsync(RejectSql, new { fund.FundId, request.Loss, Reason = reason }, cancellationToken);
        return new GoodsLossRejected(request.Loss);
    }
}
