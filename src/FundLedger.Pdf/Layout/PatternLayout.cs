using FundLedger.Pdf.Fonts;

namespace FundLedger.Pdf.Layout;

/// <summary>Draws a pattern in the middle of a strip.</summary>
internal static class PatternLayout
{
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
        double x = left + (right - left - side) / 2;
        double y = (box.Height - side) / 2;
        box.Squares.Add(new Squares(x, y, side / pattern.Dark.Count, pattern.Dark));
    }
}
