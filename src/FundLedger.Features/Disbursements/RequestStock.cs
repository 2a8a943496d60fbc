using FundLedger.Domain;
using FundLedger.Domain.Goods;
using FundLedger.Features.Ledger;
using FundLedger.Features.Pipeline;

namespace FundLedger.Features.Disbursements;

/// <summary>Finds the lots that the lines of a request get out of the stock of its pool, and reserves them with it.</summary>
internal sealed class RequestStock(Db db, Pools pools)
{
    private const string LotsSql = """
        SELECT l.item_no AS item, i.name, b.lot_no AS lot, b.on_hand - b.reserved AS free, b.unit_value
        FROM goods_balances b JOIN goods_lots l USING (fund_id, lot_no) JOIN goods_items i USING (fund_id, item_no)
        WHERE b.fund_id = @FundId AND b.pool_id = @PoolId AND l.item_no = ANY (@Items) AND b.on_hand > b.reserved
            AND (l.expires_on IS NULL OR l.expires_on >= business_today())
        ORDER BY l.expires_on NULLS LAST, b.lot_no
        """;

    private const string FundSql = "SELECT fund_id FROM funds WHERE code = @Fund";

    private const string ReserveSql = "SELECT reserve_goods(@FundId, @Lines, @Lots, @Quantities)";

    /// <summary>The lines with what each gets, and its value among the amount.</summary>
    public async Task<Result<IReadOnlyList<SupportLine>>> PickAsync(
        int fundId, Pool pool, IReadOnlyList<SupportLine> lines, CancellationToken token)
    {
        if (lines.All(line => line.Wanted.Count == 0)) return lines.ToList();
        var items = lines.SelectMany(line => line.Wanted).Select(wanted => wanted.Item).Distinct().ToArray();
        var pick = new GoodsPick(await db.ListAsync<PickableLot>(LotsSql, new { FundId = fundId, pool.PoolId, Items = items }, token));
        var picked = new List<SupportLine>();
        foreach (var line in lines)
        {
            var taken = pick.Take(line.Wanted);
            if (taken.Error is { } refusal) return refusal;
            picked.Add(line.WithStock(taken.Value));
        }

        return picked;
    }

    /// <summary>A line with what it would get out of the stock of a pool; unchanged where none is named.</summary>
    public async Task<Result<SupportLine>> TryAsync(string fund, string? poolCode, SupportLine line, CancellationToken token)
    {
        if (line.Wanted.Count == 0 || string.IsNullOrEmpty(poolCode)) return line;
        if (await pools.FindAsync(fund, poolCode, token) is not { } pool) return new PoolNotFound(poolCode);
        var picked = await PickAsync(await db.SingleAsync<int>(FundSql, new { Fund = fund }, token), pool, [line], token);
        return picked.IsOk ? picked.Value[0] : picked.Error!;
    }

    /// <param name="lines">In the order in which the request numbers them.</param>
    public async Task ReserveAsync(int fundId, IReadOnlyList<SupportLine> lines, CancellationToken token)
    {
        var rows = lines.SelectMany((line, i) => line.Stock.Select(goods => (Line: i + 1, goods.Lot, goods.Quantity))).ToList();
        if (rows.Count == 0) return;
        var reserved = new
        {
            FundId = fundId, Lines = rows.Select(row => row.Line).ToArray(), Lots = rows.Select(row => row.Lot).ToArray(),
            Quantities = rows.Select(row => row.Quantity).ToArray(),
        };
        await db.ExecuteAsync(ReserveSql, reserved, token);
    }
}
