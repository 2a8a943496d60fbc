using FundLedger.Domain;
using FundLedger.Domain.Goods;

namespace FundLedger.UnitTests.UseCases;

/// <summary>Recipients get what comes first in the order of the lots, each what is left by those before.</summary>
public sealed class GoodsPickTests
{
    private static GoodsPick Shelf => new(
    [
        new(1, "Sữa bột", 4, 3, new Money(50_000)), new(1, "Sữa bột", 2, 5, new Money(60_000)), new(2, "Gạo tẻ", 6, 9, new Money(15_000)),
        new(1, "Sữa bột", 7, 2, Money.Zero),
    ]);

    [Fact]
    public void Lots_are_used_up_in_their_order_and_shared_by_all_recipients()
    {
        var shelf = Shelf;
        Assert.Equal([new PickedGoods(4, 2, new Money(50_000))], shelf.Take([new(1, 2)]).Value);
        Assert.Equal([new PickedGoods(4, 1, new Money(50_000)), new PickedGoods(2, 3, new Money(60_000))], shelf.Take([new(1, 4)]).Value);
        Assert.Equal(
            [new PickedGoods(6, 9, new Money(15_000)), new PickedGoods(2, 2, new Money(60_000))], shelf.Take([new(2, 9), new(1, 2)]).Value);
        Assert.Empty(shelf.Take([]).Value);
    }

    [Fact]
    public void The_same_goods_wanted_twice_are_one_taking_of_a_lot()
    {
        var picked = Assert.Single(Shelf.Take([new(2, 4), new(2, 5)]).Value);
        Assert.Equal((6, 9L, 135_000L), (picked.Lot, picked.Quantity, picked.Value.Dong));
    }

    [Fact]
    public void What_lacks_is_valued_first_where_that_would_be_enough()
    {
        Assert.Equal(new GoodsValuedFirst(1, 2), Shelf.Take([new(1, 9)]).Error);
        Assert.Equal(new GoodsValuedFirst(1, 2), Shelf.Take([new(1, 10)]).Error);
        Assert.Equal(new GoodsLacking(1, 11, 3), Shelf.Take([new(1, 11)]).Error);
        Assert.Equal(new GoodsLacking(2, 10, 1), Shelf.Take([new(2, 10)]).Error);
        Assert.Equal(new GoodsLacking(3, 1, 1), Shelf.Take([new(3, 1)]).Error);
    }

    [Theory]
    [InlineData(0L)]
    [InlineData(-1L)]
    [InlineData(1_000_001L)]
    public void A_quantity_is_within_its_bounds(long quantity) =>
        Assert.Equal(new GoodsQuantityOutside(quantity), Shelf.Take([new(1, quantity)]).Error);

    [Fact]
    public void A_million_is_a_quantity_and_more_than_there_is() =>
        Assert.Equal(new GoodsLacking(1, 1_000_000, 999_992), Shelf.Take([new(1, 1_000_000)]).Error);
}
