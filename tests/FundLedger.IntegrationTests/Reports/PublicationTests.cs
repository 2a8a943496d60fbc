using System.Security.Cryptography;
using FundLedger.Features.Audit;
using FundLedger.Features.Papers;
using FundLedger.Features.Periods;
using FundLedger.Features.Reports;
using FundLedger.IntegrationTests.Bookkeeping;
using FundLedger.Testing;
using NodaTime;

namespace FundLedger.IntegrationTests.Reports;

/// <summary>What everybody may read of a year.</summary>
public sealed class PublicationTests(LedgerCluster cluster) : IAsyncLifetime
{
    private const string Counted = "…";

    private readonly TwoYears years = new(cluster);

    public ValueTask InitializeAsync() => years.InitializeAsync();

    public ValueTask DisposeAsync() => years.DisposeAsync();

    [Fact]
    public async Task It_tells_sources_and_uses_without_small_counts_whatever_is_asked_for()
    {
        var report = await years.Report(TwoYears.Of("publication"));
        Assert.Equal(["no", "item", "money", "goods", "times", "children"], report.Head.Form.Columns.Select(column => column.Key));
        var rows = report.Rows.Select(row => row.Cells).ToList();
        Assert.All(rows, cells => Assert.True(cells[5] is null or Counted or (long)0 or >= 5L, BookReading.Plain(cells[5])));
        Assert.Contains(rows, cells => cells[5] is Counted);
        Assert.Contains(rows, cells => BookReading.Plain(cells[1]) == "Thu trong kỳ" && BookReading.Plain(cells[2]) == "15000000");
        var inside = await years.Lines(TwoYears.Of("receipt-use") with { IsShared = true });
        Assert.Equal(
            inside.Select(line => string.Join('|', line.Split('|')[..6])),
            report.Rows.Select(row => string.Join('|', row.Cells.Select(BookReading.Plain))));
        var odd = TwoYears.Of("publication") with { To = new LocalDate(2021, 11, 30) };
        Assert.IsType<SharedPeriodOdd>((await years.Ledger.Send(TamDuong.Auditor, new GetReport(odd))).Error);
    }

    [Fact]
    public async Task It_is_provisional_until_its_months_are_closed_and_says_of_which_closings_it_is()
    {
        Assert.StartsWith("TẠM TÍNH: chưa tháng nào", await Said(), StringComparison.Ordinal);
        await Close(11);
        Assert.Equal("TẠM TÍNH: mới khóa sổ đến 30/11/2021, số liệu còn thay đổi", await Said());
        Assert.IsType<PublicationNotClosed>((await years.Ledger.Send(TamDuong.Accountant, Freeze())).Error);
        await Close(12, first: 12);
        Assert.Equal("Lập từ sổ đã khóa các tháng 01/2021 – 12/2021, lần khóa 1", await Said());
        var half = Freeze() with { CutOff = new LocalDate(2021, 6, 30) };
        Assert.IsType<SharedPeriodOdd>((await years.Ledger.Send(TamDuong.Accountant, half)).Error);
    }

    [Fact]
    public async Task What_was_published_stays_without_small_counts_and_answers_the_calendar()
    {
        await years.Ledger.Done(TamDuong.Accountant, new PlanReports(Given.Fund, Guid.NewGuid(), 2021, 10));
        await Close(12);
        var due = (await Calendar()).Dues.Single(due => due.Rule == "publication");
        Assert.Equal(("publication", TwoYears.From, TwoYears.To), (due.Report, due.From, due.To));
        var number = (await years.Ledger.Done(TamDuong.Accountant, Freeze())).Number;
        var shown = await years.Ledger.Done(TamDuong.Auditor, new GetFrozenReport(Given.Fund, number));
        Assert.Contains(shown.Report.Rows, row => row.Cells[5] is Counted);
        Assert.StartsWith("Lập từ sổ đã khóa", shown.Report.Head.Narrowed[0].Vi, StringComparison.Ordinal);
        var before = await Files(number);
        await years.Ledger.Given.Receipt("CHUNG", 400_000);
        years.Ledger.Clock.Today = new LocalDate(2022, 3, 1);
        Assert.Equal(before, await Files(number));
        await years.Ledger.Done(TamDuong.Accountant, new AnswerDue(Given.Fund, Guid.NewGuid(), due.Number) { Freeze = number });
        Assert.Equal(DueState.Made, (await Calendar()).Dues.Single(one => one.Number == due.Number).State);
        Assert.Equal(PassState.Ok, (await years.Ledger.Done(TamDuong.Auditor, new VerifyLedger(Given.Fund))).State);
    }

    [Theory]
    [InlineData(1, 3)]
    [InlineData(1, 6)]
    [InlineData(7, 12)]
    [InlineData(10, 12)]
    [InlineData(1, 12)]
    public async Task It_is_of_a_quarter_a_half_or_a_year(int first, int last)
    {
        await Close(last);
        var to = new LocalDate(2021, last, 1).PlusMonths(1).PlusDays(-1);
        var freeze = Freeze() with { From = new LocalDate(2021, first, 1), CutOff = to, To = to };
        var number = (await years.Ledger.Done(TamDuong.Accountant, freeze)).Number;
        Assert.NotEmpty((await years.Ledger.Done(TamDuong.Auditor, new GetFrozenReport(Given.Fund, number))).Report.Rows);
    }

    private async Task<string> Said() => (await years.Report(TwoYears.Of("publication"))).Head.Narrowed[0].Vi;

    private async Task Close(int last, int first = 1)
    {
        for (var month = first; month <= last; month++)
        {
            await years.Ledger.Done(TamDuong.Accountant, new ClosePeriod(Given.Fund, Guid.NewGuid(), new LocalDate(2021, month, 1)));
        }
    }

    private static FreezeReport Freeze() =>
        new(Given.Fund, Guid.NewGuid(), "publication", TwoYears.From, TwoYears.To, TwoYears.To);

    private Task<ReportCalendar> Calendar() => years.Ledger.Done(TamDuong.Auditor, new GetReportCalendar(Given.Fund, 2021));

    private async Task<List<string>> Files(int number)
    {
        var digests = new List<string>();
        foreach (var format in (string[])["pdf", "xlsx", "csv", "json"])
        {
            var request = new ExportFrozenReport(Given.Fund, number, format, PaperLanguage.Vietnamese);
            await using var file = (await years.Ledger.Done(TamDuong.Approver, request)).File;
            digests.Add(Convert.ToHexString(await SHA256.HashDataAsync(file.Content, Ledger.Token)));
        }

        return digests;
    }
}
