using System.Collections.Frozen;
using System.Globalization;
using FundLedger.Domain.Text;

namespace FundLedger.Features.Notices;

/// <summary>What happened, in a sentence by subject and event: the paper and its number, and nothing of a person.</summary>
public static class NoticeWords
{
    // {0} is the number of the paper, of a month its name.
    private static readonly FrozenDictionary<(string Subject, string Event), Wording> Sentences = new Dictionary<(string, string), Wording>
    {
        [("disbursement", "requested")] = new("Đề nghị chi số {0} vừa được lập", "Request {0} was made"),
        [("disbursement", "step_approved")] = new("Đề nghị chi số {0} đã qua một bước duyệt", "Request {0} passed a step of approval"),
        [("disbursement", "approved")] = new("Đề nghị chi số {0} đã được duyệt", "Request {0} was approved"),
        [("disbursement", "rejected")] = new("Đề nghị chi số {0} bị từ chối", "Request {0} was rejected"),
        [("disbursement", "returned")] = new("Đề nghị chi số {0} được trả lại để sửa", "Request {0} was returned to be corrected"),
        [("disbursement", "withdrawn")] = new("Đề nghị chi số {0} đã bị thu hồi trước khi chi", "Request {0} was withdrawn before payment"),
        [("disbursement", "paid")] = new("Đề nghị chi số {0} đã được chi", "Request {0} was paid"),
        [("disbursement", "goods_issued")] = new("Hiện vật của đề nghị số {0} đã xuất kho", "The goods of request {0} were issued"),
        [("disbursement", "goods_settled")] = new(
            "Đã ghi kết quả phát hiện vật của đề nghị số {0}", "Who got the goods of request {0} was recorded"),
        [("payment", "prepared")] = new("Lệnh chi số {0} vừa được lập", "Payment order {0} was prepared"),
        [("payment", "file_taken")] = new(
            "Tệp của lệnh chi số {0} đã lấy ra: cần xác nhận đã gửi hay chưa", "The file of payment order {0} was taken: was it sent?"),
        [("payment", "sent")] = new("Lệnh chi số {0} đã gửi đi, chờ kết quả", "Payment order {0} was sent and waits for its results"),
        [("payment", "not_sent")] = new("Lệnh chi số {0} chưa được gửi", "Payment order {0} was not sent"),
        [("payment", "cancelled")] = new("Lệnh chi số {0} đã hủy", "Payment order {0} was cancelled"),
        [("payment", "settled")] = new("Lệnh chi số {0} đã có kết quả", "Payment order {0} has its results"),
        [("payment", "overdue")] = new("Tạm ứng theo lệnh chi số {0} quá hạn quyết toán", "The advance of payment order {0} is overdue"),
        [("report", "due_soon")] = new("Báo cáo đến hạn số {0} sắp đến hạn nộp", "Due report {0} is due soon"),
        [("report", "overdue")] = new("Báo cáo đến hạn số {0} đã quá hạn nộp", "Due report {0} is overdue"),
        [("year_plan", "proposed")] = new("Kế hoạch năm, số {0}, đã được trình", "Plan {0} of a year was proposed"),
        [("year_plan", "adopted")] = new("Kế hoạch năm, số {0}, đã được thông qua", "Plan {0} of a year was adopted"),
        [("year_plan", "rejected")] = new("Kế hoạch năm, số {0}, không được thông qua", "Plan {0} of a year was rejected"),
        [("transfer", "requested")] = new("Điều chuyển số {0} vừa được đề nghị", "Transfer {0} was asked for"),
        [("transfer", "approved")] = new("Điều chuyển số {0} đã duyệt lần một", "Transfer {0} was approved once"),
        [("transfer", "posted")] = new("Điều chuyển số {0} đã ghi sổ", "Transfer {0} was posted"),
        [("transfer", "rejected")] = new("Điều chuyển số {0} bị từ chối", "Transfer {0} was rejected"),
        [("adjustment", "requested")] = new("Phiếu kế toán số {0} vừa được lập", "Adjustment {0} was prepared"),
        [("adjustment", "posted")] = new("Phiếu kế toán số {0} đã ghi sổ", "Adjustment {0} was posted"),
        [("adjustment", "rejected")] = new("Phiếu kế toán số {0} bị từ chối", "Adjustment {0} was rejected"),
        [("period", "closing")] = new("Tháng {0} đang được khóa sổ", "Month {0} is being closed"),
        [("period", "accepted")] = new("Các việc còn treo của tháng {0} đã được chấp nhận", "The open items of {0} were accepted"),
        [("period", "reopen_requested")] = new("Có đề nghị mở lại tháng {0}", "The reopening of {0} was asked for"),
        [("period", "reopen_rejected")] = new("Đề nghị mở lại tháng {0} bị từ chối", "The reopening of {0} was rejected"),
        [("period", "reopened")] = new("Tháng {0} đã được mở lại", "Month {0} was reopened"),
        [("norm", "proposed")] = new("Một quyết định định mức đã được trình ban hành", "A decision on norms was proposed"),
        [("norm", "returned")] = new("Quyết định định mức được trả lại để sửa", "The decision on norms was returned to be corrected"),
        [("norm", "published")] = new("Quyết định định mức đã được ban hành", "The decision on norms was published"),
        [("ladder", "proposed")] = new("Phân cấp phê duyệt số {0} đã được trình", "Ladder of approval {0} was proposed"),
        [("ladder", "adopted")] = new("Phân cấp phê duyệt số {0} đã được thông qua", "Ladder of approval {0} was adopted"),
        [("ladder", "refused")] = new("Phân cấp phê duyệt số {0} bị từ chối", "Ladder of approval {0} was refused"),
        [("delegation", "made")] = new("Ủy quyền phê duyệt số {0} đã được lập", "Delegation {0} was made"),
        [("delegation", "ended")] = new("Ủy quyền phê duyệt số {0} đã chấm dứt", "Delegation {0} was ended"),
        [("goods_loss", "asked")] = new("Đề nghị giảm hiện vật số {0} vừa được lập", "Goods loss {0} was asked for"),
        [("goods_loss", "approved")] = new("Đề nghị giảm hiện vật số {0} đã được duyệt", "Goods loss {0} was approved"),
        [("goods_loss", "rejected")] = new("Đề nghị giảm hiện vật số {0} bị từ chối", "Goods loss {0} was rejected"),
        [("identity", "asked")] = new("Đề nghị số {0} về một hồ sơ bảo mật", "Request {0} about a sealed case"),
        [("identity", "granted")] = new("Đề nghị hồ sơ bảo mật số {0} được đồng ý", "Request {0} about a sealed case was granted"),
        [("identity", "refused")] = new("Đề nghị hồ sơ bảo mật số {0} không được đồng ý", "Request {0} about a sealed case was refused"),
        [("finding", "opened")] = new("Kiểm toán có phát hiện số {0}, chờ quỹ trả lời", "The auditor opened finding {0}: the fund answers"),
        [("finding", "answered")] = new("Phát hiện số {0} đã được quỹ trả lời", "The fund answered finding {0}"),
        [("finding", "accepted")] = new("Trả lời cho phát hiện số {0} được chấp nhận", "The answer to finding {0} was accepted"),
        [("finding", "returned")] = new(
            "Trả lời cho phát hiện số {0} chưa được chấp nhận", "The answer to finding {0} was sent back"),
        [("check", "found")] = new(
            "Phép kiểm tra thường trực, lần chạy {0}, có phát hiện", "The standing checks found something in run {0}"),
        [("check", "alarm_broken")] = new(
            "Báo động hỏng: lần chạy {0} không thấy lỗi cài thử", "Alarm broken: run {0} did not find the fault that it planted"),
    }.ToFrozenDictionary();

    /// <summary>Every subject and event that has words.</summary>
    public static IReadOnlyCollection<(string Subject, string Event)> Known => Sentences.Keys;

    /// <summary>Raises <see cref="KeyNotFoundException"/> for what has no words.</summary>
    public static Wording Of(string subject, string happened, long number)
    {
        var sentence = Sentences[(subject, happened)];
        var name = NumberOf(subject, number);
        return new(
            string.Format(CultureInfo.InvariantCulture, sentence.Vi, name), string.Format(CultureInfo.InvariantCulture, sentence.En, name));
    }

    /// <summary>The page on which one acts on it.</summary>
    public static string AddressOf(string fund, string subject, long number) => subject switch
    {
        "disbursement" => FormattableString.Invariant($"/disbursements/{fund}/{number}"),
        "payment" => FormattableString.Invariant($"/payments/{fund}/{number}"),
        "transfer" => FormattableString.Invariant($"/transfers/{fund}/{number}"),
        "adjustment" => FormattableString.Invariant($"/ledger/adjustments/{fund}/{number}"),
        "report" => "/reports/calendar",
        "year_plan" => FormattableString.Invariant($"/reports/plan?plan={number}"),
        "period" => "/periods",
        "norm" => FormattableString.Invariant($"/norms?decision={number}"),
        "ladder" or "delegation" => "/approvals/ladder",
        "goods_loss" => "/goods/losses",
        "identity" => "/cases",
        "finding" => FormattableString.Invariant($"/audit/findings/{number}"),
        "check" => FormattableString.Invariant($"/audit/checks?run={number}"),
        _ => "/notices",
    };

    private static string NumberOf(string subject, long number) => subject == "period"
        ? FormattableString.Invariant($"{number % 100:00}/{number / 100}")
        : number.ToString(CultureInfo.InvariantCulture);
}
