namespace FundLedger.Domain.Norms;

/// <summary>What is asked for, in codes of the reference data. Norm lines compete only when they answer the same.</summary>
/// <param name="Kind">Support kind, e.g. <c>surgery</c>.</param>
/// <param name="OccasionCode">Occasion, e.g. <c>tet</c>; null when the support has none.</param>
/// <param name="Need">What exactly, where a kind covers several things that do not replace each other
/// (<c>heart</c> and <c>cleft</c> surgery); null when the kind says it all.</param>
public sealed record SupportSought(string Kind, string? OccasionCode = null, string? Need = null);
