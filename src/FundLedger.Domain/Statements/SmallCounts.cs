namespace FundLedger.Domain.Statements;

/// <summary>
/// A table of counts with its totals as it may be shown to others: what is under five is left out, and as many others as are needed so
/// that nothing left out can be computed from what is shown.
/// </summary>
public static class SmallCounts
{
    /// <summary>The smallest count that is shown; zero is shown too.</summary>
    public const int Least = 5;

    /// <summary>
    /// The counts with a last row and a last column of totals; null where something is left out. In one commune one heart case is a name.
    /// </summary>
    /// <param name="counts">Rows of equal length, no count negative.</param>
    /// <param name="hiddenBefore">
    /// Whether a cell, the totals among them, was left out of the table of a part of the period: it stays out of that of the whole, from
    /// which it could be taken off.
    /// </param>
    public static int?[][] Shown(IReadOnlyList<IReadOnlyList<int>> counts, Func<int, int, bool>? hiddenBefore = null)
    {
        var all = WithTotals(counts);
        var hidden = all.Select((row, r) => row.Select(
            (count, c) => count is > 0 and < Least || hiddenBefore?.Invoke(r, c) == true).ToArray()).ToArray();
        while (Bridge(hidden) is { } alone) Accompany(all, hidden, alone);
        return [.. all.Select((row, r) => row.Select((count, c) => hidden[r][c] ? (int?)null : count).ToArray())];
    }

    private static int[][] WithTotals(IReadOnlyList<IReadOnlyList<int>> counts)
    {
        var rows = counts.Select(row => row.Append(row.Sum()).ToArray()).ToList();
        var width = rows.Count > 0 ? rows[0].Length : 1;
        rows.Add([.. Enumerable.Range(0, width).Select(c => rows.Sum(row => row[c]))]);
        return [.. rows];
    }

    // Rows and columns are the nodes, hidden cells the edges: the sums of rows and columns determine a hidden cell exactly when it is on
    // no ring of hidden cells.
    private static (int Row, int Column)? Bridge(bool[][] hidden) => (
        from r in Enumerable.Range(0, hidden.Length)
        from c in Enumerable.Range(0, hidden[r].Length)
        where hidden[r][c] && !IsOnRing(hidden, r, c)
        select ((int, int)?)(r, c)).FirstOrDefault();

    private static bool IsOnRing(bool[][] hidden, int row, int column)
    {
        var (rows, columns) = (new HashSet<int> { row }, new HashSet<int>());
        for (var grows = true; grows && !columns.Contains(column);)
        {
            grows = false;
            for (var c = 0; c < hidden[0].Length; c++)
            {
                grows |= rows.Any(r => hidden[r][c] && (r, c) != (row, column)) && columns.Add(c);
            }

            for (var r = 0; r < hidden.Length; r++) grows |= columns.Any(c => hidden[r][c]) && rows.Add(r);
        }

        return columns.Contains(column);
    }

    // The ring of four that hides least besides; a table with its totals has always one.
    private static void Accompany(int[][] all, bool[][] hidden, (int Row, int Column) alone)
    {
        var best = (
            from r in Enumerable.Range(0, all.Length)
            from c in Enumerable.Range(0, all[0].Length)
            where r != alone.Row && c != alone.Column
            let added = new[] { (r, c), (r, alone.Column), (alone.Row, c) }
            orderby added.Sum(cell => hidden[cell.Item1][cell.Item2] ? 0L : all[cell.Item1][cell.Item2] + 1L)
            select added).First();
        foreach (var (r, c) in best) hidden[r][c] = true;
    }
}
