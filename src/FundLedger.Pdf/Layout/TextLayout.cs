using FundLedger.Pdf.Fonts;
using FundLedger.Pdf.Syntax;

namespace FundLedger.Pdf.Layout;

/// <summary>Lays out headings and running text, a box for each line.</summary>
internal static class TextLayout
{
    public static IEnumerable<Box> Heading(Heading heading, Frame frame)
    {
        double size = heading.Level == 1 ? frame.TextSize + 3 : frame.TextSize;
        var style = heading.Level < 3 ? TextStyle.Bold : TextStyle.BoldItalic;
        var element = frame.Element($"H{Math.Clamp(heading.Level, 1, 6)}");
        var alignment = heading.Level == 1 ? Alignment.Center : Alignment.Left;
        foreach (var box in Lines(frame.Break(heading.Text, style, size, frame.Width), new Setting(style, size, alignment), element, frame))
        {
            box.KeepWithNext = true;
            yield return box;
        }
    }

    public static IEnumerable<Box> Paragraph(Paragraph paragraph, Frame frame)
    {
        var style = Styles.Of(paragraph.Bold, paragraph.Italic);
        double size = paragraph.Size ?? frame.TextSize;
        double indent = Frame.Points(paragraph.FirstLineIndentMm);
        var lines = frame.Break(paragraph.Text, style, size, frame.Width, indent);
        return Lines(lines, new Setting(style, size, paragraph.Alignment, indent), frame.Element("P"), frame);
    }

    private static IEnumerable<Box> Lines(List<Line> lines, Setting setting, StructureElement element, Frame frame)
    {
        for (int i = 0; i < lines.Count; i++)
        {
            var box = new Box(Leading.Of(setting.Size))
            {
                SpaceBefore = i == 0 ? 0.3 * setting.Size : 0,
                // No first or last line of a paragraph stands alone on a page.
                KeepWithNext = lines.Count > 1 && (i == 0 || i == lines.Count - 2),
            };
            box.Texts.Add(Run(lines[i], setting, i == 0 ? setting.Indent : 0, element, frame.Width));
            if (i == lines.Count - 1)
                box.Closes.Add(element);
            yield return box;
        }
    }

    private static TextRun Run(Line line, Setting setting, double indent, StructureElement element, double width)
    {
        double slack = width - indent - line.Width;
        int spaces = line.Text.Count(c => c == ' ');
        bool stretched = setting.Alignment == Alignment.Justify && line.End == LineEnd.BetweenWords && spaces > 0;
        double x = setting.Alignment switch { Alignment.Center => slack / 2, Alignment.Right => slack, _ => 0 };
        return new TextRun(indent + x, Leading.Baseline(setting.Size), line.Joined, setting.Style, setting.Size, element)
        {
            ExtraWordSpace = stretched ? slack / spaces : 0,
        };
    }

    private sealed record Setting(TextStyle Style, double Size, Alignment Alignment, double Indent = 0);
}
