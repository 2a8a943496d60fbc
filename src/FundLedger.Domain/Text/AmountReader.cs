using System.Globalization;
using System.Text.RegularExpressions;

namespace FundLedger.Domain.Text;

/// <summary>
/// Reads an amount typed in a form, where a dot groups thousands and a comma starts a fraction.
/// Each text has one outcome: an amount of 1 to 1.000.000.000.000 đồng, or an <see cref="AmountUnreadable"/>.
/// </summary>
public static partial class AmountReader
{
    /// <summary>The largest amount of one form field.</summary>
    public static Money Largest => new(1_000_000_000_000);

    public static Result<Money> Read(string? typed)
    {
        var text = TypedText.Normalise(typed);
        if (text.Length == 0) return new AmountMissing();
        var quote = TypedText.Quote(typed);
        var bare = Bare(text);
        if (!OnlyAmountSigns().IsMatch(bare)) return new AmountNotANumber(quote);
        if (bare.StartsWith('-') || bare.StartsWith('(')) return new AmountNegative(quote);
        return Whole(bare, quote);
    }

    /// <summary>What was typed without the name of the currency.</summary>
    internal static string Bare(string? typed) => Currency().Replace(TypedText.Normalise(typed), "");

    /// <summary>Whether the amount was typed with a fraction of zeros.</summary>
    internal static bool HasZeroFraction(string bare) => ZeroFraction().IsMatch(bare);

    private static Result<Money> Whole(string text, string quote)
    {
        if (ZeroFraction().Match(text) is { Success: true } fraction) text = text[..fraction.Index];
        if (Plain().IsMatch(text) || Grouped().IsMatch(text)) return Amount(text, quote);
        if (OneCommaGroup().IsMatch(text)) return new AmountAmbiguous(quote);
        return Fraction().IsMatch(text) ? new AmountNotWhole(quote) : new AmountGroupedWrongly(quote);
    }

    private static Result<Money> Amount(string text, string quote)
    {
        var digits = NotDigit().Replace(text, "").TrimStart('0');
        if (digits.Length == 0) return new AmountNotPositive(quote);
        // Fourteen digits are above the largest amount whatever they are, and a long would overflow at twenty.
        if (digits.Length > 13) return new AmountTooLarge(quote);
        var amount = new Money(long.Parse(digits, CultureInfo.InvariantCulture));
        return amount > Largest ? new AmountTooLarge(quote) : amount;
    }

    [GeneratedRegex(@"(?<=[0-9)]) ?(đồng|dong|vnđ|vnd|đ|₫|d)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Currency();

    [GeneratedRegex(@"^(?=[^0-9]*[0-9])(-?[0-9., ]+|\([0-9., ]+\))\z")]
    private static partial Regex OnlyAmountSigns();

    [GeneratedRegex(@"(?<=[0-9]),00?\z(?<!,[0-9]{3},00?)")]
    private static partial Regex ZeroFraction();

    [GeneratedRegex(@"^[0-9]+\z")]
    private static partial Regex Plain();

    [GeneratedRegex(@"^[1-9][0-9]{0,2}((\.[0-9]{3})+|( [0-9]{3})+|(,[0-9]{3}){2,})\z")]
    private static partial Regex Grouped();

    [GeneratedRegex(@"^[1-9][0-9]{0,2},[0-9]{3}\z")]
    private static partial Regex OneCommaGroup();

    [GeneratedRegex(@"^([0-9]+|[1-9][0-9]{0,2}((\.[0-9]{3})+|( [0-9]{3})+)),[0-9]+\z")]
    private static partial Regex Fraction();

    [GeneratedRegex("[^0-9]")]
    private static partial Regex NotDigit();
}
