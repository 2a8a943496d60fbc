using FundLedger.Domain;
using FundLedger.Features.Audit;
using FundLedger.Features.Receipts;
using FundLedger.Testing;
using NodaTime;

namespace FundLedger.IntegrationTests.Receipts;

/// <summary>A day's receipts by one request: each has its voucher and its entry, all or none are recorded.</summary>
public sealed class RecordReceiptsTests(LedgerCluster cluster) : IAsyncLifetime
{
    private const string CountSql = "SELECT count(*) FROM journal_entries WHERE kind = 'receipt'";
    private const string LiquidSql = "SELECT sum(liquid)::bigint FROM pool_balances";

    private readonly Ledger ledger = new(cluster);

    public async ValueTask InitializeAsync()
    {
        await ledger.InitializeAsync();
        await ledger.Given.Pool();
    }

    public ValueTask DisposeAsync() => ledger.DisposeAsync();

    [Fact]
    public async Task Five_hundred_receipts_are_five_hundred_vouchers_and_the_books_are_right()
    {
        var list = List([.. Enumerable.Range(1, 500).Select(i => Line(i) with { DonorName = $"Nhà hảo tâm {i % 90}" })]);
        var recorded = await ledger.Done(TamDuong.Accountant, list);
        Assert.Equal(new ReceiptsRecorded(500, new Money(125_250), "PT-2021-00001", "PT-2021-00500"), recorded);
        Assert.Equal(recorded, await ledger.Done(TamDuong.Accountant, list));
        Assert.Equal((500, 125_250), (await ledger.Ask<long>(CountSql), await ledger.Ask<long>(LiquidSql)));
        var verification = await ledger.Done(TamDuong.Accountant, new VerifyLedger(Given.Fund));
        Assert.DoesNotContain(verification.Passes, pass => pass.State == PassState.Wrong);
    }

    [Fact]
    public async Task One_bad_row_is_named_and_nothing_is_recorded()
    {
        var noName = await ledger.Send(TamDuong.Accountant, List(Line(1), Line(2) with { DonorName = " " }));
        Assert.Equal(new ReceiptRowRefused(2, new DonorNameMissing()), noName.Error);
        var noPool = await ledger.Send(TamDuong.Accountant, List(Line(1) with { Pool = "KHONG" }, Line(2)));
        Assert.Equal(1, Assert.IsType<ReceiptRowRefused>(noPool.Error).Row);
        var sameTransfer = Line(3) with { BankReference = "FT-1" };
        var twice = await ledger.Send(TamDuong.Accountant, List(sameTransfer, Line(2), sameTransfer with { BankReference = " FT-1 " }));
        Assert.Equal(new ReceiptRowRefused(3, new BankReferenceTwice("FT-1", 1)), twice.Error);
        Assert.IsType<NoReceipts>((await ledger.Send(TamDuong.Accountant, List())).Error);
        Assert.False((await ledger.Send(TamDuong.Cashier, List(Line(1)))).IsOk);
        Assert.Equal(0, await ledger.Ask<long>(CountSql));
    }

    [Fact]
    public async Task A_transfer_that_is_recorded_already_is_named_with_its_row_and_its_voucher()
    {
        var transfer = Line(3) with { BankReference = "FT-1", MoneyAccount = "bank" };
        await ledger.Done(TamDuong.Accountant, List(Line(1), transfer, Line(2) with { BankReference = " " }, Line(4) with { BankReference = " " }));
        var again = await ledger.Send(TamDuong.Accountant, List(Line(5), Line(6), transfer with { BankReference = "FT-1 " }));
        Assert.Equal(new ReceiptRowRefused(3, new BankReferenceUsed("FT-1", "PT-2021-00002") { Fund = Given.Fund }), again.Error);
        Assert.Equal(4, await ledger.Ask<long>(CountSql));
    }

    private static RecordReceipts List(params ReceiptLine[] lines) => new(Given.Fund, Guid.NewGuid(), new LocalDate(2021, 1, 4), lines);

    private static ReceiptLine Line(long amount) => new("CHUNG", new Money(amount), "cash", "Công ty Chè Tam Đường");
}
