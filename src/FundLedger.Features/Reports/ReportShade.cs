namespace FundLedger.Features.Reports;

/// <summary>
/// What a report leaves out of its counts, and of the money beside them, when it is shown to others. The tables of one report share totals:
/// a total that one of them leaves out is in none of them.
/// </summary>
internal sealed class ReportShade
{
    private readonly SmallCells groups;
    private readonly SmallCells places;

    private ReportShade(SmallCells groups, SmallCells places) => (this.groups, this.places) = (groups, places);

    public static ReportShade None { get; } = new(SmallCells.None, SmallCells.None);

    public bool IsNone => this == None;

    /// <param name="parts">Of the shorter periods within, which may have been shared before.</param>
    public static ReportShade Of(ReportFigures figures, IReadOnlyList<ReportShade> parts)
    {
        var byGroup = parts.SelectMany(part => part.groups.All).ToHashSet();
        var byPlace = parts.SelectMany(part => part.places.All).ToHashSet();
        var grown = -1;
        var (groups, places) = (SmallCells.None, SmallCells.None);
        while (grown < byGroup.Count + byPlace.Count)
        {
            grown = byGroup.Count + byPlace.Count;
            groups = GroupsOf(figures, byGroup);
            places = PlacesOf(figures, byPlace);
            byGroup.UnionWith(groups.All);
            byPlace.UnionWith(places.All);
            byPlace.UnionWith(byGroup.Where(cell => cell.Column == SmallCells.Total).Select(Turned).ToList());
            byGroup.UnionWith(byPlace.Where(cell => cell.Row == SmallCells.Total).Select(Turned).ToList());
        }

        return new ReportShade(groups, places);
    }

    public bool Hides(ReportUse use) => use.Sum switch
    {
        UseSum.All => groups.IsHidden(SmallCells.Total, SmallCells.Total),
        UseSum.Kind => groups.IsHidden(use.Kind!, SmallCells.Total),
        UseSum.Group => groups.IsHidden(use.Kind!, ColumnOf(use)),
        // Where one occasion is told, a class is a column.
        UseSum.Class => groups.All.Any(cell => cell.Row == SmallCells.Total && ClassOf(cell.Column) == use.Class),
        UseSum.Place => places.IsHidden(PlaceOf(use), SmallCells.Total),
        _ => places.IsHidden(PlaceOf(use), use.Kind!),
    };

    private static SmallCells GroupsOf(ReportFigures figures, HashSet<(string, string)> before)
    {
        var counts = figures.By(UseSum.Group).ToDictionary(use => (use.Kind!, ColumnOf(use)), use => use.Children);
        return SmallCells.Of(
            [.. counts.Keys.Select(key => key.Item1).Distinct()], [.. counts.Keys.Select(key => key.Item2).Distinct()],
            (row, column) => counts.GetValueOrDefault((row, column)), before);
    }

    private static SmallCells PlacesOf(ReportFigures figures, HashSet<(string, string)> before)
    {
        var counts = figures.By(UseSum.PlaceAndKind).ToDictionary(use => (PlaceOf(use), use.Kind!), use => use.Children);
        return SmallCells.Of(
            [.. counts.Keys.Select(key => key.Item1).Distinct()], [.. counts.Keys.Select(key => key.Item2).Distinct()],
            (row, column) => counts.GetValueOrDefault((row, column)), before);
    }

    // The total of a kind stands at the end of its row in one table and at the foot of its column in the other.
    private static (string, string) Turned((string Row, string Column) cell) => (cell.Column, cell.Row);

    private static string ColumnOf(ReportUse use) => FormattableString.Invariant($"{use.Class}|{use.Occasion}|{use.Year}");

    private static string ClassOf(string column) => column.Split('|')[0];

    private static string PlaceOf(ReportUse use) => FormattableString.Invariant($"{use.Unit}");
}
