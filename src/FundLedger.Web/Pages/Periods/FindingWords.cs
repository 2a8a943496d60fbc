using FundLedger.Features.Periods;
using Microsoft.Extensions.Localization;

namespace FundLedger.Web.Pages.Periods;

/// <summary>How the findings of a checklist and the steps of a period are called, and where they lead.</summary>
internal static class FindingWords
{
    public static string SeverityOf(CloseSeverity severity, IStringLocalizer<Texts> texts) => severity switch
    {
        CloseSeverity.Blocker => texts["Phải sửa"],
        CloseSeverity.OpenItem => texts["Còn treo"],
        _ => texts["Lưu ý"],
    };

    public static string ChipOf(CloseSeverity severity) => severity switch
    {
        CloseSeverity.Blocker => "chip chip-red",
        CloseSeverity.OpenItem => "chip chip-amber",
        _ => "chip chip-grey",
    };

    public static string IconOf(CloseSeverity severity) => severity switch
    {
        CloseSeverity.Blocker => "cross",
        CloseSeverity.OpenItem => "warning",
        _ => "clock",
    };

    /// <summary>The page of the thing that was found; null when it has none.</summary>
    public static string? LinkOf(CloseFinding found, string fund, string from, string to) => found.Target switch
    {
        "voucher" => $"/vouchers/{fund}/{found.TargetNo}",
        "entry" => $"/ledger/{fund}/{found.TargetNo}",
        "disbursement" => $"/disbursements/{fund}/{found.TargetNo}",
        "payment_order" => $"/payments/{fund}/{found.TargetNo}",
        "adjustment" => $"/ledger/adjustments/{fund}/{found.TargetNo}",
        "transfer" => $"/transfers/{fund}/{found.TargetNo}",
        "pool" => $"/ledger?From={from}&To={to}&Pool={found.Item}",
        "account" => $"/ledger?From={from}&To={to}&Account={found.TargetNo}",
        "goods" => $"/goods/{fund}/{found.TargetNo}",
        "goods_loss" => "/goods/losses",
        "log" => "/audit",
        _ => null,
    };

    public static string NameOf(CloseFinding found, IStringLocalizer<Texts> texts) => found.Target switch
    {
        "disbursement" => texts["Đề nghị số {0}", found.Item],
        "payment_order" => texts["Lệnh chi số {0}", found.Item],
        "adjustment" => texts["Phiếu kế toán số {0}", found.Item],
        "transfer" => texts["Điều chuyển số {0}", found.Item],
        "goods_loss" => texts["Đề nghị giảm hiện vật số {0}", found.Item],
        "log" => texts["Nhật ký số {0}", found.Item],
        _ => found.Item,
    };

    public static string StepOf(PeriodEvent step, IStringLocalizer<Texts> texts) => step.Event switch
    {
        "closing" => texts["Bắt đầu khóa sổ"],
        "taken_back" => texts["Lùi lại việc khóa sổ"],
        "accepted" => texts["Chấp nhận khoản còn treo"],
        "closed" => texts["Khóa sổ, phiên bản {0}", step.Version!],
        "reopen_requested" => texts["Đề nghị mở lại tháng"],
        "reopen_rejected" => texts["Từ chối mở lại tháng"],
        _ => texts["Duyệt mở lại tháng"],
    };
}
