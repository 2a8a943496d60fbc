using NodaTime;

namespace FundLedger.Features.Ledger;

/// <summary>The days of the months that a period begins or ends in the middle of, from their first to its last.</summary>
internal static class CutMonths
{
    public static IReadOnlyList<(LocalDate First, LocalDate Last)> Of(LocalDate from, LocalDate to)
    {
        if (to < from) return [];
        var (first, last) = (from.With(DateAdjusters.StartOfMonth), to.With(DateAdjusters.StartOfMonth));
        var cutsFirst = from != first || (first == last && to != to.With(DateAdjusters.EndOfMonth));
        var cutsLast = first != last && to != to.With(DateAdjusters.EndOfMonth);
        var days = new List<(LocalDate, LocalDate)>();
        if (cutsFirst) days.Add((first, first == last ? to : first.With(DateAdjusters.EndOfMonth)));
        if (cutsLast) days.Add((last, to));
        return days;
    }
}
