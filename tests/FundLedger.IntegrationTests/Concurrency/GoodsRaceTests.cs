using FundLedger.Domain.Goods;
using FundLedger.Features.Goods;
using FundLedger.IntegrationTests.Goods;
using FundLedger.Testing;

namespace FundLedger.IntegrationTests.Concurrency;

/// <summary>Two people reach for the same goods.</summary>
public sealed class GoodsRaceTests(Ledger ledger) : IClassFixture<Ledger>
{
    [Fact]
    public async Task Of_two_plans_for_the_same_goods_one_gets_them()
    {
        await ledger.Given.Pool();
        var milk = await Stock.Item(ledger);
        await Stock.Received(ledger, milk, 3, 50_000);
        var children = await ledger.Given.Children(2);
        var answers = await Task.WhenAll(children.Select(child => Task.Run(() => ledger.Send(
            TamDuong.Accountant, Stock.Gifts(milk, 2, true, child)))));
        var late = Assert.IsType<GoodsLacking>(Assert.Single(answers, answer => !answer.IsOk).Error);
        Assert.Equal(1, late.Lacking);
        var id = answers.Single(answer => answer.IsOk).Value.Id;
        await Stock.Approved(ledger, id);
        var issues = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => ledger.Send(
            TamDuong.Cashier, new IssueGoods(Given.Fund, Guid.NewGuid(), id, "Cán bộ xã")))));
        Assert.Single(issues, answer => answer.IsOk);
        Assert.All(issues.Where(answer => !answer.IsOk), answer => Assert.IsType<NoGoodsToIssue>(answer.Error));
        Assert.Equal(1, (await Stock.Left(ledger, milk)).OnHand);
    }
}
