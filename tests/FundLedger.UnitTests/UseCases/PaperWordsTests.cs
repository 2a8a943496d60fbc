using FundLedger.Domain;
using FundLedger.Domain.Text;
using FundLedger.Features.Books;
using FundLedger.Features.Papers;
using NodaTime;

namespace FundLedger.UnitTests.UseCases;

/// <summary>How papers and files write words, dates and figures.</summary>
public sealed class PaperWordsTests
{
    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+84", "'+84")]
    [InlineData("-5", "'-5")]
    [InlineData("@lệnh", "'@lệnh")]
    [InlineData("\t=x", "'\t=x")]
    [InlineData("\rx", "'\rx")]
    [InlineData("\nx", "'\nx")]
    [InlineData("  =x", "'  =x")]
    [InlineData("\"=x", "'\"=x")]
    [InlineData("'=x", "''=x")]
    [InlineData("a=1", "a=1")]
    [InlineData("", "")]
    [InlineData("  ", "  ")]
    [InlineData("Quà Tết", "Quà Tết")]
    public void What_a_spreadsheet_would_run_gets_an_apostrophe(string text, string safe) => Assert.Equal(safe, CsvText.Safe(text));

    [Fact]
    public void Dates_times_and_figures_are_written_as_here()
    {
        Assert.Equal("Ngày 05 tháng 02 năm 2021", PaperLanguage.Vietnamese.LongDate(new(2021, 2, 5)));
        Assert.Equal("5 February 2021", PaperLanguage.English.LongDate(new(2021, 2, 5)));
        Assert.Equal("06/02/2021 00:00:07", PaperWords.Time(Instant.FromUtc(2021, 2, 5, 17, 0, 7)));
        Assert.Equal("1.234.567", PaperWords.Count(1_234_567));
        Assert.Equal("(1.500)\u00A0₫", PaperWords.Dong(new Money(-1_500)));
        Assert.Equal(("Một nghìn đồng", "en", "vi"), (
            PaperLanguage.Vietnamese.InWords(new(1_000)), PaperLanguage.English.Tag(), PaperLanguage.Vietnamese.Tag()));
        Assert.Equal(AmountInWords.English(new(1_000)), PaperLanguage.English.InWords(new(1_000)));
        Assert.Equal("2021-02-06T00:00:07+07:00", PaperPrinter.Dated(Instant.FromUtc(2021, 2, 5, 17, 0, 7)));
    }

    [Fact]
    public void A_deed_that_no_book_knows_is_told_by_its_code() => Assert.Equal(
        (new Wording("Thu", "Received"), new Wording("khac", "khac")), (BookWords.KindOf("receipt"), BookWords.KindOf("khac")));

    [Theory]
    [InlineData("2021-02-01", "2021-02-28", "Turnover of 02/2021")]
    [InlineData("2021-02-02", "2021-02-28", "Turnover from 02/02/2021 to 28/02/2021")]
    [InlineData("2021-02-01", "2021-02-27", "Turnover from 01/02/2021 to 27/02/2021")]
    public void A_whole_month_is_told_by_its_name(string first, string last, string told)
    {
        var iso = NodaTime.Text.LocalDatePattern.Iso;
        Assert.Equal(told, BookWords.TurnoverOf(iso.Parse(first).Value, iso.Parse(last).Value).En);
    }

    [Fact]
    public void Columns_of_vouchers_are_those_that_name_one() => Assert.Equal(
        ["payment", "receipt", "voucher"],
        BookForms.All.SelectMany(form => form.Columns).Where(column => column.IsVoucher).Select(column => column.Key).Distinct().Order());

    [Fact]
    public void Together_each_line_names_its_fund_before_its_text_and_a_trial_balance_has_no_lines()
    {
        Assert.Equal(["date", "voucher", "voucherDate", "fund", "text"], BookForms.Bank.Together().Columns.Take(5).Select(column => column.Key));
        Assert.Same(BookForms.TrialBalance, BookForms.TrialBalance.Together());
        Assert.Same(DetailForms.OfInternal, DetailForms.OfInternal.Together());
        var cash = BookForms.Cash;
        Assert.Equal((4, -1, 0), (cash.Place(BookColumnKind.Text), cash.Place(BookColumnKind.Pool), cash.Place(BookColumnKind.Date)));
        Assert.Null(BookForms.Find(null));
    }

    [Theory]
    [InlineData("107/2017/TT-BTC", "cash", "S11-H")]
    [InlineData("24/2024/TT-BTC", "goods", "S22-H")]
    [InlineData("107/2017/TT-BTC", "vouchers", null)]
    [InlineData("200/2014/TT-BTC", "cash", null)]
    [InlineData(null, "cash", null)]
    public void A_book_has_the_number_that_its_circular_gives_it(string? circular, string book, string? number) =>
        Assert.Equal(number, BookForms.Find(book)!.NumberIn(circular));
}
