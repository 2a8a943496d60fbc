using System.Globalization;
using System.Text;

namespace FundLedger.Pdf.Syntax;

/// <summary>Text as it can be drawn: composed letters (NFC), no control or invisible characters.</summary>
internal static class CleanText
{
    private const char NoBreakSpace = '\u00A0';

    /// <summary>Keeps line feeds and no-break spaces: the line breaker needs them.</summary>
    public static string Of(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return "";
        var clean = new StringBuilder(text.Length);
        // A half of a surrogate pair is not text and Normalize refuses it; EnumerateRunes turns it into U+FFFD.
        foreach (var rune in text.EnumerateRunes())
            Append(clean, rune);
        return clean.ToString().Normalize(NormalizationForm.FormC);
    }

    /// <summary>What is drawn of a line once it is broken.</summary>
    public static string Drawn(string line) => line.Replace(NoBreakSpace, ' ');

    private static void Append(StringBuilder clean, Rune rune)
    {
        var category = Rune.GetUnicodeCategory(rune);
        if (rune.Value == '\n' || rune.Value == NoBreakSpace)
            clean.Append((char)rune.Value);
        else if (rune.Value == '\t' || category is UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator)
            clean.Append(' ');
        else if (category is not (UnicodeCategory.Control or UnicodeCategory.Format))
            clean.Append(rune.IsBmp ? (char)rune.Value : '\uFFFD');
    }
}
