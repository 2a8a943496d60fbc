using System.Buffers.Binary;
using System.Text;

namespace FundLedger.Pdf.Fonts;

/// <summary>The tables of one TrueType file, by tag. All numbers in it are big-endian.</summary>
internal sealed class TrueTypeFile
{
    private const uint TrueTypeOutlines = 0x00010000;
    private readonly byte[] _bytes;
    private readonly Dictionary<string, Range> _tables = [];

    public TrueTypeFile(byte[] bytes)
    {
        _bytes = bytes;
        if (bytes.Length < 12 || U32(bytes, 0) != TrueTypeOutlines)
            throw new InvalidDataException("Not a TrueType font with glyf outlines.");
        for (int i = 0; i < U16(bytes, 4); i++)
        {
            int at = 12 + 16 * i;
            int offset = checked((int)U32(bytes, at + 8));
            _tables[Encoding.ASCII.GetString(bytes, at, 4)] = offset..(offset + checked((int)U32(bytes, at + 12)));
        }
    }

    public ReadOnlySpan<byte> Bytes => _bytes;

    public bool Has(string tag) => _tables.ContainsKey(tag);

    public ReadOnlySpan<byte> Table(string tag) =>
        _tables.TryGetValue(tag, out var range) ? _bytes.AsSpan(range) : throw new InvalidDataException($"The font has no table '{tag}'.");

    public static ushort U16(ReadOnlySpan<byte> table, int at) => BinaryPrimitives.ReadUInt16BigEndian(table[at..]);

    public static short I16(ReadOnlySpan<byte> table, int at) => BinaryPrimitives.ReadInt16BigEndian(table[at..]);

    public static uint U32(ReadOnlySpan<byte> table, int at) => BinaryPrimitives.ReadUInt32BigEndian(table[at..]);
}
