using System.Buffers.Binary;

namespace FundLedger.Pdf.Syntax;

/// <summary>Where each object of a file lies: at an offset, or as the n-th object of an object stream.</summary>
internal sealed class ObjectPlaces
{
    /// <summary>Bytes of an offset in the cross-reference stream: files up to a terabyte.</summary>
    public const int PlaceWidth = 5;

    public const int RowWidth = 1 + PlaceWidth + 2;

    private const long PackedFlag = 1L << 62;
    private readonly List<long> _places = [0];

    public int Count => _places.Count;

    public int Reserve()
    {
        _places.Add(0);
        return _places.Count - 1;
    }

    public void SetOffset(int id, long offset) => _places[id] = offset;

    public void SetPacked(int id, int stream, int index) => _places[id] = PackedFlag | ((long)stream << 16) | (uint)index;

    /// <summary>Rows of the cross-reference stream, each as its difference from the row above: that compresses to almost nothing.</summary>
    public byte[] ToPredictedRows()
    {
        const byte differenceFromAbove = 2;
        var rows = new byte[Count * (RowWidth + 1)];
        Span<byte> above = stackalloc byte[RowWidth];
        Span<byte> row = stackalloc byte[RowWidth];
        for (int id = 0; id < Count; id++)
        {
            FillRow(id, row);
            int at = id * (RowWidth + 1);
            rows[at] = differenceFromAbove;
            for (int i = 0; i < RowWidth; i++)
                rows[at + 1 + i] = unchecked((byte)(row[i] - above[i]));
            row.CopyTo(above);
        }
        return rows;
    }

    private void FillRow(int id, Span<byte> row)
    {
        long place = _places[id];
        bool packed = (place & PackedFlag) != 0;
        if (id > 0 && place == 0)
            throw new InvalidOperationException($"Object {id} was numbered but never written.");
        Span<byte> number = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(number, packed ? (place & ~PackedFlag) >> 16 : place);
        number[^PlaceWidth..].CopyTo(row[1..]);
        row[0] = (byte)(packed ? 2 : id == 0 ? 0 : 1);
        BinaryPrimitives.WriteUInt16BigEndian(row[(1 + PlaceWidth)..], (ushort)(packed ? place & 0xFFFF : id == 0 ? 0xFFFF : 0));
    }
}
