namespace FundLedger.Features.Disbursements;

/// <summary>
/// The lines of a list of gifts among the fields of its form. A form carries a part of a long list; the lines it does not carry stay in its
/// draft.
/// </summary>
public static class GiftFields
{
    /// <summary>Codes of the ticked children.</summary>
    public const string Chosen = "Chosen";

    /// <summary>Before the code of a child: the amount beside it. Each line that a form carries has one.</summary>
    public const string Amount = "Amount-";

    public static string AmountOf(string child) => Amount + child;

    /// <summary>What a form says of the lines it carries, together with what was kept of all others.</summary>
    internal static IReadOnlyDictionary<string, string[]> Over(
        IReadOnlyDictionary<string, string[]> sent, IReadOnlyDictionary<string, string[]> kept)
    {
        var others = kept.GetValueOrDefault(Chosen, []).Where(child => !sent.ContainsKey(AmountOf(child))).ToList();
        var all = sent.ToDictionary();
        all[Chosen] = [.. others, .. sent.GetValueOrDefault(Chosen, [])];
        foreach (var amount in others.Select(AmountOf).Where(kept.ContainsKey)) all[amount] = kept[amount];
        return all;
    }
}
