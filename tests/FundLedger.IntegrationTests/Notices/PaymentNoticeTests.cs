using FundLedger.Features.Notices;
using FundLedger.Features.Payments;
using FundLedger.IntegrationTests.Payments;
using FundLedger.Testing;

namespace FundLedger.IntegrationTests.Notices;

/// <summary>Payment orders tell who acts next, as requests do.</summary>
public sealed class PaymentNoticeTests(Books books) : IClassFixture<Books>
{
    private const string ToldSql = """
        SELECT coalesce(string_agg(user_name || CASE WHEN must_act THEN '!' ELSE '' END, ' ' ORDER BY user_name), '') FROM notices
        WHERE subject = 'payment' AND subject_no = @No AND event = @Event
        """;

    private Ledger Ledger => books.Ledger;

    [Fact]
    public async Task A_payment_order_tells_who_sends_it_and_who_looks_for_it()
    {
        var payments = new PaymentBooks(Ledger);
        var (id, _) = await payments.Approved(2);
        var order = await payments.Ordered(payments.BankList(id, 1, 2));
        // Who prepared it knows; the fund has one cashier.
        Assert.Equal("", await ToldAsync(order, "prepared"));
        await Ledger.Done(TamDuong.Cashier, new TakePaymentFile(Given.Fund, Guid.NewGuid(), order));
        Assert.Equal("ketoan ketoan2", await ToldAsync(order, "file_taken"));
        var hands = await Ledger.Done(TamDuong.Accountant, new GetHandsToAct(Given.Fund, "payment", order));
        Assert.False(Assert.Single(hands.Who).IsMe);
    }

    [Fact]
    public async Task An_advance_whose_day_has_passed_is_told_of_once()
    {
        var payments = new PaymentBooks(Ledger);
        var (id, _) = await payments.Approved(2);
        var order = await payments.Ordered(payments.Advance(id));
        Ledger.Clock.Today = Ledger.Clock.Today.PlusDays(16);
        await Ledger.Checks.NightlyAsync(Ledger.Clock.Today, IntegrationTests.Ledger.Token);
        Assert.Equal("ketoan ketoan2 thuquy!", await ToldAsync(order, "overdue"));
        Ledger.Clock.Today = Ledger.Clock.Today.PlusDays(1);
        await Ledger.Checks.NightlyAsync(Ledger.Clock.Today, IntegrationTests.Ledger.Token);
        Assert.Equal("ketoan ketoan2 thuquy!", await ToldAsync(order, "overdue"));
    }

    private Task<string> ToldAsync(long order, string happened) => Ledger.Ask<string>(ToldSql, new { No = order, Event = happened });
}
