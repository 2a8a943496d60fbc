using System.Globalization;
using System.Text;

namespace FundLedger.Domain.Text;

/// <summary>
/// A name as it is written, without the differences that make no other name: capitals, spaces, composed letters, and on which vowel of a
/// syllable the tone stands (hoà, hòa). Accents count: Hoa and Hòa have two keys.
/// </summary>
public static class SpellingKey
{
    private const string Tones = "\u0300\u0301\u0303\u0309\u0323";

    public static string Of(string name) => string.Join(
        ' ',
        TypedText.Normalise(name).ToLower(CultureInfo.InvariantCulture).Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Syllable));

    private static string Syllable(string word)
    {
        var (letters, tones) = (new StringBuilder(), new StringBuilder());
        foreach (var sign in word.Normalize(NormalizationForm.FormD))
        {
            (Tones.Contains(sign, StringComparison.Ordinal) ? tones : letters).Append(sign);
        }

        return letters.Append(tones).ToString().Normalize(NormalizationForm.FormC);
    }
}
