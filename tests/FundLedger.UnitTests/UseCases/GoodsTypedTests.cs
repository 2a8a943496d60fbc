using FundLedger.Domain;
using FundLedger.Domain.Goods;
using FundLedger.Features.Goods;
using NodaTime;

namespace FundLedger.UnitTests.UseCases;

/// <summary>Goods as they are typed and as they are listed: bounds, sums, and what is the matter with them.</summary>
public sealed class GoodsTypedTests
{
    private static readonly LocalDate Day = new(2021, 6, 20);

    private static readonly GoodsLine Milk = new(1, 5) { Value = new(new Money(50_000), ValueBasis.Invoice, "HD-12", Day) };

    private static readonly ReceiveGoods Receipt = new("Q106", Guid.Empty, "CHUNG", Day, "Công ty Sữa", [Milk]);

    [Theory]
    [InlineData(0L, false)]
    [InlineData(1L, true)]
    [InlineData(1_000_000L, true)]
    [InlineData(1_000_001L, false)]
    public void A_line_is_of_one_to_a_million(long quantity, bool isRight) =>
        Assert.Equal(isRight ? null : new GoodsQuantityOutside(quantity), (Milk with { Quantity = quantity }).FlawOn(Day));

    [Fact]
    public void Goods_last_at_least_until_the_day_they_come()
    {
        Assert.Null((Milk with { ExpiresOn = Day }).FlawOn(Day));
        Assert.Equal(new GoodsExpiredBefore(Day.PlusDays(-1)), (Milk with { ExpiresOn = Day.PlusDays(-1) }).FlawOn(Day));
        Assert.Null((Milk with { Quality = $" {new string('x', 300)} " }).FlawOn(Day));
        Assert.Equal(new GoodsQualityTooLong(), (Milk with { Quality = new string('x', 301) }).FlawOn(Day));
        Assert.Equal(new GoodsBasisMissing(), Milk.FlawOn(Day.PlusDays(-1)));
        Assert.Null((Milk with { Value = null }).FlawOn(Day));
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(50, true)]
    [InlineData(51, false)]
    public void A_receipt_has_one_to_fifty_lines(int lines, bool isRight) => Assert.Equal(
        isRight ? null : new GoodsLinesMissing(50), (Receipt with { Lines = [.. Enumerable.Repeat(Milk, lines)] }).Flaw);

    [Fact]
    public void A_receipt_names_its_giver_and_the_first_line_that_is_wrong()
    {
        Assert.Null((Receipt with { DonorName = $" {new string('x', 200)} " }).Flaw);
        Assert.Equal(new GoodsDonorMissing(), (Receipt with { DonorName = new string('x', 201) }).Flaw);
        Assert.Equal(new GoodsDonorMissing(), (Receipt with { DonorName = " " }).Flaw);
        Assert.Equal(new GoodsQuantityOutside(0), (Receipt with { Lines = [Milk, Milk with { Quantity = 0 }, Milk with { Quantity = -1 }] }).Flaw);
    }

    [Theory]
    [InlineData("received", false, true)]
    [InlineData("valued", false, true)]
    [InlineData("lost", false, true)]
    [InlineData("received", true, false)]
    [InlineData("valued", true, false)]
    [InlineData("lost", true, false)]
    [InlineData("issued", false, false)]
    public void What_came_was_valued_or_lost_is_taken_back_once(string kind, bool isReversed, bool mayReverse) =>
        Assert.Equal(mayReverse, new CardRow { Kind = kind, IsReversed = isReversed }.MayReverse);

    [Fact]
    public void A_card_and_a_stock_add_up_what_is_there()
    {
        StockedLot[] lots = [new() { OnHand = 5, Value = new Money(250) }, new() { OnHand = 2, UnitValue = new Money(9), Value = new Money(18) }];
        var card = new GoodsCard(1, "Sữa bột", "hộp", lots, []);
        Assert.Equal((7L, 268L), (card.OnHand, card.Value.Dong));
        Assert.Equal([false, true], lots.Select(lot => lot.IsValued));
        Assert.Equal(268L, new GoodsStock([new() { Value = new Money(250) }, new() { Value = new Money(18) }], Day).Value.Dong);
    }

    [Theory]
    [InlineData(GoodsState.All, true, true, true, true, true)]
    [InlineData(GoodsState.InStock, true, false, false, false, false)]
    [InlineData(GoodsState.Expiring, false, true, false, false, false)]
    [InlineData(GoodsState.Expired, false, false, true, false, false)]
    [InlineData(GoodsState.Unvalued, false, false, false, true, false)]
    public void Goods_are_sought_by_what_is_the_matter(GoodsState state, params bool[] found) => Assert.Equal(found, ((StockedItem[])
        [
            new() { OnHand = 1 }, new() { Expiring = 1 }, new() { Expired = 1 }, new() { Unvalued = 1 }, new() { Reserved = 1 },
        ]).Select(item => item.Is(state)));

    [Theory]
    [InlineData("requested", false)]
    [InlineData("approved", true)]
    [InlineData("paid", true)]
    [InlineData("withdrawn", false)]
    public void Goods_of_a_request_are_handed_over_once_it_is_approved(string status, bool isApproved) =>
        Assert.Equal(isApproved, new RequestGoodsHead { Status = status }.IsApproved);

    [Fact]
    public void Goods_of_a_request_are_summed_and_told_apart_by_their_state()
    {
        var goods = new RequestGoods(
            new RequestGoodsHead(),
            [
                new() { Line = 1, State = "out", Value = new Money(5) }, new() { Line = 2, State = "given", Value = new Money(7) },
                new() { Line = 3, State = "out" },
            ]);
        Assert.Equal(12L, goods.Value.Dong);
        Assert.Equal([1, 3], goods.In("out").Select(row => row.Line));
        Assert.Empty(goods.In("back"));
    }

    [Fact]
    public void Bases_and_causes_have_their_words()
    {
        Assert.Equal(["invoice", "quote", "minutes"], Enum.GetValues<ValueBasis>().Select(GoodsStore.WordOf));
        Assert.Equal(["spoiled", "expired", "lost", "miscounted"], Enum.GetValues<LossCause>().Select(GoodsStore.WordOf));
        Assert.Equal("PX-2021-00009", new GoodsVoucher { VoucherYear = 2021, VoucherNo = 9 }.As(Domain.Ledger.VoucherType.GoodsIssue));
    }
}
