using FundLedger.Pdf.Fonts;
using FundLedger.Pdf.Syntax;

namespace FundLedger.Pdf.Layout;

/// <summary>The text area of a page in points, and the means to measure text for it.</summary>
internal sealed class Frame(PageSetup page, PdfFonts fonts, StructureTree tree)
{
    public double PageWidth { get; } = Points(page.WidthMm);

    public double PageHeight { get; } = Points(page.HeightMm);

    public double Left { get; } = Points(page.Margins.Left);

    public double Top { get; } = Points(page.Margins.Top);

    public double Bottom { get; } = Points(page.Margins.Bottom);

    public double Width { get; } = Positive(Points(page.WidthMm - page.Margins.Left - page.Margins.Right));

    public double Height { get; } = Positive(Points(page.HeightMm - page.Margins.Top - page.Margins.Bottom));

    public double TextSize => page.TextSize;

    public StructureTree Tree => tree;

    public static double Points(double millimetres) => millimetres * 72 / 25.4;

    public FontFace Face(TextStyle style) => fonts.Face(style);

    public List<Line> Break(string text, TextStyle style, double size, double width, double firstIndent = 0) =>
        new LineBreaker(Face(style), size).Break(CleanText.Of(text), width, firstIndent);

    public StructureElement Element(string role, StructureElement? parent = null, string? attributes = null) =>
        tree.Add(role, parent ?? tree.Document, attributes);

    private static double Positive(double length) =>
        length > 0 ? length : throw new ArgumentException("The margins leave no room for text.");
}
