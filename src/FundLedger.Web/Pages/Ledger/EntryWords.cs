using FundLedger.Features.Ledger;
using FundLedger.Web.Localisation;
using Microsoft.Extensions.Localization;

namespace FundLedger.Web.Pages.Ledger;

/// <summary>What entries and accounts are called.</summary>
internal static class EntryWords
{
    /// <summary>The kinds of entries of each book.</summary>
    public static IReadOnlyList<string> KindsOf(string book) =>
        book == "commitment"
            ? ["commitment", "release"]
            : ["receipt", "disbursement", "advance", "advance_return", "reversal", "adjustment", "transfer", "lapse", "budget_return",
                "goods_receipt", "goods_valuation", "goods_issue", "goods_return", "goods_loss"];

    public static string KindOf(string kind, IStringLocalizer<Texts> texts) => kind switch
    {
        "receipt" => texts["Khoản thu"],
        "disbursement" => texts["Khoản chi"],
        "reversal" => texts["Bút toán đảo"],
        "transfer" => texts["Điều chuyển nguồn"],
        "lapse" => texts["Kinh phí hết hạn"],
        "budget_return" => texts["Nộp trả kinh phí"],
        "goods_receipt" => texts["Nhập kho hiện vật"],
        "goods_valuation" => texts["Định giá hiện vật"],
        "goods_issue" => texts["Xuất kho hiện vật"],
        "goods_return" => texts["Nhập lại kho hiện vật chưa phát"],
        "goods_loss" => texts["Giảm hiện vật"],
        "commitment" => texts["Giữ chỗ"],
        "release" => texts["Trả giữ chỗ"],
        "adjustment" => texts["Bút toán điều chỉnh"],
        "advance" => texts["Tạm ứng"],
        "advance_return" => texts["Hoàn tạm ứng"],
        _ => kind,
    };

    /// <summary>The account as papers name it: 111 Tiền mặt.</summary>
    public static string AccountOf(ListedPosting posting) =>
        AccountOf(posting.RegimeAccount, posting.AccountVi, posting.AccountEn);

    public static string AccountOf(string? number, string vietnamese, string english) =>
        number is null ? Bilingual.Of(vietnamese, english) : $"{number} {Bilingual.Of(vietnamese, english)}";
}
