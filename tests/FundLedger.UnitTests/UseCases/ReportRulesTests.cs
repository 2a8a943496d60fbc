using FundLedger.Domain;
using FundLedger.Domain.Statements;
using FundLedger.Domain.Text;
using FundLedger.Features.Books;
using FundLedger.Features.Ledger;
using FundLedger.Features.Papers;
using FundLedger.Features.Reports;
using NodaTime;

namespace FundLedger.UnitTests.UseCases;

/// <summary>When reports are due, which of them may be published, and what is said of them.</summary>
public sealed class ReportRulesTests
{
    private static readonly LocalDate Due = new(2021, 6, 15);
    private static readonly LocalDate Opened = new(2021, 2, 1);

    [Theory]
    [InlineData("2021-06-04", DueState.Planned)]
    [InlineData("2021-06-05", DueState.Soon)]
    [InlineData("2021-06-15", DueState.Soon)]
    [InlineData("2021-06-16", DueState.Overdue)]
    public void A_report_is_due_soon_until_its_day_and_overdue_after_it(string today, DueState state)
    {
        var due = new ReportDue { DueOn = Due, TellDays = 10, Today = Day(today), NameVi = "Báo cáo", NameEn = "Report" };
        Assert.Equal((state, new Wording("Báo cáo", "Report")), (due.State, due.Name));
        Assert.Equal(DueState.Made, (due with { AnsweredAt = Instant.FromUtc(2021, 6, 1, 0, 0) }).State);
    }

    [Theory]
    [InlineData("2021-01-01", "2021-03-31", "2021-Q1")]
    [InlineData("2021-07-01", "2021-12-31", "2021-H2")]
    [InlineData("2021-02-01", "2021-12-31", "2021")]
    [InlineData("2021-02-01", "2021-12-30", null)]
    [InlineData("2021-02-01", "2022-12-31", null)]
    [InlineData("2021-02-02", "2021-12-31", null)]
    [InlineData("2021-02-01", "2021-11-30", null)]
    [InlineData("2021-02-01", "2021-03-31", null)]
    public void The_year_in_which_a_fund_opened_begins_with_its_first_day(string from, string to, string? code) =>
        Assert.Equal(code, Publication.PeriodOf(Day(from), Day(to), Opened)?.Code);

    [Fact]
    public void What_is_published_for_good_is_of_whole_closed_periods()
    {
        var (from, to) = (new LocalDate(2021, 4, 1), new LocalDate(2021, 6, 30));
        var fund = new LockedFund { OpenedOn = Opened, ClosedThrough = to };
        Assert.Null(Publication.Refusal(from, to, to, fund));
        Assert.Null(Publication.Refusal(from, to, to, fund with { ClosedThrough = to.PlusMonths(1) }));
        Assert.Equal(new SharedPeriodOdd(from, to), Publication.Refusal(from, to.PlusDays(-1), to, fund));
        Assert.Equal(new SharedPeriodOdd(from.PlusDays(1), to), Publication.Refusal(from.PlusDays(1), to, to, fund));
        Assert.Equal(new PublicationNotClosed(to, null), Publication.Refusal(from, to, to, fund with { ClosedThrough = null }));
        var before = to.PlusMonths(-1);
        Assert.Equal(new PublicationNotClosed(to, before), Publication.Refusal(from, to, to, fund with { ClosedThrough = before }));
    }

    [Fact]
    public void A_year_before_is_compared_where_a_fund_was_open_then()
    {
        var scope = new ReportScope
        {
            FundIds = [1], LogNos = [9], From = new(2022, 1, 1), To = new(2022, 2, 1), OpenedOn = Opened, Occasion = "tet", OccasionYear = 2022,
        };
        var before = scope.AYearBefore()!;
        Assert.Equal((new(2021, 1, 1), Opened, 2021), (before.From, before.To, before.OccasionYear));
        Assert.Null((scope with { To = new(2022, 1, 31) }).AYearBefore());
        Assert.Null(before.AYearBefore());
    }

    [Fact]
    public void A_figure_that_contradicts_the_others_is_named_in_either_year()
    {
        var honest = Golden.SampleReports.Now;
        Assert.Null(honest.Contradiction());
        var money = honest with { Closing = honest.Closing with { Money = new(999_999) } };
        Assert.Equal(new StatementDoesNotAddUp("closing", new(1_000_000), new(999_999)), money.Contradiction());
        var goods = honest with { Closing = honest.Closing with { Goods = new(1) } };
        Assert.Equal(new StatementDoesNotAddUp("closing-goods", new(500_000), new(1)), goods.Contradiction());
        Assert.Equal(money.Contradiction(), (honest with { YearBefore = money }).Contradiction());
        Assert.Equal(new Worth(new(8_500_000), new(1_000_000)), honest.Received);
        Assert.Equal(default, (honest with { Uses = [] }).Used.Worth);
    }

    [Fact]
    public void A_frozen_report_says_which_it_is_and_keeps_its_days()
    {
        var frozen = new FrozenReport
        {
            Number = 3, FundId = 7, Report = "occasion", Occasion = "tet", OccasionVi = "Tết", OccasionEn = "Tet", From = new(2021, 1, 1),
            CutOff = Due, To = new(2021, 6, 30), LogNo = 77, LogHash = "ab", At = Instant.FromUtc(2021, 6, 15, 1, 2),
        };
        Assert.Equal("Báo cáo chốt số 3: số liệu đến 15/06/2021, kỳ đến 30/06/2021", frozen.Said.Vi);
        var final = frozen with { Follows = 2 };
        Assert.Equal("Frozen report 3: final, of the whole period, after frozen report 2", final.Said.En);
        Assert.Equal((false, true), (frozen.IsFinal, final.IsFinal));
        Assert.Equal(("Báo cáo chuyên đề theo dịp", "khac"), (frozen.Name.Vi, (frozen with { Report = "khac" }).Name.En));
        var scope = frozen.Scope(Opened);
        Assert.Equal([7, 77], scope.FundIds.Select(fund => (long)fund).Concat(scope.LogNos));
        Assert.Equal((frozen.From, Due, "tet", 2021), (scope.From, scope.To, scope.Occasion, scope.OccasionYear));
        Assert.Null((frozen with { Occasion = null }).Scope(Opened).OccasionYear);
        var head = frozen.Head(new BookFund { FundId = 7, Code = "Q106", LogNo = 99, LogHash = "cd" });
        Assert.Equal((77L, "ab", "3", frozen.At), (head.Fund.LogNo, head.Fund.LogHash, head.Mark, head.At));
        Assert.Equal(["Occasion: Tet 2021", frozen.Said.En], head.Narrowed.Select(words => words.En));
        Assert.Equal("bao-cao-occasion-Q106-20210101-20210615-chot-3.pdf", new BookFacts(head, PaperLanguage.Vietnamese).FileName("pdf"));
        Assert.Single((frozen with { Occasion = null }).Head(head.Fund).Narrowed);
    }

    [Fact]
    public void A_chart_needs_two_figures_and_shows_sums_or_their_parts()
    {
        var head = Golden.SampleReports.Table(ReportForms.Publication, Golden.SampleReports.Now).Head;
        var sum = new Summed(new(9), default, []);
        var charts = ReportChart.Of(head,
        [
            Row(BookLevel.Line, "trước mọi phần", new Money(1)), Row(BookLevel.Total, "một mình", new Money(5)), Row(BookLevel.Line, "a", new Money(5)),
            Row(BookLevel.Line, "ẩn", ReportLine.Hidden), Row(BookLevel.Total, "tổng", null), Row(BookLevel.Group, "b", sum), Row(BookLevel.Line, "b1", sum),
            Row(BookLevel.Group, "c", ReportLine.Hidden), Row(BookLevel.Group, "d", new Money(2)), Row(BookLevel.Group, "phần", null),
            Row(BookLevel.Line, "e", new Money(3)), Row(BookLevel.Line, "f", new Money(-4)), Row(BookLevel.Line, "g", null),
        ]);
        Assert.Equal(["tổng: b=9 c=… d=2", "phần: e=3 f=(4)"], charts.Select(chart =>
            $"{chart.Title.Vi}: {string.Join(' ', chart.Bars.Select(bar => $"{bar.Label.Vi}={bar.Shown}"))}"));
    }

    [Fact]
    public void The_note_of_a_file_says_what_it_was_narrowed_to_and_names_nobody()
    {
        var head = Golden.SampleBooks.Head(BookForms.Account, isTogether: true) with
        {
            Question = new BookQuestion("Q106", "account", new(2021, 1, 1), new(2021, 3, 31)) { Account = "cash", Pool = "TET", Donor = 1_234 },
        };
        var made = new ExportedBook(ExportedFile.Of("a", "b", []), head, 9);
        var note = NoteExport.Of(made, "csv");
        Assert.Equal(
            ("Q106", "account", "01/01/2021 – 31/03/2021; tài khoản cash; nguồn TET; nhà tài trợ số 1234; Q106, Q03412", "csv", 9L, head.At),
            (note.Fund, note.List, note.NarrowedTo, note.Format, note.Rows, note.ReadAt));
        var question = new ReportQuestion("Q106", "occasion", new(2021, 1, 1), new(2021, 3, 31)) { Occasion = "tet", IsShared = true };
        Assert.Equal("01/01/2021 – 31/03/2021; dịp tet; bản để công bố; Q106, Q03412", ReportNotes.Of(question, made, "pdf").NarrowedTo);
        var alone = made with { Head = head with { Funds = [head.Fund], Question = new BookQuestion("Q106", "cash", new(2021, 1, 1), Due) } };
        Assert.Equal("01/01/2021 – 15/06/2021", NoteExport.Of(alone, "csv").NarrowedTo);
        Assert.Equal("01/01/2021 – 31/03/2021", ReportNotes.Of(question with { Occasion = null, IsShared = false }, alone, "pdf").NarrowedTo);
    }

    private static BookRow Row(BookLevel level, string label, object? money) => new(level, [null, new Wording(label, label), money, null, null, null]);

    private static LocalDate Day(string iso) => NodaTime.Text.LocalDatePattern.Iso.Parse(iso).Value;
}
