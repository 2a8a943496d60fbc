using System.Buffers;
using System.Globalization;
using System.Text;

namespace FundLedger.Pdf.Syntax;

/// <summary>Bytes of PDF syntax being put together; reused from page to page.</summary>
internal sealed class PdfBuffer
{
    private readonly ArrayBufferWriter<byte> _bytes = new(1 << 16);

    public int Length => _bytes.WrittenCount;

    public ReadOnlySpan<byte> Written => _bytes.WrittenSpan;

    public void Clear() => _bytes.ResetWrittenCount();

    public PdfBuffer Add(string ascii)
    {
        _bytes.Advance(Encoding.ASCII.GetBytes(ascii, _bytes.GetSpan(ascii.Length)));
        return this;
    }

    /// <summary>A number and a space. Two decimals of a point are 0.004 mm.</summary>
    public PdfBuffer Add(double number)
    {
        number.TryFormat(_bytes.GetSpan(32), out int length, "0.##", CultureInfo.InvariantCulture);
        _bytes.Advance(length);
        return Add(" ");
    }

    /// <summary>A factor and a space: finer than a place, since it is multiplied.</summary>
    public PdfBuffer AddScale(double factor)
    {
        factor.TryFormat(_bytes.GetSpan(32), out int length, "0.######", CultureInfo.InvariantCulture);
        _bytes.Advance(length);
        return Add(" ");
    }

    public PdfBuffer AddHex(ushort code)
    {
        code.TryFormat(_bytes.GetSpan(4), out int length, "X4", CultureInfo.InvariantCulture);
        _bytes.Advance(length);
        return this;
    }
}
