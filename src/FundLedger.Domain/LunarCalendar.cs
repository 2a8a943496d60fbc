using System.Globalization;
using NodaTime;

namespace FundLedger.Domain;

/// <summary>
/// The Vietnamese lunar calendar, from 1902 to 2099. A lunar month begins on the day of the new moon, which in Vietnam (UTC+7) may be the
/// day before the one in China (UTC+8): the calendar of .NET is the Chinese one, and the first day of its month is set right by the moon.
/// Years whose leap months differ (1984 and 1985) are not.
/// </summary>
public static class LunarCalendar
{
    private const double HereOfDay = 7.0 / 24;
    private const double ThereOfDay = 8.0 / 24;
    private const double Month = 29.530588853;

    // The new moon of January 1900, from which the formula counts; days are Julian ones.
    private const double First = 2415020.75933;
    private const double JulianOfEpoch = 2440587.5;

    private static readonly ChineseLunisolarCalendar Chinese = new();

    /// <summary>The day of a date of an ordinary lunar month, e.g. 1/1 for Tết and 15/8 for Mid-Autumn.</summary>
    public static LocalDate Of(int year, int month, int day) => Of(year, month, day, HereOfDay);

    /// <summary>Whether the same lunar date is another day in China.</summary>
    public static bool DiffersFromChinese(int year, int month, int day) =>
        Of(year, month, day, HereOfDay) != Of(year, month, day, ThereOfDay);

    private static LocalDate Of(int year, int month, int day, double zone)
    {
        var leap = Chinese.GetLeapMonth(year);
        var begins = LocalDate.FromDateTime(Chinese.ToDateTime(year, leap > 0 && leap <= month ? month + 1 : month, 1, 0, 0, 0, 0));
        var julian = begins.AtMidnight().InUtc().ToInstant().ToJulianDate();
        var moon = NewMoon(Math.Round((julian - First) / Month));
        return DayOf(moon, zone).PlusDays(day - 1);
    }

    private static LocalDate DayOf(double julian, double zone) =>
        new LocalDate(1970, 1, 1).PlusDays((int)Math.Floor(julian + zone - JulianOfEpoch));

    // The mean new moon and its periodic terms, to some minutes: Meeus, Astronomical Formulae for Calculators, chapter 32.
    private static double NewMoon(double k)
    {
        var t = k / 1236.85;
        var sun = Radians(359.2242 + (29.10535608 * k) - (0.0000333 * t * t) - (0.00000347 * t * t * t));
        var moon = Radians(306.0253 + (385.81691806 * k) + (0.0107306 * t * t) + (0.00001236 * t * t * t));
        var node = Radians(21.2964 + (390.67050646 * k) - (0.0016528 * t * t) - (0.00000239 * t * t * t));
        var mean = First + (29.53058868 * k) + (0.0001178 * t * t) - (0.000000155 * t * t * t)
            + (0.00033 * Math.Sin(Radians(166.56 + (132.87 * t) - (0.009173 * t * t))));
        var turned = ((0.1734 - (0.000393 * t)) * Math.Sin(sun)) + (0.0021 * Math.Sin(2 * sun)) - (0.4068 * Math.Sin(moon))
            + (0.0161 * Math.Sin(2 * moon)) - (0.0004 * Math.Sin(3 * moon)) + (0.0104 * Math.Sin(2 * node))
            - (0.0051 * Math.Sin(sun + moon)) - (0.0074 * Math.Sin(sun - moon)) + (0.0004 * Math.Sin((2 * node) + sun))
            - (0.0004 * Math.Sin((2 * node) - sun)) - (0.0006 * Math.Sin((2 * node) + moon)) + (0.0010 * Math.Sin((2 * node) - moon))
            + (0.0005 * Math.Sin((2 * moon) + sun));
        var lateness = -0.000278 + (0.000265 * t) + (0.000262 * t * t);
        return mean + turned - lateness;
    }

    private static double Radians(double degrees) => degrees * Math.PI / 180;
}
