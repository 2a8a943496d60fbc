using System.Buffers;
using System.Globalization;
using System.Text;

namespace FundLedger.Domain.Text;

/// <summary>
/// One syllable of a Vietnamese name in lower case, with what people write differently without meaning another name taken out: the letter
/// that bears the tone (hoà, hòa), composed or decomposed letters, i or y where the vowel is nothing else (Lý, Lí).
/// </summary>
/// <param name="Letters">With the marks that make another letter (ă â đ ê ô ơ ư), without the tone.</param>
/// <param name="Tone">The combining mark, or '\0' for the level tone.</param>
/// <param name="Plain">Without any mark, đ as d.</param>
public sealed record VietnameseSyllable(string Letters, char Tone, string Plain)
{
    private const char Eth = 'ð';
    private const string Tones = "\u0300\u0301\u0303\u0309\u0323";
    private static readonly SearchValues<char> PlainVowels = SearchValues.Create("aeiouy");

    public static VietnameseSyllable Of(string syllable)
    {
        var letters = new StringBuilder();
        var plain = new StringBuilder();
        var tone = '\0';
        foreach (var sign in syllable.Normalize(NormalizationForm.FormD))
        {
            if (Tones.Contains(sign)) tone = sign;
            else if (CharUnicodeInfo.GetUnicodeCategory(sign) == UnicodeCategory.NonSpacingMark) letters.Append(sign);
            else Add(letters, plain, char.ToLowerInvariant(sign));
        }

        var (composed, bare) = (Composed(letters), Composed(plain));
        return IsLoneY(bare)
            ? new VietnameseSyllable(WithI(composed), tone, WithI(bare)) : new VietnameseSyllable(composed, tone, bare);
    }

    /// <summary>Whether nothing is written on any letter: as one types without a Vietnamese keyboard.</summary>
    public bool IsPlain => Tone == '\0' && Letters == Plain;

    /// <summary>Whether this is <paramref name="full"/> with some or all of its marks left out, or just the same.</summary>
    public bool LacksOnlyMarksOf(VietnameseSyllable full) =>
        Plain == full.Plain && (Tone == '\0' || Tone == full.Tone)
        && Letters.Length == Plain.Length && full.Letters.Length == Plain.Length
        && Enumerable.Range(0, Plain.Length).All(i => Letters[i] == Plain[i] || Letters[i] == full.Letters[i]);

    private static string Composed(StringBuilder text) => text.ToString().Normalize(NormalizationForm.FormC);

    // Old fonts write Ð of another alphabet for Đ.
    private static void Add(StringBuilder letters, StringBuilder plain, char sign)
    {
        letters.Append(sign == Eth ? 'đ' : sign);
        plain.Append(sign is 'đ' or Eth ? 'd' : sign);
    }

    // After a consonant, or q and its u, the vowel y alone sounds as i; in uy, ay, yên it is another.
    private static bool IsLoneY(string plain) =>
        plain.EndsWith('y') && (plain is "y" or "quy" || !plain.AsSpan(0, plain.Length - 1).ContainsAny(PlainVowels));

    private static string WithI(string text) => string.Concat(text.AsSpan(0, text.Length - 1), "i");
}
