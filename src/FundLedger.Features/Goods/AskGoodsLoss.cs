using FundLedger.Domain;
using FundLedger.Domain.Goods;
using FundLedger.Domain.Ledger;
using FundLedger.Domain.Text;
using FundLedger.Features.Ledger;
using FundLedger.Features.Pipeline;
using MediatR;
using NodaTime;

namespace FundLedger.Features.Goods;

/// <summary>Asks that goods be taken off the stock which are spoilt, expired or gone, by minutes; another person approves.</summary>
/// <param name="Reason">10 to 500 characters; no name of a child.</param>
public sealed record AskGoodsLoss(string Fund, Guid Key, int Lot, long Quantity, LossCause Cause, string Reason) : ICommand<GoodsLossAsked>
{
    /// <summary>Of the minutes that the fund's committee signed.</summary>
    public string MinutesNumber { get; init; } = "";

    public LocalDate MinutesDate { get; init; }
}

public sealed record GoodsLossAsked(int Loss);

/// <summary>The cause is none of <see cref="LossCause"/>.</summary>
public sealed record LossCauseUnknown() : Invalid("Goods are spoiled, expired, lost or miscounted.")
{
    public override string Field => "Cause";
}

/// <summary>Minutes have a number and a day that is not to come.</summary>
public sealed record LossMinutesMissing() : Invalid("A loss has its minutes, with number and date.")
{
    public override string Field => "MinutesNumber";
}

internal sealed class AskGoodsLossHandler(Db db, FundLock fundLock, GoodsStore goods)
    : IRequestHandler<AskGoodsLoss, Result<GoodsLossAsked>>
{
    private const string AskSql = "SELECT ask_goods_loss(@FundId, @Lot, @Quantity, @Cause, @MinutesNumber, @MinutesDate, @Reason)";

    public async Task<Result<GoodsLossAsked>> Handle(AskGoodsLoss request, CancellationToken cancellationToken)
    {
        var reason = TypedText.Normalise(request.Reason);
        if (request.Quantity is < 1 or > 1_000_000) return new GoodsQuantityOutside(request.Quantity);
        if (reason.Length > 500 || LongReasonMissing.In(reason) is not null) return new LongReasonMissing();
        if (!Enum.IsDefined(request.Cause)) return new LossCauseUnknown();
        var fund = await fundLock.TakeAsync(request.Fund, cancellationToken);
        if (request.MinutesNumber.Trim().Length is < 1 or > 60 || request.MinutesDate > fund.Today) return new LossMinutesMissing();
        if (await goods.LotAsync(fund.FundId, request.Lot, cancellationToken) is not { } lot) return new GoodsLotNotFound(request.Lot);
        if (lot.RefusalToLose(request.Quantity, fund.Today) is { } refusal) return refusal;
        var asked = new
        {
            fund.FundId, request.Lot, request.Quantity, Cause = GoodsStore.WordOf(request.Cause),
                MinutesNumber = request.MinutesNumber.Trim(),
            request.MinutesDate, Reason = reason,
        };
        return new GoodsLossAsked(await db.SingleAsync<int>(AskSql, asked, cancellationToken));
    }
}
