using System.Globalization;
using FundLedger.Pdf;
using Xunit;

namespace FundLedger.UnitTests.Pdf;

/// <summary>What a table carries from page to page.</summary>
public sealed class CarriedTests
{
    private static readonly Column[] s_columns = [new("Diễn giải", 3), new("Số tiền", 1, Alignment.Right)];

    [Fact]
    public void Each_page_but_the_last_ends_with_the_sum_so_far_and_the_next_one_begins_with_it()
    {
        var pages = Printed.From(Table(200)).Pages;
        Assert.InRange(pages.Count, 3, 20);
        int seen = 0;
        foreach (var (page, place) in pages.Select((page, place) => (page, place)))
        {
            int before = seen;
            seen += page.Count(word => word == "dòng");
            Assert.Equal(place > 0, Says(page, "Mang", Sum(before)));
            Assert.Equal(place < pages.Count - 1, Says(page, "Chuyển", Sum(seen)));
        }
        Assert.Equal(200, seen);
    }

    [Fact]
    public void A_table_of_one_page_carries_nothing() =>
        Assert.DoesNotContain("Chuyển", Printed.From(Table(5)).Pages.Single());

    [Fact]
    public void What_follows_on_the_page_of_the_last_row_brings_no_sum_with_it()
    {
        for (int rows = 20; rows < 60; rows++)
        {
            var signatures = new SignatureBlock(null, [new("Kế toán trưởng"), new("Thủ trưởng đơn vị")]);
            var pages = Printed.From(Table(rows), signatures).Pages;
            Assert.Equal(pages.Count - 1, pages.Count(page => page.Contains("Chuyển")));
            Assert.Equal(rows, pages.Sum(page => page.Count(word => word == "dòng")));
        }
    }

    private static bool Says(IReadOnlyList<string> page, string label, string sum)
    {
        int place = page.ToList().IndexOf(label);
        if (place >= 0)
            Assert.Contains(sum, page);
        return place >= 0;
    }

    private static Table Table(int rows) => new(
        s_columns, Enumerable.Range(1, rows).Select(i => new Row("dòng", "1.000") { Carried = ["", Sum(i)] }))
    {
        Carry = new TableCarrying("Chuyển sang", "Mang sang", 0),
    };

    private static string Sum(int rows) => string.Create(CultureInfo.InvariantCulture, $"{rows}.777");
}
