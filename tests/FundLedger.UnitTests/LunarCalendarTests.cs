using FundLedger.Domain;
using FundLedger.Features.Setup;
using NodaTime;
using NodaTime.Text;
using Xunit;

namespace FundLedger.UnitTests;

/// <summary>Tết and Mid-Autumn as they were and will be in Vietnam, also where China has another day.</summary>
public sealed class LunarCalendarTests
{
    [Theory]
    [InlineData(2007, 1, 1, "2007-02-17")]
    [InlineData(2020, 1, 1, "2020-01-25")]
    [InlineData(2023, 8, 15, "2023-09-29")]
    [InlineData(2026, 1, 1, "2026-02-17")]
    [InlineData(2030, 1, 1, "2030-02-02")]
    [InlineData(2034, 8, 15, "2034-09-26")]
    [InlineData(2053, 1, 1, "2053-02-18")]
    public void A_lunar_date_is_the_day_that_it_is_in_Vietnam(int year, int month, int day, string expected) =>
        Assert.Equal(expected, LocalDatePattern.Iso.Format(LunarCalendar.Of(year, month, day)));

    [Fact]
    public void From_2006_to_2055_Tet_is_another_day_in_China_thrice_and_Mid_Autumn_twice()
    {
        var years = Enumerable.Range(2006, 50).ToList();
        Assert.Equal([2007, 2030, 2053], years.Where(year => LunarCalendar.DiffersFromChinese(year, 1, 1)));
        Assert.Equal([2034, 2041], years.Where(year => LunarCalendar.DiffersFromChinese(year, 8, 15)));
    }

    [Fact]
    public void The_calendar_that_comes_with_the_program_says_the_same()
    {
        using var file = ReferenceFile.Open("occasions.csv");
        var rows = file.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(row => row.Trim().Split(',')).ToList();
        var lunar = rows.Skip(1).Where(row => row[3] == "lunar").ToList();
        Assert.Equal(["tet", "mid_autumn"], lunar.Select(row => row[0]));
        foreach (var row in lunar)
        {
            var rule = row[4].Split('/').Select(Whole).ToArray();
            for (var i = 5; i < row.Length; i++)
            {
                var day = LunarCalendar.Of(Whole(rows[0][i]), rule[1], rule[0]);
                Assert.Equal((row[0], LocalDatePattern.Iso.Format(day)), (row[0], row[i]));
            }
        }
    }

    private static int Whole(string digits) => int.Parse(digits, System.Globalization.CultureInfo.InvariantCulture);
}
