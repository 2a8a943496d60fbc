using FundLedger.Domain;
using FundLedger.Features.Funds;

namespace FundLedger.UnitTests.UseCases;

public sealed class FundOverviewTests
{
    [Fact]
    public void What_is_reserved_and_what_is_in_stock_is_added_up_over_all_pools_and_articles()
    {
        PoolOverview[] pools = [new() { Reserved = new Money(2), Available = new Money(7) }, new() { Reserved = new Money(3), Available = new Money(6) }];
        var overview = new FundOverview(new FundOnDate(), pools, [], [])
        {
            Goods = [new() { Value = new Money(10) }, new() { Value = new Money(1) }],
        };
        Assert.Equal((5L, 13L, 11L), (overview.Reserved.Dong, overview.Available.Dong, overview.GoodsValue.Dong));
    }
}
