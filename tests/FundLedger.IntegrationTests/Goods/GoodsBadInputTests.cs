using FundLedger.Domain.Goods;
using FundLedger.Features.Goods;
using FundLedger.Features.Ledger;
using FundLedger.Features.Pipeline;
using FundLedger.Testing;

namespace FundLedger.IntegrationTests.Goods;

/// <summary>What nobody can take into stock.</summary>
public sealed class GoodsBadInputTests(LedgerCluster cluster) : IAsyncLifetime
{
    private readonly Ledger ledger = new(cluster);
    private int milk;

    public async ValueTask InitializeAsync()
    {
        await ledger.InitializeAsync();
        await ledger.Given.Pool();
        milk = await Stock.Item(ledger);
    }

    public ValueTask DisposeAsync() => ledger.DisposeAsync();

    [Fact]
    public async Task What_cannot_be_received_is_refused_by_name()
    {
        var line = new GoodsLine(milk, 5) { Value = Stock.Worth(1_000, ledger) };
        await RefusedAs<GoodsLinesMissing>();
        await RefusedAs<GoodsQuantityOutside>(line with { Quantity = 0 });
        await RefusedAs<GoodsQuantityOutside>(line with { Quantity = 1_000_001 });
        await RefusedAs<GoodsValueOutside>(line with { Value = Stock.Worth(0, ledger) });
        await RefusedAs<GoodsBasisMissing>(line with { Value = line.Value! with { Number = " " } });
        await RefusedAs<GoodsBasisMissing>(line with { Value = line.Value! with { Date = ledger.Clock.Today.PlusDays(1) } });
        await RefusedAs<GoodsExpiredBefore>(line with { ExpiresOn = ledger.Clock.Today.PlusDays(-1) });
        await RefusedAs<GoodsQualityTooLong>(line with { Quality = new string('x', 301) });
        await RefusedAs<GoodsItemNotFound>(line with { Item = 99 });
        Assert.IsType<GoodsDonorMissing>((await ledger.Send(TamDuong.Accountant, Stock.Receipt(ledger, line) with { DonorName = " " })).Error);
        Assert.IsType<PoolNotFound>((await ledger.Send(TamDuong.Accountant, Stock.Receipt(ledger, line) with { Pool = "?" })).Error);
        Assert.IsType<RoleMissing>((await ledger.Send(TamDuong.Cashier, Stock.Receipt(ledger, line))).Error);
        Assert.IsType<GoodsItemThere>((await ledger.Send(
            TamDuong.Cashier, new AddGoodsItem(Given.Fund, Guid.NewGuid(), "SỮA BỘT", "Hộp"))).Error);
        Assert.IsType<GoodsNameUnusable>((await ledger.Send(TamDuong.Cashier, new AddGoodsItem(Given.Fund, Guid.NewGuid(), "x", "kg"))).Error);
        Assert.IsType<GoodsUnitUnusable>((await ledger.Send(TamDuong.Cashier, new AddGoodsItem(Given.Fund, Guid.NewGuid(), "Gạo", " "))).Error);
    }

    private async Task RefusedAs<TError>(params GoodsLine[] lines) =>
        Assert.IsType<TError>((await ledger.Send(TamDuong.Accountant, Stock.Receipt(ledger, lines))).Error);
}
