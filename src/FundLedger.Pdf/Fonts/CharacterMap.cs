namespace FundLedger.Pdf.Fonts;

/// <summary>Reads the Unicode map of a font (cmap format 4: the basic plane, with all of Vietnamese and the sign of the đồng).</summary>
internal static class CharacterMap
{
    private const int WindowsPlatform = 3;
    private const int UnicodeBasicPlane = 1;

    /// <summary>Glyph by character; 0 where the font has none.</summary>
    public static ushort[] Read(TrueTypeFile file)
    {
        var cmap = file.Table("cmap");
        var glyphs = new ushort[0x10000];
        var subtable = cmap[FindSubtable(cmap)..];
        int segments = TrueTypeFile.U16(subtable, 6) / 2;
        for (int i = 0; i < segments; i++)
            ReadSegment(subtable, segments, i, glyphs);
        return glyphs;
    }

    private static int FindSubtable(ReadOnlySpan<byte> cmap)
    {
        for (int i = 0; i < TrueTypeFile.U16(cmap, 2); i++)
        {
            int at = 4 + 8 * i;
            int offset = (int)TrueTypeFile.U32(cmap, at + 4);
            if (TrueTypeFile.U16(cmap, at) == WindowsPlatform && TrueTypeFile.U16(cmap, at + 2) == UnicodeBasicPlane
                && TrueTypeFile.U16(cmap, offset) == 4)
                return offset;
        }
        throw new InvalidDataException("The font has no Unicode map of format 4.");
    }

    private static void ReadSegment(ReadOnlySpan<byte> map, int segments, int index, ushort[] glyphs)
    {
        int end = TrueTypeFile.U16(map, 14 + 2 * index);
        int start = TrueTypeFile.U16(map, 16 + 2 * (segments + index));
        int delta = TrueTypeFile.U16(map, 16 + 2 * (2 * segments + index));
        int rangeAt = 16 + 2 * (3 * segments + index);
        int range = TrueTypeFile.U16(map, rangeAt);
        for (int c = start; c <= end && c < 0xFFFF; c++)
        {
            int glyph = range == 0 ? c : TrueTypeFile.U16(map, rangeAt + range + 2 * (c - start));
            bool absent = range != 0 && glyph == 0;
            glyphs[c] = absent ? (ushort)0 : (ushort)((glyph + delta) & 0xFFFF);
        }
    }
}
