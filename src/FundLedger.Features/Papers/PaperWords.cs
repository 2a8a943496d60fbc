using System.Globalization;
using FundLedger.Domain;
using FundLedger.Domain.Text;
using FundLedger.Pdf;
using NodaTime;
using NodaTime.Text;

namespace FundLedger.Features.Papers;

/// <summary>How papers write dates, amounts and heads, in both languages.</summary>
internal static class PaperWords
{
    private static readonly LocalDatePattern EnglishLong =
        LocalDatePattern.Create("d MMMM uuuu", CultureInfo.GetCultureInfo("en-GB"));

    private static readonly LocalDateTimePattern Moment = LocalDateTimePattern.CreateWithInvariantCulture("dd'/'MM'/'uuuu HH':'mm':'ss");

    /// <summary>E.g. "Ngày 05 tháng 02 năm 2021".</summary>
    public static string LongDate(this PaperLanguage language, LocalDate date) => language.Of(
        string.Create(CultureInfo.InvariantCulture, $"Ngày {date.Day:00} tháng {date.Month:00} năm {date.Year}"), EnglishLong.Format(date));

    /// <summary>E.g. "05/02/2021 12:00:07", Vietnamese time.</summary>
    public static string Time(Instant instant) => Moment.Format(BusinessDate.TimeOf(instant));

    public static string InWords(this PaperLanguage language, Money amount) =>
        language.Of(AmountInWords.Vietnamese(amount), AmountInWords.English(amount));

    public static string Dong(Money amount) => $"{amount}\u00A0₫";

    public static string Count(int number) => number.ToString("#,##0", CultureInfo.InvariantCulture).Replace(',', '.');

    /// <summary>The head of a report: issuing unit, national heading, a place for date and number to be written in.</summary>
    public static Letterhead ReportHead(this PaperLanguage language, string unit, string fund) => language is PaperLanguage.English
        ? new Letterhead(
            [
                new($"People's Committee of {unit}") { Size = -1 },
                new(fund.ToUpperInvariant()) { Bold = true, Size = -1, Underline = Underline.Third },
                new("No. ……/BC-QBTTE"),
            ],
            [
                new("SOCIALIST REPUBLIC OF VIET NAM") { Bold = true, Size = -1 },
                new("Independence - Freedom - Happiness") { Bold = true, Underline = Underline.Full },
                new("……………, date ……/……/………") { Italic = true },
            ])
        : Letterhead.National(
            $"Ủy ban nhân dân {unit}", fund, "Số: ……/BC-QBTTE", "……………, ngày …… tháng …… năm ………");
}
