using FundLedger.Pdf.Fonts;

namespace FundLedger.Pdf.Layout;

/// <summary>Draws a pattern in the middle of a strip, its dark fields joined along their rows.</summary>
internal static class PatternLayout
{
    private const double Black = 0;
    private const double Gap = 10;

    /// <summary>In points; a reader wants an empty border.</summary>
    public static double HeightOf(Pattern? pattern) => pattern is null ? 0 : Frame.Points(pattern.SideMm) + 2 * TableGrid.TopPadding;

    public static Box Note(PatternNote note, Frame frame)
    {
        double side = Frame.Points(note.Pattern.SideMm);
        var text = new TextColumn(frame, side + Gap, frame.Width - side - Gap, Alignment.Left);
        foreach (string line in note.Lines)
            text.Add(line, TextStyle.Regular, note.Size, frame.Element("P"));
        var box = new Box(Math.Max(side, text.Height)) { SpaceBefore = Gap / 2 };
        Draw(note.Pattern, 0, side, box);
        text.CopyTo(box, (box.Height - text.Height) / 2);
        box.Closes.AddRange(text.Elements);
        return box;
    }

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
