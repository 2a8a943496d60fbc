using FundLedger.Domain;
using FundLedger.Domain.Ledger;
using FundLedger.Domain.Transfers;
using FundLedger.Features.Audit;
using FundLedger.Features.Disbursements;
using FundLedger.Features.Ledger;
using FundLedger.Features.Periods;
using FundLedger.Features.Pipeline;
using FundLedger.Features.Statements;
using FundLedger.Testing;
using NodaTime;

namespace FundLedger.IntegrationTests.Periods;

/// <summary>The end of 2021: the fund's own money carries over, budget money lapses unless a decision carries it. Today is 5 January 2022.</summary>
public sealed class YearEndTests(LedgerCluster cluster) : IAsyncLifetime
{
    private static readonly LocalDate Today = new(2022, 1, 5);

    private readonly Ledger ledger = new(cluster);

    private Months Months => new(ledger);

    public async ValueTask InitializeAsync()
    {
        await ledger.InitializeAsync();
        await ledger.Given.Pool();
        await ledger.Done(TamDuong.Accountant, new OpenPool(Given.Fund, Guid.NewGuid(), "NSTINH", "Ngân sách", "Budget", "provincial_budget"));
        await ledger.Given.Receipt("CHUNG", 5_000_000, "bank");
        await ledger.Given.Receipt("NSTINH", 2_000_000, "bank");
        ledger.Clock.Today = Today;
        for (var month = 1; month <= 11; month++) await Months.Closed(month);
    }

    public ValueTask DisposeAsync() => ledger.DisposeAsync();

    [Fact]
    public async Task December_does_not_close_before_the_budget_is_decided()
    {
        var refusal = Assert.IsType<PeriodHasBlockers>((await ledger.Send(TamDuong.Accountant, Months.Close(12))).Error);
        Assert.Equal([("budget_undecided", "NSTINH")], refusal.Findings.Select(found => (found.CheckCode, found.Item)));
        Assert.IsType<ClosingNotStarted>((await ledger.Send(TamDuong.Approver, Decision(YearEndOutcome.Lapsed))).Error);
        await Months.Started(12);
        Assert.IsType<CarryNeedsDecision>((await ledger.Send(TamDuong.Approver, Decision(YearEndOutcome.Carried))).Error);
        Assert.IsType<PoolIsNoBudget>((await ledger.Send(TamDuong.Approver, Decision(YearEndOutcome.Lapsed) with { Pool = "CHUNG" })).Error);
    }

    [Fact]
    public async Task Carried_by_decision_the_money_opens_the_next_year()
    {
        await Months.Started(12);
        var carried = await ledger.Done(TamDuong.Approver, Decision(YearEndOutcome.Carried) with
        {
            Key = Guid.NewGuid(), DecisionNumber = "99/QĐ-UBND", DecisionDate = new LocalDate(2021, 12, 30),
        });
        Assert.Equal((2_000_000, null), (carried.Amount.Dong, carried.Voucher));
        await Months.Closed(12);
        Assert.Equal(
            [("NSTINH", 2_000_000L, 2_000_000L), ("CHUNG", 5_000_000L, 5_000_000L)],
            (await End()).Pools.Select(pool => (pool.Pool, pool.Left.Dong, pool.Opening!.Value.Dong)));
    }

    [Fact]
    public async Task Lapsed_the_pool_has_nothing_left_and_the_bank_still_holds_the_money_until_it_is_returned()
    {
        await Months.Started(12);
        var lapsed = await ledger.Done(TamDuong.Approver, Decision(YearEndOutcome.Lapsed));
        Assert.Equal("KC-2021-00001", lapsed.Voucher);
        Assert.Equal((0, 7_000_000), (await Liquid(), await Bank()));
        await Months.Closed(12);
        var year = await ledger.Done(TamDuong.Auditor, new GetFundStatement(Given.Fund, new LocalDate(2021, 1, 1), new LocalDate(2021, 12, 31)));
        Assert.Equal((7_000_000, 2_000_000, 5_000_000), (year.Received.Dong, year.Lapsed.Dong, year.Figures.Closing.Dong));
        Assert.Equal([0L, 5_000_000L], (await End()).Pools.Select(pool => pool.Opening!.Value.Dong));

        ledger.Clock.Today = new LocalDate(2022, 2, 2);
        var refusal = Assert.IsType<PeriodHasBlockers>(
            (await ledger.Send(TamDuong.Accountant, new ClosePeriod(Given.Fund, Guid.NewGuid(), new LocalDate(2022, 1, 1)))).Error);
        Assert.Equal(["budget_to_return"], refusal.Findings.Select(found => found.CheckCode));
        Assert.IsType<ReturnAboveDue>((await ledger.Send(TamDuong.Cashier, Payment(2_000_001))).Error);
        Assert.Equal("NT-2022-00001", (await ledger.Done(TamDuong.Cashier, Payment(2_000_000))).Voucher);
        Assert.Equal((0, 5_000_000), (await Liquid(), await Bank()));
        await ledger.Done(TamDuong.Accountant, new ClosePeriod(Given.Fund, Guid.NewGuid(), new LocalDate(2022, 1, 1)));
    }

    [Fact]
    public async Task What_came_after_a_lapse_must_be_decided_again()
    {
        await Months.Started(12);
        await ledger.Done(TamDuong.Approver, Decision(YearEndOutcome.Lapsed));
        await ledger.Done(TamDuong.Accountant, Months.TakeBack(12));
        await ledger.Given.Receipt("NSTINH", 300_000, "bank", new LocalDate(2021, 12, 31));
        var refusal = Assert.IsType<PeriodHasBlockers>((await ledger.Send(TamDuong.Accountant, Months.Close(12))).Error);
        Assert.Equal(new Money(300_000), Assert.Single(refusal.Findings).Amount);
    }

    [Fact]
    public async Task What_cannot_be_decided_is_refused_by_name()
    {
        await Months.Started(12);
        Assert.IsType<LongReasonMissing>(await Refusal(TamDuong.Approver, Decision(YearEndOutcome.Lapsed) with { Reason = " hết hạn  " }));
        Assert.IsType<DecisionIncomplete>(await Refusal(TamDuong.Approver, Decision(YearEndOutcome.Carried) with { DecisionNumber = "99/QĐ" }));
        Assert.IsType<DecisionIncomplete>(await Refusal(TamDuong.Approver, Decision(YearEndOutcome.Carried) with { DecisionDate = Today }));
        Assert.IsType<PoolNotFound>(await Refusal(TamDuong.Approver, Decision(YearEndOutcome.Lapsed) with { Pool = "KHAC" }));
        var waiting = await ledger.Given.TetGifts("NSTINH", await ledger.Given.Children(1));
        var shortage = Assert.IsType<PoolShort>(await Refusal(TamDuong.Approver, Decision(YearEndOutcome.Lapsed)));
        Assert.Equal(("NSTINH", 2_000_000L), (shortage.Pool, shortage.Asked.Dong));
        await ledger.Done(TamDuong.Approver, new RejectDisbursement(Given.Fund, Guid.NewGuid(), waiting, "Ghi nhầm nguồn quỹ"));
        await ledger.Done(TamDuong.Approver, Decision(YearEndOutcome.Lapsed));
        Assert.IsType<NothingLeftToDecide>(await Refusal(TamDuong.Approver, Decision(YearEndOutcome.Lapsed)));
        Assert.IsType<FundNotFound>((await ledger.Send(TamDuong.Auditor, new GetYearEnd("KHONG", 2021))).Error);
        Assert.IsType<FundNotFound>((await ledger.Send(TamDuong.Auditor, new GetChecklist("KHONG", Today))).Error);
        Assert.IsType<FundNotFound>((await ledger.Send(TamDuong.Auditor, new ListPeriods("KHONG"))).Error);
    }

    [Fact]
    public async Task What_cannot_be_returned_is_refused_by_name()
    {
        await Months.Started(12);
        await ledger.Done(TamDuong.Approver, Decision(YearEndOutcome.Lapsed));
        Assert.IsType<PeriodBeingClosed>(await Refusal(TamDuong.Cashier, Payment(1) with { PaidOn = new LocalDate(2021, 12, 31) }));
        Assert.IsType<DateInFuture>(await Refusal(TamDuong.Cashier, Payment(1) with { PaidOn = Today.PlusDays(1) }));
        Assert.IsType<ReturnNotPositive>(await Refusal(TamDuong.Cashier, Payment(0)));
        Assert.IsType<ReturnPayeeMissing>(await Refusal(TamDuong.Cashier, Payment(1) with { Payee = " " }));
        Assert.IsType<PoolNotFound>(await Refusal(TamDuong.Cashier, Payment(1) with { Pool = "KHAC" }));
        Assert.IsType<MoneyAccountUnknown>(await Refusal(TamDuong.Cashier, Payment(1) with { MoneyAccount = "in_transit" }));
        Assert.IsType<MoneyShort>(await Refusal(TamDuong.Cashier, Payment(1) with { MoneyAccount = "cash" }));
        await ledger.Given.Receipt("CHUNG", 1);
        Assert.Equal("NT-2022-00001", (await ledger.Done(TamDuong.Cashier, Payment(1) with { MoneyAccount = "cash" })).Voucher);
    }

    [Fact]
    public async Task What_went_back_on_a_later_day_does_not_go_back_again_under_an_earlier_one()
    {
        await Months.Started(12);
        await ledger.Done(TamDuong.Approver, Decision(YearEndOutcome.Lapsed));
        await Months.Closed(12);
        await ledger.Done(TamDuong.Cashier, Payment(1_500_000));
        var before = Payment(500_001) with { PaidOn = new LocalDate(2022, 1, 4) };
        Assert.Equal(new Money(500_000), Assert.IsType<ReturnAboveDue>(await Refusal(TamDuong.Cashier, before)).Due);
        await ledger.Done(TamDuong.Cashier, before with { Amount = new Money(500_000), Key = Guid.NewGuid() });
        Assert.Equal((0, 5_000_000), (await Liquid(), await Bank()));
    }

    [Fact]
    public async Task The_verification_follows_the_lapse_and_the_openings()
    {
        await Months.Started(12);
        await ledger.Done(TamDuong.Approver, Decision(YearEndOutcome.Lapsed));
        await Months.Closed(12);
        await ledger.Done(TamDuong.Cashier, Payment(500_000));
        var verification = await ledger.Done(TamDuong.Auditor, new VerifyLedger(Given.Fund));
        Assert.All(verification.Passes, pass => Assert.True(pass.State != PassState.Wrong, $"{pass.Name}: {pass.FirstWrong?.Sentence.En}"));
    }

    private async Task<Error?> Refusal<T>(string user, ICommand<T> command) => (await ledger.Send(user, command)).Error;

    private static DecideYearEnd Decision(YearEndOutcome outcome) =>
        new(Given.Fund, Guid.NewGuid(), 2021, "NSTINH", outcome, "Theo thông báo cuối năm của tài chính");

    private static ReturnBudget Payment(long amount) =>
        new(Given.Fund, Guid.NewGuid(), "NSTINH", new Money(amount), new LocalDate(2022, 1, 5), "bank", "Kho bạc Nhà nước huyện");

    private Task<YearEnd> End() => ledger.Done(TamDuong.Auditor, new GetYearEnd(Given.Fund, 2021));

    private Task<long> Liquid() => ledger.Ask<long>(
        "SELECT liquid FROM pool_balances b JOIN pools p USING (fund_id, pool_id) WHERE p.code = 'NSTINH'");

    private Task<long> Bank() => ledger.Ask<long>("SELECT balance FROM money_balances WHERE account_code = 'bank' AND balance > 0");
}
