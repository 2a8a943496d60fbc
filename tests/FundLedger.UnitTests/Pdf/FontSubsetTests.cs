using FundLedger.Pdf.Fonts;
using Xunit;

namespace FundLedger.UnitTests.Pdf;

public sealed class FontSubsetTests
{
    private const string Letters = "Quỹ Bảo trợ trẻ em ₫ ĐƯỜNG Ễ ặ ữ ; é ½";

    [Theory]
    [InlineData(TextStyle.Regular)]
    [InlineData(TextStyle.Bold)]
    [InlineData(TextStyle.Italic)]
    [InlineData(TextStyle.BoldItalic)]
    internal void A_letter_keeps_its_shape_and_width_in_a_subset(TextStyle style)
    {
        var face = Printed.Fonts.Face(style);
        int[] glyphs = [0, .. Letters.Select(letter => (int)face.Glyph(letter))];
        var subset = new TrueTypeFile(FontSubset.Cut(face.File, glyphs));
        for (int i = 0; i < glyphs.Length; i++)
        {
            Assert.Equal(Shape(face.File, glyphs[i]), Shape(subset, i));
            Assert.Equal(Width(face.File, glyphs[i]), Width(subset, i));
        }
    }

    [Fact]
    public void Some_letters_of_the_sample_are_composed_of_others() =>
        Assert.Contains(Letters, letter => IsComposite(Outline(Face.File, Face.Glyph(letter))));

    [Fact]
    public void Two_letters_of_one_shape_get_a_glyph_each()
    {
        var use = new FontUse(Face);
        Assert.NotEqual(use.Code('Đ'), use.Code('Ð'));
        Assert.Equal(use.Code('Đ'), use.Code('Đ'));
    }

    private static FontFace Face => Printed.Fonts.Face(TextStyle.Regular);

    // Glyph numbers differ between a font and its subset, so a composed letter is compared by the shapes of its parts.
    private static string Shape(TrueTypeFile font, int glyph)
    {
        var outline = Outline(font, glyph);
        // A subset aligns its outlines on four bytes: zeros at the end are not part of the shape.
        if (!IsComposite(outline))
            return Convert.ToHexString(outline.TrimEnd((byte)0));
        var shape = new List<string>();
        int at = 10, flags;
        do
        {
            flags = TrueTypeFile.U16(outline, at);
            int length = 4 + ((flags & 1) != 0 ? 4 : 2) + ((flags & 8) != 0 ? 2 : (flags & 0x40) != 0 ? 4 : (flags & 0x80) != 0 ? 8 : 0);
            string part = Shape(font, TrueTypeFile.U16(outline, at + 2));
            shape.Add($"{flags} {Convert.ToHexString(outline[(at + 4)..(at + length)])} [{part}]");
            at += length;
        }
        while ((flags & 0x20) != 0);
        return string.Join(' ', shape);
    }

    private static bool IsComposite(ReadOnlySpan<byte> outline) => outline.Length > 0 && TrueTypeFile.I16(outline, 0) < 0;

    private static ReadOnlySpan<byte> Outline(TrueTypeFile font, int glyph)
    {
        var loca = font.Table("loca");
        bool isLong = TrueTypeFile.U16(font.Table("head"), 50) == 1;
        int Offset(ReadOnlySpan<byte> table, int n) => isLong ? (int)TrueTypeFile.U32(table, 4 * n) : 2 * TrueTypeFile.U16(table, 2 * n);
        return font.Table("glyf")[Offset(loca, glyph)..Offset(loca, glyph + 1)];
    }

    private static int Width(TrueTypeFile font, int glyph)
    {
        int metrics = TrueTypeFile.U16(font.Table("hhea"), 34);
        return TrueTypeFile.U16(font.Table("hmtx"), 4 * Math.Min(glyph, metrics - 1));
    }
}
