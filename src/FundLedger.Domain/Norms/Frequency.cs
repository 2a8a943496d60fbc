using FundLedger.Domain.Text;

namespace FundLedger.Domain.Norms;

/// <summary>The span within which the uses of a norm line by one child are counted.</summary>
public enum FrequencyUnit
{
    PerOccasion,

    /// <summary>An accident, or one operation.</summary>
    PerIncident,
    PerYear,
    PerSchoolYear,

    /// <summary>Any 36 months in a row, not calendar years.</summary>
    PerMonths36,
    PerLife,
}

/// <summary>How often one child may get a support.</summary>
/// <param name="Limit">Uses allowed within one <paramref name="Unit"/>; 1 or more.</param>
/// <param name="LifeLimit">Uses allowed in a lifetime beside that, e.g. one per operation and two per life; null when unlimited.</param>
public sealed record Frequency(FrequencyUnit Unit, int Limit, int? LifeLimit = null)
{
    internal bool IsSound => Limit >= 1 && !(LifeLimit < Limit);

    internal static Wording Name(FrequencyUnit unit) => unit switch
    {
        FrequencyUnit.PerOccasion => new("mỗi dịp", "per occasion"),
        FrequencyUnit.PerIncident => new("mỗi vụ việc", "per incident"),
        FrequencyUnit.PerYear => new("mỗi năm", "per year"),
        FrequencyUnit.PerSchoolYear => new("mỗi năm học", "per school year"),
        FrequencyUnit.PerMonths36 => new("trong 36 tháng", "in 36 months"),
        FrequencyUnit.PerLife => new("suốt đời", "in a lifetime"),
        _ => throw new ArgumentOutOfRangeException(nameof(unit), unit, "Not a unit of frequency."),
    };
}

/// <summary>How often the child has used one norm line already, reversals taken off.</summary>
/// <param name="InPeriod">Uses under the line's <see cref="UsageKey"/>.</param>
/// <param name="InLife">Uses in the child's life; looked at only when the line has a life limit.</param>
public sealed record UsesCounted(int InPeriod, int InLife)
{
    public static UsesCounted None { get; } = new(0, 0);
}
