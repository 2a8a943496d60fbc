using NodaTime;

namespace FundLedger.Domain.Children;

/// <summary>What two children are compared by. Exists in clear only in memory.</summary>
/// <param name="FullName">As written in the papers.</param>
/// <param name="BirthDate">Of a child known by its year only, any day of that year.</param>
public sealed record ChildTraits(string FullName, LocalDate BirthDate)
{
    public bool BirthYearOnly { get; init; }

    public Sex? Sex { get; init; }

    /// <summary>Null or empty when it is not known.</summary>
    public string? GuardianName { get; init; }

    public string? Household { get; init; }

    /// <summary>12 digits, or null for none.</summary>
    public string? PersonalId { get; init; }

    /// <summary>Whether the number is a parent's, which may stand for several children.</summary>
    public bool PersonalIdIsShared { get; init; }
}
