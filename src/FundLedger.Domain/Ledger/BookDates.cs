using NodaTime;

namespace FundLedger.Domain.Ledger;

/// <summary>The days on which an entry of a fund may be dated.</summary>
/// <param name="OpenedOn">The fund's first day.</param>
/// <param name="ClosedThrough">Last day of the last closed month, or null when none is closed.</param>
/// <param name="Today">The business date.</param>
public sealed record BookDates(LocalDate OpenedOn, LocalDate? ClosedThrough, LocalDate Today)
{
    /// <summary>First day of the month that is being closed; null when none is.</summary>
    public LocalDate? Closing { get; init; }

    /// <summary>Why nothing may be dated on <paramref name="date"/>, or null when it may.</summary>
    public Refused? RefusalFor(LocalDate date) =>
        date > Today ? new DateInFuture(date, Today)
        : date < OpenedOn ? new DateBeforeFundOpened(date, OpenedOn)
        : date <= ClosedThrough ? new PeriodClosed(date, ClosedThrough.Value)
        : date < Closing?.PlusMonths(1) ? new PeriodBeingClosed(date, Closing.Value)
        : null;
}
