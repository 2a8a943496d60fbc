namespace FundLedger.Web;

/// <summary>
/// The words of the screens. The Vietnamese text itself is the key; English stands in <c>Resources/Texts.en.resx</c>.
/// In pages: <c>@T["Khoản thu"]</c>.
/// </summary>
public sealed class Texts
{
    private Texts()
    {
    }

    /// <summary>Marks a text that is shown through T later, so that the test of translations finds it.</summary>
    public static string Key(string vietnamese) => vietnamese;
}
