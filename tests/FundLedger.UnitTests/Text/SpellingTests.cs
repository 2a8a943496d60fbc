using FundLedger.Domain.Text;
using Xunit;

namespace FundLedger.UnitTests.Text;

public sealed class SpellingTests
{
    [Theory]
    [InlineData("Nguyễn Thị Hòa", "NGUYỄN  THỊ HOÀ")]
    [InlineData("Nguyễn Thị Hòa", "Nguye\u0302\u0303n Thi\u0323 Ho\u0300a")]
    [InlineData("Lý Thúy", "lý thuý")]
    [InlineData("Đào Quý", "đào\u00A0quý\u200B")]
    public void A_name_has_one_key_however_it_is_typed(string one, string other) =>
        Assert.Equal(SpellingKey.Of(one), SpellingKey.Of(other));

    [Theory]
    [InlineData("Hòa", "Hoa")]
    [InlineData("Hòa", "Hóa")]
    [InlineData("Đào", "Dào")]
    [InlineData("Lan", "Lân")]
    public void Accents_make_another_name(string one, string other) => Assert.NotEqual(SpellingKey.Of(one), SpellingKey.Of(other));

    [Theory]
    [InlineData("NguyÔn V¨n Hoµng", "TCVN3")]
    [InlineData("§µo ThÞ Mai", "TCVN3")]
    [InlineData("Nguyeãn Vaên Toaøn", "VNI")]
    [InlineData("Traàn Thò Hueä", "VNI")]
    [InlineData("Nguyá»…n VÄƒn", "UTF-8")]
    [InlineData("TrÃ\u00A0n", "UTF-8")]
    [InlineData("Nguyễn Văn Hoàng", null)]
    [InlineData("NGUYỄN THỊ THUỶ ÂU", null)]
    [InlineData("Hờ A Dế · Giàng Thị Mỷ", null)]
    [InlineData("hoà thuận, khoá, quý", null)]
    [InlineData("500.000 đ/tháng – 30°", null)]
    public void Text_of_an_old_font_is_recognised(string text, string? font) => Assert.Equal(font, LegacyFont.Of(text));
}
