using FundLedger.Domain;
using FundLedger.Domain.Goods;
using FundLedger.Features.Goods;
using FundLedger.Testing;
using NodaTime;

namespace FundLedger.IntegrationTests.Goods;

/// <summary>A stock card shows each lot with what is known of it, and each move with what was left after it.</summary>
public sealed class GoodsCardTests(LedgerCluster cluster) : IAsyncLifetime
{
    private readonly Ledger ledger = new(cluster);
    private LocalDate day;
    private int milk;

    public async ValueTask InitializeAsync()
    {
        await ledger.InitializeAsync();
        day = ledger.Clock.Today;
        await ledger.Given.Pool();
        milk = await Stock.Item(ledger);
    }

    public ValueTask DisposeAsync() => ledger.DisposeAsync();

    [Fact]
    public async Task Lots_stand_in_the_order_in_which_they_expire_with_the_paper_of_their_value()
    {
        await ThreeLotsAsync();
        await ledger.Done(TamDuong.Accountant, Valuation());
        var card = await Stock.Card(ledger, milk);
        Assert.Equal((milk, "Sữa bột", "hộp", 145L, 6_805_000L), (card.Item, card.Name, card.Unit, card.OnHand, card.Value.Dong));
        Assert.Equal(
            [
                Lot(3, 5, 1_000) with { ExpiresOn = day, IsExpired = true, Basis = ValueBasis.Quote, BasisNumber = "BG-01", BasisDate = day.PlusDays(-2) },
                Lot(1, 100, 50_000) with
                {
                    ExpiresOn = day.PlusDays(90), Quality = "nguyên thùng", Basis = ValueBasis.Invoice, BasisNumber = "HD-12", BasisDate = day,
                },
                Lot(2, 40, 45_000) with { Basis = ValueBasis.Minutes, BasisNumber = "BB-09", BasisDate = day },
            ],
            card.Lots);
        Assert.Equal([true, true, true], card.Lots.Select(lot => lot.IsValued));
        await ledger.Done(TamDuong.Accountant, await Stock.Reversal(ledger, milk, "valued"));
        var unvalued = (await Stock.Card(ledger, milk)).Lots[2];
        Assert.Equal((Lot(2, 40, 0), false), (unvalued, unvalued.IsValued));
    }

    [Fact]
    public async Task Each_line_has_its_move_its_entry_and_what_was_left_of_all_lots()
    {
        await ThreeLotsAsync();
        await ledger.Done(TamDuong.Accountant, Valuation());
        await ledger.Done(TamDuong.Accountant, await Stock.Reversal(ledger, milk, "valued"));
        var rows = (await Stock.Card(ledger, milk)).Rows;
        var received = new CardRow { Date = day, Voucher = "PN-2021-00001", Kind = "received" };
        var later = new CardRow { Date = day.PlusDays(1), Lot = 2, Left = 145 };
        Assert.Equal(
            [
                received with { Move = 1, Lot = 1, Quantity = 100, Value = new Money(5_000_000), Left = 100, Entry = 1 },
                received with { Move = 2, Lot = 2, Quantity = 40, Left = 140 },
                received with { Move = 3, Lot = 3, Quantity = 5, Value = new Money(5_000), Left = 145, Entry = 2 },
                later with { Move = 4, Voucher = "DG-2021-00001", Kind = "valued", Value = new Money(1_800_000), Entry = 3, IsReversed = true },
                later with { Move = 5, Voucher = "BD-2021-00001", Kind = "reversed", Value = new Money(-1_800_000), Entry = 4 },
            ],
            rows);
        Assert.Equal([true, true, true, false, false], rows.Select(row => row.MayReverse));
    }

    [Fact]
    public async Task What_is_given_comes_back_or_is_lost_is_a_line_each_and_names_its_request()
    {
        await ledger.Given.Receipt("CHUNG", 1_000_000);
        await Stock.Received(ledger, milk, 20, 50_000);
        var id = (await ledger.Done(TamDuong.Accountant, Stock.Gifts(milk, 2, only: true, await ledger.Given.Children(2)))).Id;
        await Stock.Approved(ledger, id);
        Assert.Equal(4, Assert.Single((await Stock.Card(ledger, milk)).Lots).Reserved);
        await ledger.Done(TamDuong.Cashier, new IssueGoods(Given.Fund, Guid.NewGuid(), id, "Cán bộ xã Bình Lư"));
        await ledger.Done(TamDuong.Cashier, new SettleGoods(Given.Fund, Guid.NewGuid(), id, [2], "Gia đình đi vắng dài ngày"));
        var loss = (await ledger.Done(TamDuong.Accountant, Stock.Loss(ledger, 1, 1))).Loss;
        await ledger.Done(TamDuong.Approver, new ApproveGoodsLoss(Given.Fund, Guid.NewGuid(), loss));
        var rows = (await Stock.Card(ledger, milk)).Rows;
        Assert.Equal(
            [
                ("received", "PN-2021-00001", 20L, 1_000_000L, 20L, null), ("issued", "PX-2021-00001", -2L, -100_000L, 18L, id),
                ("issued", "PX-2021-00001", -2L, -100_000L, 16L, id), ("returned", "PN-2021-00002", 2L, 100_000L, 18L, id),
                ("lost", "PX-2021-00002", -1L, -50_000L, 17L, (long?)null),
            ],
            rows.Select(row => (row.Kind, row.Voucher, row.Quantity, row.Value.Dong, row.Left, row.Request)));
        Assert.Equal([true, false, false, false, true], rows.Select(row => row.MayReverse));
        Assert.Equal([1L, 2, 3, 4, 5], rows.Select(row => row.Move));
        Assert.Equal(0, Assert.Single((await Stock.Card(ledger, milk)).Lots).Reserved);
    }

    [Fact]
    public async Task A_card_is_of_one_kind_of_goods()
    {
        var rice = await Stock.Item(ledger, "Gạo tẻ", "kg");
        await Stock.Received(ledger, milk, 10, 50_000);
        await Stock.Received(ledger, rice, 3, null);
        var card = await Stock.Card(ledger, rice);
        Assert.Equal((rice, "Gạo tẻ", "kg", 3L, 0L), (card.Item, card.Name, card.Unit, card.OnHand, card.Value.Dong));
        Assert.Equal((2, "PN-2021-00002"), (Assert.Single(card.Lots).Lot, Assert.Single(card.Rows).Voucher));
        var empty = await Stock.Card(ledger, await Stock.Item(ledger, "Áo ấm", "cái"));
        Assert.Equal((0, 0, 0L, 0L), (empty.Lots.Count, empty.Rows.Count, empty.OnHand, empty.Value.Dong));
    }

    // Valued, without a value, and of the day itself; all read on the day after.
    private async Task ThreeLotsAsync()
    {
        await ledger.Done(TamDuong.Accountant, Stock.Receipt(
            ledger,
            new GoodsLine(milk, 100) { Value = Stock.Worth(50_000, ledger), ExpiresOn = day.PlusDays(90), Quality = " nguyên thùng " },
            new GoodsLine(milk, 40),
            new GoodsLine(milk, 5) { Value = new(new Money(1_000), ValueBasis.Quote, " BG-01 ", day.PlusDays(-2)), ExpiresOn = day }));
        ledger.Clock.Today = day.PlusDays(1);
    }

    private ValueGoods Valuation() => new(
        Given.Fund, Guid.NewGuid(), 2, ledger.Clock.Today, new GoodsValue(new Money(45_000), ValueBasis.Minutes, " BB-09 ", day));

    private StockedLot Lot(int no, long onHand, long unit) => new()
    {
        Lot = no, Pool = "CHUNG", PoolVi = "CHUNG", PoolEn = "CHUNG", ReceivedOn = day, Voucher = "PN-2021-00001", OnHand = onHand,
        UnitValue = new Money(unit), Value = new Money(onHand * unit),
    };
}
