using FundLedger.Features.Traces;
using FundLedger.Testing;

namespace FundLedger.IntegrationTests.Traces;

/// <summary>Who sees which part of a trace.</summary>
public sealed class TraceScopeTests : IAsyncLifetime
{
    // Out of the district: to a unit whose children none of its people may see.
    private const string MoveAwaySql = """
        SET session_replication_role = replica;
        UPDATE beneficiaries SET unit_id = (SELECT u.parent_unit_id FROM units u JOIN funds f USING (unit_id) WHERE f.code = 'Q106')
        WHERE beneficiary_code = ANY (@Codes);
        RESET session_replication_role
        """;

    private readonly Ledger ledger;
    private readonly Traced money;

    public TraceScopeTests(LedgerCluster cluster)
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
    public async Task Children_of_other_units_are_one_sum_without_their_codes()
    {
        var receipt = await money.Received(2_000_000);
        var children = await ledger.Given.Children(3);
        var paid = await money.Paid(children);
        var gone = new TraceSupport(Given.Fund, paid) { EntryNo = await money.Entry(children[0]) };
        Assert.Single((await ledger.Done(TamDuong.Cashier, gone)).Lines);
        await OwnerSql.ExecuteAsync(ledger.Database.Administrator, MoveAwaySql, new { Codes = children[..2] }, Ledger.Token);
        var trace = await money.There(receipt);
        Assert.Equal(children[2], Assert.Single(trace.Uses).Line.Code);
        Assert.Equal((2, 600_000, 1), (trace.Foreign.Count, trace.Foreign.Amount.Dong, trace.UseCount));
        Assert.Equal((900_000, 1_100_000), (trace.Supported.Dong, trace.Remaining.Dong));
        var back = await money.Back(paid);
        Assert.Equal((children[2], 2, 600_000), (Assert.Single(back.Lines).Code, back.Foreign.Count, back.Foreign.Amount.Dong));
        Assert.Equal((900_000, 300_000), (Assert.Single(back.Sources).Amount.Dong, Assert.Single(back.Pairs).Amount.Dong));
        Assert.IsType<PaymentNotFound>((await ledger.Send(TamDuong.Cashier, gone)).Error);
        Assert.IsType<TracedChildNotFound>((await ledger.Send(TamDuong.Auditor, new TraceChild(Given.Fund, children[0]))).Error);
        Assert.DoesNotContain(children[0], await money.File(new ExportReceiptTrace(Given.Fund, receipt, default)), StringComparison.Ordinal);
        var sources = new ExportSupportTrace(Given.Fund, paid, IsChild: false, null, default);
        Assert.DoesNotContain(children[0], await money.File(sources), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_protected_child_has_its_class_and_no_commune()
    {
        var receipt = await money.Received(1_000_000);
        await ledger.Given.Paid("CHUNG", await ledger.Given.Children(1, "g11"));
        var line = Assert.Single((await money.There(receipt)).Uses).Line;
        Assert.Equal((null, true), (line.Unit, line.IsChild));
        Assert.DoesNotContain("xâm hại", line.Class!.Vi, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Givers_are_named_to_those_who_see_receipts_and_strangers_find_nothing()
    {
        var receipt = await money.Received(1_000_000);
        var paid = await money.Paid(await ledger.Given.Children(1));
        foreach (var user in (string[])[TamDuong.Accountant, TamDuong.Cashier, TamDuong.Auditor])
        {
            Assert.NotNull((await ledger.Done(user, new TraceReceipt(Given.Fund, receipt))).Receipt.Donor);
            Assert.NotNull((await ledger.Done(user, new TraceSupport(Given.Fund, paid))).Sources[0].Donor);
        }

        Assert.Null((await ledger.Done(TamDuong.Approver, new TraceReceipt(Given.Fund, receipt))).Receipt.Donor);
        Assert.Null((await ledger.Done(TamDuong.Approver, new TraceSupport(Given.Fund, paid))).Sources[0].Donor);
        Assert.IsType<ReceiptNotFound>((await ledger.Send(TamDuong.Officer, new TraceReceipt(Given.Fund, receipt))).Error);
        Assert.IsType<PaymentNotFound>((await ledger.Send(TamDuong.Officer, new TraceSupport(Given.Fund, paid))).Error);
        Assert.IsType<ReceiptNotFound>((await ledger.Send(TamDuong.Auditor, new TraceReceipt(Given.Fund, paid))).Error);
        Assert.IsType<PaymentNotFound>((await ledger.Send(TamDuong.Auditor, new TraceSupport(Given.Fund, receipt))).Error);
        Assert.IsType<ReceiptNotFound>((await ledger.Send(TamDuong.Auditor, new TraceReceipt(Given.Fund, "PT-2021-99999"))).Error);
        Assert.IsType<PaymentNotFound>((await ledger.Send(TamDuong.Auditor, new TraceSupport(Given.Fund, "PC-2021-99999"))).Error);
    }
}
