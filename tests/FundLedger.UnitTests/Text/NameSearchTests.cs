using CsCheck;
using FundLedger.Domain.Text;
using Xunit;

namespace FundLedger.UnitTests.Text;

public sealed class NameSearchTests
{
    [Theory]
    [InlineData("nguyễn thị hoà", "Nguyễn Thị Hòa", NameHit.Whole)]
    [InlineData("Hòa", "Nguyễn Thị Hoà", NameHit.Part)]
    [InlineData("Thị Hoà", "Nguyễn Thị Hòa", NameHit.Part)]
    [InlineData("nguyen thi hoa", "Nguyễn Thị Hòa", NameHit.WholePlain)]
    [InlineData("Nguyễn Thị Hóa", "Nguyễn Thị Hòa", NameHit.WholePlain)]
    [InlineData("hoa", "Nguyễn Thị Hòa", NameHit.PartPlain)]
    [InlineData("dao", "Lò Thị Đào", NameHit.PartPlain)]
    [InlineData("ng hoa", "Nguyễn Thị Hòa", NameHit.Beginnings)]
    [InlineData("Hoà", "Nguyễn Minh Hoàng", NameHit.Beginnings)]
    [InlineData("hoa nguyen", "Nguyễn Thị Hòa", NameHit.AnyOrder)]
    [InlineData("h hoa", "Lê Hoa Hồng", NameHit.AnyOrder)]
    [InlineData("hoa hoa", "Nguyễn Thị Hòa", NameHit.None)]
    [InlineData("lan", "Nguyễn Thị Hòa", NameHit.None)]
    [InlineData("  ", "Nguyễn Thị Hòa", NameHit.None)]
    [InlineData("hoa", "", NameHit.None)]
    public void A_name_answers_better_or_worse(string typed, string name, NameHit hit) =>
        Assert.Equal(hit, NameSearch.For(typed).Find(name));

    [Fact]
    public void Without_accents_a_name_is_always_found()
    {
        var names = Gen.String[Gen.Char["aăâbcdđeêghiklmnoôơpqrstuưvxyàằấảẵặỡýỳ ĐỄỞ"]].Where(name => !NameSearch.For(name).IsEmpty);
        names.Sample(name => NameSearch.For(VietnameseName.Of(name).Plain).Find(name) is NameHit.Whole or NameHit.WholePlain, iter: 20_000);
    }
}
