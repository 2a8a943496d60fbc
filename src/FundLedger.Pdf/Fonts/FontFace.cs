namespace FundLedger.Pdf.Fonts;

/// <summary>One face, read once and shared by all documents: which glyph draws a character, and how wide it is.</summary>
internal sealed class FontFace
{
    /// <summary>Drawn in the place of a character that the face lacks.</summary>
    public const char StandIn = '?';

    private readonly ushort[] _glyphs;
    private readonly int[] _advances;

    public FontFace(string name, byte[] bytes)
    {
        Name = name;
        File = new TrueTypeFile(bytes);
        _glyphs = CharacterMap.Read(File);
        UnitsPerEm = TrueTypeFile.U16(File.Table("head"), 18);
        var hhea = File.Table("hhea");
        Ascent = ToThousandths(TrueTypeFile.I16(hhea, 4));
        Descent = ToThousandths(TrueTypeFile.I16(hhea, 6));
        _advances = ReadAdvances(TrueTypeFile.U16(hhea, 34), TrueTypeFile.U16(File.Table("maxp"), 4));
    }

    public string Name { get; }

    public TrueTypeFile File { get; }

    public int UnitsPerEm { get; }

    /// <summary>In thousandths of the size, as all measures of a PDF font.</summary>
    public int Ascent { get; }

    public int Descent { get; }

    public bool Has(char character) => character != '\uFFFD' && _glyphs[character] != 0;

    /// <summary>The character itself where the face can draw it, else a question mark.</summary>
    public char Drawable(char character) => Has(character) ? character : StandIn;

    public ushort Glyph(char character) => _glyphs[Drawable(character)];

    public int Advance(char character) => _advances[Glyph(character)];

    /// <summary>Width in points of a text set at <paramref name="size"/>.</summary>
    public double Width(ReadOnlySpan<char> text, double size)
    {
        int sum = 0;
        foreach (char character in text)
            sum += Advance(character);
        return sum * size / 1000;
    }

    private int[] ReadAdvances(int longMetrics, int glyphs)
    {
        var hmtx = File.Table("hmtx");
        var advances = new int[glyphs];
        for (int glyph = 0; glyph < glyphs; glyph++)
            advances[glyph] = ToThousandths(TrueTypeFile.U16(hmtx, 4 * Math.Min(glyph, longMetrics - 1)));
        return advances;
    }

    // Rounded once, here: the layout and the width array of the file then agree to the last digit.
    public int ToThousandths(int units) => (int)Math.Round(units * 1000.0 / UnitsPerEm, MidpointRounding.AwayFromZero);
}
