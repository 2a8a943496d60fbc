using FundLedger.Pdf.Fonts;
using FundLedger.Pdf.Syntax;

namespace FundLedger.Pdf.Layout;

/// <summary>Lays out labels with values, a box for each field.</summary>
internal static class FieldLayouts
{
    // Parts the label from the value for those who copy the text or have it read aloud.
    private const char NoBreakSpace = '\u00A0';
    private const double Gap = 6;
    private const double LineSpacing = 1.12;
    private const double DottedLineSpacing = 1.26;
    private const double DotsBelowBaseline = 2.5;

    public static IEnumerable<Box> Boxes(FieldList list, Frame frame) =>
        list.Layout == FieldLayout.Aligned ? Aligned(list, frame) : list.Fields.Select((field, i) => OnDottedLines(field, i, frame));

    private static IEnumerable<Box> Aligned(FieldList list, Frame frame)
    {
        double size = frame.TextSize;
        var face = frame.Face(TextStyle.Regular);
        double widest = list.Fields.Max(field => face.Width(Label(field) + NoBreakSpace, size));
        double labels = Math.Min(widest, frame.Width / 2) + Gap;
        int index = 0;
        foreach (var field in list.Fields)
        {
            var element = frame.Element("P");
            var label = new TextColumn(frame, 0, labels - Gap, Alignment.Left)
                .Add(Label(field) + NoBreakSpace, TextStyle.Regular, size, element);
            var value = new TextColumn(frame, labels, frame.Width - labels, Alignment.Left)
                .Add(field.Value, Styles.Value(field), size, element);
            var box = new Box(Math.Max(label.Height, value.Height) * LineSpacing) { SpaceBefore = SpaceAbove(index++) };
            label.CopyTo(box);
            value.CopyTo(box);
            box.Closes.Add(element);
            yield return box;
        }
    }

    private static Box OnDottedLines(Field field, int index, Frame frame)
    {
        double size = frame.TextSize;
        double height = Leading.Of(size) * DottedLineSpacing;
        string label = Label(field);
        double start = frame.Face(TextStyle.Regular).Width(label, size) + Gap;
        var element = frame.Element("P");
        var lines = frame.Break(field.Value, Styles.Value(field), size, frame.Width, start);
        var box = new Box(height * lines.Count) { SpaceBefore = SpaceAbove(index) };
        box.Texts.Add(new TextRun(0, Leading.Baseline(size), label + " ", TextStyle.Regular, size, element));
        for (int i = 0; i < lines.Count; i++)
        {
            double x = i == 0 ? start : 0;
            double baseline = height * i + Leading.Baseline(size);
            if (lines[i].Text.Length > 0)
                box.Texts.Add(new TextRun(x, baseline, lines[i].Joined, Styles.Value(field), size, element));
            box.Rules.Add(new Rule(x, baseline + DotsBelowBaseline, frame.Width, baseline + DotsBelowBaseline, RuleStyle.Dotted));
        }
        box.Closes.Add(element);
        return box;
    }

    private static double SpaceAbove(int index) => index == 0 ? Gap : 0;

    private static string Label(Field field) => CleanText.Drawn(CleanText.Of(field.Label)) + ":";
}
