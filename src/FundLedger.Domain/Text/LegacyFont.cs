using System.Text.RegularExpressions;

namespace FundLedger.Domain.Text;

/// <summary>
/// Recognises Vietnamese text written for the fonts used before Unicode, or read in a wrong encoding: it looks right in one font only, and
/// would be kept as nonsense.
/// </summary>
public static partial class LegacyFont
{
    /// <summary>TCVN3, VNI, or UTF-8 for text in a wrong encoding; null for a text that is what it seems.</summary>
    public static string? Of(string text) =>
        WrongEncoding().IsMatch(text) ? "UTF-8" : Tcvn3().IsMatch(text) ? "TCVN3" : Vni().IsMatch(text) ? "VNI" : null;

    // Two bytes of one letter, each shown as a letter or sign of its own.
    [GeneratedRegex(@"á[º»]|Ã[\u00A0-\u00BF]|Ä[\u0090\u0091\u2018\u201A\u0192]|Æ[\u00B0\u00A1]|\uFFFD")]
    private static partial Regex WrongEncoding();

    // Signs or capitals in the middle of a word, which stand for letters with accents in that font.
    [GeneratedRegex(@"\p{L}[¡-§¨©®ª«¬µ¸¶·¹»¼½¾]|[¡-§¨©®«¬µ¸¶¹»¼½¾]\p{L}|\p{Ll}[ÆÇÊÈÉËÌÐÎÏÑÒÕÓÔÖ×ÝØÜÞ]")]
    private static partial Regex Tcvn3();

    // A vowel followed by a letter that no Vietnamese word has: there, the second one is the accent of the first.
    [GeneratedRegex(@"[aeiouyöôAEIOUYÖÔ][øûïåäëüØÛÏÅÄËÜ]|[aA][ãâêÃÂÊ]|[eE][ãâÃÂ]|[oO][âÂ]|[öôÖÔ][ùõÙÕ]")]
    private static partial Regex Vni();
}
