using NodaTime;

namespace FundLedger.Domain.Children;

/// <summary>
/// The birth of a child of whom papers tell the year only. It is judged as born on the last day of that year: no child is held to be 16
/// before it certainly is, as doubt about an age is settled in the child's favour.
/// </summary>
public static class BirthYear
{
    /// <summary>The day to judge by; today for a child of this very year, since nobody is born in the future.</summary>
    public static LocalDate DayToJudgeBy(int year, LocalDate today)
    {
        var last = new LocalDate(year, 12, 31);
        return year == today.Year && last > today ? today : last;
    }
}
