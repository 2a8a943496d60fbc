using System.Globalization;
using System.Text;
using FundLedger.Domain.Text;
using FundLedger.Features.Receipts;
using FundLedger.Web.Localisation;
using Microsoft.Extensions.Localization;

namespace FundLedger.Web.Pages.Receipts;

/// <summary>A list of receipts as CSV with a byte order mark, amounts as plain digits, the sum in the last row.</summary>
internal static class ReceiptsCsv
{
    public static byte[] Write(ReceiptList list, IStringLocalizer<Texts> texts)
    {
        var csv = new StringBuilder();
        string[] headings =
        [
            texts["Số phiếu"], texts["Ngày"], texts["Người nộp"], texts["Nội dung"], texts["Nguồn"], texts["Loại nguồn"], texts["Nơi giữ"],
            texts["Tham chiếu ngân hàng"], texts["Đảo bằng"], texts["Số tiền"],
        ];
        Row(csv, headings);
        foreach (var receipt in list.Receipts)
        {
            Row(csv,
            [
                receipt.Number, PrintedDate.Of(receipt.Date), receipt.Donor, receipt.Content ?? "",
                Bilingual.Of(receipt.PoolVi, receipt.PoolEn), Bilingual.Of(receipt.SourceVi, receipt.SourceEn),
                Bilingual.Of(receipt.AccountVi, receipt.AccountEn), receipt.BankReference ?? "", receipt.ReversedBy ?? "",
                receipt.Amount.Dong.ToString(CultureInfo.InvariantCulture),
            ]);
        }

        Row(csv, [texts["Cộng"], "", "", "", "", "", "", "", "", list.Sum.Dong.ToString(CultureInfo.InvariantCulture)]);
        return [.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(csv.ToString())];
    }

    private static void Row(StringBuilder csv, IEnumerable<string> cells) => csv.AppendJoin(',', cells.Select(Cell)).Append("\r\n");

    private static string Cell(string text)
    {
        var safe = IsFormula(text) ? $"'{text}" : text;
        return safe.AsSpan().IndexOfAny(",\"\r\n") < 0 ? safe : $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    // A spreadsheet would run what begins like this, also behind spaces and quotes.
    private static bool IsFormula(string text) =>
        text.TrimStart(' ', '"', '\'') is [var first, ..] && "=+-@\t\r\n".Contains(first, StringComparison.Ordinal);
}
