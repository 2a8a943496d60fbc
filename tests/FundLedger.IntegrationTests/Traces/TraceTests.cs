using FundLedger.Features.Traces;
using FundLedger.Testing;
using NodaTime;

namespace FundLedger.IntegrationTests.Traces;

/// <summary>Money followed from receipts to children and back; a Tết gift of the sample norm is 300,000 ₫.</summary>
public sealed class TraceTests : IAsyncLifetime
{
    private readonly Ledger ledger;
    private readonly Traced money;

    public TraceTests(LedgerCluster cluster)
    {
        ledger = new Ledger(cluster);
        money = new Traced(ledger);
    }

    public async ValueTask InitializeAsync()
    {
        await ledger.InitializeAsync();
        await ledger.Given.Pool();
    }

    public ValueTask DisposeAsync() => ledger.DisposeAsync();

    [Fact]
    public async Task The_receipt_that_came_first_is_spent_first_and_the_way_back_is_the_same()
    {
        var (first, second) = (await money.Received(1_000_000), await money.Received(1_000_000));
        var children = await ledger.Given.Children(4);
        var paid = await money.Paid(children);
        var one = await money.There(first);
        Assert.Equal([300_000, 300_000, 300_000, 100_000], one.Uses.Select(use => use.Amount.Dong));
        Assert.Equal(children, one.Uses.Select(use => use.Line.Code));
        Assert.All(one.Uses, use => Assert.Equal((paid, 300_000, "CHUNG"), (use.Line.Voucher, use.Line.Paid.Dong, use.Pool.Code)));
        Assert.Equal((1_000_000, 0, 0), (one.Supported.Dong, one.Remaining.Dong, one.Left.Count));
        var two = await money.There(second);
        Assert.Equal((200_000, 800_000), (two.Supported.Dong, two.Remaining.Dong));
        Assert.Equal((children[3], 200_000), (Assert.Single(two.Uses).Line.Code, two.Uses[0].Amount.Dong));

        var back = await money.Back(paid);
        Assert.Equal([(first, 1_000_000), (second, 200_000)], back.Sources.Select(source => (source.Voucher, source.Amount.Dong)));
        Assert.Equal((1_200_000, 5), (back.Total.Dong, back.Pairs.Count));
        var last = await money.OfChild(children[3]);
        Assert.Equal([(first, 100_000), (second, 200_000)], last.Sources.Select(source => (source.Voucher, source.Amount.Dong)));
        var alone = new TraceSupport(Given.Fund, paid) { EntryNo = await money.Entry(children[0]) };
        Assert.Equal((first, 300_000), Traced.Told(Assert.Single((await ledger.Done(TamDuong.Auditor, alone)).Sources)));
    }

    [Fact]
    public async Task A_receipt_that_is_written_down_later_with_an_earlier_date_changes_no_earlier_trace()
    {
        ledger.Clock.Today = new LocalDate(2021, 1, 8);
        var first = await money.Received(1_000_000);
        var paid = await money.Paid(await ledger.Given.Children(2));
        var backdated = (await ledger.Given.Receipt("CHUNG", 500_000, on: new LocalDate(2021, 1, 4))).Voucher;
        Assert.Equal((first, 600_000), Traced.Told(Assert.Single((await money.Back(paid)).Sources)));
        Assert.Equal((0, 500_000), ((await money.There(backdated)).Supported.Dong, (await money.There(backdated)).Remaining.Dong));
    }

    [Fact]
    public async Task A_reversed_receipt_drops_out_with_its_reversal_and_the_next_one_has_paid()
    {
        var wrong = await ledger.Given.Receipt("CHUNG", 1_000_000);
        var right = await money.Received(2_000_000);
        var paid = await money.Paid(await ledger.Given.Children(2));
        Assert.Equal(wrong.Voucher, Assert.Single((await money.Back(paid)).Sources).Voucher);
        var reversal = await money.Reversed(wrong.EntryNo);
        var trace = await money.There(wrong.Voucher);
        Assert.Equal((reversal, 0, 0, 0), (trace.Receipt.ReversedBy, trace.UseCount, trace.Supported.Dong, trace.Remaining.Dong));
        Assert.Equal((right, 600_000), Traced.Told(Assert.Single((await money.Back(paid)).Sources)));
        Assert.Equal((600_000, 1_400_000), ((await money.There(right)).Supported.Dong, (await money.There(right)).Remaining.Dong));
    }

    [Fact]
    public async Task A_reversed_payment_drops_out_with_its_reversal_and_its_money_pays_the_next_one()
    {
        var (first, second) = (await money.Received(300_000), await money.Received(300_000));
        var children = await ledger.Given.Children(2);
        var paid = await money.Paid(children);
        Assert.Equal(children[0], Assert.Single((await money.There(first)).Uses).Line.Code);
        var reversal = await money.Reversed(await money.Entry(children[0]));
        Assert.Equal(children[1], Assert.Single((await money.There(first)).Uses).Line.Code);
        Assert.Equal((0, 300_000), ((await money.There(second)).UseCount, (await money.There(second)).Remaining.Dong));
        var back = await money.Back(paid);
        Assert.Equal((300_000, 1), (back.Total.Dong, back.Sources.Count));
        Assert.Equal([reversal, null], back.Lines.Select(line => line.ReversedBy));
        var child = await money.OfChild(children[0]);
        Assert.Equal((0, 0), (child.Sources.Count, (int)child.Total.Dong));
    }

    [Fact]
    public async Task A_transfer_carries_the_trace_on_into_the_other_pool()
    {
        await ledger.Given.Pool("TET", ["holiday_gift"], ["tet"]);
        var general = await money.Received(1_000_000);
        var own = (await ledger.Given.Receipt("TET", 100_000)).Voucher;
        var transfer = await money.Moved("CHUNG", "TET", 700_000);
        var children = await ledger.Given.Children(2);
        var paid = (await ledger.Given.Paid("TET", children)).Voucher;
        var trace = await money.There(general);
        Assert.Equal([("TET", 200_000, 1), ("TET", 300_000, 1)], trace.Uses.Select(use => (use.Pool.Code, use.Amount.Dong, use.Through.Count)));
        Assert.Equal((transfer, "CHUNG", "TET", 700_000), Told(Assert.Single(trace.Transfers)));
        Assert.Equal([("CHUNG", 300_000), ("TET", 200_000)], trace.Left.Select(share => (share.Pool.Code, share.Amount.Dong)));
        Assert.Equal((500_000, 500_000), (trace.Supported.Dong, trace.Remaining.Dong));
        var back = await money.Back(paid);
        Assert.Equal([(general, 500_000), (own, 100_000)], back.Sources.Select(source => (source.Voucher, source.Amount.Dong)));
        Assert.Equal(("CHUNG", transfer), (back.Sources[0].Pool.Code, Assert.Single(back.Sources[0].Through)));
        Assert.Empty(back.Sources[1].Through);
    }

    private static (string, string, string, long) Told(TracedTransfer transfer) =>
        (transfer.Voucher, transfer.From.Code, transfer.To.Code, transfer.Amount.Dong);
}
