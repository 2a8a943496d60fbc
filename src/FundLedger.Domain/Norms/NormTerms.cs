using System.Globalization;

namespace FundLedger.Domain.Norms;

/// <summary>To whom a support goes.</summary>
public enum NormPayee
{
    /// <summary>A child, through whoever signs for it.</summary>
    Child,

    /// <summary>The household as a whole.</summary>
    Household,

    /// <summary>A school, a care home, a commune that holds an event.</summary>
    Institution,

    /// <summary>The fund itself, for what running it costs.</summary>
    Fund,
}

/// <summary>The date by which the decision has age, groups and validity judged.</summary>
public enum JudgingDay
{
    /// <summary>The day on which the support is asked for.</summary>
    Request,

    /// <summary>The date of the occasion in the calendar.</summary>
    Occasion,

    /// <summary>The day of the accident, the death, the disaster or the discharge.</summary>
    Event,
}

/// <summary>How much one batch may give by a line.</summary>
/// <param name="Shares">Number of supports; null for any.</param>
/// <param name="Ceiling">Their sum; null for any.</param>
public sealed record BatchQuota(int? Shares, Money? Ceiling)
{
    public override string ToString() =>
        $"{Shares?.ToString(CultureInfo.InvariantCulture) ?? "any number"} of them, {Ceiling?.ToString() ?? "any sum"}";

    internal bool IsSound => !(Shares is null && Ceiling is null) && Shares is null or > 0 && Ceiling is null or { IsPositive: true };
}
