using FundLedger.Domain.Goods;
using Microsoft.Extensions.Localization;

namespace FundLedger.Web.Pages.Goods;

/// <summary>What moves, causes and bases are called.</summary>
internal static class GoodsWords
{
    public static string KindOf(string kind, IStringLocalizer<Texts> texts) => kind switch
    {
        "received" => texts["Nhập kho hiện vật"],
        "valued" => texts["Định giá hiện vật"],
        "issued" => texts["Xuất kho hiện vật"],
        "returned" => texts["Nhập lại kho hiện vật chưa phát"],
        "lost" => texts["Giảm hiện vật"],
        _ => texts["Bút toán đảo"],
    };

    /// <summary>How far the goods of a line have come.</summary>
    public static string StateOf(string state, IStringLocalizer<Texts> texts) => state switch
    {
        "reserved" => texts["Đang giữ chỗ"],
        "released" => texts["Đã bỏ giữ chỗ"],
        "issued" => texts["Đã xuất kho, chưa ghi kết quả"],
        "given" => texts["Đã phát"],
        _ => texts["Chưa phát, đã nhập lại kho"],
    };

    public static string CauseOf(LossCause cause, IStringLocalizer<Texts> texts) => cause switch
    {
        LossCause.Spoiled => texts["Hư hỏng"],
        LossCause.Expired => texts["Hết hạn dùng"],
        LossCause.Lost => texts["Mất, thiếu"],
        _ => texts["Ghi hoặc đếm sai"],
    };

    public static string BasisOf(ValueBasis basis, IStringLocalizer<Texts> texts) => basis switch
    {
        ValueBasis.Invoice => texts["Hóa đơn của nhà tài trợ"],
        ValueBasis.Quote => texts["Báo giá thị trường"],
        _ => texts["Biên bản định giá"],
    };

    /// <summary>The key of the words of a loss's status.</summary>
    public static string StatusOf(string status) => status switch
    {
        "asked" => Texts.Key("Chờ duyệt"),
        "approved" => Texts.Key("Đã duyệt"),
        _ => Texts.Key("Từ chối"),
    };

    /// <summary>Its word in the vocabulary of statuses.</summary>
    public static string ChipOf(string status) => status == "asked" ? "requested" : status;
}
