using FundLedger.Domain;
using FundLedger.Domain.Goods;
using FundLedger.Domain.Ledger;
using FundLedger.Features.Ledger;
using FundLedger.Features.Pipeline;
using MediatR;
using NodaTime;

namespace FundLedger.Features.Goods;

/// <summary>Says what a lot is worth that came without a value; what is left of it enters the books.</summary>
public sealed record ValueGoods(string Fund, Guid Key, int Lot, LocalDate ValuedOn, GoodsValue Value) : ICommand<GoodsValued>;

public sealed record GoodsValued(string Voucher);

internal sealed class ValueGoodsHandler(Db db, FundLock fundLock, GoodsStore goods) : IRequestHandler<ValueGoods, Result<GoodsValued>>
{
    private const string ValueSql = """
        SELECT voucher_year, voucher_no FROM value_goods(@FundId, @Key, @Lot, @ValuedOn, @Unit, @Basis, @Number, @Date)
        """;

    public async Task<Result<GoodsValued>> Handle(ValueGoods request, CancellationToken cancellationToken)
    {
        if (request.Value.FlawOn(request.ValuedOn) is { } flaw) return flaw;
        var fund = await fundLock.TakeAsync(request.Fund, cancellationToken);
        if (fund.Dates.RefusalFor(request.ValuedOn) is { } badDate) return badDate;
        if (await goods.LotAsync(fund.FundId, request.Lot, cancellationToken) is not { } lot) return new GoodsLotNotFound(request.Lot);
        if (lot.RefusalToValue(request.ValuedOn) is { } refusal) return refusal;
        var valued = await db.SingleAsync<GoodsVoucher>(
            ValueSql,
            new
            {
                fund.FundId, request.Key, request.Lot, request.ValuedOn, request.Value.Unit, Basis = GoodsStore.WordOf(request.Value.Basis),
                Number = request.Value.Number.Trim(), request.Value.Date,
            },
            cancellationToken);
        return new GoodsValued(valued.As(VoucherType.GoodsValuation));
    }
}
