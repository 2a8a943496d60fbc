using FundLedger.Domain;
using FundLedger.Web.Components;
using FundLedger.Web.Localisation;
using NodaTime;
using Xunit;

namespace FundLedger.UnitTests.Web;

public sealed class ScreenTests
{
    [Theory]
    [InlineData(0, "0\u00A0₫")]
    [InlineData(1_234_567, "1.234.567\u00A0₫")]
    [InlineData(-1_200_000, "(1.200.000)\u00A0₫")]
    public void Money_is_grouped_by_dots_and_negative_money_is_in_brackets(long dong, string shown) =>
        Assert.Equal(shown, Screen.Show(new Money(dong)));

    [Fact]
    public void Dates_are_day_month_year() => Assert.Equal("05/02/2021", Screen.Show(new LocalDate(2021, 2, 5)));

    [Fact]
    public void Instants_are_shown_in_Vietnamese_time() =>
        Assert.Equal("01/01/2022 06:30", Screen.Show(Instant.FromUtc(2021, 12, 31, 23, 30)));

    [Fact]
    public void A_refusal_is_filled_with_the_figures_of_its_case() => Assert.Equal(
        "Cần 48.000.000\u00A0₫ trước 31/12/2021 cho trẻ 3, 4 (dòng A1).",
        RefusalText.Fill(
            "Cần {Due} trước {Until} cho trẻ {Children} (dòng {Line.Code}).",
            new CaseOfDebt(new Money(48_000_000), new LocalDate(2021, 12, 31), [3, 4], new NormLine("A1"))));

    [Fact]
    public void A_bar_of_nothing_has_no_length() => Assert.Equal(0, Drawing.Scaled(new Money(5), Money.Zero, 1000));

    [Fact]
    public void A_bar_is_its_share_of_the_whole() => Assert.Equal(250, Drawing.Scaled(new Money(1), new Money(4), 1000));

    [Fact]
    public void A_bar_never_leaves_its_frame() => Assert.Equal(1000, Drawing.Scaled(new Money(9), new Money(4), 1000));

    private sealed record CaseOfDebt(Money Due, LocalDate Until, int[] Children, NormLine Line);

    private sealed record NormLine(string Code);
}
