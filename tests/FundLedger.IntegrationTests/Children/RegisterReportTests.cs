using System.Globalization;
using FundLedger.Domain;
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
        await WhoComesAndGoesCountsAsync();
    }

    // Suspended and resumed changes nothing; left and registered again within one quarter is a going and a coming.
    private async Task WhoComesAndGoesCountsAsync()
    {
        ledger.Clock.Today = new LocalDate(2021, 7, 10);
        var child = (await ledger.Given.Children(1, "g04"))[0];
        ledger.Clock.Today = new LocalDate(2021, 7, 20);
        await HappenedAsync(child, ChildEventKind.Left);
        ledger.Clock.Today = new LocalDate(2021, 8, 2);
        await HappenedAsync(child, ChildEventKind.Registered);
        ledger.Clock.Today = new LocalDate(2021, 8, 20);
        await HappenedAsync(child, ChildEventKind.Died);
        var autumn = await ReportAsync(TamDuong.Officer, TamDuong.BinhLu, "2021-Q3");
        Assert.Equal((6, 2, 2, 6), (autumn.All.Opening, autumn.All.Increases, autumn.All.Decreases, autumn.All.Closing));
        Assert.All(autumn.Cells, cell => Assert.Equal(cell.Closing, cell.Opening + cell.Increases - cell.Decreases));
        var ages = autumn.Ages.Single(row => row.Class == "*");
        Assert.Equal((6, 0), (ages.Counts.Sum(), ages.Unknown));
        Assert.Equal(6, ages.Counts[(int)AgeBand.From6To10]);
    }

    [Fact]
    public async Task A_target_stands_beside_the_coverage_and_the_last_word_holds()
    {
        await SetAsync("2021", null, 90);
        await SetAsync("2021", null, 100);
        await SetAsync("2021", "g04", 80);
        await SetAsync("2020", "g04", 10);
        var report = await ReportAsync(TamDuong.Accountant, Given.Fund, "2021-H1");
        Assert.Equal((100, 80, 2), (report.TargetOf("*")!.Percent, report.TargetOf("g04")!.Percent, report.Targets.Count));
        var commune = new SetCoverageTarget(TamDuong.BinhLu, Guid.NewGuid(), 2021, "g04", 95, "Kế hoạch của xã năm 2021");
        Assert.Null((await ledger.Send(TamDuong.Accountant, commune)).Error);
        var below = await ReportAsync(TamDuong.Officer, TamDuong.BinhLu, "2021-H1");
        Assert.Equal((100, 95), (below.TargetOf("*")!.Percent, below.TargetOf("g04")!.Percent));
        Assert.IsType<TargetImpossible>((await TryAsync("2021", null, 101, "Kế hoạch năm")).Error);
        Assert.IsType<TargetSourceMissing>((await TryAsync("2021", null, 50, "KH")).Error);
        Assert.IsType<ChildClassUnknown>((await TryAsync("2021", "g99", 50, "Kế hoạch năm")).Error);
    }

    private Task<Result<CoverageTargetSet>> TryAsync(string year, string? target, int percent, string source) =>
        ledger.Send(TamDuong.Accountant, new SetCoverageTarget(
            Given.Fund, Guid.NewGuid(), int.Parse(year, CultureInfo.InvariantCulture), target, percent, source));

    private async Task SetAsync(string year, string? target, int percent) =>
        Assert.Null((await TryAsync(year, target, percent, "Kế hoạch trẻ em của huyện")).Error);

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
