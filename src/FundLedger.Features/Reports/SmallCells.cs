using FundLedger.Domain.Statements;

namespace FundLedger.Features.Reports;

/// <summary>Which cells of a table of counts are left out when it is shown to others, its totals among them.</summary>
internal sealed class SmallCells
{
    /// <summary>Key of the row and of the column of totals.</summary>
    public const string Total = "";

    private readonly HashSet<(string Row, string Column)> hidden;

    private SmallCells(HashSet<(string, string)> hidden) => this.hidden = hidden;

    /// <summary>Nothing is left out: for who may see all.</summary>
    public static SmallCells None { get; } = new([]);

    public IEnumerable<(string Row, string Column)> All => hidden;

    public bool IsHidden(string row, string column) => hidden.Contains((row, column));

    /// <param name="before">Cells that are left out already, in the tables of shorter periods or in another table of this report.</param>
    public static SmallCells Of(
        IReadOnlyList<string> rows, IReadOnlyList<string> columns, Func<string, string, int> count,
        IReadOnlySet<(string Row, string Column)> before)
    {
        if (rows.Count == 0 || columns.Count == 0) return None;
        var shown = SmallCounts.Shown(
            [.. rows.Select(row => columns.Select(column => count(row, column)).ToList())],
            (r, c) => before.Contains((KeyAt(rows, r), KeyAt(columns, c))));
        return new SmallCells(
        [
            .. from r in Enumerable.Range(0, rows.Count + 1)
               from c in Enumerable.Range(0, columns.Count + 1)
               where shown[r][c] is null
               select (KeyAt(rows, r), KeyAt(columns, c)),
        ]);
    }

    private static string KeyAt(IReadOnlyList<string> keys, int place) => place < keys.Count ? keys[place] : Total;
}
