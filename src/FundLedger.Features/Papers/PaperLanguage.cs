using FundLedger.Domain.Text;

namespace FundLedger.Features.Papers;

/// <summary>The language that a paper or file is written in. Codes, amounts and dates are the same in both.</summary>
public enum PaperLanguage
{
    Vietnamese,
    English,
}

internal static class PaperLanguages
{
    /// <summary>The language tag: <c>vi</c> or <c>en</c>.</summary>
    public static string Tag(this PaperLanguage language) => language is PaperLanguage.English ? "en" : "vi";

    public static string In(this Wording wording, PaperLanguage language) => language is PaperLanguage.English ? wording.En : wording.Vi;

    /// <summary>The one of two texts that is in this language.</summary>
    public static string Of(this PaperLanguage language, string vietnamese, string english) =>
        language is PaperLanguage.English ? english : vietnamese;
}
