using FundLedger.Domain;
using FundLedger.Domain.Ledger;
using FundLedger.Features.Disbursements;
using FundLedger.Features.Ledger;
using FundLedger.Features.Periods;
using FundLedger.Features.Pipeline;
using FundLedger.Features.Receipts;
using FundLedger.Testing;
using NodaTime;

namespace FundLedger.IntegrationTests.Concurrency;

/// <summary>Several hands at the same money at the same moment; each test has books of its own.</summary>
public sealed class MoneyRaceTests(LedgerCluster cluster) : IAsyncLifetime
{
    private const string VouchersSql = "SELECT count(*) FROM vouchers WHERE voucher_type = @Type";
    private const string CashSql = "SELECT balance FROM money_balances WHERE account_code = 'cash' AND balance <> 0";
    private const string LiquidSql = "SELECT liquid FROM pool_balances WHERE liquid <> 0";

    private readonly Ledger ledger = new(cluster);

    public ValueTask InitializeAsync() => ledger.InitializeAsync();

    public ValueTask DisposeAsync() => ledger.DisposeAsync();

    [Fact]
    public async Task Of_two_accountants_with_one_bank_reference_one_records_it_and_the_other_learns_where()
    {
        await ledger.Given.Pool();
        for (var round = 1; round <= 5; round++)
        {
            var receipt = Receipt(1_000_000) with { MoneyAccount = "bank", BankReference = $"FT21004-{round}" };
            var answers = await AtOnce(2, i => ledger.Send(
                i == 0 ? TamDuong.Accountant : TamDuong.SecondAccountant, receipt with { Key = Guid.NewGuid() }));
            var voucher = Assert.Single(answers, answer => answer.IsOk).Value.Voucher;
            Assert.Equal(new BankReferenceUsed($"FT21004-{round}", voucher) { Fund = Given.Fund }, Assert.Single(answers, answer => !answer.IsOk).Error);
        }

        Assert.Equal(5, await ledger.Ask<long>(VouchersSql, new { Type = "PT" }));
    }

    [Fact]
    public async Task Of_two_reversals_of_one_receipt_one_is_made()
    {
        await ledger.Given.Pool();
        await ledger.Given.Receipt("CHUNG", 5_000_000);
        for (var round = 1; round <= 5; round++)
        {
            var entry = (await ledger.Given.Receipt("CHUNG", 1_000_000)).EntryNo;
            var answers = await AtOnce(2, i => ledger.Send(
                i == 0 ? TamDuong.Accountant : TamDuong.SecondAccountant,
                new ReverseEntry(Given.Fund, Guid.NewGuid(), entry, ledger.Clock.Today, "cash", "Ghi nhầm")));
            Assert.IsType<AlreadyReversed>(Assert.Single(answers, answer => !answer.IsOk).Error);
        }

        Assert.Equal(5_000_000, await ledger.Ask<long>(LiquidSql));
    }

    [Fact]
    public async Task Of_two_payments_from_a_box_that_holds_enough_for_one_one_is_made()
    {
        await ledger.Given.Pool();
        await ledger.Given.Receipt("CHUNG", 400_000);
        await ledger.Given.Receipt("CHUNG", 5_000_000, "bank");
        var children = await ledger.Given.Children(2);
        long[] approved = [await ledger.Given.Approved("CHUNG", children[0]), await ledger.Given.Approved("CHUNG", children[1])];
        var answers = await AtOnce(2, i => ledger.Send(TamDuong.Cashier, ledger.Given.Payment(approved[i])));
        Assert.Equal(
            new MoneyShort("cash", new Money(300_000), new Money(100_000)), Assert.Single(answers, answer => !answer.IsOk).Error);
        Assert.Equal(100_000, await ledger.Ask<long>(CashSql));
    }

    [Fact]
    public async Task One_payment_sent_by_many_under_one_key_is_one_payment_and_one_answer()
    {
        await ledger.Given.Pool();
        await ledger.Given.Receipt("CHUNG", 5_000_000);
        var payment = ledger.Given.Payment(await ledger.Given.Approved("CHUNG", await ledger.Given.Children(3)));
        var answers = await AtOnce(16, _ => ledger.Send(TamDuong.Cashier, payment));
        Assert.Single(answers.Select(answer => answer.Value).Distinct());
        Assert.Equal(4_100_000, await ledger.Ask<long>(CashSql));
    }

    [Fact]
    public async Task One_key_with_sixteen_contents_has_one_effect_and_fifteen_refusals()
    {
        await ledger.Given.Pool();
        var receipt = Receipt(1_000);
        var answers = await AtOnce(16, i => ledger.Send(TamDuong.Accountant, receipt with { Amount = new Money(1_000 + i) }));
        Assert.Single(answers, answer => answer.IsOk);
        Assert.All(answers.Where(answer => !answer.IsOk), answer => Assert.Equal(new KeyUsedForOther(receipt.Key), answer.Error));
        Assert.Equal(1, await ledger.Ask<long>(VouchersSql, new { Type = "PT" }));
        Assert.Equal(15, await ledger.Ask<long>("SELECT count(*) FROM refusals WHERE code = 'key-used-for-other'"));
    }

    [Fact]
    public async Task A_payment_dated_in_the_month_that_is_being_closed_is_before_the_close_or_refused()
    {
        await ledger.Given.Pool();
        await ledger.Given.Receipt("CHUNG", 5_000_000);
        var children = await ledger.Given.Children(6);
        var january = ledger.Clock.Today;
        var payments = new List<PayDisbursement>();
        foreach (var child in children) payments.Add(ledger.Given.Payment(await ledger.Given.Approved("CHUNG", child)));
        ledger.Clock.Today = new LocalDate(2021, 2, 1);
        var closing = new ClosePeriod(Given.Fund, Guid.NewGuid(), new LocalDate(2021, 1, 1));
        var answers = await AtOnce(7, async i => i == 3
            ? (await ledger.Send(TamDuong.Accountant, closing)).Error
            : (await ledger.Send(TamDuong.Cashier, payments[i > 3 ? i - 1 : i] with { PaidOn = january })).Error);
        Assert.All(answers.Where(error => error is not null), error => Assert.True(error is PeriodClosed or PeriodHasBlockers, error!.Message));
        Assert.Equal(0, await ledger.Ask<long>("""
            SELECT count(*) FROM journal_entries e JOIN closed_periods c USING (fund_id)
            WHERE e.book = 'financial' AND e.entry_date < c.month + interval '1 month' AND e.log_no > c.log_no
            """));
    }

    private RecordReceipt Receipt(long amount) =>
        new(Given.Fund, Guid.NewGuid(), "CHUNG", new Money(amount), ledger.Clock.Today, "cash", "Nhà hảo tâm");

    private static Task<T[]> AtOnce<T>(int count, Func<int, Task<T>> send) =>
        Task.WhenAll(Enumerable.Range(0, count).Select(i => Task.Run(() => send(i))));
}
