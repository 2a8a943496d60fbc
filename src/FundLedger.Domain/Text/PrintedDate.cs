using NodaTime;
using NodaTime.Text;

namespace FundLedger.Domain.Text;

/// <summary>A date as Vietnamese papers print it: 05/06/2021 is 5 June.</summary>
public static class PrintedDate
{
    private static readonly LocalDatePattern DayFirst = LocalDatePattern.CreateWithInvariantCulture("dd/MM/uuuu");

    public static string Of(LocalDate date) => DayFirst.Format(date);
}
