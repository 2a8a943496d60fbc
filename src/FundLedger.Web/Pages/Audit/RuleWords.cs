using Microsoft.Extensions.Localization;

namespace FundLedger.Web.Pages.Audit;

/// <summary>What was asked and which rule refused it, for the list of refusals: the log keeps only their names.</summary>
internal static class RuleWords
{
    private static readonly Dictionary<string, string> Requests = new(StringComparer.Ordinal)
    {
        ["RecordReceipt"] = Texts.Key("Ghi nhận khoản thu"),
        ["RecordReceipts"] = Texts.Key("Ghi nhận các khoản thu của một ngày"),
        ["OpenPool"] = Texts.Key("Mở nguồn"),
        ["RequestHolidayGifts"] = Texts.Key("Đề nghị chi quà lễ, Tết"),
        ["RequestSurgery"] = Texts.Key("Đề nghị hỗ trợ phẫu thuật"),
        ["ApproveDisbursement"] = Texts.Key("Duyệt đề nghị"),
        ["RejectDisbursement"] = Texts.Key("Từ chối đề nghị"),
        ["PayDisbursement"] = Texts.Key("Chi tiền"),
        ["ReverseEntry"] = Texts.Key("Đảo bút toán"),
        ["ClosePeriod"] = Texts.Key("Khóa sổ tháng"),
        ["StartClosing"] = Texts.Key("Bắt đầu khóa sổ"),
        ["TakeClosingBack"] = Texts.Key("Lùi lại việc khóa sổ"),
        ["AcceptOpenItems"] = Texts.Key("Chấp nhận khoản còn treo"),
        ["RequestReopening"] = Texts.Key("Đề nghị mở lại tháng"),
        ["ApproveReopening"] = Texts.Key("Duyệt mở lại tháng"),
        ["RejectReopening"] = Texts.Key("Từ chối mở lại tháng"),
        ["RequestTransfer"] = Texts.Key("Đề nghị điều chuyển"),
        ["ApproveTransfer"] = Texts.Key("Duyệt điều chuyển"),
        ["RejectTransfer"] = Texts.Key("Từ chối điều chuyển"),
        ["DecideYearEnd"] = Texts.Key("Quyết định kinh phí ngân sách"),
        ["ReturnBudget"] = Texts.Key("Nộp trả ngân sách"),
        ["RegisterChild"] = Texts.Key("Đăng ký trẻ em"),
        ["OpenIdentity"] = Texts.Key("Mở danh tính"),
    };

    private static readonly Dictionary<string, string> Rules = new(StringComparer.Ordinal)
    {
        ["line-refused"] = Texts.Key("Dòng đề nghị trái định mức"),
        ["norm-exceeded"] = Texts.Key("Vượt định mức"),
        ["requested-below-norm"] = Texts.Key("Dưới mức thấp nhất của định mức"),
        ["group-not-covered"] = Texts.Key("Nhóm không thuộc định mức"),
        ["norm-not-in-force"] = Texts.Key("Định mức không có hiệu lực ngày đó"),
        ["no-norm-in-force"] = Texts.Key("Quỹ chưa có định mức đang hiệu lực"),
        ["no-norm-line"] = Texts.Key("Quyết định không có dòng cho loại hỗ trợ"),
        ["frequency-used-up"] = Texts.Key("Đã hết số lần theo định mức"),
        ["not-a-child"] = Texts.Key("Không phải trẻ em dưới 16 tuổi"),
        ["net-cost-not-positive"] = Texts.Key("Không còn chi phí để hỗ trợ"),
        ["pool-short"] = Texts.Key("Nguồn không đủ tiền"),
        ["money-short"] = Texts.Key("Két hoặc tài khoản không đủ tiền"),
        ["pool-not-for-purpose"] = Texts.Key("Nguồn không dùng cho mục đích này"),
        ["pool-code-used"] = Texts.Key("Mã nguồn đã có"),
        ["approver-is-requester"] = Texts.Key("Người duyệt trùng người lập"),
        ["payer-is-requester"] = Texts.Key("Người chi trùng người lập"),
        ["payer-is-approver"] = Texts.Key("Người chi trùng người duyệt"),
        ["already-decided"] = Texts.Key("Đề nghị đã được quyết định"),
        ["not-approved"] = Texts.Key("Đề nghị chưa được duyệt"),
        ["request-changed"] = Texts.Key("Đề nghị khác với bản đã xem"),
        ["paid-before-approved"] = Texts.Key("Ngày chi trước ngày duyệt"),
        ["period-closed"] = Texts.Key("Tháng đã khóa sổ"),
        ["date-in-future"] = Texts.Key("Ngày ở tương lai"),
        ["date-before-fund-opened"] = Texts.Key("Ngày trước khi mở quỹ"),
        ["already-reversed"] = Texts.Key("Bút toán đã được đảo"),
        ["not-reversible"] = Texts.Key("Bút toán không đảo được"),
        ["reversed-before-entry"] = Texts.Key("Ngày đảo trước ngày bút toán"),
        ["month-not-ended"] = Texts.Key("Tháng chưa hết"),
        ["month-not-next"] = Texts.Key("Khóa sổ không theo thứ tự tháng"),
        ["period-being-closed"] = Texts.Key("Tháng đang khóa sổ"),
        ["period-has-blockers"] = Texts.Key("Còn việc chặn khóa sổ"),
        ["closing-already-started"] = Texts.Key("Tháng đang khóa sổ"),
        ["closing-not-started"] = Texts.Key("Tháng không ở trạng thái đang khóa"),
        ["accepter-is-closer"] = Texts.Key("Người chấp nhận trùng người khóa"),
        ["open-items-changed"] = Texts.Key("Các khoản còn treo đã thay đổi"),
        ["month-not-reopenable"] = Texts.Key("Tháng không mở lại được"),
        ["reopening-already-asked"] = Texts.Key("Đề nghị mở lại đã có"),
        ["reopening-decided"] = Texts.Key("Đề nghị mở lại đã được quyết định"),
        ["reopener-is-requester"] = Texts.Key("Người mở lại trùng người đề nghị"),
        ["transfer-needs-decision"] = Texts.Key("Điều chuyển thiếu quyết định"),
        ["transfer-not-waiting"] = Texts.Key("Điều chuyển không còn chờ"),
        ["transfer-approver-is-requester"] = Texts.Key("Người duyệt trùng người lập"),
        ["transfer-approved-by-same"] = Texts.Key("Một người duyệt hai lần"),
        ["transfer-changed"] = Texts.Key("Đề nghị khác với bản đã xem"),
        ["pool-is-no-budget"] = Texts.Key("Nguồn không phải kinh phí ngân sách"),
        ["nothing-left-to-decide"] = Texts.Key("Nguồn không còn tiền cuối năm"),
        ["carry-needs-decision"] = Texts.Key("Chuyển nguồn thiếu quyết định"),
        ["return-above-due"] = Texts.Key("Nộp trả quá số phải nộp"),
        ["bank-reference-used"] = Texts.Key("Số tham chiếu ngân hàng đã ghi sổ"),
        ["key-used-for-other"] = Texts.Key("Mã yêu cầu đã dùng cho việc khác"),
        ["refused-earlier"] = Texts.Key("Đã bị từ chối trước đây"),
        ["bank-reference-taken"] = Texts.Key("Số tham chiếu ngân hàng đã ghi sổ"),
        ["day-would-be-negative"] = Texts.Key("Có ngày sẽ âm tiền"),
        ["entry-date-impossible"] = Texts.Key("Ngày không ghi sổ được"),
        ["hands-not-separate"] = Texts.Key("Ba người không khác nhau"),
        ["money-spent-meanwhile"] = Texts.Key("Két hoặc tài khoản không đủ tiền"),
        ["norm-used-meanwhile"] = Texts.Key("Đã hết số lần theo định mức"),
        ["period-closed-meanwhile"] = Texts.Key("Tháng đã khóa sổ"),
        ["pool-spent-meanwhile"] = Texts.Key("Nguồn không đủ tiền"),
        ["seen-is-outdated"] = Texts.Key("Đề nghị khác với bản đã xem"),
        ["role-missing"] = Texts.Key("Không có vai trò cần thiết"),
        ["statement-before-fund-opened"] = Texts.Key("Kỳ sao kê trước khi mở quỹ"),
        ["statement-in-future"] = Texts.Key("Kỳ sao kê ở tương lai"),
        ["statement-does-not-add-up"] = Texts.Key("Sao kê không khớp số"),
        ["promise-kept"] = Texts.Key("Cơ sở dữ liệu giữ nguyên tắc"),
    };

    public static string RequestOf(string request, IStringLocalizer<Texts> texts) =>
        Requests.TryGetValue(request, out var words) ? texts[words] : request;

    public static string RuleOf(string rule, IStringLocalizer<Texts> texts) => Rules.TryGetValue(rule, out var words) ? texts[words] : rule;

    internal static IReadOnlyCollection<string> KnownRules => Rules.Keys;

    internal static IReadOnlyCollection<string> KnownRequests => Requests.Keys;
}
