using FundLedger.Domain;
using FundLedger.Domain.Statements;
using FundLedger.Domain.Text;
using NodaTime;

namespace FundLedger.Features.Reports;

/// <summary>Money, and goods by their value: never added up into one figure without saying so.</summary>
public readonly record struct Worth(Money Money, Money Goods)
{
    public bool IsNothing => Money == default && Goods == default;

    public static Worth operator +(Worth left, Worth right) => new(left.Money + right.Money, left.Goods + right.Goods);

    public static Worth operator -(Worth left, Worth right) => new(left.Money - right.Money, left.Goods - right.Goods);
}

/// <summary>What was received and used in a period, as the books are known at a number of the log of each fund.</summary>
public sealed record ReportFigures(LocalDate From, LocalDate To)
{
    public Worth Opening { get; init; }

    public Worth Closing { get; init; }

    /// <summary>Budget money that no longer belongs to the fund, and goods that were lost.</summary>
    public Worth Gone { get; init; }

    public IReadOnlyList<ReportSource> Sources { get; init; } = [];

    /// <summary>Each sum that a report shows, see <see cref="ReportUse"/>.</summary>
    public IReadOnlyList<ReportUse> Uses { get; init; } = [];

    /// <summary>The same days a year before; null where the fund was not open then.</summary>
    public ReportFigures? YearBefore { get; init; }

    public Worth Received => Sources.Aggregate(default(Worth), (sum, source) => sum + source.Worth);

    /// <summary>All that was used; its counts are of all.</summary>
    public ReportUse Used => Uses.FirstOrDefault(use => use.Sum == UseSum.All) ?? new ReportUse();

    public IEnumerable<ReportUse> By(UseSum sum) => Uses.Where(use => use.Sum == sum);

    /// <summary>The first figure that contradicts the others, null for honest books; only of a report of everything.</summary>
    public StatementDoesNotAddUp? Contradiction()
    {
        var expected = Opening + Received - Used.Worth - Gone;
        if (expected.Money != Closing.Money) return new StatementDoesNotAddUp("closing", expected.Money, Closing.Money);
        if (expected.Goods != Closing.Goods) return new StatementDoesNotAddUp("closing-goods", expected.Goods, Closing.Goods);
        return YearBefore?.Contradiction();
    }
}

/// <summary>Received from one kind of source; reversals taken off.</summary>
public sealed record ReportSource
{
    public string Code { get; init; } = "";

    internal string NameVi { get; init; } = "";

    internal string NameEn { get; init; } = "";

    internal Money Money { get; init; }

    internal Money Goods { get; init; }

    /// <summary>Vouchers less reversals.</summary>
    public int Vouchers { get; init; }

    public Wording Name => new(NameVi, NameEn);

    public Worth Worth => new(Money, Goods);
}

/// <summary>What a sum of <see cref="ReportUse"/> is over.</summary>
public enum UseSum
{
    All,
    Kind,

    /// <summary>Of one support kind, class of children and occasion.</summary>
    Group,
    Class,
    Place,
    PlaceAndKind,
}

/// <summary>What was used for one kind, class, place; or over all of them. What it is not divided by is null.</summary>
public sealed record ReportUse
{
    public string? Kind { get; init; }

    /// <summary>Empty for what goes to no single child.</summary>
    public string? Class { get; init; }

    /// <summary>Empty for no occasion.</summary>
    public string? Occasion { get; init; }

    public int? Year { get; init; }

    /// <summary>Number of the unit in which the child lived; 0 where none is told.</summary>
    public int? Unit { get; init; }

    internal string? KindVi { get; init; }

    internal string? KindEn { get; init; }

    internal string? ClassVi { get; init; }

    internal string? ClassEn { get; init; }

    internal string? OccasionVi { get; init; }

    internal string? OccasionEn { get; init; }

    internal string? UnitName { get; init; }

    internal Money Money { get; init; }

    internal Money Goods { get; init; }

    public Worth Worth => new(Money, Goods);

    /// <summary>Lines of requests that were paid or given, less those taken back (lượt).</summary>
    public int Times { get; init; }

    /// <summary>Distinct children with more given than taken back.</summary>
    public int Children { get; init; }

    public UseSum Sum => (Kind, Class, Unit) switch
    {
        (null, null, null) => UseSum.All,
        (not null, null, null) => UseSum.Kind,
        (not null, not null, null) => UseSum.Group,
        (null, not null, null) => UseSum.Class,
        (null, null, not null) => UseSum.Place,
        _ => UseSum.PlaceAndKind,
    };

    /// <summary>Kind, class and occasion, or what else it is of, as one word.</summary>
    internal string Key => FormattableString.Invariant($"{Sum}|{Kind}|{Class}|{Occasion}|{Year}|{Unit}");

    public Wording KindName => new(KindVi ?? "", KindEn ?? "");

    public Wording ClassName => Class is { Length: > 0 }
        ? new Wording(ClassVi ?? Class, ClassEn ?? Class) : new Wording("Không cho riêng trẻ nào", "For no single child");

    public Wording GroupName => Occasion is not { Length: > 0 } ? ClassName : new Wording(
        FormattableString.Invariant($"{ClassName.Vi} – {OccasionVi} {Year}"),
        FormattableString.Invariant($"{ClassName.En} – {OccasionEn} {Year}"));

    public Wording PlaceName => UnitName is { } name ? new Wording(name, name)
        : new Wording("Không ghi địa bàn", "No place told");
}
