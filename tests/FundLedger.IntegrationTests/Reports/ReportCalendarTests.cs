using FundLedger.Features.Notices;
using FundLedger.Features.Reports;
using FundLedger.Testing;
using NodaTime;

namespace FundLedger.IntegrationTests.Reports;

/// <summary>The calendar of a year says what is due, tells of it in time, and keeps what was sent.</summary>
public sealed class ReportCalendarTests(LedgerCluster cluster) : IAsyncLifetime
{
    private const string ToldSql = """
        SELECT coalesce(string_agg(user_name || CASE WHEN must_act THEN '!' ELSE '' END, ' ' ORDER BY user_name), '') FROM notices
        WHERE subject = 'report' AND subject_no = @Due AND event = @Event
        """;

    private readonly Ledger ledger = new(cluster);

    public async ValueTask InitializeAsync()
    {
        await ledger.InitializeAsync();
        await ledger.Done(TamDuong.Accountant, new PlanReports(Given.Fund, Guid.NewGuid(), 2021, 10));
    }

    public ValueTask DisposeAsync() => ledger.DisposeAsync();

    [Fact]
    public async Task The_reports_of_a_year_are_due_on_their_days()
    {
        var dues = (await Calendar()).Dues;
        Assert.Equal(
            [("first_quarter", "2021-03-31"), ("half_year", "2021-06-15"), ("child_friendly", "2021-10-30"), ("year", "2021-12-10"),
                ("publication", "2022-03-31")],
            dues.Select(due => (due.Rule, NodaTime.Text.LocalDatePattern.Iso.Format(due.DueOn))));
        Assert.All(dues, due => Assert.Equal(DueState.Planned, due.State));
        Assert.IsType<ReportsPlannedAlready>((await Plan(2021, 7)).Error);
        Assert.IsType<TellDaysOdd>((await Plan(2022, 0)).Error);
        Assert.IsType<PlanYearOdd>((await Plan(2031, 7)).Error);
    }

    [Fact]
    public async Task Its_accountants_are_told_before_it_is_due_and_once_more_when_it_is_overdue()
    {
        await Night(new LocalDate(2021, 6, 4));
        Assert.Equal("", await Told(2, "due_soon"));
        await Night(new LocalDate(2021, 6, 5));
        await Night(new LocalDate(2021, 6, 6));
        Assert.Equal("ketoan! ketoan2!", await Told(2, "due_soon"));
        Assert.Equal(DueState.Soon, (await Calendar()).Dues[1].State);
        Assert.Equal("", await Told(2, "overdue"));
        await Night(new LocalDate(2021, 6, 16));
        await Night(new LocalDate(2021, 6, 17));
        Assert.Equal("ketoan! ketoan2!", await Told(2, "overdue"));
        Assert.Equal(DueState.Overdue, (await Calendar()).Dues[1].State);
        var hands = await ledger.Done(TamDuong.Accountant, new GetHandsToAct(Given.Fund, "report", 2));
        Assert.Equal(["ketoan", "ketoan2"], hands.Who.Select(hand => hand.User).Order());
    }

    [Fact]
    public async Task It_is_answered_once_by_its_own_report_and_then_nobody_is_told()
    {
        ledger.Clock.Today = new LocalDate(2021, 6, 15);
        var other = await Freeze("matrix");
        var answer = new AnswerDue(Given.Fund, Guid.NewGuid(), 2);
        Assert.IsType<DueNeedsItsReport>((await ledger.Send(TamDuong.Accountant, answer)).Error);
        Assert.IsType<DueNeedsItsReport>((await ledger.Send(TamDuong.Accountant, answer with { Key = Guid.NewGuid(), Freeze = other })).Error);
        var sent = await Freeze("receipt-use");
        Assert.Equal([sent], (await Calendar()).Dues[1].Candidates);
        await ledger.Done(TamDuong.Accountant, answer with { Key = Guid.NewGuid(), Freeze = sent, Document = "Số 12/BC-QBTTE ngày 15/6/2021" });
        var due = (await Calendar()).Dues[1];
        Assert.Equal((DueState.Made, (int?)sent, "Số 12/BC-QBTTE ngày 15/6/2021"), (due.State, due.Freeze, due.Document));
        Assert.IsType<DueAnsweredBefore>(
            (await ledger.Send(TamDuong.Accountant, answer with { Key = Guid.NewGuid(), Freeze = sent })).Error);
        await Night(new LocalDate(2021, 6, 20));
        Assert.Equal("", await Told(2, "overdue"));
    }

    [Fact]
    public async Task What_is_no_report_of_the_books_is_answered_by_a_document()
    {
        var answer = new AnswerDue(Given.Fund, Guid.NewGuid(), 1);
        Assert.IsType<DueNeedsDocument>((await ledger.Send(TamDuong.Accountant, answer)).Error);
        await ledger.Done(TamDuong.Accountant, answer with { Key = Guid.NewGuid(), Document = " Số 3/KH-UBND ngày 30/3/2021 " });
        Assert.Equal("Số 3/KH-UBND ngày 30/3/2021", (await Calendar()).Dues[0].Document);
        Assert.IsType<DueUnknown>((await ledger.Send(TamDuong.Accountant, new AnswerDue(Given.Fund, Guid.NewGuid(), 9))).Error);
    }

    private async Task<int> Freeze(string report) => (await ledger.Done(TamDuong.Accountant, new FreezeReport(
        Given.Fund, Guid.NewGuid(), report, new(2021, 1, 1), ledger.Clock.Today, new(2021, 6, 30)))).Number;

    private Task<ReportCalendar> Calendar() => ledger.Done(TamDuong.Auditor, new GetReportCalendar(Given.Fund, 2021));

    private Task<Domain.Result<ReportsPlanned>> Plan(int year, int days) =>
        ledger.Send(TamDuong.Accountant, new PlanReports(Given.Fund, Guid.NewGuid(), year, days));

    private Task<string> Told(long due, string happened) => ledger.Ask<string>(ToldSql, new { Due = due, Event = happened });

    private async Task Night(LocalDate day)
    {
        ledger.Clock.Today = day;
        await ledger.Checks.NightlyAsync(day, Ledger.Token);
    }
}
