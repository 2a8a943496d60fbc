using NodaTime;

namespace FundLedger.Domain.Statements;

/// <summary>First and last day of a statement, both included, inside the life of the fund.</summary>
public sealed record StatementPeriod
{
    private StatementPeriod(LocalDate from, LocalDate to) => (From, To) = (from, to);

    public LocalDate From { get; }

    public LocalDate To { get; }

    /// <param name="from">First day.</param>
    /// <param name="to">Last day; today at the latest.</param>
    /// <param name="openedOn">The fund's first day.</param>
    /// <param name="today">The business date.</param>
    public static Result<StatementPeriod> Create(LocalDate from, LocalDate to, LocalDate openedOn, LocalDate today) =>
        from > to ? new StatementEndsBeforeItStarts(from, to)
        : from < openedOn ? new StatementBeforeFundOpened(from, openedOn)
        : to > today ? new StatementInFuture(to, today)
        : new StatementPeriod(from, to);
}
