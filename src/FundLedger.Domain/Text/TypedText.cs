using System.Text;

namespace FundLedger.Domain.Text;

/// <summary>What a person typed or pasted, with the invisible differences of keyboards and office programs removed.</summary>
public static class TypedText
{
    private const int LongestQuote = 40;

    /// <summary>
    /// Composed letters, ASCII digits and signs for their full-width forms, one kind of space, no zero-width characters, trimmed.
    /// Other compatibility forms stay as they are: NFKC would silently turn "5²" into 52.
    /// </summary>
    public static string Normalise(string? typed)
    {
        var text = new StringBuilder();
        // A surrogate without its partner comes out of here as U+FFFD, which Normalize can bear.
        foreach (var sign in (typed ?? "").EnumerateRunes())
        {
            if (!IsZeroWidth(sign.Value)) text.Append(Plain(sign));
        }

        return text.ToString().Normalize(NormalizationForm.FormC).Trim();
    }

    /// <summary>The text for an error message, shortened so that a pasted novel does not become one.</summary>
    public static string Quote(string? typed) =>
        typed is { Length: > LongestQuote } ? string.Concat(typed.AsSpan(0, LongestQuote), "…") : typed ?? "";

    private static bool IsZeroWidth(int sign) => sign is 0x200B or 0x200C or 0x200D or 0x2060 or 0xFEFF;

    private static Rune Plain(Rune sign) => sign.Value switch
    {
        >= 0xFF01 and <= 0xFF5E => new Rune(sign.Value - 0xFF01 + '!'),
        0x2212 => new Rune('-'),
        _ when Rune.IsWhiteSpace(sign) => new Rune(' '),
        _ => sign,
    };
}
