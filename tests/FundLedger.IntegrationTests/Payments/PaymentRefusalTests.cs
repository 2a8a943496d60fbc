using FundLedger.Domain;
using FundLedger.Domain.Ledger;
using FundLedger.Domain.Payments;
using FundLedger.Features.Audit;
using FundLedger.Features.Ledger;
using FundLedger.Features.Payments;
using FundLedger.Features.Vouchers;
using FundLedger.Testing;
using static FundLedger.IntegrationTests.Payments.PaymentBooks;

namespace FundLedger.IntegrationTests.Payments;

/// <summary>Orders on books with little money: what is refused before anything is written, and who stands on the vouchers.</summary>
public sealed class PaymentRefusalTests(LedgerCluster cluster) : IAsyncLifetime
{
    private readonly Ledger ledger = new(cluster);
    private PaymentBooks books = null!;

    public async ValueTask InitializeAsync()
    {
        await ledger.InitializeAsync();
        books = new PaymentBooks(ledger);
    }

    public ValueTask DisposeAsync() => ledger.DisposeAsync();

    [Fact]
    public async Task An_order_needs_the_money_of_all_its_lines_where_it_is_taken_from()
    {
        var id = await books.ApprovedToTheLastDong(3);
        var order = books.BankList(id, 1, 2);
        Assert.Equal(new MoneyShort("bank", new Money(600_000), Money.Zero), await RefusalAsync(order));
        await ledger.Given.Pool("THEM");
        await ledger.Given.Receipt("THEM", 599_999, "bank");
        Assert.Equal(new MoneyShort("bank", new Money(600_000), new Money(599_999)), await RefusalAsync(order));
        await ledger.Given.Receipt("THEM", 1, "bank");
        Assert.Null(await RefusalAsync(order));
    }

    [Fact]
    public async Task Each_payee_of_a_transfer_is_complete()
    {
        var (id, _) = await books.Approved(3);
        var order = books.BankList(id, 1, 2, 3);
        Assert.Equal(new PayeeAccountWrong(2, "78#"), await RefusalAsync(With(order, PayeeOf(1), PayeeOf(2) with { Account = "78#" }, PayeeOf(3))));
        Assert.Equal(new PayeeNameMissing(1), await RefusalAsync(With(order, PayeeOf(1) with { Name = "x" }, PayeeOf(2), PayeeOf(3))));
        Assert.Equal(new PayeesIncomplete(2, 2), await RefusalAsync(With(order, PayeeOf(1))));
        Assert.Equal(new BankProfileUnknown(""), await RefusalAsync(order with { BankProfile = null }));
        Assert.Equal(new MoneyAccountUnknown("cash"), await RefusalAsync(order with { MoneyAccount = "cash" }));
        var twice = await books.Ordered(With(order with { Lines = [1, 1] }, PayeeOf(1), PayeeOf(1) with { Name = "Người Khác" }, PayeeOf(2)));
        Assert.Equal((1, 300_000L, "Người Giám Hộ 1"), (
            (await books.Sheet(twice)).Lines.Count, (await books.Sheet(twice)).Head.Total.Dong, (await books.Sheet(twice)).Lines[0].PayeeName));
    }

    [Fact]
    public async Task An_advance_names_its_officer_its_day_and_its_money()
    {
        var (id, _) = await books.Approved(1);
        var advance = books.Advance(id);
        var day = advance.Date;
        Assert.Equal(new OfficerUnknown(""), await RefusalAsync(advance with { Officer = " " }));
        Assert.Equal(new MoneyAccountUnknown("vàng"), await RefusalAsync(advance with { MoneyAccount = "vàng" }));
        Assert.Equal(new SettleByOutOfRange(day, 90), await RefusalAsync(advance with { SettleBy = null }));
        Assert.Equal(new SettleByOutOfRange(day.PlusDays(-1), 90), await RefusalAsync(advance with { SettleBy = day.PlusDays(-1) }));
        Assert.Equal(new SettleByOutOfRange(day.PlusDays(91), 90), await RefusalAsync(advance with { SettleBy = day.PlusDays(91) }));
        Assert.Equal(new MoneyAccountUnknown("cash"), await RefusalAsync(books.Cash(id) with { Way = "treasury" }));
        Assert.Equal(new WayUnknown("séc"), await RefusalAsync(books.Cash(id) with { Way = "séc" }));
        var order = await books.Ordered(advance with { MoneyAccount = "bank", SettleBy = day });
        Assert.Equal((day, "Cán bộ xã Bình Lư"), ((await books.Sheet(order)).Head.SettleBy, (await books.Sheet(order)).Head.Officer));
    }

    [Fact]
    public async Task The_last_day_for_an_advance_is_ninety_days_on()
    {
        var (id, _) = await books.Approved(1);
        var late = ledger.Clock.Today.PlusDays(90);
        var order = await books.Ordered(books.Advance(id) with { SettleBy = late });
        Assert.Equal((late, false), ((await books.Sheet(order)).Head.SettleBy, (await books.Sheet(order)).Head.IsOverdue));
    }

    [Fact]
    public async Task An_order_is_cancelled_with_a_reason_of_five_letters()
    {
        var (id, _) = await books.Approved(1);
        var order = await books.Ordered(books.BankList(id, 1));
        var cancelling = new CancelPaymentOrder(Fund, Guid.NewGuid(), order, " Nhầm ");
        Assert.Equal(new ReasonMissing(), (await ledger.Send(TamDuong.Cashier, cancelling)).Error);
        Assert.Equal(PaymentOrderStatus.Prepared, (await books.Sheet(order)).Head.Status);
        var done = await ledger.Done(TamDuong.Cashier, cancelling with { Key = Guid.NewGuid(), Reason = " Nhầm2 " });
        Assert.Equal((order, PaymentOrderStatus.Cancelled), (done.Order, done.Status));
        var step = (await books.Sheet(order)).Steps[^1];
        Assert.Equal(("cancelled", "Thủ quỹ", "Nhầm2"), (step.Step, step.Who, step.Reason));
        Assert.Equal(new PaymentOrderNotFound(Fund, 99), (await ledger.Send(TamDuong.Cashier, cancelling with { Order = 99, Reason = "Không có" })).Error);
    }

    [Fact]
    public async Task On_the_voucher_stands_who_got_the_money_or_the_list()
    {
        var (id, _) = await books.Approved(5);
        Assert.Equal("Người Giám Hộ 1", await CounterpartyAsync(await books.OnItsWay(id, 1), Paid(1)));
        var many = await books.OnItsWay(id, 2, 3);
        Assert.Equal($"Theo bảng kê của lệnh chi số {many}", await CounterpartyAsync(many, Paid(2), Paid(3)));
        Assert.Equal("Cán bộ xã Bình Lư", await CounterpartyAsync(await books.Ordered(books.Advance(id, TamDuong.Officer, 4)), Paid(4)));
        var cash = await books.Ordered(books.Cash(id, 5));
        Assert.Equal($"Theo bảng kê của lệnh chi số {cash}", await CounterpartyAsync(cash, Paid(5)));
    }

    [Fact]
    public async Task Results_need_the_money_and_a_place_for_what_comes_back()
    {
        var id = await books.ApprovedToTheLastDong(2);
        var order = await books.Ordered(books.Advance(id));
        var results = books.Results(order, Paid(1), Not(2, PaymentOutcome.Absent)) with { Returned = new Money(Gift), ReturnedTo = "két" };
        Assert.Equal(new MoneyAccountUnknown("két"), (await ledger.Send(TamDuong.Cashier, results)).Error);
        Assert.Equal(new PaymentOrderNotFound(Fund, 99), (await ledger.Send(TamDuong.Cashier, results with { Order = 99 })).Error);
        var settled = await ledger.Done(TamDuong.Cashier, results with { Key = Guid.NewGuid(), ReturnedTo = "bank" });
        Assert.Equal((true, "TU-2021-00001", "HU-2021-00001"), (settled.IsSettled, settled.Voucher, settled.ReturnVoucher));
        Assert.Equal((0L, Gift), (await books.Account("cash", id), await books.Account("bank", id)));
        var again = books.Cash(id);
        Assert.Equal(new MoneyShort("cash", new Money(Gift), Money.Zero), await RefusalAsync(again));
        var verification = await ledger.Done(TamDuong.Auditor, new VerifyLedger());
        Assert.All(verification.Passes, pass => Assert.True(pass.State != PassState.Wrong, $"{pass.Name}: {pass.FirstWrong?.Sentence.En}"));
    }

    [Fact]
    public async Task The_last_dong_in_the_box_is_handed_out_and_another_order_finds_none()
    {
        var id = await books.ApprovedToTheLastDong(1);
        var order = await books.Ordered(books.Cash(id));
        var settled = await ledger.Done(TamDuong.Cashier, books.Results(order, Paid(1)));
        Assert.Equal((true, "PC-2021-00001", null), (settled.IsSettled, settled.Voucher, settled.ReturnVoucher));
        Assert.Equal(("paid", 0L), (await books.Status(id), await books.Account("cash", id)));
    }

    [Fact]
    public async Task Orders_are_listed_by_state_way_and_request()
    {
        var (first, _) = await books.Approved(3);
        var (second, _) = await books.Approved(1);
        var cash = await books.Ordered(books.Cash(first, 1));
        var list = await books.Ordered(books.BankList(first, 2, 3));
        var other = await books.Ordered(books.Advance(second));
        await ledger.Done(TamDuong.Cashier, books.Results(cash, Not(1, PaymentOutcome.Absent)));
        Assert.Equal([list, other, cash], await ListedAsync(new ListPayments(Fund)));
        Assert.Equal([cash], await ListedAsync(new ListPayments(Fund, Status: "settled")));
        Assert.Equal([list], await ListedAsync(new ListPayments(Fund, Way: "bank_list") { IsWhole = true }));
        Assert.Equal([list, cash], await ListedAsync(new ListPayments(Fund, Request: first)));
        var shown = (await ledger.Done(TamDuong.Cashier, new ListPayments(Fund, Status: "settled"))).Single();
        Assert.Equal((PaymentWay.Cash, 1, 300_000L, 0L, 1), (shown.Way, shown.Lines, shown.Total.Dong, shown.Paid.Dong, shown.Unpaid));
    }

    private async Task<IEnumerable<int>> ListedAsync(ListPayments asked) => (await ledger.Done(TamDuong.Cashier, asked)).Select(order => order.No);

    private async Task<string?> CounterpartyAsync(int order, params PaymentResult[] results)
    {
        var voucher = (await ledger.Done(TamDuong.Cashier, books.Results(order, results))).Voucher!;
        return (await ledger.Done(TamDuong.Auditor, new GetVoucher(Fund, voucher))).Head.Counterparty;
    }

    private async Task<Error?> RefusalAsync(OrderPayment order) =>
        (await ledger.Send(TamDuong.Cashier, order with { Key = Guid.NewGuid() })).Error;

    private static OrderPayment With(OrderPayment order, params Payee[] payees) => order with { Payees = payees };
}
