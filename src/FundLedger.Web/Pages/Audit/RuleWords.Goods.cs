namespace FundLedger.Web.Pages.Audit;

/// <summary>Which rules of goods refuse.</summary>
internal static partial class RuleWords
{
    private static readonly Dictionary<string, string> OfGoods = new(StringComparer.Ordinal)
    {
        ["goods-item-there"] = Texts.Key("Mặt hàng đã có trong danh mục"),
        ["goods-moved-later"] = Texts.Key("Ghi ngày trước biến động của lô hàng"),
        ["goods-valued-already"] = Texts.Key("Lô hàng đã có giá trị"),
        ["goods-lacking"] = Texts.Key("Kho không đủ hàng"),
        ["goods-valued-first"] = Texts.Key("Hàng chưa có giá trị"),
        ["no-goods-to-issue"] = Texts.Key("Không có hiện vật chờ xuất"),
        ["goods-hand-took-part"] = Texts.Key("Người xuất kho đã đề nghị hoặc duyệt"),
        ["goods-expired-meanwhile"] = Texts.Key("Lô đã hết hạn"),
        ["goods-not-out"] = Texts.Key("Không có hiện vật chờ ghi kết quả"),
        ["goods-line-unknown"] = Texts.Key("Dòng không có hiện vật"),
        ["goods-not-paid"] = Texts.Key("Đề nghị chỉ có hiện vật"),
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
