using System.Buffers.Binary;
using System.Text;
using FundLedger.Features.Papers;
using Xunit;

namespace FundLedger.UnitTests.Papers;

/// <summary>What stands beside a picture goes, the picture stays byte by byte, and what is no whole picture is refused.</summary>
public sealed class PlainImageTests
{
    private static readonly byte[] Scan = [0xFF, 0xDA, 0x00, 0x04, 0x01, 0x02, 0x11, 0xFF, 0x00, 0x22, 0xFF, 0xD0, 0x33];

    private static readonly byte[] Table = [0xFF, 0xDB, 0x00, 0x03, 0x05];

    [Fact]
    public void A_photograph_loses_its_place_its_comments_and_what_follows_it()
    {
        byte[] photo =
        [
            0xFF, 0xD8, .. Segment(0xE1, [.. "Exif\0\0"u8, .. "Bản Hon, mẹ của bé"u8.ToArray()]), .. Table, .. Segment(0xFE, "TE-000001"u8.ToArray()),
            .. Segment(0xED, "Photoshop"u8.ToArray()), .. Scan, 0xFF, 0xD9, .. "phía sau"u8.ToArray(),
        ];
        Assert.Equal([0xFF, 0xD8, .. Table, .. Scan, 0xFF, 0xD9], PlainImage.Of(photo, "image/jpeg")!);
    }

    [Theory]
    [InlineData(true, 6)]
    [InlineData(false, 8)]
    public void Of_Exif_only_how_the_picture_is_held_stays(bool isLittle, byte turn)
    {
        byte[] tiff = isLittle
            ? [.. "II*\0"u8, 8, 0, 0, 0, 1, 0, 0x12, 0x01, 3, 0, 1, 0, 0, 0, turn, 0, 0, 0, 0, 0, 0, 0]
            : [.. "MM\0*"u8, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, turn, 0, 0, 0, 0, 0, 0];
        byte[] photo = [0xFF, 0xD8, .. Segment(0xE1, [.. "Exif\0\0"u8, .. tiff, .. "GPS 22.4 103.5"u8]), .. Table, .. Scan, 0xFF, 0xD9];
        var plain = PlainImage.Of(photo, "image/jpeg")!;
        Assert.Equal(-1, plain.AsSpan().IndexOf("GPS"u8));
        Assert.Equal(turn, plain[2 + 4 + 6 + 8 + 2 + 9]);
        Assert.Equal(plain, PlainImage.Of(plain, "image/jpeg"));
    }

    [Fact]
    public void A_drawing_loses_its_texts_and_its_time()
    {
        byte[] head = Chunk("IHDR", new byte[13]), data = Chunk("IDAT", [1, 2, 3]), end = Chunk("IEND", []);
        byte[] mark = [0x89, .. "PNG\r\n"u8, 0x1A, 0x0A];
        byte[] drawing = [.. mark, .. head, .. Chunk("tEXt", "Author\0Ai đó"u8.ToArray()), .. data, .. Chunk("tIME", new byte[7]), .. end, 9, 9];
        Assert.Equal([.. mark, .. head, .. data, .. end], PlainImage.Of(drawing, "image/png")!);
        Assert.Null(PlainImage.Of([.. mark, .. data, .. end], "image/png"));
        Assert.Null(PlainImage.Of([.. mark, .. head, .. data], "image/png"));
    }

    [Fact]
    public void Cut_off_anywhere_a_picture_is_refused_and_nothing_breaks()
    {
        byte[] photo = [0xFF, 0xD8, .. Segment(0xE1, [.. "Exif\0\0"u8, .. "II*\0"u8, 8, 0, 0, 0, 9, 0]), .. Table, .. Scan, 0xFF, 0xD9];
        for (var length = 3; length < photo.Length; length++) Assert.Null(PlainImage.Of(photo[..length], "image/jpeg"));
        Assert.NotNull(PlainImage.Of(photo, "image/jpeg")!);
        Assert.Same(photo, PlainImage.Of(photo, "application/pdf"));
    }

    private static byte[] Segment(byte marker, byte[] content) =>
        [0xFF, marker, (byte)((content.Length + 2) >> 8), (byte)(content.Length + 2), .. content];

    private static byte[] Chunk(string type, byte[] content)
    {
        var length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, content.Length);
        return [.. length, .. Encoding.ASCII.GetBytes(type), .. content, 0, 0, 0, 0];
    }
}
