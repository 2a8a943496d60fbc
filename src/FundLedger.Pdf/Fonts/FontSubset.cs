using System.Buffers.Binary;
using System.Text;

namespace FundLedger.Pdf.Fonts;

/// <summary>
/// Cuts a TrueType font down to the glyphs of a document. Glyph n of the result draws character n: two characters that share a
/// glyph (Đ and Ð) get one each, so that the text copied out of a PDF is the text that was put in.
/// </summary>
internal sealed class FontSubset
{
    private static readonly string[] s_copiedTables = ["cvt ", "fpgm", "prep"];
    private readonly TrueTypeFile _file;
    private readonly List<int> _glyphs;
    private readonly Dictionary<int, int> _parts = [];
    private readonly bool _longOffsets;

    private FontSubset(TrueTypeFile file, IEnumerable<int> glyphs)
    {
        _file = file;
        _glyphs = [.. glyphs];
        _longOffsets = TrueTypeFile.I16(file.Table("head"), 50) == 1;
    }

    /// <param name="file">The whole font.</param>
    /// <param name="glyphs">Old glyph of each new one; the first must be 0, the shape for "no such glyph".</param>
    public static byte[] Cut(TrueTypeFile file, IEnumerable<int> glyphs) => new FontSubset(file, glyphs).Build();

    private byte[] Build()
    {
        var (outlines, offsets) = CopyOutlines();
        var tables = new SortedDictionary<string, byte[]>(StringComparer.Ordinal)
        {
            ["glyf"] = outlines,
            ["loca"] = offsets,
            ["hmtx"] = Metrics(),
            ["head"] = Patched("head", 50, 1),
            ["hhea"] = Patched("hhea", 34, _glyphs.Count),
            ["maxp"] = Patched("maxp", 4, _glyphs.Count),
        };
        BinaryPrimitives.WriteUInt32BigEndian(tables["head"].AsSpan(8), 0);
        foreach (string tag in s_copiedTables.Where(_file.Has))
            tables[tag] = _file.Table(tag).ToArray();
        return Assemble(tables);
    }

    private (byte[] Outlines, byte[] Offsets) CopyOutlines()
    {
        var outlines = new MemoryStream();
        List<int> offsets = [];
        // The list grows while it is read: composite glyphs append their parts.
        for (int i = 0; i < _glyphs.Count; i++)
        {
            offsets.Add((int)outlines.Length);
            outlines.Write(Outline(_glyphs[i]));
            outlines.Write(new byte[Padding((int)outlines.Length)]);
        }
        offsets.Add((int)outlines.Length);
        var loca = new byte[4 * offsets.Count];
        for (int i = 0; i < offsets.Count; i++)
            BinaryPrimitives.WriteInt32BigEndian(loca.AsSpan(4 * i), offsets[i]);
        return (outlines.ToArray(), loca);
    }

    private byte[] Outline(int glyph)
    {
        var bytes = _file.Table("glyf")[Offset(glyph)..Offset(glyph + 1)].ToArray();
        bool composite = bytes.Length > 0 && TrueTypeFile.I16(bytes, 0) < 0;
        if (composite)
            RenumberParts(bytes);
        return bytes;
    }

    private int Offset(int glyph)
    {
        var loca = _file.Table("loca");
        return _longOffsets ? (int)TrueTypeFile.U32(loca, 4 * glyph) : 2 * TrueTypeFile.U16(loca, 2 * glyph);
    }

    private void RenumberParts(byte[] composite)
    {
        const int words = 0x0001, scale = 0x0008, more = 0x0020, twoScales = 0x0040, matrix = 0x0080;
        int at = 10, flags;
        do
        {
            flags = TrueTypeFile.U16(composite, at);
            int part = NewNumber(TrueTypeFile.U16(composite, at + 2));
            BinaryPrimitives.WriteUInt16BigEndian(composite.AsSpan(at + 2), (ushort)part);
            at += 4 + ((flags & words) != 0 ? 4 : 2);
            at += (flags & scale) != 0 ? 2 : (flags & twoScales) != 0 ? 4 : (flags & matrix) != 0 ? 8 : 0;
        }
        while ((flags & more) != 0);
    }

    private int NewNumber(int part)
    {
        if (_parts.TryGetValue(part, out int number))
            return number;
        _glyphs.Add(part);
        return _parts[part] = _glyphs.Count - 1;
    }

    private byte[] Metrics()
    {
        var hmtx = _file.Table("hmtx");
        int longMetrics = TrueTypeFile.U16(_file.Table("hhea"), 34);
        var metrics = new byte[4 * _glyphs.Count];
        for (int i = 0; i < _glyphs.Count; i++)
        {
            int old = _glyphs[i];
            int bearing = old < longMetrics ? 4 * old + 2 : 4 * longMetrics + 2 * (old - longMetrics);
            hmtx.Slice(4 * Math.Min(old, longMetrics - 1), 2).CopyTo(metrics.AsSpan(4 * i));
            hmtx.Slice(bearing, 2).CopyTo(metrics.AsSpan(4 * i + 2));
        }
        return metrics;
    }

    private byte[] Patched(string tag, int at, int value)
    {
        var table = _file.Table(tag).ToArray();
        BinaryPrimitives.WriteUInt16BigEndian(table.AsSpan(at), (ushort)value);
        return table;
    }

    private static byte[] Assemble(SortedDictionary<string, byte[]> tables)
    {
        int dataAt = 12 + 16 * tables.Count;
        var font = new byte[dataAt + tables.Values.Sum(t => t.Length + Padding(t.Length))];
        WriteHeader(font, tables.Count);
        int record = 12, headAt = 0;
        foreach (var (tag, table) in tables)
        {
            table.CopyTo(font, dataAt);
            Encoding.ASCII.GetBytes(tag).CopyTo(font, record);
            BinaryPrimitives.WriteUInt32BigEndian(font.AsSpan(record + 4), CheckSum(table));
            BinaryPrimitives.WriteInt32BigEndian(font.AsSpan(record + 8), dataAt);
            BinaryPrimitives.WriteInt32BigEndian(font.AsSpan(record + 12), table.Length);
            headAt = tag == "head" ? dataAt : headAt;
            dataAt += table.Length + Padding(table.Length);
            record += 16;
        }
        BinaryPrimitives.WriteUInt32BigEndian(font.AsSpan(headAt + 8), unchecked(0xB1B0AFBA - CheckSum(font)));
        return font;
    }

    private static void WriteHeader(Span<byte> font, int tables)
    {
        int log = (int)Math.Log2(tables);
        ushort[] header = [1, 0, (ushort)tables, (ushort)(16 << log), (ushort)log, (ushort)(16 * tables - (16 << log))];
        for (int i = 0; i < header.Length; i++)
            BinaryPrimitives.WriteUInt16BigEndian(font[(2 * i)..], header[i]);
    }

    private static uint CheckSum(ReadOnlySpan<byte> table)
    {
        uint sum = 0;
        for (int i = 0; i < table.Length; i++)
            sum = unchecked(sum + ((uint)table[i] << (8 * (3 - i % 4))));
        return sum;
    }

    private static int Padding(int length) => (4 - length % 4) % 4;
}
