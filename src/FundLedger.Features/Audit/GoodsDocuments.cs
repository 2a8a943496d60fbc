using FundLedger.Domain;
using FundLedger.Domain.Ledger;
using FundLedger.Features.Pipeline;

namespace FundLedger.Features.Audit;

/// <summary>What the goods entries of a stretch of the log rest on, and the entry that follows from it.</summary>
internal sealed class GoodsDocuments
{
    private const string GoodsSql = """
        SELECT m.entry_no, l.pool_id, sum(m.value)::bigint AS value
        FROM journal_entries e JOIN goods_moves m ON m.fund_id = e.fund_id AND m.entry_no = e.entry_no
        JOIN goods_lots l ON l.fund_id = m.fund_id AND l.lot_no = m.lot_no
        WHERE e.fund_id = @FundId AND e.book = 'financial' AND e.log_no BETWEEN @From AND @To GROUP BY m.entry_no, l.pool_id
        """;

    private readonly Dictionary<long, SealedGoods> moved;

    private GoodsDocuments(IEnumerable<SealedGoods> moved) => this.moved = moved.DistinctBy(goods => goods.EntryNo).ToDictionary(goods =>
        goods.EntryNo);

    public static GoodsDocuments None { get; } = new([]);

    /// <param name="range">FundId, From and To.</param>
    public static async Task<GoodsDocuments> LoadAsync(Db db, object range, CancellationToken token) =>
        new(await db.ListAsync<SealedGoods>(GoodsSql, range, token));

    public static bool IsOf(string kind) =>
        kind is "goods_receipt" or "goods_valuation" or "goods_issue" or "goods_return" or "goods_loss";

    /// <summary>The entry of goods that must stand there.</summary>
    public Result<JournalEntry> Expected(SealedEntry entry, SealedVoucher voucher, SealedRequest? request, SealedRequestLine? line)
    {
        if (!moved.TryGetValue(entry.EntryNo, out var goods)) return new DocumentMissing($"goods of entry {entry.EntryNo}");
        return entry.Kind switch
        {
            "goods_receipt" => EntryRules.GoodsIn(voucher, EntryKind.GoodsReceipt, goods),
            "goods_valuation" => EntryRules.GoodsIn(voucher, EntryKind.GoodsValuation, goods),
            "goods_loss" => EntryRules.GoodsLost(voucher, goods),
            _ => request is null || line is null
                ? new DocumentMissing($"line {entry.DisbursementLine} of request {entry.DisbursementId}")
                : entry.Kind == "goods_return"
                ? EntryRules.GoodsReturned(voucher, request, line, goods)
                : EntryRules.GoodsIssued(voucher, request, line, goods),
        };
    }
}
