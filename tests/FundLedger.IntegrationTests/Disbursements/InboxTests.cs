using FundLedger.Domain;
using FundLedger.Domain.Approvals;
using FundLedger.Domain.Ledger;
using FundLedger.Features.Disbursements;
using FundLedger.IntegrationTests.Approvals;
using FundLedger.IntegrationTests.Goods;
using FundLedger.Testing;

namespace FundLedger.IntegrationTests.Disbursements;

/// <summary>What waits for an approver, by kind and size; and money that suffices to the last đồng.</summary>
public sealed class InboxTests(LedgerCluster cluster) : IAsyncLifetime
{
    private readonly Ledger ledger = new(cluster);

    public async ValueTask InitializeAsync()
    {
        await ledger.InitializeAsync();
        await ledger.Given.Pool();
    }

    public ValueTask DisposeAsync() => ledger.DisposeAsync();

    [Fact]
    public async Task The_inbox_is_looked_at_by_kind_and_by_size()
    {
        await ledger.Given.Receipt("CHUNG", 9_000_000);
        var children = await ledger.Given.Children(3);
        var gifts = await ledger.Given.TetGifts("CHUNG", children[..2]);
        var accident = (await ledger.Done(TamDuong.Accountant, new RequestSupport(
            Given.Fund, Guid.NewGuid(), "CHUNG",
            new SupportCase("D-12", children[2]) { CaseReference = "TN-1", ReasonForAmount = "Gãy chân", Amount = new Money(1_000_000) },
            SamplePapers.Of("D-12")))).Id;
        var all = await InboxAsync(new GetInbox(Given.Fund));
        Assert.Equal([gifts, accident], all.Items.Select(item => item.Id));
        Assert.Equal((2, 1_600_000L, 0L), (all.All, all.Sum.Dong, all.Goods.Dong));
        Assert.Equal(
            [("holiday_gift", "Quà lễ, Tết", "Holiday gift"), ("accident", "Tai nạn thương tích", "Accident")],
            all.Kinds.Select(kind => (kind.Code, kind.NameVi, kind.NameEn)));
        var small = await InboxAsync(new GetInbox(Given.Fund) { UpTo = new Money(999_999) });
        Assert.Equal((2, gifts, 2), (small.All, Assert.Single(small.Items).Id, small.Kinds.Count));
        Assert.Equal(2, (await InboxAsync(new GetInbox(Given.Fund) { UpTo = new Money(1_000_000), SupportKind = "" })).Items.Count);
        var ofKind = await InboxAsync(new GetInbox(Given.Fund) { SupportKind = "accident" });
        Assert.Equal((accident, "Kế toán Quỹ", 1), (Assert.Single(ofKind.Items).Id, ofKind.Items[0].Requester, ofKind.Items[0].Step));
        Assert.Equal(await ledger.Given.ContentHash(accident), ofKind.Items[0].Seen);
        Assert.Empty((await InboxAsync(new GetInbox(Given.Fund) { SupportKind = "accident", UpTo = new Money(999_999) })).Items);
    }

    [Fact]
    public async Task What_is_held_to_the_last_dong_is_asked_for_and_paid()
    {
        await ledger.Given.Receipt("CHUNG", 600_000);
        var children = await ledger.Given.Children(3);
        var tooMany = await ledger.Send(TamDuong.Accountant, Given.TetRequest("CHUNG", children));
        Assert.Equal(new PoolShort("CHUNG", new Money(900_000), new Money(600_000)), tooMany.Error);
        var id = await ledger.Given.Approved("CHUNG", children[..2]);
        Assert.Equal("PC-2021-00001", (await ledger.Done(TamDuong.Cashier, ledger.Given.Payment(id))).Voucher);
        var sheet = await ledger.Done(TamDuong.Auditor, new GetDisbursement(Given.Fund, id));
        Assert.Equal(("paid", 0L), (sheet.Head.Status, sheet.Money.Single(money => money.Account == "cash").Held.Dong));
    }

    [Fact]
    public async Task Goods_of_every_line_are_left_out_of_what_the_pool_must_hold()
    {
        await ledger.Given.Receipt("CHUNG", 400_000);
        var milk = await Stock.Item(ledger);
        await Stock.Received(ledger, milk, 10, 50_000);
        var children = await ledger.Given.Children(2);
        var asked = await ledger.Done(TamDuong.Accountant, Stock.Gifts(milk, 2, only: false, children));
        Assert.Equal((600_000L, 2), (asked.Total.Dong, asked.Lines));
        var sheet = await ledger.Done(TamDuong.Approver, new GetDisbursement(Given.Fund, asked.Id));
        Assert.Equal((400_000L, 200_000L, 0L), (sheet.Cash.Dong, sheet.StockValue.Dong, sheet.Head.PoolAvailable.Dong));
        Assert.Equal(Assert.Single(sheet.Goods).FreeAfter + 4, sheet.Goods[0].FreeBefore);
    }

    [Fact]
    public async Task Goods_may_be_wanted_for_one_child_of_a_list_only()
    {
        await ledger.Given.Receipt("CHUNG", 1_000_000);
        var milk = await Stock.Item(ledger);
        await Stock.Received(ledger, milk, 10, 50_000);
        var children = await ledger.Given.Children(2);
        var gifts = Stock.Gifts(milk, 3, only: false, children);
        var id = (await ledger.Done(TamDuong.Accountant, gifts with { Lines = [new GiftLine(children[0]), gifts.Lines[1]] })).Id;
        var lines = (await ledger.Done(TamDuong.Approver, new GetDisbursement(Given.Fund, id))).Lines;
        Assert.Equal([(children[0], 0L), (children[1], 150_000L)], lines.Select(line => (line.Child, line.Stock?.Dong ?? 0)));
    }

    [Fact]
    public async Task A_list_of_gifts_climbs_by_the_sum_of_all_its_gifts()
    {
        await ledger.Given.Receipt("CHUNG", 9_000_000);
        await Climb.AdoptedAsync(ledger, Climb.TwoSteps[0], Climb.TwoSteps[1] with { Holders = [TamDuong.AccountantsOtherAccount] });
        var children = await ledger.Given.Children(2);
        var both = await ledger.Send(TamDuong.Accountant, Given.TetRequest("CHUNG", children));
        Assert.Equal(new StepWithoutApprover("Hội đồng", "Council"), both.Error);
        var one = await ledger.Done(TamDuong.Accountant, Given.TetRequest("CHUNG", children[0]));
        var steps = (await ledger.Done(TamDuong.Approver, new GetDisbursement(Given.Fund, one.Id))).Decision.Steps;
        Assert.Equal(["Chủ tịch"], steps.Select(step => step.NameVi));
    }

    private Task<Inbox> InboxAsync(GetInbox asked) => ledger.Done(TamDuong.Approver, asked);
}
