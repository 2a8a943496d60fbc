using FundLedger.Domain;
using FundLedger.Domain.Goods;
using FundLedger.Features.Goods;
using FundLedger.Testing;
using NodaTime;

namespace FundLedger.IntegrationTests.Goods;

/// <summary>What the lists of stock and of losses tell, to the last column, in their order and by their filters.</summary>
public sealed class GoodsListsTests(LedgerCluster cluster) : IAsyncLifetime
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
    public async Task What_expires_within_thirty_days_is_told_from_what_has_expired_and_what_lasts()
    {
        await ledger.Given.Receipt("CHUNG", 1_000_000);
        await ledger.Done(TamDuong.Accountant, Stock.Receipt(
            ledger, Lasting(1, 0), Lasting(2, 1), Lasting(4, 31), Lasting(8, 32), new GoodsLine(milk, 16)));
        ledger.Clock.Today = day.PlusDays(1);
        await ledger.Done(TamDuong.Accountant, Stock.Gifts(milk, 3, only: true, await ledger.Given.Children(1)));
        var stock = await ledger.Done(TamDuong.Auditor, new ListGoods(Given.Fund));
        Assert.Equal((day.PlusDays(1), 15_000L), (stock.Today, stock.Value.Dong));
        Assert.Equal(
            new StockedItem
            {
                Item = milk, Name = "Sữa bột", Unit = "hộp", OnHand = 31, Reserved = 3, Value = new Money(15_000), Unvalued = 16, Expiring = 6,
                Expired = 1, ExpiresFirst = day.PlusDays(1),
            },
            Assert.Single(stock.Items));
        ledger.Clock.Today = day.PlusDays(33);
        var old = await Stock.Left(ledger, milk);
        Assert.Equal((0L, 15L, null, 31L), (old.Expiring, old.Expired, old.ExpiresFirst, old.OnHand));
    }

    [Fact]
    public async Task What_has_left_the_stock_does_not_expire_any_more()
    {
        await Stock.Received(ledger, milk, 2, null, day.PlusDays(3));
        await Stock.Received(ledger, milk, 5, null, day.PlusDays(9));
        var loss = (await ledger.Done(TamDuong.Accountant, Stock.Loss(ledger, 1, 2))).Loss;
        Assert.Equal(day.PlusDays(3), (await Stock.Left(ledger, milk)).ExpiresFirst);
        await ledger.Done(TamDuong.Approver, new ApproveGoodsLoss(Given.Fund, Guid.NewGuid(), loss));
        var left = await Stock.Left(ledger, milk);
        Assert.Equal((5L, 5L, day.PlusDays(9)), (left.OnHand, left.Expiring, left.ExpiresFirst));
    }

    [Fact]
    public async Task Goods_stand_in_the_order_of_their_names_and_are_found_without_accents()
    {
        await Stock.Item(ledger, "Bánh quy", "thùng");
        await Stock.Item(ledger, "Đậu xanh", "kg");
        await Stock.Item(ledger, "Áo ấm", "cái");
        await Stock.Item(ledger, "Bánh quy", "gói");
        string[] all = ["4 Áo ấm", "2 Bánh quy", "5 Bánh quy", "3 Đậu xanh", "1 Sữa bột"];
        Assert.Equal(all, await Listed(new ListGoods(Given.Fund)));
        Assert.Equal(all, await Listed(new ListGoods(Given.Fund, Text: " ")));
        Assert.Equal(["3 Đậu xanh"], await Listed(new ListGoods(Given.Fund, Text: "DAU")));
        Assert.Equal(["2 Bánh quy", "5 Bánh quy"], await Listed(new ListGoods(Given.Fund, Text: " banh  QUY ")));
        Assert.Empty(await Listed(new ListGoods(Given.Fund, Text: "gạo")));
        await Stock.Received(ledger, 2, 1, 9_000);
        Assert.Equal(["2 Bánh quy"], await Listed(new ListGoods(Given.Fund, GoodsState.InStock)));
        Assert.Equal(["2 Bánh quy"], await Listed(new ListGoods(Given.Fund, GoodsState.InStock, "CHUNG", "bánh")));
        Assert.Empty(await Listed(new ListGoods(Given.Fund, GoodsState.InStock, "CHUNG", "sữa")));
        Assert.Empty(await Listed(new ListGoods(Given.Fund, GoodsState.Unvalued)));
        Assert.Equal(all, await Listed(new ListGoods(Given.Fund, Pool: "KHÔNG CÓ")));
    }

    [Fact]
    public async Task Losses_that_wait_come_first_then_the_newest()
    {
        await Stock.Received(ledger, milk, 100, 50_000);
        foreach (var asker in new[] { TamDuong.Accountant, TamDuong.Cashier, TamDuong.Cashier, TamDuong.Accountant })
        {
            await ledger.Done(asker, Stock.Loss(ledger, 1, 7));
        }

        ledger.Clock.Today = day.PlusDays(2);
        await ledger.Done(TamDuong.Approver, new ApproveGoodsLoss(Given.Fund, Guid.NewGuid(), 1));
        await ledger.Done(TamDuong.SecondApprover, new RejectGoodsLoss(Given.Fund, Guid.NewGuid(), 3, " Đếm lại thấy đủ "));
        var losses = await Losses(TamDuong.Approver);
        Assert.Equal([4, 2, 3, 1], losses.Select(loss => loss.Loss));
        var asked = new ListedLoss
        {
            Loss = 4, Lot = 1, Item = milk, Name = "Sữa bột", Unit = "hộp", Quantity = 7, Value = new Money(350_000), Cause = LossCause.Spoiled,
            MinutesNumber = "BB-03", MinutesDate = day, Reason = "Hộp bị rách, sữa ẩm mốc", AskedOn = day, AskedBy = "Kế toán Quỹ", Status = "asked",
            MayDecide = true,
        };
        Assert.Equal(
            [
                asked, asked with { Loss = 2, AskedBy = "Thủ quỹ" },
                asked with
                {
                    Loss = 3, AskedBy = "Thủ quỹ", Status = "rejected", DecidedBy = "Phó Chủ tịch Hội đồng Quỹ", RejectedFor = "Đếm lại thấy đủ",
                    MayDecide = false,
                },
                asked with { Loss = 1, Status = "approved", DecidedBy = "Chủ tịch Hội đồng Quỹ", Voucher = "PX-2021-00001", MayDecide = false },
            ],
            losses);
        Assert.Equal([4, 2], (await Losses(TamDuong.Auditor, true)).Select(loss => loss.Loss));
        Assert.Equal([false, true, false, false], (await Losses(TamDuong.AccountantsOtherAccount)).Select(loss => loss.MayDecide));
        Assert.Equal([false, false, false, false], (await Losses(TamDuong.Cashier)).Select(loss => loss.MayDecide));
    }

    [Fact]
    public async Task A_loss_is_worth_what_its_lot_is_worth_now()
    {
        Assert.Empty(await Losses(TamDuong.Approver));
        await Stock.Received(ledger, milk, 10, null);
        await ledger.Done(TamDuong.Cashier, Stock.Loss(ledger, 1, 3) with { Cause = LossCause.Expired });
        var unknown = Assert.Single(await Losses(TamDuong.Approver));
        Assert.Equal((0L, LossCause.Expired), (unknown.Value.Dong, unknown.Cause));
        await ledger.Done(TamDuong.Accountant, new ValueGoods(Given.Fund, Guid.NewGuid(), 1, day, Stock.Worth(45_000, ledger)));
        Assert.Equal(135_000L, Assert.Single(await Losses(TamDuong.Approver)).Value.Dong);
    }

    private GoodsLine Lasting(long quantity, int days) =>
        new(milk, quantity) { Value = Stock.Worth(1_000, ledger), ExpiresOn = day.PlusDays(days) };

    private async Task<IEnumerable<string>> Listed(ListGoods listing) =>
        (await ledger.Done(TamDuong.Auditor, listing)).Items.Select(item => $"{item.Item} {item.Name}");

    private Task<IReadOnlyList<ListedLoss>> Losses(string reader, bool waiting = false) =>
        ledger.Done(reader, new ListGoodsLosses(Given.Fund, waiting));
}
