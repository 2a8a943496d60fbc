using FundLedger.Pdf.Fonts;
using FundLedger.Pdf.Syntax;

namespace FundLedger.Pdf.Layout;

/// <summary>Lines set one under the other in a column of a box.</summary>
internal sealed class TextColumn(Frame frame, double x, double width, Alignment alignment)
{
    private readonly List<TextRun> _runs = [];
    private readonly List<Rule> _rules = [];
    private Line _last;

    public double Height { get; private set; }

    /// <summary>Whose text stands in the column; a caller that is done with them closes them with the box.</summary>
    public List<StructureElement> Elements { get; } = [];

    public TextColumn Add(string text, TextStyle style, double size, StructureElement element) =>
        Add(Break(text, style, size), style, size, element);

    public TextColumn Add(IEnumerable<Line> lines, TextStyle style, double size, StructureElement element)
    {
        Elements.Add(element);
        foreach (var line in lines)
        {
            _last = line;
            if (line.Text.Length > 0)
                _runs.Add(new TextRun(Start(line.Width), Height + Leading.Baseline(size), line.Joined, style, size, element));
            Height += Leading.Of(size);
        }
        return this;
    }

    public TextColumn Skip(double height)
    {
        Height += height;
        return this;
    }

    /// <summary>Underlines the last line over a share of its length.</summary>
    public TextColumn UnderlineLast(double share)
    {
        double length = _last.Width * share;
        double start = Start(_last.Width) + (_last.Width - length) / 2;
        _rules.Add(new Rule(start, Height + 1, start + length, Height + 1, RuleStyle.Thin));
        return Skip(4);
    }

    public void CopyTo(Box box, double down = 0)
    {
        box.Texts.AddRange(_runs.Select(run => run with { Baseline = run.Baseline + down }));
        box.Rules.AddRange(_rules.Select(rule => rule with { Y1 = rule.Y1 + down, Y2 = rule.Y2 + down }));
    }

    // Centred lines are made about equally long, so that no single word is left over for the last one.
    private List<Line> Break(string text, TextStyle style, double size)
    {
        var lines = frame.Break(text, style, size, width);
        double tooNarrow = width / 2;
        double wideEnough = alignment == Alignment.Center && lines.Count > 1 ? width : tooNarrow;
        while (wideEnough - tooNarrow > 1)
        {
            double middle = (wideEnough + tooNarrow) / 2;
            var narrower = frame.Break(text, style, size, middle);
            bool fits = narrower.Count == lines.Count && narrower.TrueForAll(line => line.End != LineEnd.InsideWord);
            (tooNarrow, wideEnough, lines) = fits ? (tooNarrow, middle, narrower) : (middle, wideEnough, lines);
        }
        return lines;
    }

    private double Start(double lineWidth) => alignment switch
    {
        Alignment.Center => x + (width - lineWidth) / 2,
        Alignment.Right => x + width - lineWidth,
        _ => x,
    };
}

/// <summary>Heights of lines. Vietnamese capitals carry two marks (Ễ), so lines are set wider apart than Latin text needs.</summary>
internal static class Leading
{
    private const double Factor = 1.22;
    private const double BaselineShare = 0.92;

    public static double Of(double size) => size * Factor;

    public static double Baseline(double size) => size * BaselineShare;
}
