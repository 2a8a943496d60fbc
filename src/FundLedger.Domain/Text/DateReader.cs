using System.Globalization;
using System.Text.RegularExpressions;
using NodaTime;

namespace FundLedger.Domain.Text;

/// <summary>
/// Reads a date typed in a form: 31/12/2021, 5/6/2021 (5 June: the day always comes first), 2021-12-31,
/// or 3112 for that day of this year. Anything else is a <see cref="DateUnreadable"/>.
/// </summary>
public static partial class DateReader
{
    private const int FirstYear = 1900;
    private const int LastYear = 2100;

    public static Result<LocalDate> Read(string? typed, LocalDate today)
    {
        var text = TypedText.Normalise(typed);
        if (text.Length == 0) return new DateMissing();
        var match = Forms().Match(text);
        if (!match.Success) return new DateNotADate(TypedText.Quote(typed));
        var year = match.Groups["year"] is { Success: true } written ? YearOf(written.Value) : today.Year;
        return Day(year, Number(match, "month"), Number(match, "day"), TypedText.Quote(typed));
    }

    private static Result<LocalDate> Day(int? year, int month, int day, string quote)
    {
        if (year is not (>= FirstYear and <= LastYear)) return new DateYearUnclear(quote);
        if (month is < 1 or > 12 || day < 1) return new DateDoesNotExist(quote);
        return day <= CalendarSystem.Iso.GetDaysInMonth(year.Value, month)
            ? new LocalDate(year.Value, month, day)
            : new DateDoesNotExist(quote);
    }

    private static int? YearOf(string written) =>
        written.Length == 4 ? int.Parse(written, CultureInfo.InvariantCulture) : null;

    private static int Number(Match match, string part) => int.Parse(match.Groups[part].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex("""
        ^(?<day>[0-9]{1,2})/(?<month>[0-9]{1,2})/(?<year>[0-9]{1,6})\z
        |^(?<year>[0-9]{4})-(?<month>[0-9]{2})-(?<day>[0-9]{2})\z
        |^(?<day>[0-9]{2})(?<month>[0-9]{2})\z
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Forms();
}
