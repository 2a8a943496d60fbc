using System.Buffers.Binary;
using FundLedger.Pdf;
using Xunit;

namespace FundLedger.UnitTests.Pdf;

public sealed class PdfFontsTests
{
    [Fact]
    public void Missing_fonts_are_answered_with_the_packages_to_install()
    {
        var missing = Assert.Throws<PdfFontsMissingException>(() => PdfFonts.FindIn("/nowhere"));
        Assert.Contains("fonts-croscore", missing.Message, StringComparison.Ordinal);
        Assert.Contains("fonts-liberation2", missing.Message, StringComparison.Ordinal);
        Assert.Contains("/nowhere", missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_font_without_Vietnamese_letters_is_refused_by_name()
    {
        var folder = Directory.CreateTempSubdirectory("fund-ledger-fonts");
        try
        {
            var crippled = WithoutTonedVowels(Printed.Fonts.Face(FundLedger.Pdf.Fonts.TextStyle.Regular).File.Bytes);
            File.WriteAllBytes(Path.Combine(folder.FullName, "Tinos-Regular.ttf"), crippled);
            var missing = Assert.Throws<PdfFontsMissingException>(() => PdfFonts.FindIn(folder.FullName));
            Assert.Contains("Tinos-Regular.ttf lacks ", missing.Message, StringComparison.Ordinal);
            Assert.Contains("ạ", missing.Message, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void A_family_with_a_missing_face_is_refused()
    {
        var folder = Directory.CreateTempSubdirectory("fund-ledger-fonts");
        try
        {
            File.WriteAllBytes(Path.Combine(folder.FullName, "Tinos-Regular.ttf"),
                Printed.Fonts.Face(FundLedger.Pdf.Fonts.TextStyle.Regular).File.Bytes);
            var missing = Assert.Throws<PdfFontsMissingException>(() => PdfFonts.FindIn(folder.FullName));
            Assert.Contains("Tinos-Bold.ttf does not exist", missing.Message, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // Shortens the segment of the Unicode map that holds ạ … ỹ to its last letter.
    private static byte[] WithoutTonedVowels(ReadOnlySpan<byte> font)
    {
        var bytes = font.ToArray();
        int cmap = Enumerable.Range(0, U16(4)).Select(i => 12 + 16 * i)
            .Where(at => bytes.AsSpan(at, 4).SequenceEqual("cmap"u8)).Select(at => U32(at + 8)).Single();
        int map = Enumerable.Range(0, U16(cmap + 2)).Select(i => cmap + 4 + 8 * i)
            .Where(at => U16(at) == 3 && U16(at + 2) == 1).Select(at => cmap + U32(at + 4)).Single();
        int segments = U16(map + 6) / 2;
        int segment = Enumerable.Range(0, segments).First(i => U16(map + 14 + 2 * i) >= 'ạ');
        int end = U16(map + 14 + 2 * segment);
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(map + 16 + 2 * (segments + segment)), (ushort)end);
        return bytes;

        int U16(int at) => BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(at));
        int U32(int at) => BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(at));
    }
}
