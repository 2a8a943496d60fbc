using FundLedger.Domain.Children;
using NodaTime;
using Xunit;

namespace FundLedger.UnitTests.Children;

public sealed class PersonalIdTests
{
    [Theory]
    [InlineData("012312000001", true)]
    [InlineData("01231200000", false)]
    [InlineData("0123120000012", false)]
    [InlineData("01231200000A", false)]
    [InlineData("٠١٢٣١٢٠٠٠٠٠١", false)]
    public void It_is_twelve_digits(string typed, bool isOne) => Assert.Equal(isOne, PersonalId.IsOne(typed));

    [Theory]
    [InlineData("012212000001", 2012, Sex.Male, false, false)]
    [InlineData("012312000001", 2012, Sex.Female, false, false)]
    [InlineData("012312000001", 2012, Sex.Male, false, true)]
    [InlineData("012213000001", 2012, Sex.Male, true, false)]
    [InlineData("012112000001", 1912, Sex.Female, false, false)]
    [InlineData("012112000001", 2012, Sex.Female, true, false)]
    public void It_tells_the_year_and_the_sex(string number, int year, Sex sex, bool otherYear, bool otherSex)
    {
        Assert.Equal(otherYear, PersonalId.TellsOtherYear(number, new LocalDate(year, 5, 6)));
        Assert.Equal(otherSex, PersonalId.TellsOtherSex(number, sex));
    }

    [Fact]
    public void Its_last_four_digits_may_be_shown() => Assert.Equal("0001", PersonalId.LastFour("012312000001"));
}
