using FundLedger.Pdf.Fonts;
using FundLedger.Pdf.Syntax;

namespace FundLedger.Pdf.Layout;

/// <summary>
/// A measured strip over the whole width of the text area that is drawn in one piece: a line of a paragraph, a row of a table.
/// Places in it are points from its upper left corner, y downwards.
/// </summary>
internal sealed class Box(double height)
{
    public double Height { get; } = height;

    /// <summary>Empty height above it, dropped at the top of a page.</summary>
    public double SpaceBefore { get; init; }

    /// <summary>Stands on the same page as the box after it.</summary>
    public bool KeepWithNext { get; set; }

    /// <summary>Drawn again where a page starts with this box.</summary>
    public Box? RepeatedHeader { get; init; }

    /// <summary>Kept free under it for what is carried over.</summary>
    public double Reserve { get; set; }

    /// <summary>Ends the page and begins the next one when the table goes on there; null: nothing is carried.</summary>
    public TableCarry? Carry { get; set; }

    public List<Fill> Fills { get; } = [];

    public List<Rule> Rules { get; } = [];

    public List<Squares> Squares { get; } = [];

    public List<TextRun> Texts { get; } = [];

    /// <summary>Elements that say no more after this box, children before parents.</summary>
    public List<StructureElement> Closes { get; } = [];
}

/// <param name="X">Left end.</param>
/// <param name="Baseline">Distance of the base line from the top of the box.</param>
internal readonly record struct TextRun(
    double X, double Baseline, string Text, TextStyle Style, double Size, StructureElement Element, double ExtraWordSpace = 0);

/// <summary>A straight line.</summary>
internal readonly record struct Rule(double X1, double Y1, double X2, double Y2, RuleStyle Style);

/// <param name="Gray">0 is black, 1 white.</param>
internal readonly record struct Fill(double X, double Y, double Width, double Height, double Gray);

/// <summary>A pattern of black squares.</summary>
/// <param name="X">Left end.</param>
/// <param name="Side">Of one square.</param>
internal readonly record struct Squares(double X, double Y, double Side, IReadOnlyList<IReadOnlyList<bool>> Dark);

internal enum RuleStyle
{
    Thin,
    Dotted,
}
