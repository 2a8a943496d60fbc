using FundLedger.Features.Reports;

namespace FundLedger.UnitTests.UseCases.Golden;

/// <summary>Which sums of a report are left out when it is shared, in both of its tables.</summary>
public sealed class ReportShadeTests
{
    // Children by kind and class, and by place and kind.
    private static readonly (string Row, string Column, int Children)[] Large =
        [("gift", "poor", 20), ("gift", "g04", 30), ("surgery", "poor", 40), ("surgery", "g04", 50)];

    private static readonly (string Row, string Column, int Children)[] Places = [("5", "gift", 20), ("6", "gift", 30), ("5", "surgery", 90)];

    [Fact]
    public void Small_counts_and_what_would_tell_them_are_left_out()
    {
        var large = Figures(Large, Places);
        var smallClass = Figures([("gift", "poor", 3), .. Large[1..]], Places);
        var smallPlace = Figures(Large, [("5", "gift", 2), .. Places[1..]]);
        var smallKind = Figures([("gift", "poor", 4), Large[2]], [("5", "gift", 4), ("6", "surgery", 40)]);
        var hidden = ReportShade.Of(smallKind, []);
        GoldenFile.Matches("report-shade", string.Join('\n',
        [
            Text("all large", large, ReportShade.Of(large, [])), Text("a small class", smallClass, ReportShade.Of(smallClass, [])),
            Text("a small place", smallPlace, ReportShade.Of(smallPlace, [])), Text("a small kind", smallKind, hidden),
            Text("large, after a part with a small kind", large, ReportShade.Of(large, [ReportShade.None, hidden])),
            Text("large, after a part with a small class", large, ReportShade.Of(large, [ReportShade.Of(smallClass, [])])),
            Text("nothing at all", Figures([], []), ReportShade.Of(Figures([], []), [])), Text("for who may see all", smallClass, ReportShade.None),
        ]));
    }

    [Fact]
    public void Only_for_who_may_see_all_nothing_is_left_out()
    {
        Assert.True(ReportShade.None.IsNone);
        Assert.False(ReportShade.Of(Figures(Large, Places), []).IsNone);
    }

    private static string Text(string what, ReportFigures figures, ReportShade shade) => $"{what}:\n" + string.Concat(figures.Uses.Select(use =>
        FormattableString.Invariant($"  {use.Sum} {use.Kind} {use.Class} {use.Unit}: {(shade.Hides(use) ? "…" : use.Children)}\n")));

    private static ReportFigures Figures((string Kind, string Class, int Children)[] groups, (string Place, string Kind, int Children)[] places) =>
        new(new(2021, 1, 1), new(2021, 3, 31))
        {
            Uses =
            [
                new() { Children = groups.Sum(group => group.Children) },
                .. groups.GroupBy(group => group.Kind).Select(kind => new ReportUse { Kind = kind.Key, Children = kind.Sum(one => one.Children) }),
                .. groups.GroupBy(group => group.Class).Select(one => new ReportUse { Class = one.Key, Children = one.Sum(group => group.Children) }),
                .. groups.Select(group => new ReportUse { Kind = group.Kind, Class = group.Class, Occasion = "tet", Year = 2021, Children = group.Children }),
                .. places.GroupBy(place => place.Place).Select(place => new ReportUse { Unit = Unit(place.Key), Children = place.Sum(one => one.Children) }),
                .. places.Select(place => new ReportUse { Unit = Unit(place.Place), Kind = place.Kind, Children = place.Children }),
            ],
        };

    private static int Unit(string place) => int.Parse(place, System.Globalization.CultureInfo.InvariantCulture);
}
