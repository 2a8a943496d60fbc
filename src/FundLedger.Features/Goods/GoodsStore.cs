using FundLedger.Domain;
using FundLedger.Domain.Goods;
using FundLedger.Domain.Ledger;
using FundLedger.Features.Pipeline;

namespace FundLedger.Features.Goods;

public sealed record GoodsItemNotFound(int Item) : NotFound($"The fund keeps no goods number {Item}.")
{
    public override string Field => "Item";
}

public sealed record GoodsLotNotFound(int Lot) : NotFound($"The fund has no lot {Lot}.");

public sealed record GoodsLossNotFound(int Loss) : NotFound($"The fund has no loss {Loss}.");

/// <summary>What a use case of goods reads before it judges, once the fund's lock is held.</summary>
internal sealed class GoodsStore(Db db)
{
    private const string LotSql = """
        SELECT b.lot_no AS lot, b.on_hand, b.reserved, b.unit_value, l.expires_on,
            (SELECT max(m.moved_on) FROM goods_moves m WHERE m.fund_id = b.fund_id AND m.lot_no = b.lot_no) AS moved_on
        FROM goods_balances b JOIN goods_lots l USING (fund_id, lot_no) WHERE b.fund_id = @FundId AND b.lot_no = @Lot
        """;

    public Task<GoodsLot?> LotAsync(int fundId, int lot, CancellationToken token) =>
        db.FindAsync<GoodsLot>(LotSql, new { FundId = fundId, Lot = lot }, token);

    /// <summary>A basis or cause as the database writes it.</summary>
    public static string WordOf(ValueBasis basis) => basis switch
    {
        ValueBasis.Invoice => "invoice", ValueBasis.Quote => "quote", _ => "minutes",
    };

    public static string WordOf(LossCause cause) => cause switch
    {
        LossCause.Spoiled => "spoiled", LossCause.Expired => "expired", LossCause.Lost => "lost", _ => "miscounted",
    };
}

/// <summary>The number that a use case of goods gave its voucher.</summary>
internal sealed record GoodsVoucher
{
    public int VoucherYear { get; init; }

    public int VoucherNo { get; init; }

    public string As(VoucherType type) => new VoucherNumber(type, VoucherYear, VoucherNo).ToString();
}
