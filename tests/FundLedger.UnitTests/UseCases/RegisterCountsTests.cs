using FundLedger.Domain.Statements;
using FundLedger.Domain.Text;
using FundLedger.Features.Children;

namespace FundLedger.UnitTests.UseCases;

/// <summary>The counts of the register: how they are added up, and what of them may be shared.</summary>
public sealed class RegisterCountsTests
{
    private const string BinhLu = "Xã Bình Lư";
    private const string KhunHa = "Xã Khun Há";

    [Theory]
    [InlineData(0, 0, null)]
    [InlineData(1, 8, 13)]
    [InlineData(3, 8, 38)]
    [InlineData(2, 7, 29)]
    [InlineData(7, 7, 100)]
    public void Coverage_is_of_a_hundred_and_a_half_counts_up(int supported, int closing, int? coverage) =>
        Assert.Equal(coverage, new RegisterCell { Supported = supported, Closing = closing }.Coverage);

    [Fact]
    public void Each_child_is_counted_once_over_all_communes_and_in_each_of_its_classes()
    {
        var report = new RegisterReport(ReportPeriod.Parse("2021")!,
        [
            Moved("*", 0, BinhLu, [10, 4, 2, 12, 3]), Moved("poor", 150, BinhLu, [8, 3, 1, 10, 2]), Moved("g04", 40, BinhLu, [3, 1, 1, 3, 1]),
            Moved("*", 0, KhunHa, [6, 1, 0, 7, 5]), Moved("poor", 150, KhunHa, [5, 1, 0, 6, 4]),
        ])
        {
            Targets = [new CoverageTarget { Class = "g04", Percent = 80 }, new CoverageTarget { Class = "*", Percent = 90 }],
        };
        Assert.Equal("* : 16 5 2 19 8", Told(report.All));
        Assert.Equal(["g04 : 3 1 1 3 1", "poor : 13 4 1 16 6"], report.ByClass.Select(Told));
        Assert.Equal(["* Xã Bình Lư: 10 4 2 12 3", "* Xã Khun Há: 6 1 0 7 5"], report.ByUnit.Select(Told));
        Assert.Equal((90, 80, null), (report.TargetOf("*")!.Percent, report.TargetOf("g04")!.Percent, report.TargetOf("poor")?.Percent));
    }

    [Fact]
    public void Nobody_makes_a_report_of_noughts() =>
        Assert.Equal("* : 0 0 0 0 0", Told(new RegisterReport(ReportPeriod.Parse("2021")!, []).All));

    [Fact]
    public void A_table_has_its_classes_in_their_order_with_both_totals()
    {
        var table = Grid(Counted("poor", BinhLu, 10), Counted("g04", BinhLu, 6), Counted("poor", KhunHa, 7)).Table(new("Trẻ", "Children"), []);
        Assert.Equal(["Nhóm", BinhLu, KhunHa, "Cộng"], table.Columns.Select(column => column.Header.Vi));
        Assert.Equal(("Trẻ", "Children"), (table.Title.Vi, table.Sheet.En));
        Assert.Equal(
            ["Trẻ em khuyết tật 6 0 6", "Trẻ em nghèo 10 7 17", "Cộng lượt trẻ 16 7 23"], table.Rows.Select(row => string.Join(' ', row.Cells.Select(Word))));
    }

    [Fact]
    public void What_the_table_of_a_part_leaves_out_is_left_out_of_the_whole()
    {
        var part = Grid(Counted("poor", KhunHa, 2), Counted("poor", BinhLu, 10), Counted("g04", BinhLu, 6));
        Assert.Equal(
            ["Trẻ em khuyết tật … … 6", "Trẻ em nghèo … … 12", "Cộng lượt trẻ … … 18"],
            part.Table(new("", ""), []).Rows.Select(row => string.Join(' ', row.Cells.Select(Word))));
        var whole = Grid(Counted("g01", BinhLu, 9), Counted("poor", BinhLu, 10), Counted("g04", BinhLu, 6), Counted("poor", KhunHa, 7));
        Assert.Equal(
            ["Trẻ em mồ côi 9 0 9", "Trẻ em khuyết tật … … 6", "Trẻ em nghèo … … 17", "Cộng lượt trẻ … … 32"],
            whole.Table(new("", ""), [part]).Rows.Select(row => string.Join(' ', row.Cells.Select(Word))));
    }

    private static CountGrid Grid(params RegisterCell[] cells) => CountGrid.Of(cells, cell => cell.Closing);

    private static RegisterCell Counted(string group, string unit, int closing)
    {
        var (order, name) = group switch
        {
            "g01" => (10, "Trẻ em mồ côi"),
            "g04" => (40, "Trẻ em khuyết tật"),
            _ => (150, "Trẻ em nghèo"),
        };
        return new RegisterCell { Class = group, NameVi = name, SortOrder = order, Unit = unit, Closing = closing, Supported = closing + 100 };
    }

    private static RegisterCell Moved(string group, int order, string unit, int[] counts) => new()
    {
        Class = group, SortOrder = order, Unit = unit, Opening = counts[0], Increases = counts[1], Decreases = counts[2], Closing = counts[3],
        Supported = counts[4],
    };

    private static string Told(RegisterCell cell) =>
        $"{cell.Class} {cell.Unit}: {cell.Opening} {cell.Increases} {cell.Decreases} {cell.Closing} {cell.Supported}";

    private static string? Word(object? cell) => cell is Wording words ? words.Vi : cell?.ToString();
}
