using NodaTime;

namespace FundLedger.Domain.Norms;

/// <summary>What a norm line needs to know of one child's case; gathered by the caller for <see cref="NormLine.Judge"/>.</summary>
public sealed record CaseFacts
{
    /// <summary>The day whose rules, age and groups count: the date that the decision fixes, stated on the line.</summary>
    public required LocalDate JudgedOn { get; init; }

    /// <summary>Full years on <see cref="JudgedOn"/>; <see cref="Childhood.AgeOn"/> computes it where the birth date is known.</summary>
    public required int AgeInYears { get; init; }

    /// <summary>Codes of the classes that the child holds on <see cref="JudgedOn"/>.</summary>
    public required IReadOnlySet<string> ClassCodes { get; init; }

    /// <summary>Uses already counted, by the code of the norm line; a line that is not here was never used.</summary>
    public required IReadOnlyDictionary<string, UsesCounted> Uses { get; init; }

    /// <summary>The amount asked for, or null for as much as the norm gives.</summary>
    public Money? Requested { get; init; }

    public CaseCost Cost { get; init; } = CaseCost.None;

    internal UsesCounted UsesOf(string lineCode) => Uses.TryGetValue(lineCode, out var uses) ? uses : UsesCounted.None;
}
