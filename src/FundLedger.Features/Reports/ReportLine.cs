using FundLedger.Domain;
using FundLedger.Domain.Text;
using FundLedger.Features.Books;

namespace FundLedger.Features.Reports;

/// <summary>One line of a report, before it is cut into the columns of its form.</summary>
internal sealed record ReportLine(BookLevel Level, string? No, Wording Text)
{
    /// <summary>What stands for a figure that is left out.</summary>
    public const string Hidden = "…";

    public Worth? Worth { get; init; }

    public int? Times { get; init; }

    public int? Children { get; init; }

    /// <summary>Its figures are left out of what is shared.</summary>
    public bool IsHidden { get; init; }

    /// <summary>Only its counts are left out: the money of the whole fund is told by its balances all the same.</summary>
    public bool AreCountsHidden { get; init; }

    public Worth? Before { get; init; }

    public int? TimesBefore { get; init; }

    public bool IsBeforeHidden { get; init; }

    public bool AreCountsBeforeHidden { get; init; }

    public PlanFigure? Plan { get; init; }

    /// <summary>Rows that it sums, whose column is put in later; empty where no sum is to be shown as one.</summary>
    public IReadOnlyList<SumPart> Sums { get; init; } = [];

    public object? In(BookColumn column, int place) => column.Key switch
    {
        "no" => No,
        "item" => Text,
        "money" => Figure(Worth?.Money, IsHidden, place),
        "goods" => Figure(Worth?.Goods, IsHidden, place),
        "times" => Count(Times, IsHidden || AreCountsHidden, place),
        "children" => Plain(Children, IsHidden || AreCountsHidden),
        "moneyBefore" => Figure(Before?.Money, IsBeforeHidden, place),
        "goodsBefore" => Figure(Before?.Goods, IsBeforeHidden, place),
        "timesBefore" => Count(TimesBefore, IsBeforeHidden || AreCountsBeforeHidden, place),
        "ratio" => Ratio,
        "planMoney" => Plan?.Money,
        "planChildren" => (long?)Plan?.Children,
        "reached" => Reached,
        _ => null,
    };

    private string? Ratio => Before is not { Money.IsPositive: true } before || Worth is not { } now || IsHidden || IsBeforeHidden ? null
        : Percent(now.Money, before.Money);

    private string? Reached => Plan is { Money.IsPositive: true } plan && Worth is { } now && !IsHidden
        ? Percent(now.Money, plan.Money) : null;

    private static string Percent(Money now, Money of) =>
        FormattableString.Invariant($"{Math.Round(100m * now.Dong / of.Dong, MidpointRounding.AwayFromZero)}%");

    private object? Figure(Money? amount, bool isHidden, int place) => amount is not { } known ? null
        : isHidden ? Hidden
        : Sums.Count == 0 ? known
        : new Summed(known, Money.Zero, [.. Sums.Select(part => part with { Column = place })]);

    private object? Count(int? count, bool isHidden, int place) =>
        count is { } known && !isHidden && Sums.Count > 0 ? Figure(new Money(known), false, place) : Plain(count, isHidden);

    private static object? Plain(int? count, bool isHidden) => count is not { } known ? null : isHidden ? Hidden : (long)known;
}
