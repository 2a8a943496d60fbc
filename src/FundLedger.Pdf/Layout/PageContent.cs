using FundLedger.Pdf.Fonts;
using FundLedger.Pdf.Syntax;

namespace FundLedger.Pdf.Layout;

/// <summary>The drawing operators of one page. Lines and fills are artifacts: only text has a place in the document's structure.</summary>
internal sealed class PageContent(Frame frame, DocumentFonts fonts)
{
    private readonly PdfBuffer _buffer = new();

    /// <summary>Number of the element of each marked piece of text, by its number on the page.</summary>
    public List<int> Pieces { get; } = [];

    public ReadOnlySpan<byte> Written => _buffer.Written;

    public void Clear()
    {
        _buffer.Clear();
        Pieces.Clear();
    }

    /// <param name="box">What to draw.</param>
    /// <param name="top">Distance from the top of the text area.</param>
    /// <param name="page">Object number of the page.</param>
    public void Draw(Box box, double top, int page)
    {
        Begin(top);
        if (box.Fills.Count + box.Rules.Count + box.Squares.Count > 0)
            Artifact("Layout", () => DrawLines(box));
        StructureElement? element = null;
        foreach (var run in box.Texts)
        {
            if (run.Element != element)
                Mark(run.Element, page, ended: element is not null);
            element = run.Element;
            DrawText(run, run.X, -run.Baseline);
        }
        _buffer.Add(element is null ? "Q\n" : "EMC\nQ\n");
    }

    /// <summary>Draws a header again, or sums that are carried over: readers that read aloud skip it.</summary>
    public void Repeat(Box header, double top)
    {
        Begin(top);
        Artifact("Pagination", () =>
        {
            DrawLines(header);
            header.Texts.ForEach(run => DrawText(run, run.X, -run.Baseline));
        });
        _buffer.Add("Q\n");
    }

    /// <summary>A small line in a margin: page number or footer.</summary>
    /// <param name="text">What it says.</param>
    /// <param name="style">Its face.</param>
    /// <param name="size">In points.</param>
    /// <param name="baseline">Distance from the lower edge of the paper.</param>
    public void DrawInMargin(string text, TextStyle style, double size, double baseline)
    {
        string clean = CleanText.Drawn(CleanText.Of(text));
        double x = frame.Left + (frame.Width - frame.Face(style).Width(clean, size)) / 2;
        Artifact("Pagination", () => DrawText(new TextRun(0, 0, clean, style, size, frame.Tree.Document), x, baseline));
    }

    /// <summary>One line from the lower left to the upper right, under everything else on the page.</summary>
    public void DrawAcross(string text)
    {
        const double slope = 0.5;
        const double gray = 0.85;
        string clean = CleanText.Drawn(CleanText.Of(text));
        double angle = Math.Atan(slope);
        double size = Math.Min(26, frame.Width / frame.Face(TextStyle.Bold).Width(clean, 1));
        double length = frame.Face(TextStyle.Bold).Width(clean, size);
        var (cos, sin) = (Math.Cos(angle), Math.Sin(angle));
        Artifact("Background", () =>
        {
            _buffer.Add("q ").Add(gray).Add("g ").Add(cos).Add(sin).Add(-sin).Add(cos)
                .Add((frame.PageWidth - length * cos) / 2).Add((frame.PageHeight - length * sin) / 2).Add("cm\n");
            DrawText(new TextRun(0, 0, clean, TextStyle.Bold, size, frame.Tree.Document), 0, 0);
            _buffer.Add("Q\n");
        });
    }

    // Every box is drawn from its own corner: rows of a table become the same bytes, which compress to half of what they would.
    private void Begin(double top) =>
        _buffer.Add("q 1 0 0 1 ").Add(frame.Left).Add(frame.PageHeight - frame.Top - top).Add("cm\n");

    private void Artifact(string type, Action draw)
    {
        _buffer.Add("/Artifact<</Type/").Add(type).Add(">>BDC\n");
        draw();
        _buffer.Add("EMC\n");
    }

    private void Mark(StructureElement element, int page, bool ended)
    {
        element.AddPiece(page, Pieces.Count);
        _buffer.Add(ended ? "EMC\n" : "").Add("/").Add(element.Role).Add("<</MCID ").Add(Pieces.Count).Add(">>BDC\n");
        Pieces.Add(element.Id);
    }

    private void DrawLines(Box box)
    {
        foreach (var fill in box.Fills)
            _buffer.Add(fill.Gray).Add("g ").Add(fill.X).Add(-fill.Y - fill.Height).Add(fill.Width).Add(fill.Height).Add("re f 0 g\n");
        foreach (var style in box.Rules.GroupBy(r => r.Style))
        {
            _buffer.Add(style.Key == RuleStyle.Dotted ? "0.7 w 1 J [0 2.4] 0 d\n" : "0.5 w 2 J [] 0 d\n");
            foreach (var rule in style)
                _buffer.Add(rule.X1).Add(-rule.Y1).Add("m ").Add(rule.X2).Add(-rule.Y2).Add("l\n");
            _buffer.Add("S\n");
        }
        foreach (var squares in box.Squares)
            Draw(squares);
    }

    // One path counted in squares from the upper left: a list of ten thousand codes has a million of them.
    private void Draw(Squares squares)
    {
        _buffer.Add("q ").AddScale(squares.Side).Add("0 0 ").AddScale(-squares.Side).Add(squares.X).Add(-squares.Y).Add("cm\n");
        for (int row = 0; row < squares.Dark.Count; row++)
        {
            foreach (var (from, to) in DarkRuns(squares.Dark[row]))
                _buffer.Add(from).Add(row).Add(to - from).Add("1 re\n");
        }
        _buffer.Add("f Q\n");
    }

    private static IEnumerable<(int From, int To)> DarkRuns(IReadOnlyList<bool> fields)
    {
        int from = 0;
        for (int i = 1; i <= fields.Count; i++)
        {
            if (i < fields.Count && fields[i] == fields[from])
                continue;
            if (fields[from])
                yield return (from, i);
            from = i;
        }
    }

    private void DrawText(TextRun run, double x, double y)
    {
        _buffer.Add("BT/").Add(DocumentFonts.Name(run.Style)).Add(" ").Add(run.Size).Add("Tf ").Add(x).Add(y).Add("Td ");
        // Word spacing has no effect on two-byte codes, so the spaces are widened one by one.
        double widening = -run.ExtraWordSpace * 1000 / run.Size;
        var use = fonts.Use(run.Style);
        _buffer.Add("[<");
        foreach (char character in run.Text)
        {
            _buffer.AddHex(use.Code(character));
            if (character == ' ' && widening != 0)
                _buffer.Add(">").Add(widening).Add("<");
        }
        _buffer.Add(">]TJ ET\n");
    }
}
