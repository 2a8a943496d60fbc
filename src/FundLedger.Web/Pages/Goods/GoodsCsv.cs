using System.Globalization;
using System.Text;
using FundLedger.Domain.Text;
using FundLedger.Features.Goods;
using FundLedger.Web.Localisation;
using Microsoft.Extensions.Localization;
using NodaTime;

namespace FundLedger.Web.Pages.Goods;

/// <summary>Lists of goods as CSV with a byte order mark, quantities and amounts as plain digits.</summary>
internal static class GoodsCsv
{
    public static byte[] OfStock(GoodsStock stock, IStringLocalizer<Texts> texts) => Write(
        [
            texts["Mã số"], texts["Mặt hàng"], texts["Đơn vị tính"], texts["Còn trong kho"], texts["Đang giữ chỗ"], texts["Đã hết hạn"],
            texts["Hạn dùng"], texts["Chưa có giá trị"], texts["Giá trị"],
        ],
        [
            .. stock.Items.Select(item => (string[])
            [
                Digits(item.Item), item.Name, item.Unit, Digits(item.OnHand), Digits(item.Reserved), Digits(item.Expired),
                Day(item.ExpiresFirst), Digits(item.Unvalued), Digits(item.Value.Dong),
            ]),
            [texts["Cộng"], "", "", "", "", "", "", "", Digits(stock.Value.Dong)],
        ]);

    public static byte[] OfCard(GoodsCard card, IStringLocalizer<Texts> texts) => Write(
        [
            texts["Ngày"], texts["Số phiếu"], texts["Diễn giải"], texts["Lô"], texts["Nhập"], texts["Xuất"], texts["Còn lại"],
                texts["Giá trị"],
        ],
        card.Rows.Select(row => (string[])
        [
            Day(row.Date), row.Voucher, GoodsWords.KindOf(row.Kind, texts), Digits(row.Lot), row.Quantity > 0 ? Digits(row.Quantity) : "",
            row.Quantity < 0 ? Digits(-row.Quantity) : "", Digits(row.Left), Digits(row.Value.Dong),
        ]));

    public static byte[] OfLosses(IReadOnlyList<ListedLoss> losses, IStringLocalizer<Texts> texts) => Write(
        [
            texts["Số"], texts["Ngày đề nghị"], texts["Mặt hàng"], texts["Lô"], texts["Số lượng"], texts["Giá trị"], texts["Nguyên nhân"],
            texts["Biên bản số"], texts["Lý do"], texts["Trạng thái"], texts["Chứng từ"],
        ],
        losses.Select(loss => (string[])
        [
            Digits(loss.Loss), Day(loss.AskedOn), loss.Name, Digits(loss.Lot), Digits(loss.Quantity), Digits(loss.Value.Dong),
            GoodsWords.CauseOf(loss.Cause, texts), loss.MinutesNumber, loss.Reason, texts[GoodsWords.StatusOf(loss.Status)],
                loss.Voucher ?? "",
        ]));

    public static byte[] OfRequest(RequestGoods goods, IStringLocalizer<Texts> texts) => Write(
        [
            texts["Dòng"], texts["Đối tượng"], texts["Xã"], texts["Mặt hàng"], texts["Lô"], texts["Hạn dùng"], texts["Số lượng"],
            texts["Đơn vị tính"], texts["Giá trị"], texts["Trạng thái"], texts["Lý do"],
        ],
        goods.Rows.Select(row => (string[])
        [
            Digits(row.Line), row.Child, row.Unit ?? "", row.Name, Digits(row.Lot), Day(row.ExpiresOn), Digits(row.Quantity), row.Measure,
            Digits(row.Value.Dong), GoodsWords.StateOf(row.State, texts), row.Note ?? "",
        ]));

    private static byte[] Write(IEnumerable<string> headings, IEnumerable<string[]> rows)
    {
        var csv = new StringBuilder();
        foreach (var row in rows.Prepend([.. headings])) csv.AppendJoin(',', row.Select(Cell)).Append("\r\n");
        return [.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(csv.ToString())];
    }

    private static string Cell(string text)
    {
        // A spreadsheet would run what begins like this, also behind spaces and quotes; a negative figure is none.
        var isFormula = text.TrimStart(' ', '"', '\'') is [var first, ..] && "=+-@\t\r\n".Contains(first, StringComparison.Ordinal)
            && !long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _);
        var safe = isFormula ? $"'{text}" : text;
        return safe.AsSpan().IndexOfAny(",\"\r\n") < 0 ? safe : $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    private static string Digits(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Day(LocalDate? day) => day is { } known ? PrintedDate.Of(known) : "";
}
