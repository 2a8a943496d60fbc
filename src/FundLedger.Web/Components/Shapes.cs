using FundLedger.Domain;
using NodaTime;

namespace FundLedger.Web.Components;

/// <summary>What <c>_EmptyState</c> shows: why there is nothing, and the next step if there is one.</summary>
public sealed record EmptyState(string Title, string Reason, string? ActionLabel = null, string? ActionUrl = null, string Icon = "empty");

/// <summary>Where a step of a document stands.</summary>
public enum StepState
{
    Done,
    Current,
    ToCome,
    Refused,
}

/// <summary>One step of <c>_Stepper</c>: what, by whom, when, why.</summary>
public sealed record Step(string Label, StepState State, string? Who = null, Instant? When = null, string? Note = null);

/// <summary>One row of <c>_StackedBar</c>: a pool's money by what became of it. All parts are zero or more.</summary>
public sealed record StackedBar(string Label, Money Paid, Money Reserved, Money Available)
{
    public Money Total => Paid + Reserved + Available;
}

/// <summary>One month of <c>_MonthColumns</c>.</summary>
public sealed record MonthColumns(YearMonth Month, Money In, Money Out);

/// <summary>Lengths of drawings, in whole units so that no culture writes a comma into them.</summary>
public static class Drawing
{
    /// <summary>The share of a length; zero when the whole is zero, never more than <paramref name="length"/>.</summary>
    public static int Scaled(Money part, Money whole, int length) =>
        whole.IsPositive ? (int)Math.Round(length * Math.Clamp((double)part.Dong / whole.Dong, 0, 1)) : 0;
}
