namespace FundLedger.Pdf.Layout;

/// <summary>Draws a pattern in the middle of a cell, its dark fields joined along their rows.</summary>
internal static class PatternLayout
{
    private const double Black = 0;

    /// <summary>In points; a reader wants an empty border.</summary>
    public static double HeightOf(Pattern? pattern) => pattern is null ? 0 : Frame.Points(pattern.SideMm) + 2 * TableGrid.TopPadding;

    public static void Draw(Pattern pattern, double left, double right, Box box)
    {
        double side = Frame.Points(pattern.SideMm);
        double field = side / pattern.Dark.Count;
        double x = left + (right - left - side) / 2;
        double y = (box.Height - side) / 2;
        for (int row = 0; row < pattern.Dark.Count; row++)
        {
            foreach (var (from, to) in DarkRuns(pattern.Dark[row]))
                box.Fills.Add(new Fill(x + from * field, y + row * field, (to - from) * field, field, Black));
        }
    }

    private static IEnumerable<(int From, int To)> DarkRuns(IReadOnlyList<bool> fields)
    {
        for (int from = 0, to; from < fields.Count; from = to)
        {
            to = from + fields.Skip(from).TakeWhile(dark => dark == fields[from]).Count();
            if (fields[from])
                yield return (from, to);
        }
    }
}
