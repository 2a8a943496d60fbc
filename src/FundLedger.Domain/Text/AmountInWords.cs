using System.Globalization;

namespace FundLedger.Domain.Text;

/// <summary>
/// An amount in words for vouchers. Vietnamese follows northern usage (mốt, tư, lăm, linh, nghìn); no "chẵn" is added.
/// Each amount has one wording and each wording names one amount.
/// </summary>
public static class AmountInWords
{
    private const ulong Billion = 1_000_000_000;

    private static readonly string[] VietnameseDigits =
        ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"];

    private static readonly string[] VietnameseScales = ["", "nghìn", "triệu"];

    private static readonly string[] EnglishScales =
        ["", "thousand", "million", "billion", "trillion", "quadrillion", "quintillion"];

    private static readonly string[] EnglishUnits =
    [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
        "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
    ];

    private static readonly string[] EnglishTens =
        ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

    /// <summary>E.g. 1.001 → "Một nghìn không trăm linh một đồng".</summary>
    public static string Vietnamese(Money amount)
    {
        var size = Size(amount);
        var words = size == 0 ? [VietnameseDigits[0]] : VietnameseNumber(size);
        return Sentence([.. amount.IsNegative ? ["âm"] : Array.Empty<string>(), .. words, "đồng"]);
    }

    /// <summary>E.g. 1.001 → "One thousand one dong"; for readers of English beside the Vietnamese.</summary>
    public static string English(Money amount)
    {
        var size = Size(amount);
        var words = size == 0 ? [EnglishUnits[0]] : EnglishNumber(size);
        return Sentence([.. amount.IsNegative ? ["minus"] : Array.Empty<string>(), .. words, "dong"]);
    }

    // Decimal, because the smallest long has no positive counterpart among longs.
    private static ulong Size(Money amount) => (ulong)Math.Abs((decimal)amount.Dong);

    private static string Sentence(IEnumerable<string> words)
    {
        var sentence = string.Join(' ', words);
        return char.ToUpper(sentence[0], CultureInfo.InvariantCulture) + sentence[1..];
    }

    // Vietnamese has no scale word above tỷ: what stands before it is a number in its own right, however large.
    private static IEnumerable<string> VietnameseNumber(ulong number) => number < Billion
        ? VietnameseBelowBillion(number, isFirst: true)
        : [.. VietnameseNumber(number / Billion), "tỷ", .. VietnameseBelowBillion(number % Billion, isFirst: false)];

    private static IEnumerable<string> VietnameseBelowBillion(ulong number, bool isFirst)
    {
        foreach (var (group, scale) in Groups(number))
        {
            foreach (var word in VietnameseGroup(group, isFirst)) yield return word;
            if (scale > 0) yield return VietnameseScales[scale];
            isFirst = false;
        }
    }

    // Only the first group may leave out its hundreds: "không trăm" keeps 1.001 apart from 1.100.
    private static IEnumerable<string> VietnameseGroup(int group, bool isFirst)
    {
        var (hundreds, tens, units) = (group / 100, group / 10 % 10, group % 10);
        var hasHundreds = hundreds > 0 || !isFirst;
        if (hasHundreds) { yield return VietnameseDigits[hundreds]; yield return "trăm"; }

        if (tens == 0 && units > 0 && hasHundreds) yield return "linh";
        if (tens == 1) yield return "mười";
        if (tens > 1) { yield return VietnameseDigits[tens]; yield return "mươi"; }

        if (units > 0) yield return VietnameseUnit(tens, units);
    }

    private static string VietnameseUnit(int tens, int units) => (tens, units) switch
    {
        ( > 1, 1) => "mốt",
        ( > 1, 4) => "tư",
        ( > 0, 5) => "lăm",
        _ => VietnameseDigits[units],
    };

    private static IEnumerable<string> EnglishNumber(ulong number)
    {
        foreach (var (group, scale) in Groups(number))
        {
            if (group >= 100) { yield return EnglishUnits[group / 100]; yield return "hundred"; }

            if (group % 100 > 0) yield return EnglishBelowHundred(group % 100);
            if (scale > 0) yield return EnglishScales[scale];
        }
    }

    private static string EnglishBelowHundred(int number) =>
        number < 20 ? EnglishUnits[number]
        : number % 10 == 0 ? EnglishTens[number / 10]
        : $"{EnglishTens[number / 10]}-{EnglishUnits[number % 10]}";

    /// <summary>The groups of three digits that are not zero, largest first, with their power of a thousand.</summary>
    private static Stack<(int Group, int Scale)> Groups(ulong number)
    {
        var groups = new Stack<(int Group, int Scale)>();
        for (var scale = 0; number > 0; number /= 1000, scale++)
        {
            if (number % 1000 > 0) groups.Push(((int)(number % 1000), scale));
        }

        return groups;
    }
}
