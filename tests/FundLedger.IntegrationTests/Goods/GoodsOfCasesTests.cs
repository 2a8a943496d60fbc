using FundLedger.Domain;
using FundLedger.Domain.Disbursements;
using FundLedger.Domain.Goods;
using FundLedger.Domain.Norms;
using FundLedger.Features.Disbursements;
using FundLedger.Features.Goods;
using FundLedger.Testing;

namespace FundLedger.IntegrationTests.Goods;

/// <summary>Goods out of the stock in a request for one: a school, a child after an accident; alone or beside money.</summary>
public sealed class GoodsOfCasesTests(LedgerCluster cluster) : IAsyncLifetime
{
    // As if the district's decision let goods be given after an accident too.
    private const string GoodsAfterAccidentsSql = """
        SET session_replication_role = replica;
        UPDATE norm_lines SET goods_allowed = true WHERE line_code = 'D-12';
        RESET session_replication_role
        """;

    private readonly Ledger ledger = new(cluster);
    private int milk;
    private string school = "";

    public async ValueTask InitializeAsync()
    {
        await ledger.InitializeAsync();
        await ledger.Given.Pool();
        await ledger.Given.Receipt("CHUNG", 5_000_000);
        milk = await Stock.Item(ledger);
        await Stock.Received(ledger, milk, 100, 50_000);
        school = (await ledger.Done(TamDuong.Accountant, new AddInstitution(Given.Fund, Guid.NewGuid(), "03412", "Trường Mầm non"))).Institution;
    }

    public ValueTask DisposeAsync() => ledger.DisposeAsync();

    [Fact]
    public async Task A_school_gets_goods_alone_which_leave_the_stock_and_are_recorded_as_given()
    {
        var gift = Gift(4) with { IsStockOnly = true };
        var assessed = await ledger.Done(TamDuong.Accountant, new AssessSupport(Given.Fund, gift) { Pool = "CHUNG" });
        Assert.Equal((2_000_000L, 200_000L), (assessed.Limit.Dong, assessed.Allowed.Dong));
        var id = (await ledger.Done(TamDuong.Accountant, Request(gift))).Id;
        var sheet = await Sheet(id);
        Assert.Equal((200_000L, 0L, 200_000L), (sheet.Head.Total.Dong, sheet.Cash.Dong, sheet.StockValue.Dong));
        Assert.Equal((100L, 4L), await Left());
        await Stock.Approved(ledger, id);
        Assert.IsType<GoodsNotPaid>((await ledger.Send(TamDuong.Cashier, ledger.Given.Payment(id))).Error);
        await ledger.Done(TamDuong.Cashier, new IssueGoods(Given.Fund, Guid.NewGuid(), id, "Cán bộ xã Bình Lư"));
        Assert.Equal("paid", (await Sheet(id)).Head.Status);
        await ledger.Done(TamDuong.Cashier, new SettleGoods(Given.Fund, Guid.NewGuid(), id, [], null));
        Assert.Equal((96L, 0L), await Left());
        await Stock.Verified(ledger);
    }

    [Fact]
    public async Task Beside_money_the_norm_looks_at_both_and_what_is_returned_is_typed_again()
    {
        var above = Gift(41) with { IsStockOnly = true };
        Assert.IsType<NormExceeded>(Assert.IsType<LineRefused>((await ledger.Send(TamDuong.Accountant, Request(above))).Error).Why);
        Assert.IsType<GoodsLacking>((await ledger.Send(TamDuong.Accountant, Request(Gift(101)))).Error);
        var id = (await ledger.Done(TamDuong.Accountant, Request(Gift(4)))).Id;
        var sheet = await Sheet(id);
        Assert.Equal((2_000_000L, 1_800_000L, 200_000L), (sheet.Head.Total.Dong, sheet.Cash.Dong, sheet.StockValue.Dong));
        await ledger.Done(TamDuong.Approver, new ReturnDisbursement(Given.Fund, Guid.NewGuid(), id, "Sửa số lượng sữa"));
        Assert.Equal((100L, 0L), await Left());
        var refilled = await ledger.Done(TamDuong.Accountant, new RefillRequest(Given.Fund, Guid.NewGuid(), id));
        var draft = await ledger.Done(TamDuong.Accountant, new GetDraft(Given.Fund, refilled.Draft));
        Assert.Equal(
            ($"{milk}", "4", null, null), (draft.Field("StockItem"), draft.Field("StockQuantity"), draft.Field("Goods"), draft.Field("StockOnly")));
        var again = Request(Gift(6)) with { Replaces = id };
        Assert.Equal(300_000, (await Sheet((await ledger.Done(TamDuong.Accountant, again)).Id)).StockValue.Dong);
        await Stock.Verified(ledger);
    }

    [Fact]
    public async Task A_child_gets_both_after_an_accident_where_its_norm_line_gives_goods()
    {
        var child = (await ledger.Given.Children(1))[0];
        var asked = new SupportCase("D-12", child)
        {
            CaseReference = "TN-01", ReasonForAmount = "Gãy chân, nằm viện", Amount = new Money(1_500_000), Stock = [new GoodsWanted(milk, 10)],
        };
        var refused = Assert.IsType<LineRefused>((await ledger.Send(TamDuong.Accountant, Request(asked))).Error);
        Assert.IsType<GoodsNotAllowed>(refused.Why);
        await OwnerSql.ExecuteAsync(ledger.Database.Administrator, GoodsAfterAccidentsSql, null, Ledger.Token);
        var id = (await ledger.Done(TamDuong.Accountant, Request(asked))).Id;
        await Stock.Approved(ledger, id);
        await ledger.Done(TamDuong.Cashier, ledger.Given.Payment(id));
        await ledger.Done(TamDuong.Cashier, new IssueGoods(Given.Fund, Guid.NewGuid(), id, "Cán bộ xã Bình Lư"));
        Assert.Equal((90L, 0L), await Left());
        await ledger.Done(TamDuong.Cashier, new SettleGoods(Given.Fund, Guid.NewGuid(), id, [1], "Gia đình đã có đủ"));
        Assert.Equal((100L, 0L), await Left());
        Assert.Equal(1_000_000, (await Sheet(id)).Cash.Dong);
    }

    private SupportCase Gift(long quantity) => new("D-04", school) { Stock = [new GoodsWanted(milk, quantity)] };

    private static RequestSupport Request(SupportCase asked) =>
        new(Given.Fund, Guid.NewGuid(), "CHUNG", asked, SamplePapers.Of(asked.Line));

    private Task<DisbursementSheet> Sheet(long id) => ledger.Done(TamDuong.Approver, new GetDisbursement(Given.Fund, id));

    private async Task<(long OnHand, long Reserved)> Left()
    {
        var left = await Stock.Left(ledger, milk);
        return (left.OnHand, left.Reserved);
    }
}
