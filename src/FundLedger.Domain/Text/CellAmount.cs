using System.Globalization;
using System.Text.RegularExpressions;

namespace FundLedger.Domain.Text;

/// <summary>What groups thousands in the amounts of a column that are written as text.</summary>
public enum ThousandsSign
{
    /// <summary>Nobody has said yet: one group of three digits is asked about.</summary>
    Unknown,
    Dot,
    Comma,
}

/// <param name="IsNoted">A fraction of zeros was left out: worth showing, not worth refusing.</param>
public sealed record AmountRead(Money Amount, bool IsNoted);

/// <summary>
/// Reads an amount from a cell under its column's profile: 1 to 1.000.000.000.000 đồng, or an <see cref="AmountUnreadable"/>. What could
/// be two amounts is asked about (<see cref="AmountAsksForColumn"/>) or refused, never guessed.
/// </summary>
public static partial class CellAmount
{
    public static Result<AmountRead> Read(TableCell cell, ThousandsSign sign) => cell.Type switch
    {
        CellType.Number => OfNumber(cell),
        CellType.Text or CellType.Empty => OfText(cell.Text, sign),
        _ => new AmountNotANumber(TypedText.Quote(cell.Text)),
    };

    private static Result<AmountRead> OfNumber(TableCell cell)
    {
        var quote = TypedText.Quote(cell.Text);
        if (cell.IsDate) return new AmountIsDate(quote);
        if (!double.TryParse(cell.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var stored) || !double.IsFinite(stored))
        {
            return new AmountNotANumber(quote);
        }

        if (stored < 0) return new AmountNegative(quote);
        if (stored > AmountReader.Largest.Dong) return new AmountTooLarge(quote);
        // Spreadsheets keep 15 digits; what comes after them is dust of their arithmetic.
        var shown = decimal.Parse(stored.ToString("G15", CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture);
        if (shown != decimal.Truncate(shown)) return new AmountIsFraction(quote);
        return shown == 0 ? new AmountNotPositive(quote) : new AmountRead(new Money((long)shown), IsNoted: false);
    }

    private static Result<AmountRead> OfText(string text, ThousandsSign sign)
    {
        var bare = AmountReader.Bare(text);
        if (OneGroup().Match(bare) is { Success: true } group)
        {
            var isDot = group.Groups["sign"].Value == ".";
            if (sign == ThousandsSign.Unknown) return new AmountAsksForColumn(TypedText.Quote(text));
            if (isDot && sign == ThousandsSign.Comma) return new AmountDotIsDecimal(TypedText.Quote(text));
            if (!isDot && sign == ThousandsSign.Dot) return new AmountCommaIsDecimal(TypedText.Quote(text));
        }

        var isSwapped = sign == ThousandsSign.Comma || (sign == ThousandsSign.Unknown && CommasThenDot().IsMatch(bare));
        var asTyped = isSwapped ? Swapped(bare) : bare;
        var read = AmountReader.Read(asTyped);
        if (read.Error is AmountUnreadable unreadable) return unreadable with { Typed = TypedText.Quote(text) };
        return new AmountRead(read.Value, AmountReader.HasZeroFraction(asTyped));
    }

    private static string Swapped(string text) =>
        string.Concat(text.Select(sign => sign switch { '.' => ',', ',' => '.', _ => sign }));

    [GeneratedRegex(@"^[1-9][0-9]{0,2}(?<sign>[.,])[0-9]{3}\z")]
    private static partial Regex OneGroup();

    [GeneratedRegex(@"^[1-9][0-9]{0,2}(,[0-9]{3})+\.[0-9]+\z")]
    private static partial Regex CommasThenDot();
}
