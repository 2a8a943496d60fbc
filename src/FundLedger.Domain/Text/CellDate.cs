using System.Globalization;
using System.Text.RegularExpressions;
using NodaTime;

namespace FundLedger.Domain.Text;

/// <summary>How the dates of a column are written.</summary>
/// <param name="MonthFirst">05/06 is 6 May, as the person who knows the file has said; else 5 June.</param>
/// <param name="Since1904">Days are counted from 1 January 1904, as the workbook says of itself.</param>
public sealed record DateProfile(bool MonthFirst = false, bool Since1904 = false);

/// <param name="Date">The last day of the year when only that is known.</param>
/// <param name="IsYearOnly">The cell tells a year and no day.</param>
public sealed record DateRead(LocalDate Date, bool IsYearOnly = false);

/// <summary>
/// Reads a date from a cell: a day number of a spreadsheet, 31/12/2016 with slashes, dashes or dots, 2016-12-31, or a year alone from 1900
/// to 2100. Anything else is a <see cref="DateUnreadable"/>; a month above 12 is refused, not turned round.
/// </summary>
public static partial class CellDate
{
    private const int FirstYear = 1900;
    private const int LastYear = 2100;

    // Spreadsheets count a 29 February 1900, which never was: day 60.
    private const int FalseDay = 60;
    private static readonly LocalDate BeforeFalseDay = new(1899, 12, 31);
    private static readonly LocalDate AfterFalseDay = new(1899, 12, 30);
    private static readonly LocalDate Macintosh = new(1904, 1, 1);

    public static Result<DateRead> Read(TableCell cell, DateProfile profile) => cell.Type switch
    {
        CellType.Number => OfNumber(cell, profile),
        CellType.Text => OfText(cell.Text, profile),
        CellType.Empty => new DateMissing(),
        _ => new DateNotADate(TypedText.Quote(cell.Text)),
    };

    private static Result<DateRead> OfNumber(TableCell cell, DateProfile profile)
    {
        var quote = TypedText.Quote(cell.Text);
        if (!double.TryParse(cell.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var stored)) return new DateNotADate(quote);
        // A year typed into a column of dates is a number like a day's number, but one that nobody shows as a date.
        if (!cell.IsDate && stored is >= FirstYear and <= LastYear && stored == Math.Floor(stored)) return YearOnly((int)stored);
        if (stored is < 0 or > 100_000) return new DateNumberImpossible(quote);
        // The time of day is the part behind the point.
        var day = (int)Math.Floor(stored);
        if (!profile.Since1904 && day is 0 or FalseDay) return new DateNumberImpossible(quote);
        var date = profile.Since1904 ? Macintosh.PlusDays(day) : (day < FalseDay ? BeforeFalseDay : AfterFalseDay).PlusDays(day);
        return date.Year is >= FirstYear and <= LastYear ? new DateRead(date) : new DateNumberImpossible(quote);
    }

    private static Result<DateRead> OfText(string text, DateProfile profile)
    {
        var plain = Midnight().Replace(TypedText.Normalise(text), "");
        if (Year().IsMatch(plain))
        {
            var year = int.Parse(plain, CultureInfo.InvariantCulture);
            return year is >= FirstYear and <= LastYear ? YearOnly(year) : new DateYearUnclear(TypedText.Quote(text));
        }

        if (!WholeDate().IsMatch(plain)) return new DateNotADate(TypedText.Quote(text));
        var slashed = Separators().Replace(plain, "${first}/${second}/${year}");
        if (profile.MonthFirst) slashed = Separators().Replace(plain, "${second}/${first}/${year}");
        var read = DateReader.Read(slashed, default);
        if (read.Error is DateUnreadable unreadable) return unreadable with { Typed = TypedText.Quote(text) };
        return new DateRead(read.Value);
    }

    private static DateRead YearOnly(int year) => new(new LocalDate(year, 12, 31), IsYearOnly: true);

    [GeneratedRegex(@"[T ]00:00(:00(\.0+)?)?\z")]
    private static partial Regex Midnight();

    [GeneratedRegex(@"^[0-9]{4}\z")]
    private static partial Regex Year();

    [GeneratedRegex(@"^([0-9]{1,2}(?<sign>[/.-])[0-9]{1,2}\k<sign>[0-9]{1,6}|[0-9]{4}-[0-9]{2}-[0-9]{2})\z")]
    private static partial Regex WholeDate();

    [GeneratedRegex(@"^(?<first>[0-9]{1,2})[/.-](?<second>[0-9]{1,2})[/.-](?<year>[0-9]{1,6})\z")]
    private static partial Regex Separators();
}
