using FundLedger.Domain;
using FundLedger.Domain.Ledger;
using FundLedger.Features.Ledger;
using FundLedger.Features.Pipeline;
using MediatR;

namespace FundLedger.Features.Goods;

/// <summary>Records who got the goods of a request: everybody but the lines named, whose goods come back into their lots today.</summary>
/// <param name="Note">Why some were not given, at least 10 characters; no name of a child. Null where everybody got theirs.</param>
public sealed record SettleGoods(string Fund, Guid Key, long Id, IReadOnlyList<int> NotGiven, string? Note) : ICommand<GoodsSettled>;

/// <param name="Voucher">Of what came back; null when nothing did.</param>
public sealed record GoodsSettled(int Given, string? Voucher);

internal sealed class SettleGoodsHandler(Db db, GoodsHandOver goods) : IRequestHandler<SettleGoods, Result<GoodsSettled>>
{
    private const string SettleSql = """
        SELECT coalesce(voucher_year, 0)::int AS voucher_year, coalesce(voucher_no, 0) AS voucher_no
        FROM settle_goods(@FundId, @Id, @Key, @NotGiven, @Note)
        """;

    public async Task<Result<GoodsSettled>> Handle(SettleGoods request, CancellationToken cancellationToken)
    {
        var notGiven = request.NotGiven.Distinct().ToArray();
        if (notGiven.Length > 0 && LongReasonMissing.In(request.Note ?? "") is { } curt) return curt;
        var (fund, found) = await goods.LockAsync(request.Fund, request.Id, cancellationToken);
        if (found is null) return new GoodsRequestNotFound(request.Id);
        if (found.RefusalToSettle(fund.Person, notGiven) is { } refusal) return refusal;
        if (fund.Dates.RefusalFor(fund.Today) is { } badDate) return badDate;
        var asked = new { fund.FundId, request.Id, request.Key, NotGiven = notGiven, request.Note };
        var back = await db.SingleAsync<GoodsVoucher>(SettleSql, asked, cancellationToken);
        var given = found.Lines.Where(line => line.IsOut).Select(line => line.Line).Distinct().Count() - notGiven.Length;
        return new GoodsSettled(given, back.VoucherNo == 0 ? null : back.As(VoucherType.GoodsReceipt));
    }
}
