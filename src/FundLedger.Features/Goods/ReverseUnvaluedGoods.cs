using FundLedger.Domain;
using FundLedger.Domain.Goods;
using FundLedger.Domain.Ledger;
using FundLedger.Features.Ledger;
using FundLedger.Features.Pipeline;
using MediatR;
using NodaTime;

namespace FundLedger.Features.Goods;

/// <summary>
/// Cancels what came or was lost without a value, which has no entry: the quantity goes back to where it was, by a voucher of its own.
/// </summary>
/// <param name="Move">Number of the move, from the stock card.</param>
/// <param name="Reason">At least 5 characters; no name of a child.</param>
public sealed record ReverseUnvaluedGoods(string Fund, Guid Key, long Move, LocalDate ReversedOn, string Reason)
    : ICommand<UnvaluedGoodsReversed>;

public sealed record UnvaluedGoodsReversed(string Voucher);

public sealed record GoodsMoveNotFound(long Move) : NotFound($"No move {Move} of the fund came or was lost without a value.");

public sealed record GoodsMoveReversedAlready(long Move) : Refused($"Move {Move} was already reversed.");

/// <summary>The lot was valued since: the valuation is reversed first.</summary>
public sealed record GoodsValuedMeanwhile(int Lot) : Refused($"Lot {Lot} was valued since.");

/// <summary>What came in has gone out since, or is promised: first that is undone.</summary>
public sealed record UnvaluedGoodsGone(int Lot) : Refused($"The goods of lot {Lot} went out since, or are promised to a request.");

internal sealed class ReverseUnvaluedGoodsHandler(Db db, FundLock fundLock)
    : IRequestHandler<ReverseUnvaluedGoods, Result<UnvaluedGoodsReversed>>
{
    private const string MoveSql = """
        SELECT m.lot_no AS lot, m.quantity, b.on_hand, b.reserved, b.unit_value > 0 AS is_valued,
            (SELECT max(x.moved_on) FROM goods_moves x WHERE x.fund_id = m.fund_id AND x.lot_no = m.lot_no) AS moved_on,
            EXISTS (SELECT FROM goods_moves r WHERE r.fund_id = m.fund_id AND r.reverses_move = m.move_no) AS is_reversed
        FROM goods_moves m JOIN funds f USING (fund_id) JOIN goods_balances b USING (fund_id, lot_no)
        WHERE f.code = @Fund AND m.move_no = @Move AND m.entry_no IS NULL AND m.kind IN ('received', 'lost')
        """;

    private const string ReverseSql = """
        SELECT voucher_year, voucher_no FROM reverse_unvalued_goods(@FundId, @Move, @ReversedOn, @Reason)
        """;

    private sealed record Moved
    {
        public int Lot { get; init; }

        public long Quantity { get; init; }

        public long OnHand { get; init; }

        public long Reserved { get; init; }

        public bool IsValued { get; init; }

        public LocalDate MovedOn { get; init; }

        public bool IsReversed { get; init; }
    }

    public async Task<Result<UnvaluedGoodsReversed>> Handle(ReverseUnvaluedGoods request, CancellationToken cancellationToken)
    {
        if (request.Reason.Trim().Length < 5) return new ReasonMissing();
        var (fund, moved) = await fundLock.TakeWithAsync<Moved>(request, MoveSql, cancellationToken);
        if (moved is null) return new GoodsMoveNotFound(request.Move);
        if (moved.IsReversed) return new GoodsMoveReversedAlready(request.Move);
        if (moved.IsValued) return new GoodsValuedMeanwhile(moved.Lot);
        if (request.ReversedOn < moved.MovedOn) return new GoodsMovedLater(moved.Lot, moved.MovedOn);
        if (fund.Dates.RefusalFor(request.ReversedOn) is { } badDate) return badDate;
        if (moved.OnHand - moved.Quantity < moved.Reserved) return new UnvaluedGoodsGone(moved.Lot);
        var reversed = await db.SingleAsync<GoodsVoucher>(
            ReverseSql, new { fund.FundId, request.Move, request.ReversedOn, request.Reason }, cancellationToken);
        return new UnvaluedGoodsReversed(reversed.As(VoucherType.Reversal));
    }
}
