using System.Text;
using FundLedger.Domain.Text;
using FundLedger.Features.Imports;

namespace FundLedger.UnitTests.UseCases;

/// <summary>Which rows of a file are rows of the list, how a cell is read, and what is said of the file as a whole.</summary>
public sealed class ImportPassTests
{
    private static readonly ListDescription List = new("gifts", new("Quà", "Gifts"),
    [
        new("name", ColumnKind.Text, new("Tên", "Name"), new("", ""), [], "") { IsRequired = true },
        new("born", ColumnKind.DateOrYear, new("Ngày sinh", "Born"), new("", ""), [], ""),
        new("on", ColumnKind.Date, new("Ngày", "Day"), new("", ""), [], ""),
        new("amount", ColumnKind.Amount, new("Số tiền", "Amount"), new("", ""), [], ""),
    ]);

    private static readonly ImportMapping Mapping = new(0, 1, [new("name", 0), new("born", 1), new("on", 2), new("amount", 3)]);

    [Theory]
    [InlineData("(1),(2),(3)\nLan,2012", "3")]
    [InlineData("A,B,1,2\nLan,2012", "3")]
    [InlineData("(1),(2)\nLan,2012", "2 3")]
    [InlineData("100,200,300\nLan,2012", "2 3")]
    [InlineData("Lan,2012\n(1),(2),(3)", "2 3")]
    [InlineData("Lan\n,Tổng cộng\nMai", "2")]
    [InlineData("Lan\n,Cộng:\nMai,2012\nKý tên", "2 4")]
    [InlineData("Lan\nTổng,2012\nMai", "2 3 4")]
    [InlineData("Lan\n,tổng hợp\nMai", "2 3 4")]
    public void Numbers_of_columns_totals_and_signatures_are_no_rows(string below, string rows) =>
        Assert.Equal(rows, string.Join(' ', Pass($"h\n{below}").Rows.Select(row => row.Number)));

    [Fact]
    public void What_was_left_out_is_told_the_first_five_by_their_rows()
    {
        var few = Pass("h\nLan,1\n,Tổng\nKý tên\nLập biểu");
        Assert.Equal(["Dòng cộng không đọc: 3.", "2 dòng dưới dòng cộng không đọc."], few.Findings.Select(said => said.Vi));
        var many = Pass("h\nLan,1" + string.Concat(Enumerable.Repeat("\n,Tổng", 6)));
        Assert.Equal(["Dòng cộng không đọc: 3, 4, 5, 6, 7, …."], many.Findings.Select(said => said.Vi));
        var five = Pass("h\nLan,1" + string.Concat(Enumerable.Repeat("\n,Tổng", 5)));
        Assert.Equal(["Dòng cộng không đọc: 3, 4, 5, 6, 7."], five.Findings.Select(said => said.Vi));
    }

    [Theory]
    [InlineData(2, 0)]
    [InlineData(3, 1)]
    public void Three_dates_that_do_not_exist_let_the_order_of_day_and_month_be_doubted(int dates, int findings)
    {
        var pass = Pass("h\n" + string.Concat(Enumerable.Repeat("Lan,01/13/2012\n", dates)));
        Assert.Equal(dates, pass.Rows.Count);
        Assert.Equal(findings, pass.Findings.Count(said => said.Vi.StartsWith("Nhiều ngày có tháng lớn hơn 12", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_cell_is_read_by_the_kind_of_its_column()
    {
        var row = Assert.Single(Pass("h\n  Lò   Thị  Lan ,05/06/2012,07/06/2021,1.500.000").Rows);
        Assert.Equal("Lò Thị Lan", row.Text("name"));
        Assert.Equal((2012, 6, 5, false), Parts(row.Date("born")));
        Assert.Equal((2021, 6, 7, false), Parts(row.Date("on")));
        Assert.Equal(1_500_000, row.Amount("amount")!.Value.Dong);
        Assert.Equal(
            ["name:", "born:5 tháng 6 năm 2012", "on:7 tháng 6 năm 2021", "amount:1.500.000 ₫"],
            row.Cells.Select(cell => $"{cell.Name}:{cell.Read?.Vi}"));
        Assert.Empty(row.Flaws);
    }

    [Fact]
    public void A_year_alone_is_a_birthday_and_no_day()
    {
        var row = Assert.Single(Pass("h\nLan,2012,2021").Rows);
        Assert.Equal((2012, true), (row.Date("born")!.Date.Year, row.Date("born")!.IsYearOnly));
        Assert.Null(row.Date("on"));
        Assert.Equal("năm 2012", row.Cells[1].Read!.Vi);
        Assert.Equal("C2", Assert.Single(row.Flaws).Cell);
    }

    [Fact]
    public void Nothing_is_nothing_and_what_is_needed_is_missed_once_by_its_cell()
    {
        var row = Assert.Single(Pass("h\n,,,5").Rows);
        Assert.Equal(("", null, null), (row.Text("name"), row.Date("born"), row.PersonalNumber("on")));
        Assert.False(row.Has("name"));
        Assert.True(row.Has("amount"));
        row.Require("amount", row.Has("amount"));
        row.Require("name", isThere: false);
        row.Flaw("name", "khác", "other");
        Assert.Equal(new ImportFlaw("A2", new("Chưa có tên.", "The name is missing.")), Assert.Single(row.Flaws));
        row.Warn("amount", "lạ", "odd");
        Assert.Equal(new Wording("Số tiền: lạ", "Amount: odd"), Assert.Single(row.Warnings));
    }

    [Fact]
    public void A_column_that_was_not_chosen_is_empty_and_its_flaws_stand_at_the_row()
    {
        using var file = OpenTable.Of("h\nLan,2012"u8.ToArray()).Value;
        var row = new ImportPass(file, List, new ImportMapping(0, 1, [new("name", 0)])).Rows().Single();
        Assert.Equal((false, "A2", "Lan"), (row.Has("born"), row.Address("born"), row.Text("name")));
        Assert.Equal(["name"], row.Cells.Select(cell => cell.Name));
    }

    private static (int Year, int Month, int Day, bool IsYearOnly) Parts(DateRead? read) =>
        (read!.Date.Year, read.Date.Month, read.Date.Day, read.IsYearOnly);

    private static (List<ListRow> Rows, IReadOnlyList<Wording> Findings) Pass(string text)
    {
        using var file = OpenTable.Of(Encoding.UTF8.GetBytes(text)).Value;
        var pass = new ImportPass(file, List, Mapping);
        var rows = new List<ListRow>();
        foreach (var row in pass.Rows())
        {
            _ = row.Date("born");
            rows.Add(row);
        }

        return (rows, pass.Findings());
    }
}
