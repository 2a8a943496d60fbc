using System.Globalization;
using System.Text;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Content;

namespace FundLedger.UnitTests.UseCases.Golden;

/// <summary>
/// What stands on a printed paper and where: a line for each run of letters with its left end and baseline in points from the lower left
/// corner, its size and its face.
/// </summary>
internal static class PaperText
{
    public static string Of(byte[] file)
    {
        using var pdf = PdfDocument.Open(file);
        var about = pdf.Information;
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"title \"{about.Title}\", subject \"{about.Subject}\", dated {about.CreationDate}\n");
        foreach (var page in pdf.GetPages())
        {
            text.Append(CultureInfo.InvariantCulture, $"page {page.Number}: {page.Width:0} × {page.Height:0}\n");
            foreach (var run in Runs(page.Letters)) text.Append(Line(run)).Append('\n');
        }

        return text.ToString();
    }

    private static string Line(List<Letter> run)
    {
        var first = run[0];
        var words = string.Concat(run.Select(letter => letter.Value)).Trim();
        return string.Create(CultureInfo.InvariantCulture,
            $"  {first.StartBaseLine.X:0},{first.StartBaseLine.Y:0} {first.PointSize:0.#} {FaceOf(first)} {words}");
    }

    private static List<List<Letter>> Runs(IReadOnlyList<Letter> letters)
    {
        var runs = new List<List<Letter>>();
        foreach (var letter in letters)
        {
            if (runs.Count > 0 && GoesOn(runs[^1][^1], letter)) runs[^1].Add(letter);
            else runs.Add([letter]);
        }

        return [.. runs.Where(run => run.Exists(letter => !string.IsNullOrWhiteSpace(letter.Value)))];
    }

    private static bool GoesOn(Letter before, Letter next) =>
        FaceOf(before) == FaceOf(next) && Math.Abs(before.PointSize - next.PointSize) < 0.05
        && Math.Abs(before.StartBaseLine.Y - next.StartBaseLine.Y) < 0.05
        && Math.Abs(next.StartBaseLine.X - before.EndBaseLine.X) < before.PointSize / 3;

    // Which of the families was found on the machine does not matter: their letters are as wide as each other's.
    private static string FaceOf(Letter letter) => letter.FontName![(letter.FontName!.LastIndexOf('-') + 1)..];
}
