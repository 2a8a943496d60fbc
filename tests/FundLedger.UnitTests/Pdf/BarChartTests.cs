using FundLedger.Pdf;
using UglyToad.PdfPig;
using Xunit;

namespace FundLedger.UnitTests.Pdf;

public sealed class BarChartTests
{
    private static readonly BarChart Chart = new(
    [
        new("Xã Bản Bo", 40_000_000, "40.000.000"), new("Xã Nà Tăm", 10_000_000, "10.000.000"), new("Thị trấn Tam Đường", 0, "0"),
    ]);

    [Fact]
    public void Each_bar_says_its_label_and_its_amount() => Assert.Equal(
        "Xã Bản Bo 40.000.000 Xã Nà Tăm 10.000.000 Thị trấn Tam Đường 0", Printed.From(Chart).Text);

    [Fact]
    public void A_bar_is_as_long_as_its_share_of_the_greatest_and_nothing_has_none()
    {
        using var pdf = PdfDocument.Open(Printed.From(Chart).Bytes);
        var widths = pdf.GetPage(1).Paths.Where(path => path.IsFilled)
            .Select(path => path.GetBoundingRectangle()!.Value.Width).OrderDescending().ToList();
        Assert.Equal(2, widths.Count);
        Assert.Equal(4, widths[0] / widths[1], precision: 2);
    }

    [Fact]
    public void A_chart_of_nothing_is_empty() => Assert.Empty(Printed.From(new BarChart([]), new Paragraph("")).Text);

    [Fact]
    public void A_chart_longer_than_a_page_goes_on_on_the_next() => Assert.True(
        Printed.From(new BarChart([.. Enumerable.Range(1, 120).Select(no => new Bar($"Xã {no}", no, $"{no}"))])).Pages.Count > 1);
}
