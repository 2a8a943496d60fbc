using System.Collections.Immutable;
using System.Text.Json;
using FundLedger.Domain.Norms;
using FundLedger.Features.Norms;

namespace FundLedger.Features.Disbursements;

/// <summary>What a line counts, as the database keeps it: JSON by the words of the norm.</summary>
internal static class QuantitiesText
{
    public static string? Of(IReadOnlyDictionary<CaseQuantity, long> quantities) => quantities.Count == 0 ? null
        : JsonSerializer.Serialize(quantities.ToDictionary(pair => NormCodes.Quantities.Of(pair.Key), pair => pair.Value));

    public static IReadOnlyDictionary<CaseQuantity, long> Read(string? json) => json is null
        ? ImmutableDictionary<CaseQuantity, long>.Empty
        : JsonSerializer.Deserialize<Dictionary<string, long>>(json)!
            .ToDictionary(pair => NormCodes.Quantities.Of(pair.Key), pair => pair.Value);
}
