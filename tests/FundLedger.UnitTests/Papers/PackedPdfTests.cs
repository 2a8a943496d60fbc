using System.Globalization;
using System.IO.Compression;
using System.Text;
using FundLedger.Features.Papers;
using UglyToad.PdfPig;
using Xunit;

namespace FundLedger.UnitTests.Papers;

/// <summary>How far the hidden parts of a PDF may unpack before it is left as it is; and files that nobody else may read.</summary>
public sealed class PackedPdfTests
{
    private static readonly string[] Objects =
    [
        "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        "<< /Length 44 >>\nstream\nBT /F1 24 Tf 72 720 Td (Giay xac nhan) Tj ET\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>", "<< /Author (Vang Thi My) >>",
    ];

    [Theory]
    [InlineData("/ObjStm", "/FlateDecode", "\n", true, 70)]
    [InlineData("/ObjStm", "/FlateDecode", "\r\n", true, 70)]
    [InlineData("/XRef", "/FlateDecode", "\n", true, 70)]
    [InlineData("/ObjStm", "/FlateDecode", "\n", true, 40, 40)]
    [InlineData("/ObjStm", "/FlateDecode", "\n", false, 30, 30)]
    [InlineData("/XObject", "/FlateDecode", "\n", false, 70)]
    [InlineData("/ObjStm", "[/FlateDecode /FlateDecode]", "\n", true, 1)]
    [InlineData("/XObject", "[/FlateDecode /FlateDecode]", "\n", false, 1)]
    public void Only_what_holds_objects_counts_and_only_so_much_of_it(string type, string filter, string end, bool isLeft, params int[] megabytes)
    {
        var file = Written([.. megabytes.Select(size => Packed(type, filter, end, size))]);
        var plain = PlainPdf.Of(file);
        Assert.Equal(isLeft, ReferenceEquals(file, plain));
        Assert.Equal(isLeft ? 0 : -1, Math.Min(0, plain.AsSpan().IndexOf("Vang Thi My"u8)));
        if (isLeft) return;
        using var pdf = PdfDocument.Open(plain);
        Assert.Contains("Giay xac nhan", pdf.GetPage(1).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_on_its_way_is_read_and_written_by_this_user_alone_and_goes_when_it_is_closed()
    {
        string name;
        using (var file = ExportedFile.Temporary())
        {
            name = file.Name;
            file.Write("Quà Tết"u8);
            file.Position = 0;
            Assert.Equal((int)'Q', file.ReadByte());
            Assert.True(File.Exists(name) && file.IsAsync);
            if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(name));
        }

        Assert.False(File.Exists(name));
    }

    private static byte[] Packed(string type, string filter, string end, int megabytes)
    {
        using var packed = new MemoryStream();
        using (var zip = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            var zeros = new byte[1024 * 1024];
            for (var i = 0; i < megabytes; i++) zip.Write(zeros);
        }

        var head = string.Create(CultureInfo.InvariantCulture, $"<< /Type {type} /N 0 /First 0 /Filter {filter} /Length {packed.Length} >>\nstream{end}");
        return [.. Encoding.ASCII.GetBytes(head), .. packed.ToArray(), .. "\nendstream"u8];
    }

    private static byte[] Written(byte[][] more)
    {
        using var file = new MemoryStream();
        file.Write("%PDF-1.5\n"u8);
        byte[][] all = [.. Objects.Select(Encoding.ASCII.GetBytes), .. more];
        var places = new List<long>();
        foreach (var one in all)
        {
            places.Add(file.Length);
            file.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{places.Count} 0 obj\n")));
            file.Write(one);
            file.Write("\nendobj\n"u8);
        }

        var table = file.Length;
        var rows = string.Concat(places.Select(place => string.Create(CultureInfo.InvariantCulture, $"{place:0000000000} 00000 n \n")));
        file.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture,
            $"xref\n0 {all.Length + 1}\n0000000000 65535 f \n{rows}trailer\n<< /Size {all.Length + 1} /Root 1 0 R /Info 6 0 R >>\n")));
        file.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"startxref\n{table}\n%%EOF\n")));
        return file.ToArray();
    }
}
