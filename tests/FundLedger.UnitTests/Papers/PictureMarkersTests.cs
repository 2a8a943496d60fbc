using System.Buffers.Binary;
using System.Text;
using FundLedger.Features.Papers;
using Xunit;

namespace FundLedger.UnitTests.Papers;

/// <summary>Which parts of a picture stay, marker by marker, and which lengths it may claim.</summary>
public sealed class PictureMarkersTests
{
    private static readonly byte[] Mark = [0x89, .. "PNG\r\n"u8, 0x1A, 0x0A];

    [Theory]
    [InlineData(0xBF, false)]
    [InlineData(0xC0, true)]
    [InlineData(0xC4, true)]
    [InlineData(0xDB, true)]
    [InlineData(0xDF, true)]
    [InlineData(0xE0, true)]
    [InlineData(0xE2, false)]
    [InlineData(0xED, false)]
    [InlineData(0xEE, true)]
    [InlineData(0xEF, false)]
    [InlineData(0xFE, false)]
    public void Tables_frames_and_colours_stay_of_a_photograph(byte marker, bool stays)
    {
        byte[] segment = [0xFF, marker, 0, 4, 7, 8];
        byte[] plain = [0xFF, 0xD8, .. stays ? segment : [], 0xFF, 0xD9];
        Assert.Equal(plain, PlainImage.Of([0xFF, 0xD8, .. segment, 0xFF, 0xD9], "image/jpeg"));
    }

    [Theory]
    [InlineData(1, 1, false)]
    [InlineData(2, 0, true)]
    [InlineData(6, 4, true)]
    [InlineData(9, 4, false)]
    [InlineData(8, 4, false)]
    public void A_segment_is_as_long_as_it_says(int says, int content, bool isWhole)
    {
        byte[] photo = [0xFF, 0xD8, 0xFF, 0xDB, 0, (byte)says, .. new byte[content], 0xFF, 0xD9];
        Assert.Equal(isWhole ? photo : null, PlainImage.Of(photo, "image/jpeg"));
    }

    [Theory]
    [InlineData(new byte[] { 1, 0xFF, 0x00, 2 }, true)]
    [InlineData(new byte[] { 1, 0xFF, 0xFF, 0x00, 2 }, true)]
    [InlineData(new byte[] { 1, 0xFF, 0xD0, 2, 0xFF, 0xD7, 3 }, true)]
    [InlineData(new byte[] { 1, 0xFF, 0xCF, 2 }, false)]
    [InlineData(new byte[] { 1, 0xFF, 0xD8, 2 }, false)]
    [InlineData(new byte[] { }, true)]
    public void A_scan_goes_on_over_stuffed_bytes_and_restarts(byte[] scan, bool isWhole)
    {
        byte[] photo = [0xFF, 0xD8, 0xFF, 0xDA, 0, 3, 9, .. scan, 0xFF, 0xD9];
        Assert.Equal(isWhole ? photo : null, PlainImage.Of(photo, "image/jpeg"));
    }

    [Fact]
    public void What_stands_where_a_marker_must_be_makes_it_no_photograph()
    {
        Assert.Null(PlainImage.Of([0xFF, 0xD8, 0xFE, 0xDB, 0, 2, 0xFF, 0xD9], "image/jpeg"));
        Assert.Null(PlainImage.Of([0xFF, 0xD8, 0xFE, 0xD9], "image/jpeg"));
        Assert.Null(PlainImage.Of([0xFF, 0xD8], "image/jpeg"));
        Assert.Equal([0xFF, 0xD8, 0xFF, 0xD9], PlainImage.Of([0xFF, 0xD8, 0xFF, 0xD9], "image/jpeg")!);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, false)]
    [InlineData(2, true)]
    [InlineData(8, true)]
    [InlineData(9, false)]
    public void How_a_picture_is_held_stays_where_it_must_be_turned(byte turn, bool stays)
    {
        byte[] entry = [0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, turn, 0, 0];
        byte[] other = [0x01, 0x0F, 0, 3, 0, 0, 0, 1, 0, 3, 0, 0];
        Assert.Equal(stays ? 2 + 36 + 2 : 4, Held([0, 2, .. other, .. entry]).Length);
        Assert.Equal(4, Held([0, 1, .. other, .. entry]).Length);
        Assert.Equal(4, Held([0, 2, .. other, .. entry[..11]]).Length);
        Assert.Equal(stays ? 40 : 4, Held([0, 1, .. entry]).Length);
    }

    [Theory]
    [InlineData("Exif\0\0", 8, 8, 40)]
    [InlineData("Exig\0\0", 8, 8, 4)]
    [InlineData("Exif\0\0", 20, 8, 4)]
    [InlineData("Exif\0\0", 22, 8, 4)]
    [InlineData("Exif\0\0", 23, 8, 4)]
    [InlineData("Exif\0\0", 200, 8, 4)]
    public void An_index_elsewhere_or_of_another_program_is_none(string head, byte first, int place, int length)
    {
        byte[] tiff = [.. "MM\0*"u8, 0, 0, 0, first, .. new byte[place - 8], 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0];
        Assert.Equal(length, Photo([.. Encoding.ASCII.GetBytes(head), .. tiff]).Length);
    }

    [Fact]
    public void A_drawing_keeps_all_that_is_drawn_and_begins_with_its_head()
    {
        string[] drawn = ["PLTE", "tRNS", "gAMA", "cHRM", "sRGB", "sBIT", "bKGD", "pHYs", "IDAT"];
        byte[] drawing = [.. Mark, .. Chunk("IHDR", 13), .. drawn.SelectMany(type => Chunk(type, 3)), .. Chunk("IEND", 0)];
        Assert.Equal(drawing, PlainImage.Of(drawing, "image/png")!);
        Assert.Null(PlainImage.Of([.. Mark, .. Chunk("IHDR", 13), .. Chunk("IHDR", 13), .. Chunk("IEND", 0)], "image/png"));
        Assert.Null(PlainImage.Of([.. Mark, .. Chunk("IHDR", 13), .. Chunk("IDAT", 3)[..^1]], "image/png"));
        byte[] tooLong = Chunk("IDAT", 3);
        tooLong[3] = 4;
        Assert.Null(PlainImage.Of([.. Mark, .. Chunk("IHDR", 13), .. tooLong], "image/png"));
        tooLong[0] = 0xFF;
        Assert.Null(PlainImage.Of([.. Mark, .. Chunk("IHDR", 13), .. tooLong, .. Chunk("IEND", 0)], "image/png"));
    }

    private static byte[] Held(byte[] index) => Photo([.. "Exif\0\0"u8, .. "MM\0*"u8, 0, 0, 0, 8, .. index]);

    private static byte[] Photo(byte[] exif)
    {
        byte[] segment = [0xFF, 0xE1, 0, (byte)(exif.Length + 2), .. exif];
        return PlainImage.Of([0xFF, 0xD8, .. segment, 0xFF, 0xD9], "image/jpeg")!;
    }

    private static byte[] Chunk(string type, int length)
    {
        var head = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(head, length);
        return [.. head, .. Encoding.ASCII.GetBytes(type), .. new byte[length], 0, 0, 0, 0];
    }
}
