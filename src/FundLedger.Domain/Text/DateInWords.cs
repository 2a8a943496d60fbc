using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace FundLedger.Domain.Text;

/// <summary>A date with its month in words, so that nobody takes 05/06 for 6 May: “5 tháng 6 năm 2021”, “5 June 2021”.</summary>
public static class DateInWords
{
    private static readonly LocalDatePattern English = LocalDatePattern.CreateWithInvariantCulture("d MMMM uuuu");

    public static Wording Of(LocalDate date) => new(
        string.Create(CultureInfo.InvariantCulture, $"{date.Day} tháng {date.Month} năm {date.Year}"), English.Format(date));
}
