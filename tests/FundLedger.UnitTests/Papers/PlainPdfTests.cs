using System.Globalization;
using System.Text;
using FundLedger.Features.Papers;
using UglyToad.PdfPig;

namespace FundLedger.UnitTests.Papers;

/// <summary>A PDF keeps its pages and loses who wrote it.</summary>
public sealed class PlainPdfTests
{
    private const string Name = "Vàng Thị Mỷ";

    private static readonly string[] Objects =
    [
        "<< /Type /Catalog /Pages 2 0 R /Metadata 6 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        "<< /Length 44 >>\nstream\nBT /F1 24 Tf 72 720 Td (Giay xac nhan) Tj ET\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        $"<< /Type /Metadata /Subtype /XML /Length 72 >>\nstream\n<x:xmpmeta><dc:creator>{Name}</dc:creator></x:xmpmeta>                  \nendstream",
        "<< /Author (Vang Thi My) /Title (Giay cua chau My) /Creator (Word) >>",
    ];

    [Fact]
    public void The_author_the_title_and_the_packet_of_metadata_are_gone_and_the_page_is_there()
    {
        var file = Written(Objects);
        using (var before = PdfDocument.Open(file)) Assert.Equal("Vang Thi My", before.Information.Author);
        var plain = PlainPdf.Of(file);
        using var after = PdfDocument.Open(plain);
        Assert.Contains("Giay xac nhan", after.GetPage(1).Text, StringComparison.Ordinal);
        Assert.True(string.IsNullOrEmpty(after.Information.Author) && string.IsNullOrEmpty(after.Information.Title));
        foreach (var told in (byte[][])[Encoding.UTF8.GetBytes(Name), "Vang Thi My"u8.ToArray(), "Giay cua chau"u8.ToArray(), "Word"u8.ToArray()])
        {
            Assert.Equal(-1, plain.AsSpan().IndexOf(told));
        }
    }

    [Fact]
    public void What_an_earlier_version_of_the_file_said_is_gone_too()
    {
        var file = Written(Objects);
        var later = "7 0 obj\n<< /Author (Nobody) >>\nendobj\n";
        var at = file.Length;
        var table = string.Create(CultureInfo.InvariantCulture, $"xref\n7 1\n{at:0000000000} 00000 n \n");
        var trailer = string.Create(CultureInfo.InvariantCulture,
            $"trailer\n<< /Size 8 /Root 1 0 R /Info 7 0 R /Prev {Start(file)} >>\nstartxref\n{at + later.Length}\n%%EOF\n");
        byte[] changed = [.. file, .. Encoding.UTF8.GetBytes(later + table + trailer)];
        Assert.Equal(-1, PlainPdf.Of(changed).AsSpan().IndexOf("Vang Thi My"u8));
    }

    [Fact]
    public void What_is_signed_or_no_whole_file_stays_as_it_is()
    {
        var signed = Written([.. Objects, "<< /Type /Sig /ByteRange [0 10 20 30] /Contents <00> >>"]);
        Assert.Same(signed, PlainPdf.Of(signed));
        byte[] broken = [.. "%PDF-1.7\n% nothing more\n"u8];
        Assert.Same(broken, PlainPdf.Of(broken));
    }

    [Fact]
    public void A_small_file_that_unpacks_to_a_huge_one_is_left_alone()
    {
        using var packed = new MemoryStream();
        using (var zip = new System.IO.Compression.ZLibStream(packed, System.IO.Compression.CompressionLevel.Fastest, leaveOpen: true))
        {
            var zeros = new byte[1024 * 1024];
            for (var i = 0; i < 80; i++) zip.Write(zeros);
        }

        var head = string.Create(CultureInfo.InvariantCulture,
            $"%PDF-1.5\n1 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length {packed.Length} >>\nstream\n");
        byte[] bomb = [.. Encoding.ASCII.GetBytes(head), .. packed.ToArray(), .. "\nendstream\nendobj\n"u8];
        Assert.Same(bomb, PlainPdf.Of(bomb));
    }

    private static int Start(byte[] file)
    {
        var text = Encoding.Latin1.GetString(file);
        return int.Parse(text[(text.LastIndexOf("startxref", StringComparison.Ordinal) + 10)..].Split('\n')[0], CultureInfo.InvariantCulture);
    }

    private static byte[] Written(string[] objects)
    {
        using var file = new MemoryStream();
        file.Write("%PDF-1.4\n"u8);
        var places = new List<long>();
        foreach (var (one, i) in objects.Select((one, i) => (one, i + 1)))
        {
            places.Add(file.Length);
            file.Write(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{i} 0 obj\n{one}\nendobj\n")));
        }

        var table = file.Length;
        var rows = string.Concat(places.Select(place => string.Create(CultureInfo.InvariantCulture, $"{place:0000000000} 00000 n \n")));
        file.Write(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture,
            $"xref\n0 {objects.Length + 1}\n0000000000 65535 f \n{rows}trailer\n<< /Size {objects.Length + 1} /Root 1 0 R /Info 7 0 R >>\n")));
        file.Write(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"startxref\n{table}\n%%EOF\n")));
        return file.ToArray();
    }
}
