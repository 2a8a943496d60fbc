namespace FundLedger.Web.Pages.Audit;

/// <summary>Which rules of goods refuse.</summary>
internal static partial class RuleWords
{
    private static readonly Dictionary<string, string> OfGoods = new(StringComparer.Ordinal)
    {
        ["goods-item-there"] = Texts.Key("Mặt hàng đã có trong danh mục"),
        ["goods-moved-later"] = Texts.Key("Ghi ngày trước biến động của lô hàng"),
        ["goods-valued-already"] = Texts.Key("Lô hàng đã có giá trị"),
        ["goods-short"] = Texts.Key("Kho không đủ hàng"),
        ["goods-loss-not-waiting"] = Texts.Key("Đề nghị giảm hiện vật không còn chờ"),
        ["goods-loss-decided-by-asker"] = Texts.Key("Người duyệt trùng người đề nghị giảm"),
        ["goods-reversed-already"] = Texts.Key("Bút toán hiện vật đã đảo"),
        ["goods-gone-meanwhile"] = Texts.Key("Hàng đã xuất hoặc đang giữ chỗ"),
        ["goods-move-reversed-already"] = Texts.Key("Phiếu hiện vật đã được đảo"),
        ["goods-valued-meanwhile"] = Texts.Key("Lô đã được định giá sau đó"),
        ["unvalued-goods-gone"] = Texts.Key("Hàng đã xuất hoặc đang giữ chỗ"),
    };
}
