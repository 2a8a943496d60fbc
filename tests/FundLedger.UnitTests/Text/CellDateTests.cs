using FundLedger.Domain.Text;
using NodaTime;
using NodaTime.Text;
using Xunit;

namespace FundLedger.UnitTests.Text;

public sealed class CellDateTests
{
    [Theory]
    [InlineData(CellType.Number, "46387", "2026-12-31")]
    [InlineData(CellType.Number, "46387.75", "2026-12-31")]
    [InlineData(CellType.Number, "1", "1900-01-01")]
    [InlineData(CellType.Number, "59", "1900-02-28")]
    [InlineData(CellType.Number, "61", "1900-03-01")]
    [InlineData(CellType.Text, "31/12/2026", "2026-12-31")]
    [InlineData(CellType.Text, "05/06/2021", "2021-06-05")]
    [InlineData(CellType.Text, "5-6-2021", "2021-06-05")]
    [InlineData(CellType.Text, "05.06.2021", "2021-06-05")]
    [InlineData(CellType.Text, "2021-06-05", "2021-06-05")]
    [InlineData(CellType.Text, "2021-06-05T00:00:00", "2021-06-05")]
    [InlineData(CellType.Text, "05/06/2021 00:00", "2021-06-05")]
    [InlineData(CellType.Text, "\u00A005/06/2021\u200B", "2021-06-05")]
    public void A_day_is_read_day_first(CellType kind, string text, string date) =>
        Assert.Equal(new DateRead(Iso(date)), CellDate.Read(new TableCell(kind, text), new DateProfile()).Value);

    [Theory]
    [InlineData(CellType.Number, "2016")]
    [InlineData(CellType.Text, "2016")]
    public void A_year_alone_is_its_last_day_and_says_so(CellType kind, string text) => Assert.Equal(
        new DateRead(new LocalDate(2016, 12, 31), IsYearOnly: true), CellDate.Read(new TableCell(kind, text), new DateProfile()).Value);

    [Fact]
    public void A_number_shown_as_a_date_is_no_year() => Assert.Equal(
        new DateRead(new LocalDate(1905, 7, 8)),
        CellDate.Read(new TableCell(CellType.Number, "2016") { IsDate = true }, new DateProfile()).Value);

    [Theory]
    [InlineData("44925", "2026-12-31")]
    [InlineData("0", "1904-01-01")]
    [InlineData("60", "1904-03-01")]
    public void Days_may_be_counted_since_1904(string number, string date) => Assert.Equal(
        Iso(date),
        CellDate.Read(new TableCell(CellType.Number, number) { IsDate = true }, new DateProfile(Since1904: true)).Value.Date);

    [Theory]
    [InlineData("05/06/2021", "2021-05-06")]
    [InlineData("12/31/2021", "2021-12-31")]
    [InlineData("2021-05-06", "2021-05-06")]
    public void Months_come_first_only_where_somebody_said_so(string text, string date) =>
        Assert.Equal(Iso(date), CellDate.Read(TableCell.OfText(text), new DateProfile(MonthFirst: true)).Value.Date);

    [Theory]
    [InlineData(CellType.Text, "12/31/2026", typeof(DateDoesNotExist))]
    [InlineData(CellType.Text, "29/02/2021", typeof(DateDoesNotExist))]
    [InlineData(CellType.Text, "05/06/26", typeof(DateYearUnclear))]
    [InlineData(CellType.Text, "1816", typeof(DateYearUnclear))]
    [InlineData(CellType.Text, "26", typeof(DateNotADate))]
    [InlineData(CellType.Text, "05/06", typeof(DateNotADate))]
    [InlineData(CellType.Text, "05/06-2021", typeof(DateNotADate))]
    [InlineData(CellType.Text, "tháng 6/2021", typeof(DateNotADate))]
    [InlineData(CellType.Text, "31122016", typeof(DateNotADate))]
    [InlineData(CellType.Number, "0", typeof(DateNumberImpossible))]
    [InlineData(CellType.Number, "60", typeof(DateNumberImpossible))]
    [InlineData(CellType.Number, "-3", typeof(DateNumberImpossible))]
    [InlineData(CellType.Number, "31122016", typeof(DateNumberImpossible))]
    [InlineData(CellType.Boolean, "TRUE", typeof(DateNotADate))]
    [InlineData(CellType.Error, "#VALUE!", typeof(DateNotADate))]
    [InlineData(CellType.Empty, "", typeof(DateMissing))]
    public void What_is_not_one_day_is_refused(CellType kind, string text, Type reason) =>
        Assert.IsType(reason, CellDate.Read(new TableCell(kind, text), new DateProfile()).Error);

    [Fact]
    public void A_date_in_words_leaves_no_doubt_which_number_is_the_month()
    {
        var words = DateInWords.Of(new LocalDate(2021, 6, 5));
        Assert.Equal(new Wording("5 tháng 6 năm 2021", "5 June 2021"), words);
    }

    private static LocalDate Iso(string text) => LocalDatePattern.Iso.Parse(text).Value;
}
