using FundLedger.Domain;
using FundLedger.Domain.Children;
using FundLedger.Domain.Disbursements;
using FundLedger.Domain.Goods;
using NodaTime;

namespace FundLedger.UnitTests.UseCases;

/// <summary>What the rules of goods refuse before anything is written: lots, values, and the goods of a request on their way.</summary>
public sealed class GoodsRulesTests
{
    private const long Asker = 11;
    private const long Cashier = 12;

    private static readonly LocalDate Day = new(2021, 6, 20);

    private static readonly GoodsLot Lot = new() { Lot = 4, OnHand = 10, Reserved = 3, MovedOn = Day };

    private static readonly GoodsValue Worth = new(new Money(50_000), ValueBasis.Quote, "BG-07", Day);

    private static readonly RequestGoodsLine Milk = new() { Line = 1, Child = "T-01", Lot = 4, State = "reserved" };

    private static readonly GoodsOfRequest Goods = new()
    {
        Id = 5, IsApproved = true, Hands = [Asker], Lines = [Milk, Milk with { Line = 2, Child = "T-02" }],
    };

    private static readonly GoodsOfRequest Out = Goods with
    {
        IsOut = true, Lines = [Milk with { State = "issued" }, Milk with { Line = 2, State = "released" }],
    };

    [Fact]
    public void What_is_promised_is_not_free_to_be_lost()
    {
        Assert.Equal(7, Lot.Free);
        Assert.Null(Lot.RefusalToLose(7, Day));
        Assert.Equal(new GoodsShort(4, 8, 7), Lot.RefusalToLose(8, Day));
        Assert.Equal(new GoodsShort(4, 8, 7), Lot.RefusalToLose(8, Day.PlusDays(-1)));
        Assert.Equal(new GoodsMovedLater(4, Day), Lot.RefusalToLose(7, Day.PlusDays(-1)));
        Assert.Null(Lot.RefusalToMoveOn(Day.PlusDays(1)));
    }

    [Fact]
    public void A_lot_is_valued_once_while_some_of_it_is_left_and_not_before_it_moved()
    {
        Assert.Null(Lot.RefusalToValue(Day));
        Assert.Equal(new GoodsMovedLater(4, Day), Lot.RefusalToValue(Day.PlusDays(-1)));
        Assert.Equal(new GoodsValuedAlready(4, new Money(1)), (Lot with { UnitValue = new Money(1) }).RefusalToValue(Day));
        Assert.Equal(new GoodsValuedAlready(4, Money.Zero), (Lot with { OnHand = 0 }).RefusalToValue(Day));
        Assert.Null((Lot with { OnHand = 1 }).RefusalToValue(Day));
    }

    [Theory]
    [InlineData(0L, false)]
    [InlineData(1L, true)]
    [InlineData(1_000_000_000L, true)]
    [InlineData(1_000_000_001L, false)]
    public void A_unit_is_worth_one_dong_to_a_thousand_million(long unit, bool isRight) =>
        Assert.Equal(isRight ? null : new GoodsValueOutside(new Money(unit)), (Worth with { Unit = new Money(unit) }).FlawOn(Day));

    [Fact]
    public void A_value_names_a_paper_of_that_day_or_an_earlier_one()
    {
        Assert.Null((Worth with { Number = $" {new string('1', 60)} ", Date = Day.PlusDays(-400) }).FlawOn(Day));
        Assert.Null((Worth with { Number = "7", Basis = ValueBasis.Minutes }).FlawOn(Day));
        Assert.Equal(new GoodsBasisMissing(), (Worth with { Number = "  " }).FlawOn(Day));
        Assert.Equal(new GoodsBasisMissing(), (Worth with { Number = new string('1', 61) }).FlawOn(Day));
        Assert.Equal(new GoodsBasisMissing(), (Worth with { Date = Day.PlusDays(1) }).FlawOn(Day));
        Assert.Equal(new GoodsBasisMissing(), (Worth with { Basis = (ValueBasis)3 }).FlawOn(Day));
    }

    [Fact]
    public void Goods_are_issued_once_approved_by_a_hand_that_took_no_part()
    {
        Assert.Null(Goods.RefusalToIssue(Cashier));
        Assert.Equal(new NoGoodsToIssue(5), (Goods with { IsApproved = false }).RefusalToIssue(Cashier));
        Assert.Equal(new NoGoodsToIssue(5), Out.RefusalToIssue(Cashier));
        Assert.Equal(new GoodsHandTookPart(5), Goods.RefusalToIssue(Asker));
    }

    [Fact]
    public void Children_in_doubt_expired_lots_and_children_who_left_stop_the_issue_of_what_is_reserved()
    {
        var doubt = new UndecidedPair("T-02", "T-09");
        Assert.Equal(new PairsUndecided(5, "T-02", "T-09", 1), (Goods with { Pairs = [doubt, new("T-77", "T-09")] }).RefusalToIssue(Cashier));
        Assert.Null((Goods with { Pairs = [new("T-77", "T-09")] }).RefusalToIssue(Cashier));
        var old = Milk with { Line = 2, Lot = 8, IsExpired = true };
        Assert.Equal(new GoodsExpiredMeanwhile(2, 8), (Goods with { Lines = [Milk, old] }).RefusalToIssue(Cashier));
        Assert.Null((Goods with { Lines = [Milk, old with { State = "released" }] }).RefusalToIssue(Cashier));
        var died = Milk with { Obstacle = "died" };
        var left = Milk with { Line = 2, Child = "T-02", Obstacle = "left" };
        Assert.Equal(new LinesNotPayable(5, new ChildDied("T-01"), 2), (Goods with { Lines = [died, left] }).RefusalToIssue(Cashier));
        Assert.Equal(
            new LinesNotPayable(5, new ChildLeft("T-02"), 1),
            (Goods with { Lines = [died with { State = "released" }, left, Milk] }).RefusalToIssue(Cashier));
    }

    [Fact]
    public void Who_got_them_is_recorded_of_what_is_out()
    {
        Assert.Null(Out.RefusalToSettle(Cashier, []));
        Assert.Null(Out.RefusalToSettle(Cashier, [1]));
        Assert.Equal(new GoodsNotOut(5), Goods.RefusalToSettle(Cashier, []));
        Assert.Equal(new GoodsHandTookPart(5), Out.RefusalToSettle(Asker, []));
        Assert.Equal(new GoodsLineUnknown(5, 2), Out.RefusalToSettle(Cashier, [1, 2]));
        Assert.Equal(new GoodsLineUnknown(5, 9), Out.RefusalToSettle(Cashier, [9]));
    }

    [Fact]
    public void Only_what_is_reserved_for_an_approved_request_is_released()
    {
        Assert.Null(Goods.RefusalToRelease(Cashier, [2, 1]));
        Assert.Equal(new NoGoodsToIssue(5), Goods.RefusalToRelease(Cashier, []));
        Assert.Equal(new NoGoodsToIssue(5), (Goods with { IsApproved = false }).RefusalToRelease(Cashier, [1]));
        Assert.Equal(new NoGoodsToIssue(5), Out.RefusalToRelease(Cashier, [1]));
        Assert.Equal(new GoodsHandTookPart(5), Goods.RefusalToRelease(Asker, [1]));
        Assert.Equal(new GoodsLineUnknown(5, 3), Goods.RefusalToRelease(Cashier, [1, 3]));
        var partly = Goods with { Lines = [Milk, Milk with { Line = 2, State = "released" }] };
        Assert.Equal(new GoodsLineUnknown(5, 2), partly.RefusalToRelease(Cashier, [2]));
    }
}
