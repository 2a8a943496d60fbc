using System.Globalization;
using FundLedger.Domain;
using FundLedger.Domain.Text;
using FundLedger.Features.Papers;
using NodaTime;

namespace FundLedger.UnitTests.UseCases;

/// <summary>Papers that people upload, and the sentences in which they are refused.</summary>
public sealed class ScannedPaperTests
{
    private const int Most = 10 * 1024 * 1024;

    [Theory]
    [InlineData("255044462D", "application/pdf")]
    [InlineData("89504E470D0A1A0A00", "image/png")]
    [InlineData("FFD8FFE0", "image/jpeg")]
    [InlineData("89504E470D0A1A", null)]
    [InlineData("FFD8", null)]
    [InlineData("25504446", null)]
    [InlineData("4D5A", null)]
    [InlineData("", null)]
    public void A_file_is_known_by_its_first_bytes(string bytes, string? type) =>
        Assert.Equal(type, new ScannedPaper("a.pdf", Convert.FromHexString(bytes)).MediaType);

    [Theory]
    [InlineData(Most, "application/pdf")]
    [InlineData(Most + 1, null)]
    public void A_file_has_at_most_ten_megabytes(int size, string? type)
    {
        var bytes = new byte[size];
        "%PDF-"u8.CopyTo(bytes);
        Assert.Equal(type, new ScannedPaper("a.pdf", bytes).MediaType);
    }

    [Theory]
    [InlineData("Giấy xác nhận.pdf", "Giấy xác nhận.pdf")]
    [InlineData("C:\\Giấy tờ\\a.pdf", "a.pdf")]
    [InlineData("/home/canbo/a/b.png", "b.png")]
    [InlineData("a\\b/c.pdf", "c.pdf")]
    [InlineData(" a\tb\n.pdf ", "ab.pdf")]
    [InlineData("thư mục/", "scan")]
    [InlineData("", "scan")]
    public void Of_a_name_the_last_part_is_kept(string name, string kept) => Assert.Equal(kept, new ScannedPaper(name, []).SafeName);

    [Fact]
    public void Of_a_long_name_its_end_is_kept()
    {
        Assert.Equal(new string('b', 196) + ".pdf", new ScannedPaper("a" + new string('b', 196) + ".pdf", []).SafeName);
        Assert.Equal(new string('b', 200), new ScannedPaper(new string('b', 200), []).SafeName);
    }

    [Fact]
    public void A_sentence_is_filled_with_what_its_places_name()
    {
        var error = new Sample(new Money(1_500), new Inner("II.3", null));
        Assert.Equal("[1.500]/[II.3]/[]/[]{small}", RefusalTemplate.Fill(
            "{Left}/{Line.Number}/{Line.Other.More}/{Unknown}{small}", error, value => $"[{value}]"));
        Assert.Equal(["Left", "Line.Number"], RefusalTemplate.PlacesOf("Còn {Left} ở {Line.Number}, {không}"));
    }

    public static TheoryData<object?, string, string> Shown => new()
    {
        { null, "–", "–" },
        { new Money(-1_500), "(1.500)\u00A0₫", "(1.500)\u00A0₫" },
        { new LocalDate(2021, 2, 3), "03/02/2021", "03/02/2021" },
        { Instant.FromUtc(2021, 2, 3, 4, 5, 6), PrintedDate.TimeOf(Instant.FromUtc(2021, 2, 3, 4, 5, 6)), "03/02/2021 11:05" },
        { "TE-000001", "TE-000001", "TE-000001" },
        { new Wording("Tiền mặt", "Cash"), "Tiền mặt", "Cash" },
        { new ScanUnusable("a.exe"), "vì a.exe", "vì a.exe" },
        { 1_234, "1234", "1234" },
        { new object?[] { new Money(5), null, "a" }, "5\u00A0₫, –, a", "5\u00A0₫, –, a" },
        { true, "True", "True" },
    };

    [Theory]
    [MemberData(nameof(Shown))]
    public void A_value_is_shown_as_on_the_screen(object? value, string vietnamese, string english)
    {
        var culture = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("vi-VN");
        try
        {
            Assert.Equal(vietnamese, RefusalTemplate.Show(value, isEnglish: false, error => $"vì {((ScanUnusable)error).FileName}"));
            Assert.StartsWith(english, RefusalTemplate.Show(value, isEnglish: true, error => $"vì {((ScanUnusable)error).FileName}"),
                StringComparison.Ordinal);
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    private sealed record Sample(Money Left, Inner Line);

    private sealed record Inner(string Number, Inner? Other);
}
