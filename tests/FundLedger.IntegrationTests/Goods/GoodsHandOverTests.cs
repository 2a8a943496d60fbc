using FundLedger.Domain;
using FundLedger.Domain.Goods;
using FundLedger.Domain.Ledger;
using FundLedger.Features.Goods;
using FundLedger.Features.Pipeline;
using FundLedger.Testing;
using NodaTime;

namespace FundLedger.IntegrationTests.Goods;

/// <summary>Goods of a request are issued, settled or released in their time, by a cashier who took no part, and each step is shown.</summary>
public sealed class GoodsHandOverTests(LedgerCluster cluster) : IAsyncLifetime
{
    private const string Away = "Gia đình đi vắng dài ngày";

    private readonly Ledger ledger = new(cluster);
    private LocalDate day;
    private int milk;
    private string[] children = [];

    private static Guid Key => Guid.NewGuid();

    public async ValueTask InitializeAsync()
    {
        await ledger.InitializeAsync();
        day = ledger.Clock.Today;
        await ledger.Given.Pool();
        await ledger.Given.Receipt("CHUNG", 1_000_000);
        milk = await Stock.Item(ledger);
        children = await ledger.Given.Children(3);
        await Stock.Received(ledger, milk, 3, 50_000, day.PlusDays(10));
        await Stock.Received(ledger, milk, 20, 60_000);
    }

    public ValueTask DisposeAsync() => ledger.DisposeAsync();

    [Fact]
    public async Task Nothing_is_handed_over_of_what_nobody_approved()
    {
        var id = await Asked();
        Assert.Equal(new NoGoodsToIssue(id), await Issue(id));
        Assert.Equal(new NoGoodsToIssue(id), await Release(id, [1]));
        Assert.Equal(new GoodsNotOut(id), await Settle(id, []));
        Assert.Equal(new GoodsRequestNotFound(99), await Issue(99));
        Assert.Equal(new GoodsRequestNotFound(99), await Release(99, [1]));
        Assert.Equal(new GoodsRequestNotFound(99), await Settle(99, []));
        var goods = await Goods(id);
        Assert.Equal(Head() with { Status = "requested" }, goods.Head);
        Assert.Equal((false, 330_000L), (goods.Head.IsApproved, goods.Value.Dong));
        Assert.Equal(["reserved", "reserved", "reserved", "reserved"], goods.Rows.Select(row => row.State));
    }

    [Fact]
    public async Task Who_asked_or_approved_hands_nothing_over_and_who_is_no_cashier_neither()
    {
        var id = await Approved();
        foreach (var hand in new[] { TamDuong.Accountant, TamDuong.Approver, TamDuong.AccountantsOtherAccount })
        {
            Assert.Equal(new GoodsHandTookPart(id), await Issue(id, by: hand));
            Assert.Equal(new GoodsHandTookPart(id), await Release(id, [1], by: hand));
        }

        Assert.IsType<RoleMissing>(await Issue(id, by: TamDuong.SecondAccountant));
        Assert.IsType<RoleMissing>(await Release(id, [1], by: TamDuong.SecondApprover));
        Assert.Null(await Issue(id));
        Assert.Equal(new GoodsHandTookPart(id), await Settle(id, [], by: TamDuong.Approver));
        Assert.IsType<RoleMissing>(await Settle(id, [], by: TamDuong.SecondApprover));
        var may = new List<bool>();
        foreach (var reader in new[] { TamDuong.Cashier, TamDuong.Accountant, TamDuong.Approver, TamDuong.SecondAccountant, TamDuong.Auditor })
        {
            may.Add((await Goods(id, reader)).Head.MayAct);
        }

        Assert.Equal([true, false, false, false, false], may);
    }

    [Fact]
    public async Task What_is_released_issued_or_settled_is_so_once()
    {
        var id = await Approved();
        Assert.Equal(new NoGoodsToIssue(id), await Release(id, []));
        Assert.Equal(new GoodsLineUnknown(id, 9), await Release(id, [1, 9]));
        Assert.Equal(new LongReasonMissing(), await Release(id, [3], " 123456789 "));
        Assert.Equal(new GoodsReleased(1), await ledger.Done(TamDuong.Cashier, new ReleaseGoods(Given.Fund, Key, id, [3, 3], "0123456789")));
        Assert.Equal(new GoodsLineUnknown(id, 3), await Release(id, [3]));
        Assert.Equal(new GoodsNotOut(id), await Settle(id, []));
        Assert.Equal(new GoodsIssued("PX-2021-00001"), await ledger.Done(TamDuong.Cashier, new IssueGoods(Given.Fund, Key, id, "An")));
        Assert.Equal(new NoGoodsToIssue(id), await Issue(id));
        Assert.Equal(new NoGoodsToIssue(id), await Release(id, [1]));
        Assert.Equal(new GoodsLineUnknown(id, 3), await Settle(id, [3]));
        Assert.Equal(new GoodsLineUnknown(id, 9), await Settle(id, [1, 9]));
        Assert.Equal(new LongReasonMissing(), await Settle(id, [1], " 123456789 "));
        var settled = await ledger.Done(TamDuong.Cashier, new SettleGoods(Given.Fund, Key, id, [2], "0123456789"));
        Assert.Equal(new GoodsSettled(1, "PN-2021-00003"), settled);
        Assert.Equal(new GoodsNotOut(id), await Settle(id, []));
        Assert.Equal(new NoGoodsToIssue(id), await Issue(id));
    }

    [Fact]
    public async Task The_goods_of_a_request_are_shown_lot_by_lot_with_what_became_of_them()
    {
        var id = await Approved();
        await Release(id, [3]);
        ledger.Clock.Today = day.PlusDays(1);
        await ledger.Done(TamDuong.Cashier, new IssueGoods(Given.Fund, Key, id, " Cán bộ xã Bình Lư "));
        ledger.Clock.Today = day.PlusDays(11);
        await Settle(id, [2]);
        var goods = await Goods(id);
        Assert.Equal(
            Head() with
            {
                Status = "paid", Issue = "PX-2021-00001", IssuedOn = day.PlusDays(1), IssuedBy = "Thủ quỹ", Receiver = "Cán bộ xã Bình Lư",
                SettledOn = day.PlusDays(11), Back = "PN-2021-00003",
            },
            goods.Head);
        var old = Row(1, 1, 2, 50_000) with { ExpiresOn = day.PlusDays(10), IsExpired = true };
        Assert.Equal(
            [
                old with { State = "given" },
                old with { Line = 2, Child = children[1], Quantity = 1, Value = new Money(50_000), State = "back", Note = Away },
                Row(2, 2, 1, 60_000) with { State = "back", Note = Away },
                Row(3, 2, 2, 60_000) with { State = "released", Note = Away },
            ],
            goods.Rows);
        Assert.Equal([2, 2], goods.In("back").Select(row => row.Line));
    }

    [Fact]
    public async Task All_that_comes_back_leaves_nobody_with_goods_and_no_note_is_needed_where_nothing_does()
    {
        var first = await Approved();
        Assert.Null(await Issue(first));
        var back = await ledger.Done(TamDuong.Cashier, new SettleGoods(Given.Fund, Key, first, [3, 1, 2, 1], Away));
        Assert.Equal(new GoodsSettled(0, "PN-2021-00003"), back);
        var left = await Stock.Left(ledger, milk);
        Assert.Equal((23L, 0L, 1_350_000L), (left.OnHand, left.Reserved, left.Value.Dong));
        var second = await Approved();
        Assert.Null(await Issue(second));
        Assert.Equal(new GoodsSettled(3, null), await ledger.Done(TamDuong.Cashier, new SettleGoods(Given.Fund, Key, second, [], "ngắn")));
        Assert.Equal((17L, null), ((await Stock.Left(ledger, milk)).OnHand, (await Goods(second)).Head.Back));
    }

    [Fact]
    public async Task The_name_of_who_takes_the_goods_has_two_to_a_hundred_and_twenty_letters()
    {
        var id = await Approved();
        Assert.Equal(new GoodsReceiverMissing(), await Issue(id, " A "));
        Assert.Equal(new GoodsReceiverMissing(), await Issue(id, new string('x', 121)));
        Assert.Null(await Issue(id, new string('x', 120)));
        Assert.Equal(new string('x', 120), (await Goods(id)).Head.Receiver);
    }

    private async Task<long> Asked() => (await ledger.Done(TamDuong.Accountant, Stock.Gifts(milk, 2, only: true, children))).Id;

    private async Task<long> Approved()
    {
        var id = await Asked();
        await Stock.Approved(ledger, id);
        return id;
    }

    private async Task<Error?> Issue(long id, string receiver = "Cán bộ xã Bình Lư", string by = TamDuong.Cashier) =>
        (await ledger.Send(by, new IssueGoods(Given.Fund, Key, id, receiver))).Error;

    private async Task<Error?> Release(long id, int[] lines, string note = Away, string by = TamDuong.Cashier) =>
        (await ledger.Send(by, new ReleaseGoods(Given.Fund, Key, id, lines, note))).Error;

    private async Task<Error?> Settle(long id, int[] notGiven, string note = Away, string by = TamDuong.Cashier) =>
        (await ledger.Send(by, new SettleGoods(Given.Fund, Key, id, notGiven, note))).Error;

    private Task<RequestGoods> Goods(long id, string reader = TamDuong.Cashier) => ledger.Done(reader, new GetRequestGoods(Given.Fund, id));

    private static RequestGoodsHead Head() =>
        new() { TitleVi = "Quà Tết 2021", TitleEn = "Tết gift 2021", PoolVi = "CHUNG", PoolEn = "CHUNG", MayAct = true };

    private RequestGoodsRow Row(int line, int lot, long quantity, long unit) => new()
    {
        Line = line, Child = children[line - 1], Unit = "Xã Bình Lư", Item = milk, Name = "Sữa bột", Measure = "hộp", Lot = lot, Quantity = quantity,
        Value = new Money(quantity * unit),
    };
}
