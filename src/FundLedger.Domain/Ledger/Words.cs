using System.Collections.Frozen;
using System.Text.Json;

namespace FundLedger.Domain.Ledger;

/// <summary>Enumerated values as the database writes them: advance_return for AdvanceReturn.</summary>
internal static class Words<T>
    where T : struct, Enum
{
    private static readonly FrozenDictionary<string, T> Values =
        Enum.GetValues<T>().ToFrozenDictionary(value => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString()));

    public static T? Parse(string word) => Values.TryGetValue(word, out var value) ? value : null;
}
