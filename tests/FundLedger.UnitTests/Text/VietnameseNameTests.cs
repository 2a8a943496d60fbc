using System.Text;
using CsCheck;
using FundLedger.Domain.Text;
using Xunit;

namespace FundLedger.UnitTests.Text;

public sealed class VietnameseNameTests
{
    private static readonly string[] Words = ["Nguyễn", "Thị", "Hòa", "Hoà", "Thuý", "Lý", "Đào", "Vàng", "A", "Páo"];

    private static readonly Gen<string> Names = Gen.OneOf(
        Gen.String, Gen.String[Gen.Char["aAyYiIđĐðễỞừ quế\u0301\u0302\u1112\u1161\u200B\uD800"]],
        Gen.Int[0, Words.Length - 1].List[0, 5].Select(places => string.Join(' ', places.Select(place => Words[place]))));

    [Theory]
    [InlineData("Nguyễn Thị Hòa", "Nguyễn Thị Hoà", NameLikeness.Same)]
    [InlineData("NGUYỄN  THỊ HÒA", " nguyễn thị hoà", NameLikeness.Same)]
    [InlineData("Lê Thúy", "Lê Thuý", NameLikeness.Same)]
    [InlineData("Lý Mỹ Kỳ", "Lí Mĩ Kì", NameLikeness.Same)]
    [InlineData("Trần Quý", "Trần Quí", NameLikeness.Same)]
    [InlineData("Sùng Y Máy", "Sùng I Máy", NameLikeness.Same)]
    [InlineData("Đào Văn Đức", "Ðào Văn Ðức", NameLikeness.Same)]
    [InlineData("Hoàng Thị Thúy", "Hoàng Thị Thúi", NameLikeness.OneLetter)]
    [InlineData("Lê Văn Hay", "Lê Văn Hai", NameLikeness.OneLetter)]
    [InlineData("Nguyễn Thị Hòa", "NGUYEN THI HOA", NameLikeness.AccentsMissing)]
    [InlineData("Đỗ Văn Đạt", "Do Van Dat", NameLikeness.AccentsMissing)]
    [InlineData("Nguyen Thi Hòa", "Nguyễn Thị Hòa", NameLikeness.AccentsMissing)]
    [InlineData("Nguyễn Thị Hoa", "Nguyễn Thị Hòa", NameLikeness.AccentsDiffer)]
    [InlineData("Nguyễn Thị Hóa", "Nguyễn Thị Hòa", NameLikeness.AccentsDiffer)]
    [InlineData("Nguyễn Văn Dạt", "Nguyễn Văn Đạt", NameLikeness.AccentsDiffer)]
    [InlineData("Hòa Nguyễn Thị", "Nguyễn Thị Hoà", NameLikeness.OrderSwapped)]
    [InlineData("Thi Hoa Nguyen", "Nguyễn Thị Hoà", NameLikeness.OrderSwapped)]
    [InlineData("Nguyễn Hòa", "Nguyễn Thị Hoà", NameLikeness.PartLeftOut)]
    [InlineData("Nguyễn Thị Hoà", "Nguyễn Thj Hoà", NameLikeness.OneLetter)]
    [InlineData("Nguyễn Thị Hoà", "Nguyễn ThịHoà", NameLikeness.OneLetter)]
    [InlineData("Nguyễn Thị Hoà", "Nguyễn Thị Hào", NameLikeness.OneLetter)]
    [InlineData("Nguyễn Thị Hoà", "Nguyễn Thị Lan", NameLikeness.Different)]
    [InlineData("Lê An", "Lê Ba", NameLikeness.Different)]
    [InlineData("Vàng A Páo", "Vàng A Sỉnh", NameLikeness.Different)]
    [InlineData("", "", NameLikeness.Different)]
    public void Names_are_alike_as_people_write_them(string one, string other, NameLikeness likeness)
    {
        Assert.Equal(likeness, VietnameseName.Of(one).Compare(VietnameseName.Of(other)));
        Assert.Equal(likeness, VietnameseName.Of(other).Compare(VietnameseName.Of(one)));
        Assert.Equal(likeness, VietnameseName.Of(one.Normalize(NormalizationForm.FormD)).Compare(VietnameseName.Of(other)));
    }

    [Fact]
    public void Whatever_is_written_is_like_itself_and_compared_both_ways_alike() =>
        Gen.Select(Names, Names).Sample(
            (one, other) =>
            {
                var (name, another) = (VietnameseName.Of(one), VietnameseName.Of(other));
                return (name.IsEmpty || name.Compare(VietnameseName.Of(one)) == NameLikeness.Same)
                    && name.Compare(another) == another.Compare(name);
            },
            iter: 20_000);

    [Fact]
    public void A_name_without_its_accents_lacks_only_them() =>
        Gen.String[Gen.Char["aăâbcdđeêghiklmnoôơpqrstuưvxyàằấảẵặỡýỳ ĐỄỞ"]].Where(name => !VietnameseName.Of(name).IsEmpty).Sample(
            name => VietnameseName.Of(name) is var known && known.Compare(VietnameseName.Of(known.Plain)) is NameLikeness.Same
                or NameLikeness.AccentsMissing,
            iter: 20_000);

    [Theory]
    [InlineData("Nguyễn Thị Hòa", "Trần Văn Hoà", true)]
    [InlineData("Nguyễn Thị Hòa", "tran van hoa", true)]
    [InlineData("Nguyễn Thị Hòa", "Nguyễn Thị Hoa", false)]
    [InlineData("Nguyễn Thị Hòa", "", false)]
    public void A_given_name_is_shared_or_not(string one, string other, bool isShared) =>
        Assert.Equal(isShared, VietnameseName.Of(one).SharesGivenNameWith(VietnameseName.Of(other)));
}
