using FundLedger.Pdf.Fonts;
using FundLedger.Pdf.Syntax;

namespace FundLedger.Pdf.Layout;

/// <summary>The faces one document has used so far, and the names by which its pages call them.</summary>
internal sealed class DocumentFonts(PdfFonts fonts, PdfFile file)
{
    private readonly FontUse[] _uses = [.. Enum.GetValues<TextStyle>().Select(style => new FontUse(fonts.Face(style)))];
    private readonly int[] _ids = [.. Enum.GetValues<TextStyle>().Select(_ => 0)];

    public IEnumerable<char> Missing => _uses.SelectMany(use => use.Missing).Distinct().Order();

    public static string Name(TextStyle style) => style switch
    {
        TextStyle.Regular => "R",
        TextStyle.Bold => "B",
        TextStyle.Italic => "I",
        _ => "BI",
    };

    public FontUse Use(TextStyle style)
    {
        if (_ids[(int)style] == 0)
            _ids[(int)style] = file.Reserve();
        return _uses[(int)style];
    }

    /// <summary>Writes the used faces; returns the resource dictionary for all pages.</summary>
    public string Finish()
    {
        var used = Enum.GetValues<TextStyle>().Where(style => _ids[(int)style] != 0).ToList();
        foreach (var style in used)
            FontObjects.Write(file, _ids[(int)style], _uses[(int)style]);
        return $"<</Font<<{string.Concat(used.Select(s => $"/{Name(s)} {PdfSyntax.Reference(_ids[(int)s])}"))}>>>>";
    }
}
