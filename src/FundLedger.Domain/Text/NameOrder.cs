using System.Globalization;

namespace FundLedger.Domain.Text;

/// <summary>
/// Orders persons as Vietnamese lists do: by the given name, which stands last, then by what stands between, then by the family name.
/// In each the letters of the Vietnamese alphabet count first and the tones break ties (ICU's collation for vi-VN).
/// </summary>
public sealed class NameOrder : IComparer<string>
{
    private static readonly CompareInfo Letters = CultureInfo.GetCultureInfo("vi-VN").CompareInfo;

    private NameOrder()
    {
    }

    public static NameOrder Instance { get; } = new();

    public int Compare(string? x, string? y)
    {
        var (some, others) = (Parts(x), Parts(y));
        return Of(some.Given, others.Given) is var given and not 0 ? given
            : Of(some.Middle, others.Middle) is var middle and not 0 ? middle
            : Of(some.Family, others.Family);
    }

    private static int Of(string some, string others) => Letters.Compare(some, others, CompareOptions.None);

    private static (string Given, string Middle, string Family) Parts(string? name) =>
        TypedText.Normalise(name).Split(' ', StringSplitOptions.RemoveEmptyEntries) switch
        {
            [] => ("", "", ""),
            [var only] => (only, "", ""),
            [var family, .. var middle, var given] => (given, string.Join(' ', middle), family),
        };
}
