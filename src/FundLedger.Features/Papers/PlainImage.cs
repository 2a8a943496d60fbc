using System.Buffers.Binary;

namespace FundLedger.Features.Papers;

/// <summary>
/// An image without what cameras and programs write beside it: place, time, device, names, earlier versions, whatever stands after the
/// picture. The picture itself is copied byte by byte, never decoded.
/// </summary>
internal static class PlainImage
{
    private const ushort Orientation = 0x0112;
    private const int ExifHead = 6;

    private static ReadOnlySpan<byte> PngMark => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    private static readonly HashSet<string> Drawn =
        ["IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA", "cHRM", "sRGB", "sBIT", "bKGD", "pHYs"];

    /// <summary>Null when the file is no whole image of its type.</summary>
    public static byte[]? Of(byte[] file, string mediaType) => mediaType switch
    {
        "image/png" => Png(file),
        "image/jpeg" => Jpeg(file),
        _ => file,
    };

    private static byte[]? Png(ReadOnlySpan<byte> file)
    {
        using var plain = new MemoryStream(file.Length);
        plain.Write(PngMark);
        for (var at = PngMark.Length; at + 12 <= file.Length;)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(file[at..]);
            if (length > file.Length - at - 12) return null;
            var whole = file.Slice(at, (int)length + 12);
            var type = System.Text.Encoding.Latin1.GetString(whole.Slice(4, 4));
            if ((at == PngMark.Length) != (type == "IHDR")) return null;
            if (Drawn.Contains(type)) plain.Write(whole);
            if (type == "IEND") return plain.ToArray();
            at += whole.Length;
        }

        return null;
    }

    private static byte[]? Jpeg(ReadOnlySpan<byte> file)
    {
        using var plain = new MemoryStream(file.Length);
        plain.Write(file[..2]);
        for (var at = 2; at + 4 <= file.Length || IsEnd(file, at);)
        {
            if (file[at] != 0xFF) return null;
            var marker = file[at + 1];
            if (marker == 0xD9) return Ended(plain);
            var length = 2 + BinaryPrimitives.ReadUInt16BigEndian(file[(at + 2)..]);
            if (length < 4 || length > file.Length - at) return null;
            var segment = file.Slice(at, length);
            if (marker == 0xE1) plain.Write(Turned(segment));
            else if (IsDrawn(marker)) plain.Write(segment);
            at += length;
            if (marker != 0xDA) continue;
            var scan = ScanLength(file[at..]);
            plain.Write(file.Slice(at, scan));
            at += scan;
        }

        return null;
    }

    private static bool IsEnd(ReadOnlySpan<byte> file, int at) => at + 2 <= file.Length && file[at] == 0xFF && file[at + 1] == 0xD9;

    private static byte[] Ended(MemoryStream plain)
    {
        plain.Write([0xFF, 0xD9]);
        return plain.ToArray();
    }

    // Tables, frames and scans; of the application's own segments those without which colours are wrong (JFIF, Adobe).
    private static bool IsDrawn(byte marker) => marker is (>= 0xC0 and <= 0xDF) or 0xE0 or 0xEE;

    // Up to the next marker that is neither a stuffed byte nor a restart.
    private static int ScanLength(ReadOnlySpan<byte> rest)
    {
        for (var i = 0; i + 1 < rest.Length; i++)
        {
            if (rest[i] == 0xFF && rest[i + 1] is not (0x00 or 0xFF or (>= 0xD0 and <= 0xD7))) return i;
        }

        return rest.Length;
    }

    // A scan that was taken with the telephone held sideways must not lie on its side: of Exif that one figure stays.
    private static byte[] Turned(ReadOnlySpan<byte> segment) => OrientationOf(segment[4..]) is { } turn and (> 1 and <= 8)
        ?
        [
            0xFF, 0xE1, 0x00, 0x22, .. "Exif\0\0"u8, .. "MM\0*"u8, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, (byte)turn, 0, 0,
            0, 0, 0, 0,
        ]
        : [];

    private static int? OrientationOf(ReadOnlySpan<byte> exif)
    {
        if (exif.Length < ExifHead + 8 || !exif.StartsWith("Exif\0\0"u8)) return null;
        var tiff = exif[ExifHead..];
        var isLittle = tiff[0] == 'I';
        var first = Whole(tiff[4..], isLittle);
        if (first > tiff.Length - 2) return null;
        var count = Half(tiff[(int)first..], isLittle);
        for (var i = 0; i < count; i++)
        {
            var entry = (int)first + 2 + (12 * i);
            if (entry + 12 > tiff.Length) return null;
            if (Half(tiff[entry..], isLittle) == Orientation) return Half(tiff[(entry + 8)..], isLittle);
        }

        return null;
    }

    private static ushort Half(ReadOnlySpan<byte> bytes, bool isLittle) =>
        isLittle ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : BinaryPrimitives.ReadUInt16BigEndian(bytes);

    private static uint Whole(ReadOnlySpan<byte> bytes, bool isLittle) =>
        isLittle ? BinaryPrimitives.ReadUInt32LittleEndian(bytes) : BinaryPrimitives.ReadUInt32BigEndian(bytes);
}
