using FundLedger.Domain.Children;
using FundLedger.Domain.Statements;
using FundLedger.Features.Children;
using FundLedger.Features.Papers;
using FundLedger.Testing;
using NodaTime;

namespace FundLedger.IntegrationTests.Children;

/// <summary>The register counted on the days of a period, by class and commune; what is shared leaves small counts out.</summary>
public sealed class RegisterReportTests(Ledger ledger) : IClassFixture<Ledger>
{
    [Fact]
    public async Task Opening_increases_and_decreases_make_the_closing_and_who_moved_counts_where_it_lived()
    {
        var pool = await ledger.Given.Pool("QUA");
        await ledger.Given.Receipt(pool, 3_000_000);
        var first = await ledger.Given.Children(7);
        await ledger.Given.Paid(pool, first[0], first[1]);
        ledger.Clock.Today = new LocalDate(2021, 4, 5);
        await ledger.Given.Children(1, "g04");
        await HappenedAsync(first[0], ChildEventKind.Died);
        await HappenedAsync(first[1], ChildEventKind.Suspended);
        await ledger.Done(TamDuong.Officer, new MoveChild(
            TamDuong.BinhLu, Guid.NewGuid(), first[2], "03430", ledger.Clock.Today, "Gia đình chuyển nhà"));
        var spring = (await ReportAsync(TamDuong.Officer, TamDuong.BinhLu, "2021-Q1")).All;
        Assert.Equal((0, 7, 0, 7, 2, 29), (spring.Opening, spring.Increases, spring.Decreases, spring.Closing, spring.Supported, spring.Coverage));
        var summer = await ReportAsync(TamDuong.Officer, TamDuong.BinhLu, "2021-Q2");
        Assert.Equal((7, 1, 2, 6), (summer.All.Opening, summer.All.Increases, summer.All.Decreases, summer.All.Closing));
        Assert.Equal(1, summer.ByClass.Single(row => row.Class == "g04").Closing);
        Assert.All(summer.Cells, cell => Assert.Equal(cell.Closing, cell.Opening + cell.Increases - cell.Decreases));
        var district = await ReportAsync(TamDuong.Accountant, Given.Fund, "2021");
        Assert.Equal((7, 2), (district.All.Closing, district.ByUnit.Count));
        Assert.Empty((await ReportAsync(TamDuong.OtherOfficer, TamDuong.BinhLu, "2021")).Cells);
        await SharedTellsNoSmallCountAsync();
    }

    private async Task SharedTellsNoSmallCountAsync()
    {
        var period = ReportPeriod.Parse("2021-Q2")!;
        await using var file = await ledger.Done(
            TamDuong.Accountant, new ExportRegisterReport(Given.Fund, period, "csv", PaperLanguage.Vietnamese));
        using var text = new StreamReader(file.Content);
        var cells = (await text.ReadToEndAsync(Ledger.Token)).Split('\n').SelectMany(line => line.Trim().Split(',').Skip(2)).ToList();
        Assert.Contains("…", cells);
        Assert.DoesNotContain(cells, cell => int.TryParse(cell, out var count) && count is > 0 and < SmallCounts.Least);
    }

    private async Task<RegisterReport> ReportAsync(string user, string fund, string period) =>
        await ledger.Done(user, new GetRegisterReport(fund, ReportPeriod.Parse(period)!));

    private Task<ChildEventRecorded> HappenedAsync(string child, ChildEventKind happened) => ledger.Done(TamDuong.Officer, new RecordChildEvent(
        TamDuong.BinhLu, Guid.NewGuid(), child, happened, ledger.Clock.Today, "Theo báo cáo của thôn"));
}
