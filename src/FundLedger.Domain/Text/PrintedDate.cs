using NodaTime;
using NodaTime.Text;

namespace FundLedger.Domain.Text;

/// <summary>A date as Vietnamese papers print it: 05/06/2021 is 5 June.</summary>
public static class PrintedDate
{
    private static readonly LocalDatePattern DayFirst = LocalDatePattern.CreateWithInvariantCulture("dd/MM/uuuu");

    private static readonly LocalDateTimePattern ToTheMinute = LocalDateTimePattern.CreateWithInvariantCulture("dd'/'MM'/'uuuu HH':'mm");

    public static string Of(LocalDate date) => DayFirst.Format(date);

    /// <summary>In Vietnamese time, to the minute: 20/12/2021 08:15.</summary>
    public static string TimeOf(Instant instant) => ToTheMinute.Format(BusinessDate.TimeOf(instant));
}
