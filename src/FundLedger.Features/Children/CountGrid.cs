using FundLedger.Domain.Statements;
using FundLedger.Domain.Text;
using FundLedger.Features.Statements;

namespace FundLedger.Features.Children;

/// <summary>Counts in rows and columns, to be shared without the small ones.</summary>
internal sealed record CountGrid(
    IReadOnlyList<(string Key, Wording Name)> Rows, IReadOnlyList<(string Key, Wording Name)> Columns, Func<int, int, int> Count)
{
    private const string Total = "";

    /// <summary>By class and commune.</summary>
    public static CountGrid Of(IReadOnlyList<RegisterCell> cells, Func<RegisterCell, int> count)
    {
        var classes = cells.OrderBy(cell => cell.SortOrder).DistinctBy(cell => cell.Class).ToList();
        var units = cells.Select(cell => cell.Unit).Distinct().ToList();
        var counted = cells.ToDictionary(cell => (cell.Class, cell.Unit), count);
        return new CountGrid(
            [.. classes.Select(one => (one.Class, new Wording(one.NameVi, one.NameEn)))],
            [.. units.Select(unit => (unit, new Wording(unit, unit)))],
            (row, column) => counted.GetValueOrDefault((classes[row].Class, units[column])));
    }

    /// <param name="parts">The same counts of shorter periods within: what their tables leave out is left out here too.</param>
    public StatementTable Table(Wording title, IReadOnlyList<CountGrid> parts)
    {
        var names = Rows.Select(row => row.Name).Append(new Wording("Cộng lượt trẻ", "Memberships"));
        TableColumn[] columns =
        [
            new(new("Nhóm", "Class"), CellKind.Text, 60), .. Columns.Select(column => new TableColumn(column.Name, CellKind.Text, 14)),
            new(new("Cộng", "Total"), CellKind.Text, 10),
        ];
        return new StatementTable(
            title, title, columns, [.. names.Zip(Shown(parts), (name, row) => new TableRow([name, .. row.Select(Word)]))]);
    }

    private int?[][] Shown(IReadOnlyList<CountGrid> parts)
    {
        var hidden = parts.SelectMany(part => part.HiddenKeys()).ToHashSet();
        return SmallCounts.Shown(Counts(), (row, column) => hidden.Contains((KeyAt(Rows, row), KeyAt(Columns, column))));
    }

    private IEnumerable<(string Row, string Column)> HiddenKeys() =>
        SmallCounts.Shown(Counts()).SelectMany((row, r) => row.Select((count, c) => (count, r, c)))
            .Where(cell => cell.count is null).Select(cell => (KeyAt(Rows, cell.r), KeyAt(Columns, cell.c)));

    private List<List<int>> Counts() =>
        [.. Rows.Select((_, row) => Columns.Select((_, column) => Count(row, column)).ToList())];

    private static string KeyAt(IReadOnlyList<(string Key, Wording Name)> keys, int place) => place < keys.Count ? keys[place].Key : Total;

    private static object Word(int? count) => count is { } known ? known : ExportRegisterReportHandler.Hidden;
}
