using System.Text;
using CsCheck;
using FundLedger.Domain.Text;
using Xunit;

namespace FundLedger.UnitTests.Text;

public sealed class SearchKeyTests
{
    [Theory]
    [InlineData("Nguyễn  Thị Đào ", "nguyen thi dao")]
    [InlineData("XÃ BẢN HON", "xa ban hon")]
    [InlineData("Tả Lèng", "ta leng")]
    [InlineData("Hỗ\u00A0trợ\tđột xuất", "ho tro dot xuat")]
    [InlineData("ưỡn ẹo ƯỠN", "uon eo uon")]
    [InlineData("", "")]
    public void Accents_case_and_spacing_do_not_matter_in_a_search(string text, string key) =>
        Assert.Equal(key, SearchKey.Of(text));

    [Fact]
    public void Letters_typed_in_parts_are_found_like_composed_ones() =>
        Assert.Equal(SearchKey.Of("Nguyễn Thị Đào"), SearchKey.Of("Nguyễn Thị Đào".Normalize(NormalizationForm.FormD)));

    [Fact]
    public void A_key_is_its_own_key() =>
        Gen.OneOf(Gen.String, Gen.String[Gen.Char["aAđĐễỞ \u0301\u200B\uD800"]])
            .Sample(text => SearchKey.Of(SearchKey.Of(text)) == SearchKey.Of(text), iter: 10_000);
}
