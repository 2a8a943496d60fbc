using FundLedger.Domain.Children;
using FundLedger.Domain.Norms;
using NodaTime;
using Xunit;

namespace FundLedger.UnitTests.Children;

public sealed class BirthYearTests
{
    private static readonly LocalDate Today = new(2021, 11, 26);

    [Theory]
    [InlineData(2016, 2016, 12, 31)]
    [InlineData(2021, 2021, 11, 26)]
    [InlineData(2022, 2022, 12, 31)]
    public void The_last_day_of_the_year_counts_and_never_one_to_come_of_this_year(int year, int y, int m, int d) =>
        Assert.Equal(new LocalDate(y, m, d), BirthYear.DayToJudgeBy(year, Today));

    // Doubt about an age is in the child's favour: in all of the year in which it turns 16 somewhere, it is still a child.
    [Theory]
    [InlineData(2021, 11, 26, true)]
    [InlineData(2021, 12, 30, true)]
    [InlineData(2021, 12, 31, false)]
    public void A_child_of_2005_is_a_child_until_the_last_day_of_2021(int y, int m, int d, bool isChild) =>
        Assert.Equal(isChild, Childhood.Covers(Childhood.AgeOn(BirthYear.DayToJudgeBy(2005, Today), new LocalDate(y, m, d))));
}
