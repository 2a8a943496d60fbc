using FundLedger.Domain.Text;

namespace FundLedger.Web.Localisation;

/// <summary>Names that the database or a decision gives in both languages, in the reader's.</summary>
internal static class Bilingual
{
    public static string Of(string vietnamese, string english) => LanguageSetup.IsEnglish ? english : vietnamese;

    public static string Of(Wording wording) => Of(wording.Vi, wording.En);
}
