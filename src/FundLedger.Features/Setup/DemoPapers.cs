using System.Globalization;
using System.Text;
using FundLedger.Features.Disbursements;

namespace FundLedger.Features.Setup;

/// <summary>Papers of the demo: one page that says that it is no real paper.</summary>
internal static class DemoPapers
{
    private const string Page = "BT /F1 18 Tf 72 760 Td (Giay to mau - Sample paper of the demo) Tj ET";

    private static readonly byte[] File = Pdf();

    public static IReadOnlyList<AttachedPaper> OfGifts { get; } = Named("Danh sách của xã đã xác minh");

    public static IReadOnlyList<AttachedPaper> OfOperation { get; } = Named(
        "Giấy đề nghị", "Chỉ định phẫu thuật", "Dự toán hoặc hoá đơn của bệnh viện", "Bảng thanh toán bảo hiểm y tế",
        "Giấy xác nhận hộ nghèo, cận nghèo", "Giấy tờ tuỳ thân của người giám hộ");

    private static IReadOnlyList<AttachedPaper> Named(params string[] names) => [.. names.Select(name => new AttachedPaper(name, File))];

    private static byte[] Pdf()
    {
        string[] objects =
        [
            "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
            string.Create(CultureInfo.InvariantCulture, $"<< /Length {Page.Length} >>\nstream\n{Page}\nendstream"),
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        ];
        var text = new StringBuilder("%PDF-1.4\n");
        var places = new StringBuilder("0000000000 65535 f \n");
        for (var i = 0; i < objects.Length; i++)
        {
            places.Append(CultureInfo.InvariantCulture, $"{text.Length:D10} 00000 n \n");
            text.Append(CultureInfo.InvariantCulture, $"{i + 1} 0 obj\n{objects[i]}\nendobj\n");
        }

        var table = text.Length;
        text.Append(CultureInfo.InvariantCulture, $"xref\n0 {objects.Length + 1}\n").Append(places);
        text.Append(CultureInfo.InvariantCulture, $"trailer\n<< /Size {objects.Length + 1} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n");
        return Encoding.ASCII.GetBytes(text.ToString());
    }
}
