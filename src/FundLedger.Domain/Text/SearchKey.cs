using System.Globalization;
using System.Text;

namespace FundLedger.Domain.Text;

/// <summary>
/// A text as one types it in a search box without accents: "Nguyễn  Thị Đào" → "nguyen thi dao".
/// Two texts match when their keys do; the key is for finding only, never for showing or for telling people apart.
/// </summary>
public static class SearchKey
{
    public static string Of(string text)
    {
        var key = new StringBuilder();
        foreach (var sign in TypedText.Normalise(text).Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(sign) != UnicodeCategory.NonSpacingMark) key.Append(Folded(sign));
        }

        return string.Join(' ', key.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    // đ is a letter of its own, not d with a mark: Unicode does not take it apart.
    private static char Folded(char sign) => sign is 'đ' or 'Đ' ? 'd' : char.ToLowerInvariant(sign);
}
