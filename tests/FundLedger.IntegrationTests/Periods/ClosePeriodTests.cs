using System.Globalization;
using FundLedger.Domain;
using FundLedger.Domain.Ledger;
using FundLedger.Features.Periods;
using FundLedger.Features.Receipts;
using FundLedger.Testing;
using NodaTime;

namespace FundLedger.IntegrationTests.Periods;

/// <summary>From open to closing to closed, with the checklist between; each test has books of its own, and today is 3 February.</summary>
public sealed class ClosePeriodTests(LedgerCluster cluster) : IAsyncLifetime
{
    private static readonly LocalDate January = new(2021, 1, 31);

    private readonly Ledger ledger = new(cluster);

    private Months Months => new(ledger);

    public async ValueTask InitializeAsync()
    {
        await ledger.InitializeAsync();
        await ledger.Given.Pool();
        await ledger.Given.Receipt("CHUNG", 5_000_000);
        ledger.Clock.Today = new LocalDate(2021, 2, 3);
    }

    public ValueTask DisposeAsync() => ledger.DisposeAsync();

    [Fact]
    public async Task While_a_month_is_closing_nothing_is_dated_in_it_and_it_can_be_taken_back()
    {
        await Months.Started(1);
        Assert.IsType<PeriodBeingClosed>((await ledger.Send(TamDuong.Accountant, Receipt(January))).Error);
        Assert.IsType<PeriodBeingClosed>((await ledger.Send(TamDuong.Accountant, Receipt(new LocalDate(2021, 1, 1)))).Error);
        await ledger.Done(TamDuong.Accountant, Receipt(new LocalDate(2021, 2, 1)));
        Assert.Equal(PeriodState.Closing, (await Periods())[0].State);
        await ledger.Done(TamDuong.SecondAccountant, Months.TakeBack(1));
        await ledger.Done(TamDuong.Accountant, Receipt(January) with { Amount = new Money(120_000) });
        Assert.IsType<ClosingNotStarted>((await ledger.Send(TamDuong.Accountant, Months.TakeBack(1))).Error);
    }

    [Fact]
    public async Task A_closed_month_says_who_closed_it_when_and_under_which_number_of_the_log()
    {
        await Months.Started(1);
        var closing = await Months.Closed(1);
        Assert.Equal((1, 64), (closing.Version, closing.Digest.Length));
        var january = (await Periods())[0];
        Assert.Equal((PeriodState.Closed, 1, "Kế toán Quỹ"), (january.State, january.Versions, january.ClosedBy));
        Assert.Equal(await ledger.Ask<long>("SELECT log_no FROM closed_periods"), january.LogNo);
        Assert.IsType<PeriodClosed>((await ledger.Send(TamDuong.Accountant, Receipt(January))).Error);
        Assert.IsType<ClosingNotStarted>((await ledger.Send(TamDuong.Accountant, Months.TakeBack(1))).Error);
    }

    [Fact]
    public async Task A_month_is_begun_once_in_order_and_after_its_end()
    {
        Assert.IsType<MonthNotNext>((await ledger.Send(TamDuong.Accountant, Months.Start(2))).Error);
        await Months.Started(1);
        Assert.IsType<ClosingAlreadyStarted>((await ledger.Send(TamDuong.SecondAccountant, Months.Start(1))).Error);
        await Months.Closed(1);
        Assert.IsType<MonthNotEnded>((await ledger.Send(TamDuong.Accountant, Months.Start(2))).Error);
    }

    [Fact]
    public async Task Two_unpaid_approvals_block_the_closing_and_both_are_listed()
    {
        ledger.Clock.Today = new LocalDate(2021, 1, 28);
        var children = await ledger.Given.Children(2);
        var (first, second) = (await ledger.Given.Approved("CHUNG", children[0]), await ledger.Given.Approved("CHUNG", children[1]));
        ledger.Clock.Today = new LocalDate(2021, 2, 3);
        var refusal = Assert.IsType<PeriodHasBlockers>((await ledger.Send(TamDuong.Accountant, Months.Close(1))).Error);
        Assert.Equal(
            [("unposted_payments", Digits(first)), ("unposted_payments", Digits(second))],
            refusal.Findings.Select(found => (found.CheckCode, found.Item)));
        await ledger.Done(TamDuong.Cashier, ledger.Given.Payment(first));
        await ledger.Done(TamDuong.Cashier, ledger.Given.Payment(second));
        await Months.Closed(1);
    }

    [Fact]
    public async Task What_stays_open_is_accepted_by_somebody_else_who_saw_just_that()
    {
        ledger.Clock.Today = new LocalDate(2021, 1, 28);
        var children = await ledger.Given.Children(2);
        await ledger.Given.Approved("CHUNG", children[0]);
        var waiting = await ledger.Given.TetGifts("CHUNG", children[1]);
        ledger.Clock.Today = new LocalDate(2021, 2, 3);
        Assert.IsType<ClosingNotStarted>((await ledger.Send(TamDuong.Approver, await Months.Acceptance(1))).Error);
        await Months.Started(1);
        Assert.Contains((await Months.Checklist(1)).Findings, found =>
            (found.CheckCode, found.Item, found.Severity) == ("waiting_requests", Digits(waiting), CloseSeverity.Warning));
        var acceptance = await Months.Acceptance(1);
        Assert.IsType<LongReasonMissing>((await ledger.Send(TamDuong.Approver, acceptance with { Reason = "giữ lại" })).Error);
        var own = acceptance with { Key = Guid.NewGuid() };
        Assert.IsType<AccepterIsCloser>((await ledger.Send(TamDuong.AccountantsOtherAccount, own)).Error);
        var other = acceptance with { Key = Guid.NewGuid(), ItemsHash = new string('0', 64) };
        Assert.IsType<OpenItemsChanged>((await ledger.Send(TamDuong.Approver, other)).Error);
        await ledger.Done(TamDuong.Approver, acceptance with { Key = Guid.NewGuid() });
        Assert.True((await Months.Checklist(1)).IsClear);
        await Months.Closed(1);
    }

    [Fact]
    public async Task What_was_accepted_before_the_closing_was_taken_back_no_longer_counts()
    {
        ledger.Clock.Today = new LocalDate(2021, 1, 28);
        await ledger.Given.Approved("CHUNG", await ledger.Given.Children(1));
        ledger.Clock.Today = new LocalDate(2021, 2, 3);
        await Months.Started(1);
        await ledger.Done(TamDuong.Approver, await Months.Acceptance(1));
        await ledger.Done(TamDuong.Accountant, Months.TakeBack(1));
        await Months.Started(1);
        Assert.IsType<PeriodHasBlockers>((await ledger.Send(TamDuong.Accountant, Months.Close(1))).Error);
        await ledger.Done(TamDuong.Approver, await Months.Acceptance(1));
        await Months.Closed(1);
    }

    [Fact]
    public async Task Every_check_of_the_database_has_its_words_and_weight_in_the_register() => Assert.Equal(
        await ledger.List<string>("SELECT check_code || ' ' || replace(severity, '_', '') FROM close_checks ORDER BY sort_order"),
        CloseChecks.All.Select(check => $"{check.Code} {Enum.GetName(check.Severity)?.ToLowerInvariant()}"));

    private static string Digits(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static RecordReceipt Receipt(LocalDate on) =>
        new(Given.Fund, Guid.NewGuid(), "CHUNG", new Money(100_000), on, "cash", "Nhà hảo tâm");

    private Task<IReadOnlyList<Features.Periods.Period>> Periods() => ledger.Done(TamDuong.Auditor, new ListPeriods(Given.Fund));
}
