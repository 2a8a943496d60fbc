using FundLedger.Features.Checks;
using Microsoft.Extensions.Localization;

namespace FundLedger.Web.Pages.Audit;

/// <summary>How the state of a check or of a run is called and coloured, and where the record of a finding is shown.</summary>
internal sealed record CheckLook(string Word, string Colour, string Icon)
{
    public static CheckLook Of(CheckState state, IStringLocalizer<Texts> texts) => state switch
    {
        CheckState.Green => new(texts["Đúng"], "green", "check"),
        CheckState.Red => new(texts["Có phát hiện"], "red", "cross"),
        CheckState.Incomplete => new(texts["Không chạy được"], "amber", "warning"),
        _ => new(texts["Chưa chạy"], "grey", "clock"),
    };

    public static CheckLook Of(RunState state, IStringLocalizer<Texts> texts) => state switch
    {
        RunState.Green => new(texts["Đúng"], "green", "check"),
        RunState.Red => new(texts["Có phát hiện"], "red", "cross"),
        RunState.Incomplete => new(texts["Chưa chạy hết"], "amber", "warning"),
        _ => new(texts["Báo động hỏng"], "red", "warning"),
    };

    public static string WeightOf(CheckWeight weight, IStringLocalizer<Texts> texts) =>
        weight == CheckWeight.BooksWrong ? texts["sổ sai"] : texts["cần xem"];

    /// <summary>Who had the run made.</summary>
    public static string StarterOf(string startedBy, IStringLocalizer<Texts> texts) => startedBy switch
    {
        CheckRunner.Actor => texts["tự chạy ban đêm"],
        "(operator)" => texts["người vận hành, dòng lệnh"],
        _ => startedBy,
    };

    /// <summary>What people call the record of a finding.</summary>
    public static string NameOf(CheckFinding finding, IStringLocalizer<Texts> texts) => finding.Kind switch
    {
        "entry" => texts["bút toán {0}", finding.Number],
        "voucher" => texts["chứng từ {0}", finding.Number],
        "request" => texts["Đề nghị số {0}", finding.Number],
        "pool" => texts["nguồn {0}", finding.Number],
        "account" => texts["tài khoản {0}", finding.Number],
        "series" => texts["dãy số {0}", finding.Number],
        "lot" => texts["lô hiện vật {0}", finding.Number],
        "log" => texts["bản ghi {0} của chuỗi băm", finding.Number],
        "refusal" => texts["lần từ chối số {0}", finding.Number],
        "child" => texts["Trẻ {0}", finding.Number],
        "user" => texts["tài khoản người dùng {0}", finding.Number],
        "mail" => texts["thư báo {0}", finding.Number],
        "lock" => texts["phiên làm việc {0}", finding.Number],
        _ => finding.Number,
    };

    /// <summary>The page of the record; null where there is none.</summary>
    public static string? LinkTo(string fund, CheckFinding finding) => finding switch
    {
        { Kind: "entry", Number: var number } when number.StartsWith("financial/", StringComparison.Ordinal) =>
            $"/ledger/{fund}/{number["financial/".Length..]}",
        { Kind: "entry" } => "/ledger?Book=commitment",
        { Kind: "voucher" } => $"/vouchers/{fund}/{finding.Number}",
        { Kind: "request" } => $"/disbursements/{fund}/{finding.Number}",
        { Kind: "pool" } => "/funds/overview",
        { Kind: "account" } => "/ledger/trial-balance",
        { Kind: "refusal" } => "/audit/refusals",
        { Kind: "child" } => $"/children/{finding.Number}",
        { Kind: "log" } => "/audit",
        _ => null,
    };
}
