namespace FundLedger.Features.Books;

/// <summary>
/// Numbers of the books' forms by the circular in force on the last day. Not confirmed by an accountant; a regime whose numbers are not
/// known prints none.
/// </summary>
internal static class FormNumbers
{
    private static readonly Dictionary<string, string> OfUnits = new()
    {
        ["cash"] = "S11-H", ["bank"] = "S12-H", ["journal"] = "S04-H", ["ledger"] = "S03-H", ["trial-balance"] = "S05-H",
        ["account"] = "S31-H", ["pool"] = "S31-H", ["donor"] = "S31-H", ["advances"] = "S33-H", ["goods"] = "S22-H",
        ["appropriation"] = "S101-H",
    };

    private static readonly HashSet<string> Circulars = ["107/2017/TT-BTC", "24/2024/TT-BTC"];

    public static string? Of(string circular, string book) => Circulars.Contains(circular) ? OfUnits.GetValueOrDefault(book) : null;
}
