using System.Globalization;
using System.Text.RegularExpressions;

namespace FundLedger.Domain.Text;

/// <summary>A personal number that cannot be read from its cell. The number itself is in no error.</summary>
public abstract record PersonalNumberUnreadable(Wording Hint) : Invalid(Hint.En);

public sealed record PersonalNumberNotTwelveDigits() : PersonalNumberUnreadable(new Wording(
    "Số định danh phải đủ 12 chữ số; không có thì để trống.", "A personal number has 12 digits; leave it empty if there is none."));

/// <summary>A spreadsheet has taken the number for an amount and dropped the zeros at its beginning.</summary>
public sealed record PersonalNumberLostZeros() : PersonalNumberUnreadable(new Wording(
    "Số định danh đã mất số 0 ở đầu: hãy định dạng cột là văn bản (Text) rồi nhập lại đủ 12 chữ số.",
    "The zeros at the beginning of the personal number are lost: format the column as text and type all 12 digits again."));

public sealed record PersonalNumberRounded() : PersonalNumberUnreadable(new Wording(
    "Số định danh đã bị làm tròn thành dạng khoa học (1,23E+11): hãy định dạng cột là văn bản (Text) rồi nhập lại.",
    "The personal number was rounded to scientific notation (1.23E+11): format the column as text and type it again."));

/// <summary>Reads a personal number of 12 digits from a cell, and tells what a spreadsheet did to one that is spoilt.</summary>
public static partial class CellNumber
{
    private const int Length = 12;
    private const int Shortest = 9;

    public static Result<string> Read(TableCell cell)
    {
        var text = cell.Type == CellType.Number ? WholeDigits(cell.Text) : Separators().Replace(TypedText.Normalise(cell.Text), "");
        if (Scientific().IsMatch(text)) return new PersonalNumberRounded();
        if (!Digits().IsMatch(text)) return new PersonalNumberNotTwelveDigits();
        if (text.Length == Length) return text;
        return text.Length is >= Shortest and < Length ? new PersonalNumberLostZeros() : new PersonalNumberNotTwelveDigits();
    }

    // A workbook keeps 12318000000 as 1.2318E10 at times: all its digits are there.
    private static string WholeDigits(string number) =>
        decimal.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var whole) && whole == decimal.Truncate(whole)
            ? whole.ToString("0", CultureInfo.InvariantCulture)
            : number;

    [GeneratedRegex(@"^[0-9]+([.,][0-9]+)?[eE]\+?[0-9]+\z")]
    private static partial Regex Scientific();

    [GeneratedRegex(@"^[0-9]+\z")]
    private static partial Regex Digits();

    [GeneratedRegex(@"^'|[ .-]")]
    private static partial Regex Separators();
}
