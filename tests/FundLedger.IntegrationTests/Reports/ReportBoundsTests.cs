using FundLedger.Domain.Statements;
using FundLedger.Features.Pipeline;
using FundLedger.Features.Reports;
using FundLedger.Testing;
using NodaTime;

namespace FundLedger.IntegrationTests.Reports;

/// <summary>What is just right and just too much for frames, calendars, answers and frozen reports.</summary>
public sealed class ReportBoundsTests(Ledger ledger) : IClassFixture<Ledger>
{
    private static readonly ReportFrame Frame = new()
    {
        ValidFrom = new LocalDate(2021, 1, 4), Issuer = "Hội đồng quản lý Quỹ", Symbol = "BC-QBTTE", Place = "Tam Đường",
        Recipients = ["Như trên;"], Position = "Chủ tịch",
    };

    private static readonly string Long = new('x', 121);

    public static TheoryData<string> Odd => [.. Frames.Keys];

    private static Dictionary<string, (string Line, ReportFrame Frame)> Frames { get; } = new()
    {
        ["an issuer of one letter"] = ("Issuer", Frame with { Issuer = " x " }),
        ["an issuer that is too long"] = ("Issuer", Frame with { Issuer = Long }),
        ["an empty body above"] = ("Superior", Frame with { Superior = "" }),
        ["a body above that is too long"] = ("Superior", Frame with { Superior = Long }),
        ["small letters"] = ("Symbol", Frame with { Symbol = "bc" }),
        ["a symbol of one letter"] = ("Symbol", Frame with { Symbol = "B" }),
        ["a symbol that is too long"] = ("Symbol", Frame with { Symbol = new string('B', 31) }),
        ["a place that is too long"] = ("Place", Frame with { Place = Long[..61] }),
        ["nobody who gets it"] = ("Recipients", Frame with { Recipients = [] }),
        ["too many who get it"] = ("Recipients", Frame with { Recipients = [.. Enumerable.Repeat("Như trên;", 11)] }),
        ["an empty one who gets it"] = ("Recipients", Frame with { Recipients = ["Như trên;", " "] }),
        ["on behalf of nobody"] = ("OnBehalf", Frame with { OnBehalf = " " }),
        ["instead of nobody"] = ("InsteadOf", Frame with { InsteadOf = "" }),
        ["no position"] = ("Position", Frame with { Position = "" }),
        ["a signer that is too long"] = ("Signer", Frame with { Signer = Long }),
    };

    [Theory]
    [MemberData(nameof(Odd))]
    public async Task A_line_of_the_frame_that_is_odd_is_named(string what)
    {
        var (line, frame) = Frames[what];
        Assert.Equal(new ReportFrameLineOdd(line), await Refusal(new SetReportFrame(Given.Fund, Guid.NewGuid(), frame)));
    }

    [Fact]
    public async Task The_longest_and_the_shortest_lines_are_taken_and_kept()
    {
        var whole = Long[..120];
        var longest = Frame with
        {
            Issuer = whole, Superior = whole, Symbol = new string('Đ', 30), Place = Long[..60], OnBehalf = whole, InsteadOf = whole,
            Recipients = [.. Enumerable.Repeat(whole, 10)], Position = whole, Signer = whole,
        };
        var shortest = Frame with { Issuer = "UB", Superior = "UB", Symbol = "BC", Place = "TĐ", Recipients = ["VT"], Position = "CT", Signer = "AB" };
        foreach (var frame in (ReportFrame[])[longest, shortest])
        {
            await ledger.Done(TamDuong.Accountant, new SetReportFrame(Given.Fund, Guid.NewGuid(), frame));
            var kept = (await ledger.Done(TamDuong.Auditor, new GetReportFrame(Given.Fund))).Frame!;
            Assert.Equal(frame.Recipients, kept.Recipients);
            Assert.Equal(frame with { Recipients = kept.Recipients }, kept);
        }

        Assert.Equal(
            new FundNotFound("Q999"), (await ledger.Send(TamDuong.Auditor, new GetReportFrame("Q999"))).Error);
    }

    [Fact]
    public async Task A_year_is_planned_in_it_and_in_those_beside_it_and_answered_by_documents()
    {
        Assert.Equal(new PlanYearOdd(2019, 2021), await Refusal(Plan(2019, 7)));
        Assert.Equal(new PlanYearOdd(2023, 2021), await Refusal(Plan(2023, 7)));
        Assert.Equal(new TellDaysOdd(61), await Refusal(Plan(2022, 61)));
        Assert.Equal(5, (await ledger.Done(TamDuong.Accountant, Plan(2022, 60))).Count);
        Assert.Equal(5, (await ledger.Done(TamDuong.Accountant, Plan(2021, 1))).Count);
        Assert.Equal(new ReportsPlannedAlready(2021), await Refusal(Plan(2021, 1)));
        var dues = (await ledger.Done(TamDuong.Auditor, new GetReportCalendar(Given.Fund, 2021))).Dues;
        var open = dues.Where(due => due.Report is null).Select(due => due.Number).ToList();
        foreach (var document in (string?[])[null, " ", "ab", Long])
        {
            Assert.Equal(new DueNeedsDocument(open[0]), await Refusal(Answer(open[0], document)));
        }

        Assert.Equal(new DueNeedsItsReport(open[0]), await Refusal(Answer(open[0], "Số 3") with { Freeze = 99 }));
        await ledger.Done(TamDuong.Accountant, Answer(open[0], " abc "));
        await ledger.Done(TamDuong.Accountant, Answer(open[1], Long[..120]));
        var answered = (await ledger.Done(TamDuong.Auditor, new GetReportCalendar(Given.Fund, 2021))).Dues;
        Assert.Equal(["abc", Long[..120]], answered.Where(due => due.Document is not null).Select(due => due.Document));
        Assert.Equal(new FundNotFound("Q999"), (await ledger.Send(TamDuong.Auditor, new GetReportCalendar("Q999", 2021))).Error);
    }

    [Fact]
    public async Task A_report_of_one_day_can_be_frozen_and_finished_on_its_last_day()
    {
        var today = ledger.Clock.Today;
        Assert.Equal(
            new FreezeDaysOdd(today, today.PlusDays(-1), today), await Refusal(Freeze(today, today.PlusDays(-1), today)));
        Assert.Equal(
            new StatementBeforeFundOpened(new LocalDate(2020, 12, 31), new LocalDate(2021, 1, 1)),
            await Refusal(Freeze(new LocalDate(2020, 12, 31), today, today)));
        var number = (await ledger.Done(TamDuong.Accountant, Freeze(today, today, today))).Number;
        var final = (await ledger.Done(TamDuong.Accountant, new FinishReport(Given.Fund, Guid.NewGuid(), number))).Number;
        Assert.Equal(new ReportIsFinal(final), await Refusal(new FinishReport(Given.Fund, Guid.NewGuid(), final)));
        var later = (await ledger.Done(TamDuong.Accountant, Freeze(new LocalDate(2021, 1, 1), today, today.PlusDays(1)))).Number;
        Assert.Equal(
            new FreezeDayNotCome(today.PlusDays(1), today), await Refusal(new FinishReport(Given.Fund, Guid.NewGuid(), later)));
        var list = (await ledger.Done(TamDuong.Auditor, new ListFrozenReports(Given.Fund))).Reports;
        Assert.Equal([(later, null, null), (final, number, null), (number, null, (int?)final)],
            list.Select(report => (report.Number, report.Follows, report.FollowedBy)));
        Assert.Empty((await ledger.Done(TamDuong.Auditor, new GetReportDifference(Given.Fund, final))).Additions);
    }

    private static PlanReports Plan(int year, int days) => new(Given.Fund, Guid.NewGuid(), year, days);

    private static AnswerDue Answer(int due, string? document) => new(Given.Fund, Guid.NewGuid(), due) { Document = document };

    private static FreezeReport Freeze(LocalDate from, LocalDate cutOff, LocalDate to) =>
        new(Given.Fund, Guid.NewGuid(), "receipt-use", from, cutOff, to);

    private async Task<Domain.Error?> Refusal<T>(MediatR.IRequest<Domain.Result<T>> request) => (await ledger.Send(TamDuong.Accountant, request)).Error;
}
