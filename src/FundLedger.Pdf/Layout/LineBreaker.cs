using FundLedger.Pdf.Fonts;
using FundLedger.Pdf.Syntax;

namespace FundLedger.Pdf.Layout;

/// <param name="Text">Without the space it was broken at.</param>
/// <param name="Width">In points.</param>
/// <param name="End">Why the line ends.</param>
internal readonly record struct Line(string Text, double Width, LineEnd End)
{
    /// <summary>The text with the space that joins it to the next line, for those who copy it or have it read aloud.</summary>
    public string Joined => End == LineEnd.BetweenWords ? Text + " " : Text;
}

internal enum LineEnd
{
    OfText,
    BetweenWords,
    InsideWord,
}

/// <summary>Breaks text at spaces, and inside a word only when the word is wider than a whole line.</summary>
internal sealed class LineBreaker(FontFace face, double size)
{
    // Sums of advances differ from the widths they were laid out for by rounding only.
    private const double Tolerance = 0.01;

    /// <param name="text">Clean text; each line feed ends a line.</param>
    /// <param name="width">Width of a line in points.</param>
    /// <param name="firstIndent">Taken from the first line.</param>
    public List<Line> Break(string text, double width, double firstIndent = 0)
    {
        List<Line> lines = [];
        foreach (string part in text.Split('\n'))
            BreakPart(part, width, firstIndent, lines);
        return lines;
    }

    private void BreakPart(string part, double width, double firstIndent, List<Line> lines)
    {
        var words = new Queue<string>(part.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        string line = "";
        while (words.TryDequeue(out string? word))
        {
            double room = width - (lines.Count == 0 ? firstIndent : 0) + Tolerance;
            string longer = line.Length == 0 ? word : $"{line} {word}";
            if (Width(longer) <= room)
            {
                line = longer;
                continue;
            }
            if (line.Length > 0)
                lines.Add(NewLine(line, LineEnd.BetweenWords));
            bool needsNewLine = line.Length == 0 || Width(word) > width + Tolerance;
            line = needsNewLine ? BreakWord(word, line.Length == 0 ? room : width, width, lines) : word;
        }
        lines.Add(NewLine(line, LineEnd.OfText));
    }

    private string BreakWord(string word, double room, double width, List<Line> lines)
    {
        while (Width(word) > room && word.Length > 1)
        {
            int taken = 1;
            while (taken < word.Length && Width(word.AsSpan(0, taken + 1)) <= room)
                taken++;
            lines.Add(NewLine(word[..taken], LineEnd.InsideWord));
            word = word[taken..];
            room = width;
        }
        return word;
    }

    private Line NewLine(string text, LineEnd end) => new(CleanText.Drawn(text), Width(text), end);

    private double Width(ReadOnlySpan<char> text) => face.Width(text, size);
}
