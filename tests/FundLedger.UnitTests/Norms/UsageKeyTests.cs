using CsCheck;
using FundLedger.Domain.Norms;
using NodaTime;
using Xunit;
using static FundLedger.UnitTests.Norms.Norms;

namespace FundLedger.UnitTests.Norms;

public sealed class UsageKeyTests
{
    private static readonly NormUse Use = new() { On = new LocalDate(2021, 1, 28), OccasionYear = 2021, CaseReference = "HS-0012" };

    [Theory]
    [InlineData(FrequencyUnit.PerOccasion, "holiday_gift/tet/2021")]
    [InlineData(FrequencyUnit.PerIncident, "D-01/incident/HS-0012")]
    [InlineData(FrequencyUnit.PerYear, "D-01/year/2021")]
    [InlineData(FrequencyUnit.PerSchoolYear, "D-01/school-year/2020-2021")]
    [InlineData(FrequencyUnit.PerMonths36, "D-01/months36")]
    [InlineData(FrequencyUnit.PerLife, "D-01/life")]
    public void Stored_keys_keep_their_form(FrequencyUnit unit, string key) => Assert.Equal(key, KeyOf(unit, Use));

    [Fact]
    public void A_gift_paid_in_December_counts_for_the_Tet_it_is_given_for()
    {
        var december = Use with { On = new LocalDate(2021, 12, 28), OccasionYear = 2022 };
        Assert.Equal("holiday_gift/tet/2022", KeyOf(FrequencyUnit.PerOccasion, december));
    }

    [Theory]
    [InlineData(" hs-0012 ")]
    [InlineData("HS\u200B-0012")]
    [InlineData("ＨＳ－００１２")]
    public void One_case_written_in_two_ways_is_one_case(string reference) =>
        Assert.Equal("D-01/incident/HS-0012", KeyOf(FrequencyUnit.PerIncident, Use with { CaseReference = reference }));

    [Theory]
    [InlineData(null)]
    [InlineData(" ")]
    [InlineData("-")]
    [InlineData("two words")]
    [InlineData("\uD800")]
    public void An_incident_without_a_usable_reference_cannot_be_counted(string? reference) =>
        Assert.IsType<CaseReferenceUnusable>(UsageKey.Of(Line(FrequencyUnit.PerIncident), Use with { CaseReference = reference }).Error);

    [Fact]
    public void An_occasion_without_its_year_cannot_be_counted() =>
        Assert.IsType<OccasionYearMissing>(UsageKey.Of(TetGift, Use with { OccasionYear = null }).Error);

    [Fact]
    public void The_school_year_turns_in_the_month_that_the_fund_says()
    {
        var august = Use with { On = new LocalDate(2021, 8, 1) };
        Assert.Equal("D-01/school-year/2021-2022", KeyOf(FrequencyUnit.PerSchoolYear, august));
        Assert.Equal("D-01/school-year/2020-2021", KeyOf(FrequencyUnit.PerSchoolYear, august with { SchoolYearFirstMonth = 9 }));
    }

    [Fact]
    public void After_36_months_a_use_no_longer_counts()
    {
        var first = new LocalDate(2021, 5, 10);
        Assert.True(UsageKey.CountsFrom(Line(FrequencyUnit.PerMonths36), new LocalDate(2024, 5, 9)) <= first);
        Assert.True(UsageKey.CountsFrom(Line(FrequencyUnit.PerMonths36), new LocalDate(2024, 5, 10)) > first);
        Assert.Null(UsageKey.CountsFrom(TetGift, first));
    }

    [Fact]
    public void No_key_is_longer_than_its_column() =>
        Gen.Select(Gen.Enum<FrequencyUnit>(), Gen.String[Gen.Char["aZ0-./đ "], 0, 70], Gen.Int[1, 9999]).Sample((unit, reference, year) =>
        {
            var support = new SupportSought(new string('k', 30), new string('o', 30));
            var longest = Line(unit) with { Code = new string('D', 20), Support = support };
            var key = UsageKey.Of(longest, Use with { CaseReference = reference, OccasionYear = year });
            return !key.IsOk || key.Value.Text.Length <= 100;
        }, iter: 10_000);

    private static NormLine Line(FrequencyUnit unit) => TetGift with { Frequency = new Frequency(unit, 1) };

    private static string KeyOf(FrequencyUnit unit, NormUse use) => UsageKey.Of(Line(unit), use).Value.Text;
}
