using CsCheck;
using FundLedger.Domain.Text;
using NodaTime;
using NodaTime.Text;
using Xunit;

namespace FundLedger.UnitTests.Text;

public sealed class DateReaderTests
{
    private static readonly LocalDate Today = new(2021, 12, 20);

    private static readonly LocalDate FirstDay = new(1900, 1, 1);

    private static readonly Gen<LocalDate> AnyDay =
        Gen.Int[0, Period.DaysBetween(FirstDay, new LocalDate(2100, 12, 31))].Select(FirstDay.PlusDays);

    [Theory]
    [InlineData("31/12/2021", "2021-12-31")]
    [InlineData("05/06/2021", "2021-06-05")]
    [InlineData("5/6/2021", "2021-06-05")]
    [InlineData("2021-06-05", "2021-06-05")]
    [InlineData("3112", "2021-12-31")]
    [InlineData("0506", "2021-06-05")]
    [InlineData("29/02/2020", "2020-02-29")]
    [InlineData("\u00A031／12／2021 ", "2021-12-31")]
    public void A_date_is_read_day_first(string typed, string day) =>
        Assert.Equal(LocalDatePattern.Iso.Parse(day).Value, DateReader.Read(typed, Today).Value);

    [Theory]
    [InlineData(null, typeof(DateMissing))]
    [InlineData("  ", typeof(DateMissing))]
    [InlineData("31/12/21", typeof(DateYearUnclear))]
    [InlineData("31/12/0021", typeof(DateYearUnclear))]
    [InlineData("31/12/20211", typeof(DateYearUnclear))]
    [InlineData("1899-12-31", typeof(DateYearUnclear))]
    [InlineData("29/02/2021", typeof(DateDoesNotExist))]
    [InlineData("29/02/1900", typeof(DateDoesNotExist))]
    [InlineData("31/04/2021", typeof(DateDoesNotExist))]
    [InlineData("12/31/2021", typeof(DateDoesNotExist))]
    [InlineData("01/13/2021", typeof(DateDoesNotExist))]
    [InlineData("00/01/2021", typeof(DateDoesNotExist))]
    [InlineData("2902", typeof(DateDoesNotExist))]
    [InlineData("31/12", typeof(DateNotADate))]
    [InlineData("311", typeof(DateNotADate))]
    [InlineData("2021-6-5", typeof(DateNotADate))]
    [InlineData("hôm nay", typeof(DateNotADate))]
    [InlineData("44561", typeof(DateNotADate))]
    public void What_is_not_exactly_one_day_is_refused_with_its_reason(string? typed, Type reason) =>
        Assert.IsType(reason, DateReader.Read(typed, Today).Error);

    [Fact]
    public void Every_day_that_is_printed_can_be_read_back() =>
        AnyDay.Sample(day =>
            DateReader.Read(LocalDatePattern.CreateWithInvariantCulture("dd/MM/yyyy").Format(day), Today).Value == day
            && DateReader.Read(LocalDatePattern.Iso.Format(day), Today).Value == day,
            iter: 10_000);

    [Fact]
    public void Every_text_whatever_has_one_outcome_and_never_an_exception() =>
        Gen.OneOf(Gen.String, Gen.String[Gen.Char["0123456789/- "], 0, 12]).Sample(typed =>
            DateReader.Read(typed, Today) is { IsOk: true } or { Error: DateUnreadable }, iter: 10_000);
}
