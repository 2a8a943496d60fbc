using FundLedger.Features.Goods;
using FundLedger.Features.Statements;
using Microsoft.Extensions.Localization;

namespace FundLedger.Web.Pages.Goods;

/// <summary>The lists of goods as they leave.</summary>
internal static class GoodsLists
{
    public static ShownList OfStock(GoodsStock stock, IStringLocalizer<Texts> texts) => new(
        "goods", texts["Hiện vật"],
        [
            texts["Mã số"], texts["Mặt hàng"], texts["Đơn vị tính"], texts["Còn trong kho"], texts["Đang giữ chỗ"], texts["Đã hết hạn"],
            texts["Hạn dùng"], texts["Chưa có giá trị"], texts["Giá trị"],
        ],
        [
            .. stock.Items.Select(item => (object?[])
            [
                item.Item, item.Name, item.Unit, item.OnHand, item.Reserved, item.Expired, item.ExpiresFirst, item.Unvalued, item.Value,
            ]),
        ])
    {
        Sum = [texts["Cộng"].Value, null, null, null, null, null, null, null, stock.Value],
    };

    public static ShownList OfCard(GoodsCard card, IStringLocalizer<Texts> texts) => new(
        "stock-card", texts["Thẻ kho"],
        [
            texts["Ngày"], texts["Số phiếu"], texts["Diễn giải"], texts["Lô"], texts["Nhập"], texts["Xuất"], texts["Còn lại"],
            texts["Giá trị"],
        ],
        [
            .. card.Rows.Select(row => (object?[])
            [
                row.Date, row.Voucher, GoodsWords.KindOf(row.Kind, texts), row.Lot, row.Quantity > 0 ? row.Quantity : null,
                row.Quantity < 0 ? -row.Quantity : null, row.Left, row.Value,
            ]),
        ])
    {
        NarrowedTo = [texts["Mặt hàng số {0}", card.Item].Value],
    };

    public static ShownList OfLosses(IReadOnlyList<ListedLoss> losses, IStringLocalizer<Texts> texts) => new(
        "goods-losses", texts["Giảm hiện vật"],
        [
            texts["Số"], texts["Ngày đề nghị"], texts["Mặt hàng"], texts["Lô"], texts["Số lượng"], texts["Giá trị"], texts["Nguyên nhân"],
            texts["Biên bản số"], texts["Lý do"], texts["Trạng thái"], texts["Chứng từ"],
        ],
        [
            .. losses.Select(loss => (object?[])
            [
                loss.Loss, loss.AskedOn, loss.Name, loss.Lot, loss.Quantity, loss.Value, GoodsWords.CauseOf(loss.Cause, texts),
                loss.MinutesNumber, loss.Reason, texts[GoodsWords.StatusOf(loss.Status)].Value, loss.Voucher,
            ]),
        ]);

    public static ShownList OfRequest(RequestGoods goods, long request, IStringLocalizer<Texts> texts) => new(
        "goods-of-request", texts["Hiện vật"],
        [
            texts["Dòng"], texts["Đối tượng"], texts["Xã"], texts["Mặt hàng"], texts["Lô"], texts["Hạn dùng"], texts["Số lượng"],
            texts["Đơn vị tính"], texts["Giá trị"], texts["Trạng thái"], texts["Lý do"],
        ],
        [
            .. goods.Rows.Select(row => (object?[])
            [
                row.Line, row.Child, row.Unit, row.Name, row.Lot, row.ExpiresOn, row.Quantity, row.Measure, row.Value,
                GoodsWords.StateOf(row.State, texts), row.Note,
            ]),
        ])
    {
        NarrowedTo = [texts["Đề nghị số {0}", request].Value],
    };
}
