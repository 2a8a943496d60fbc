using FundLedger.Domain;
using FundLedger.Domain.Goods;
using FundLedger.Domain.Ledger;
using FundLedger.Features.Ledger;
using FundLedger.Features.Pipeline;
using MediatR;
using NodaTime;

namespace FundLedger.Features.Goods;

/// <summary>Cancels an entry that moved goods by its negative: value and quantity go back to where they were.</summary>
/// <param name="Reason">At least 5 characters; no name of a child.</param>
public sealed record ReverseGoods(string Fund, Guid Key, long EntryNo, LocalDate ReversedOn, string Reason) : ICommand<GoodsReversed>;

public sealed record GoodsReversed(string Voucher, long EntryNo);

public sealed record GoodsEntryNotFound(long EntryNo) : NotFound($"No entry {EntryNo} of the fund moved goods.");

public sealed record GoodsReversedAlready(long EntryNo) : Refused($"Entry {EntryNo} was already reversed.");

/// <summary>What came in has gone out since, or is promised: first that is undone.</summary>
public sealed record GoodsGoneMeanwhile(long EntryNo)
    : Refused($"The goods of entry {EntryNo} went out since, or are promised to a request.");

internal sealed class ReverseGoodsHandler(Db db, FundLock fundLock) : IRequestHandler<ReverseGoods, Result<GoodsReversed>>
{
    private const string EntrySql = """
        SELECT max(m.lot_no) AS lot, (SELECT max(x.moved_on) FROM goods_moves x WHERE x.fund_id = f.fund_id
            AND x.lot_no = ANY (array_agg(m.lot_no)))
                AS moved_on,
            bool_or(EXISTS (SELECT FROM goods_moves r WHERE r.fund_id = f.fund_id AND r.reverses_move = m.move_no)) AS is_reversed,
            bool_or(b.on_hand - m.quantity < b.reserved OR (m.kind = 'valued' AND b.value <> m.value)) AS is_gone
        FROM funds f JOIN goods_moves m USING (fund_id) JOIN goods_balances b USING (fund_id, lot_no)
        WHERE f.code = @Fund AND m.entry_no = @EntryNo AND m.kind IN ('received', 'valued', 'lost') GROUP BY f.fund_id
        """;

    private const string ReverseSql = """
        SELECT voucher_year, voucher_no, entry_no FROM reverse_goods(@FundId, @EntryNo, @Key, @ReversedOn, @Reason)
        """;

    private sealed record Moved
    {
        public int Lot { get; init; }

        public LocalDate MovedOn { get; init; }

        public bool IsReversed { get; init; }

        public bool IsGone { get; init; }
    }

    private sealed record Reversed
    {
        public int VoucherYear { get; init; }

        public int VoucherNo { get; init; }

        public long EntryNo { get; init; }
    }

    public async Task<Result<GoodsReversed>> Handle(ReverseGoods request, CancellationToken cancellationToken)
    {
        if (request.Reason.Trim().Length < 5) return new ReasonMissing();
        var (fund, moved) = await fundLock.TakeWithAsync<Moved>(request, EntrySql, cancellationToken);
        if (moved is null) return new GoodsEntryNotFound(request.EntryNo);
        if (moved.IsReversed) return new GoodsReversedAlready(request.EntryNo);
        if (request.ReversedOn < moved.MovedOn) return new GoodsMovedLater(moved.Lot, moved.MovedOn);
        if (fund.Dates.RefusalFor(request.ReversedOn) is { } badDate) return badDate;
        if (moved.IsGone) return new GoodsGoneMeanwhile(request.EntryNo);
        var reversed = await db.SingleAsync<Reversed>(
            ReverseSql, new { fund.FundId, request.EntryNo, request.Key, request.ReversedOn, request.Reason }, cancellationToken);
        return new GoodsReversed(
            new VoucherNumber(VoucherType.Reversal, reversed.VoucherYear, reversed.VoucherNo).ToString(), reversed.EntryNo);
    }
}
